"""The machines of the room's table beside its chats: where each stands, what just moved, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rehearsal.records import Json
from dialogues.context import Context
from dialogues.machine_standing import Condition, LastMove, Standing, Way, standings
from dialogues.model import Gap, Seat, Table
from dialogues.surroundings import Surroundings

if TYPE_CHECKING:
    from bot.rehearsal_room import RehearsalRoom

LANGUAGE = "en"  # the page's own
TITLES = {
    "table": "The table",
    "trust": "Trust",
    "round": "Round",
    "reflection": "Looking back",
    "experiment": "Experiment",
}


def state(room: RehearsalRoom) -> list[Json]:
    """The machines of the first table, each as {"title", "value", "detail", "last", "ways"}; no answers."""
    if not room.is_running:
        return [
            {"title": TITLES["table"], "value": "one moment", "detail": "the bot is starting or stopping"}
        ]
    with room.repository() as repository:
        table = repository.first(Table)
        if table is None:
            return [{"title": TITLES["table"], "value": "not set up yet", "detail": ""}]
        ctx = Context(repository, Surroundings(room.clock.now(), _no_token, ""))
        rows = [_row(standing) for standing in standings(ctx, table, LANGUAGE)]
        seated = repository.count(Seat, table_id=table.id, present=True, holds_vote=True)
        gaps = repository.count(Gap, table_id=table.id, severity="must", closed_cycle=None)
        rows[0]["detail"] = " · ".join(
            (
                f"cycle {table.cycle}" if table.cycle else "no cycle yet",
                f"{seated} with a vote",
                *([f"{gaps} open gaps"] if gaps else []),
            )
        )
        return rows


def _no_token() -> str:
    raise RuntimeError("Whoever only looks at the machines makes no links.")


def _row(standing: Standing) -> Json:
    kind = TITLES[standing.machine]
    return {
        "title": f"{kind}: {standing.title}" if standing.title else kind,
        "value": standing.state,
        "detail": "",
        "last": None if standing.last is None else _last(standing.last),
        "ways": [_way(way) for way in standing.ways],
    }


def _last(last: LastMove) -> Json:
    return {
        "words": last.words,
        "by": last.by,
        "source": last.source,
        "target": last.target,
        "granted": last.granted,
        "reasons": list(last.reasons),
        "at": last.at.timestamp(),
    }


def _way(way: Way) -> Json:
    return {
        "words": way.words,
        "target": way.target,
        "open": way.open,
        "conditions": [_condition(condition) for condition in way.conditions],
    }


def _condition(condition: Condition) -> Json:
    return {"holds": condition.holds, "words": condition.missing or condition.words}
