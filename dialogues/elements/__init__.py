"""The elements of the method, one file each. A file here that has `TOPICS` is part of the bot.

A topic is what one round is about: which prompts are collected, what happens when they are
in, how a text about it is checked, and what follows when it is ratified.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogues.checks.privacy import TooFew, Unnamed
    from dialogues.context import Context
    from dialogues.guides import Prompt
    from dialogues.model import Answer, Person, Round, Seat, Table

    Reveal = Callable[[Context, Table, Round], None]
    Check = Callable[[Context, Table, Person, str], bool]
    Valid = Callable[[Context, Table, str], bool]
    Added = Callable[[Context, Table, str, str], str]
    Collected = Callable[[Context, Round], tuple[tuple[Prompt, ...], Mapping[int, frozenset[str]]]]
    Points = Callable[[Context, Table, Round], tuple[Unnamed, ...] | TooFew]
    Answered = Callable[[Context, Table, Seat, Answer], None]


@dataclass(frozen=True, slots=True)
class Topic:
    """What one kind of round does.

    `states`: table states in which it may open. `reveal`: shows the group what was collected.
    `check`: judges a drafted text and tells its author what is missing (None: any text will do);
    `valid`: the same judgment without words; `added`: joins an addition to the text it completes.
    `ratified`: stores what the round agreed. `stakes`: "high" or "routine". `settled_by`:
    "vote", "silence" (nobody objects in time), "reveal" (nothing to agree) or "reflection".
    `answered`: what follows at once from a single answer. `labelled`: each prompt is about one of
    the round's candidates ("I2" about the second) and is asked only where there is one. `once`: who
    has answered in an earlier round is not asked again. `collected`: which prompts are asked, and which
    steps of each seat, where that depends on the table; `prompts` is then empty. `points`: what was shown
    and a text is to be made of, of which each organisation marks what it cannot live without.
    """

    name: str
    prompts: tuple[str, ...]
    states: tuple[str, ...]
    settled_by: str
    reveal: Reveal
    stakes: str = "high"
    check: Check | None = None
    valid: Valid | None = None
    added: Added | None = None
    ratified: Reveal | None = None
    answered: Answered | None = None
    labelled: bool = False
    once: bool = False
    collected: Collected | None = None
    points: Points | None = None


@functools.cache
def topics() -> dict[str, Topic]:
    """All topics of all element files, by name."""
    found: dict[str, Topic] = {}
    for module in pkgutil.iter_modules(__path__):
        element = importlib.import_module(f"{__name__}.{module.name}")
        found.update({t.name: t for t in getattr(element, "TOPICS", ())})
    return found


def topic(name: str) -> Topic:
    """The topic of this name; raises KeyError."""
    return topics()[name]
