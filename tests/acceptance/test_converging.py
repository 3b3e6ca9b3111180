"""From open answers to one text: points that must not get lost, points that are missing (docs/method.md 0)."""

from __future__ import annotations

from dialogues.model import MustHave, Proposal, Question, Request, Round
from tests.acceptance.acts import button, forges, said, toast
from tests.acceptance.playing import RESULT, Played

POINTS = "Which can"


async def close_questions(table: Played) -> None:
    """R1, R2 and R4 are answered and shown."""
    for number, player in enumerate(table.people.values()):
        for answer in (f"Residents of town {number}", f"Pay slip {number}", f"{86 + number} percent by 2036"):
            await player.says(answer)
    await table.lena.presses("Close and show the answers")


def points(table: Played, name: str) -> str:
    return said(table, table[name], POINTS).words


def place(table: Played, name: str, point: str) -> str:
    """The number under which somebody sees a point."""
    line = next(line for line in points(table, name).splitlines() if line.endswith(point))
    return line.partition(".")[0]


async def mark(table: Played, name: str, *shown: str) -> None:
    for point in shown:
        await table[name].presses(place(table, name, point))


async def test_a_voice_marks_three_points_in_private_and_can_take_one_back(naming: Played) -> None:
    await close_questions(naming)
    ottilie = naming["Ottilie"]
    assert "Which can Lake Alder Council not live without?" in points(naming, "Ottilie")
    assert points(naming, "Ottilie").splitlines()[4:] == points(naming, "Marigold").splitlines()[4:]
    await mark(naming, "Ottilie", "town 0", "town 1", "Pay slip 2")
    assert "Left: 0" in points(naming, "Ottilie")
    await mark(naming, "Ottilie", "Pay slip 3")
    assert "Take one back first" in (toast(naming, ottilie) or "")
    assert len(naming.find(MustHave)) == 3
    await ottilie.presses(f"✓ {place(naming, 'Ottilie', 'town 1')}")
    assert len(naming.find(MustHave)) == 2
    assert "percent" not in points(naming, "Ottilie")


async def test_the_facilitator_reads_how_many_marked_a_point_and_never_who(naming: Played) -> None:
    await close_questions(naming)
    await mark(naming, "Ottilie", "town 0", "town 1")
    await mark(naming, "Marigold", "town 0")
    await naming.lena.presses("Write the sentence")
    text = naming.lena.reads()
    assert "Residents of town 0 (marked by 2 organisations)" in text
    assert text.index("town 0 (marked by 2") < text.index("Residents of town 1 (marked by one")
    assert "Lake Alder Council" not in text
    assert "Mill Towns Assembly" not in text
    await naming.lena.says(RESULT)
    await naming.lena.presses("Later")
    await naming.lena.presses("Put it to the table")
    assert "must not get lost" not in naming.group_text()


async def test_the_group_sees_marked_points_from_three_organisations_on(naming: Played) -> None:
    await close_questions(naming)
    for name in ("Ottilie", "Marigold", "Philippa"):
        await mark(naming, name, "town 0")
    await mark(naming, "Philippa", "Pay slip 4")
    await naming.propose()
    told = next(m.words for m in naming.in_group() if "must not get lost" in m.words)
    assert "Residents of town 0 (marked by 3 organisations)" in told
    assert told.endswith("• Pay slip 4") or "• Pay slip 4\n" in told
    assert "Foundation" not in told


async def test_marking_holds_nothing_up_and_ends_with_the_text(naming: Played) -> None:
    await close_questions(naming)
    first = button(naming, naming["Ottilie"], "1")
    await naming.propose()
    await forges(naming, naming["Ottilie"], first)
    assert "has done its work" in (toast(naming, naming["Ottilie"]) or "")
    assert naming.find(MustHave) == []


async def test_only_a_voice_marks_and_only_what_is_there(naming: Played) -> None:
    await close_questions(naming)
    verb, round_, _ = button(naming, naming["Ottilie"], "1").split(":")
    for player, number in ((naming.carl, "1"), (naming["Ottilie"], "0"), (naming["Ottilie"], "99")):
        await forges(naming, player, f"{verb}:{round_}:{number}")
        assert "has done its work" in (toast(naming, player) or "")
    assert naming.find(MustHave) == []


async def test_a_missing_point_sends_the_text_back_once(clarifying: Played) -> None:
    marigold = clarifying["Marigold"]
    await marigold.presses("My point is missing", clarifying.group)
    await marigold.says("Night shifts are missing.")
    assert "Mill Towns Assembly misses a point in the text: Night shifts are missing." in (
        clarifying.group_text()
    )
    round_ = clarifying.one(Round, topic="result")
    assert round_.state == "synthesizing"
    await clarifying.lena.presses("Take the point in")
    assert RESULT in clarifying.lena.reads()
    await clarifying.lena.says(RESULT.replace("a job", "a job by day or by night"))
    await clarifying.lena.presses("Later")
    await clarifying.lena.presses("Put it to the table")
    assert clarifying.one(Round, topic="result").state == "clarifying"
    assert [p.ballot_round for p in clarifying.find(Proposal)] == [1, 1]

    await clarifying["Ottilie"].presses("My point is missing", clarifying.group)
    await clarifying["Ottilie"].says("Costs are missing.")
    assert clarifying.one(Round, topic="result").state == "clarifying"
    assert "has gone back once already" in clarifying.in_group()[-1].words
    asked = clarifying.find(Request, trigger="reopen_synthesis")
    assert [(r.outcome, r.reasons) for r in asked] == [("allowed", ()), ("refused", ("not_reopened_before",))]

    await clarifying.wait(hours=48)
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("Open the vote")
    assert clarifying.one(Round, topic="result").state == "clarifying"
    await clarifying.lena.presses("It has been answered")
    await clarifying.lena.presses("Open the vote")
    assert clarifying.one(Round, topic="result").state == "voting"


async def test_a_point_can_be_missed_for_two_days(clarifying: Played) -> None:
    await clarifying.wait(hours=48)
    await clarifying["Marigold"].presses("My point is missing", clarifying.group)
    assert "48 hours" in (toast(clarifying, clarifying["Marigold"]) or "")
    assert clarifying.find(Question) == []


async def test_a_form_that_outlives_the_two_days_says_so(clarifying: Played) -> None:
    await clarifying["Marigold"].presses("My point is missing", clarifying.group)
    await clarifying.wait(hours=48)
    await clarifying["Marigold"].says("Night shifts are missing.")
    assert clarifying.find(Question) == []
    assert clarifying.one(Round, topic="result").state == "clarifying"
