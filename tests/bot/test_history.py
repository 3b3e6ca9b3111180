"""Invariant 10 on the whole method, on each database: what was long ago costs an update nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from bot.courier.drafts import drafts_of
from bot.method import the_method
from dialogues.events import Event, Pressed, Started, Who, Wrote
from dialogues.model import Answer, Table
from dialogues.surroundings import Surroundings
from storage import outbox, seen
from storage.database import open_engine
from storage.repository import SqlRepository
from tests.benchmarks.contenders import history, seeding
from tests.benchmarks.sides.people import people_of, words
from tests.support.each_database import database
from tests.support.statements import driver_of, hearing

__all__ = ["database"]

PEOPLE = 2 * seeding.PEOPLE_AT_A_TABLE
YOUNG, OLD = 1, 12
# The panel looks at one reflection a cycle: steps of SQLite, rows of PostgreSQL. An answer looks at none.
LOOKED_BACK = {"panel": {"sqlite": 10, "postgresql": 2}}
_OF_A_CYCLE = ("outbox", "seen_update", "said", "focus", "answer", "summary", "cycle", "round", "reflection")
_TOUCHED = text("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")


class Costs:
    """The work of one update without Telegram: mark, decide, write. Tells what the database had to do."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._decide = the_method().decide
        self._update_ids = count(1)
        self._tokens = count(1)

    def of(self, event: Event) -> tuple[list[str], int]:
        """Its statements, without their values; and steps of SQLite's machine, or rows PostgreSQL touched."""
        statements: list[str] = []
        with self._engine.begin() as connection:
            if connection.dialect.name != "sqlite":
                # A small table is read from end to end, whatever there is to find things by.
                connection.execute(text("SET LOCAL enable_seqscan = off"))
            with hearing(connection, statements.append), _effort(connection) as effort:
                self._take(connection, event)
        return [re.sub(r"\d+|'[^']*'", "?", one) for one in statements], effort[0]

    def _take(self, connection: Connection, event: Event) -> None:
        seen.mark(connection, next(self._update_ids), event.at)
        surroundings = Surroundings(event.at, lambda: f"token {next(self._tokens)}", "measured_bot")
        decision = self._decide(event, SqlRepository(connection), surroundings)
        drafts = [draft for effect in decision.effects for draft in drafts_of(effect, "measured_bot")]
        outbox.write(connection, drafts, event.at)


@contextmanager
def _effort(connection: Connection) -> Iterator[list[int]]:
    effort = [0]
    if connection.dialect.name == "sqlite":

        def step() -> None:
            effort[0] += 1

        driver_of(connection).set_progress_handler(step, 1)
        try:
            yield effort
        finally:
            driver_of(connection).set_progress_handler(None, 0)
        return
    before = connection.execute(_TOUCHED).scalar_one()
    yield effort
    effort[0] = int(connection.execute(_TOUCHED).scalar_one() - before)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    opened = open_engine(database)
    if opened.dialect.name != "sqlite":
        with opened.begin() as connection:
            for table in inspect(connection).get_table_names():
                # Or the server counts it in the middle of the test, and goes another way from then on.
                connection.execute(text(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)'))
    yield opened
    opened.dispose()


def events(now: datetime) -> Iterator[tuple[str, Event]]:
    """What people do in the middle of a reflection, each with its name."""
    ann, ben, *_ = [Who(telegram_id=one, name=f"P{one}", language="en") for one in people_of(2, 5)]
    for who in (ann, ben):
        yield "start", Started(at=now, who=who, payload=None)
        for number in range(2):
            yield (
                f"answer {number}",
                Wrote(at=now, who=who, text=words(number), message_id=number + 1),
            )
        yield (
            "panel",
            Pressed(at=now, who=who, verb="go", arguments=("1", "panel", "0"), message_id=None, group=None),
        )


def played(engine: Engine, now: datetime) -> dict[str, tuple[list[str], int]]:
    """What each of the events costs, the last time it happens."""
    costs = Costs(engine)
    return {name: costs.of(event) for name, event in events(now)}


def test_an_update_of_the_whole_method_costs_the_same_after_many_cycles(engine: Engine) -> None:
    now = datetime.now(UTC)
    seeding.fill(engine, PEOPLE)
    assert history.give_past(engine, YOUNG) == PEOPLE * history.ANSWERS_OF_A_SEAT // history.CYCLES
    young = played(engine, now)
    _begin_anew(engine)
    assert history.give_past(engine, OLD) == PEOPLE * history.ANSWERS_OF_A_SEAT // history.CYCLES * OLD
    old = played(engine, now)
    with engine.connect() as connection:
        assert SqlRepository(connection).first(Table, id=1).cycle == OLD + 1  # type: ignore[union-attr]
        assert len(SqlRepository(connection).find(Answer, prompt="P2")) == PEOPLE * OLD + 2
    for name, (statements, effort) in young.items():
        assert effort > 0
        assert old[name][0] == statements, name
        more = LOOKED_BACK.get(name, {}).get(engine.dialect.name, 0) * (OLD - YOUNG)
        assert old[name][1] <= effort + more, f"{name}: {old[name][1]} against {effort}"


def _begin_anew(engine: Engine) -> None:
    """The same people at the same tables, before their first cycle."""
    with engine.begin() as connection:
        for table in _OF_A_CYCLE:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
