"""The record of the repository's example scenario, as a play of it leaves it (docs/scenarios/harbor-road.json).

Written by `uv run tablekeeper rehearse --scenario docs/scenarios/harbor-road.json --record …`, "messages" emptied.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.bot.documents.records import Json


def harbor_road() -> Json:
    """Harbor Road after its last cycle."""
    record: Json = json.loads((Path(__file__).parent / "harbor_road.json").read_text("utf-8"))
    return record
