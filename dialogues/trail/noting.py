"""Notes who changed what, in the one place through which every noun is written, in the same transaction.

`decide` puts a `Trail` between the handlers and the repository; so nothing that is watched can change
without an entry, whoever writes the next handler (a link that is revoked, a seat that is handed on).
What changes twice in one event is one entry, from the first state to the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from dialogues import house_rules
from dialogues.context import shorten
from dialogues.effects import Effect, SendFile, ToPerson
from dialogues.events import Event, TimerDue, Who
from dialogues.model import Answer, Change, Indicator, IndicatorValue, Organisation, Person, Role, Seat, Table
from dialogues.repository import Repository
from dialogues.trail.watched import FILE, PRIVATE_ACTS, WATCHED, WIDER_FILES, Told, Watch, kind_of

N = TypeVar("N")
ADDED, CHANGED, REMOVED, TAKEN = "added", "changed", "removed", "taken"
CLOCK, RULES, OUTSIDE = "clock", "rules", "outside"


@dataclass(frozen=True, slots=True)
class _States:
    """The first and the last state of one value during an event; None where it was not there."""

    before: Any | None
    after: Any | None


class Trail:
    """A repository that remembers what is changed through it until `write` keeps it as entries."""

    def __init__(self, repository: Repository, event: Event) -> None:
        self._repository = repository
        self._event = event
        self._met: dict[tuple[type[Any], int], _States] = {}
        self._is_private = False
        # Reading changes nothing: it goes straight there, dozens of times in an event.
        self.get = repository.get  # type: ignore[method-assign]
        self.first = repository.first  # type: ignore[method-assign]
        self.find = repository.find  # type: ignore[method-assign]

    # the repository

    def get(self, noun: type[N], id: int) -> N:
        return self._repository.get(noun, id)

    def first(self, noun: type[N], **equals: object) -> N | None:
        return self._repository.first(noun, **equals)

    def find(self, noun: type[N], **equals: object) -> list[N]:
        return self._repository.find(noun, **equals)

    def count(self, noun: type[N], **equals: object) -> int:
        return self._repository.count(noun, **equals)

    def add(self, value: N) -> N:
        self._look_at_act(type(value), value)
        stored = self._repository.add(value)
        if type(value) in WATCHED:
            self._keep(type(value), None, stored)
        return stored

    def put(self, value: N) -> N:
        noun = type(value)
        self._look_at_act(noun, value)
        if noun not in WATCHED:
            return self._repository.put(value)
        before = self._repository.first(noun, id=_id_of(value))
        stored = self._repository.put(value)
        self._keep(noun, before, stored)
        return stored

    def remove(self, noun: type[N], **equals: object) -> int:
        self._look_at_act(noun, None)
        if noun in WATCHED:
            for value in self._repository.find(noun, **equals):
                self._keep(noun, value, None)
        return self._repository.remove(noun, **equals)

    def bring_back(self, value: N) -> N:
        stored = self._repository.bring_back(value)
        if type(value) in WATCHED:
            self._keep(type(value), None, stored)
        return stored

    def on_the_way_to(self, person_id: int) -> list[str]:
        return self._repository.on_the_way_to(person_id)

    def parked_from(self, telegram_id: int) -> list[str]:
        return self._repository.parked_from(telegram_id)

    def erase_on_the_way(self, person: Person, table_ids: Sequence[int]) -> None:
        self._repository.erase_on_the_way(person, table_ids)

    def _look_at_act(self, noun: type[Any], value: Any | None) -> None:
        if noun in PRIVATE_ACTS and not (isinstance(value, Answer) and value.on_behalf):
            self._is_private = True

    def _keep(self, noun: type[Any], before: Any | None, after: Any | None) -> None:
        place = (noun, _id_of(before if after is None else after))
        known = self._met.get(place)
        self._met[place] = _States(before if known is None else known.before, after)

    # the entries

    def write(self, effects: Iterable[Effect], now: datetime) -> None:
        """Keeps an entry for everything that is not as it was, and for every wider file that is sent."""
        found = [entry for place, states in self._met.items() for entry in self._entries(place, states, now)]
        found += self._files(effects, now)
        for entry in found:
            self._repository.add(self._signed(entry))

    def _entries(self, place: tuple[type[Any], int], states: _States, now: datetime) -> Iterable[Change]:
        noun, id = place
        watch, before, after = WATCHED[noun], states.before, states.after
        value = before if after is None else after
        if value is None or not watch.only(value):
            return
        entry = Change(
            table_id=id if noun is Table else value.table_id,
            cycle=0,
            at=now,
            seat_id=None,
            by=RULES,
            kind=kind_of(noun),
            subject_id=id,
            name=self._name(watch, value),
            what=CHANGED,
        )
        if before is not None and after is not None:
            yield from _fields_of(entry, watch, before, after)
        elif watch.comes:
            yield replace(entry, what=REMOVED) if after is None else _first(entry, watch, after)

    def _name(self, watch: Watch, value: Any) -> str | None:
        if isinstance(value, IndicatorValue):
            return self._repository.get(Indicator, value.indicator_id).name
        if watch.called is None:
            return None
        name = getattr(value, watch.called)
        if watch.called == "organisation_id" and name is not None:
            name = self._repository.get(Organisation, name).name
        return None if name is None else shorten(str(name), house_rules.CHANGE_LETTERS.value)

    def _files(self, effects: Iterable[Effect], now: datetime) -> Iterable[Change]:
        for effect in effects:
            if not isinstance(effect, SendFile) or effect.paper not in WIDER_FILES or effect.table_id is None:
                continue
            person = self._person()
            if person is not None and effect.to == ToPerson(person_id=person.id):
                yield Change(
                    table_id=effect.table_id, cycle=0, at=now, seat_id=None, by=RULES, kind=FILE, subject_id=0,
                    name=effect.paper, what=TAKEN,
                )  # fmt: skip

    def _signed(self, entry: Change) -> Change:
        """The entry with its cycle, and with who did it as far as that may be told."""
        table = self._repository.get(Table, entry.table_id)
        entry = replace(entry, cycle=table.cycle)
        if isinstance(self._event, TimerDue):
            return replace(entry, by=CLOCK)
        if self._is_private and entry.kind != kind_of(Answer):
            return entry
        person = self._person()
        if person is None:  # the event names nobody, or somebody who has just been forgotten
            return entry
        seats = self._repository.find(Seat, table_id=table.id, person_id=person.id)
        if not seats:
            return replace(entry, by=OUTSIDE)
        return replace(entry, by=_role(seats[-1]), seat_id=seats[-1].id)

    def _person(self) -> Person | None:
        who: Who | None = getattr(self._event, "who", None)
        return None if who is None else self._repository.first(Person, telegram_id=who.telegram_id)


def _id_of(value: Any) -> int:
    return int(value.id)


def _role(seat: Seat) -> str:
    for role in (Role.FACILITATOR, Role.COORDINATOR):
        if role.value in seat.roles:
            return role.value
    return Role.MEMBER.value


def _fields_of(entry: Change, watch: Watch, before: Any, after: Any) -> Iterable[Change]:
    for name, told in watch.fields.items():
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if told is Told.THAT_IT_CHANGED or not watch.tells(after):
            yield replace(entry, field=name)
        else:
            yield replace(entry, field=name, before=_as_text(old), after=_as_text(new))


def _first(entry: Change, watch: Watch, value: Any) -> Change:
    name = watch.tells_first
    if name is None or not watch.tells(value):
        return replace(entry, what=ADDED)
    return replace(entry, what=ADDED, field=name, after=_as_text(getattr(value, name)))


def _as_text(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case tuple():
            return " ".join(str(one) for one in value)
        case _:
            return shorten(str(value), house_rules.CHANGE_LETTERS.value)
