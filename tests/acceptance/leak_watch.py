"""Who may hear which words: every marked private input against everything that was heard (docs/method.md 0)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.metrics import Metrics
from bot.rehearsal.world import World
from bot.wiring import Tablekeeper
from dialogues.checks.privacy import for_storage
from dialogues.model import Answer, Ballot, Organisation, Person, Reflection, Role, Round, Seat, Table, Tier
from dialogues.record import record_of
from storage.repository import SqlRepository
from tests.acceptance.eavesdropping import Eavesdropper, Heard, folded
from tests.bot.conftest import reading

MARK = re.compile(r"mark\d+mark")


@dataclass(frozen=True, slots=True)
class Secret:
    """One marked input: what it answers, who may hear it, and by which names nobody may be told whose it is."""

    what: str
    tier: Tier
    author: int
    names: tuple[str, ...]
    is_open: bool
    held: bool


class LeakWatch:
    """Looks after each act; `found` tells every leak in words."""

    def __init__(self, bot: Tablekeeper, world: World, ear: Eavesdropper) -> None:
        self.bot = bot
        self.found: list[str] = []
        self.checked = 0
        self._world = world
        self._ear = ear
        self._secrets: dict[str, Secret] = {}
        self._taken = 0
        self._told: dict[int, dict[str, Any]] = {}

    def look(self) -> None:
        """Everything that was heard since the last look, by the rights of this moment."""
        new, self._taken = self._ear.heard[self._taken :], len(self._ear.heard)
        new = [one for one in new if MARK.search(one.words) or MARK.search(one.in_file)]
        if new:
            reading(self.bot, lambda connection: self._look(SqlRepository(connection), new))

    def _look(self, repository: SqlRepository, new: list[Heard]) -> None:
        self._secrets |= _secrets(repository)
        facilitators = _facilitators(repository)
        for one in new:
            for mark in {*MARK.findall(one.words), *MARK.findall(one.in_file)}:
                secret = self._secrets.get(mark)
                if secret is not None:
                    self.checked += 1
                    self._judge(one, mark, secret, facilitators)

    def _judge(self, one: Heard, mark: str, secret: Secret, facilitators: set[int]) -> None:
        reader = self._reader(one)
        if reader == secret.author:
            return
        if secret.held or secret.is_open:
            self.found.append(f"{secret.what} ({mark}), still held or open, was heard in {reader}")
        elif secret.tier is Tier.PRIVATE:
            self.found.append(f"{secret.what} ({mark}) of tier P was heard in {reader}")
        elif secret.tier is Tier.FACILITATOR and (reader not in facilitators or mark in one.in_file):
            self.found.append(f"{secret.what} ({mark}) of tier F was heard in {reader}, or in a file")
        elif secret.tier is Tier.UNNAMED:
            lines = [line for line in f"{one.words}\n{one.in_file}".splitlines() if mark in line]
            told = [name for name in secret.names for line in lines if name in _around(line, mark)]
            self.found += [f"{secret.what} ({mark}) without a name was heard with {name}" for name in told]

    def _reader(self, one: Heard) -> int | None:
        if one.chat is not None or one.query is None:
            return one.chat
        return self._world.queries[one.query].from_id

    def look_at_logs(self) -> None:
        """No word of anybody stands in a log line or a metric."""
        lines = folded(self._ear.lines.getvalue())
        self.found += [f"{mark} stands in the log" for mark in {*MARK.findall(lines)}]
        shown = reading(self.bot, lambda connection: Metrics().shown(connection, ())).decode()
        people = reading(self.bot, lambda connection: SqlRepository(connection).find(Person))
        self.found += [f"{mark} is a metric" for mark in {*MARK.findall(folded(shown))}]
        self.found += [f"{p.name} is in a metric" for p in people if len(p.name) > 2 and p.name in shown]

    def look_at_figures(self) -> None:
        """What was counted of private answers never changes once it stands in a record."""
        reading(self.bot, lambda connection: self._figures(SqlRepository(connection)))

    def _figures(self, repository: SqlRepository) -> None:
        for table in repository.find(Table):
            record = record_of(repository, table, self._world.clock.now(), source="export")
            now = _figures(repository, table, record)
            for name, before in self._told.get(table.id, {}).items():
                if name in now and now[name] != before:
                    self.found.append(f"{name} was told as {before} and now as {now[name]}")
            self._told.setdefault(table.id, {}).update(now)


def _around(line: str, mark: str) -> str:
    """What stands by the mark: a page may be one line, and names stand elsewhere on it with good reason."""
    place = line.index(mark)
    return line[max(0, place - 120) : place + len(mark)]


def _secrets(repository: SqlRepository) -> dict[str, Secret]:
    seats = {s.id: s for s in repository.find(Seat)}
    people = {p.id: p for p in repository.find(Person)}
    organisations = {o.id: folded(o.name) for o in repository.find(Organisation)}
    collecting = {("round", r.id) for r in repository.find(Round, state="collecting")}
    collecting |= {("reflection", r.id) for r in repository.find(Reflection, state="private_reflection")}
    voting = {r.id for r in repository.find(Round, state="voting")}

    def names(seat_id: int, organisation_id: int | None) -> tuple[str, ...]:
        found = folded(people[seats[seat_id].person_id].name), organisations.get(organisation_id or 0, "")
        return tuple(name for name in found if len(name) > 2)

    found: dict[str, Secret] = {}
    for a in repository.find(Answer):
        place = ("round", a.round_id) if a.round_id else ("reflection", a.reflection_id)
        author = people[seats[a.seat_id].person_id].telegram_id
        for mark in MARK.findall(folded(for_storage(a.text))):
            found[mark] = Secret(
                a.prompt, a.tier, author, names(a.seat_id, a.organisation_id),
                is_open=place in collecting and not a.on_behalf, held=a.held,
            )  # fmt: skip
    for b in repository.find(Ballot):
        for mark in MARK.findall(folded(b.reason or "")):
            author = people[seats[b.seat_id].person_id].telegram_id
            found[mark] = Secret("a reason", Tier.NAMED, author, (), is_open=b.round_id in voting, held=False)
    return found


def _facilitators(repository: SqlRepository) -> set[int]:
    seats = [s for s in repository.find(Seat) if Role.FACILITATOR.value in s.roles]
    return {repository.get(Person, s.person_id).telegram_id for s in seats}


def _figures(repository: SqlRepository, table: Table, record: dict[str, Any]) -> dict[str, Any]:
    """Self-ratings of each cycle's latest look back, and each pulse as it is told."""
    found: dict[str, Any] = {f"pulse {n}": pulse for n, pulse in enumerate(record["trust"]["pulses"])}
    for cycle in record["cycles"]:
        backs = repository.find(Reflection, table_id=table.id, cycle=cycle["n"])
        for stage, value in cycle["problem_solving"]["self_rating"].items():
            if backs and value is not None:
                found[f"{stage} in look back {backs[-1].id}"] = value
    return found
