"""The record of a play: the table's own record with the scenario's ids, and what the bot said."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.scenario.heard import Listener
from bot.rehearsal.scenario.play import Play
from dialogues.model import Cycle, Table
from dialogues.record import record_of

Json = dict[str, Any]


def record_of_play(play: Play, listener: Listener) -> Json:
    """The record as it is written to a file."""
    with play.look() as repository:
        table = repository.find(Table)[0]
        play.names.look(repository, table)
        ours = record_of(repository, table, play.hours.now(), source="rehearsal")
        openings = [(c.number, c.opened_at) for c in repository.find(Cycle, table_id=table.id)]
    record: Json = play.names.translated(ours)
    seats = {seat["id"] for seat in record["seats"]}
    readers = {chat: id for chat, id in play.cast.readers().items() if id in seats or id in play.cast.ROLES}
    return record | {"messages": listener.messages(play.cast.group.id, readers, openings)}
