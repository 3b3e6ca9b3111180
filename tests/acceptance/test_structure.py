"""The structure through the bot: bodies, tasks, promises, support, the document, and the flags they raise."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.rehearsal.players import Player
from dialogues.checks.leverage import SECTIONS
from dialogues.model import (
    Body,
    Commitment,
    DocumentSection,
    FacilitatorEntry,
    Flag,
    OperatingDocument,
    Organisation,
    Responsibility,
    Signature,
    Table,
)
from dialogues.record_of_structure import structure
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import ORGANISATIONS, Played
from tests.bot.conftest import reading

COUNCIL, COLLEGE, EMPLOYERS, FOUNDATION, ASSEMBLY = (name for _, name, *_ in ORGANISATIONS)


def record(table: Played) -> Any:
    return reading(table.bot, lambda c: structure(SqlRepository(c), table.one(Table)))


def ids(table: Played, *names: str) -> list[str]:
    found = {o.name: f"o{o.id}" for o in table.find(Organisation)}
    return [found[name] for name in names]


async def open_page(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("The structure")


async def pick(player: Player, *labels: str) -> None:
    for label in labels:
        await player.presses(label)
    await player.presses("Done")


async def add_body(
    table: Played, name: str, decides: str, community: str, *seats: str, channel: str = "To no body yet"
) -> None:
    lena = table.lena
    await lena.presses("Add a body")
    await lena.says(name)
    await lena.presses(decides)
    await lena.presses(community)
    await lena.presses("One vote for each organisation")
    await pick(lena, *seats)
    await lena.presses(channel)


async def add_task(table: Played, task: str, responsible: list[str], accountable: list[str]) -> None:
    await table.lena.presses("Add a task")
    await table.lena.says(task)
    await pick(table.lena, *responsible)
    await pick(table.lena, *accountable)


async def add_promise(table: Played, by: str, to: str, what: str, due: str) -> None:
    await table.lena.presses("Add a promise")
    await table.lena.presses(by)
    await table.lena.presses(to)
    await table.lena.says(what)
    await table.lena.says(due)


async def check(table: Played) -> set[tuple[str, str | None]]:
    """The facilitator has the structure checked; gives the flags that are open then, but for signatures."""
    await open_page(table)
    await table.lena.presses("Check the structure")
    open_ = table.find(Flag, fixed_cycle=None)
    return {(f.code, f.subject) for f in open_ if f.code != "DOC_UNSIGNED"}


async def write_section(table: Played, title: str, *, own: str | None = None) -> None:
    await open_page(table)
    await table.lena.presses("The document")
    await table.lena.presses(title)
    if own is None:
        await table.lena.presses("Take this text")
    else:
        await table.lena.presses("Write another text")
        await table.lena.says(own)


async def write_whole_document(table: Played) -> None:
    await open_page(table)
    await table.lena.presses("The document")
    for place in range(1, len(SECTIONS) + 1):
        await acts.forges(table, table.lena, f"go:1:section:{place}")
        await table.lena.presses("Take this text")


async def sign(table: Played, *names: str) -> None:
    for name in names:
        await table[name].says("/table")
        await table[name].presses("Sign the document")


async def until(table: Played, year: int, month: int, day: int) -> None:
    """The clock goes to noon of a day; what is due before is done on its day."""
    while (left := datetime(year, month, day, 18, tzinfo=UTC) - table.room.clock.now()) > timedelta(0):
        await table.wait(hours=min(left / timedelta(hours=1), 24 * 20))


async def test_what_each_owes_goes_to_the_group_and_what_each_needs_does_not(convened: Played) -> None:
    await open_page(convened)
    await convened.lena.presses("Ask what each owes")
    for name, player in convened.people.items():
        assert "with your organisation's name" in player.reads()
        await player.says(f"{name} owes a list by June")
        assert "Only you and the facilitator" in player.reads()
        await player.says(f"{name} needs the last bus at nine")
    await convened.lena.presses("Close and show the answers")
    group = convened.group_text()
    assert f"{ASSEMBLY}: Marigold owes a list by June" in group
    assert "last bus" not in group
    assert "last bus" not in convened.carl.has_read()
    assert f"{ASSEMBLY}: Marigold needs the last bus at nine" in convened.lena.has_read()
    assert "Marigold needs the last bus" not in convened["Ottilie"].has_read()
    assert "last bus" not in str(record(convened))


async def test_bodies_are_entered_changed_and_taken_away(convened: Played) -> None:
    lena = convened.lena
    await open_page(convened)
    await add_body(convened, "The council", "Yes", "No", COUNCIL, COLLEGE, "✓ Alder Technical")
    assert convened.one(Body).seats == (1,)
    await add_body(convened, "Residents' bench", "No", "Yes", ASSEMBLY, channel="The council")
    council, bench = convened.find(Body)
    assert (bench.decides, bench.community, bench.per_person, bench.channel_to) == (
        False,
        True,
        False,
        council.id,
    )
    await add_body(convened, "THE  COUNCIL", "Yes", "No", COUNCIL, ASSEMBLY)
    assert next((b.id, b.name, b.seats) for b in convened.find(Body)) == (council.id, "THE COUNCIL", (1, 5))
    await open_page(convened)
    await lena.presses("✎ THE COUNCIL")
    await lena.presses("Change it")
    await lena.says("Residents' bench")
    assert "That name is taken" in lena.reads()
    await lena.says("Lake Alder council")
    await lena.presses("Yes")
    await lena.presses("No")
    await lena.presses("One vote for each person")
    await lena.says("all of them")
    assert f"✓ {ASSEMBLY}" in [b.text for m in convened.stage.bot_messages(lena.user)[-1:] for b in m.buttons]
    await pick(lena, EMPLOYERS)
    await lena.presses("Later")
    changed = convened.find(Body)[0]
    assert (changed.id, changed.name, changed.seats, changed.per_person) == (
        council.id,
        "Lake Alder council",
        (1, 3, 5),
        True,
    )
    assert record(convened)["bodies"] == [
        {
            "id": "b1",
            "name": "Lake Alder council",
            "decides": True,
            "seats": ["o1", "o3", "o5"],
            "voting": "per_person",
            "community": False,
            "channel_to": None,
        },
        {
            "id": "b2",
            "name": "Residents' bench",
            "decides": False,
            "seats": ["o5"],
            "voting": "per_org",
            "community": True,
            "channel_to": "b1",
        },
    ]
    await open_page(convened)
    await lena.presses("✎ Lake Alder council")
    await lena.presses("Take it away")
    assert [(b.name, b.channel_to) for b in convened.find(Body)] == [("Residents' bench", None)]


async def test_a_task_may_have_nobody_and_the_same_words_change_it(convened: Played) -> None:
    await open_page(convened)
    await add_task(convened, "door survey", [ASSEMBLY, COLLEGE], [])
    await add_task(convened, "Door Survey", [ASSEMBLY], [COUNCIL])
    task = convened.one(Responsibility)
    assert (task.task, task.responsible, task.accountable) == ("door survey", (5,), (1,))
    await convened.lena.presses("Add a task")
    await convened.lena.says("x" * 301)
    assert "too long for one line" in convened.lena.reads()
    await convened.lena.presses("Cancel")
    await open_page(convened)
    await convened.lena.presses("✎ door survey")
    await convened.lena.presses("Change it")
    await pick(convened.lena, COLLEGE)
    await convened.lena.presses("◀ Back")
    await pick(convened.lena)
    await pick(convened.lena)
    task = convened.one(Responsibility)
    assert (task.responsible, task.accountable) == ((2, 5), (1,))
    await open_page(convened)
    await convened.lena.presses("✎ door survey")
    await convened.lena.presses("Take it away")
    assert convened.find(Responsibility) == []


async def test_what_the_facilitator_enters_is_told_and_replaced(convened: Played) -> None:
    for text in ("A council of five", "A council of six"):
        await open_page(convened)
        await convened.lena.presses("What each may decide")
        await convened.lena.says(text)
    await open_page(convened)
    await convened.lena.presses("When it is missed")
    await convened.lena.says("Once: a new day. Twice: the director comes.")
    await open_page(convened)
    await convened.lena.presses("On the document")
    await convened.lena.says("First draft")
    entries = {e.prompt: e.text for e in convened.find(FacilitatorEntry)}
    assert entries == {
        "U1": "A council of six",
        "U4": "Once: a new day. Twice: the director comes.",
        "U5": "First draft",
    }
    assert "A council of six" in convened.group_text()
    assert "Twice: the director comes." in convened.group_text()
    assert record(convened)["participation_support"] is False
    await open_page(convened)
    await convened.lena.presses("Help to take part")
    await convened.lena.presses("Yes")
    await convened.lena.says("Childcare at every meeting")
    assert record(convened)["participation_support"] is True
    assert "So that all can take part: Childcare at every meeting" in convened.group_text()
    await convened.lena.presses("The structure")
    await convened.lena.presses("Help to take part")
    await convened.lena.presses("No")
    assert record(convened)["participation_support"] is False


async def test_a_promise_is_due_done_or_missed_twice(convened: Played) -> None:
    await open_page(convened)
    await convened.lena.presses("When it is missed")
    await convened.lena.says("Once: a new day. Twice: the director comes.")
    await open_page(convened)
    await add_promise(convened, FOUNDATION, ASSEMBLY, "bridge fund open", "1 July 2027")
    await add_promise(convened, COUNCIL, ASSEMBLY, "an answer to the survey", "1 July 2027")
    assert "bridge fund open" in convened["Philippa"].reads()
    assert "bridge fund open" not in convened["Ottilie"].has_read()
    await until(convened, 2027, 7, 1)
    assert [c.status for c in convened.find(Commitment)] == ["due", "due"]
    assert "The day of this promise has come" in convened["Philippa"].reads()
    await convened["Philippa"].presses("It is done")
    await convened["Philippa"].says("The fund's page is open")
    assert "A promise was kept" in convened.group_text()
    assert "What shows it: The fund's page is open" in convened.group_text()
    await convened["Ottilie"].presses("It was missed")
    assert "Twice: the director comes." in convened["Ottilie"].reads()
    await convened["Ottilie"].says("1 August 2027")
    assert [(c.status, c.misses, c.due.month) for c in convened.find(Commitment)] == [
        ("done", 0, 7),
        ("open", 1, 8),
    ]
    assert "for the first time" in convened.lena.has_read()
    assert "missed twice" not in convened.carl.has_read()
    await until(convened, 2027, 8, 1)
    await convened["Ottilie"].presses("It was missed")
    await convened["Ottilie"].presses("Yes")
    for reader in (convened.lena, convened.carl):
        assert "missed twice. Ask the person who has the authority" in reader.has_read()
    assert "It was missed" not in convened.group_text()
    assert "first time" not in convened.group_text()
    assert [c["status"] for c in record(convened)["commitments"]] == ["done", "missed"]


async def test_only_who_owes_it_or_the_facilitator_ends_a_promise(convened: Played) -> None:
    await open_page(convened)
    await add_promise(convened, FOUNDATION, ASSEMBLY, "bridge fund open", "1 July 2027")
    await acts.forges(convened, convened["Marigold"], "promise_done:1")
    await convened["Marigold"].says("I say it is done")
    await acts.forges(convened, convened["Marigold"], "my_promise:1")
    await acts.forges(convened, convened["Marigold"], "go:1:drop_promise:1")
    assert convened.one(Commitment).status == "open"
    await convened["Philippa"].says("/table")
    await convened["Philippa"].presses("What we owe")
    assert "bridge fund open" in convened["Philippa"].reads()
    await convened["Philippa"].presses("✎ bridge fund open")
    await convened["Philippa"].presses("It is done")
    await convened["Philippa"].says("It is open")
    assert convened.one(Commitment).status == "done"
    await convened["Marigold"].says("/table")
    await convened["Marigold"].presses("What we owe")
    assert "nothing open" in convened["Marigold"].reads()


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


async def test_flags_are_found_when_checked_and_fixed_when_checked_again(convened: Played) -> None:
    assert await check(convened) == {
        ("NO_DECISION_BODY", None),
        ("NO_ACCOUNTABILITY_TO_COMMUNITY", None),
        ("NO_PARTICIPATION_SUPPORT", None),
        ("DOC_MISSING", None),
    }
    assert "Say which body decides." in convened.lena.has_read()
    assert "Open points: 4" in convened.group_text()
    await convened.lena.presses("The structure")
    await add_body(convened, "Council", "Yes", "No", COUNCIL, COLLEGE)
    await add_body(convened, "Bench", "No", "Yes", ASSEMBLY)
    await add_task(convened, "door survey", [ASSEMBLY], [COLLEGE])
    assert len(convened.find(Flag)) == 4
    found = await check(convened)
    bench = convened.find(Body)[1]
    assert found == {
        ("NO_GRASSROOTS_SEAT", None),
        ("NO_FEEDBACK_CHANNEL", str(bench.id)),
        ("WORK_WITHOUT_AUTHORITY", "5"),
        ("NO_ACCOUNTABILITY_TO_COMMUNITY", None),
        ("NO_PARTICIPATION_SUPPORT", None),
        ("A_NOT_DECISION_MAKER", "door survey"),
        ("DOC_MISSING", None),
    }
    for name in (COLLEGE, ASSEMBLY, "door survey"):
        assert name not in convened.in_group()[-1].words
    assert f"Does the work, and has no say: {ASSEMBLY}" in convened.lena.has_read()
    flags = record(convened)["flags"]
    assert {"code": "NO_FEEDBACK_CHANNEL", "subject": "b2", "found_cycle": 1, "fixed_cycle": None} in flags
    assert {"code": "NO_DECISION_BODY", "subject": None, "found_cycle": 1, "fixed_cycle": 1} in flags


async def fix_everything(table: Played) -> None:
    """A structure that shares decisions, entered from nothing."""
    await open_page(table)
    await add_body(table, "Council", "Yes", "No", COUNCIL, COLLEGE, ASSEMBLY)
    await add_body(table, "Bench", "No", "Yes", ASSEMBLY, channel="Council")
    await add_task(table, "door survey", [ASSEMBLY], [COUNCIL])
    await add_promise(table, COUNCIL, ASSEMBLY, "an answer within thirty days", "31 August 2027")
    await open_page(table)
    await table.lena.presses("Help to take part")
    await table.lena.presses("Yes")
    await table.lena.presses("Later")


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


async def test_only_a_facilitator_works_on_the_structure(convened: Played) -> None:
    await acts.forges(convened, convened["Marigold"], "go:1:structure:0")
    await acts.forges(convened, convened["Marigold"], "go:1:body:0")
    await convened["Marigold"].says("My own council")
    await acts.forges(convened, convened["Marigold"], "go:1:start_document:0")
    await acts.forges(convened, convened["Marigold"], "go:1:check_structure:0")
    await acts.forges(convened, convened.carl, "sign:1:1")
    await acts.forges(convened, convened.lena, "go:1:section:13")
    await acts.forges(convened, convened.lena, "go:1:entry:2")
    await acts.forges(convened, convened.lena, "go:1:drop_body:99")
    for noun in (Body, OperatingDocument, Flag, Signature):
        assert convened.find(noun) == []
