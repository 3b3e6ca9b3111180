"""What a button carries, to and from the 64 bytes Telegram gives it: `verb:argument:argument`."""

from __future__ import annotations

import re

from dialogues.effects import Press

MOST_BYTES = 64
_READABLE = re.compile(r"[a-z][a-z0-9_]*(?::[^:\x00-\x1f\x7f]*)*")


class PressTooLong(ValueError):
    """A button carries more than 64 bytes. Give the verb fewer or shorter arguments."""


class PressUnreadable(ValueError):
    """A verb or argument cannot be told apart again. Verbs are a–z 0–9 _, arguments hold no colon."""


def encode(press: Press) -> str:
    """The callback data of a button; raises `PressTooLong` or `PressUnreadable`."""
    data = ":".join([press.verb, *(str(argument) for argument in press.arguments)])
    if len(data.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise PressTooLong(f"{press.verb}: {PressTooLong.__doc__}")
    read_again = Press(press.verb, tuple(str(argument) for argument in press.arguments))
    if not press.verb or decode(data) != read_again:
        raise PressUnreadable(f"{press.verb}: {PressUnreadable.__doc__}")
    return data


def decode(data: str | None) -> Press:
    """What a press says. Data that no button of ours carries gives the verb "": it proves nothing."""
    if data is None or len(data) > MOST_BYTES or len(data.encode("utf-8", "replace")) > MOST_BYTES:
        return Press("")
    if not _READABLE.fullmatch(data) or (not data.isascii() and _has_half_a_character(data)):
        return Press("")
    verb, *arguments = data.split(":")
    return Press(verb, tuple(arguments))


def _has_half_a_character(data: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in data)
