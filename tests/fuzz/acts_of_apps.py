"""What apps of Telegram's send besides words: names, files, polls, reactions, posts, what befalls a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bot.rehearsal.odd_content import KINDS, content_of_kind
from bot.rehearsal.records import Json, User
from bot.rehearsal.telegram_views import chat_view, user_view
from tests.fuzz.acts import CHANNEL, Act, made, message_of, private
from tests.fuzz.playground import Playground

# Parts of a file, a contact or a place that are no words of a person: the app or Telegram makes them.
NOT_TYPED: Final = frozenset(
    {"file_id", "file_unique_id", "id", "type", "emoji", "thumbnail", "explanation_parse_mode"}
)
# Words that a file has, where the pretended Telegram gives it none.
TYPED: Final[dict[str, tuple[str, ...]]] = {
    "document": ("file_name", "mime_type"),
    "audio": ("file_name", "mime_type", "title", "performer"),
    "video": ("file_name", "mime_type"),
    "animation": ("file_name", "mime_type"),
    "voice": ("mime_type",),
    "sticker": ("set_name",),
    "contact": ("phone_number", "first_name", "last_name", "vcard"),
    "venue": ("title", "address", "foursquare_id"),
    "poll": ("question", "explanation"),
    "game": ("title", "description", "text"),
}


@dataclass(frozen=True)
class IsCalled(Act):
    """Somebody writes whose name, username and language are this; in private or in the group."""

    who: int
    name: str
    text: str
    in_group: bool

    def updates(self, play: Playground) -> list[Json]:
        user = play.person(self.who)
        sender = user_view(user) | {
            "first_name": self.name,
            "last_name": self.name,
            "username": self.name,
            "language_code": self.name,
        }
        chat = chat_view(play.world, play.group) if self.in_group else private(user)
        return [made(play, "message", message_of(play, chat, sender, text=self.text))]


@dataclass(frozen=True)
class Brings(Act):
    """A file, contact, place or poll in which every word, and the caption, is this text."""

    who: int
    kind: str
    text: str
    in_group: bool
    edited: bool = False

    def updates(self, play: Playground) -> list[Json]:
        user = play.person(self.who)
        chat = chat_view(play.world, play.group) if self.in_group else private(user)
        content: Json = _worded(content_of_kind(play.world, self.kind), self.text)
        for part in TYPED.get(self.kind, ()):
            if isinstance(content.get(self.kind), dict):
                content[self.kind][part] = self.text
        message = message_of(play, chat, user_view(user), caption=self.text, **content)
        if self.edited:
            return [made(play, "edited_message", message | {"edit_date": play.now() + 1})]
        return [made(play, "message", message)]


def _worded(value: Any, text: str) -> Any:
    """The content with the text in every place where a person has typed something."""
    if isinstance(value, dict):
        return {k: v if k in NOT_TYPED else _worded(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [_worded(one, text) for one in value]
    return text if isinstance(value, str) else value


BROUGHT: Final = tuple(sorted(KINDS))


@dataclass(frozen=True)
class Befalls(Act):
    """Something happens to the group: a new title, people who come and go with such names, a pinned text."""

    who: int
    what: str
    text: str

    def updates(self, play: Playground) -> list[Json]:
        user, chat = play.person(self.who), chat_view(play.world, play.group)
        other = user_view(play.person(self.who + 1)) | {"first_name": self.text, "last_name": self.text}
        contents: dict[str, Json] = {
            "new_chat_title": {"new_chat_title": self.text},
            "new_chat_members": {"new_chat_members": [other]},
            "left_chat_member": {"left_chat_member": other},
            "pinned_message": {"pinned_message": message_of(play, chat, user_view(user), text=self.text)},
            "forum_topic_created": {"forum_topic_created": {"name": self.text, "icon_color": 1}},
            "members_of_that_title": {"text": self.text, "author_signature": self.text},
        }
        content = contents[self.what]
        return [
            made(play, "message", message_of(play, chat | {"title": self.text}, user_view(user), **content))
        ]


BEFALLS: Final = (
    "new_chat_title", "new_chat_members", "left_chat_member", "pinned_message", "forum_topic_created",
    "members_of_that_title",
)  # fmt: skip


@dataclass(frozen=True)
class ComesOtherwise(Act):
    """An update of a kind that is not asked for, whole as Telegram sends it, with this text in it."""

    who: int
    kind: str
    text: str

    def updates(self, play: Playground) -> list[Json]:
        user = play.person(self.who)
        return [made(play, self.kind, _body(play, user, self.kind, self.text))]


def _body(play: Playground, user: User, kind: str, text: str) -> Json:
    person, chat, date = user_view(user), chat_view(play.world, play.group), play.now()
    post = message_of(play, CHANNEL | {"title": text}, person, text=text, author_signature=text)
    asked = {"id": "9", "from": person, "query": text, "offset": text}
    emoji = [{"type": "emoji", "emoji": text}, {"type": "custom_emoji", "custom_emoji_id": text}]
    said = {"chat": chat, "message_id": 1, "user": person, "date": date}
    bodies: dict[str, Json] = {
        "channel_post": post,
        "edited_channel_post": post | {"edit_date": date},
        "inline_query": asked,
        "chosen_inline_result": {"result_id": text, "from": person, "query": text, "inline_message_id": text},
        "message_reaction": {**said, "old_reaction": [], "new_reaction": emoji},
        "message_reaction_count": {
            "chat": chat,
            "message_id": 1,
            "date": date,
            "reactions": [{"type": one, "total_count": 2**31} for one in emoji],
        },
        "poll": _poll(text),
        "poll_answer": {"poll_id": text, "user": person, "option_ids": [0], "option_persistent_ids": [text]},
        "chat_join_request": {
            "chat": chat,
            "from": person,
            "user_chat_id": user.id,
            "date": date,
            "bio": text,
            "invite_link": {
                "invite_link": text,
                "creator": person,
                "creates_join_request": True,
                "is_primary": False,
                "is_revoked": False,
                "name": text,
            },
        },
        "shipping_query": {
            "id": "1",
            "from": person,
            "invoice_payload": text,
            "shipping_address": dict.fromkeys(
                ("country_code", "state", "city", "street_line1", "street_line2", "post_code"), text
            ),
        },
        "business_message": message_of(play, private(user), person, text=text, business_connection_id=text),
    }
    return bodies[kind]


def _poll(text: str) -> Json:
    return {
        "id": text,
        "question": text,
        "options": [{"text": text, "voter_count": 1, "persistent_id": text}],
        "total_voter_count": 1,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
    }


OTHERWISE: Final = (
    "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result", "message_reaction",
    "message_reaction_count", "poll", "poll_answer", "chat_join_request", "shipping_query", "business_message",
)  # fmt: skip
