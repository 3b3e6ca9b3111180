"""What nobody may read: the whole arc is played with words of nonsense, then looked for where they may not be."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest

from bot.logs import set_up_logging
from bot.rehearsal.players import Player
from dialogues.model import Round, Summary
from tests.acceptance.playing import ORGANISATIONS, RESULT, Played

ORGANISATION = {name: organisation for name, organisation, *_ in ORGANISATIONS}
GROUP_PROMPTS = ("P1", "P2", "P3", "P4", "P5", "P6", "P7")


@pytest.fixture
def own_log() -> Iterator[io.StringIO]:
    """What the bot logs when it is as talkative as it can be made."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging("DEBUG")
    lines = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(lines)
    yield lines
    root.handlers[:] = handlers
    root.setLevel(level)


def word(prompt: str, name: str) -> str:
    """A word that nobody would say by chance."""
    return f"{prompt.lower()}zyx{name.lower()}qua"


async def introduce(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Open the introductions")
    for name, player in table.people.items():
        await player.says(word("M1", name))
        await player.says(word("T10", name))
    await table.lena.presses("Close and show the answers")


async def name_the_result(table: Played) -> None:
    await table.lena.presses("Begin: name the result")
    for name, player in table.people.items():
        for prompt in ("R1", "R2", "R4"):
            await player.says(word(prompt, name))
    await table.lena.presses("Close and show the answers")
    await table.put_to_vote()
    await table.vote()
    await table.enter_data()


async def draw_the_map(table: Played) -> None:
    """Everybody covers something; Ottilie speaks for a whole sector, Clementine is not what she claimed."""
    await table.lena.presses("Open the map questions")
    for name, player in table.people.items():
        await player.presses("Money")
        await player.presses("Done")
        for answer in ("yes" if name == "Clementine" else "no", "no", "yes" if name == "Ottilie" else "no"):
            await player.says(answer)
        await player.says(word("M6", name))
    await table.lena.presses("Close and show the answers")


async def look_back(table: Played, ratings: int = 5) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Look back on this cycle")
    await table.lena.presses("Open the questions")
    for number, (name, player) in enumerate(table.people.items()):
        for prompt in GROUP_PROMPTS:
            await player.says(word(prompt, name))
        for _ in range(4):
            await player.presses("5" if number < ratings else "Pass")
    await table.lena.presses("Close and show the answers")


async def decide(table: Played) -> None:
    await table.lena.presses("Enter what was decided")
    await table.lena.says("Keep the mentors.")
    await table.lena.presses("How we tell the problem")
    await table.lena.says("Getting to work is part of it.")
    await table.lena.presses("Later")
    await table.lena.presses("Send it to the coordinator")


def seen_by_others(table: Played, but: Player) -> str:
    others = [table.carl, *(p for p in table.people.values() if p is not but)]
    return "\n".join([table.group_text(), *(player.has_read() for player in others)])


async def test_the_whole_arc_leaks_nothing(table: Played, own_log: io.StringIO) -> None:
    await table.convene()
    await introduce(table)
    await name_the_result(table)
    await draw_the_map(table)
    await look_back(table)
    await decide(table)
    _hopes_are_for_the_facilitator(table)
    _unnamed_answers_carry_no_name(table)
    _the_map_exposes_nobody(table)
    _the_summary_quotes_nobody(table)
    _nobody_hears_what_others_said_in_private(table)
    said = "zyx|Keep the mentors|" + re.escape(RESULT[:40])
    log = own_log.getvalue()
    assert [line for line in log.splitlines() if re.search(said, line)] == []
    assert "DEBUG bot.desk decided update=" in log, "the log was not looked at"


def _hopes_are_for_the_facilitator(table: Played) -> None:
    for name, player in table.people.items():
        assert word("T10", name) in table.lena.has_read()
        assert word("T10", name) not in seen_by_others(table, player)
        assert not re.search(f"(?:{name}|{ORGANISATION[name]}).*{word('T10', name)}", table.lena.has_read())


def _unnamed_answers_carry_no_name(table: Played) -> None:
    everywhere = [m.words for m in table.in_group()] + [
        m.words
        for p in (table.lena, table.carl, *table.people.values())
        for m in table.stage.bot_messages(p.user)
    ]
    lines = [line for text in everywhere for line in text.splitlines()]
    for name in table.people:
        for prompt in ("R1", "R2", "R4", "M6", *GROUP_PROMPTS):
            found = [line for line in lines if word(prompt, name) in line]
            assert f"• {word(prompt, name)}" in found
            assert [
                line for line in found if any(n in line for n in (*ORGANISATION, *ORGANISATION.values()))
            ] == []


def _the_map_exposes_nobody(table: Played) -> None:
    for told in (
        "Asked to speak for a whole sector: Lake Alder Council",
        "Needs a mandate: Lake Alder Council",
    ):
        assert told in table.lena.has_read()
    summary = table.one(Summary).text
    for text in (table.group_text(), table.carl.has_read(), summary):
        assert "Asked to speak for a whole sector" not in text
        assert "Needs a mandate" not in text


def _the_summary_quotes_nobody(table: Played) -> None:
    summary = table.one(Summary).text
    assert "zyx" not in summary
    assert [name for name in (*table.people, "Lena", "Carl") if name in summary] == []
    assert summary in table.carl.has_read()


def _nobody_hears_what_others_said_in_private(table: Played) -> None:
    """Of the others only those points that the group has seen: numbered, without a name, to be marked."""
    for name, player in table.people.items():
        own: list[str] = []
        marks: list[str] = []
        for message in table.stage.bot_messages(player.user):
            (marks if "not live without?" in message.words else own).append(message.words)
        for other in table.people:
            if other != name:
                assert other.lower() + "qua" not in "\n".join(own)
        points = [line for text in marks for line in text.splitlines() if "zyx" in line]
        shown = {word(prompt, other) for prompt in ("R1", "R2") for other in table.people}
        assert {line.partition(". ")[2] for line in points} == shown
        assert "zyx" not in table.carl.has_read()


async def test_below_three_organisations_nothing_unnamed_is_shown(naming: Played) -> None:
    for name in ("Ottilie", "Marigold"):
        for prompt in ("R1", "R2", "R4"):
            await naming[name].says(word(prompt, name))
    await naming.wait(days=3, hours=12)
    await naming.wait(days=4)
    assert naming.one(Round, topic="result").state == "synthesizing"
    assert "zyx" not in naming.group_text() + naming.lena.has_read()
    assert naming.group_text().count("Too few answers to show") == 3
    for name, organisation in ORGANISATION.items():
        late = naming.group_text().split("The result")[-1]
        assert name not in late
        assert organisation not in late


async def test_three_people_of_two_organisations_are_still_too_few(naming: Played) -> None:
    deputy = naming.stage.player("Deputy")
    await naming.lena.says("/table")
    await naming.lena.presses("Join links")
    await naming.lena.presses("Lake Alder Council")
    await deputy.opens(naming.lena.link_for("Lake Alder Council"))
    for label in ("I agree", "Yes", "I do the work"):
        await deputy.presses(label)
    for player in (deputy, naming["Ottilie"], naming["Marigold"]):
        await player.says(word("R1", player.user.first_name))
    await naming.wait(days=3, hours=12)
    await naming.wait(days=4)
    assert naming.one(Round, topic="result").state == "synthesizing"
    assert "zyx" not in naming.group_text()


@pytest.mark.parametrize(("raters", "shown"), [(2, False), (3, True)])
async def test_self_ratings_are_means_from_three_raters_on(
    reflecting: Played, raters: int, shown: bool
) -> None:
    for number, (name, player) in enumerate(reflecting.people.items()):
        for prompt in GROUP_PROMPTS:
            await player.says(word(prompt, name))
        for _ in range(4):
            await player.presses("5" if number == 0 else "2" if number < raters else "Pass")
    await reflecting.lena.presses("Close and show the answers")
    assert ("Problem-defining (saying what the problem is): 3\n" in reflecting.group_text() + "\n") is shown
    assert ("Too few answers to show" in reflecting.group_text()) is not shown
    await decide(reflecting)
    page = reflecting.one(Summary).text
    assert ("the table sees 3 of 5" in page) is shown
    assert ("the table sees" in page) is shown
    assert "you answered" not in page


async def test_who_has_not_answered_is_never_named_in_the_group(naming: Played) -> None:
    for name in ("Ottilie", "Clementine", "Marigold"):
        for prompt in ("R1", "R2", "R4"):
            await naming[name].says(word(prompt, name))
    start = len(naming.in_group())
    await naming.wait(days=3, hours=12)
    await naming.wait(days=1)
    await naming.lena.says("/table", naming.group)
    await naming.wait(days=3)
    said = "\n".join(m.words for m in naming.in_group()[start:])
    assert "Residents" not in said
    silent = [n for name in ("Thaddeus", "Philippa") for n in (name, ORGANISATION[name])]
    assert [name for name in silent if name in said] == []
    assert "would like to hear" not in said
