"""Where an outbox row goes: looked up when it is sent, for people and groups move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, insert, select, update

from storage.tables import PersonRow, ReflectionRow, RoundRow, TableRow
from storage.tables_of_record import SaidRow

_person: Table = PersonRow.__table__  # type: ignore[attr-defined]
_table: Table = TableRow.__table__  # type: ignore[attr-defined]
_round: Table = RoundRow.__table__  # type: ignore[attr-defined]
_reflection: Table = ReflectionRow.__table__  # type: ignore[attr-defined]
_said: Table = SaidRow.__table__  # type: ignore[attr-defined]

# The states of STATE_MACHINES B and C in which nobody is asked anything any more.
ENDED = {
    "round": (_round, frozenset({"ratified", "parked", "withdrawn", "expired", "superseded"})),
    "reflection": (_reflection, frozenset({"delivered", "cancelled"})),
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
    """`stale_after` is "round:ID" or "reflection:ID". Correct the effect that carries it."""


def address_of(
    connection: Connection, person_id: int | None, table_id: int | None, chat_id: int | None
) -> Address | Unaddressed:
    """The chat of a person, of a table, or the chat itself."""
    if person_id is not None:
        person = connection.execute(
            select(_person.c.telegram_id, _person.c.language).where(_person.c.id == person_id)
        ).first()
        if person is None:
            return Unaddressed("no such person")
        return Address(chat_id=person.telegram_id, person_id=person_id, language=person.language)
    if table_id is not None:
        row = connection.execute(
            select(_table.c.chat_id, _table.c.thread_id, _table.c.languages).where(_table.c.id == table_id)
        ).first()
        if row is None:
            return Unaddressed("no such table")
        language = row.languages[0] if row.languages else None
        return Address(chat_id=row.chat_id, thread_id=row.thread_id, table_id=table_id, language=language)
    if chat_id is None:
        return Unaddressed("no addressee")
    return Address(chat_id=chat_id)


def has_ended(connection: Connection, subject: str) -> bool:
    """Whether the round or reflection has closed or gone; raises `UnknownSubject`."""
    kind, _, id = subject.partition(":")
    if kind not in ENDED or not id.isdecimal():
        raise UnknownSubject(f"{subject!r}: {UnknownSubject.__doc__}")
    table, final = ENDED[kind]
    row = connection.execute(select(table.c.state, table.c.closed_at).where(table.c.id == int(id))).first()
    return row is None or row.closed_at is not None or row.state in final


def said_message_id(connection: Connection, key: str) -> int | None:
    """The message that stands under this key, if one does."""
    return connection.execute(select(_said.c.message_id).where(_said.c.key == key)).scalar()


def move_said(
    connection: Connection,
    key: str,
    address: Address,
    about_table_id: int | None,
    message_id: int,
    at: datetime,
) -> None:
    """The key names this message from now on."""
    values = {"message_id": message_id, "said_at": at}
    if connection.execute(update(_said).where(_said.c.key == key).values(values)).rowcount:
        return
    table_id = address.table_id if address.table_id is not None else about_table_id
    connection.execute(
        insert(_said), values | {"key": key, "table_id": table_id, "person_id": address.person_id}
    )
