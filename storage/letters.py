"""What becomes of outbox rows at the courier's: taken with an address, settled by what Telegram did."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, case, delete, insert, or_, select, update

from storage.addresses import Address, Unaddressed, address_of, has_ended, move_said, said
from storage.outbox import Kind, State
from storage.prepared import Prepared
from storage.tables_of_delivery import OutboxRow

_outbox: Table = OutboxRow.__table__  # type: ignore[attr-defined]
# What is left of a row that will never be sent: enough to count it, nothing to read.
WITHOUT_WORDS: dict[str, Any] = {"text": "", "buttons": [], "commands": [], "file": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A row taken for sending, with its address. `message_id`: the message to be edited, None to post.

    `unsure` counts the earlier tries of which nobody knows whether they arrived.
    """

    id: int
    kind: Kind
    address: Address
    text: str
    buttons: list[Any]
    commands: list[Any]
    file: dict[str, Any] | None
    key: str | None
    ask_reply: bool
    message_id: int | None
    attempts: int
    unsure: int
    about_table_id: int | None


@dataclass(frozen=True, slots=True)
class NothingToSend:
    """The row is gone: merged into a newer one, out of date, or its addressee no longer exists."""

    reason: str


_TAKEN = (
    _outbox.c.id, _outbox.c.kind, _outbox.c.to_person_id, _outbox.c.to_table_id, _outbox.c.to_chat_id,
    _outbox.c.text, _outbox.c.buttons, _outbox.c.commands, _outbox.c.file, _outbox.c.key, _outbox.c.ask_reply,
    _outbox.c.attempts, _outbox.c.unsure, _outbox.c.about_table_id, _outbox.c.stale_after,
    _outbox.c.message_id,
)  # fmt: skip
_EDITED = case(
    (
        and_(_outbox.c.key.is_not(None), _outbox.c.anew.is_(False), _outbox.c.ask_reply.is_(False)),
        select(said.c.message_id).where(said.c.key == _outbox.c.key).scalar_subquery(),
    ),
    else_=None,
)
_drop = Prepared(delete(_outbox).where(_outbox.c.id == bindparam("id")))


def _one_of(many: int) -> Any:
    """For `many` ids, a power of two, so that few statements serve for any number."""
    return _outbox.c.id.in_([bindparam(f"id_{place}", type_=_outbox.c.id.type) for place in range(many)])


def _ids(ids: Sequence[int]) -> tuple[int, dict[str, int]]:
    """How many the statement is for, and its values: the last one stands in every place that is left.

    For one id or more.
    """
    many = 1 << (len(ids) - 1).bit_length()
    return many, {f"id_{place}": ids[min(place, len(ids) - 1)] for place in range(many)}


@functools.cache
def _taking(many: int) -> Prepared:
    # In one step, so that no newer text comes into a row between its reading and its marking.
    taken = (
        update(_outbox)
        .where(_one_of(many), _outbox.c.state == str(State.WAITING))
        .values(state=str(State.SENDING), message_id=_EDITED)
        .returning(*_TAKEN)
    )
    return Prepared(taken, _TAKEN)


@functools.cache
def _dropping(many: int) -> Prepared:
    return Prepared(delete(_outbox).where(_one_of(many)))


def say_instead(connection: Connection, id: int) -> None:
    """The file cannot be had: its row waits as the message that tells the same in words."""
    row = connection.execute(select(_outbox).where(_outbox.c.id == id)).one()
    first, *rest = row.file["instead"]
    words = {"kind": str(Kind.MESSAGE), "state": str(State.WAITING), "file": None}
    connection.execute(update(_outbox).where(_outbox.c.id == id).values(words | {"text": first}))
    copied = {name: value for name, value in row._mapping.items() if name != "id"} | words | {"key": None}
    for more in rest:
        connection.execute(insert(_outbox), copied | {"text": more})


def recover(connection: Connection, repeats: int) -> int:
    """After a start: rows that were being sent when the process ended.

    An edit is simply sent again. A post may have arrived: it counts as unsure, and is held back
    for good after `repeats` of them. Gives how many posts were unsure.
    """
    sending = _outbox.c.state == str(State.SENDING)
    repeatable = or_(_outbox.c.message_id.is_not(None), _outbox.c.kind == str(Kind.COMMANDS))
    connection.execute(update(_outbox).where(sending, repeatable).values(state=str(State.WAITING)))
    rows = connection.execute(select(_outbox.c.id).where(sending)).all()
    for (id,) in rows:
        mark_unsure(connection, id, repeats)
    return len(rows)


def doubt_what_waits(connection: Connection) -> None:
    """Counts every waiting row as one that may have arrived: it is said again with a word of warning."""
    connection.execute(
        update(_outbox).where(_outbox.c.state == str(State.WAITING)).values(unsure=_outbox.c.unsure + 1)
    )


