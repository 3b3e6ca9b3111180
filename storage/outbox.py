"""What is on its way out: rows written with the decision, taken and settled by the courier."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from storage.addresses import Address, Unaddressed, address_of, has_ended, move_said, said
from storage.prepared import Prepared
from storage.tables_of_delivery import OutboxRow

_outbox: Table = OutboxRow.__table__  # type: ignore[attr-defined]
# What is left of a row that will never be sent: enough to count it, nothing to read.
WITHOUT_WORDS: dict[str, Any] = {"text": "", "buttons": [], "commands": [], "file": None}


class Kind(StrEnum):
    """What a row does."""

    MESSAGE = "message"
    COMMANDS = "commands"
    FILE = "file"
    # A message whose words and buttons nobody reads in the database: `bot.courier.envelopes`.
    SEALED = "sealed"


class State(StrEnum):
    """How far a row has come. Delivered rows are deleted, and their text with them."""

    WAITING = "waiting"
    SENDING = "sending"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row to be written. `text` fits one message or caption; exactly one of the three `to_` is set.

    `file` is an order for a file, read by whoever makes it: see `bot.courier.drafts`.
    """

    kind: Kind = Kind.MESSAGE
    to_person_id: int | None = None
    to_table_id: int | None = None
    to_chat_id: int | None = None
    urgency: int = 0
    text: str = ""
    buttons: list[Any] = dataclasses.field(default_factory=list)
    commands: list[Any] = dataclasses.field(default_factory=list)
    file: dict[str, Any] | None = None
    key: str | None = None
    anew: bool = False
    ask_reply: bool = False
    about_table_id: int | None = None
    stale_after: str | None = None

    @property
    def lane(self) -> str:
        """Rows of one lane are sent one after the other."""
        if self.to_person_id is not None:
            return f"person:{self.to_person_id}"
        if self.to_table_id is not None:
            return f"table:{self.to_table_id}"
        return f"chat:{self.to_chat_id}"


@dataclass(frozen=True, slots=True)
class Header:
    """What the courier keeps in memory of a waiting row."""

    id: int
    lane: str
    urgency: int
    kind: Kind = Kind.MESSAGE


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


