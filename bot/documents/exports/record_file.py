"""The record as a JSON file that may leave the room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def as_json(record: Mapping[str, Any]) -> bytes:
    """The record without the messages of a rehearsal: they hold what was said to one person alone."""
    shared = {**record, "messages": None}
    return (json.dumps(shared, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
