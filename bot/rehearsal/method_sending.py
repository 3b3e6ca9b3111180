"""Bot API methods that write: sending, editing, deleting, pinning, answering a press."""

import mimetypes
from typing import Any

from bot.rehearsal.destinations import (
    known_chat,
    own_message,
    replied_message,
    thread_of,
    writable_chat,
)
from bot.rehearsal.errors import BotApiError, bad_request
from bot.rehearsal.file_shelf import file_bytes, put_file
from bot.rehearsal.image_size import image_size
from bot.rehearsal.keyboards import reply_markup_of
from bot.rehearsal.message_text import MAX_CAPTION, MAX_TEXT, formatted
from bot.rehearsal.parameters import Parameters, Upload
from bot.rehearsal.records import Chat, Json, Message, StoredFile
from bot.rehearsal.telegram_views import message_view
from bot.rehearsal.utf16 import utf16_length
from bot.rehearsal.world import World

MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_TOAST = 200
QUERY_LIFETIME_SECONDS = 30
DELETABLE_SECONDS = 48 * 3600
SAME_CONTENT = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def send_message(world: World, parameters: Parameters) -> Json:
    text, entities = _text_of(parameters)
    markup = reply_markup_of(parameters)
    chat = writable_chat(world, parameters)
    return _send(world, chat, parameters, markup, text=text, entities=entities)


def _text_of(parameters: Parameters) -> tuple[str, list[Json]]:
    return formatted(
        parameters.text("text") or "",
        parameters.text("parse_mode"),
        parameters.entities("entities"),
        limit=MAX_TEXT,
        what="text",
    )


def _send(world: World, chat: Chat, parameters: Parameters, markup: Json | None, **content: Any) -> Json:
    thread_id = thread_of(chat, parameters)
    reply_to = replied_message(world, chat, parameters)
    with world.change():
        world.typing.pop(chat.id, None)
        message = world.post(
            chat,
            from_id=world.bot.id,
            reply_to=reply_to,
            reply_markup=markup,
            thread_id=thread_id,
            **content,
        )
    world.words_said(message)
    return message_view(world, message)


def send_document(world: World, parameters: Parameters) -> Json:
    markup, caption, marks, chat = _before_file(world, parameters)
    stored = _file_of(world, parameters, "document", MAX_UPLOAD)
    document = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_name": stored.name,
        "mime_type": stored.mime_type,
    }
    content: Json = {"document": document}
    return _send(world, chat, parameters, markup, caption=caption, caption_entities=marks, content=content)


def send_photo(world: World, parameters: Parameters) -> Json:
    markup, caption, marks, chat = _before_file(world, parameters)
    stored = _file_of(world, parameters, "photo", MAX_PHOTO)
    size = image_size(file_bytes(stored))
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    photo = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "width": width,
        "height": height,
    }
    content: Json = {"photo": [photo]}
    return _send(world, chat, parameters, markup, caption=caption, caption_entities=marks, content=content)


def _before_file(world: World, parameters: Parameters) -> tuple[Json | None, str | None, list[Json], Chat]:
    caption, marks = formatted(
        parameters.text("caption") or "",
        parameters.text("parse_mode"),
        parameters.entities("caption_entities"),
        limit=MAX_CAPTION,
        what="caption",
    )
    return reply_markup_of(parameters), caption or None, marks, writable_chat(world, parameters)


def _file_of(world: World, parameters: Parameters, name: str, limit: int) -> StoredFile:
    upload: Upload | None = parameters.uploads.get(name)
    written = parameters.text(name) or ""
    if upload is None and written.startswith("attach://"):
        upload = parameters.uploads.get(written.removeprefix("attach://"))
    if upload is None:
        if written in world.files:
            return world.files[written]
        if not written:
            raise bad_request(f"there is no {name} in the request")
        raise bad_request("wrong file identifier/HTTP URL specified")
    if not upload.body:
        raise bad_request("file must be non-empty")
    if len(upload.body) > limit:
        raise BotApiError(413, "Request Entity Too Large")
    guessed = mimetypes.guess_type(upload.name)[0] or upload.mime_type or "application/octet-stream"
    return put_file(world, upload.name, guessed, upload.body)


def edit_message_text(world: World, parameters: Parameters) -> Json:
    text, entities = _text_of(parameters)
    message, markup = _to_edit(world, parameters)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, markup, text=text, entities=entities)


def edit_message_caption(world: World, parameters: Parameters) -> Json:
    caption, marks = formatted(
        parameters.text("caption") or "",
        parameters.text("parse_mode"),
        parameters.entities("caption_entities"),
        limit=MAX_CAPTION,
        what="caption",
    )
    message, markup = _to_edit(world, parameters)
    if message.text is not None:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, markup, caption=caption or None, caption_entities=marks)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    message, markup = _to_edit(world, parameters)
    return _edit(world, message, markup)


def _to_edit(world: World, parameters: Parameters) -> tuple[Message, Json | None]:
    markup = reply_markup_of(parameters, inline_only=True)
    chat = known_chat(world, parameters)
    return own_message(world, chat, parameters), markup


def _edit(world: World, message: Message, markup: Json | None, **content: Any) -> Json:
    new = content | {"reply_markup": markup}
    if all(getattr(message, name) == value for name, value in new.items()):
        raise bad_request(SAME_CONTENT)
    before = message.words
    with world.change():
        for name, value in new.items():
            setattr(message, name, value)
        message.edit_date = world.unix_now()
        world.keep(message)
    if message.words != before:
        world.words_said(message)
    return message_view(world, message)


def delete_message(world: World, parameters: Parameters) -> bool:
    chat = known_chat(world, parameters)
    message = world.message(chat.id, parameters.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    own = message.from_id == world.bot.id
    is_admin = chat.status_of(world.bot.id) == "administrator"
    if not (own or is_admin or chat.type == "private"):
        raise bad_request("message can't be deleted")
    if not is_admin and world.unix_now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    with world.change():
        message.deleted = True
        world.keep(message)
    return True


def pin_chat_message(world: World, parameters: Parameters) -> bool:
    chat = known_chat(world, parameters)
    message = world.message(chat.id, parameters.number("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    _need_pin_right(world, chat)
    with world.change():
        chat.pinned = [number for number in chat.pinned if number != message.message_id]
        chat.pinned.append(message.message_id)
        world.keep(chat)
        pinned = message_view(world, message, with_reply=False)
        service = world.post(chat, from_id=world.bot.id, content={"pinned_message": pinned})
        world.tell_message(service)
    return True


def unpin_chat_message(world: World, parameters: Parameters) -> bool:
    chat = known_chat(world, parameters)
    _need_pin_right(world, chat)
    message_id = parameters.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    with world.change():
        chat.pinned.remove(message_id)
        world.keep(chat)
    return True


def _need_pin_right(world: World, chat: Chat) -> None:
    if chat.is_group and chat.status_of(world.bot.id) != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    query = world.queries.get(parameters.text("callback_query_id") or "")
    text = parameters.text("text") or ""
    if utf16_length(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if query is None or query.answered:
        raise bad_request(TOO_OLD)
    if world.clock.now().timestamp() - query.at > QUERY_LIFETIME_SECONDS:
        raise bad_request(TOO_OLD)
    with world.change():
        query.answered = True
        query.answer_text = text or None
        query.show_alert = parameters.flag("show_alert")
        query.answer_url = parameters.text("url")
        world.keep(query)
    return True
