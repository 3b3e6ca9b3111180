"""What is to be said. The desk stores effects as outbox rows in the same transaction.

Texts are ready HTML in the reader's language. Who is meant is a person or a table, never a
chat id: that is looked up when it is sent, for groups move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum


class Urgency(IntEnum):
    """The courier sends the lower number first."""

    ANSWER = 0
    NOTICE = 1
    REMINDER = 2


@dataclass(frozen=True, slots=True)
class Press:
    """What a button carries: a verb and short arguments, at most 64 bytes together."""

    verb: str
    arguments: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A deep link to the bot's private chat, by invitation token."""

    payload: str


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button."""

    label: str
    does: Press | Link


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPerson:
    """The private chat of a person (our own id)."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToGroup:
    """The group of a table (our own id)."""

    table_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToChat:
    """A group that has no table yet, by its Telegram chat id."""

    chat_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A message.

    `key` names a message that is edited in place: the first `Say` of a key posts it, later
    ones edit it. With `anew` a new message is posted and the key moves to it. `stale_after`
    names a round (as "round:12") whose end drops the message if it is still waiting, or a reminder.
    `sealed`: its words and buttons tell what somebody chose without a name, and wait unreadable.
    `in_one`: what is longer than a message is cut short, for a page that is turned stays one message.
    """

    to: ToPerson | ToGroup | ToChat
    text: str
    buttons: Rows = ()
    urgency: Urgency = Urgency.ANSWER
    key: str | None = None
    anew: bool = False
    table_id: int | None = None
    ask_reply: bool = False
    stale_after: str | None = None
    sealed: bool = False
    in_one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCommands:
    """The command menu of one private chat: (command, description) pairs."""

    to: ToPerson
    commands: tuple[tuple[str, str], ...]


# What a file is made of: plain JSON values. `Sealed` is none, so private text cannot get into one.
FileValue = str | int | float | bool | None | Sequence["FileValue"] | Mapping[str, "FileValue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFile:
    """A picture or a document, made when it is sent.

    `paper` names what is made (a key of `bot.documents.papers.PAPERS`), `data` is all it is made
    of, `language` what it speaks. `caption` and `instead` are ready HTML; `instead` is said when
    the file cannot be made or may not be sent there, so it tells the same in words. A file that
    still waits gives way to a newer one of its `key`.
    """

    to: ToPerson | ToGroup
    paper: str
    data: Mapping[str, FileValue]
    language: str
    file_name: str
    caption: str
    instead: str
    as_picture: bool = False
    urgency: Urgency = Urgency.NOTICE
    key: str | None = None
    table_id: int | None = None
    stale_after: str | None = None


Effect = Say | OfferCommands | SendFile


@dataclass(frozen=True, slots=True)
class Decision:
    """All that one event leads to besides stored facts. `toast` answers a button press (≤ 200)."""

    effects: tuple[Effect, ...] = field(default=())
    toast: str | None = None
