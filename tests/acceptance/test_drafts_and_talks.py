"""Drafts side by side, and the three-step talk with whoever could not live with a text (docs/method.md 0)."""

from __future__ import annotations

from dialogues.model import Ballot, Drafted, Proposal, Round, Talk, Tally
from tests.acceptance.acts import button, forges, said, toast
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.test_converging import close_questions, mark
from tests.acceptance.test_releasing import block

OTHER = RESULT.replace("to 90%", "to 88%")
FLOOR = RESULT.replace("to 90%", "to 90%, with no county under 84%")
DRAFTS = "Drafts side by side"
WHISPERED = "Our sister plant closes in May."


async def draft(table: Played, text: str, button: str) -> None:
    """Writes a text and keeps it beside the others."""
    await table.lena.presses(button)
    await table.lena.says(text)
    await table.lena.presses("Later")
    await table.lena.presses("Keep as a draft")


def screen(table: Played) -> str:
    return said(table, table.lena, DRAFTS).words


async def test_two_drafts_stand_beside_each_other_with_what_each_holds(naming: Played) -> None:
    await close_questions(naming)
    for name in ("Ottilie", "Marigold", "Philippa"):
        await mark(naming, name, "town 0")
    await draft(naming, RESULT, "Write the sentence")
    await draft(naming, OTHER, "Write another draft")
    assert screen(naming).index(f"A: {RESULT}") < screen(naming).index(f"B: {OTHER}")
    assert screen(naming).count("seems to hold, by shared words") == 2
    before = screen(naming).count("✓")
    place = next(line.split(".")[0][2:] for line in screen(naming).splitlines() if "town 0" in line)
    await naming.lena.presses(f"✓ A: {place}" if before == 2 else f"A: {place}")
    assert abs(screen(naming).count("✓") - before) == 1
    assert "as you marked it" in screen(naming)
    assert naming.find(Drafted)[1].holds is None

    await naming.lena.presses("Show the drafts to the table")
    told = naming.in_group()[-1].words
    assert RESULT in told
    assert OTHER in told
    assert "Residents of town 0" in told
    assert naming.one(Round, topic="result").state == "synthesizing"

    await naming.lena.presses("Put B to the table")
    await naming.lena.presses("Later")
    await naming.lena.presses("Put it to the table")
    assert naming.one(Proposal).text == OTHER
    stale = button(naming, naming.lena, "Drop A")
    await forges(naming, naming.lena, stale)
    assert "has done its work" in (toast(naming, naming.lena) or "")


async def test_what_few_have_marked_is_not_shown_to_the_table_with_the_drafts(naming: Played) -> None:
    await close_questions(naming)
    await mark(naming, "Ottilie", "town 0")
    await draft(naming, RESULT, "Write the sentence")
    await draft(naming, OTHER, "Write another draft")
    await naming.lena.presses("Show the drafts to the table")
    assert "Residents of town 0" not in naming.in_group()[-1].words


async def test_three_drafts_at_most_and_one_can_be_dropped(naming: Played) -> None:
    await close_questions(naming)
    await draft(naming, RESULT, "Write the sentence")
    await draft(naming, OTHER, "Write another draft")
    await draft(naming, FLOOR, "Write another draft")
    assert "Write another draft" not in [b.text for b in said(naming, naming.lena, DRAFTS).buttons]
    await naming.lena.presses("Drop A")
    assert [d.text for d in naming.find(Drafted)] == [OTHER, FLOOR]
    await forges(naming, naming["Ottilie"], button(naming, naming.lena, "Drop A"))
    assert len(naming.find(Drafted)) == 2


async def test_a_talk_goes_through_three_steps_to_a_text_that_is_voted_on_anew(voting: Played) -> None:
    await block(voting, "Marigold")
    marigold, lena = voting["Marigold"], voting.lena
    await lena.presses("Talk with Mill Towns Assembly")
    await marigold.presses("Begin")
    await marigold.says("An average that leaves our towns behind.")
    await marigold.says(WHISPERED)
    assert WHISPERED in lena.reads()
    await lena.presses("Answer with a text")
    await lena.says("One number for the region.")
    await lena.says(OTHER)
    assert "One number for the region." in said(voting, marigold, "What the others need").words
    await marigold.presses("Not yet")
    await marigold.says("It needs a floor.")
    assert "It needs a floor." in lena.reads()
    await lena.presses("Answer with a text")
    await lena.says("One number for the region.")
    await lena.says(FLOOR)
    await marigold.presses("We can live with it")
    assert voting.one(Round, topic="result").state == "amending", "the table decides, not the two"
    await lena.presses("Take this text")
    await lena.presses("Later")
    await lena.presses("Put it to the table")
    assert voting.one(Round, topic="result").state == "clarifying"
    assert voting.find(Proposal)[-1].text == FLOOR
    assert [b.score for b in voting.find(Ballot, ballot_round=1)].count(0) == 1, "her block stays on record"
    await voting.wait(hours=48)
    await lena.presses("Open the vote")
    await voting.vote()
    assert [t.outcome for t in voting.find(Tally)] == ["blocked", "passed"]


async def test_what_is_said_in_a_talk_is_read_by_these_two_alone(voting: Played) -> None:
    await block(voting, "Marigold")
    await voting.lena.presses("Talk with Mill Towns Assembly")
    await voting["Marigold"].presses("Begin")
    await voting["Marigold"].says(WHISPERED)
    await voting["Marigold"].says(WHISPERED)
    for player in (voting["Ottilie"], voting.carl):
        assert WHISPERED not in player.has_read()
        for what in ("name", "yes", "not_yet"):
            await forges(voting, player, f"talk:{voting.one(Talk).id}:{what}")
        talk = voting.one(Talk)
        await forges(voting, player, f"go:{talk.table_id}:talk_answer:{talk.id}")
        assert WHISPERED not in player.has_read()
    assert WHISPERED not in voting.group_text()
    assert voting.one(Talk).agreed_at is None


async def test_a_talk_ends_with_the_text_it_is_about(voting: Played) -> None:
    await block(voting, "Marigold")
    await voting.lena.presses("Talk with Mill Towns Assembly")
    await voting["Marigold"].presses("I release my block")
    await voting.lena.presses("Call the vote again")
    await voting["Marigold"].presses("Begin")
    assert "has done its work" in (toast(voting, voting["Marigold"]) or "")


async def test_only_who_could_not_live_with_it_is_invited(voting: Played) -> None:
    await block(voting, "Marigold")
    offer = button(voting, voting.lena, "Talk with Mill Towns Assembly").split(":")
    await forges(voting, voting.lena, ":".join([*offer[:2], str(int(offer[2]) - 1)]))
    assert "has done its work" in (toast(voting, voting.lena) or "")
    assert voting.find(Talk) == []


async def test_who_is_forgotten_leaves_no_word_in_a_talk(voting: Played) -> None:
    await block(voting, "Marigold")
    await voting.lena.presses("Talk with Mill Towns Assembly")
    await voting["Marigold"].presses("Begin")
    await voting["Marigold"].says(WHISPERED)
    await voting["Marigold"].says(WHISPERED)
    await voting["Marigold"].says("/forgetme")
    await voting["Marigold"].presses("Forget me")
    await voting["Marigold"].presses("Yes, forget me")
    talk = voting.one(Talk)
    assert (talk.issue, talk.need, talk.other_need, talk.text) == (None, None, None, None)
