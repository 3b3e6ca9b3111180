"""What Telegram, the clock and the courier report, in our words.

`at` is the instant it happened. Texts and names are already cleaned (`dialogues.wording`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Who:
    """The person behind an update, as Telegram tells: never taken from button data."""

    telegram_id: int
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat as an update shows it."""

    chat_id: int
    title: str
    thread_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """/start in the private chat, with the payload of a deep link if there was one."""

    at: datetime
    who: Who
    payload: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """Text in the private chat. `reply_to` is the id of the bot's message it answers."""

    at: datetime
    who: Who
    text: str
    message_id: int
    reply_to: int | None = None
    forwarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The person edited an earlier message in the private chat; `command`: it has become one."""

    at: datetime
    who: Who
    text: str
    message_id: int
    command: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOther:
    """Something that is no text in the private chat: sticker, voice, photo, poll …"""

    at: datetime
    who: Who
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded:
    """A command without its slash. `group` is None in the private chat.

    `extra` is true when more lines followed: only the first command is looked at. `message_id` tells which
    message of the private chat it was: a pass may be sent as a command, and edited like any answer.
    """

    at: datetime
    who: Who
    command: str
    argument: str
    group: Group | None
    extra: bool = False
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousCommanded:
    """A command by a group admin who writes as the group: nobody can be recognised."""

    at: datetime
    group: Group
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button. `verb` and `arguments` come from the client and prove nothing.

    `verb` is empty when the data could not be read. `is_admin` tells whether the person
    administers `group`, where that was asked of Telegram beforehand.
    """

    at: datetime
    who: Who
    verb: str
    arguments: tuple[str, ...]
    message_id: int | None
    group: Group | None
    is_admin: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WroteInGroup:
    """A group message the bot can hear: a reply to it, or any when it is an admin."""

    at: datetime
    who: Who
    group: Group
    text: str
    message_id: int
    reply_to: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BotAdded:
    """The bot was added to a group by `who` (None: an anonymous admin)."""

    at: datetime
    group: Group
    who: Who | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRemoved:
    """The bot was taken out of a group, or may not write there any more."""

    at: datetime
    group: Group


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMoved:
    """A group became a supergroup: the same table under a new chat id."""

    at: datetime
    old_chat_id: int
    new_chat_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A person blocked the bot (or a message could not reach them)."""

    at: datetime
    telegram_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unblocked:
    """A person let the bot write again."""

    at: datetime
    telegram_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupUnreachable:
    """The courier could not write to the group of this table."""

    at: datetime
    table_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurried:
    """A person sends far more than anybody can mean; what comes next is not taken for a while.

    `links`: it is links that are opened, one after the other.
    """

    at: datetime
    who: Who
    private: bool
    links: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerDue:
    """A stored timer's instant has come. It is deleted in the same transaction."""

    at: datetime
    timer_id: int


Event = (
    Started
    | Wrote
    | Revised
    | SentOther
    | Commanded
    | AnonymousCommanded
    | Pressed
    | WroteInGroup
    | BotAdded
    | BotRemoved
    | GroupMoved
    | Blocked
    | Unblocked
    | GroupUnreachable
    | Hurried
    | TimerDue
)
