"""Two who facilitate work side by side: what one has done is redrawn for the others, without its button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogues import advice
from dialogues.context import Context, Offer
from dialogues.facilitating import team
from dialogues.model import Person, Round, Said, Table

CLOSES = {"close": "all:guide", "reflect_close": "all:reflection"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message of another facilitator with the button that is being pressed."""

    person: Person
    key: str
    button: Offer


def waiting(ctx: Context, table: Table, by: Person, action: str, subject: int) -> Sequence[Waiting]:
    """The messages of the others that offer this; with one facilitator there are none, and nothing is looked up."""
    others = [p for seat in team.seats(ctx, table) if (p := ctx.repository.get(Person, seat.person_id)) != by]
    found = []
    for person in others:
        for start in _starts(ctx, table, action, subject):
            key = f"{start}:{person.id}"
            if ctx.repository.first(Said, key=key) is not None:
                found.append((person, key))
    button = _button(ctx, table, action, subject) if found else None
    return [Waiting(person, key, button) for person, key in found] if button is not None else []


def _starts(ctx: Context, table: Table, action: str, subject: int) -> Sequence[str]:
    # As `advice.nudge` calls its messages.
    found = [f"nudge:{table.id}:{action}:{subject}"]
    if action in CLOSES:
        found.append(f"{CLOSES[action]}:{subject}")
    if action == "close_vote":
        round_ = ctx.repository.first(Round, id=subject)
        found.append(f"voted:{subject}:{round_.ballot_round if round_ else 0}")
    return found


def _button(ctx: Context, table: Table, action: str, subject: int) -> Offer | None:
    """The step as it stands among what can be done now; None once it is done."""
    for step in advice.steps(ctx, table):
        if (step.action, step.subject) == (action, subject):
            return advice.offer(table, step)[0]
    return None


def redraw(
    ctx: Context, table: Table, by: Person, found: Sequence[Waiting], action: str, subject: int
) -> None:
    """After the press: where the step is done, the others read by whom. A step that was refused still waits."""
    if found and _button(ctx, ctx.repository.get(Table, table.id), action, subject) is None:
        for one in found:
            _say(ctx, table, one.person, one.key, by.name, one.button)


def ended(ctx: Context, table: Table, start: str, by: Person, button: Offer) -> None:
    """Something that was asked of every facilitator has been told by one of them, or by whom it is about."""
    for seat in team.seats(ctx, table):
        person = ctx.repository.get(Person, seat.person_id)
        if person.id != by.id and ctx.repository.first(Said, key=f"{start}:{person.id}") is not None:
            _say(ctx, table, person, f"{start}:{person.id}", by.name, button)


def _say(ctx: Context, table: Table, person: Person, key: str, by: str, button: Offer) -> None:
    step = ctx.label(person.language, button.phrase, **button.values)
    ctx.say_to(person, "facilitating.done_by", table=table, key=key, name=by, step_title=step)
