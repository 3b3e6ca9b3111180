"""From one table to every city on earth: what one bot can carry. `python -m tests.benchmarks scale`.

A busy day of so many tables goes through the real lanes and the real pacing, in virtual time. The
tables stand in the world's time zones and begin their cycles on working days. See docs/scale.md.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.courier.lanes import Lanes
from bot.courier.pacing import Pacing, Rates
from dialogues import house_rules
from dialogues.checks.privacy import Sealed
from dialogues.effects import Urgency
from dialogues.model import Answer, Person, Round, Seat, Table, Tier
from storage import letters, outbox
from storage.database import open_migrated
from storage.letters import Arrival, Letter
from storage.outbox import Draft, Header
from storage.repository import SqlRepository
from storage.unit_of_work import Writer
from tests.benchmarks.rhythm import A_DAY, PEOPLE, Said, To, a_cycle

# Roughly where people live: hours from UTC, and their share of mankind.
ZONES = {
    -8: 2, -6: 4, -5: 7, -4: 3, -3: 6, 0: 6, 1: 13, 2: 9, 3: 8, 4: 2, 5: 5, 5.5: 18, 6: 3, 7: 8, 8: 24, 9: 4, 10: 1,
}  # fmt: skip
PATTERNS = 400
ROUND_TRIP_SECONDS = 0.06
WITHIN_SECONDS = 2.0
A_WEEK, WORKING_DAYS = 7, 5
STEPS = (1_000, 13_000, 25_000, 50_000, 75_000, 100_000, 150_000)


@dataclass(slots=True)
class Day:
    """What a busy day was like. Waits are in seconds, from being said to Telegram's having it."""

    tables: int
    messages: int = 0
    merged: int = 0
    answers: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    most_waiting: int = 0
    took: float = 0.0


def of_a_day(tables: int, chance: random.Random) -> Iterator[tuple[float, int, Said]]:
    """(second of the day in UTC, table, what is said) on one Monday, for all tables, in no order."""
    cycles = [a_cycle(chance) for _ in range(PATTERNS)]
    days = house_rules.CYCLE_DAYS.value
    zones, shares = list(ZONES), list(ZONES.values())
    by_day: list[list[list[Said]]] = [
        [[said for said in cycle if said.at // A_DAY == day] for day in range(days)] for cycle in cycles
    ]
    # A cycle may begin on any working day of the ninety before this Monday.
    ages = [age for age in range(days) if (-age) % A_WEEK < WORKING_DAYS]
    for table in range(tables):
        zone = chance.choices(zones, shares)[0]
        for said in chance.choice(by_day)[chance.choice(ages)]:
            yield (said.at % A_DAY - zone * 3600) % A_DAY, table, said


def simulate(tables: int, seed: int = 1) -> Day:
    """Sends a day's messages as soon as the pace allows; the day repeats itself, so it begins with a burst."""
    said = sorted(of_a_day(tables, random.Random(seed)), key=lambda one: one[0])
    day, lanes, began = Day(tables), Lanes(Pacing(Rates())), time.perf_counter()
    due: dict[int, tuple[float, Urgency]] = {}
    live: dict[str, int] = {}
    on_their_way: list[tuple[float, int, Header]] = []
    now, place, waiting = 0.0, 0, 0
    while place < len(said) or waiting or on_their_way:
        while place < len(said) and said[place][0] <= now:
            at, table, one = said[place]
            place += 1
            chat = f"table:{table}" if one.to is not To.PERSON else f"person:{table * PEOPLE + one.person}"
            if one.to is To.LIVE and chat in live:
                day.merged += 1
                continue
            if one.to is To.LIVE:
                live[chat] = place
            due[place] = (at, one.urgency)
            lanes.put(Header(place, chat, int(one.urgency)))
            waiting += 1
        day.most_waiting = max(day.most_waiting, waiting)
        while on_their_way and on_their_way[0][0] <= now:
            at, id, header = heapq.heappop(on_their_way)
            lanes.free(header, at)
            begun, urgency = due.pop(id)
            (day.answers if urgency is Urgency.ANSWER else day.others).append(at - begun)
        chosen = lanes.next(now)
        if isinstance(chosen, Header):
            waiting -= 1
            day.messages += 1
            if live.get(chosen.lane) == chosen.id:
                del live[chosen.lane]
            heapq.heappush(on_their_way, (now + ROUND_TRIP_SECONDS, chosen.id, chosen))
            continue
        comes = [said[place][0]] if place < len(said) else []
        comes += [on_their_way[0][0]] if on_their_way else []
        comes += [now + max(chosen, 1e-6)] if chosen is not None else []
        if not comes:
            break
        now = max(now, min(comes))
    day.took = time.perf_counter() - began
    return day


def at_most(waits: list[float], share: float) -> float:
    """The wait that this share of all did not exceed."""
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * share))] if waits else 0.0


