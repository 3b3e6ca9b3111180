"""Guides of an operator's own: a table keeps the questions it began with, and no edit loses an answer."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.method import the_method
from bot.rehearsal.players import NoSuchButton, Player
from dialogues import guide_versions
from dialogues.checks.privacy import for_storage
from dialogues.guides.guide_set import GuideSet, built_in
from dialogues.model import Answer, GuideVersion, Round, Table
from tests.acceptance.playing import Played
from tests.acceptance.test_own_data import own_data
from tests.support.guide_folders import asking, folder, sound

FIRST = {
    "words/en.yaml": {"Who should be better off, and where do they live?": "Who lives better, and where?"},
}
EDITED = {
    "words/en.yaml": {
        "Who should be better off, and where do they live?": "Whom is this for?",
        "If it worked, what would we see or count that is different in their lives?": "What could be counted?",
    },
    # Another order, and one question less.
    "result.yaml": {
        "  - {id: R1, who: member, tier: A, kind: text}\n": "",
        "  - {id: R2, who: member, tier: A, kind: text}\n": (
            "  - {id: R2, who: member, tier: A, kind: text}\n  - {id: R1, who: member, tier: A, kind: text}\n"
        ),
        "  - {id: R4, who: organisation, tier: A, kind: text}\n": "",
    },
}


def first(tmp_path: Path) -> Path:
    """R1 in other words, and three questions more: without names, with names, for the facilitator."""
    path = folder(tmp_path / "first", FIRST)
    asking(path, "A1", "result", "What must not get worse?", "¿Qué no debe empeorar?")
    asking(path, "G1", "result", "Which number have you at hand?", "¿Qué cifra tiene a mano?")
    asking(
        path, "F1", "result", "What do you need to speak freely?", "¿Qué necesita para hablar con libertad?"
    )
    return path


def edited(tmp_path: Path) -> Path:
    """Reworded, reordered, one left out, those of the first version gone, and another one new."""
    path = folder(tmp_path / "edited", EDITED)
    asking(path, "A2", "result", "Who would say no?", "¿Quién diría que no?")
    return path


async def restarted(table: Played, guides: GuideSet | None) -> None:
    await table.stop()
    table.method = the_method(guides)
    await table.start()
    await table.bot.settle()


async def moved(table: Played, guides: GuideSet) -> None:
    """The bot starts with these guides, and the facilitator moves the table to them."""
    await restarted(table, guides)
    await table.lena.says("/table")
    await table.lena.presses("Newer questions")
    await table.lena.presses("Use them from now on")


async def naming_with(table: Played, path: Path) -> None:
    """The result's questions are open at a table that asks from a folder."""
    await moved(table, sound(path))
    await table.lena.says("/table")
    await table.lena.presses("Begin: name the result")


def words(table: Played, id: str) -> list[str]:
    return sorted(for_storage(a.text) for a in table.find(Answer, prompt=id))


async def answers(player: Player, *texts: str) -> None:
    for text in texts:
        await player.says(text)


async def test_a_guide_edited_in_the_middle_of_a_round_loses_no_answer(
    introduced: Played, tmp_path: Path
) -> None:
    table = introduced
    await naming_with(table, first(tmp_path))
    ottilie, others = table["Ottilie"], [p for n, p in table.people.items() if n != "Ottilie"]
    assert "Who lives better, and where?" in ottilie.reads()
    assert "Question 1 of 6" in ottilie.reads()
    await answers(ottilie, "Residents of town 0", "Pay slip 0")
    before = table.find(Answer)

    await restarted(table, sound(edited(tmp_path)))
    assert table.find(Answer) == before

    # The next question is the one that was next, and what is asked anew is asked in the old words.
    await answers(ottilie, "86 percent by 2036", "The bus", "A count of riders", "An evening without my boss")
    assert "That is all for now" in ottilie.reads()
    for n, player in enumerate(others, start=1):
        await player.says("/go")
        assert "Who lives better, and where?" in player.reads()
        said = ("Residents of town", "Pay slip", "percent by 2036: 9", "The bus", "A count", "An evening")
        await answers(player, *(f"{one} {n}" for one in said))
    assert table.find(Answer, prompt="A2") == []
    (round_,) = table.find(Round, topic="result")
    kept = table.find(Answer, round_id=round_.id)
    assert len(kept) == 6 * len(table.people)
    assert {a.prompt for a in kept} == {"R1", "R2", "R4", "A1", "G1", "F1"}

    await table.lena.presses("Close and show the answers")
    group = table.group_text()
    assert "What must not get worse?" in group
    assert "Which number have you at hand?" in group
    for text in ("Residents of town 0", "Pay slip 1", "The bus 1"):
        assert text in group
    assert (await asked_in_own_data(table, "R1")) == "Who lives better, and where?"


