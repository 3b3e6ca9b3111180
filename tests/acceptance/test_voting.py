"""The vote: one organisation one vote, blocks with reasons, rounds that end, presses that prove nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.model import Ballot, Question, Result, Round, Tally
from tests.acceptance.acts import button, forges, forwards, forwards_other, presses_on, said, sends, toast
from tests.acceptance.people import changes_seat
from tests.acceptance.playing import RESULT, Played

AMENDED = RESULT.replace("90%", "88%")


def scores(table: Played, ballot_round: int = 1) -> list[int]:
    return sorted(b.score for b in table.find(Ballot, ballot_round=ballot_round, counts=True))


async def amend(table: Played, text: str) -> None:
    await table.put_to_vote(text, "Change the text with them")


async def test_a_changed_ballot_replaces_the_earlier_one(voting: Played) -> None:
    marigold = voting["Marigold"]
    await marigold.presses("4 ·")
    await marigold.presses("5 ·")
    assert scores(voting) == [5]
    assert "Your score: 5" in marigold.reads()
    assert "1 of 5 organisations have voted" in voting.group_text()


@pytest.mark.parametrize("first", ["2 ·", "0 ·"])
async def test_after_another_score_no_reason_for_the_first_is_waited_for(voting: Played, first: str) -> None:
    marigold = voting["Marigold"]
    await marigold.presses(first)
    await marigold.presses("5 ·")
    await marigold.says("We are fine with it now.")
    assert scores(voting) == [5]


async def test_nobody_sees_a_score_before_the_end(voting: Played) -> None:
    await voting["Ottilie"].presses("1 ·")
    await voting["Ottilie"].says("Quixotic deadline.")
    await voting["Philippa"].presses("0 ·")
    await voting["Philippa"].says("Zanzibar reason.")
    group = voting.group_text()
    assert "2 of 5 organisations have voted" in group
    for player in (voting["Thaddeus"], voting.carl, voting.lena):
        group += player.has_read()
    assert "Quixotic" not in group
    assert "Zanzibar" not in group
    assert "1 · Lake Alder Council" not in group


async def test_a_block_needs_a_reason_which_is_shown_word_for_word(voting: Played) -> None:
    reason = "An average <b>hides</b> our towns & their {{ buses }}."
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await voting[name].presses("5 ·")
    marigold = voting["Marigold"]
    await marigold.presses("0 ·")
    assert "word for word" in marigold.reads()
    assert scores(voting) == [5, 5, 5, 5]
    await marigold.says("…")
    assert "For example" in marigold.reads()
    assert scores(voting) == [5, 5, 5, 5]
    await marigold.says(reason)
    await voting.close_vote()
    assert f"Mill Towns Assembly blocks: “{reason}”" in voting.group_text()
    assert (voting.one(Tally).outcome, voting.one(Round, topic="result").state) == ("blocked", "amending")
    assert voting.find(Result) == []


async def test_who_has_a_concern_gets_the_floor(voting: Played) -> None:
    await voting["Ottilie"].presses("2 ·")
    await voting["Ottilie"].says("Too soon.")
    for name in ("Clementine", "Thaddeus", "Philippa", "Marigold"):
        await voting[name].presses("4 ·")
    await voting.close_vote()
    assert "get the floor first:\n2 · Lake Alder Council – Too soon." in voting.group_text()
    assert voting.one(Tally).outcome == "needs_discussion"


async def test_too_few_ballots_make_no_quorum_and_the_vote_can_be_called_again(voting: Played) -> None:
    for name in ("Ottilie", "Marigold", "Clementine"):
        await voting[name].presses("5 ·")
    await voting.close_vote()
    assert "3 of 5 organisations voted" in voting.group_text()
    assert voting.one(Tally).outcome == "no_quorum"
    await voting.lena.presses("Call the vote again")
    assert voting.one(Round, topic="result").ballot_round == 2
    await voting.vote()
    assert voting.find(Tally)[-1].outcome == "passed"


async def test_without_a_grassroots_organisation_there_is_no_quorum(voting: Played) -> None:
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await voting[name].presses("5 ·")
    await voting.close_vote()
    assert voting.one(Tally).outcome == "no_quorum"
    assert "with a grassroots organisation among them" in voting.group_text()


async def test_after_three_rounds_the_text_is_parked_and_can_be_taken_up_again(voting: Played) -> None:
    await voting.vote(Ottilie=2)
    await amend(voting, AMENDED)
    await voting.vote(Ottilie=2)
    await amend(voting, RESULT)
    await voting.vote(Ottilie=2)
    parked = voting.one(Round, topic="result")
    assert (parked.state, parked.ballot_round) == ("parked", 3)
    assert "those who can decide should meet" in voting.group_text()
    await voting.lena.says("/table")
    await voting.lena.presses("Take it up again")
    await voting.put_to_vote(AMENDED)
    await voting.vote()
    assert voting.one(Result).statement == AMENDED


async def test_a_button_of_an_earlier_round_casts_nothing(voting: Played) -> None:
    old = replace(said(voting, voting["Thaddeus"], "Do you see harm"))
    await voting.vote(Ottilie=2)
    assert "The vote is closed" in voting["Thaddeus"].has_read()
    await amend(voting, AMENDED)
    await presses_on(voting, voting["Thaddeus"], old, "0 ·")
    assert "has done its work" in (toast(voting, voting["Thaddeus"]) or "")
    assert scores(voting, 2) == []
    assert voting["Thaddeus"].reads().count("You block this") == 0


async def test_a_reason_begun_in_one_round_blocks_nothing_in_the_next(voting: Played) -> None:
    marigold = voting["Marigold"]
    await marigold.presses("0 ·")
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await voting[name].presses("2 ·" if name == "Ottilie" else "4 ·")
    await voting.close_vote()
    await voting.lena.presses("Call the vote again")
    await marigold.says("This was about the first round.")
    assert scores(voting, 2) == []


@pytest.mark.parametrize("score", ["6", "-1", "99999999999999999999", "٣", "", "4.0", "x"])
async def test_a_forged_score_is_answered_and_counts_nothing(voting: Played, score: str) -> None:
    vote, ballot_round = button(voting, voting["Ottilie"], "4 ·").split(":")[1:3]
    await forges(voting, voting["Ottilie"], f"cast:{vote}:{ballot_round}:{score}")
    assert "has done its work" in (toast(voting, voting["Ottilie"]) or "")
    assert voting.find(Ballot) == []


async def test_the_coordinator_has_no_ballot_and_closes_no_vote(voting: Played) -> None:
    carl = voting.carl
    await forges(voting, carl, button(voting, voting["Ottilie"], "4 ·"))
    assert "no seat" in (toast(voting, carl) or "")
    await carl.says("/close_vote")
    assert "Only facilitators" in carl.has_read()
    await voting.lena.says("/table")
    await forges(voting, carl, button(voting, voting.lena, "Close the vote"))
    assert toast(voting, carl) == "Only a facilitator of this table can do that."
    assert voting.one(Round, topic="result").state == "voting"
    assert voting.find(Ballot) == []


async def test_a_second_person_votes_only_in_an_advisory_way(clarifying: Played) -> None:
    deputy = clarifying.stage.player("Deputy")
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("Join links")
    await clarifying.lena.presses("Alder Lake Foundation")
    await deputy.opens(clarifying.lena.link_for("Alder Lake Foundation"))
    for label in ("I agree", "Yes", "I do the work"):
        await deputy.presses(label)
    await clarifying.wait(hours=48)
    await clarifying.lena.presses("Open the vote")
    assert "yours is heard, but not counted" in deputy.reads()
    await deputy.presses("0 ·")
    await deputy.says("I would not.")
    await clarifying.vote(Philippa=5)
    tally = clarifying.one(Tally)
    assert (tally.outcome, tally.counted, tally.blocks) == ("passed", 5, ())
    assert "I would not." not in clarifying.group_text()


async def test_the_vote_closes_by_itself_at_its_deadline(voting: Played) -> None:
    for name in ("Ottilie", "Clementine", "Thaddeus", "Marigold"):
        await voting[name].presses("4 ·")
    before = replace(said(voting, voting["Philippa"], "Do you see harm"))
    await voting.wait(days=6, hours=23)
    assert voting.find(Tally) == []
    await voting.wait(hours=1)
    assert voting.one(Tally).outcome == "passed"
    assert "4 of 5 organisations voted" in voting.group_text()
    await presses_on(voting, voting["Philippa"], before, "0 ·")
    assert scores(voting) == [4, 4, 4, 4]
    assert "The vote is closed" in voting["Philippa"].has_read()


async def test_a_vote_too_early_is_refused_with_the_hours_left(clarifying: Played) -> None:
    await clarifying.wait(hours=8, minutes=30)
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("Open the vote")
    assert "still runs for 40 hours" in clarifying.lena.reads()
    await clarifying.wait(hours=39, minutes=15)
    await clarifying.lena.presses("Open the vote")
    assert "still runs for 1 hour (rule" in clarifying.lena.reads()
    assert clarifying.one(Round, topic="result").state == "clarifying"


async def test_an_open_question_holds_the_vote_back(clarifying: Played) -> None:
    await clarifying["Marigold"].presses("I have a question", clarifying.group)
    await clarifying["Marigold"].says("Does part-time <i>count</i>?")
    assert "Mill Towns Assembly asks: Does part-time <i>count</i>?" in clarifying.group_text()
    await clarifying.wait(hours=48)
    assert "Answer it in the group, then mark it" in clarifying.lena.reads()
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("Open the vote")
    assert "A question to the text is open" in clarifying.lena.reads()
    await clarifying.lena.presses("It has been answered")
    assert clarifying.one(Question).answered
    await clarifying.lena.presses("Open the vote")
    assert clarifying.one(Round, topic="result").state == "voting"


async def test_words_typed_at_an_open_vote_bring_the_ballot_back(voting: Played) -> None:
    await voting["Philippa"].says("maybe")
    assert "I can only take a vote by a tap" in voting["Philippa"].has_read()
    assert "Do you see harm" in voting["Philippa"].reads()
    assert scores(voting) == []


async def test_a_forwarded_score_is_nobodys_vote_and_the_ballot_comes_back(voting: Played) -> None:
    philippa = voting["Philippa"]
    for words in ("0", "5", "I block this"):
        await forwards(voting, philippa, words)
        assert "That was forwarded" in said(voting, philippa, "nor as a vote").words
        assert "I can only take a vote by a tap" in philippa.has_read()
        assert "Do you see harm" in philippa.reads()
        assert "You block this" not in philippa.has_read()
    assert scores(voting) == []
    await philippa.presses("4 ·")
    assert scores(voting) == [4]
    await forwards(voting, philippa, "0")
    assert "nor as a vote" in philippa.reads()
    assert scores(voting) == [4]


async def test_forwarded_words_are_no_reason_for_a_block(voting: Played) -> None:
    philippa = voting["Philippa"]
    await philippa.presses("0 ·")
    await forwards(voting, philippa, "It costs us jobs.")
    assert "That was forwarded" in philippa.reads()
    assert scores(voting) == []
    await philippa.says("It costs us jobs.")
    assert scores(voting) == [0]


@pytest.mark.parametrize("forwarded", [True, False])
async def test_a_poll_is_no_vote_of_the_table_and_the_ballot_comes_back(
    voting: Played, forwarded: bool
) -> None:
    philippa = voting["Philippa"]
    await (forwards_other if forwarded else sends)(voting, philippa, "poll")
    assert "A poll is no vote of the table" in philippa.has_read()
    assert "Do you see harm" in philippa.reads()
    assert scores(voting) == []
    await philippa.presses("4 ·")
    assert scores(voting) == [4]


async def test_who_has_left_presses_an_old_button_and_is_not_counted(voting: Played) -> None:
    thaddeus = voting["Thaddeus"]
    cast = button(voting, thaddeus, "4 ·")
    await changes_seat(voting, thaddeus, "leave")
    before = thaddeus.has_read()
    await forges(voting, thaddeus, cast)
    assert toast(voting, thaddeus)
    ballot = voting.one(Ballot)
    assert (ballot.score, ballot.counts) == (4, False)
    assert thaddeus.has_read() == before
