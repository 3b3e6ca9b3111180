"""Private collections: a round's or a reflection's prompts, who is asked which, and who has answered.

An organisation has answered when the seats that speak for it have answered or passed every
prompt that is theirs (docs/method.md 0; a pass is always an answer).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dialogues import elements, texts
from dialogues.context import Context
from dialogues.guides import Answerer, Prompt, prompt
from dialogues.model import Answer, Candidate, Organisation, Reflection, Round, Seat, Table


@dataclass(frozen=True, slots=True)
class Collection:
    """One open or closed set of prompts; `form` is "guide" for rounds, "reflection" for reflections.

    `labels`: prompt → the candidate it is about, in rounds that have candidates. `answered_before`:
    seat → steps that it answered in an earlier round of a topic that is asked only once.
    """

    form: str
    id: int
    table_id: int
    topic: str
    prompts: tuple[Prompt, ...]
    is_open: bool
    deadline: datetime | None
    labels: Mapping[str, str] = field(default_factory=dict)
    answered_before: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def where(self) -> dict[str, object]:
        """The fields by which its answers are found."""
        return {"round_id" if self.form == "guide" else "reflection_id": self.id}


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many organisations have answered; which ones is for the facilitator alone."""

    done: tuple[Organisation, ...]
    waiting: tuple[Organisation, ...]

    @property
    def asked(self) -> int:
        return len(self.done) + len(self.waiting)


def of_round(ctx: Context, round_: Round) -> Collection:
    """The collection of a round."""
    topic = elements.topic(round_.topic)
    asked = topic.prompts if texts.collects(round_) else ()
    labels: dict[str, str] = {}
    if topic.labelled:
        candidates = ctx.repository.find(Candidate, round_id=round_.id)
        labels = {topic.prompts[c.place - 1]: c.label for c in candidates}
    return Collection(
        form="guide",
        id=round_.id,
        table_id=round_.table_id,
        topic=round_.topic,
        prompts=tuple(prompt(id) for id in asked if not topic.labelled or id in labels),
        is_open=round_.state == "collecting",
        deadline=round_.deadline,
        labels=labels,
        answered_before=_answered_before(ctx, round_) if topic.once else {},
    )


def _answered_before(ctx: Context, round_: Round) -> dict[int, frozenset[str]]:
    prompts = elements.topic(round_.topic).prompts
    found = ctx.repository.find(Answer, table_id=round_.table_id, prompt=prompts)
    earlier = [a for a in found if a.round_id is not None and a.round_id < round_.id]
    return {a.seat_id: frozenset(b.prompt for b in earlier if b.seat_id == a.seat_id) for a in earlier}


def of_reflection(reflection: Reflection) -> Collection:
    """The collection of a reflection."""
    prompts = tuple(prompt(id) for id in elements.topic("reflection").prompts)
    open_ = reflection.state == "private_reflection"
    return Collection(
        "reflection", reflection.id, reflection.table_id, "reflection", prompts, open_, reflection.deadline
    )


def load(ctx: Context, form: str, id: int) -> Collection:
    """The collection a focus or a button names; raises `NotStored`."""
    if form == "guide":
        return of_round(ctx, ctx.repository.get(Round, id))
    return of_reflection(ctx.repository.get(Reflection, id))


def open_at(ctx: Context, table: Table) -> list[Collection]:
    """The collections that take answers at this table now."""
    rounds = ctx.repository.find(Round, table_id=table.id, state="collecting")
    reflections = ctx.repository.find(Reflection, table_id=table.id, state="private_reflection")
    return [*(of_round(ctx, r) for r in rounds), *(of_reflection(r) for r in reflections)]


def steps_for(seat: Seat, collection: Collection) -> tuple[str, ...]:
    """The steps this seat is asked: the organisation's voice, each representative, or each member."""
    if seat.organisation_id is None:
        return ()
    asked = [p for p in collection.prompts if _is_asked(seat, p)]
    before = collection.answered_before.get(seat.id, frozenset())
    return tuple(step for p in asked for step in p.steps if step not in before)


def _is_asked(seat: Seat, prompt_: Prompt) -> bool:
    if prompt_.who is Answerer.ORGANISATION:
        return seat.holds_vote
    return prompt_.who in (Answerer.MEMBER, Answerer.REPRESENTATIVE)


def answers_of(ctx: Context, collection: Collection, seat: Seat) -> dict[str, Answer]:
    """What this seat has answered so far, by step."""
    found = ctx.repository.find(Answer, seat_id=seat.id, **collection.where)
    return {answer.prompt: answer for answer in found}


def answers_to(ctx: Context, collection: Collection, step: str) -> list[Answer]:
    """All answers to one step that say something (passes and held texts left out)."""
    found = ctx.repository.find(Answer, prompt=step, **collection.where)
    return [a for a in found if not a.passed and not a.held]


def turnout(ctx: Context, table: Table, collection: Collection) -> Turnout:
    """Which voting organisations have answered everything that is asked of them."""
    answered = ctx.repository.find(Answer, **collection.where)
    by_seat: dict[int, set[str]] = {}
    for answer in answered:
        by_seat.setdefault(answer.seat_id, set()).add(answer.prompt)
    seats = ctx.seats(table)
    done: list[Organisation] = []
    waiting: list[Organisation] = []
    for organisation in ctx.voting_organisations(table):
        voices = [s for s in seats if s.organisation_id == organisation.id and s.holds_vote]
        complete = bool(voices) and all(_has_all(s, collection, by_seat) for s in voices)
        (done if complete else waiting).append(organisation)
    return Turnout(tuple(done), tuple(waiting))


def _has_all(seat: Seat, collection: Collection, by_seat: dict[int, set[str]]) -> bool:
    return set(steps_for(seat, collection)) <= by_seat.get(seat.id, set())


def voices(seats: Sequence[Seat]) -> list[Seat]:
    """The seats that hold a vote."""
    return [s for s in seats if s.holds_vote and s.organisation_id is not None]
