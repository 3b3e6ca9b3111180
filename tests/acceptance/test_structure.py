"""The structure through the bot: bodies, tasks, promises, support, the document, and the flags they raise."""

from __future__ import annotations

from dialogues.model import (
    Body,
    Commitment,
    FacilitatorEntry,
    Flag,
    OperatingDocument,
    Responsibility,
    Signature,
)
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.structure_acts import (
    ASSEMBLY,
    COLLEGE,
    COUNCIL,
    EMPLOYERS,
    FOUNDATION,
    add_body,
    add_promise,
    add_task,
    check,
    open_page,
    pick,
    record,
    until,
)


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
