"""The files people and the bot have sent."""

import base64
import hashlib
import secrets

from bot.rehearsal.records import StoredFile
from bot.rehearsal.world_state import WorldState


def put_file(world: WorldState, name: str, mime_type: str, body: bytes) -> StoredFile:
    """Keep a file and give it Telegram's kind of names."""
    with world.change():
        number = world.number("file")
        digest = hashlib.sha256(body).hexdigest()
        folder = "photos" if mime_type.startswith("image/") else "documents"
        suffix = name.rpartition(".")[2].lower() if "." in name else "bin"
        stored = StoredFile(
            file_id=f"BQACAgIAAxkBAAI{number:06d}{digest[:40]}",
            unique_id=f"AgAD{digest[:12]}",
            path=f"{folder}/file_{number}.{suffix if suffix.isalnum() else 'bin'}",
            name=name,
            mime_type=mime_type,
            size=len(body),
            body=base64.b64encode(body).decode(),
            door=secrets.token_urlsafe(18),
        )
        world.files[stored.file_id] = stored
        world.keep(stored)
    return stored


def file_bytes(stored: StoredFile) -> bytes:
    return base64.b64decode(stored.body)


def file_behind(world: WorldState, door: str) -> StoredFile | None:
    """The file with this door; whoever knows the door may have the file."""
    return next((stored for stored in world.files.values() if stored.door == door), None)


def file_at(world: WorldState, path: str) -> StoredFile | None:
    """The file with this path (as getFile gives it)."""
    return next((stored for stored in world.files.values() if stored.path == path), None)
