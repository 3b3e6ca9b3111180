"""Ten years of cycles behind each table: what was asked, answered, counted and written down, long closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text

from dialogues.model import Cycle, Reflection, Round, Seat, Summary, Table
from storage.repository import SqlRepository

CYCLES = 40
CYCLE = timedelta(days=90)
REFLECTION = (*(f"P{number}" for number in range(1, 8)), "P8/a", "P8/b", "P8/c", "P8/d")
ROUNDS = {
    "pulse": tuple(f"T{number}" for number in range(1, 10)),
    "unsaid": ("Q1",),
    "promises": ("U2", "U3"),
    "trying": ("X1", "X4"),
}
ANSWERS_OF_A_SEAT = CYCLES * (len(REFLECTION) + sum(len(prompts) for prompts in ROUNDS.values()))
_WORDS = "We called the families every second week and wrote down what they told us about the bus. " * 2
_INSERT = text("""
    INSERT INTO answer (table_id, round_id, reflection_id, seat_id, organisation_id, prompt, tier, text, choice,
                        passed, on_behalf, held, message_id, answered_at)
    VALUES (:table_id, :round_id, :reflection_id, :seat_id, :organisation_id, :prompt, 'A', :text, NULL,
            FALSE, FALSE, FALSE, NULL, :answered_at)
""")
Row = dict[str, object]


def give_past(engine: Engine, cycles: int) -> int:
    """Gives every table so many cycles before the open reflection; tells how many answers that were."""
    now = datetime.now(UTC)
    with engine.begin() as connection:
        repository = SqlRepository(connection)
        # What was is older than what is open now: ids are given in order, so the open one is written anew.
        connection.execute(text("DELETE FROM reflection"))
        for table in repository.find(Table):
            seats = repository.find(Seat, table_id=table.id)
            rows = list(_past(repository, table, seats, now, cycles))
            if rows:
                connection.execute(_INSERT, rows)
            repository.add(
                Reflection(
                    table_id=table.id,
                    cycle=cycles + 1,
                    state="private_reflection",
                    opened_at=now,
                    deadline=now + timedelta(days=7),
                )
            )
        connection.execute(text('UPDATE "table" SET cycle = :cycle'), {"cycle": cycles + 1})
        many = connection.execute(text("SELECT count(*) FROM answer")).scalar_one()
    return int(many)


def _past(
    repository: SqlRepository, table: Table, seats: list[Seat], now: datetime, cycles: int
) -> Iterator[Row]:
    for number in range(1, cycles + 1):
        opened = now - CYCLE * (cycles + 1 - number)
        closed = opened + CYCLE - timedelta(days=1)
        repository.add(Cycle(table_id=table.id, number=number, opened_at=opened, ended_at=closed))
        page = Summary(
            table_id=table.id,
            cycle=number,
            language="en",
            text=_WORDS * 8,
            written_at=closed,
            delivered_at=closed,
        )
        repository.add(page)
        yield from _reflected(repository, table, seats, number, closed)
        for topic, prompts in ROUNDS.items():
            round_ = repository.add(
                Round(
                    table_id=table.id,
                    topic=topic,
                    cycle=number,
                    state="ratified",
                    opened_at=opened,
                    closed_at=closed,
                )
            )
            yield from _answers(table, seats, prompts, closed, round_id=round_.id)


def _reflected(
    repository: SqlRepository, table: Table, seats: list[Seat], number: int, closed: datetime
) -> Iterator[Row]:
    reflection = repository.add(
        Reflection(
            table_id=table.id,
            cycle=number,
            state="delivered",
            decisions="We go on with the calls.",
            upstream="nothing",
            opened_at=closed,
            closed_at=closed,
        )
    )
    yield from _answers(table, seats, REFLECTION, closed, reflection_id=reflection.id)


def _answers(
    table: Table,
    seats: list[Seat],
    prompts: tuple[str, ...],
    at: datetime,
    *,
    round_id: int | None = None,
    reflection_id: int | None = None,
) -> Iterator[Row]:
    moment = at.strftime("%Y-%m-%d %H:%M:%S.%f")
    for seat in seats:
        for prompt in prompts:
            yield {
                "table_id": table.id,
                "round_id": round_id,
                "reflection_id": reflection_id,
                "seat_id": seat.id,
                "organisation_id": seat.organisation_id,
                "prompt": prompt,
                "text": _WORDS,
                "answered_at": moment,
            }
