"""What the outside hands to the method: the time, randomness, and the bot's own name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dialogues.effects import Decision
from dialogues.events import Event
from dialogues.guides.guide_set import GuideSet
from dialogues.repository import Repository


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`now` is an aware UTC instant; `new_token` gives an unguessable word of 22 characters
    of A–Z a–z 0–9 _ -; `bot_username` stands without the @; `guides` are what new tables ask from
    (None: the built-in ones)."""

    now: datetime
    new_token: Callable[[], str]
    bot_username: str
    guides: GuideSet | None = None


Decide = Callable[[Event, Repository, Surroundings], Decision]
