"""Whether an event is made of what it says: numbers that are numbers, within Telegram's, and words that are words.

python-telegram-bot takes over what stands in an update without looking, and so does SQLite. What is
of another kind came from no app of Telegram's: it is refused before anything is decided.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_type_hints

from dialogues.events import Event, Group, Who

# "At most 52 significant bits", as the Bot API says of its ids; what JSON's readers hold exactly.
LARGEST_ID: Final = 2**53
_PLAIN: Final = frozenset({int, str, bool, datetime, NoneType, tuple, Who, Group})


class Unsound(ValueError):
    """An update holds something of another kind than the Bot API tells. It is kept, and not decided."""


def sound(event: Event) -> None:
    """Raises `Unsound`, which names the place and never what stands there."""
    _look(event)


def _look(value: Any) -> None:
    noun: Any = type(value)
    for name, kinds in _fields(noun):
        part = getattr(value, name)
        kind = type(part)
        if kind not in kinds:
            raise Unsound(f"{type(value).__name__}.{name}: {Unsound.__doc__}")
        if kind is int and not -LARGEST_ID <= part <= LARGEST_ID:
            raise Unsound(f"{type(value).__name__}.{name}: {Unsound.__doc__}")
        if kind is Who or kind is Group:
            _look(part)


@cache
def _fields(noun: type[Any]) -> tuple[tuple[str, frozenset[type[Any]]], ...]:
    hints = get_type_hints(noun)
    return tuple((field.name, _kinds(hints[field.name])) for field in dataclasses.fields(noun))


def _kinds(hint: Any) -> frozenset[type[Any]]:
    """The classes of a field: "int | None" is two, a tuple of words is a tuple."""
    if getattr(hint, "__origin__", None) is tuple:
        return frozenset({tuple})
    kinds = frozenset(get_args(hint)) or frozenset({hint})
    if not kinds <= _PLAIN:
        raise TypeError(
            f"{hint} of an event cannot be looked at. Add it to what bot.ingress.soundness knows."
        )
    return kinds
