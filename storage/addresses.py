"""Where an outbox row goes: looked up when it is sent, for people and groups move."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, null, select

from dialogues.model import Person, Reflection, Round
from dialogues.model import Table as TableNoun
from storage.prepared import Prepared
from storage.remembered import remembered_of
from storage.tables import PersonRow, ReflectionRow, RoundRow, TableRow
from storage.tables_of_record import ReminderRow, SaidRow

N = TypeVar("N")
_person: Table = PersonRow.__table__  # type: ignore[attr-defined]
_table: Table = TableRow.__table__  # type: ignore[attr-defined]
_round: Table = RoundRow.__table__  # type: ignore[attr-defined]
_reflection: Table = ReflectionRow.__table__  # type: ignore[attr-defined]
_reminder: Table = ReminderRow.__table__  # type: ignore[attr-defined]
said: Table = SaidRow.__table__  # type: ignore[attr-defined]

_PERSON = (_person.c.telegram_id, _person.c.language)
_of_person = Prepared(select(*_PERSON).where(_person.c.id == bindparam("id")), _PERSON)
_TABLE = (_table.c.chat_id, _table.c.thread_id, _table.c.languages)
_of_table = Prepared(select(*_TABLE).where(_table.c.id == bindparam("id")), _TABLE)
_SAID = ("key", "table_id", "person_id", "message_id", "said_at")

# The states of STATE_MACHINES B and C in which nobody is asked anything any more. A reminder ends by
# being deleted, in the transaction of the answer it asks for.
ENDED = {
    "round": (_round, frozenset({"ratified", "parked", "withdrawn", "expired", "superseded"})),
    "reflection": (_reflection, frozenset({"delivered", "cancelled"})),
    "reminder": (_reminder, frozenset({"taken_back", "declined"})),
}


NOUNS: dict[str, type[Any]] = {"round": Round, "reflection": Reflection}
_states = {
    kind: Prepared(
        select(table.c.state, table.c.get("closed_at", null())).where(table.c.id == bindparam("id"))
    )
    for kind, (table, _final) in ENDED.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A chat, and whose it is. `language` is the reader's, or the table's first; None if unknown."""

    chat_id: int
    thread_id: int | None = None
    person_id: int | None = None
    table_id: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Unaddressed:
    """Nobody is there to be written to."""

    reason: str


class UnknownSubject(ValueError):
    """`stale_after` is "round:ID", "reflection:ID" or "reminder:ID". Correct the effect that carries it."""


def address_of(
    connection: Connection, person_id: int | None, table_id: int | None, chat_id: int | None
) -> Address | Unaddressed:
    """The chat of a person, of a table, or the chat itself."""
    if person_id is not None:
        person = _noted(connection, Person, person_id)
        row = (
            (person.telegram_id, person.language) if person else _of_person.row(connection, {"id": person_id})
        )
        if row is None:
            return Unaddressed("no such person")
        telegram_id, language = row
        if telegram_id < 0:
            return Unaddressed("forgotten")
        return Address(chat_id=telegram_id, person_id=person_id, language=language)
    if table_id is not None:
        table = _noted(connection, TableNoun, table_id)
        place = (
            (table.chat_id, table.thread_id, table.languages)
            if table
            else _of_table.row(connection, {"id": table_id})
        )
        if place is None:
            return Unaddressed("no such table")
        group, thread_id, languages = place
        language = languages[0] if languages else None
        return Address(chat_id=group, thread_id=thread_id, table_id=table_id, language=language)
    if chat_id is None:
        return Unaddressed("no addressee")
    return Address(chat_id=chat_id)


def _noted(connection: Connection, noun: type[N], id: int) -> N | None:
    """What the one writer remembers of it, where there is one writer: then nobody has to be asked."""
    remembered = remembered_of(connection)
    found: N | None = None if remembered is None else remembered.value(noun, id)
    return found


def has_ended(connection: Connection, subject: str) -> bool:
    """Whether the round, reflection or reminder has closed or gone; raises `UnknownSubject`."""
    kind, _, id = subject.partition(":")
    if kind not in ENDED or not id.isdecimal():
        raise UnknownSubject(f"{subject!r}: {UnknownSubject.__doc__}")
    noted = _noted(connection, NOUNS[kind], int(id)) if kind in NOUNS else None
    row = (noted.state, noted.closed_at) if noted else _states[kind].row(connection, {"id": int(id)})
    return row is None or row[1] is not None or row[0] in ENDED[kind][1]


def move_said(
    connection: Connection,
    key: str,
    address: Address,
    about_table_id: int | None,
    message_id: int,
    at: datetime,
) -> None:
    """The key names this message from now on."""
    now_said = {
        "key": key,
        "table_id": address.table_id if address.table_id is not None else about_table_id,
        "person_id": address.person_id,
        "message_id": message_id,
        "said_at": at,
    }
    _moving(connection.dialect.name).run(connection, now_said)


@functools.cache
def _moving(database: str) -> Prepared:
    """The statement in the words of a database; what the other one needs is not loaded."""
    insert: Any
    if database == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert
    new = insert(said)
    moved = {"message_id": new.excluded.message_id, "said_at": new.excluded.said_at}
    return Prepared(new.on_conflict_do_update(index_elements=[said.c.key], set_=moved), names=_SAID)
