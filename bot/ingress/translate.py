"""Telegram's updates in our words. Pure: no clock, no network, no database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType

from bot.ingress import buttons
from dialogues.events import (
    AnonymousCommanded,
    Blocked,
    BotAdded,
    BotRemoved,
    Commanded,
    Event,
    Group,
    GroupMoved,
    Pressed,
    Revised,
    SentOther,
    Started,
    Unblocked,
    Who,
    Wrote,
    WroteInGroup,
)
from dialogues.wording import clean_name, clean_text

GROUP_ANONYMOUS_BOT: Final = 1087968824
NOT_PEOPLE: Final = frozenset({GROUP_ANONYMOUS_BOT, 777000, 136817688})
GROUPS: Final = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
UNKNOWN_LANGUAGE: Final = "und"
# What an update may hold that means something to us; anything else is not looked into.
MEANT: Final = frozenset({"update_id", "message", "edited_message", "callback_query", "my_chat_member"})
UNREADABLE_PAYLOAD: Final = "?"

_COMMAND: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:[ \t]+(.*))?")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")

# In this order: an animation also has a document, a venue also a location.
KINDS: Final = (
    "sticker", "voice", "video_note", "animation", "video", "audio", "photo", "document", "poll",
    "venue", "location", "contact", "dice", "game", "story", "paid_media", "checklist", "giveaway",
    "invoice",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Myself:
    """The bot's own account; `username` without the @."""

    id: int
    username: str


def translate(update: Update, myself: Myself, now: datetime) -> Event | None:
    """The event of an update, or None where it means nothing to us.

    `now` stands in for the instant of a press, which Telegram does not tell.
    """
    if update.message is not None:
        return _message(update.message, myself)
    if update.edited_message is not None:
        return _edited(update.edited_message)
    if update.callback_query is not None:
        return _press(update.callback_query, now)
    if update.my_chat_member is not None:
        return _my_membership(update.my_chat_member)
    return None


def _message(message: Message, myself: Myself) -> Event | None:
    if message.chat.type == ChatType.PRIVATE:
        return _private(message, myself)
    if message.chat.type not in GROUPS:
        return None
    if message.migrate_to_chat_id is not None:
        return _moved(message.date, message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return _moved(message.date, message.migrate_from_chat_id, message.chat.id)
    return _in_group(message, myself)


def _moved(at: datetime, old: int, new: int) -> GroupMoved:
    return GroupMoved(at=at, old_chat_id=old, new_chat_id=new)


def _private(message: Message, myself: Myself) -> Event | None:
    who = _person(message.from_user)
    if who is None:
        return None
    if message.text is None:
        kind = _kind(message)
        return None if kind is None else SentOther(at=message.date, who=who, kind=kind)
    forwarded = message.forward_origin is not None
    if not forwarded and _is_command(message.text):
        command = _command(message.text, myself)
        if command is None:
            return None
        if command.name == "start":
            return Started(at=message.date, who=who, payload=command.payload())
        return command.said_by(who, message.date, None, message.message_id)
    return Wrote(
        at=message.date,
        who=who,
        text=clean_text(message.text),
        message_id=message.message_id,
        reply_to=_reply_to_us(message, myself),
        forwarded=forwarded,
    )


def _in_group(message: Message, myself: Myself) -> Event | None:
    text = message.text if message.text is not None else message.caption
    if text is None:
        return None
    group = _group(message.chat, message)
    command = None
    if message.text is not None and message.text.startswith("/") and message.forward_origin is None:
        command = _command(message.text, myself)
        if command is None:
            return None
    if message.sender_chat is not None:
        if message.sender_chat.id != message.chat.id or command is None:
            return None
        return AnonymousCommanded(at=message.date, group=group, command=command.name)
    who = _person(message.from_user)
    if who is None:
        return None
    if command is not None:
        return command.said_by(who, message.date, group)
    return WroteInGroup(
        at=message.date,
        who=who,
        group=group,
        text=clean_text(text),
        message_id=message.message_id,
        reply_to=_reply_to_us(message, myself),
    )


def _edited(message: Message) -> Event | None:
    if message.chat.type != ChatType.PRIVATE or message.text is None:
        return None
    who = _person(message.from_user)
    if who is None:
        return None
    return Revised(
        at=message.edit_date or message.date,
        who=who,
        text=clean_text(message.text),
        message_id=message.message_id,
        command=_is_command(message.text),
    )


def _press(query: CallbackQuery, now: datetime) -> Event | None:
    who = _person(query.from_user)
    if who is None:
        return None
    # Without a message it comes from inline mode, which we have not: whatever it says was made up.
    press = buttons.decode(query.data if query.message is not None else None)
    group = None
    if query.message is not None and query.message.chat.type in GROUPS:
        shown = query.message if isinstance(query.message, Message) else None
        group = _group(query.message.chat, shown)
    return Pressed(
        at=now,
        who=who,
        verb=press.verb,
        arguments=tuple(str(argument) for argument in press.arguments),
        message_id=None if query.message is None else query.message.message_id,
        group=group,
    )


def _my_membership(change: ChatMemberUpdated) -> Event | None:
    before, after = _may_write(change.old_chat_member), _may_write(change.new_chat_member)
    if change.chat.type == ChatType.PRIVATE:
        if change.new_chat_member.status == ChatMember.BANNED:
            return Blocked(at=change.date, telegram_id=change.chat.id)
        if change.old_chat_member.status == ChatMember.BANNED:
            return Unblocked(at=change.date, telegram_id=change.chat.id)
        return None
    if change.chat.type not in GROUPS or before == after:
        return None
    group = _group(change.chat, None)
    if after:
        return BotAdded(at=change.date, group=group, who=_person(change.from_user))
    return BotRemoved(at=change.date, group=group)


def _may_write(member: ChatMember) -> bool:
    if member.status == ChatMember.RESTRICTED:
        rights = member.to_dict()
        return bool(rights.get("is_member")) and bool(rights.get("can_send_messages"))
    return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)


