"""What the page shows of each record: small JSON objects, words for what happened, no markup."""

from collections.abc import Mapping
from urllib.parse import quote

from bot.rehearsal.records import ANONYMOUS_ADMIN_ID, CallbackQuery, Chat, Json, Message, User
from bot.rehearsal.world import World

FILE_KINDS = ("document", "photo", "sticker", "voice", "video", "video_note", "audio", "animation")
KIND_WORDS = {
    "sticker": "Sticker", "voice": "Voice message", "video": "Video", "video_note": "Video message",
    "audio": "Audio", "animation": "Animation", "poll": "Poll", "contact": "Contact",
    "location": "Location", "dice": "Dice",
}  # fmt: skip


def person_view(user: User, labels: Mapping[int, str]) -> Json:
    return {
        "id": user.id,
        "name": user.full_name,
        "label": labels.get(user.id, ""),
        "started": user.started,
        "blocked": user.blocked,
        "bot": user.is_bot,
    }


def room_chat_view(world: World, chat: Chat) -> Json:
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "members": [int(user_id) for user_id in chat.members if chat.has(int(user_id))],
        "bot_here": chat.type == "private" or chat.has(world.bot.id),
        "migrated_to": chat.migrated_to,
        "migrated_from": chat.migrated_from,
        "pinned": chat.pinned[-1] if chat.pinned else None,
    }


def room_message_view(world: World, message: Message) -> Json:
    """A message as a bubble, or as a line in the middle if it only tells what happened."""
    if message.deleted:
        return {"chat": message.chat_id, "id": message.message_id, "deleted": True}
    return {
        "chat": message.chat_id,
        "id": message.message_id,
        "seq": message.seq,
        "from": message.from_id,
        "name": _sender_name(world, message),
        "at": message.date,
        "edited": message.edited,
        "text": message.words,
        "entities": message.entities or message.caption_entities,
        "reply_to": message.reply_to,
        "keyboard": message.inline_keyboard,
        "markup": _reply_markup(message),
        "forwarded": _forwarded_from(message),
        "kind": next((KIND_WORDS[kind] for kind in KIND_WORDS if kind in message.content), None),
        "file": _file_view(world, message),
        "service": service_words(world, message),
        "thread": message.thread_id,
    }


def _sender_name(world: World, message: Message) -> str:
    if message.from_id == ANONYMOUS_ADMIN_ID:
        return world.chats[message.chat_id].title or "Group"
    return world.users[message.from_id].full_name


def _reply_markup(message: Message) -> Json | None:
    markup = message.reply_markup
    return markup if markup and "inline_keyboard" not in markup else None


def _forwarded_from(message: Message) -> str | None:
    origin = message.content.get("forward_origin")
    if origin is None:
        return None
    name: str = origin.get("sender_user_name") or origin["sender_user"]["first_name"]
    return name


def _file_view(world: World, message: Message) -> Json | None:
    for kind in FILE_KINDS:
        found = message.content.get(kind)
        if found is None:
            continue
        reference = found[-1] if isinstance(found, list) else found
        stored = world.files[reference["file_id"]]
        return {
            "address": f"/room/open/{stored.door}/{quote(stored.name, safe='')}",
            "name": stored.name,
            "size": stored.size,
            "picture": kind == "photo",
        }
    return None


def service_words(world: World, message: Message) -> str | None:
    """The line that tells what happened, None for a message somebody wrote."""
    content = message.content
    actor = _sender_name(world, message)
    if "new_chat_members" in content:
        names = ", ".join(member["first_name"] for member in content["new_chat_members"])
        ids = [member["id"] for member in content["new_chat_members"]]
        return f"{actor} joined" if ids == [message.from_id] else f"{actor} added {names}"
    if "left_chat_member" in content:
        gone = content["left_chat_member"]
        if gone["id"] == message.from_id:
            return f"{actor} left"
        return f"{actor} removed {gone['first_name']}"
    if "pinned_message" in content:
        return f"{actor} pinned a message"
    if "migrate_to_chat_id" in content:
        return "The group became a supergroup"
    if "migrate_from_chat_id" in content:
        return "This supergroup carries the group on"
    if "forum_topic_created" in content:
        return f"{actor} opened the topic {content['forum_topic_created']['name']}"
    return None


def answer_view(query: CallbackQuery) -> Json:
    """The answer to a press: what the toast or the alert says, to whom."""
    return {
        "id": query.id,
        "seat": query.from_id,
        "chat": query.chat_id,
        "message": query.message_id,
        "answered": query.answered,
        "text": query.answer_text,
        "alert": query.show_alert,
    }
