"""Whether what the database holds after a play can be true."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, text

from dialogues import house_rules
from dialogues.machines import CHARTS
from dialogues.model import (
    Answer,
    Ballot,
    Dot,
    Experiment,
    Organisation,
    Person,
    Reflection,
    Request,
    Round,
    Seat,
    Table,
)
from dialogues.wording import is_visible, units
from storage import outbox
from storage.repository import SqlRepository
from tests.fuzz.playground import BYSTANDERS

GRANTED = ("allowed", "automatic")


def faults(connection: Connection, tampered: set[int]) -> list[str]:
    """Everything that is wrong, a line each; `tampered`: the updates that may be parked."""
    repository = SqlRepository(connection)
    return [
        *_broken_references(connection),
        *_twice(repository),
        *_names(repository),
        *_states(repository),
        *_not_settled(connection),
        *_parked(connection, tampered),
    ]


def bystanders(connection: Connection) -> dict[str, list[Any]]:
    """All that is kept of the table nobody here sits at."""
    repository = SqlRepository(connection)
    table = repository.first(Table, name=BYSTANDERS)
    assert table is not None
    nouns: tuple[type[Any], ...] = (Organisation, Seat, Round, Answer, Ballot, Request)
    kept: dict[str, list[Any]] = {n.__name__: repository.find(n, table_id=table.id) for n in nouns}
    return kept | {"Table": [table]}


def _broken_references(connection: Connection) -> list[str]:
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    return [f"{row[0]} row {row[1]} refers to a {row[2]} that is not there" for row in broken]


def _twice(repository: SqlRepository) -> list[str]:
    """One answer a question and seat; one ballot a vote and seat; no person twice."""
    answers = Counter((a.round_id, a.reflection_id, a.seat_id, a.prompt) for a in repository.find(Answer))
    ballots = Counter((b.round_id, b.ballot_round, b.seat_id) for b in repository.find(Ballot))
    dots = Counter((d.lever_id, d.organisation_id) for d in repository.find(Dot))
    people = Counter(p.telegram_id for p in repository.find(Person))
    held: dict[str, Counter[Any]] = {"answer": answers, "ballot": ballots, "dot": dots, "person": people}
    return [f"{what} twice: {key}" for what, many in held.items() for key, n in many.items() if n > 1]


def _names(repository: SqlRepository) -> list[str]:
    """Whatever is called something is called so on one line, in so many units, with something to see."""
    most = house_rules.NAME_UNITS.value
    nouns: tuple[type[Any], ...] = (Person, Organisation, Table)
    called = [(noun, one.id, one.name) for noun in nouns for one in repository.find(noun)]
    return [
        f"{noun.__name__} {id} is called {name[:40]!r}, {units(name)} units"
        for noun, id, name in called
        if units(name) > most or len(name.splitlines()) != 1 or not any(map(is_visible, name))
    ]


def _states(repository: SqlRepository) -> list[str]:
    """Every state is one of its chart's, and what led there went by arrows of the chart."""
    found = []
    standing: dict[tuple[str, int], str] = {}
    for table in repository.find(Table):
        standing["table", table.id] = table.lifecycle
        standing["trust", table.id] = table.trust_stage
    standing |= {("round", r.id): r.state for r in repository.find(Round)}
    standing |= {("reflection", r.id): r.state for r in repository.find(Reflection)}
    standing |= {("experiment", e.id): e.state for e in repository.find(Experiment)}
    found += [f"{m} {id} stands at {s}" for (m, id), s in standing.items() if s not in CHARTS[m].states]
    last: dict[tuple[str, int], str] = {}
    for move in repository.find(Request):
        if move.outcome not in GRANTED or move.target is None or move.machine not in CHARTS:
            continue
        if move.trigger not in {arrow.trigger for arrow in CHARTS[move.machine].arrows}:
            continue  # a wish that is noted beside the moves, such as that a table may end
        place = (move.machine, move.subject_id)
        ways = [
            a for a in CHARTS[move.machine].arrows if a.trigger == move.trigger and move.source in a.sources
        ]
        if not any(a.target == move.target for a in ways):
            found.append(f"{place}: no arrow {move.trigger} from {move.source} to {move.target}")
        if last.get(place, move.source) != move.source:
            found.append(f"{place}: {move.trigger} from {move.source}, but it stood at {last[place]}")
        last[place] = move.target
    found += [
        f"{place} stands at {standing[place]}, but moved to {state}"
        for place, state in last.items()
        if place in standing and standing[place] != state
    ]
    return found


def _not_settled(connection: Connection) -> list[str]:
    rows = connection.execute(text("SELECT id, state, kind, lane, text FROM outbox")).fetchall()
    return [
        f"outbox {r.id} is {r.state}: {r.kind} to {r.lane}" for r in rows if r.state != outbox.State.REFUSED
    ]


def _parked(connection: Connection, tampered: set[int]) -> list[str]:
    rows = connection.execute(text("SELECT update_id, error FROM parked_update")).fetchall()
    return [f"update {r.update_id} is parked: {r.error}" for r in rows if r.update_id not in tampered]
