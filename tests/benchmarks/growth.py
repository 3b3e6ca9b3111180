"""What an update, a summary and a panel cost with 1,000,000 answers and ten years of cycles behind every table.

Run: uv run python -m tests.benchmarks growth
A young table is in its second cycle. Processor time is measured, for the disk's commit is the same for
both; one update of the old database and one of the young take turns. "Cold" is the worst case: nothing
of what was read earlier is remembered.
"""

from __future__ import annotations

import argparse
import json
import secrets
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine

from bot.courier.drafts import drafts_of
from bot.method import the_method
from dialogues import summary
from dialogues.context import Context
from dialogues.events import Event, Pressed, Started, Who, Wrote
from dialogues.model import Reflection, Table
from dialogues.surroundings import Surroundings
from storage import outbox, seen
from storage.database import BY_HAND, open_migrated
from storage.remembered import remember
from storage.repository import SqlRepository
from tests.benchmarks.contenders import history, seeding
from tests.benchmarks.sides.people import people_of, words

BAR_UPDATE = 1.1
BAR_PAGES = 2.0


class Desk:
    """The work of one update on one database, without Telegram: mark, decide, write, commit."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()
        self._driver: Any = self._connection.connection.driver_connection
        self._connection.execution_options(**{BY_HAND: self._driver})
        self._remembered = remember(self._connection)
        self._decide = the_method().decide
        self._update_id = 0

    def take(self, event: Event, *, cold: bool) -> float:
        """Processor seconds of one update."""
        if cold:
            self._remembered.forget()
        self._update_id += 1
        self._driver.execute("BEGIN IMMEDIATE")
        began = time.thread_time()
        now = datetime.now(UTC)
        seen.mark(self._connection, self._update_id, now)
        surroundings = Surroundings(now, lambda: secrets.token_urlsafe(16), "measured_bot")
        decision = self._decide(event, SqlRepository(self._connection), surroundings)
        drafts = [draft for effect in decision.effects for draft in drafts_of(effect, "measured_bot")]
        outbox.write(self._connection, drafts, now)
        taken = time.thread_time() - began
        self._driver.execute("DELETE FROM outbox")
        self._driver.execute("COMMIT")
        return taken

    def summarise(self) -> float:
        """Processor seconds of one coordinators' page."""
        self._remembered.forget()
        began = time.thread_time()
        repository = SqlRepository(self._connection)
        table = repository.get(Table, 1)
        (reflection,) = repository.find(Reflection, table_id=table.id, state="private_reflection")
        surroundings = Surroundings(datetime.now(UTC), lambda: secrets.token_urlsafe(16), "measured_bot")
        summary.write(Context(repository, surroundings), table, reflection, "en")
        return time.thread_time() - began


def _opened(folder: Path, name: str, tables: int, cycles: int) -> tuple[Desk, int]:
    engine = open_migrated(f"sqlite:///{folder / name}.db")
    seeding.fill(engine, tables * seeding.PEOPLE_AT_A_TABLE)
    return Desk(engine), history.give_past(engine, cycles)


def _who(telegram_id: int) -> Who:
    return Who(telegram_id=telegram_id, name=f"P{telegram_id}", language="en")


def _turns(young: Desk, old: Desk, measure: Callable[[Desk, int], float], times: int) -> tuple[float, float]:
    """The medians, in milliseconds."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(times):
        for place, desk in enumerate((young, old)):
            taken[place].append(1000 * measure(desk, number))
    return median(taken[0]), median(taken[1])


def compare(young: Desk, old: Desk, people: list[int]) -> dict[str, tuple[float, float, float]]:
    """By what was done: milliseconds on the young and on the old database, and the bar."""
    now = datetime.now(UTC)

    def answering(turn: int, cold: bool) -> Callable[[Desk, int], float]:
        return lambda desk, number: desk.take(
            Wrote(at=now, who=_who(people[number]), text=words(turn), message_id=number + 1), cold=cold
        )

    def panel(desk: Desk, _number: int) -> float:
        arguments = ("1", "panel", "0")
        press = Pressed(
            at=now, who=_who(people[0]), verb="go", arguments=arguments, message_id=None, group=None
        )
        return desk.take(press, cold=True)

    for desk in (young, old):
        for one in people:
            desk.take(Started(at=now, who=_who(one), payload=None), cold=False)
    return {
        "update, cold": (*_turns(young, old, answering(0, True), len(people)), BAR_UPDATE),
        "update": (*_turns(young, old, answering(1, False), len(people)), BAR_UPDATE),
        "panel": (*_turns(young, old, panel, 30), BAR_PAGES),
        "summary": (*_turns(young, old, lambda desk, _number: desk.summarise(), 30), BAR_PAGES),
    }


def main() -> int:
    """Prints the figures and the bars."""
    parser = argparse.ArgumentParser(prog="growth", description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tablekeeper-benchmark-") as folder:
        young, _ = _opened(Path(folder), "young", asked.tables, 1)
        old, answers = _opened(Path(folder), "old", asked.tables, history.CYCLES)
        print(f"{answers:,} answers, {history.CYCLES} cycles of each of {asked.tables} tables")
        found = compare(young, old, people_of(asked.tables, seeding.PEOPLE_AT_A_TABLE))
    print(f"{'':14}{'young ms':>10}{'old ms':>10}{'old/young':>11}")
    for name, (before, after, bar) in found.items():
        held = "held" if after / before <= bar else "MISSED"
        print(f"{name:14}{before:10.3f}{after:10.3f}{after / before:11.2f} (bar {bar:g}: {held})")
    if asked.json is not None:
        ratios = {name: after / before for name, (before, after, _bar) in found.items()}
        asked.json.write_text(json.dumps({"answers": answers, "old_to_young": ratios}, indent=2) + "\n")
    return 0