async def asked_in_own_data(table: Played, id: str) -> str:
    (here,) = (await own_data(table, table["Ottilie"]))["tables"]
    return next(str(a["question"]) for a in here["answers"] if a["prompt"] == id)


async def test_each_own_question_is_shown_to_those_whom_its_letter_names(
    introduced: Played, tmp_path: Path
) -> None:
    table = introduced
    await naming_with(table, first(tmp_path))
    for n, player in enumerate(table.people.values()):
        await answers(player, "Residents", "Pay slips", "90 percent by 2036")
        assert "without a name" in player.reads()
        await answers(player, f"bus {n}", f"riders {n}")
        assert "facilitator" in player.reads()
        await player.says(f"childcare {n}")
    await table.lena.presses("Close and show the answers")
    group = table.group_text()
    unnamed = next(m.words for m in table.in_group() if "What must not get worse?" in m.words)
    named = next(m.words for m in table.in_group() if "Which number have you at hand?" in m.words)
    assert all(f"bus {n}" in unnamed for n in range(5))
    assert "Lake Alder Council" not in unnamed
    assert "Lake Alder Council: riders 0" in named
    assert "childcare" not in group
    assert "childcare 3" in table.lena.has_read()
    for player in table.people.values():
        assert "What do you need to speak freely? (only you see this)" not in player.has_read()


async def test_too_few_answers_to_an_own_question_are_not_shown(introduced: Played, tmp_path: Path) -> None:
    table = introduced
    await naming_with(table, first(tmp_path))
    for n, player in enumerate(table.people.values()):
        await answers(player, "Residents", "Pay slips", "90 percent by 2036")
        await (player.says(f"bus {n}") if n < 2 else player.presses("Pass"))
        await answers(player, "riders", "childcare")
    await table.lena.presses("Close and show the answers")
    assert "bus 0" not in table.group_text()
    assert "What must not get worse?\nToo few answers to show" in table.group_text()


async def test_a_table_keeps_its_questions_when_the_folder_is_gone(
    introduced: Played, tmp_path: Path
) -> None:
    table = introduced
    path = first(tmp_path)
    await moved(table, sound(path))
    shutil.rmtree(path)
    await restarted(table, None)
    await table.lena.says("/table")
    await table.lena.presses("Begin: name the result")
    assert "Who lives better, and where?" in table["Ottilie"].reads()
    assert "Question 1 of 6" in table["Ottilie"].reads()


async def test_the_facilitator_sees_what_is_different_and_moves_the_table(
    naming: Played, tmp_path: Path
) -> None:
    table = naming
    ottilie = table["Ottilie"]
    await restarted(table, sound(edited(tmp_path)))
    await table.lena.says("/table")
    await table.lena.presses("Newer questions")
    shown = table.lena.reads()
    assert "“Who should be better off, and where do they live?” is now “Whom is this for?”" in shown
    assert "New: Who would say no?" in shown
    assert "Not asked any more: What level, by when" in shown
    assert "Another order: " in shown
    await table.lena.presses("Use them from now on")
    assert "From the next questions on, this table asks a newer set." in table.group_text()

    # The open round goes on as it was asked, to its end.
    await ottilie.says("/go")
    assert "Who should be better off" in ottilie.reads()
    assert "Question 1 of 3" in ottilie.reads()
    for player in table.people.values():
        await answers(player, "Residents", "Pay slips", "90 percent by 2036")
    await table.lena.presses("Close and show the answers")
    assert len(table.find(Answer, prompt="R4")) == 5

    # The next one asks from the newer guides.
    await table.lena.says("/table")
    await table.lena.presses("End: ")
    await table.lena.presses("Take it back")
    await table.lena.says("/table")
    await table.lena.presses("Ask: The result")
    assert "What could be counted?" in ottilie.reads()
    assert "Question 1 of 3" in ottilie.reads()
    await answers(ottilie, "Jobs", "Everybody")
    assert "Who would say no?" in ottilie.reads()
    assert (await asked_in_own_data(table, "R1")) == "Who should be better off, and where do they live?"
    await table.lena.says("/table")
    with pytest.raises(NoSuchButton):
        await table.lena.presses("Newer questions")


