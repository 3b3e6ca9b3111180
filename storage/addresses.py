"""Where an outbox row goes: looked up when it is sent, for people and groups move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, insert, null, select, update

from storage.prepared import Prepared
from storage.tables import PersonRow, ReflectionRow, RoundRow, TableRow
from storage.tables_of_record import ReminderRow, SaidRow

_person: Table = PersonRow.__table__  # type: ignore[attr-defined]
_table: Table = TableRow.__table__  # type: ignore[attr-defined]
_round: Table = RoundRow.__table__  # type: ignore[attr-defined]
_reflection: Table = ReflectionRow.__table__  # type: ignore[attr-defined]
_reminder: Table = ReminderRow.__table__  # type: ignore[attr-defined]
_said: Table = SaidRow.__table__  # type: ignore[attr-defined]

_PERSON = (_person.c.telegram_id, _person.c.language)
_of_person = Prepared(select(*_PERSON).where(_person.c.id == bindparam("id")), _PERSON)
_TABLE = (_table.c.chat_id, _table.c.thread_id, _table.c.languages)
_of_table = Prepared(select(*_TABLE).where(_table.c.id == bindparam("id")), _TABLE)
_said_of = Prepared(select(_said.c.message_id).where(_said.c.key == bindparam("key")))
_moved_said = Prepared(
    update(_said)
    .where(_said.c.key == bindparam("the_key"))
    .values(
        message_id=bindparam("new_message_id"), said_at=bindparam("new_said_at", type_=_said.c.said_at.type)
    )
)
_new_said = Prepared(insert(_said), names=("key", "table_id", "person_id", "message_id", "said_at"))

# The states of STATE_MACHINES B and C in which nobody is asked anything any more. A reminder ends by
# being deleted, in the transaction of the answer it asks for.
ENDED = {
    "round": (_round, frozenset({"ratified", "parked", "withdrawn", "expired", "superseded"})),
    "reflection": (_reflection, frozenset({"delivered", "cancelled"})),
    "reminder": (_reminder, frozenset({"taken_back", "declined"})),
}


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
        person = _of_person.row(connection, {"id": person_id})
        if person is None:
            return Unaddressed("no such person")
        telegram_id, language = person
        if telegram_id < 0:
            return Unaddressed("forgotten")
        return Address(chat_id=telegram_id, person_id=person_id, language=language)
    if table_id is not None:
        row = _of_table.row(connection, {"id": table_id})
        if row is None:
            return Unaddressed("no such table")
        group, thread_id, languages = row
        language = languages[0] if languages else None
        return Address(chat_id=group, thread_id=thread_id, table_id=table_id, language=language)
    if chat_id is None:
        return Unaddressed("no addressee")
    return Address(chat_id=chat_id)


def has_ended(connection: Connection, subject: str) -> bool:
    """Whether the round, reflection or reminder has closed or gone; raises `UnknownSubject`."""
    kind, _, id = subject.partition(":")
    if kind not in ENDED or not id.isdecimal():
        raise UnknownSubject(f"{subject!r}: {UnknownSubject.__doc__}")
    row = _states[kind].row(connection, {"id": int(id)})
    return row is None or row[1] is not None or row[0] in ENDED[kind][1]


def said_message_id(connection: Connection, key: str) -> int | None:
    """The message that stands under this key, if one does."""
    row = _said_of.row(connection, {"key": key})
    return None if row is None else int(row[0])


def move_said(
    connection: Connection,
    key: str,
    address: Address,
    about_table_id: int | None,
    message_id: int,
    at: datetime,
) -> None:
    """The key names this message from now on."""
    moved = {"the_key": key, "new_message_id": message_id, "new_said_at": at}
    if _moved_said.run(connection, moved):
        return
    new = {
        "key": key,
        "table_id": address.table_id if address.table_id is not None else about_table_id,
        "person_id": address.person_id,
        "message_id": message_id,
        "said_at": at,
    }
    _new_said.insert(connection, new)
