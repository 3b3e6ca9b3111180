"""After a block: guided steps, the blocker's own release, and the vote on the same text (docs/method.md 0)."""

from __future__ import annotations

from dialogues.model import Request, Round, Tally
from tests.acceptance.acts import button, forges, said, toast
from tests.acceptance.playing import RESULT, Played


async def block(table: Played, *names: str) -> None:
    """These organisations block; the others can live with the text."""
    for name, player in table.people.items():
        await player.presses("0 ·" if name in names else "4 ·")
        if name in names:
            await player.says(f"Our towns are lost in the average, says {name}.")
    await table.close_vote()


def state(table: Played) -> str:
    return table.one(Round, topic="result").state


async def test_a_block_is_guided_step_by_step_and_stands_without_a_limit(voting: Played) -> None:
    await block(voting, "Marigold")
    assert "What change would let everybody live with it?" in voting.lena.has_read()
    assert "There is no time limit" in said(voting, voting["Marigold"], "Your organisation blocks").words
    assert "Your organisation blocks" not in voting["Ottilie"].has_read()
    await voting.wait(days=20)
    assert state(voting) == "amending"
    round_ = voting.one(Round, topic="result")
    table_id = round_.table_id
    await forges(voting, voting.lena, f"go:{table_id}:recall:{round_.id}")
    assert "Blocks that were released: 0 of 1" in voting.lena.reads()
    assert state(voting) == "amending"


async def test_who_blocked_can_release_and_the_same_text_is_voted_on_again(voting: Played) -> None:
    await block(voting, "Marigold", "Ottilie")
    await voting["Marigold"].presses("I release my block")
    assert "Mill Towns Assembly has released its block" in voting.group_text()
    assert "Blocks that still stand: 1" in voting.in_group()[-1].words
    await voting["Ottilie"].presses("I release my block")
    assert "The same text can be voted on once more" in voting.in_group()[-1].words
    assert len(voting.find(Request, trigger="release", outcome="allowed")) == 2
    await voting.lena.presses("Call the vote again")
    assert state(voting) == "voting"
    assert voting.one(Round, topic="result").ballot_round == 2
    assert RESULT in said(voting, voting["Marigold"], "Do you see harm").words
    await voting.vote()
    assert [t.outcome for t in voting.find(Tally)] == ["blocked", "passed"]


async def test_nobody_releases_the_block_of_another(voting: Played) -> None:
    await block(voting, "Marigold")
    data = button(voting, voting["Marigold"], "I release my block")
    for player in (voting["Ottilie"], voting.lena, voting.carl):
        await forges(voting, player, data)
        assert "has done its work" in (toast(voting, player) or "")
    await voting["Marigold"].presses("I release my block")
    await forges(voting, voting["Marigold"], data)
    assert "has done its work" in (toast(voting, voting["Marigold"]) or "")
    assert len(voting.find(Request, trigger="release")) == 1


async def test_a_concern_is_no_block_to_release(voting: Played) -> None:
    await voting.vote(Ottilie=2)
    assert "I release my block" not in str([b.text for m in voting.in_group() for b in m.buttons])
    round_ = voting.one(Round, topic="result")
    await forges(voting, voting["Ottilie"], f"release:{round_.id}:1")
    assert voting.find(Request, trigger="release") == []


async def test_nothing_but_fives_at_once_is_asked_about_in_private(voting: Played) -> None:
    await voting.vote(**dict.fromkeys(voting.people, 5))
    line = "Is that consensus, or politeness?"
    assert line in voting.lena.has_read()
    assert line not in voting.group_text() + voting.carl.has_read() + voting["Ottilie"].has_read()


async def test_a_four_among_fives_is_not_too_smooth(voting: Played) -> None:
    await voting.vote(**dict.fromkeys([*voting.people][:4], 5))
    assert "politeness" not in voting.lena.has_read()
