"""Being forgotten, on SQLite and on PostgreSQL: one transaction, and no trace in any column of any table."""

from __future__ import annotations

import dataclasses
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, func, insert, select

from dialogues.checks.privacy import Sealed
from dialogues.conversation import decide
from dialogues.events import Pressed, Who
from dialogues.model import Answer, Ballot, Focus, Organisation, Person, Round, Said, Seat, Table, Tier, Timer
from dialogues.surroundings import Surroundings
from storage.parked import park
from storage.repository import SqlRepository
from storage.tables_of_delivery import OutboxRow
from tests.storage.conftest import NOW

OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
NAME, NUMBER, SECRET = "Ottilie & <Sons>", 7_000_000_777_123, "a secret of mine"
SURROUNDINGS = Surroundings(NOW, lambda: "t" * 22, "bot")


def row(**others: Any) -> dict[str, Any]:
    return {
        "kind": "message", "lane": "l", "urgency": 0, "text": "", "buttons": [], "commands": [], "anew": False,
        "ask_reply": False, "state": "waiting", "attempts": 0, "unsure": 0, "said_at": NOW, "file": None,
        "to_person_id": None, "to_table_id": None, "about_table_id": None,
    } | others  # fmt: skip


def stands(connection: Connection) -> Person:
    """A person with a seat, an answer, a ballot, something asked, something said, and rows that name them."""
    repository = SqlRepository(connection)
    table = repository.add(Table(name="Work", chat_id=-1_002_200_000_001, lifecycle="working"))
    person = repository.add(Person(telegram_id=NUMBER, name=NAME, language="en", reachable=True))
    other = repository.add(Person(telegram_id=5, name="Ben", language="en", reachable=True))
    seat = repository.add(Seat(table_id=table.id, person_id=person.id, joined_at=NOW, consented_at=NOW))
    round_ = repository.add(
        Round(table_id=table.id, topic="result", cycle=1, state="amending", opened_at=NOW)
    )
    repository.add(
        Answer(
            table_id=table.id, round_id=round_.id, seat_id=seat.id, prompt="R1", tier=Tier.UNNAMED,
            text=Sealed(SECRET), answered_at=NOW,
        )
    )  # fmt: skip
    link = repository.add(Organisation(table_id=table.id, name="Link", name_key="link", sector="public"))
    repository.add(
        Ballot(
            table_id=table.id, round_id=round_.id, ballot_round=1, seat_id=seat.id, organisation_id=link.id,
            score=0, reason=SECRET, counts=True, cast_at=NOW,
        )
    )  # fmt: skip
    repository.add(
        Focus(
            person_id=person.id,
            table_id=table.id,
            form="block",
            step="text",
            values={"t": SECRET},
            asked_at=NOW,
        )
    )
    repository.add(Said(key="ballot:1", table_id=table.id, person_id=person.id, message_id=9, said_at=NOW))
    repository.add(Timer(table_id=table.id, kind="round_idle", subject_id=round_.id, due=NOW))
    told = "Ottilie &amp; &lt;Sons&gt; left. Ottiliens Haus bleibt."
    connection.execute(
        insert(OUTBOX),
        [
            row(to_person_id=person.id, text=SECRET),
            row(
                to_person_id=other.id,
                about_table_id=table.id,
                text=told,
                buttons=[[{"label": f"→ {NAME} ★"}]],
            ),
            row(to_person_id=other.id, about_table_id=table.id, kind="file", file={"rows": [NAME]}),
        ],
    )
    park(connection, update_id=1, payload=f'{{"from": {{"id": {NUMBER}}}}}', error="E", at=NOW, attempts=2)
    return person


def press(person: Person) -> Pressed:
    fields = {f.name for f in dataclasses.fields(Pressed)}
    given: dict[str, Any] = {
        "at": NOW, "who": Who(person.telegram_id, person.name, "en"), "verb": "forget",
        "arguments": (str(person.id), "now"), "group": None, "message_id": 1, "is_admin": None,
    }  # fmt: skip
    return Pressed(**{name: value for name, value in given.items() if name in fields})


def found(connection: Connection, *traces: str) -> list[str]:
    """Where one of these stands in any column of any table."""
    known = MetaData()
    known.reflect(connection)
    return [
        f"{table.name}: {value}"
        for table in known.sorted_tables
        for values in connection.execute(select(table))
        for value in values
        if any(trace in str(value) for trace in traces)
    ]


TRACES = (NAME, "Ottilie &amp;", str(NUMBER), SECRET)


def test_nothing_is_left_in_any_column(engine: Engine) -> None:
    with engine.begin() as connection:
        person = stands(connection)
    with engine.begin() as connection:
        assert len(found(connection, *TRACES)) >= 8, "the search finds what stands there"
        decision = decide(press(person), SqlRepository(connection), SURROUNDINGS)
    assert decision.toast
    with engine.begin() as connection:
        assert found(connection, *TRACES) == []
        waiting = connection.execute(
            select(OUTBOX.c.text, OUTBOX.c.buttons, OUTBOX.c.file).order_by(OUTBOX.c.id)
        ).all()
        assert [tuple(one) for one in waiting] == [
            ("– left. Ottiliens Haus bleibt.", [[{"label": "→ – ★"}]], None),
            ("", [], {"rows": ["–"]}),
        ]


def test_what_fails_on_the_way_has_erased_nothing(engine: Engine) -> None:
    """Nouns, timers, messages on their way and parked updates are one transaction."""
    with engine.begin() as connection:
        person = stands(connection)
        before = sorted(found(connection, *TRACES))
    with engine.connect() as connection:
        decide(press(person), SqlRepository(connection), SURROUNDINGS)
        assert found(connection, *TRACES) == []
        connection.rollback()
        assert sorted(found(connection, *TRACES)) == before
        assert connection.execute(select(func.count()).select_from(OUTBOX)).scalar() == 3
