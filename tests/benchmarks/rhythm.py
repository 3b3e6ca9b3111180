"""What is said at one table in one cycle, and when: the method's own numbers, and people who take their time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import time
from enum import Enum

from dialogues import house_rules
from dialogues.effects import Urgency

PEOPLE = 8
# A look back asks seven questions and four ratings (docs/method.md 7), a pulse some fifteen ratings.
LOOK_BACK_ASKS = 11
PULSE_ASKS = 15
VOTES = 2
# Who answers before the first reminder, and who of the others after it; the rest are silent.
ANSWERS_BEFORE_REMINDER = 0.6
ANSWERS_AFTER_REMINDER = 0.6
SECONDS_A_QUESTION = 40.0
A_DAY = 24 * 3600.0


class To(Enum):
    """Who hears it."""

    PERSON = "person"
    GROUP = "group"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Said:
    """One message: seconds of the table's own wall clock since its cycle's first midnight, and to whom.

    LIVE is an edit of the group's live message, which takes up an earlier one that still waits.
    """

    at: float
    to: To
    person: int
    urgency: Urgency


def _seconds(of: time) -> float:
    return of.hour * 3600.0 + of.minute * 60.0


OPENS = _seconds(house_rules.CYCLE_OPENS_AT.value)
MORNING = _seconds(house_rules.QUIET_UNTIL.value)
EVENING = _seconds(house_rules.QUIET_FROM.value)


def a_cycle(chance: random.Random) -> list[Said]:
    """Everything that is said at a table of eight in a cycle, in no order.

    Seven questions, two votes, a pulse and a look back; each opened in the morning, reminded of at
    most twice and answered by day, in one sitting.
    """
    said = _asked(chance, 0.0, house_rules.COLLECTION_DAYS.value, house_rules.PROMPTS_PER_CYCLE.value)
    said += _asked(chance, 15.0, house_rules.COLLECTION_DAYS.value, PULSE_ASKS)
    for vote in range(VOTES):
        opened = 30.0 + vote * 20.0
        said += _told(opened - house_rules.HIGH_NOTICE.value.days)
        said += _asked(chance, opened, house_rules.VOTE_DAYS.value, 1)
    last = house_rules.CYCLE_DAYS.value - house_rules.REFLECTION_DAYS.value - 1.0
    said += _asked(chance, last, house_rules.REFLECTION_DAYS.value, LOOK_BACK_ASKS)
    return said


def _told(day: float) -> list[Said]:
    """In the morning the group and everybody in private hear something."""
    at = day * A_DAY + OPENS
    everybody = [Said(at, To.PERSON, person, Urgency.NOTICE) for person in range(PEOPLE)]
    return [Said(at, To.GROUP, 0, Urgency.NOTICE), *everybody]


def _asked(chance: random.Random, day: float, days: int, questions: int) -> list[Said]:
    """Questions are opened, reminded of, answered and shown."""
    said = _told(day)
    reminders = [day + days / 2, day + days - 1.0]
    for person in range(PEOPLE):
        answers = _day_of_answer(chance, day, days, reminders)
        for reminder in reminders[: house_rules.MAXIMUM_REMINDERS.value]:
            if answers is None or answers > reminder:
                said.append(Said(int(reminder) * A_DAY + MORNING, To.PERSON, person, Urgency.REMINDER))
        if answers is not None:
            begun = int(answers) * A_DAY + chance.uniform(MORNING, EVENING)
            for question in range(questions):
                at = begun + question * SECONDS_A_QUESTION
                said.append(Said(at, To.PERSON, person, Urgency.ANSWER))
                said.append(Said(at, To.LIVE, 0, Urgency.NOTICE))
    return said + _told(day + days)


def _day_of_answer(chance: random.Random, day: float, days: int, reminders: list[float]) -> float | None:
    if chance.random() < ANSWERS_BEFORE_REMINDER:
        return chance.uniform(day, reminders[0])
    if chance.random() < ANSWERS_AFTER_REMINDER:
        return chance.uniform(reminders[0], day + days)
    return None