_DRAFT_FIELDS = tuple(field.name for field in dataclasses.fields(Draft))
_of_draft = attrgetter(*_DRAFT_FIELDS)
_ROW = (*_DRAFT_FIELDS, "lane", "state", "attempts", "unsure", "said_at")
_RENEWED = ("kind", "text", "buttons", "commands", "file", "stale_after", "ask_reply")
_WAITING_UNDER_KEY = and_(
    _outbox.c.key == bindparam("the_key"),
    _outbox.c.lane == bindparam("the_lane"),
    _outbox.c.state == str(State.WAITING),
)
_insert = Prepared(insert(_outbox), names=_ROW)
_replaced = Prepared(delete(_outbox).where(_WAITING_UNDER_KEY))
_waiting = Prepared(select(_outbox.c.id).where(_WAITING_UNDER_KEY).limit(1))
_renewed = Prepared(
    update(_outbox)
    .where(_WAITING_UNDER_KEY)
    .values({name: bindparam(f"new_{name}", type_=_outbox.c[name].type) for name in _RENEWED})
)
_HEADER = (_outbox.c.id, _outbox.c.lane, _outbox.c.urgency, _outbox.c.kind)
_headers = Prepared(
    select(*_HEADER)
    .where(_outbox.c.id > bindparam("after"), _outbox.c.state == str(State.WAITING))
    .order_by(_outbox.c.id),
    _HEADER,
)
_TAKEN = (
    _outbox.c.kind, _outbox.c.to_person_id, _outbox.c.to_table_id, _outbox.c.to_chat_id, _outbox.c.text,
    _outbox.c.buttons, _outbox.c.commands, _outbox.c.file, _outbox.c.key, _outbox.c.ask_reply,
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
# In one step, so that no newer text comes into a row between its reading and its marking.
_take = Prepared(
    update(_outbox)
    .where(_outbox.c.id == bindparam("the_id"), _outbox.c.state == str(State.WAITING))
    .values(state=str(State.SENDING), message_id=_EDITED)
    .returning(*_TAKEN),
    _TAKEN,
)
_HIGHEST = text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM outbox_id_seq")
_UNDER_WAY = text(
    # Our own number is above all that have begun; a snapshot's xmax is only above those that have ended.
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_current_xact_id()::text::bigint"
)
_drop = Prepared(delete(_outbox).where(_outbox.c.id == bindparam("id")))


def write(connection: Connection, draft: Draft, at: datetime) -> None:
    """Writes a row; a row of the same key that still waits takes up the newer text instead."""
    values: dict[str, Any] = dict(zip(_DRAFT_FIELDS, _of_draft(draft), strict=True))
    values["kind"] = str(draft.kind)
    if draft.key is not None:
        lane = {"the_key": draft.key, "the_lane": draft.lane}
        if draft.anew:
            _replaced.run(connection, lane)
        elif _waiting.row(connection, lane) is not None and _renewed.run(
            connection, lane | {f"new_{name}": values[name] for name in _RENEWED}
        ):
            # Looking first is cheaper, for nearly always nothing waits; what waited may be under way by now.
            return
    values |= {
        "lane": draft.lane,
        "state": str(State.WAITING),
        "attempts": 0,
        "unsure": 0,
        "said_at": at,
    }
    _insert.insert(connection, values)


@dataclass(frozen=True, slots=True)
class ReadUpTo:
    """How far the outbox has been read: every row up to `id`, and of the later ones those in `shown`.

    Where several write at once, a row may become visible after one with a higher id. `then` names an
    id and the transaction from which on all ids are higher: once all before it have ended, nothing
    can appear up to that id any more.
    """

    id: int = 0
    shown: frozenset[int] = frozenset()
    then: tuple[int, int] = (0, 0)


def new_headers(connection: Connection, upto: ReadUpTo) -> tuple[list[Header], ReadUpTo]:
    """The waiting rows that were not shown before, in their order; and how far that is."""
    if connection.dialect.name == "sqlite":
        rows = headers_after(connection, upto.id)
        return rows, ReadUpTo(max((row.id for row in rows), default=upto.id))
    highest, id = connection.execute(_HIGHEST).scalar_one(), upto.id
    # In this order: whoever has taken an id up to `highest` had begun before `first_later`.
    oldest, first_later = connection.execute(_UNDER_WAY).one()
    then_id, then_transaction = upto.then
    waiting = headers_after(connection, id)
    if oldest >= then_transaction:
        id = max(id, then_id)
    then = (highest, first_later) if oldest >= then_transaction else upto.then
    shown = frozenset(one for one in upto.shown.union(row.id for row in waiting) if one > id)
    return [row for row in waiting if row.id not in upto.shown], ReadUpTo(id, shown, then)


def headers_after(connection: Connection, id: int) -> list[Header]:
    """The waiting rows written after the row `id` (0: all), in their order."""
    return [
        Header(id, lane, urgency, Kind(kind))
        for id, lane, urgency, kind in _headers.rows(connection, {"after": id})
    ]


def file_ordered(connection: Connection, id: int) -> dict[str, Any] | None:
    """The order for the file of a waiting row; None when it wants none (any more)."""
    row = connection.execute(
        select(_outbox.c.file).where(
            _outbox.c.id == id, _outbox.c.kind == str(Kind.FILE), _outbox.c.state == str(State.WAITING)
        )
    ).first()
    return None if row is None else dict(row.file)


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


def take(connection: Connection, id: int) -> Letter | NothingToSend:
    """Takes a waiting row for sending and finds out where to. Commit before sending."""
    row = _take.row(connection, {"the_id": id})
    if row is None:
        return NothingToSend("merged")
    (
        kind, to_person_id, to_table_id, to_chat_id, text, buttons, commands, file, key, ask_reply,
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


def delivered(connection: Connection, letter: Letter, message_id: int | None, at: datetime) -> None:
    """The message stands in the chat: keeps its id under its key and deletes the row."""
    drop(connection, letter.id)
    if letter.key is not None and message_id is not None and message_id != letter.message_id:
        move_said(connection, letter.key, letter.address, letter.about_table_id, message_id, at)


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


def oldest(connection: Connection) -> dict[State, datetime]:
    """When the oldest row of each state was written; states without rows are left out."""
    rows = connection.execute(select(_outbox.c.state, func.min(_outbox.c.said_at)).group_by(_outbox.c.state))
    return {State(state): at for state, at in rows}


def counts(connection: Connection) -> dict[State, int]:
    """How many rows stand in each state."""
    rows = connection.execute(select(_outbox.c.state, func.count()).group_by(_outbox.c.state))
    return dict.fromkeys(State, 0) | {State(state): int(many) for state, many in rows}
