"""Many writers on one PostgreSQL: in order for each table, no lost update, no deadlock that lasts."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from sqlalchemy import Connection, Engine, text

from dialogues.events import (
    Blocked,
    BotAdded,
    Commanded,
    Event,
    Group,
    GroupMoved,
    GroupUnreachable,
    Started,
    TimerDue,
    Who,
    Wrote,
)
from dialogues.model import Focus, Invitation, Person, Seat, Table, Timer
from storage.database import open_migrated
from storage.postgres_writer import TRIES, PostgresWriter
from storage.repository import SqlRepository
from storage.table_locks import locked_of
from storage.unit_of_work import About, WriterClosed
from tests.storage.conftest import NOW

ANNA = Who(5_000_000_001, "Anna", "en")
BEN = Who(5_000_000_002, "Ben", "en")


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    opened = open_migrated(postgres_url)
    yield opened
    opened.dispose()


@pytest.fixture
def writers(engine: Engine) -> Iterator[tuple[PostgresWriter, PostgresWriter]]:
    """As two processes have them."""
    pair = PostgresWriter(engine, threads=4), PostgresWriter(engine, threads=4)
    yield pair
    for writer in pair:
        writer.close()


@dataclasses.dataclass(frozen=True)
class Seated:
    anna: Person
    here: Table
    there: Table
    elsewhere: Table


@pytest.fixture
def seated(engine: Engine) -> Seated:
    """Anna sits here, is being asked there, and has nothing to do with elsewhere."""
    with engine.begin() as connection:
        repository = SqlRepository(connection)
        anna = repository.add(Person(telegram_id=ANNA.telegram_id, name="Anna", language="en"))
        here, there, elsewhere = (
            repository.add(Table(name=name, chat_id=-number)) for number, name in enumerate("ABC", start=100)
        )
        repository.add(Seat(table_id=here.id, person_id=anna.id, joined_at=NOW))
        repository.add(
            Focus(person_id=anna.id, table_id=there.id, form="x", step="y", values={}, asked_at=NOW)
        )
        return Seated(anna, here, there, elsewhere)


def wrote(who: Who) -> Wrote:
    return Wrote(at=NOW, who=who, text="words", message_id=1)


def counted_up(table_id: int) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        repository = SqlRepository(connection)
        table = repository.get(Table, table_id)
        connection.execute(text("SELECT pg_sleep(0.002)"))
        return repository.put(dataclasses.replace(table, cycle=table.cycle + 1)).cycle

    return work


def stored(engine: Engine, noun: type[Table], id: int) -> Table:
    with engine.connect() as connection:
        return SqlRepository(connection).get(noun, id)


def test_read_then_write_loses_nothing_between_two_processes(
    engine: Engine, writers: tuple[PostgresWriter, PostgresWriter], seated: Seated
) -> None:
    """Ten people of one table, who have nothing in common but the table; and nothing is done twice for it."""
    people = [Who(6_000_000_000 + number, f"Person {number}", "en") for number in range(10)]
    with engine.begin() as connection:
        repository = SqlRepository(connection)
        for who in people:
            person = repository.add(Person(telegram_id=who.telegram_id, name=who.name, language="en"))
            repository.add(Seat(table_id=seated.here.id, person_id=person.id, joined_at=NOW))
    tries: list[int] = []

    def work(connection: Connection) -> int:
        tries.append(1)
        return counted_up(seated.here.id)(connection)

    futures = [
        writers[number % 2].submit(work, About(f"lane {number % 10}", wrote(people[number % 10])))
        for number in range(100)
    ]
    assert sorted(future.result() for future in futures) == list(range(1, 101))
    assert stored(engine, Table, seated.here.id).version == 100
    assert len(tries) == 100


def test_one_lane_is_served_in_order(writers: tuple[PostgresWriter, PostgresWriter]) -> None:
    done: list[tuple[int, int]] = []

    def note(lane: int, number: int) -> Callable[[Connection], None]:
        def work(connection: Connection) -> None:
            connection.execute(text("SELECT pg_sleep(0.001 * :n)"), {"n": (number * 7) % 5})
            done.append((lane, number))

        return work

    futures = [
        writers[0].submit(note(lane, number), About(str(lane), None))
        for number in range(20)
        for lane in range(6)
    ]
    for future in futures:
        future.result()
    for lane in range(6):
        assert [number for one, number in done if one == lane] == list(range(20))


def events_and_their_tables(seated: Seated) -> list[tuple[Event, set[str]]]:
    group = Group(seated.here.chat_id, "A")
    unknown = Group(-999, "new")
    return [
        (wrote(ANNA), {"here", "there"}),
        (wrote(BEN), set()),
        (Commanded(at=NOW, who=BEN, command="table", argument="", group=group), {"here"}),
        (Commanded(at=NOW, who=ANNA, command="table", argument="", group=unknown), {"there"}),
        (Blocked(at=NOW, telegram_id=ANNA.telegram_id), {"here", "there"}),
        (BotAdded(at=NOW, group=group, who=None), {"here"}),
        (GroupMoved(at=NOW, old_chat_id=group.chat_id, new_chat_id=-101), {"here", "there"}),
        (GroupUnreachable(at=NOW, table_id=seated.elsewhere.id), {"elsewhere"}),
    ]


def test_each_event_locks_the_tables_it_concerns(
    writers: tuple[PostgresWriter, PostgresWriter], engine: Engine, seated: Seated
) -> None:
    names = {seated.here.id: "here", seated.there.id: "there", seated.elsewhere.id: "elsewhere"}

    def locks(event: Event) -> set[str]:
        def work(connection: Connection) -> set[int]:
            locked = locked_of(connection)
            assert locked is not None
            return set(locked.ids)

        return {names[id] for id in writers[0].submit(work, About("x", event)).result()}

    with engine.begin() as connection:
        repository = SqlRepository(connection)
        timer = repository.add(Timer(table_id=seated.there.id, kind="k", subject_id=1, due=NOW))
        repository.add(
            Invitation(
                table_id=seated.elsewhere.id, role="member", token="t" * 22, uses_left=1, expires_at=NOW
            )
        )
    for event, expected in events_and_their_tables(seated):
        assert (event, locks(event)) == (event, expected)
    assert locks(TimerDue(at=NOW, timer_id=timer.id)) == {"there"}
    assert locks(Started(at=NOW, who=BEN, payload="t" * 22)) == {"elsewhere"}


def test_a_table_met_on_the_way_is_locked_from_the_start_of_another_try(
    writers: tuple[PostgresWriter, PostgresWriter], seated: Seated
) -> None:
    beginnings: list[int] = []

    def work(connection: Connection) -> int:
        beginnings.append(1)
        SqlRepository(connection).find(Table, id=(seated.here.id, seated.elsewhere.id))
        return counted_up(seated.elsewhere.id)(connection)

    futures = [writers[n % 2].submit(work, About(str(n), wrote(ANNA))) for n in range(20)]
    assert sorted(future.result() for future in futures) == list(range(1, 21))
    assert len(beginnings) == 40


def test_a_row_that_another_made_first_is_found_at_the_second_try(
    writers: tuple[PostgresWriter, PostgresWriter],
) -> None:
    both = threading.Barrier(2)

    def work(connection: Connection) -> int:
        repository = SqlRepository(connection)
        found = repository.first(Person, telegram_id=77)
        if found is None:
            with suppress(threading.BrokenBarrierError):
                both.wait(10)
            found = repository.add(Person(telegram_id=77, name="One", language="en"))
        return found.id

    futures = [writer.submit(work, About("x", None)) for writer in writers]
    assert len({future.result() for future in futures}) == 1


def test_strangers_writing_at_once_are_told_apart_by_their_numbers(
    writers: tuple[PostgresWriter, PostgresWriter],
) -> None:
    """Nothing stands for them yet, so there is no row to lock; yet each is made once, at the first try."""
    tries: list[int] = []

    def work(connection: Connection) -> int:
        tries.append(1)
        repository = SqlRepository(connection)
        found = repository.first(Person, telegram_id=BEN.telegram_id)
        connection.execute(text("SELECT pg_sleep(0.01)"))
        return (found or repository.add(Person(telegram_id=BEN.telegram_id, name="B", language="en"))).id

    futures = [writers[n % 2].submit(work, About(str(n), wrote(BEN))) for n in range(8)]
    assert len({future.result() for future in futures}) == 1
    assert len(tries) == 8


def test_a_deadlock_is_undone_and_both_are_done(
    writers: tuple[PostgresWriter, PostgresWriter], engine: Engine, seated: Seated
) -> None:
    both = threading.Barrier(2)

    def crossing(first: int, second: int) -> Callable[[Connection], None]:
        def work(connection: Connection) -> None:
            up = text('UPDATE "table" SET cycle = cycle + 1 WHERE id = :id')
            connection.execute(up, {"id": first})
            with suppress(threading.BrokenBarrierError):
                both.wait(10)
            both.abort()
            connection.execute(up, {"id": second})

        return work

    ids = seated.here.id, seated.elsewhere.id
    futures = [
        writers[0].submit(crossing(*ids), About("a", None)),
        writers[1].submit(crossing(*reversed(ids)), About("b", None)),
    ]
    for future in futures:
        future.result()
    assert [stored(engine, Table, id).cycle for id in ids] == [2, 2]


def test_work_that_fails_keeps_nothing_and_disturbs_nobody(
    writers: tuple[PostgresWriter, PostgresWriter], engine: Engine, seated: Seated
) -> None:
    def fail(connection: Connection) -> None:
        counted_up(seated.here.id)(connection)
        raise RuntimeError("this one only")

    failing = writers[0].submit(fail, About("a", wrote(ANNA)))
    after = writers[0].submit(counted_up(seated.here.id), About("a", wrote(ANNA)))
    with pytest.raises(RuntimeError, match="this one only"):
        failing.result()
    assert after.result() == 1


def test_a_connection_that_breaks_is_replaced_and_the_work_begun_again(
    writers: tuple[PostgresWriter, PostgresWriter], engine: Engine, seated: Seated
) -> None:
    tries: list[int] = []

    def work(connection: Connection) -> int:
        tries.append(1)
        if len(tries) == 1:
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        return counted_up(seated.here.id)(connection)

    assert writers[0].submit(work, About("a", wrote(ANNA))).result() == 1
    assert len(tries) == 2


def test_what_fails_for_ever_is_given_up(writers: tuple[PostgresWriter, PostgresWriter]) -> None:
    tries: list[int] = []

    def work(connection: Connection) -> None:
        tries.append(1)
        for _ in range(2):
            SqlRepository(connection).add(Person(telegram_id=1, name="Twice", language="en"))

    with pytest.raises(Exception, match="uq_person_telegram_id"):
        writers[0].submit(work, About("a", None)).result()
    assert len(tries) == TRIES


def test_closing_finishes_what_was_handed_in(engine: Engine, seated: Seated) -> None:
    writer = PostgresWriter(engine, threads=2)
    futures = [writer.submit(counted_up(seated.here.id), About(str(n), wrote(ANNA))) for n in range(20)]
    writer.close()
    assert all(future.done() for future in futures)
    with pytest.raises(WriterClosed):
        writer.submit(counted_up(seated.here.id))