def _person(user: User | None) -> Who | None:
    """Who it was, or None for bots, channels and Telegram itself."""
    if user is None or user.is_bot or user.id in NOT_PEOPLE:
        return None
    return Who(
        telegram_id=user.id,
        name=clean_name(user.full_name or "", f"Member {user.id % 1000}"),
        language=language_of(user.language_code),
    )


def language_of(code: str | None) -> str:
    """The language of a person's app. The app tells it, and may tell anything."""
    return code if code and _LANGUAGE.fullmatch(code) else UNKNOWN_LANGUAGE


def _group(chat: Chat, message: Message | None) -> Group:
    # On a plain reply in General `message_thread_id` names the thread of replies, not a topic.
    in_topic = message is not None and message.is_topic_message
    thread_id = message.message_thread_id if message is not None and in_topic else None
    return Group(chat_id=chat.id, title=clean_name(chat.title or "", str(chat.id)), thread_id=thread_id)


def _reply_to_us(message: Message, myself: Myself) -> int | None:
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != myself.id:
        return None
    return replied.message_id


def _kind(message: Message) -> str | None:
    """What was sent instead of text; None for service messages; "unknown" for kinds yet to come."""
    for kind in KINDS:
        if getattr(message, kind, None):
            return kind
    return "unknown" if message.api_kwargs else None


@dataclass(frozen=True, slots=True)
class _Command:
    name: str
    argument: str
    extra: bool

    def payload(self) -> str | None:
        """The payload of a deep link, letter for letter."""
        if not self.argument:
            return None
        return self.argument if _PAYLOAD.fullmatch(self.argument) else UNREADABLE_PAYLOAD

    def said_by(
        self, who: Who, at: datetime, group: Group | None, message_id: int | None = None
    ) -> Commanded:
        return Commanded(
            at=at,
            who=who,
            command=self.name,
            argument=clean_text(self.argument),
            group=group,
            extra=self.extra,
            message_id=message_id,
        )


def _is_command(text: str) -> bool:
    """Whether the first line is a command; "/ and then" is text like any other."""
    return _COMMAND.fullmatch(text.partition("\n")[0].rstrip()) is not None


def _command(text: str, myself: Myself) -> _Command | None:
    """The command on the first line; None when it is none, or addressed to another bot."""
    first, _, rest = text.partition("\n")
    found = _COMMAND.fullmatch(first.rstrip())
    if found is None:
        return None
    name, addressed, argument = found.groups()
    if addressed is not None and addressed.lower() != myself.username.lower():
        return None
    return _Command(name.lower(), (argument or "").strip(), bool(rest.strip()))
