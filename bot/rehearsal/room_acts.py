"""The acts of a seat on the page, by name: each takes the JSON body and gives a JSON answer.

They raise ValueError or LookupError with a sentence the page shows.
"""

from collections.abc import Callable
from typing import Any

from bot.rehearsal.records import CallbackQuery, Chat, Json, Message, User
from bot.rehearsal.tme_links import StartLink
from bot.rehearsal.world import World


def seat_of(world: World, body: Json) -> User:
    user = world.users.get(int(body["seat"]))
    if user is None or user.is_bot:
        raise LookupError("Nobody sits on that seat.")
    return user


def shown_chat(world: World, seat: User, chat_id: int) -> Chat:
    """The chat of that id, if this person can see it."""
    if chat_id == seat.id:
        return world.private_chat(seat)
    chat = world.chats.get(chat_id)
    if chat is None or not chat.is_group or not chat.has(seat.id):
        raise LookupError(f"{seat.first_name} is not in that chat.")
    return chat


def _place(world: World, body: Json) -> tuple[User, Chat]:
    seat = seat_of(world, body)
    return seat, shown_chat(world, seat, int(body["chat"]))


def _shown_message(world: World, chat: Chat, message_id: Any) -> Message:
    message = world.message(chat.id, int(message_id))
    if message is None:
        raise LookupError("That message is gone.")
    return message


def _say(world: World, body: Json) -> Json:
    seat, chat = _place(world, body)
    text = str(body.get("text", ""))
    if body.get("anonymous"):
        return {"id": world.say_as_anonymous_admin(chat, text).message_id}
    reply_to = _shown_message(world, chat, body["reply_to"]) if body.get("reply_to") else None
    said = world.say(seat, seat if chat.type == "private" else chat, text, reply_to=reply_to)
    return {"id": said.message_id}


def _send_kind(world: World, body: Json) -> Json:
    seat, chat = _place(world, body)
    place = seat if chat.type == "private" else chat
    return {"id": world.send_kind(seat, place, str(body["kind"])).message_id}


def _edit(world: World, body: Json) -> Json:
    seat, chat = _place(world, body)
    world.edit(seat, _shown_message(world, chat, body["message"]), str(body["text"]))
    return {}


def _press(world: World, body: Json) -> Json:
    seat, chat = _place(world, body)
    message = _shown_message(world, chat, body["message"])
    row, column = int(body["row"]), int(body["column"])
    try:
        button = message.inline_keyboard[row][column]
    except IndexError:
        raise LookupError("That button is gone.") from None
    if "callback_data" in button:
        query = world.press(seat, message, data=button["callback_data"])
        return {"query": query.id} if isinstance(query, CallbackQuery) else {}
    return _followed(world, seat, chat, button.get("url", ""))


def _follow(world: World, body: Json) -> Json:
    seat, chat = _place(world, body)
    return _followed(world, seat, chat, str(body["url"]))


def _followed(world: World, seat: User, chat: Chat, url: str) -> Json:
    link = world.follow(seat, url)
    if not isinstance(link, StartLink):
        return {"open": link if link.startswith(("http://", "https://")) else f"https://{link}"}
    if not link.in_group:
        return {"private": True}
    group = chat if chat.is_group else _group_of(world, seat)
    if not group.has(world.bot.id):
        world.add_bot(group, seat)
    payload = f" {link.payload}" if link.payload else ""
    world.say(seat, group, f"/start@{world.bot.username}{payload}")
    return {"group": group.id}


def _group_of(world: World, seat: User) -> Chat:
    for chat in reversed(world.chats.values()):
        if chat.is_group and chat.migrated_to is None and chat.has(seat.id):
            return chat
    raise LookupError(f"{seat.first_name} is in no group.")


def _start(world: World, body: Json) -> Json:
    payload = body.get("payload")
    world.start(seat_of(world, body), str(payload) if payload else None)
    return {}


def _block(world: World, body: Json) -> Json:
    seat = seat_of(world, body)
    if body.get("blocked"):
        world.block_bot(seat)
    else:
        world.unblock_bot(seat)
    return {}


def _person(world: World, body: Json) -> Json:
    name = str(body.get("name", "")).strip()
    if not 1 <= len(name) <= 64:
        raise ValueError("A name has 1 to 64 characters.")
    with world.change():
        user = world.add_user(name)
        chat = world.chats.get(int(body.get("chat") or 0))
        if chat is not None and chat.is_group:
            world.join(chat, user)
    return {"seat": user.id}


def _migrate(world: World, body: Json) -> Json:
    _, chat = _place(world, body)
    return {"chat": world.migrate(chat).id}


ACTS: dict[str, Callable[[World, Json], Json]] = {
    "say": _say,
    "kind": _send_kind,
    "edit": _edit,
    "press": _press,
    "follow": _follow,
    "start": _start,
    "block": _block,
    "person": _person,
    "migrate": _migrate,
}
