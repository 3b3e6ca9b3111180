"""How long private answers stay after a table has ended."""

from __future__ import annotations

from dialogues.model import Answer, Talk, Timer
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.test_drafts_and_talks import FLOOR, WHISPERED
from tests.acceptance.test_forgetting import found_in_file
from tests.acceptance.test_releasing import block

HELD = "Maria Lopez was in hospital for her diabetes."


async def ends(table: Played) -> None:
    """The facilitator wishes the end, the coordinator agrees."""
    await table.lena.says("/table")
    await table.lena.presses("End the table")
    await table.lena.presses("Coordinator and I agree")
    await table.carl.presses("I agree to end it")


async def keeps(table: Played, how_long: str) -> None:
    await acts.forges(table, table.lena, "go:1:retention:0")
    await table.lena.presses(how_long)


async def test_private_answers_go_when_their_time_is_over(reflecting: Played) -> None:
    marigold = reflecting["Marigold"]
    await marigold.says(HELD)
    for number in range(1, 7):
        await marigold.says(f"On question {number}")
    await marigold.presses("4")
    private = reflecting.find(Answer, tier=("P", "F"), passed=False)
    assert private
    assert reflecting.one(Answer, held=True)
    assert found_in_file(reflecting, HELD) == [HELD]
    await keeps(reflecting, "6 months")
    assert "6 months after this table has ended" in reflecting.lena.reads()
    await marigold.says("/privacy")
    assert "Lake Alder table erases private answers 6 months after its end" in marigold.reads()
    await ends(reflecting)
    assert [t.kind for t in reflecting.find(Timer)] == ["erase_private"]
    await reflecting.wait(days=180)
    assert reflecting.find(Answer, tier=("P", "F"), passed=False) == private
    await reflecting.wait(days=5)
    assert reflecting.find(Answer, tier=("P", "F"), passed=False) == []
    assert len(reflecting.find(Answer, tier=("P", "F"))) == len(private)
    assert "I have erased the private answers" in reflecting.lena.reads()
    assert reflecting.find(Timer) == []
    assert reflecting.find(Answer, held=True) == []
    assert found_in_file(reflecting, HELD) == []
    assert found_in_file(reflecting, "On question 3") == ["On question 3"]


async def test_without_a_setting_they_are_kept(reflecting: Played) -> None:
    await keeps(reflecting, "6 months")
    await keeps(reflecting, "Keep them")
    assert "Private answers are kept" in reflecting.lena.reads()
    await reflecting["Marigold"].says("/privacy")
    assert "erases private answers" not in reflecting["Marigold"].reads()
    await ends(reflecting)
    assert reflecting.find(Timer) == []


async def test_only_a_facilitator_says_how_long(reflecting: Played) -> None:
    await acts.forges(reflecting, reflecting["Marigold"], "go:1:retention:0")
    assert "Only" in (acts.toast(reflecting, reflecting["Marigold"]) or "")


async def test_the_table_hears_when_private_answers_are_kept_longer_than_it_was_told(
    convened: Played,
) -> None:
    await keeps(convened, "12 months")
    await keeps(convened, "6 months")
    assert "private answers longer" not in convened.group_text()
    await keeps(convened, "12 months")
    assert "private answers longer now: 12 months after its end" in convened.group_text()
    await keeps(convened, "Keep them")
    assert "private answers longer now: without an end" in convened.group_text()


async def test_what_the_facilitators_may_read_goes_too(introduced: Played) -> None:
    assert introduced.find(Answer, tier="F", passed=False)
    named = introduced.find(Answer, tier="G", passed=False)
    await keeps(introduced, "6 months")
    await ends(introduced)
    await introduced.wait(days=185)
    assert introduced.find(Answer, tier="F", passed=False) == []
    assert introduced.find(Answer, tier="G", passed=False) == named


async def test_what_was_said_in_a_talk_goes_too(voting: Played) -> None:
    """Four sentences for two alone: what one needs, what the others need, and a text for both."""
    await block(voting, "Marigold")
    await voting.lena.presses("Talk with Mill Towns Assembly")
    await voting["Marigold"].presses("Begin")
    for words in ("An average that leaves our towns behind.", WHISPERED):
        await voting["Marigold"].says(words)
    await voting.lena.presses("Answer with a text")
    for words in ("One number for the region.", FLOOR):
        await voting.lena.says(words)
    await keeps(voting, "6 months")
    await ends(voting)
    await voting.wait(days=180)
    assert voting.one(Talk).need is not None
    assert found_in_file(voting, WHISPERED) == [WHISPERED]
    await voting.wait(days=5)
    talk = voting.one(Talk)
    assert (talk.issue, talk.need, talk.other_need, talk.text) == (None, None, None, None)
    assert found_in_file(voting, WHISPERED) == []
