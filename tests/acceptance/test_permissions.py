"""Every press that anybody could make, in every chat and state: carried out exactly where the rows say so.

Else it is answered kindly and changes nothing. The rows: dialogues/permissions.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from bot.desk import Decided
from dialogues import actions, commands, conversation, phrases
from dialogues.events import Commanded, Group, Pressed, Who
from dialogues.model import Person
from dialogues.permissions import ACTIONS, PRESSES
from dialogues.surroundings import Surroundings
from storage.database import open_engine, open_migrated
from storage.repository import SqlRepository
from tests.acceptance.every_press import HELD, PLACES, Scene, Tried, every_press, scenes
from tests.bot.conftest import START
from tests.fuzz.playground import running

REFUSALS = (
    "stale", "no_seat", "only_facilitator", "only_coordinator", "in_private_only", "in_group_only", "table_paused",
    "table_adjourned",
)  # fmt: skip


def refusals() -> set[str]:
    return {phrases.render("en", f"toasts.{name}", "UTC", {}) for name in REFUSALS}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables in every state, with people in every role."""
    file = tmp_path_factory.mktemp("permissions") / "tablekeeper.db"
    engine = open_migrated(f"sqlite:///{file}", lambda _line: None)
    engine.dispose()
    return file


@pytest.fixture(scope="module")
def tables(database: Path) -> dict[str, Scene]:
    engine = open_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        made = scenes(SqlRepository(connection))
    engine.dispose()
    return made


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{database}")
    yield opened
    opened.dispose()


@pytest.fixture
def carried_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was let through; nothing is really done."""
    done: list[str] = []

    def noting(name: str) -> Any:
        return lambda *_given, **_named: done.append(name)

    for name in PRESSES:
        monkeypatch.setitem(conversation.PRESSES, name, noting(name))
    for name in actions.ACTIONS:
        monkeypatch.setitem(actions.ACTIONS, name, noting(name))
    monkeypatch.setattr("dialogues.panel.show", noting("panel"))
    return done


def pressed(tried: Tried) -> Pressed:
    person = tried.scene.people[tried.persona]
    verb, *arguments = tried.data.split(":")
    group = None if tried.chat_id is None else Group(tried.chat_id, "A group")
    who = Who(person.telegram_id, person.name, "en")
    return Pressed(at=START, who=who, verb=verb, arguments=tuple(arguments), message_id=1, group=group)


def content(connection: Connection) -> dict[str, list[Any]]:
    """Everything that is kept, but the marks of what was seen."""
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    kept = [name for name in names if name not in ("seen_update", "sqlite_sequence")]
    return {name: list(connection.execute(text(f'SELECT * FROM "{name}"')).fetchall()) for name in kept}  # noqa: S608


def test_each_press_is_carried_out_exactly_where_the_rows_say_so(
    tables: dict[str, Scene], engine: Engine, carried_out: list[str]
) -> None:
    kind, many = refusals(), 0
    with engine.connect() as connection:
        before, repository = content(connection), SqlRepository(connection)
        for scene in tables.values():
            for tried in every_press(scene):
                carried_out.clear()
                many += 1
                decision = conversation.decide(pressed(tried), repository, Surroundings(START, str, "bot"))
                where = (tried.data, tried.persona, tried.place, scene.table.lifecycle)
                assert carried_out == ([tried.name] if tried.allowed else []), where
                assert tried.allowed or decision.toast in kind, where
                assert decision.effects == (), where
        assert repository.written == set()
        assert content(connection) == before
    assert many > 80_000


def test_what_belongs_to_another_table_is_out_of_reach(
    tables: dict[str, Scene], engine: Engine, carried_out: list[str]
) -> None:
    """A facilitator names the own table and something of another's, whatever its state."""
    own, other = tables["working"], tables["mapping"]
    person = own.people["facilitator"]
    with engine.connect() as connection:
        repository = SqlRepository(connection)
        for name, row in ACTIONS.items():
            foreign = [noun.id for (kind, _), noun in other.about.items() if kind is row.about]
            for id in foreign:
                event = Pressed(
                    at=START,
                    who=Who(person.telegram_id, person.name, "en"),
                    verb="go",
                    arguments=(str(own.table.id), name, str(id)),
                    message_id=1,
                    group=None,
                )
                decision = conversation.decide(event, repository, Surroundings(START, str, "bot"))
                assert carried_out == [], (name, id)
                assert decision.toast in refusals(), (name, id)
        assert repository.written == set()


@pytest.mark.parametrize("command", [*commands.FACILITATORS, "forgetme", "table", "help", "nonsense"])
def test_no_command_does_what_a_button_would_be_refused(
    tables: dict[str, Scene], engine: Engine, command: str
) -> None:
    scene = tables["working"]
    with engine.connect() as connection:
        repository = SqlRepository(connection)
        for persona in HELD:
            for place in PLACES:
                person = scene.people[persona]
                chat = {"private": None, "group": scene.table.chat_id, "another group": -4711}[place]
                event = Commanded(
                    at=START,
                    who=Who(person.telegram_id, person.name, "en"),
                    command=command,
                    argument="norming",
                    group=None if chat is None else Group(chat, "A group"),
                )
                decision = conversation.decide(event, repository, Surroundings(START, str, "bot"))
                assert decision.effects, (persona, place)
        assert repository.written == set()


async def test_the_desk_refuses_the_same_and_keeps_nothing_of_it(
    tables: dict[str, Scene], database: Path, tmp_path: Path, carried_out: list[str]
) -> None:
    """The same through the real desk, from the update on: everybody, every button, every chat.

    Of the states of what a button is about one that fits and one that does not.
    """
    tries = one_that_fits_and_one_that_does_not(list(every_press(tables["working"])))
    async with running(database, tmp_path) as bot:
        with bot.reading() as connection:
            before = content(connection)
        updates = [update(number, tried) for number, tried in enumerate(tries, start=1)]
        ends = []
        for start in range(0, len(updates), 200):
            ends += await bot.desk.take(updates[start : start + 200])
        with bot.reading() as connection:
            assert content(connection) == before
        kind = refusals()
        for tried, end in zip(tries, ends, strict=True):
            assert isinstance(end, Decided), tried
            assert tried.allowed == (end.decision.toast not in kind), tried
        assert len(carried_out) == sum(tried.allowed for tried in tries)


def one_that_fits_and_one_that_does_not(tries: list[Tried]) -> list[Tried]:
    chosen: dict[str, set[str]] = {}
    for fits in (True, False):
        for name in {tried.name for tried in tries}:
            found = [t.data for t in tries if t.name == name and t.allowed]
            others = [t.data for t in tries if t.name == name and t.data not in found]
            chosen.setdefault(name, set()).update(found[:1] if fits else others[:1])
    return [tried for tried in tries if tried.data in chosen[tried.name]]


def update(number: int, tried: Tried) -> dict[str, Any]:
    person: Person = tried.scene.people[tried.persona]
    who = {"id": person.telegram_id, "is_bot": False, "first_name": person.name, "language_code": "en"}
    private = {"id": person.telegram_id, "type": "private", "first_name": person.name}
    group = {"id": tried.chat_id, "type": "supergroup", "title": "A group"}
    shown = {"message_id": 1, "date": 0, "chat": private if tried.chat_id is None else group}
    query = {"id": str(number), "from": who, "chat_instance": "1", "data": tried.data, "message": shown}
    return {"update_id": number, "callback_query": query}
