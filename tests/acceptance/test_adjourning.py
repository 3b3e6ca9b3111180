"""A table ends by a vote or by two people, and after it nothing is written."""

from __future__ import annotations

from dataclasses import replace

from dialogues.model import Ballot, Focus, Request, Round, Table, Timer
from tests.acceptance.acts import forges, presses_on, said, toast
from tests.acceptance.playing import Played
from tests.acceptance.test_texts import bring, decisions, write


async def ask_to_end(table: Played, how: str) -> None:
    await table.lena.says("/table")
    await table.lena.presses("End the table")
    await table.lena.presses(how)


def lifecycle(table: Played) -> str:
    return table.one(Table).lifecycle


async def test_the_table_votes_to_end(convened: Played) -> None:
    await ask_to_end(convened, "By a vote of the table")
    await write(convened, "We have done what we came for.")
    await convened.wait(hours=48)
    await convened.lena.presses("Open the vote")
    await convened.vote()
    assert lifecycle(convened) == "adjourned"
    assert convened.one(Table).trust_stage == "adjourning"
    assert "has ended. Thank you for what you did together" in convened.group_text()
    assert "Texts agreed by a vote: 1" in convened.carl.has_read()
    (adjournment,) = decisions(convened)
    assert (adjournment["what"], adjournment["state"]) == ("adjournment", "ratified")
    assert convened.find(Timer) == []


async def test_facilitator_and_coordinator_end_it_together(convened: Played) -> None:
    await ask_to_end(convened, "Coordinator and I agree")
    assert lifecycle(convened) == "convening"
    assert "would like to end the table" in convened.carl.reads()
    await convened.carl.presses("I agree to end it")
    assert lifecycle(convened) == "adjourned"
    trust = convened.find(Request, machine="trust", trigger="adjourn")
    assert [(r.outcome, r.reasons) for r in trust] == [("automatic", ("table_adjourned",))]


async def test_one_alone_ends_nothing(convened: Played) -> None:
    table = convened.one(Table)
    await ask_to_end(convened, "Coordinator and I agree")
    wish = convened.find(Request, trigger="adjourn")[-1]
    for player in (convened.lena, convened["Marigold"]):
        await forges(convened, player, f"agree_end:{table.id}:{wish.id}")
        assert "Only a coordinator" in (toast(convened, player) or "")
    await forges(convened, convened.carl, f"agree_end:{table.id}:{wish.id + 1}")
    assert "has done its work" in (toast(convened, convened.carl) or "")
    await convened.wait(days=15)
    await convened.carl.presses("I agree to end it")
    assert lifecycle(convened) == "convening"


async def test_after_the_end_nothing_is_written_and_presses_are_answered(voting: Played) -> None:
    ballot = replace(said(voting, voting["Ottilie"], "Do you see harm"))
    await bring(voting, "A purpose", "Why we meet")
    await ask_to_end(voting, "Coordinator and I agree")
    await voting["Ottilie"].presses("0 ·")
    await voting.carl.presses("I agree to end it")
    assert {r.state for r in voting.find(Round)} == {"ratified", "withdrawn"}
    assert voting.find(Focus) == []
    assert voting.find(Timer) == []
    requests = len(voting.find(Request))
    await presses_on(voting, voting["Ottilie"], ballot, "4 ·")
    assert toast(voting, voting["Ottilie"]) == "The table has ended."
    await voting["Ottilie"].says("My reason for blocking")
    assert "has ended, so this was not kept" in voting["Ottilie"].reads()
    table = voting.one(Table)
    for action in ("bring", "open_pulse", "reflect", "resume", "adjourn"):
        await forges(voting, voting.lena, f"go:{table.id}:{action}:0")
        assert toast(voting, voting.lena) == "The table has ended."
    await voting.lena.says("/table")
    assert "Stage: ended" in voting.lena.reads()
    assert [b.text for b in voting.stage.bot_messages(voting.lena.user)[-1].buttons] == [
        "Documents and pictures"
    ]
    await voting.wait(days=200)
    assert voting.find(Ballot) == []
    assert len(voting.find(Request)) == requests
    assert voting.group_text().count("has ended. Thank you") == 1


async def test_one_person_with_both_roles_is_not_two(table: Played) -> None:
    table.world.add_bot(table.group, table.lena.user)
    await table.settle()
    await table.lena.presses("I facilitate this table", table.group)
    await table.lena.starts("go")
    await table.lena.presses("Lake Alder table")
    await table.lena.says("Chicago")
    for label in ("English", "90 days", "Today", "I do it myself"):
        await table.lena.presses(label)
    await ask_to_end(table, "Coordinator and I agree")
    assert "It takes two people" in table.lena.has_read()
    assert lifecycle(table) == "convening"
    assert table.find(Request, trigger="adjourn") == []
