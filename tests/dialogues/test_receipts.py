"""Before each question of every guide it is said who will see the answer (docs/method.md 0)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dialogues import asking, phrases
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.effects import Say
from dialogues.guides import Answerer, Kind, Prompt, guides
from dialogues.model import Organisation, Person, Seat, Table
from dialogues.surroundings import Surroundings
from storage.database import open_migrated
from storage.repository import SqlRepository

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ASKED = [
    (prompt, step)
    for guide in guides().values()
    for prompt in guide.prompts
    if prompt.kind not in (Kind.DATA, Kind.VOTE)
    and prompt.who in (Answerer.ORGANISATION, Answerer.MEMBER, Answerer.REPRESENTATIVE)
    for step in prompt.steps
]


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    folder: Path = tmp_path_factory.mktemp("receipts")
    engine = open_migrated(f"sqlite:///{folder / 'test.db'}")
    with engine.begin() as connection:
        yield Context(SqlRepository(connection), Surroundings(NOW, lambda: "t", "bot"))
    engine.dispose()


@pytest.fixture(scope="module")
def seated(ctx: Context) -> tuple[Person, Table, Seat]:
    person = ctx.repository.add(Person(telegram_id=7, name="Anna", language="en", reachable=True))
    table = ctx.repository.add(Table(name="Lake", chat_id=-1))
    organisation = ctx.repository.add(
        Organisation(table_id=table.id, name="Council", name_key="council", sector="government")
    )
    seat = Seat(
        table_id=table.id,
        person_id=person.id,
        organisation_id=organisation.id,
        holds_vote=True,
        joined_at=NOW,
    )
    return person, table, ctx.repository.add(seat)


@pytest.mark.parametrize("language", phrases.languages())
@pytest.mark.parametrize(("prompt", "step"), ASKED, ids=[step for _, step in ASKED])
def test_every_question_says_first_who_will_see_the_answer(
    ctx: Context, seated: tuple[Person, Table, Seat], prompt: Prompt, step: str, language: str
) -> None:
    person, table, seat = seated
    person = replace(person, language=language)
    collection = Collection("guide", 1, table.id, "result", (prompt,), True, None)
    ctx.effects.clear()
    asking.show_question(ctx, person, table, seat, collection, step)
    (said,) = ctx.effects
    assert isinstance(said, Say)
    receipt = phrases.render(language, f"receipt.{prompt.tier.value}", "UTC", {})
    question = phrases.render(language, f"prompts.{step.replace('/', '_')}", "UTC", {"label": ""})
    text = said.text.strip()
    assert text.startswith(receipt.strip())
    assert text.index(question.strip()) > 0
    assert len(html.unescape(re.sub("<[^>]+>", "", receipt))) > len("Private")


def test_there_are_questions_of_every_guide() -> None:
    assert {guide.element for guide in guides().values()} == {
        guide.element for guide in guides().values() if any(p in guide.prompts for p, _ in ASKED)
    }
    assert {prompt.tier.value for prompt, _ in ASKED} >= {"P", "A", "G"}