async def test_what_is_taken_is_what_was_looked_at(naming: Played, tmp_path: Path) -> None:
    table = naming
    await restarted(table, sound(first(tmp_path)))
    await table.lena.says("/table")
    await table.lena.presses("Newer questions")
    await restarted(table, sound(edited(tmp_path)))
    await table.lena.presses("Use them from now on")
    assert table.find(Table)[0].guides == built_in().fingerprint
    assert "Whom is this for?" in table.lena.reads()
    await table.lena.presses("Use them from now on")
    assert table.find(Table)[0].guides == sound(tmp_path / "edited").fingerprint


async def test_a_new_table_takes_what_is_in_use_and_each_version_is_kept_once(
    table: Played, tmp_path: Path
) -> None:
    guides = sound(first(tmp_path))
    await restarted(table, guides)
    await table.convene()
    await table.introduce()
    await table.lena.presses("Begin: name the result")
    (kept,) = table.find(GuideVersion)
    assert kept.fingerprint == guides.fingerprint
    assert table.find(Table)[0].guides == guides.fingerprint
    assert {r.guides for r in table.find(Round)} == {guides.fingerprint}


async def test_a_look_back_asks_what_its_table_asks(introduced: Played, tmp_path: Path) -> None:
    table = introduced
    path = folder(
        tmp_path / "looking",
        {"problem_solving.yaml": {"  - {id: P7, who: organisation, tier: A, kind: text}\n": ""}},
    )
    asking(path, "A1", "reflection", "What would you tell a friend?", "¿Qué le diría a una amistad?")
    await moved(table, sound(path))
    await table.lena.says("/table")
    await table.lena.presses("Look back on this cycle")
    await table.lena.presses("Open the questions")
    for name, player in table.people.items():
        await answers(player, *(f"{name} on question {n}" for n in range(1, 7)))
        for rating in (4, 3, 4, 2):
            await player.presses(str(rating))
        await player.says(f"{name} on a friend")
    await restarted(table, None)
    await table.lena.says("/table")
    await table.lena.presses("Close and show the answers")
    assert table.find(Answer, prompt="P7") == []
    assert "What would you tell a friend?" in table.group_text()
    assert "Ottilie on a friend" in table.group_text()
    assert "Who decided, and was that right?" not in table.group_text()


async def test_words_are_asked_in_each_persons_language(introduced: Played, tmp_path: Path) -> None:
    table = introduced
    await table["Ottilie"].says("/language")
    await table["Ottilie"].presses("Español")
    await naming_with(table, first(tmp_path))
    await answers(table["Ottilie"], "Residentes", "Recibos de sueldo", "90 por ciento en 2036")
    assert "¿Qué no debe empeorar?" in table["Ottilie"].reads()
    await table["Ottilie"].says("…")
    assert "One, two" in table["Ottilie"].reads()


async def test_a_kept_version_that_is_damaged_stops_nobody(introduced: Played, tmp_path: Path) -> None:
    table = introduced
    await naming_with(table, first(tmp_path))
    await table["Ottilie"].says("Residents of town 0")
    await table.stop()
    guide_versions._known.clear()
    with closing(sqlite3.connect(tmp_path / "tablekeeper.db")) as connection, connection:
        connection.execute("UPDATE guide_version SET content = replace(content, 'Who lives', 'Who dies')")
    await table.start()
    await table["Clementine"].says("/go")
    assert "Who should be better off" in table["Clementine"].reads()
    await table["Clementine"].says("Residents of town 1")
    assert words(table, "R1") == ["Residents of town 0", "Residents of town 1"]
    guide_versions._known.clear()
