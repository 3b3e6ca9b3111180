"""Tables that are in the middle of a reflection: five organisations each, everybody asked P1 to P8."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from dialogues.model import Organisation, Person, Reflection, Role, Seat, Table
from storage.repository import SqlRepository
from tests.benchmarks.sides.people import FIRST_TELEGRAM_ID

FIRST_GROUP = -1_001_000_000_000
PEOPLE_AT_A_TABLE = 5


def fill(engine: Engine, people: int) -> None:
    """Writes the tables of so many people, with a reflection that takes answers."""
    now = datetime.now(UTC)
    with engine.begin() as connection:
        repository = SqlRepository(connection)
        for number in range(people // PEOPLE_AT_A_TABLE):
            _table(repository, number, now)


def _table(repository: SqlRepository, number: int, now: datetime) -> None:
    opened = now - timedelta(days=70)
    table = repository.add(
        Table(
            name=f"Table {number + 1}",
            chat_id=FIRST_GROUP - number,
            lifecycle="working",
            trust_stage="norming",
            cycle=1,
            cycle_opened_at=opened,
            opened_at=opened,
        )
    )
    for place in range(PEOPLE_AT_A_TABLE):
        _seat(repository, table, number * PEOPLE_AT_A_TABLE + place, place, opened)
    repository.add(
        Reflection(
            table_id=table.id,
            cycle=1,
            state="private_reflection",
            opened_at=now,
            deadline=now + timedelta(days=7),
        )
    )


def _seat(repository: SqlRepository, table: Table, number: int, place: int, opened: datetime) -> None:
    telegram_id = FIRST_TELEGRAM_ID + number
    person = repository.add(
        Person(
            telegram_id=telegram_id,
            name=f"P{telegram_id}",
            language="en",
            own_language="en",
            reachable=True,
        )
    )
    name = f"Organisation {place + 1}"
    organisation = repository.add(
        Organisation(table_id=table.id, name=name, name_key=name.casefold(), sector="public")
    )
    roles = (Role.MEMBER.value,) if place else (Role.MEMBER.value, Role.FACILITATOR.value)
    repository.add(
        Seat(
            table_id=table.id,
            person_id=person.id,
            organisation_id=organisation.id,
            roles=roles,
            holds_vote=True,
            consented_at=opened,
            joined_at=opened,
        )
    )