def take(connection: Connection, ids: Sequence[int]) -> list[Letter | NothingToSend]:
    """Takes waiting rows (at least one) for sending and finds out where to, in this order.

    Commit before sending.
    """
    many, values = _ids(ids)
    rows = {row[0]: row for row in _taking(many).rows(connection, values)}
    taken = (rows.pop(id, None) for id in ids)
    return [NothingToSend("merged") if row is None else _letter(connection, row) for row in taken]


def _letter(connection: Connection, row: Sequence[Any]) -> Letter | NothingToSend:
    (
        id, kind, to_person_id, to_table_id, to_chat_id, text, buttons, commands, file, key, ask_reply,
        attempts, unsure, about_table_id, stale_after, edited,
    ) = row  # fmt: skip
    if stale_after is not None and has_ended(connection, stale_after):
        drop(connection, id)
        return NothingToSend("out of date")
    address = address_of(connection, to_person_id, to_table_id, to_chat_id)
    if isinstance(address, Unaddressed):
        drop(connection, id)
        return NothingToSend(address.reason)
    return Letter(
        id=id,
        kind=Kind(kind),
        address=address,
        text=text,
        buttons=buttons,
        commands=commands,
        file=file,
        key=key,
        ask_reply=ask_reply,
        message_id=edited,
        attempts=attempts,
        unsure=unsure,
        about_table_id=about_table_id,
    )


@dataclass(frozen=True, slots=True)
class Arrival:
    """A letter that stands in the chat. `message_id`: its message; None where it is none (a menu of commands)."""

    letter: Letter
    message_id: int | None
    at: datetime


def delivered(connection: Connection, arrivals: Sequence[Arrival]) -> list[None]:
    """The messages (at least one) stand in their chats: keeps their ids under their keys, deletes the rows."""
    many, values = _ids([arrival.letter.id for arrival in arrivals])
    _dropping(many).run(connection, values)
    for arrival in arrivals:
        letter, message_id = arrival.letter, arrival.message_id
        if letter.key is not None and message_id is not None and message_id != letter.message_id:
            move_said(connection, letter.key, letter.address, letter.about_table_id, message_id, arrival.at)
    return [None] * len(arrivals)


def wait_again(connection: Connection, id: int) -> None:
    """It surely did not arrive: the row waits for another try."""
    connection.execute(
        update(_outbox)
        .where(_outbox.c.id == id)
        .values(state=str(State.WAITING), attempts=_outbox.c.attempts + 1)
    )


def post_instead(connection: Connection, letter: Letter) -> None:
    """The message to be edited has gone: the row waits to be posted anew."""
    connection.execute(
        update(_outbox)
        .where(_outbox.c.id == letter.id)
        .values(state=str(State.WAITING), anew=True, message_id=None, attempts=_outbox.c.attempts + 1)
    )


def readdress(connection: Connection, id: int, old_chat_id: int, new_chat_id: int) -> None:
    """The chat has another id now: a row addressed by chat id follows, and waits again."""
    connection.execute(
        update(_outbox).where(_outbox.c.to_chat_id == old_chat_id).values(to_chat_id=new_chat_id)
    )
    wait_again(connection, id)


def mark_unsure(connection: Connection, id: int, repeats: int) -> State:
    """It may have arrived: waits to be repeated knowingly, or is held back after `repeats`."""
    unsure = connection.execute(select(_outbox.c.unsure).where(_outbox.c.id == id)).scalar_one() + 1
    state = State.WAITING if unsure <= repeats else State.UNSURE
    if state is State.UNSURE and _drop_if_of_stranger(connection, id):
        return state
    values: dict[str, Any] = {"state": str(state), "unsure": unsure}
    if state is State.UNSURE:
        values |= WITHOUT_WORDS
    connection.execute(update(_outbox).where(_outbox.c.id == id).values(values))
    return state


def refuse(connection: Connection, id: int) -> None:
    """Telegram will never take this row: it is kept for `tablekeeper doctor`, its text is not."""
    if _drop_if_of_stranger(connection, id):
        return
    values = {"state": str(State.REFUSED)} | WITHOUT_WORDS
    connection.execute(update(_outbox).where(_outbox.c.id == id).values(values))


def _drop_if_of_stranger(connection: Connection, id: int) -> bool:
    """Deletes a row to the private chat of somebody who was forgotten: its number must not stay."""
    mine = (_outbox.c.id == id, _outbox.c.to_chat_id > 0)
    return connection.execute(delete(_outbox).where(*mine)).rowcount > 0


def drop(connection: Connection, id: int) -> None:
    """Deletes a row."""
    _drop.run(connection, {"id": id})