def bytes_waiting(rows: int = 50_000) -> float:
    """Memory of one row that waits."""
    tracemalloc.start()
    lanes = Lanes(Pacing(Rates()))
    for number in range(rows):
        lanes.put(Header(number, f"person:{number}", 1))
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return used / rows


def messages_through_the_database(many: int = 1_500, together: int = 30) -> float:
    """Rows written, taken and settled in a second, so many at once, committed to this disk."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_migrated(f"sqlite:///{folder}/scale.db")
        writer = Writer(engine)
        now = datetime.now(UTC)
        began = time.perf_counter()
        for first in range(1, many + 1, together):
            ids = range(first, first + together)
            drafts = [Draft(to_chat_id=id, text="A sentence of the usual length, with a name.") for id in ids]
            for done in [writer.submit(lambda c, d=d: outbox.write(c, [d], now)) for d in drafts]:  # type: ignore[misc]
                done.result()
            taken = writer.submit(lambda c, ids=ids: letters.take(c, ids)).result()  # type: ignore[misc]
            arrived = [Arrival(letter, 1, now) for letter in taken if isinstance(letter, Letter)]
            writer.submit(lambda c, arrived=arrived: letters.delivered(c, arrived)).result()  # type: ignore[misc]
        took = time.perf_counter() - began
        writer.close()
        engine.dispose()
        return many / took


def bytes_an_answer(many: int = 5_000) -> float:
    """What an answer of a hundred letters adds to a SQLite file, indexes and all."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_migrated(f"sqlite:///{folder}/scale.db")

        def size() -> int:
            with engine.begin() as connection:
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
                return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())

        before = size()
        with engine.begin() as connection:
            repository, now = SqlRepository(connection), datetime.now(UTC)
            person = repository.add(Person(telegram_id=1, name="Anna", language="en"))
            table = repository.add(Table(name="Lake Alder table", chat_id=-1))
            seat = repository.add(Seat(table_id=table.id, person_id=person.id, joined_at=now))
            round_ = repository.add(Round(table_id=table.id, topic="result", cycle=1, opened_at=now))
            for number in range(many):
                repository.add(
                    Answer(
                        table_id=table.id,
                        round_id=round_.id,
                        seat_id=seat.id,
                        prompt=f"R{number}",
                        message_id=number,
                        tier=Tier.UNNAMED,
                        text=Sealed("A sentence said. " * 6),
                        answered_at=now,
                    )
                )
        grown = size() - before
        engine.dispose()
        return grown / many


def _arithmetic() -> dict[str, float]:
    chance = random.Random(7)
    cycles = [a_cycle(chance) for _ in range(50)]
    a_year = sum(map(len, cycles)) / len(cycles) * 365 / house_rules.CYCLE_DAYS.value
    answers = sum(1 for cycle in cycles for said in cycle if said.urgency is Urgency.ANSWER) / len(cycles)
    allowed = Rates().overall_second * A_DAY * 365
    return {
        "messages_a_table_and_year": round(a_year),
        "answers_a_table_and_year": round(answers * 365 / house_rules.CYCLE_DAYS.value),
        "tables_if_spread_evenly": round(allowed / a_year),
    }


def main() -> int:
    """Prints the figures of docs/scale.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, nargs="*", default=STEPS)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    figures: dict[str, object] = {**_arithmetic()}
    for name, value in figures.items():
        print(f"{name.replace('_', ' ')}: {value:,}")
    print(f"bytes of memory a row that waits: {bytes_waiting():,.0f}")
    print(f"bytes of the database an answer: {bytes_an_answer():,.0f}")
    print(f"messages a second through the database here: {messages_through_the_database():,.0f}")
    print("\n  tables  messages/day  of the pace  answers p99   others p99  longest other  most waiting")
    days = []
    for tables in given.tables:
        day = simulate(tables)
        share = day.messages / (Rates().overall_second * A_DAY)
        late = at_most(day.answers, 0.99)
        print(
            f"{tables:8,} {day.messages:13,} {share:11.1%} {late:11.2f} s {at_most(day.others, 0.99):10,.0f} s"
            f" {max(day.others):12,.0f} s {day.most_waiting:13,}",
            flush=True,
        )
        days.append(asdict(day) | {"answers": late, "others": at_most(day.others, 0.99), "share": share})
        if late > WITHIN_SECONDS:
            print(f"Answers wait longer than {WITHIN_SECONDS:g} s: this is more than one bot can carry.")
            break
    if given.json is not None:
        given.json.write_text(json.dumps(figures | {"days": days}))
    return 0
