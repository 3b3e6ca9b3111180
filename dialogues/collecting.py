"""Private collections: a round's or a reflection's prompts, who is asked which, and who has answered.

An organisation has answered when the seats that speak for it have answered or passed every
prompt that is theirs (docs/method.md 0; a pass is always an answer).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dialogues import elements, guide_versions, texts
from dialogues.context import Context
from dialogues.guides import Answerer, Prompt
from dialogues.guides.guide_set import GuideSet, built_in
from dialogues.manners import wishes
from dialogues.model import Answer, Candidate, Organisation, Reflection, Round, Seat, Table

# A new voice says a hope and a worry of its own, also a colleague who has said one before.
ANEW_BY_VOICE = ("T10",)


@dataclass(frozen=True, slots=True)
class Standing:
    """Steps answered in earlier rounds, by seat, and by organisation those that its voice answers."""

    by_seat: Mapping[int, frozenset[str]]
    by_organisation: Mapping[int, frozenset[str]]

    def of(self, seat: Seat) -> frozenset[str]:
        """What this seat need not be asked again."""
        own = self.by_seat.get(seat.id, frozenset())
        return own | self.by_organisation.get(seat.organisation_id or 0, frozenset())


@dataclass(frozen=True, slots=True)
class Collection:
    """One open or closed set of prompts; `form` is "guide" for rounds, "reflection" for reflections.

    `labels`: prompt → the candidate it is about, in rounds that have candidates. `standing`: what was
    answered in earlier rounds and is not asked again. `asked`: seat → the steps it is asked, in rounds
    that ask only some seats; others are not waited for. `guides`: the version whose words are asked.
    """

    form: str
    id: int
    table_id: int
    topic: str
    prompts: tuple[Prompt, ...]
    is_open: bool
    deadline: datetime | None
    labels: Mapping[str, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=lambda: Standing({}, {}))
    asked: Mapping[int, frozenset[str]] | None = None
    guides: GuideSet = field(default_factory=built_in)

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
    """The collection of a round; of one that is not stored yet (id 0) what it would be."""
    topic, guides = elements.topic(round_.topic), guide_versions.of(ctx.repository, round_.guides)
    if topic.collected is not None:
        prompts, asked = topic.collected(ctx, round_)
    else:
        chosen = guides.asked(round_.topic) if texts.collects(round_) else ()
        prompts = tuple(p for p in chosen if p.id not in round_.left_out) if round_.left_out else chosen
        asked = None
    labels: dict[str, str] = {}
    if topic.labelled:
        candidates = ctx.repository.find(Candidate, round_id=round_.id)
        labels = {topic.prompts[c.place - 1]: c.label for c in candidates}
    return Collection(
        form="guide",
        id=round_.id,
        table_id=round_.table_id,
        topic=round_.topic,
        prompts=tuple(p for p in prompts if not topic.labelled or p.id in labels),
        is_open=round_.state == "collecting",
        deadline=round_.deadline,
        labels=labels,
        standing=standing(
            ctx, round_.table_id, [p for p in prompts if topic.once or _stands(p)], round_.id or None
        ),
        asked=asked,
        guides=guides,
    )


def _stands(prompt_: Prompt) -> bool:
    """What a representative may decide and does is said once, whichever topic asks it."""
    return prompt_.who is Answerer.REPRESENTATIVE


def standing(ctx: Context, table_id: int, prompts: Sequence[Prompt], before: int | None) -> Standing:
    """What was answered to these prompts in rounds before the given one (None: in all).

    An organisation's answer stands whoever gave it; a person's for as long as the person sits there.
    """
    by_step = {step: p for p in prompts for step in p.steps}
    found = ctx.repository.find(Answer, table_id=table_id, prompt=tuple(by_step)) if by_step else []
    earlier = [a for a in found if a.round_id is not None and (before is None or a.round_id < before)]
    if not earlier:
        return Standing({}, {})
    seats = {s.id: s for s in ctx.repository.find(Seat, table_id=table_id)}
    # Of somebody who was forgotten no consent is left: what the organisation said then is asked anew.
    earlier = [
        a for a in earlier if seats[a.seat_id].present or seats[a.seat_id].consented_at or not a.passed
    ]
    of_seats: dict[int, set[str]] = {}
    of_organisations: dict[int, set[str]] = {}
    for answer in earlier:
        if by_step[answer.prompt].who is Answerer.ORGANISATION:
            of_organisations.setdefault(answer.organisation_id or 0, set()).add(answer.prompt)
        elif answer.answered_at >= _since(seats[answer.seat_id], answer.prompt):
            of_seats.setdefault(answer.seat_id, set()).add(answer.prompt)
    return Standing(_frozen(of_seats), _frozen(of_organisations))


def _since(seat: Seat, step: str) -> datetime:
    return seat.joined_at if step in ANEW_BY_VOICE else seat.consented_at or seat.joined_at


def _frozen(steps: Mapping[int, set[str]]) -> dict[int, frozenset[str]]:
    return {id: frozenset(some) for id, some in steps.items()}


def of_reflection(ctx: Context, reflection: Reflection) -> Collection:
    """The collection of a reflection."""
    open_, guides = (
        reflection.state == "private_reflection",
        guide_versions.of(ctx.repository, reflection.guides),
    )
    return _of_reflection(reflection.id, reflection.table_id, open_, reflection.deadline, guides)


@functools.lru_cache(maxsize=1024)
def _of_reflection(
    id: int, table_id: int, is_open: bool, deadline: datetime | None, guides: GuideSet
) -> Collection:
    """The same for everybody who is asked, as long as it stays open until that day."""
    prompts = guides.asked("reflection")
    return Collection("reflection", id, table_id, "reflection", prompts, is_open, deadline, guides=guides)


def load(ctx: Context, form: str, id: int) -> Collection:
    """The collection a focus or a button names; raises `NotStored`."""
    if form == "guide":
        return of_round(ctx, ctx.repository.get(Round, id))
    return of_reflection(ctx, ctx.repository.get(Reflection, id))


def open_at(ctx: Context, table: Table) -> list[Collection]:
    """The collections that take answers at this table now."""
    rounds = ctx.repository.find(Round, table_id=table.id, state="collecting")
    reflections = ctx.repository.find(Reflection, table_id=table.id, state="private_reflection")
    return [*(of_round(ctx, r) for r in rounds), *(of_reflection(ctx, r) for r in reflections)]


def steps_for(seat: Seat, collection: Collection) -> tuple[str, ...]:
    """The steps this seat is asked: the organisation's voice, each representative, or each member."""
    if seat.organisation_id is None:
        return ()
    steps = _steps_of(collection.prompts, seat.holds_vote)
    before = collection.standing.of(seat)
    if before:
        steps = tuple(step for step in steps if step not in before)
    if collection.asked is not None:
        wanted = collection.asked.get(seat.id, frozenset())
        steps = tuple(step for step in steps if step in wanted)
    return steps


