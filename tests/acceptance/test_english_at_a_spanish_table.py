"""One person with an English phone at a table that lives in Spanish: no Spanish word from the bot in private."""

from __future__ import annotations

import functools
import html
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.players import Player
from bot.rehearsal.records import Chat
from dialogues import phrases
from dialogues.model import Person, Result, Table
from tests.acceptance.test_in_spanish import GROUP, ORGANISATIONS, RESULT, Mesa, literal_words, words
from tests.bot.conftest import Room, open_room
from tests.dialogues.phrases_in_code import templates

# What people of the table wrote or are called; it is shown as it was given.
ANSWERS = ("Ganamos clientela en el barrio {}.", "Mujeres adultas del barrio {}", "Cuentas de ahorro {}")
WRITTEN = (
    RESULT, GROUP, *(answer.format(n) for answer in ANSWERS for n in range(5)), "50 por ciento para 2033",
    "Esperanza: ahorro. Preocupación: tiempo.", *(organisation for _, organisation, *_ in ORGANISATIONS),
    *(name for name, *_ in ORGANISATIONS), "Lena", "Carl", "Tablekeeper", "Español",
)  # fmt: skip


@functools.cache
def in_english() -> dict[str, str]:
    """Every fixed label as Spanish people see it, and as it reads in English."""
    keys = [
        k
        for k in templates("en")
        if k.split(".")[0] in ("buttons", "sectors", "functions", "roles", "choices")
    ]
    fixed = [key for key in keys if "{" not in templates("en")[key]]

    def shown(language: str, key: str) -> str:
        return html.unescape(phrases.render(language, key, "UTC", {}))

    return {shown("es", key): shown("en", key) for key in fixed}


class English(Player):
    """Presses what the others press, under its English name."""

    async def presses(self, label: str, chat: Chat | None = None) -> None:
        await super().presses(label if chat else in_english().get(label, label), chat)


class Mixed(Mesa):
    """The same table; Ottilie's phone speaks English."""

    def _player(self, name: str) -> Player:
        if name != "Ottilie":
            return super()._player(name)
        known = next((u for u in self.world.users.values() if u.first_name == name), None)
        return English(self.stage, known or self.world.add_user(name, language_code="en"))


def spanish_in(text: str) -> set[str]:
    """The words of a text that stand in the Spanish templates and in no English one."""
    for written in WRITTEN:
        text = text.replace(written, " ")
    return words(text) & (literal_words("es") - literal_words("en"))


@pytest.fixture
async def mixed(tmp_path: Path) -> AsyncIterator[Mixed]:
    """An empty group of people, all but one with Spanish phones."""
    async with open_room(tmp_path) as room:
        played = _of(room)
        await played.start()
        yield played
        await played.stop()


def _of(room: Room) -> Mixed:
    return Mixed(room)


def test_the_check_knows_spanish_from_english() -> None:
    assert {"usted", "la", "votación", "pregunta"} <= literal_words("es") - literal_words("en")
    assert spanish_in("The vote está open") == {"está"}
    assert spanish_in("The vote is open") == set()


async def test_an_english_phone_goes_from_join_to_ratification_without_one_spanish_word(mixed: Mixed) -> None:
    for part in (mixed.open, mixed.seat_all, mixed.meet, mixed.ratify):
        await part()
    for command in ("/table", "/privacy", "/help", "/go", "/language"):
        await mixed["Ottilie"].says(command)
    assert mixed.one(Table).languages == ("es",)
    assert mixed.one(Result).statement == RESULT
    (ottilie,) = [p for p in mixed.find(Person) if p.name == "Ottilie"]
    assert ottilie.language == "en"
    shown = mixed.shown["Ottilie"]
    assert len(shown) > 20
    assert any("Do you see harm to our result" in text for text in shown)
    assert {text: spanish_in(text) for text in shown if spanish_in(text)} == {}
    assert mixed.english().keys() <= {"Ottilie", "toasts"}, "the others and the group read Spanish"
