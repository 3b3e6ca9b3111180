"""What strangers, members and forgers send: each act makes updates from what can be seen when its turn comes."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.odd_content import KINDS, content_of_kind
from bot.rehearsal.records import Chat, Json, MemberStatus, Message, User
from bot.rehearsal.telegram_views import chat_view, member_view, message_view, user_view
from tests.fuzz.playground import Playground

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL = {"id": -1005550001, "type": "channel", "title": "News"}
OTHER_BOT = {"id": 7000000777, "is_bot": True, "first_name": "Other", "username": "other_bot"}


class Act:
    """One act of somebody. `updates` is asked once, when its turn has come."""

    def updates(self, play: Playground) -> list[Json]:
        raise NotImplementedError


def made(play: Playground, kind: str, body: Any) -> Json:
    return {"update_id": play.next_update(), kind: body}


def _person(user: User, name: str | None) -> Json:
    return user_view(user) if name is None else user_view(user) | {"first_name": name}


def message_of(play: Playground, chat: Json, sender: Json, **content: Any) -> Json:
    return {"message_id": play.next_message(), "date": play.now(), "chat": chat, "from": sender} | content


def private(user: User) -> Json:
    return {"id": user.id, "type": "private", "first_name": user.first_name}


@dataclass(frozen=True)
class Extras:
    """What can hang on a message besides its words."""

    forwarded: bool = False
    via_bot: bool = False
    reply: int | None = None
    topic: bool = False
    entities: bool = False

    def added(self, play: Playground, shown: Sequence[Message], words: str) -> Json:
        more: Json = {}
        if self.forwarded:
            more["forward_origin"] = {
                "type": "hidden_user",
                "date": play.now(),
                "sender_user_name": "Somebody",
            }
        if self.via_bot:
            more["via_bot"] = OTHER_BOT
        if self.reply is not None and shown:
            replied = shown[self.reply % len(shown)]
            more["reply_to_message"] = message_view(play.world, replied, with_reply=False)
        if self.topic:
            more |= {"message_thread_id": 77, "is_topic_message": True}
        if self.entities:
            more["entities"] = [{"type": "bold", "offset": 0, "length": len(words) + 99}]
        return more


@dataclass(frozen=True)
class Writes(Act):
    """A text in private. `name`: what the person is called just now."""

    who: int
    text: str
    extras: Extras
    name: str | None = None

    def updates(self, play: Playground) -> list[Json]:
        user = play.person(self.who)
        more = self.extras.added(play, play.said(user), self.text)
        sender = _person(user, self.name)
        return [made(play, "message", message_of(play, private(user), sender, text=self.text, **more))]


@dataclass(frozen=True)
class Sends(Act):
    """Something that is no text, in private or in the group, with a caption."""

    who: int
    kind: str
    caption: str | None
    in_group: bool

    def updates(self, play: Playground) -> list[Json]:
        user = play.person(self.who)
        chat = chat_view(play.world, play.group) if self.in_group else private(user)
        content = content_of_kind(play.world, self.kind) if self.kind in KINDS else self._service(play)
        if self.caption is not None:
            content["caption"] = self.caption
        update = made(play, "message", message_of(play, chat, user_view(user), **content))
        if self.kind not in KINDS:
            # Its parts are not those that Telegram gives it.
            play.tampered.add(update["update_id"])
        return [update]

    def _service(self, play: Playground) -> Json:
        match self.kind:
            case "migrate_to_chat_id" | "migrate_from_chat_id":
                return {self.kind: -1009123123123}
            case "new_chat_members":
                return {self.kind: [user_view(play.person(self.who + 1))]}
            case "left_chat_member":
                return {self.kind: user_view(play.person(self.who + 1))}
            case "new_chat_title":
                return {self.kind: self.caption or "A new title"}
            case _:
                return {self.kind: {"id": "x", "text": self.caption}}


@dataclass(frozen=True)
class Starts(Act):
    """/start with a payload: one that was made up, or a real one, whole or changed."""

    who: int
    payload: str
    real: int | None
    change: str

    def updates(self, play: Playground) -> list[Json]:
        payload = self.payload
        tokens = play.tokens()
        if self.real is not None and tokens:
            payload = tokens[self.real % len(tokens)]
            payload = {
                "whole": payload,
                "case": payload.swapcase(),
                "cut": payload[:-1],
                "more": f"{payload}x",
            }[self.change]
        user = play.person(self.who)
        body = message_of(play, private(user), user_view(user), text=f"/start {payload}")
        return [made(play, "message", body)]


@dataclass(frozen=True)
class SaysInGroup(Act):
    """Words in the group: by a member, by an admin who hides, by the linked channel, by another bot."""

    who: int
    text: str
    extras: Extras
    sender: str

    def updates(self, play: Playground) -> list[Json]:
        chat = chat_view(play.world, play.group)
        more = self.extras.added(play, play.said(play.group), self.text)
        sender = user_view(play.person(self.who))
        match self.sender:
            case "anonymous":
                sender, more = ANONYMOUS, more | {"sender_chat": chat}
            case "channel":
                more |= {"sender_chat": CHANNEL, "is_automatic_forward": True}
            case "bot":
                sender = OTHER_BOT
        return [made(play, "message", message_of(play, chat, sender, text=self.text, **more))]


@dataclass(frozen=True)
class Edits(Act):
    """An earlier message of this play is changed."""

    back: int
    text: str

    def updates(self, play: Playground) -> list[Json]:
        written = [u["message"] for u in play.taken[-40:] if isinstance(u.get("message"), dict)]
        if not written:
            return []
        before = written[self.back % len(written)]
        update = made(play, "edited_message", before | {"text": self.text, "edit_date": play.now() + 1})
        tampered = [u for u in play.taken if u["update_id"] in play.tampered and u.get("message") is before]
        if tampered:
            play.tampered.add(update["update_id"])
        return [update]


@dataclass(frozen=True)
class Presses(Act):
    """A button. `of`: "own" is what the person sees, "anybody" what another one sees, "made_up" what nobody does.

    `place` says which of its parts is replaced by `part`; None leaves it whole.
    """

    who: int
    of: str
    which: int
    data: str
    place: int | None
    part: str
    frame: str

    def updates(self, play: Playground) -> list[Json]:
        user = play.person(self.who)
        message, data = self._pressed(play, user)
        if self.place is not None and data:
            parts = data.split(":")
            parts[self.place % len(parts)] = self.part
            data = ":".join(parts)
        body: Json = {
            "id": str(play.next_update()),
            "from": user_view(user),
            "chat_instance": "1",
            "data": data,
        }
        match self.frame:
            case "inline":
                body["inline_message_id"] = "x"
            case "old" if message is not None:
                body["message"] = {
                    "message_id": message.message_id,
                    "date": 0,
                    "chat": _chat_of(play, message),
                }
            case "game":
                del body["data"]
                body["game_short_name"] = data
            case _ if message is not None:
                body["message"] = message_view(play.world, message)
        return [made(play, "callback_query", body)]

    def _pressed(self, play: Playground, user: User) -> tuple[Message | None, str]:
        other = play.person(self.which)
        seen = play.buttons(other if self.of == "anybody" else user)
        if self.of == "group":
            seen = play.buttons(play.group)
        if self.of == "made_up" or not seen:
            shown = play.said(user) or play.said(play.group)
            return (shown[-1] if shown else None), self.data
        return seen[self.which % len(seen)]


def _chat_of(play: Playground, message: Message) -> Json:
    chat: Chat | None = play.world.chats.get(message.chat_id)
    return {"id": message.chat_id, "type": "private"} if chat is None else chat_view(play.world, chat)


@dataclass(frozen=True)
class Membership(Act):
    """Somebody blocks the bot, or what the bot may do in a group changes, whether or not it is a table's."""

    who: int
    before: MemberStatus
    after: MemberStatus
    where: str

    def updates(self, play: Playground) -> list[Json]:
        user = play.person(self.who)
        chat = {
            "private": private(user),
            "group": chat_view(play.world, play.group),
            "elsewhere": {"id": -1007770001, "type": "supergroup", "title": "Elsewhere"},
            "channel": CHANNEL,
        }[self.where]
        me = play.world.bot
        body = {
            "chat": chat,
            "from": user_view(user),
            "date": play.now(),
            "old_chat_member": member_view(me, self.before),
            "new_chat_member": member_view(me, self.after),
        }
        return [made(play, "my_chat_member", body)]


