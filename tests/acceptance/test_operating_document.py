"""The operating document through the bot: drafted, signed, changed, voted on; and the step to work."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dialogues import structure_story
from dialogues.context import Context
from dialogues.model import (
    DocumentSection,
    OperatingDocument,
    Signature,
    Table,
)
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.structure_acts import (
    ASSEMBLY,
    COLLEGE,
    COUNCIL,
    EMPLOYERS,
    FOUNDATION,
    add_promise,
    add_task,
    check,
    fix_everything,
    ids,
    open_page,
    record,
    sign,
    until,
    write_section,
    write_whole_document,
)
from tests.bot.conftest import reading


async def test_a_document_is_drafted_signed_and_a_change_voids_the_signatures(convened: Played) -> None:
    lena = convened.lena
    assert record(convened)["document"] is None
    await write_section(convened, "How we decide")
    section = convened.one(DocumentSection)
    assert "needs notice of 48 hours and votes from 2/3 of the voting organisations" in section.text
    await write_section(convened, "When we disagree", own="We talk at the lake.")
    await lena.presses("Set its review")
    await lena.says("70")
    assert "from 1 to 60" in lena.reads()
    await lena.says("9")
    await sign(convened, "Ottilie", "Marigold")
    assert f"Signed so far (2): {COUNCIL}, {ASSEMBLY}. Still to sign: 3." in convened["Marigold"].reads()
    assert "Signed so far (2)" in convened.group_text()
    shown = record(convened)["document"]
    assert shown == {
        "sections": ["decision_rule", "conflict"],
        "signed_by": ids(convened, COUNCIL, ASSEMBLY),
        "review_months": 9,
        "ratified": False,
    }
    await convened["Ottilie"].says("/table")
    assert "Sign the document" not in [
        b.text for b in convened.stage.bot_messages(convened["Ottilie"].user)[-1].buttons
    ]
    await convened["Ottilie"].presses("Read the document")
    await convened["Ottilie"].presses("When we disagree")
    assert "We talk at the lake." in convened["Ottilie"].reads()
    await convened["Thaddeus"].says("/table")
    await write_section(convened, "✓ When we disagree", own="We talk at the mill.")
    assert "Signatures so far: 2. They no longer count" in convened.group_text()
    await convened["Thaddeus"].presses("Sign the document")
    assert "changed since" in (acts.toast(convened, convened["Thaddeus"]) or "")
    assert record(convened)["document"]["signed_by"] == []
    assert len(convened.find(Signature)) == 2
    await write_section(convened, "✓ When we disagree", own="We talk at the mill.")
    await sign(convened, "Thaddeus")
    assert record(convened)["document"]["signed_by"] == ids(convened, EMPLOYERS)
    await open_page(convened)
    await lena.presses("The document")
    await lena.presses("✓ When we disagree")
    await lena.presses("Leave this section out")
    assert record(convened)["document"]["sections"] == ["decision_rule"]
    await lena.presses("Take it all back")
    await lena.presses("Yes")
    assert record(convened)["document"] is None
    await lena.presses("Begin the document")
    assert record(convened)["document"] == {
        "sections": [],
        "signed_by": [],
        "review_months": None,
        "ratified": False,
    }
    assert convened.one(OperatingDocument).edition > max(s.edition for s in convened.find(Signature))


@pytest.fixture
async def structuring(mapping: Played) -> Played:
    """The map is accepted; the table builds its structure."""
    parts = ("Rules and policy", "Day-to-day practice", "Employers", "Money", "Voice of")
    for (name, player), part in zip(mapping.people.items(), parts, strict=True):
        await player.presses(part)
        await player.presses("Done")
        await player.presses("No" if name in ("Clementine", "Marigold") else "Yes")
        await player.presses("Yes" if name == "Clementine" else "No")
        await player.presses("No")
        await player.says(f"{name} misses somebody who counts")
    await mapping.lena.presses("Close and show the answers")
    await mapping.lena.presses("Who looks after each gap")
    while (gap := mapping._gap_without_owner()) is not None:
        await mapping.lena.presses(gap)
        await mapping.lena.presses("Facilitator")
        await mapping.lena.says("30 June 2027")
    await mapping.lena.says("/table")
    await mapping.lena.presses("Put the map to the table")
    await mapping.wait(hours=72)
    assert mapping.one(Table).lifecycle == "structuring"
    return mapping


async def test_the_table_goes_to_work_only_with_equal_leverage(structuring: Played) -> None:
    lena = structuring.lena
    await lena.says("/table")
    assert "Ask each what it owes" in lena.reads()
    await lena.presses("Go to work")
    refusal = lena.reads()
    assert "The structure has not been checked yet" in refusal
    assert "The operating document is not ratified yet" in refusal
    assert "still forming" in refusal
    assert {code for code, _ in await check(structuring)} >= {"NO_DECISION_BODY", "NO_PARTICIPATION_SUPPORT"}
    await lena.says("/table")
    await lena.presses("Go to work")
    assert "Open points: 2 (rule: none)" in lena.reads()
    await fix_everything(structuring)
    await write_whole_document(structuring)
    await sign(structuring, *structuring.people)
    assert "Every voting organisation has signed" in structuring.group_text()
    assert await check(structuring) == {("DOC_NO_REVIEW_DATE", None)}
    await lena.says("/table")
    await lena.presses("Go to work")
    refusal = lena.reads()
    assert "Open points" not in refusal
    assert "The operating document is not ratified yet" in refusal
    assert structuring.one(Table).lifecycle == "structuring"


async def test_no_draft_says_what_only_few_may_read(structuring: Played) -> None:
    await fix_everything(structuring)
    await write_whole_document(structuring)
    text = "\n".join(s.text for s in structuring.find(DocumentSection))
    assert "By December 2036" in text
    assert (
        f"Bench: does not decide, voice of the community, one vote for each organisation. In it: {ASSEMBLY}."
        in text
    )
    assert "door survey: done by Mill Towns Assembly; answered for by Lake Alder Council" in text
    assert not re.search(r"hopes|worries|misses somebody|Ottilie|Marigold|&|<", text)


async def past_forming(table: Played) -> None:
    await table["Marigold"].says("/table")
    await table["Marigold"].presses("A real disagreement")
    await table["Marigold"].says("One number, or one for each county")
    await table.lena.says("/table")
    await table.lena.presses("Ask for the next stage")
    await table.lena.presses("storming")


async def vote_on_the_document(table: Played, binds: str) -> None:
    lena = table.lena
    await lena.says("/table")
    await lena.presses("Bring a text to the table")
    await lena.presses("The operating document")
    await lena.says("How we work together")
    await lena.presses(binds)
    await lena.says("Each of us has one vote, and each promise has an owner and a day.")
    await lena.presses("Put it to the table")
    await table.wait(hours=48)
    await lena.presses("Open the vote: How we work together")
    for player in table.people.values():
        await player.presses("4 ·")
    await lena.says("/table")
    await lena.presses("Close the vote and count: How we work together")


async def test_a_ratified_document_sends_the_table_to_work_and_its_review_brings_it_back(
    structuring: Played,
) -> None:
    lena = structuring.lena
    await fix_everything(structuring)
    await write_section(structuring, "How we decide")
    await lena.presses("Set its review")
    await lena.presses("6 months")
    await check(structuring)
    await past_forming(structuring)
    await vote_on_the_document(structuring, "No")
    assert "Sections of the operating document that are not written yet:" in lena.has_read()
    assert "Purpose and result" in lena.has_read()
    assert structuring.one(Table).lifecycle == "working"
    assert "The table now goes to work" in structuring.group_text()
    assert record(structuring)["document"]["ratified"] is True
    await lena.says("/table")
    assert "Go back to the structure" not in lena.reads()
    await until(structuring, 2028, 1, 1)
    await lena.says("/table")
    assert "time to look at the operating document again" in lena.reads()
    await lena.presses("Go back to the structure")
    assert structuring.one(Table).lifecycle == "structuring"


async def test_a_ratified_document_waits_for_equal_leverage(structuring: Played) -> None:
    await past_forming(structuring)
    await check(structuring)
    await vote_on_the_document(structuring, "No")
    assert structuring.one(Table).lifecycle == "structuring"
    assert "Open points: 2 (rule: none)" in structuring.lena.has_read()
    await fix_everything(structuring)
    await check(structuring)
    await structuring.lena.presses("The structure")
    await structuring.lena.presses("Go to work")
    assert structuring.one(Table).lifecycle == "working"


async def test_the_coordinators_page_tells_of_the_structure(structuring: Played) -> None:
    def page() -> Any:
        table = structuring.one(Table)
        now = structuring.room.clock.now()
        ask = Surroundings(now, lambda: "", "")
        return reading(
            structuring.bot,
            lambda c: structure_story.for_summary(Context(SqlRepository(c), ask), table, 1, "en"),
        )

    empty = page()
    assert (empty["document_version"], empty["unsigned"], empty["promises"]) == (None, [], [])
    await fix_everything(structuring)
    await write_section(structuring, "How we decide")
    await sign(structuring, "Ottilie", "Marigold")
    await open_page(structuring)
    await add_promise(structuring, FOUNDATION, COUNCIL, "the fund's page", "31 March 2027")
    await open_page(structuring)
    await structuring.lena.presses("Help to take part")
    await structuring.lena.presses("No")
    await add_task(structuring, "shelf change", [COLLEGE], [COLLEGE])
    await check(structuring)
    await until(structuring, 2027, 5, 2)
    found = page()
    assert (found["document_version"], found["document_ratified"]) == (1, None)
    assert found["unsigned"] == [COLLEGE, EMPLOYERS, FOUNDATION]
    assert found["leverage"] == ["Nothing is arranged so that all can take part"]
    assert found["promises"] == [
        {"organisation": COUNCIL, "done": 0, "due": 1, "late": 0},
        {"organisation": FOUNDATION, "done": 0, "due": 0, "late": 1},
    ]
    assert "mandate" not in str(found)
