"""Notes a facilitator's step while it is taken: what it writes and says, in the same transaction.

Handlers know nothing of it: `step` hands them a repository that remembers, and keeps what it remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from dialogues.context import Context
from dialogues.effects import Effect, Say, ToGroup, ToPerson
from dialogues.model import Experiment, LastStep, Person, Role, Round, Said, Seat, Table, Timer
from dialogues.repository import Repository
from dialogues.undo import acted, steps, story
from dialogues.undo.steps import Decision, MayBack, Stays
from dialogues.undo.story import BESIDE, NOUNS, Set, Story, Told, Write

N = TypeVar("N")
# Messages that ask people for something; the step's own author is asked too, as a member.
ASKS = ("ask:", "ballot:", "dots:")
# Screens of one person, redrawn all the time: none of them stays a message of the step.
SCREENS = ("panel:", "form:", "in_room:", "drafts:", "all:", "voted:")
# A reminder comes and goes with what it reminds of, and so does its timer.
OF_REMINDERS = "reminder"


class Watcher:
    """A repository that remembers the first and the last state of all that is written through it."""

    def __init__(self, beneath: Repository) -> None:
        self.beneath = beneath
        self.beyond = False
        self._met: dict[tuple[type[Any], int], tuple[Any | None, Any | None]] = {}
        self._due: dict[tuple[str, int], datetime | None] = {}

    def get(self, noun: type[N], id: int) -> N:
        return self.beneath.get(noun, id)

    def first(self, noun: type[N], **equals: object) -> N | None:
        return self.beneath.first(noun, **equals)

    def find(self, noun: type[N], **equals: object) -> list[N]:
        return self.beneath.find(noun, **equals)

    def count(self, noun: type[N], **equals: object) -> int:
        return self.beneath.count(noun, **equals)

    def add(self, value: N) -> N:
        self._look(value)
        stored = self.beneath.add(value)
        self._keep(None, stored)
        return stored

    def bring_back(self, value: N) -> N:
        stored = self.beneath.bring_back(value)
        self._keep(None, stored)
        return stored

    def put(self, value: N) -> N:
        self._look(value)
        before = self.beneath.first(type(value), id=cast(Any, value).id)
        stored = self.beneath.put(value)
        self._keep(before, stored)
        return stored

    def remove(self, noun: type[N], **equals: object) -> int:
        for value in self.beneath.find(noun, **equals):
            self._look(value)
            self._keep(value, None)
        return self.beneath.remove(noun, **equals)

    def on_the_way_to(self, person_id: int) -> list[str]:
        return self.beneath.on_the_way_to(person_id)

    def parked_from(self, telegram_id: int) -> list[str]:
        return self.beneath.parked_from(telegram_id)

    def erase_on_the_way(self, person: Person, table_ids: Sequence[int]) -> None:
        self.beneath.erase_on_the_way(person, table_ids)

    def _look(self, value: Any) -> None:
        """When a timer was due before it is set anew; whether something is written that cannot be put back."""
        if isinstance(value, Timer):
            place = (value.kind, value.subject_id)
            if place not in self._due:
                earlier = self.beneath.first(Timer, kind=value.kind, subject_id=value.subject_id)
                self._due[place] = earlier.due if earlier is not None else None
        elif type(value) not in BESIDE and type(value).__name__ not in NOUNS:
            self.beyond = True

    def _keep(self, before: Any | None, after: Any | None) -> None:
        value = before if after is None else after
        if type(value).__name__ in NOUNS and value is not None:
            place = (type(value), value.id)
            known = self._met.get(place)
            self._met[place] = (before if known is None else known[0], after)

    def writes(self) -> tuple[Write, ...]:
        """What is not as it was."""
        found = (story.write_of(before, after) for before, after in self._met.values())
        return tuple(write for write in found if write is not None)

    def timers(self) -> tuple[Set, ...]:
        """The timers that are not due when they were."""
        return tuple(
            Set(kind, subject, due)
            for (kind, subject), due in self._due.items()
            if kind != OF_REMINDERS and due != self._due_now(kind, subject)
        )

    def _due_now(self, kind: str, subject: int) -> datetime | None:
        timer = self.beneath.first(Timer, kind=kind, subject_id=subject)
        return timer.due if timer is not None else None

    def moves_a_round(self) -> bool:
        """Whether a round was opened or moved; one that is only put off was not."""
        rounds = [states for (noun, _), states in self._met.items() if noun is Round]
        return any(before is not None or after.state != "withdrawn" for before, after in rounds if after)

    def subjects(self) -> tuple[Any, ...]:
        """The rounds and experiments that were written, the first first."""
        return tuple(
            before or after
            for (noun, _), (before, after) in self._met.items()
            if noun in (Round, Experiment) and before is not after
        )


def step(ctx: Context, person: Person, table: Table, decision: Decision, act: Callable[[], None]) -> None:
    """Takes a step; where a facilitator took it and something came of it, it is the table's last one now."""
    seat = ctx.seat_of(person, table)
    mine = seat is not None and Role.FACILITATOR.value in seat.roles
    if seat is None or not mine or not isinstance(decision, MayBack | Stays):
        act()
        return
    if isinstance(ctx.repository, Watcher):  # a step within a step is one step
        act()
        return
    watcher, said_before = Watcher(ctx.repository), len(ctx.effects)
    ctx.repository = watcher
    try:
        act()
    finally:
        ctx.repository = watcher.beneath
    writes, timers = watcher.writes(), watcher.timers()
    if writes or timers or watcher.beyond:
        _note(ctx, table, seat, decision, watcher, Story(writes, timers), said_before)