@dataclass(frozen=True)
class OfAnotherKind(Act):
    """An update of a kind the bot did not ask for, or that is yet to be invented."""

    who: int
    kind: str
    text: str

    def updates(self, play: Playground) -> list[Json]:
        user = play.person(self.who)
        message = message_of(play, CHANNEL, user_view(user), text=self.text, business_connection_id="b")
        reaction = {"old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "👎"}]}
        votes = {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["0"]}
        asked = {"id": "9", "query": self.text, "offset": "", "result_id": "1", "user": user_view(user)}
        update = made(play, self.kind, message | reaction | votes | asked)
        # It has parts of several kinds; what cannot be read at all may be parked.
        play.tampered.add(update["update_id"])
        return [update]


@dataclass(frozen=True)
class Again(Act):
    """An earlier update of this play comes once more: as it was, or under a new number."""

    back: int
    same_number: bool

    def updates(self, play: Playground) -> list[Json]:
        if not play.taken:
            return []
        earlier = play.taken[-1 - self.back % len(play.taken)]
        if self.same_number:
            return [earlier]
        again = earlier | {"update_id": play.next_update()}
        if earlier["update_id"] in play.tampered:
            play.tampered.add(again["update_id"])
        return [again]


@dataclass(frozen=True)
class Damaged(Act):
    """An act whose update has lost or changed a part on its way, as no app of Telegram's would send it."""

    act: Act
    place: int
    how: str
    instead: Any

    def updates(self, play: Playground) -> list[Json]:
        damaged = []
        for update in self.act.updates(play):
            one = copy.deepcopy(update)
            places = list(_places(one))
            holder, key = places[self.place % len(places)]
            match self.how:
                case "lost":
                    del holder[key]
                case "nested":
                    holder[key] = {"a": [{"b": holder[key]}]}
                case "listed":
                    holder[key] = [holder[key]] * 3
                case _:
                    holder[key] = copy.deepcopy(self.instead)
            play.tampered.add(one["update_id"])
            damaged.append(one)
        return damaged


def _places(value: Any, top: bool = True) -> Iterator[tuple[Any, Any]]:
    """Every place in an update but its number."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        if not (top and key == "update_id"):
            yield value, key
        yield from _places(inner, False)


@dataclass(frozen=True)
class Together:
    """Acts whose updates are handed in at once, and how much time passes afterwards."""

    acts: tuple[Act, ...]
    turned_round: bool
    hours: int

    def updates(self, play: Playground) -> list[Json]:
        made = [update for act in self.acts for update in act.updates(play)]
        return made[::-1] if self.turned_round else made


def kind_of(act: Act) -> str:
    """What a count of acts calls it."""
    if isinstance(act, Damaged):
        return f"damaged: {kind_of(act.act)}"
    if isinstance(act, Presses):
        return f"Presses {act.of}{' with a changed part' if act.place is not None else ''}"
    return type(act).__name__


def told(together: Together) -> str:
    """The acts on one line, shortened, for whoever looks into a finding."""
    return " + ".join(_short(act) for act in together.acts)


def _short(act: Act) -> str:
    fields = {f.name: getattr(act, f.name) for f in dataclasses.fields(act)}  # type: ignore[arg-type]
    shown = ", ".join(f"{n}={_short(v) if isinstance(v, Act) else repr(v)[:60]}" for n, v in fields.items())
    return f"{type(act).__name__}({shown})"
