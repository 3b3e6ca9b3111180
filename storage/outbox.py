"""What is on its way out: rows written with the decision, taken and settled by the courier."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
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
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)

from storage.prepared import Prepared
from storage.tables_of_delivery import OutboxRow

_outbox: Table = OutboxRow.__table__  # type: ignore[attr-defined]


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


_DRAFT_FIELDS = tuple(field.name for field in dataclasses.fields(Draft))
_of_draft = attrgetter(*_DRAFT_FIELDS)
_ROW = (*_DRAFT_FIELDS, "lane", "said_at")
# What every row begins with stands in the statement: it is neither handed over nor converted.
_BEGINS: dict[str, Any] = {
    "state": literal_column("'waiting'"),
    "attempts": literal_column("0"),
    "unsure": literal_column("0"),
}
_NEITHER: dict[str, Any] = {"commands": literal_column("'[]'")}
_RENEWED = ("kind", "text", "buttons", "commands", "file", "stale_after", "ask_reply")
_WAITING_UNDER_KEY = and_(
    _outbox.c.key == bindparam("the_key"),
    _outbox.c.lane == bindparam("the_lane"),
    _outbox.c.state == str(State.WAITING),
)
_insert_all = Prepared(insert(_outbox).values(_BEGINS), names=_ROW)
_insert = Prepared(
    insert(_outbox).values(_BEGINS | _NEITHER),
    names=[name for name in _ROW if name not in ("commands", "file")],
)
_replaced = Prepared(delete(_outbox).where(_WAITING_UNDER_KEY))
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
_HIGHEST = text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM outbox_id_seq")
_UNDER_WAY = text(
    # Our own number is above all that have begun; a snapshot's xmax is only above those that have ended.
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_current_xact_id()::text::bigint"
)


def write(connection: Connection, drafts: Sequence[Draft], at: datetime) -> None:
    """Writes rows, in this order; a row of the same key that still waits takes up the newer text instead."""
    keys = [draft.key for draft in drafts if draft.key is not None]
    # Looking for all at once is cheaper, for nearly always nothing waits.
    alone = len(set(keys)) == len(keys) and (not keys or not _any_waits(connection, keys))
    for draft in drafts:
        if draft.key is None or alone or not _takes_its_place(connection, draft):
            _add(connection, draft, at)


def _any_waits(connection: Connection, keys: Sequence[str]) -> bool:
    many = 1 << (len(keys) - 1).bit_length()
    values = {f"key_{place}": keys[min(place, len(keys) - 1)] for place in range(many)}
    return _waiting(many).row(connection, values) is not None


@functools.cache
def _waiting(many: int) -> Prepared:
    one_of = _outbox.c.key.in_([bindparam(f"key_{place}", type_=_outbox.c.key.type) for place in range(many)])
    return Prepared(select(_outbox.c.id).where(one_of, _outbox.c.state == str(State.WAITING)).limit(1))


def _takes_its_place(connection: Connection, draft: Draft) -> bool:
    """Whether a waiting row of this key says now what the draft says; what it shall stand behind is deleted."""
    where = {"the_key": draft.key, "the_lane": draft.lane}
    if draft.anew:
        _replaced.run(connection, where)
        return False
    new = {f"new_{name}": getattr(draft, name) for name in _RENEWED} | {"new_kind": str(draft.kind)}
    return _renewed.run(connection, where | new) > 0


def _add(connection: Connection, draft: Draft, at: datetime) -> None:
    values: dict[str, Any] = dict(zip(_DRAFT_FIELDS, _of_draft(draft), strict=True))
    values |= {"kind": str(draft.kind), "lane": draft.lane, "said_at": at}
    if draft.commands or draft.file is not None:
        _insert_all.insert(connection, values)
        return
    del values["commands"], values["file"]
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


def oldest(connection: Connection) -> dict[State, datetime]:
    """When the oldest row of each state was written; states without rows are left out."""
    rows = connection.execute(select(_outbox.c.state, func.min(_outbox.c.said_at)).group_by(_outbox.c.state))
    return {State(state): at for state, at in rows}


def counts(connection: Connection) -> dict[State, int]:
    """How many rows stand in each state."""
    rows = connection.execute(select(_outbox.c.state, func.count()).group_by(_outbox.c.state))
    return dict.fromkeys(State, 0) | {State(state): int(many) for state, many in rows}
