"""The same code on a real PostgreSQL: migrated by command, read and written through the same repository."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import URL

from dialogues.checks.privacy import Sealed
from dialogues.model import Answer, Indicator, Person, Round, Seat, Table, Tier
from storage import seen
from storage.database import DatabaseBehind, migrate, open_engine, open_migrated
from storage.repository import SqlRepository
from tests.support.postgres import fresh_database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def server(postgres: URL) -> URL:
    return postgres


def test_it_is_migrated_by_command_only(server: URL) -> None:
    with fresh_database(server) as url:
        with pytest.raises(DatabaseBehind, match="tablekeeper migrate"):
            open_migrated(url)
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        open_migrated(url).dispose()


def test_nouns_come_back_as_they_went_in(server: URL) -> None:
    with fresh_database(server) as url:
        engine = open_engine(url)
        migrate(engine)
        with engine.begin() as connection:
            repository = SqlRepository(connection)
            person = repository.add(Person(telegram_id=5_000_000_001, name="Odalys ñ 🏳️‍🌈", language="es"))
            table = repository.add(Table(name="Mesa", chat_id=-1_000_000_000_123, languages=("es", "en")))
            seat = repository.add(Seat(table_id=table.id, person_id=person.id, joined_at=NOW))
            round_ = repository.add(Round(table_id=table.id, topic="result", cycle=1, opened_at=NOW))
            answer = repository.add(
                Answer(
                    table_id=table.id,
                    round_id=round_.id,
                    seat_id=seat.id,
                    prompt="R1",
                    tier=Tier.UNNAMED,
                    text=Sealed("Familias de la ribera"),
                    answered_at=NOW,
                )
            )
            indicator = repository.add(Indicator(table_id=table.id, name="empleo", baseline=Decimal("81.40")))
        with engine.begin() as connection:
            repository = SqlRepository(connection)
            for stored in (person, table, seat, round_, answer, indicator):
                assert repository.get(type(stored), stored.id) == stored
        engine.dispose()


def test_an_update_is_new_once(server: URL) -> None:
    with fresh_database(server) as url:
        engine = open_engine(url)
        migrate(engine)
        marks = []
        for _ in range(2):
            with engine.begin() as connection:
                marks.append(seen.mark(connection, 710000001, NOW))
        assert marks == [seen.Mark.NEW, seen.Mark.REPEATED]
        engine.dispose()
