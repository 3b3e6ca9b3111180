"""What is shown beside the chats: where each machine stands, what moved it last, and what it still needs."""

from __future__ import annotations

from dialogues.context import Context
from dialogues.machine_standing import Standing, standings
from dialogues.model import Table
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.acceptance.playing import Played


def looked_at(table: Played, language: str = "en") -> dict[str, Standing]:
    with table.bot.reading() as connection:
        repository = SqlRepository(connection)
        ctx = Context(repository, Surroundings(table.room.clock.now(), str, ""))
        return {s.machine: s for s in standings(ctx, repository.find(Table)[0], language)}


async def test_what_is_missing_for_the_next_step_is_told_with_its_numbers(convened: Played) -> None:
    found = looked_at(convened)
    assert list(found) == ["table", "trust"]
    (way,) = found["table"].ways
    assert (way.words, way.target, way.open) == ("begin with the result", "naming the result", False)
    assert [(c.holds, c.words) for c in way.conditions] == [
        (True, "Enough voting organisations have a seat."),
        (True, "Enough sectors are here."),
        (False, "The organisations are introduced."),
    ]
    assert way.conditions[2].missing.startswith("0 of at least 4 voting organisations are introduced")


async def test_what_just_moved_it_is_told_with_who_asked(naming: Played) -> None:
    found = looked_at(naming)
    last = found["table"].last
    assert last is not None
    assert (last.words, last.by, last.granted) == ("begin with the result", "Lena", True)
    assert (last.source, last.target) == ("coming together", "naming the result")
    assert (found["round"].title, found["round"].state) == ("The result", "private questions are open")


async def test_a_refused_request_is_told_with_its_reasons(introduced: Played) -> None:
    await introduced.lena.says("/table")
    await introduced.lena.presses("Ask for the next stage")
    await introduced.lena.presses("storming")
    trust = looked_at(introduced)["trust"]
    assert trust.state == "forming"
    assert trust.last is not None
    assert not trust.last.granted
    assert trust.last.reasons == ("no difference has been spoken yet",)


async def test_in_spanish_every_word_is_spanish(naming: Played) -> None:
    found = looked_at(naming, "es")
    assert found["table"].state == "nombrar el resultado"
    assert found["round"].state == "las preguntas privadas están abiertas"
