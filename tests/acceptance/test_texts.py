"""Texts brought to the table: what they are called, what is at stake, and that nothing is collected for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dialogues import decisions_story, record_of_decisions
from dialogues.context import Context
from dialogues.model import Proposal, Result, Round, Table, Tally
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.acceptance.acts import forges
from tests.acceptance.playing import RESULT, Played


async def bring(table: Played, what: str, title: str, *, stakes: str = "High", binds: str = "No") -> None:
    """The facilitator brings a text, up to the question for its words."""
    await table.lena.says("/table")
    await table.lena.presses("Bring a text to the table")
    await table.lena.presses(what)
    await table.lena.says(title)
    if len(title) > 120:
        return  # asked again
    if what not in ("A result", "The operating document"):
        await table.lena.presses(stakes)
    await table.lena.presses(binds)


async def write(table: Played, text: str) -> None:
    """The text is written and put to the table."""
    await table.lena.says(text)
    await table.lena.presses("Put it to the table")


async def open_vote(table: Played, hours: int, title: str) -> None:
    await table.wait(hours=hours)
    await table.lena.presses(f"Open the vote: {title}")


async def vote(table: Played, title: str, **scores: int) -> None:
    """Everybody votes, 4 where nothing else is said; the facilitator closes it."""
    for name, player in table.people.items():
        await player.presses(f"{scores.get(name, 4)} ·")
    await table.lena.says("/table")
    await table.lena.presses(f"Close the vote and count: {title}")


async def test_a_routine_text_is_decided_under_its_title(convened: Played) -> None:
    await bring(convened, "Something else", "How often we meet", stakes="Routine", binds="No")
    round_ = convened.one(Round)
    assert (round_.topic, round_.title, round_.stakes, round_.commits) == (
        "other",
        "How often we meet",
        "routine",
        False,
    )
    assert round_.state == "synthesizing"
    assert "How often we meet: write the text" in convened.lena.reads()
    assert "How often we meet" not in convened.group_text()
    await write(convened, "The table meets every second Tuesday.")
    assert "How often we meet: a text is on the table" in convened.group_text()
    notice = convened.one(Round).notice_until
    assert notice is not None
    assert notice - convened.room.clock.now() <= timedelta(hours=24)
    await open_vote(convened, 24, "How often we meet")
    assert "How often we meet: the vote is open" in convened.group_text()
    await vote(convened, "How often we meet", Ottilie=2)
    assert "How often we meet: agreed" in convened.group_text()
    assert (convened.one(Round).state, convened.one(Tally).outcome) == ("ratified", "passed")


async def test_nobody_is_asked_anything_for_a_brought_result(convened: Played) -> None:
    before = {name: player.reads() for name, player in convened.people.items()}
    await bring(convened, "A result", "Result")
    assert {name: player.reads() for name, player in convened.people.items()} == before
    await convened.lena.says(RESULT)
    await convened.lena.presses("Later")
    await convened.lena.presses("Put it to the table")
    await open_vote(convened, 48, "Result")
    await vote(convened, "Result")
    assert convened.one(Result).statement == RESULT


async def test_two_texts_of_one_kind_run_side_by_side_under_two_titles(convened: Played) -> None:
    await bring(convened, "A purpose", "Why we meet")
    await bring(convened, "A purpose", "Why we stay")
    assert len(convened.find(Round, topic="purpose")) == 2
    await bring(convened, "A purpose", " why  WE meet ")
    assert "A round on this is running already" in convened.lena.has_read()
    assert len(convened.find(Round, topic="purpose")) == 2
    await convened.lena.says("/table")
    await convened.lena.presses("Steps and rounds")
    assert "“Why we meet” is on its way" in convened.lena.reads()
    assert "“Why we stay” is on its way" in convened.lena.reads()
    await convened.lena.presses("Write: Why we stay")
    await write(convened, "Because it is not done yet.")
    assert "Why we stay: a text is on the table" in convened.group_text()


@pytest.mark.parametrize(("what", "stakes"), [("A purpose", "High"), ("An experiment", "Routine")])
async def test_what_is_at_stake_is_said_when_it_is_brought(convened: Played, what: str, stakes: str) -> None:
    await bring(convened, what, "A title", stakes=stakes)
    assert convened.one(Round).stakes == stakes.lower()


async def test_a_result_always_binds_everybody(convened: Played) -> None:
    await bring(convened, "A result", "A title", binds="Yes")
    assert (convened.one(Round).stakes, convened.one(Round).commits) == ("high", True)


async def test_a_document_may_bind_the_organisations(convened: Played) -> None:
    await bring(convened, "The operating document", "Operating document", binds="Yes")
    assert (convened.one(Round).stakes, convened.one(Round).commits) == ("high", True)


async def test_a_standing_result_is_not_brought_anew(mapping: Played) -> None:
    await mapping.lena.says("/table")
    await mapping.lena.presses("Bring a text to the table")
    message, _ = mapping.lena.find("A purpose")
    assert "A result" not in [b.text for b in message.buttons]


async def test_a_long_or_empty_title_is_asked_again(convened: Played) -> None:
    await bring(convened, "A purpose", "x" * 121)
    assert "too long" in convened.lena.reads()
    assert convened.find(Round) == []
    await convened.lena.says("Why <b>we</b> meet")
    await convened.lena.presses("High")
    await convened.lena.presses("No")
    assert convened.one(Round).title == "Why <b>we</b> meet"
    await write(convened, "To learn.")
    assert "Why <b>we</b> meet: a text is on the table" in convened.group_text()
    assert convened.one(Proposal).text == "To learn."


async def test_a_text_that_fails_its_check_is_on_record_and_goes_no_further(convened: Played) -> None:
    await bring(convened, "A result", "Result, slogan")
    await convened.lena.says("Raise the share of Mill County residents with a job from 81% (2025) to 90%")
    slogan = convened.one(Round)
    assert slogan.state == "synthesizing"
    assert convened.one(Proposal).id == slogan.proposal_id
    assert "by when?" in convened.lena.reads()
    await bring(convened, "A result", "Result")
    await convened.lena.says(RESULT)
    await convened.lena.presses("Later")
    await convened.lena.presses("Put it to the table")
    assert [r.state for r in convened.find(Round)] == ["synthesizing", "clarifying"]


async def test_a_change_that_fails_its_check_leaves_the_voted_text_standing(voting: Played) -> None:
    await voting.vote(Ottilie=2)
    await voting.lena.presses("Change the text with them")
    await voting.lena.says("More jobs for all")
    assert voting.one(Round, topic="result").state == "amending"
    assert voting.one(Proposal).text == RESULT


# the record and the coordinators' page


def decisions(table: Played) -> list[dict[str, Any]]:
    with table.bot.reading() as connection:
        repository = SqlRepository(connection)
        return record_of_decisions.decisions(repository, repository.find(Table)[0])


def told(table: Played, language: str = "en") -> list[dict[str, object]]:
    """What the coordinators' page says of the first cycle's decisions."""
    with table.bot.reading() as connection:
        surroundings = Surroundings(now=table.room.clock.now(), new_token=lambda: "", bot_username="")
        ctx = Context(SqlRepository(connection), surroundings)
        (stored_table,) = ctx.repository.find(Table)
        return [
            dict(line) for line in decisions_story.for_summary(ctx, stored_table, 1, language)["decisions"]
        ]


async def test_the_record_has_every_text_that_was_put_to_the_table(convened: Played) -> None:
    await bring(convened, "A result", "Result, slogan")
    await convened.lena.says("A better life around the lake for everyone")
    await bring(convened, "Something else", "How often we meet", stakes="Routine", binds="No")
    await write(convened, "Every second Tuesday.")
    await open_vote(convened, 24, "How often we meet")
    await convened["Marigold"].presses("0 ·")
    await convened["Marigold"].says("Not on Tuesdays.")
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await convened[name].presses("4 ·")
    await convened.lena.says("/table")
    await convened.lena.presses("Close the vote and count: How often we meet")
    await bring(convened, "A purpose", "Not written yet")
    slogan, rhythm = decisions(convened)
    assert (slogan["title"], slogan["what"], slogan["state"]) == ("Result, slogan", "result", "synthesizing")
    assert slogan["check"]["overall"] is False
    assert slogan["rounds"] == []
    assert (rhythm["what"], rhythm["stakes"], rhythm["state"]) == ("other", "routine", "amending")
    assert (rhythm["check"], rhythm["ratified_cycle"]) == (None, None)
    (ballots,) = rhythm["rounds"]
    assert (ballots["n"], ballots["outcome"], len(ballots["counted"])) == (1, "blocked", 5)
    assert ballots["blocks"] == [o for o, score in ballots["counted"].items() if score == 0]
    (line,) = told(convened)
    assert (line["title"], line["outcome"]) == ("How often we meet", "blocked")
    assert line["blocks"] == "Mill Towns Assembly: “Not on Tuesdays.”"


# amending


async def test_what_was_agreed_with_the_objector_is_added_to_the_text(convened: Played) -> None:
    await bring(convened, "A purpose", "Why we meet")
    await write(convened, "We meet to learn.")
    await open_vote(convened, 48, "Why we meet")
    await vote(convened, "Why we meet", Ottilie=2)
    await convened.lena.presses("Change the text with them")
    await convened.lena.presses("Add a sentence we agreed on")
    assert "So far: We meet to learn." in convened.lena.reads()
    await write(convened, "And to act.")
    assert convened.find(Proposal)[-1].text == "We meet to learn. And to act."
    assert "We meet to learn. And to act." in convened.group_text()
    await open_vote(convened, 48, "Why we meet")
    await vote(convened, "Why we meet")
    assert [t.outcome for t in convened.find(Tally)] == ["needs_discussion", "passed"]
    (purpose,) = decisions(convened)
    assert [r["n"] for r in purpose["rounds"]] == [1, 2]


async def test_a_first_text_has_nothing_to_be_added_to(convened: Played) -> None:
    await bring(convened, "A purpose", "Why we meet")
    message = convened.stage.bot_messages(convened.lena.user)[-1]
    assert [b.text for b in message.buttons] == ["Cancel"]


# lying idle, and what comes later


async def test_after_a_month_the_facilitator_is_asked_once_whether_it_goes_on(convened: Played) -> None:
    await bring(convened, "A purpose", "Why we meet")
    purpose = convened.one(Round)
    await convened.wait(days=20)
    expire = f"go:{purpose.table_id}:expire:{purpose.id}"
    await forges(convened, convened.lena, expire)
    assert "It was touched 20 days ago; it may lapse after 30" in convened.lena.reads()
    await convened.wait(days=29, hours=23)
    assert "has been lying" not in convened.lena.has_read()
    await convened.wait(days=1)
    await convened.wait(hours=12)
    asked = "Why we meet has been lying for 30 days"
    assert convened.lena.has_read().count(asked) == 1
    await convened.wait(days=40)
    assert convened.lena.has_read().count(asked) == 1
    await convened.lena.presses("Let it lapse")
    assert convened.one(Round).state == "expired"
    assert "Why we meet has lapsed" in convened.group_text()
    await bring(convened, "A purpose", "Why we meet")
    assert len(convened.find(Round)) == 2


async def test_what_goes_on_is_not_asked_after(convened: Played) -> None:
    await bring(convened, "A purpose", "Why we meet")
    await convened.wait(days=25)
    await write(convened, "To learn.")
    await convened.wait(days=10)
    assert "has been lying" not in convened.lena.has_read()


async def test_a_later_result_takes_the_place_of_the_earlier(convened: Played) -> None:
    for title, text in (("Result", RESULT), ("Result again", RESULT.replace("90%", "88%"))):
        await bring(convened, "A result", title)
        await convened.lena.says(text)
        await convened.lena.presses("Later")
        await convened.lena.presses("Put it to the table")
        await open_vote(convened, 48, title)
        if title == "Result again":
            await bring(convened, "A result", "Still being written")
        await vote(convened, title)
    assert [r.state for r in convened.find(Round)] == ["superseded", "ratified", "synthesizing"]
    assert [r.withdrawn for r in convened.find(Result)] == [True, False]
    assert [d["ratified_cycle"] for d in decisions(convened)] == [1, 1]