@functools.lru_cache(maxsize=1024)
def _steps_of(prompts: tuple[Prompt, ...], holds_vote: bool) -> tuple[str, ...]:
    return tuple(step for p in prompts if _is_for(holds_vote, p) for step in p.steps)


def is_asked(seat: Seat, prompt_: Prompt) -> bool:
    """Whether a prompt is for this seat: for the organisation's voice, or for everybody who sits for one."""
    return _is_for(seat.holds_vote, prompt_)


def _is_for(holds_vote: bool, prompt_: Prompt) -> bool:
    if prompt_.who is Answerer.ORGANISATION:
        return holds_vote
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
    """Which voting organisations have answered everything that is asked of them.

    Where only some seats are asked, the organisations of those seats count, with or without a vote.
    Nobody is waited for who is away (docs/method.md 0, Load); what they answered all the same counts.
    """
    answered = ctx.repository.find(Answer, **collection.where)
    by_seat: dict[int, set[str]] = {}
    for answer in answered:
        by_seat.setdefault(answer.seat_id, set()).add(answer.prompt)
    seats, gone = ctx.seats(table), wishes.away(ctx, table)
    done: list[Organisation] = []
    waiting: list[Organisation] = []
    few = collection.asked is not None
    for organisation in ctx.organisations(table) if few else ctx.voting_organisations(table):
        own = [s for s in seats if s.organisation_id == organisation.id]
        expected = [s for s in own if steps_for(s, collection)] if few else [s for s in own if s.holds_vote]
        left = [s for s in expected if not _has_all(s, collection, by_seat)]
        waited = [s for s in left if s.id not in gone]
        everybody_away = bool(left) and not waited and len(left) == len(expected)
        if everybody_away or (few and not expected):
            continue
        complete = bool(expected) and not waited
        (done if complete else waiting).append(organisation)
    return Turnout(tuple(done), tuple(waiting))


def completes(ctx: Context, table: Table, collection: Collection, seat: Seat) -> bool:
    """Whether the newest answer of this seat may have been the last that its organisation was waited for."""
    answered = set(answers_of(ctx, collection, seat))
    return set(steps_for(seat, collection)) <= answered


def _has_all(seat: Seat, collection: Collection, by_seat: dict[int, set[str]]) -> bool:
    return set(steps_for(seat, collection)) <= by_seat.get(seat.id, set())


def voices(seats: Sequence[Seat]) -> list[Seat]:
    """The seats that hold a vote."""
    return [s for s in seats if s.holds_vote and s.organisation_id is not None]