def _note(
    ctx: Context,
    table: Table,
    seat: Seat,
    decision: Decision,
    watcher: Watcher,
    what: Story,
    said_before: int,
) -> None:
    stays = decision.why if isinstance(decision, Stays) else steps.BEYOND if watcher.beyond else None
    _forget_earlier(ctx, table)
    title, topic = _about(watcher)
    noted = ctx.repository.add(
        LastStep(
            table_id=table.id,
            seat_id=seat.id,
            kind=_kind(decision, watcher),
            title=title,
            topic=topic,
            stays=stays,
            taken_at=ctx.now,
        )
    )
    if stays is None:
        told = _keyed(ctx, noted, said_before)
        counts = acted.of_step(ctx.repository, table.id, what)
        text = replace(what, told=told, counts=counts).as_text()
        ctx.repository.put(replace(noted, story=text))


def _forget_earlier(ctx: Context, table: Table) -> None:
    """The step before is not the last one any more; its messages stay as they read."""
    earlier = ctx.repository.first(LastStep, table_id=table.id)
    if earlier is None:
        return
    keys = [t.key for t in story.read(earlier.story).told if t.key.startswith(_own_keys(earlier))]
    if keys:
        ctx.repository.remove(Said, key=tuple(keys))
    ctx.repository.remove(LastStep, id=earlier.id)


def _kind(decision: Decision, watcher: Watcher) -> str:
    if not isinstance(decision, MayBack):
        return ""
    moved = watcher.moves_a_round() or decision.unmoved is None
    return decision.words if moved else str(decision.unmoved)


def _about(watcher: Watcher) -> tuple[str | None, str | None]:
    """The title, or else the topic, of the round or the card that the step was about."""
    for subject in watcher.subjects():
        if isinstance(subject, Round):
            return subject.title, None if subject.title else subject.topic
        return str(subject.title), None
    return None, None


def _own_keys(noted: LastStep) -> str:
    return f"step:{noted.id}:"


def _keyed(ctx: Context, noted: LastStep, said_before: int) -> tuple[Told, ...]:
    """Every message of the step to others can be edited from now on."""
    author = ctx.repository.get(Seat, noted.seat_id).person_id
    told: list[Told] = []
    for place in range(said_before, len(ctx.effects)):
        effect = ctx.effects[place]
        if not isinstance(effect, Say) or not _is_to_others(effect, author):
            continue
        if effect.key is None:
            effect = replace(effect, key=f"{_own_keys(noted)}{place}", anew=True)
            ctx.effects[place] = effect
        told.append(_told(ctx, effect))
    return tuple(told)


def _is_to_others(effect: Effect, author: int) -> bool:
    if not isinstance(effect, Say) or not isinstance(effect.to, ToPerson | ToGroup):
        return False
    key, own = effect.key or "", isinstance(effect.to, ToPerson) and effect.to.person_id == author
    return key.startswith(ASKS) if own else not key.startswith(SCREENS)


def _told(ctx: Context, effect: Say) -> Told:
    key = str(effect.key)
    fresh = effect.anew or ctx.repository.first(Said, key=key) is None
    return Told(key, effect.to.person_id if isinstance(effect.to, ToPerson) else None, fresh)
