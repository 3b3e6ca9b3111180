"""What the outside hands to the method: the time, randomness, and the bot's own name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dialogues.effects import Decision
from dialogues.events import Event
from dialogues.guides.guide_set import GuideSet
from dialogues.repository import Repository


class UrnUnreadable(RuntimeError):
    """An urn does not open: it was sealed with another key. Nothing of it can be counted; ask anew."""


class Urns(Protocol):
    """Counts by choice that nobody can read between two changes. The method itself opens one to close it.

    A sealed urn always has the same length, and nothing of an earlier one.
    """

    def empty(self, check_id: int, choices: int) -> str:
        """A sealed urn for so many choices, with nothing in it."""

    def with_one_more(self, check_id: int, sealed: str, choice: int) -> str:
        """The urn with one more of a choice (by its place), sealed anew; raises `UrnUnreadable`."""

    def counts(self, check_id: int, sealed: str) -> tuple[int, ...]:
        """How often each choice was put in, in their order; raises `UrnUnreadable`."""


class NoUrns:
    """Where nobody votes: nothing can be sealed."""

    def empty(self, check_id: int, choices: int) -> str:
        raise UrnUnreadable(str(UrnUnreadable.__doc__))

    def with_one_more(self, check_id: int, sealed: str, choice: int) -> str:
        raise UrnUnreadable(str(UrnUnreadable.__doc__))

    def counts(self, check_id: int, sealed: str) -> tuple[int, ...]:
        raise UrnUnreadable(str(UrnUnreadable.__doc__))


_NO_URNS = NoUrns()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`now` is an aware UTC instant; `new_token` gives an unguessable word of 22 characters
    of A–Z a–z 0–9 _ -; `bot_username` stands without the @; `urns` hold what is put in without names;
    `guides` are what new tables ask from (None: the built-in ones)."""

    now: datetime
    new_token: Callable[[], str]
    bot_username: str
    urns: Urns = _NO_URNS
    guides: GuideSet | None = None


Decide = Callable[[Event, Repository, Surroundings], Decision]
