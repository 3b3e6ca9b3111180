"""The trust part of a table's record: every move, and of each pulse what may be shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dialogues import pulse, trust_story
from dialogues.model import Pulse, Request, Table
from dialogues.repository import Repository

Json = dict[str, Any]


def trust(repository: Repository, table: Table) -> Json:
    """Stage, moves in their order (refused ones with the stage that was asked for), pulses."""
    return {
        "stage": table.trust_stage,
        "moves": [_move(r) for r in trust_story.requests(repository, table)],
        "pulses": [_pulse(p) for p in repository.find(Pulse, table_id=table.id)],
    }


def _move(request: Request) -> Json:
    return {
        "cycle": request.cycle,
        "trigger": request.trigger,
        "from": request.source,
        "to": request.target,
        "outcome": request.outcome,
        "reasons": [trust_story.CODES[rule] for rule in request.reasons],
    }


def _pulse(pulse_: Pulse) -> Json:
    seen = pulse.shown(pulse_)
    rate = Decimal(pulse_.organisations) / max(1, pulse_.asked)
    return {
        "cycle": pulse_.cycle,
        "respondents": pulse_.respondents,
        "response_rate": float(min(Decimal(1), rate).quantize(Decimal("0.001"), ROUND_HALF_UP)),
        "suppressed": pulse_.suppressed,
        "overall": float(seen.overall) if seen else None,
        "items": {name: float(value) for name, value in seen.items.items()} if seen else None,
    }
