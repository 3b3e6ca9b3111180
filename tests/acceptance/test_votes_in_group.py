"""A vote typed in the group is not counted, and its writer is sent to the private chat, once for each ballot."""

from __future__ import annotations

import pytest

from dialogues.model import Ballot
from tests.acceptance.acts import replies
from tests.acceptance.playing import Played

HINT = "If that was a vote: it is not counted here"


async def hears_everything(table: Played) -> None:
    """The bot is an administrator of the group, and so hears what is no reply to it."""
    table.world.set_admin(table.group, table.world.bot, by=table.lena.user)
    await table.settle()


def hints(table: Played) -> int:
    return sum(HINT in m.words for m in table.in_group())


@pytest.mark.parametrize(
    "words",
    [
        "0",
        "5",
        "I block",
        "I block this!",
        "my vote: 4",
        "5 from us",
        "I can live with it",
        "4/5",
        "five",
        "２",
    ],
)
async def test_a_vote_in_the_group_is_asked_for_in_private(voting: Played, words: str) -> None:
    await hears_everything(voting)
    marigold = voting["Marigold"]
    before = len(voting.stage.bot_messages(marigold.user))
    await marigold.says(words, voting.group)
    assert voting.find(Ballot) == []
    assert hints(voting) == 1
    assert not any(c.isdigit() for c in voting.in_group()[-1].words)
    assert [b.text for b in voting.in_group()[-1].buttons] == ["Vote in private"]
    assert len(voting.stage.bot_messages(marigold.user)) == before + 1
    assert marigold.find("0 ·")
    await marigold.presses("4 ·")
    assert [b.score for b in voting.find(Ballot)] == [4]


@pytest.mark.parametrize("words", ["0", "I block", "I support this", "When does it end?"])
async def test_a_reply_to_the_vote_is_asked_for_in_private_too(voting: Played, words: str) -> None:
    vote = next(m for m in reversed(voting.in_group()) if "organisations have voted" in m.words)
    await replies(voting, voting["Ottilie"], vote, words, chat=voting.group)
    assert (hints(voting), voting.find(Ballot)) == (1, [])


async def test_it_is_said_once_for_each_person_and_ballot(voting: Played) -> None:
    await hears_everything(voting)
    for words in ("5", "I block", "4"):
        await voting["Marigold"].says(words, voting.group)
    assert hints(voting) == 1
    await voting["Ottilie"].says("5", voting.group)
    await voting.restart()
    await voting["Ottilie"].says("5", voting.group)
    assert hints(voting) == 2
    assert voting.find(Ballot) == []
    await voting.vote(Ottilie=2)
    await voting.put_to_vote(button="Change the text with them")
    await voting["Ottilie"].says("5", voting.group)
    assert hints(voting) == 3
    assert voting.find(Ballot, ballot_round=2) == []


@pytest.mark.parametrize(
    "words", ["6", "45", "10 people came", "The road block is gone", "When do we meet?", "yes"]
)
async def test_other_talk_is_left_alone(voting: Played, words: str) -> None:
    await hears_everything(voting)
    before = len(voting.in_group())
    await voting["Marigold"].says(words, voting.group)
    assert len(voting.in_group()) == before


async def test_without_an_open_vote_a_score_is_talk(naming: Played) -> None:
    await hears_everything(naming)
    before = len(naming.in_group())
    await naming["Marigold"].says("5", naming.group)
    assert len(naming.in_group()) == before


async def test_of_whoever_has_no_ballot_a_score_is_talk(voting: Played) -> None:
    await hears_everything(voting)
    guest = voting.stage.player("Guest")
    voting.world.join(voting.group, guest.user)
    await guest.says("0", voting.group)
    await voting.lena.says("0", voting.group)
    await voting.carl.says("I block", voting.group)
    assert hints(voting) == 0


async def test_at_a_spanish_reader_the_words_are_read_in_spanish(voting: Played) -> None:
    await hears_everything(voting)
    marigold = voting["Marigold"]
    await marigold.says("/language")
    await marigold.presses("Español")
    for words in ("Lo bloqueo", "mi voto es 3"):
        await marigold.says(words, voting.group)
    assert (hints(voting), voting.find(Ballot)) == (1, [])
    assert marigold.find("0 · Lo bloqueo")
