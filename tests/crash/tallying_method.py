"""The small method, and after each answer a tally that is posted once and then edited."""

from __future__ import annotations

import dataclasses

from dialogues.effects import Decision, Say, ToPerson
from dialogues.events import Event, Wrote
from dialogues.model import Answer, Person, Seat
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings
from tests.bot import small_method
from tests.bot.small_method import SMALL_METHOD

TALLY = "So far "


def decide(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
    """What the small method decides; an answer also changes the tally in its writer's chat."""
    decision = small_method.decide(event, repository, surroundings)
    if not isinstance(event, Wrote) or event.text == small_method.FILE:
        return decision
    person = repository.first(Person, telegram_id=event.who.telegram_id)
    assert person is not None
    seat = repository.first(Seat, person_id=person.id)
    assert seat is not None
    many = len(repository.find(Answer, seat_id=seat.id))
    tally = Say(to=ToPerson(person_id=person.id), text=f"{TALLY}{many}", key=f"tally:{person.id}")
    return dataclasses.replace(decision, effects=(*decision.effects, tally))


TALLYING_METHOD = dataclasses.replace(SMALL_METHOD, decide=decide)
