"""Which tables a piece of work concerns, and their locks: taken before anything is read, in one order.

On PostgreSQL many processes decide at the same time. Decisions about one table come one after the
other, because each locks the table's row first; what nothing stands for yet (a person, a group)
is locked by its number at Telegram. A repository tells when it meets a table that was not locked:
the work then begins again with that lock too, so a wrong guess costs time and never an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, assert_never

from sqlalchemy import Connection, Select, Table, false, select, text, union
from sqlalchemy.sql.elements import ColumnElement

from dialogues import model
from dialogues.events import (
    AnonymousCommanded,
    Blocked,
    BotAdded,
    BotRemoved,
    Commanded,
    Event,
    GroupMoved,
    GroupUnreachable,
    Hurried,
    Pressed,
    Revised,
    SentOther,
    Started,
    TimerDue,
    Unblocked,
    Wrote,
    WroteInGroup,
)
from storage.tables import FocusRow, InvitationRow, PersonRow, SeatRow, TableRow
from storage.tables_of_record import TimerRow

_PLACE = "tablekeeper_locked"

_table: Table = TableRow.__table__  # type: ignore[attr-defined]
_person: Table = PersonRow.__table__  # type: ignore[attr-defined]
_seat: Table = SeatRow.__table__  # type: ignore[attr-defined]
_focus: Table = FocusRow.__table__  # type: ignore[attr-defined]
_timer: Table = TimerRow.__table__  # type: ignore[attr-defined]
_invitation: Table = InvitationRow.__table__  # type: ignore[attr-defined]


class TableNotLocked(RuntimeError):
    """A table was read that this work had not locked. Begin it again; the lock will be taken then."""


@dataclass(slots=True)
class Locked:
    """The locks of one unit of work. `met` are tables it has asked for without having them."""

    ids: set[int] = field(default_factory=set)
    met: set[int] = field(default_factory=set)
    last_try: bool = False

    def check(self, values: Iterable[Any]) -> None:
        """Values that were read: raises `TableNotLocked` when a table of theirs is not locked."""
        missing = {id for id in map(_table_of, values) if id is not None and id not in self.ids}
        if missing:
            self.met |= missing
            raise TableNotLocked(str(TableNotLocked.__doc__))

    def made(self, value: Any) -> None:
        """A table that this work has made itself: nobody else sees it before the commit."""
        if isinstance(value, model.Table):
            self.ids.add(value.id)


def _table_of(value: Any) -> int | None:
    id = value.id if isinstance(value, model.Table) else getattr(value, "table_id", None)
    return None if id is None else int(id)


def locked_of(connection: Connection) -> Locked | None:
    """The locks of the work that has this connection; None where one writer does everything."""
    found: Locked | None = None if connection.dialect.name == "sqlite" else connection.info.get(_PLACE)
    return found


def keep_locked(connection: Connection, locked: Locked | None) -> None:
    """Says which locks the work has that now uses this connection."""
    if locked is None:
        connection.info.pop(_PLACE, None)
    else:
        connection.info[_PLACE] = locked


def lock(connection: Connection, event: Event | None, met: set[int]) -> Locked:
    """Takes every lock for an event, and for the tables that an earlier try has `met`.

    All work takes them in the same order, numbers at Telegram before tables, each from low to
    high: nobody ever waits for somebody who waits for them.
    """
    locked = Locked(met=met)
    numbers, tables = ([], []) if event is None else _concerned(event)
    if numbers:
        connection.execute(_LOCK_NUMBERS, {"numbers": sorted(set(numbers))})
    if met:
        tables = [*tables, select(_table.c.id).where(_table.c.id.in_(met)), _where_they_are_asked(met)]
    if tables:
        wanted = union(*tables) if len(tables) > 1 else tables[0]
        rows = connection.execute(
            select(_table.c.id)
            .where(_table.c.id.in_(wanted))
            .order_by(_table.c.id)
            # Not FOR UPDATE: rows that merely name the table may be written meanwhile.
            .with_for_update(key_share=True, of=_table)
        )
        locked.ids.update(id for (id,) in rows)
    return locked


# Row by row in the order of the list, which is sorted.
_LOCK_NUMBERS = text("SELECT pg_advisory_xact_lock(number) FROM unnest(CAST(:numbers AS bigint[])) AS number")


def _concerned(event: Event) -> tuple[list[int], list[Select[Any]]]:
    """The numbers at Telegram that an event concerns, and questions for its tables."""
    match event:
        case Started():
            mine = _tables_of_person(event.who.telegram_id)
            return [event.who.telegram_id], [*mine, _table_of_link(event.payload)]
        case Wrote() | Revised() | SentOther() | Hurried():
            return [event.who.telegram_id], _tables_of_person(event.who.telegram_id)
        case Commanded() | Pressed() if event.group is None:
            return [event.who.telegram_id], _tables_of_person(event.who.telegram_id)
        case Commanded() | Pressed() | WroteInGroup():
            person, group = event.who.telegram_id, event.group.chat_id if event.group else 0
            return [person, group], [_table_of_chat(group), _asked_at(person)]
        case AnonymousCommanded() | BotRemoved():
            return [event.group.chat_id], [_table_of_chat(event.group.chat_id)]
        case BotAdded():
            who = [] if event.who is None else [event.who.telegram_id]
            return [*who, event.group.chat_id], [_table_of_chat(event.group.chat_id)]
        case GroupMoved():
            chats = [event.old_chat_id, event.new_chat_id]
            return chats, [_table_of_chat(*chats)]
        case Blocked() | Unblocked():
            return [event.telegram_id], _tables_of_person(event.telegram_id)
        case GroupUnreachable():
            return [], [select(_table.c.id).where(_table.c.id == event.table_id)]
        case TimerDue():
            return [], [select(_timer.c.table_id).where(_timer.c.id == event.timer_id)]
        case _:
            assert_never(event)


def _tables_of_person(telegram_id: int) -> list[Select[Any]]:
    here: ColumnElement[bool] = _person.c.telegram_id == telegram_id
    seats = select(_seat.c.table_id).join(_person, _seat.c.person_id == _person.c.id).where(here)
    return [seats, _asked_at(telegram_id)]


def _asked_at(telegram_id: int) -> Select[Any]:
    here: ColumnElement[bool] = _person.c.telegram_id == telegram_id
    return select(_focus.c.table_id).join(_person, _focus.c.person_id == _person.c.id).where(here)


def _where_they_are_asked(tables: set[int]) -> Select[Any]:
    """The tables at which people of these tables are being asked: a decision looks at whom it may ask."""
    seated = select(_seat.c.person_id).where(_seat.c.table_id.in_(tables))
    return select(_focus.c.table_id).where(_focus.c.person_id.in_(seated))


def _table_of_chat(*chat_ids: int) -> Select[Any]:
    return select(_table.c.id).where(_table.c.chat_id.in_(chat_ids))


def _table_of_link(token: str | None) -> Select[Any]:
    matching = false() if token is None else _invitation.c.token == token
    return select(_invitation.c.table_id).where(matching)
