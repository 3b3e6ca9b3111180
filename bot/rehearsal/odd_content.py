"""Everything people send that is not text, as the Bot API describes it."""

import base64
from collections.abc import Callable

from bot.rehearsal.file_shelf import put_file
from bot.rehearsal.records import Json, Message
from bot.rehearsal.telegram_views import sender_view
from bot.rehearsal.world_state import WorldState

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _reference(world: WorldState, name: str, mime_type: str, body: bytes = b"rehearsal") -> Json:
    stored = put_file(world, name, mime_type, body)
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": stored.size}


def _sticker(world: WorldState) -> Json:
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": _reference(world, "sticker.webp", "image/webp") | shape | {"emoji": "👍"}}


def _voice(world: WorldState) -> Json:
    return {"voice": _reference(world, "voice.ogg", "audio/ogg") | {"duration": 7, "mime_type": "audio/ogg"}}


def _photo(world: WorldState) -> Json:
    return {"photo": [_reference(world, "photo.png", "image/png", ONE_PIXEL) | {"width": 1, "height": 1}]}


def _video_note(world: WorldState) -> Json:
    return {"video_note": _reference(world, "note.mp4", "video/mp4") | {"length": 240, "duration": 5}}


def _video(world: WorldState) -> Json:
    shape = {"width": 640, "height": 360, "duration": 12}
    return {"video": _reference(world, "video.mp4", "video/mp4") | shape}


def _audio(world: WorldState) -> Json:
    return {"audio": _reference(world, "song.mp3", "audio/mpeg") | {"duration": 180}}


def _document(world: WorldState) -> Json:
    named = {"file_name": "notes.pdf", "mime_type": "application/pdf"}
    return {"document": _reference(world, "notes.pdf", "application/pdf") | named}


def _animation(world: WorldState) -> Json:
    moving = _reference(world, "wave.mp4", "video/mp4") | {"width": 320, "height": 240, "duration": 3}
    return {"animation": moving, "document": _reference(world, "wave.mp4", "video/mp4")}


def _poll(world: WorldState) -> Json:
    options = [
        {"text": text, "voter_count": 0, "persistent_id": str(number)}
        for number, text in enumerate(("Yes", "No"))
    ]
    flags = {"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False}
    more = {"allows_revoting": True, "members_only": False}
    return {
        "poll": {
            "id": str(world.number("query")),
            "question": "Tuesday?",
            "options": options,
            "total_voter_count": 0,
            "type": "regular",
            **flags,
            **more,
        }
    }


def _contact(_world: WorldState) -> Json:
    return {"contact": {"phone_number": "+15550100", "first_name": "Somebody"}}


def _location(_world: WorldState) -> Json:
    return {"location": {"latitude": 46.2, "longitude": 6.15}}


def _dice(_world: WorldState) -> Json:
    return {"dice": {"emoji": "🎲", "value": 4}}


KINDS: dict[str, Callable[[WorldState], Json]] = {
    "sticker": _sticker,
    "voice": _voice,
    "photo": _photo,
    "video_note": _video_note,
    "video": _video,
    "audio": _audio,
    "document": _document,
    "animation": _animation,
    "poll": _poll,
    "contact": _contact,
    "location": _location,
    "dice": _dice,
}


def content_of_kind(world: WorldState, kind: str, forward_of: Message | None = None) -> Json:
    """The Bot API fields of a message of this kind. Raises ValueError for an unknown one."""
    if kind == "forward":
        return _forward(world, forward_of)
    if kind not in KINDS:
        raise ValueError(f"Unknown kind {kind!r}; known: forward, {', '.join(sorted(KINDS))}.")
    return KINDS[kind](world)


def _forward(world: WorldState, forward_of: Message | None) -> Json:
    date = world.unix_now()
    if forward_of is None:
        return {"forward_origin": {"type": "hidden_user", "date": date, "sender_user_name": "Somebody else"}}
    sender = sender_view(world, forward_of)
    origin = {"type": "user", "date": forward_of.date, "sender_user": sender}
    return {**forward_of.content, "forward_origin": origin}
