"""Checks without names on SQLite and on PostgreSQL: one transaction, no trace in any column, old rows let go."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, MetaData, select

from bot.seal import Seal
from bot.urns import SealedUrns
from dialogues.conversation import decide
from dialogues.events import Pressed, Who
from dialogues.model import CheckMark, Organisation, Person, Seat, Table, UnnamedCheck, Urn
from dialogues.surroundings import Surroundings
from storage import old_pages
from storage.repository import SqlRepository
from tests.storage.conftest import NOW

PEOPLE = 6
AROUND = Surroundings(NOW, lambda: "t" * 22, "bot", SealedUrns(Seal("12:token")))


def stands(connection: Connection) -> None:
    """A table of six people who facilitate, each for an organisation, and one check that is open."""
    repository = SqlRepository(connection)
    table = repository.add(Table(name="Work", chat_id=-100, lifecycle="working"))
    check = repository.add(
        UnnamedCheck(
            table_id=table.id, text="Evenings?", cycle=1, opened_at=NOW, deadline=NOW + timedelta(days=3)
        )
    )
    repository.add(Urn(table_id=table.id, check_id=check.id, sealed=AROUND.urns.empty(check.id, 4)))
    for n in range(PEOPLE):
        person = repository.add(Person(telegram_id=100 + n, name=f"P{n}", language="en", reachable=True))
        at = repository.add(Organisation(table_id=table.id, name=f"O{n}", name_key=f"o{n}", sector="public"))
        seat = repository.add(
            Seat(
                table_id=table.id, person_id=person.id, organisation_id=at.id, joined_at=NOW,
                roles=("member", "facilitator"),
            )
        )  # fmt: skip
        repository.add(CheckMark(table_id=table.id, check_id=check.id, seat_id=seat.id))


def presses(connection: Connection, person: int, verb: str, *arguments: object) -> str | None:
    event = Pressed(
        at=NOW, who=Who(100 + person, f"P{person}", "en"), verb=verb, arguments=tuple(map(str, arguments)),
        message_id=1, group=None,
    )  # fmt: skip
    return decide(event, SqlRepository(connection), AROUND).toast


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in the order in which it stands; of what is sealed its length alone.

    PostgreSQL puts a changed row where a page has just been tidied, which hangs on whoever else reads at that
    moment: there the rows are put in order. What was chosen is one row, whose place tells nothing.
    """
    with engine.connect() as connection:
        known = MetaData()
        known.reflect(connection)
        found = {
            table.name: [
                tuple(
                    len(v) if column.name == "sealed" else v for column, v in zip(table.c, row, strict=True)
                )
                for row in connection.execute(select(table))
            ]
            for table in known.sorted_tables
        }
    if engine.dialect.name == "sqlite":
        return found
    return {name: sorted(those, key=repr) for name, those in found.items()}


def play(engine: Engine, choices: Sequence[int]) -> list[dict[str, list[tuple[Any, ...]]]]:
    """Each in a transaction of its own; what stands after each."""
    with engine.begin() as connection:
        stands(connection)
    found = []
    for person, choice in enumerate(choices):
        with engine.begin() as connection:
            presses(connection, person, "unnamed", 1, "choose", choice)
            presses(connection, person, "unnamed", 1, "put", choice)
        found.append(rows(engine))
    with engine.begin() as connection:
        presses(connection, 0, "go", 1, "unnamed_close", 1)
    found.append(rows(engine))
    return found


def emptied(engine: Engine) -> None:
    """As new: also without the pages in which PostgreSQL would put the next rows in another order."""
    with engine.begin() as connection:
        known = MetaData()
        known.reflect(connection)
        tables = [t for t in reversed(known.sorted_tables) if t.name != "alembic_version"]
        if engine.dialect.name == "sqlite":
            for table in tables:
                connection.execute(table.delete())
            connection.exec_driver_sql("DELETE FROM sqlite_sequence")
        else:
            names = ", ".join(f'"{t.name}"' for t in tables)
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")


def test_who_chose_what_stands_in_no_column(engine: Engine) -> None:
    worlds = []
    for choices in ((0, 0, 2, 1, 3, 0), (2, 1, 0, 0, 0, 3), (3, 0, 0, 0, 1, 2)):
        worlds.append(play(engine, choices))
        emptied(engine)
    for one, other in itertools.pairwise(worlds):
        assert one == other
    end = worlds[0][-1]
    assert (end["urn"], end["check_mark"]) == ([], [])
    assert [row for row in end["unnamed_check"] if "closed" in row]


def test_the_mark_and_the_choice_are_one_transaction(engine: Engine) -> None:
    with engine.begin() as connection:
        stands(connection)
    before = rows(engine)
    with engine.connect() as connection:
        transaction = connection.begin()
        presses(connection, 0, "unnamed", 1, "put", 2)
        urn = SqlRepository(connection).first(Urn, check_id=1)
        assert urn is not None
        assert AROUND.urns.counts(1, urn.sealed) == (0, 0, 1, 0)
        transaction.rollback()
    assert rows(engine) == before


def test_the_same_press_again_counts_once(engine: Engine) -> None:
    with engine.begin() as connection:
        stands(connection)
    for choice in (2, 2, 0):
        with engine.begin() as connection:
            presses(connection, 0, "unnamed", 1, "put", choice)
    with engine.begin() as connection:
        urn = SqlRepository(connection).first(Urn, check_id=1)
        assert urn is not None
        assert AROUND.urns.counts(1, urn.sealed) == (0, 0, 1, 0)


def test_old_rows_are_let_go(engine: Engine) -> None:
    play(engine, (0, 0, 2, 1, 3, 0))
    if engine.dialect.name == "sqlite":
        log = f"{engine.url.database}-wal"
        with open(log, "rb") as file:
            assert file.read(), "the log holds what was written"
        old_pages.let_go(engine)
        with open(log, "rb") as file:
            assert file.read() == b""
    else:
        with engine.connect() as connection:
            assert _sizes(connection) > 0, "row versions that are dead stand there still"
        old_pages.let_go(engine)
        with engine.connect() as connection:
            assert _sizes(connection) == 0


def _sizes(connection: Connection) -> int:
    asked = "SELECT pg_relation_size('urn') + pg_relation_size('check_mark')"
    return int(connection.exec_driver_sql(asked).scalar_one())


def test_a_seal_opens_with_its_own_key_and_place_alone() -> None:
    urns, others = SealedUrns(Seal("12:token")), SealedUrns(Seal("13:token"))
    sealed = urns.with_one_more(1, urns.empty(1, 4), 2)
    assert urns.counts(1, sealed) == (0, 0, 1, 0)
    assert sealed != urns.with_one_more(1, urns.empty(1, 4), 2), "a fresh nonce each time"
    for check, key in ((2, urns), (1, others)):
        with pytest.raises(RuntimeError):
            key.counts(check, sealed)
