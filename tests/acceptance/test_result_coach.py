"""The coach of the result: one thing at a time, never a lecture; what to count; the series over the cycles."""

from __future__ import annotations

from decimal import Decimal

from dialogues.model import Indicator, IndicatorValue, Proposal, Request, Result, Round
from dialogues.reading import units
from tests.acceptance.playing import RESULT, Played

BAD = (
    "A better life around the lake for everyone",
    "We will train 500 job seekers by June 2028",
    "More residents of Mill County have a job by 2031",
    "Raise the share of Mill County residents with a job to 90% by 2021",
    "Raise the share of Mill County residents with a job from 81% to 90%",
    "Adopt a fair hiring rule in Mill County before 2028",
    "Raise the share of residents with a job from 81% (2025) to 90% by 2036",
    "Unemployment among adults in Mill County: half as many by 2031",
    "In 2025, 81% of adults in Mill County had a job",
    "Twelve partner meetings and a survey by October 2027",
)


async def ready_to_draft(table: Played) -> None:
    """The answers are shown; the facilitator is about to write."""
    for number, player in enumerate(table.people.values()):
        for answer in (f"Residents of town {number}", f"Pay slip {number}", f"{86 + number} percent by 2036"):
            await player.says(answer)
    await table.lena.presses("Close and show the answers")


async def test_ten_bad_results_get_ten_different_short_replies(naming: Played) -> None:
    await ready_to_draft(naming)
    await naming.lena.presses("Write the sentence")
    replies = []
    for text in BAD:
        await naming.lena.says(text)
        reply = naming.lena.reads()
        assert "Write it again" in reply, text
        assert units(reply) <= 700, "a lecture"
        replies.append(reply.split("\n\n")[1])
    assert len(set(replies)) == len(BAD), replies
    refused = naming.find(Proposal)
    round_ = naming.one(Round, topic="result")
    assert tuple(p.text for p in refused) == BAD
    assert (round_.state, round_.proposal_id) == ("synthesizing", refused[-1].id)
    assert naming.find(Request, machine="round", trigger="clarify") == []
    assert not any(text in naming.group_text() for text in BAD)
    await naming.lena.says(RESULT)
    assert "How would a neighbour say it?" in naming.lena.reads()


async def test_the_reply_shows_the_parts_and_asks_for_one_thing(naming: Played) -> None:
    await ready_to_draft(naming)
    await naming.lena.presses("Write the sentence")
    await naming.lena.says("Raise the share of Mill County residents with a job from 81% to 90%")
    reply = naming.lena.reads()
    assert "Mill County [where]" in reply
    assert "by when?" in reply
    assert "June 20" in reply.split("Example:")[1]


async def test_the_one_missing_thing_is_taken_as_an_addition(naming: Played) -> None:
    await ready_to_draft(naming)
    await naming.lena.presses("Write the sentence")
    await naming.lena.says("Raise the share of Mill County residents with a job from 81% (2025) to 90%")
    await naming.lena.says("by June 2031")
    await naming.lena.presses("Later")
    assert "from 81% (2025) to 90%, by June 2031" in naming.lena.reads()


async def test_a_year_is_no_level(naming: Played) -> None:
    for level, player in zip(
        ("a tenth fewer by 2031", "80 by 2030", "90 by 2036", "85", "88"), naming.people.values(), strict=True
    ):
        for answer in ("Residents", "Pay slips", level):
            await player.says(answer)
    await naming.lena.presses("Close and show the answers")
    assert "from 80 to 90" in naming.group_text()


async def test_the_members_own_words_stand_beside_the_sentence_for_good(naming: Played) -> None:
    await ready_to_draft(naming)
    await naming.lena.presses("Write the sentence")
    await naming.lena.says(RESULT)
    await naming.lena.says("So that our towns have work too")
    await naming.lena.presses("Put it to the table")
    assert "In our own words: So that our towns have work too" in naming.group_text()
    await naming.wait(hours=48)
    await naming.lena.presses("Open the vote")
    await naming.vote()
    (result,) = naming.find(Result)
    assert isinstance(result, Result)
    assert result.plain == "So that our towns have work too"


async def test_the_table_compares_what_it_could_count(naming: Played) -> None:
    await ready_to_draft(naming)
    await naming.lena.presses("Compare what we could count")
    await naming.lena.says("Residents with a job a year later")
    await naming.lena.says("Vacancies older than thirty days")
    await naming.lena.presses("Later")
    for player in naming.people.values():
        for level in ("High", "High", "Medium", "Low", "Low", "Medium"):
            await player.presses(level)
    await naming.lena.presses("Close and show the answers")
    shown = naming.group_text()
    assert "Rated highest: Residents with a job a year later" in shown
    assert "Neighbours understand it: Low" in shown
    rounds = {r.topic: r.state for r in naming.find(Round) if isinstance(r, Round)}
    assert rounds["indicator"] == "ratified"
    assert rounds["result"] == "synthesizing"
    await naming.lena.says("/table")
    assert "Compare" not in "".join(b.text for b in naming.stage.bot_messages(naming.lena.user)[-1].buttons)


async def test_ratings_below_three_organisations_are_not_shown(naming: Played) -> None:
    await ready_to_draft(naming)
    await naming.lena.presses("Compare what we could count")
    await naming.lena.says("Jobs held")
    await naming.lena.says("Vacancies filled")
    await naming.lena.presses("Later")
    for level in ("High", "Low", "High", "Low", "High", "Low"):
        await naming["Marigold"].presses(level)
    await naming.wait(days=8)
    assert "it takes 3 organisations" in naming.group_text()
    assert "Rated highest" not in naming.group_text()


async def test_values_of_a_group_stay_out_of_the_progress(mapping: Played) -> None:
    (indicator,) = mapping.find(Indicator)
    assert isinstance(indicator, Indicator)
    assert indicator.baseline == Decimal(81)
    await mapping.lena.says("/table")
    await mapping.lena.presses("Look back on this cycle")
    for value, group in (("82.1", None), ("70", "the two mill towns")):
        await mapping.lena.presses("Enter this cycle's number")
        await mapping.lena.says(value)
        await mapping.lena.says("October 2026")
        await mapping.lena.presses("Later")
        await (mapping.lena.says(group) if group else mapping.lena.presses("Later"))
    series = [v for v in mapping.find(IndicatorValue) if isinstance(v, IndicatorValue)]
    assert [(v.value, v.on, v.source, v.group) for v in series] == [
        (Decimal("82.1"), "October 2026", "regional labor survey", None),
        (Decimal(70), "October 2026", "regional labor survey", "the two mill towns"),
    ]
