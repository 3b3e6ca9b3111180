"""The parameters of one request, whichever way they came: query, form, multipart or JSON."""

from dataclasses import dataclass, field
from typing import Any

import orjson

from bot.rehearsal.errors import bad_request
from bot.rehearsal.records import Json


@dataclass(frozen=True)
class Upload:
    """A file inside a multipart body."""

    name: str
    mime_type: str
    body: bytes


@dataclass
class Parameters:
    """Values by name. In forms everything is text, so nested values are JSON inside text."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str | None = None) -> str | None:
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, dict | list):
            return orjson.dumps(value).decode()
        return str(value)

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as `default`, as Telegram has it."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return (self.text(name) or "").lower() in ("true", "1", "yes", "t", "y")

    def nested(self, name: str, what: str) -> Any:
        """A JSON value, None if left out. Raises BotApiError 400 "can't parse <what>…"."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str | bytes):
            return value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {what}: can't parse JSON object") from None

    def entities(self, name: str) -> list[Json] | None:
        found = self.nested(name, "entities")
        return found if isinstance(found, list) else None
