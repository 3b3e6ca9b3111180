"""The text of a message as Telegram keeps it: cleaned, trimmed, measured, with its entities."""

import re

from bot.rehearsal.errors import BotApiError, bad_request
from bot.rehearsal.html_entities import parse_html
from bot.rehearsal.records import Json
from bot.rehearsal.utf16 import utf16_length

MAX_TEXT = 4096
MAX_CAPTION = 1024
FOUND_IN_TEXT = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]'])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z0-9_]{3,32})"
    r"|(?<![\w#])(?P<hashtag>#[^\W\d]\w{0,255})"
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\u2028\u2029\u202a-\u202e]")
NO_LINKS_INSIDE = ("code", "pre", "text_link")


def formatted(
    source: str, parse_mode: str | None, entities: list[Json] | None, *, limit: int, what: str
) -> tuple[str, list[Json]]:
    """The text to keep and its entities; `what` is "text" or "caption" and chooses the words of an error.

    Raises BotApiError 400 if it is too long after parsing, cannot be parsed, or is an empty text.
    """
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, found = parse_html(source)
    elif mode in ("markdown", "markdownv2"):
        raise BotApiError(
            400, "Bad Request: parse_mode Markdown is not part of the rehearsal server: use HTML"
        )
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, found = source, [dict(entity) for entity in entities or []]
    text, found = _trimmed(text, found)
    if what == "text" and not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > limit:
        raise bad_request("message is too long" if what == "text" else "message caption is too long")
    return text, _with_found(text, found)


def person_text(text: str) -> tuple[str, list[Json]]:
    """What a person typed, as their app sends it: trimmed, commands and links marked."""
    kept, _ = _trimmed(text, [])
    return kept, _with_found(kept, [])


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    # Replaced one for one, so that the offsets of the entities stay right.
    text = CONTROL.sub(" ", text.replace("\r", " " if entities else ""))
    stripped = text.rstrip()
    lead = len(stripped) - len(stripped.lstrip())
    kept = stripped[lead:]
    length = utf16_length(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(length, entity["offset"] + entity["length"] - lead)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved


def _with_found(text: str, entities: list[Json]) -> list[Json]:
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in NO_LINKS_INSIDE
    ]
    found = list(entities)
    for hit in FOUND_IN_TEXT.finditer(text):
        offset = utf16_length(text[: hit.start()])
        length = utf16_length(hit.group())
        if not any(start < offset + length and offset < end for start, end in closed):
            found.append({"type": hit.lastgroup, "offset": offset, "length": length})
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))
