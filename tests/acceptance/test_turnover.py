"""A representative changes as one guided step, and the newcomer's own way into the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rehearsal.players import Player
from dialogues.model import Answer, Commitment, Invitation, ReadBack, Responsibility, Round, Table, Turnover
from tests.acceptance import acts
from tests.acceptance.people import colleague, moves, organisation, presses_data, seat_of
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.test_catching_up import close
from tests.acceptance.test_forgetting import forgets, found_in_file
from tests.acceptance.test_seat_changes import introduced_now

COUNCIL, ASSEMBLY, COLLEGE = "Lake Alder Council", "Mill Towns Assembly", "Alder Technical College"
HOPE = "Hope: a bridge. Worry: floods."
CHANGE = "I would count each town on its own"


@pytest.fixture
async def mapped(mapping: Played) -> Played:
    """The result stands and the map has been drawn."""
    for name, player in mapping.people.items():
        await player.presses("Voice of" if name == "Marigold" else "Day-to-day practice")
        await player.presses("Done")
        for label in ("Yes", "No", "No"):
            await player.presses(label)
        await player.says(f"{name} misses somebody who counts")
    await close(mapping)
    return mapping


async def begins(table: Played, leaves: Player, *, why: str = "A new job") -> None:
    """Three taps from /table to the first question; then why."""
    await table.lena.says("/table")
    await table.lena.presses("People and map")
    await table.lena.presses("A representative changes")
    await presses_data(table.lena, f":turn_over:{seat_of(table, leaves).id}")
    await table.lena.presses(why)


async def newcomer(table: Played, leaves: Player, name: str = "Cornelius", *, language: str = "en") -> Player:
    """Somebody new takes the seat by the turnover's link."""
    await begins(table, leaves)
    await table.lena.presses("Somebody new, by a link")
    person = table.stage.player(name, language=language)
    await person.opens(table.lena.link_for("hands on the seat"))
    await presses_data(person, ":consent:agree")
    await presses_data(person, ":right:yes")
    return person


def steps(table: Played) -> str:
    """The facilitator's message with the newcomer's steps, as it stands."""
    return acts.said(table, table.lena, "has taken the seat").words


async def test_the_seat_keeps_its_part_and_its_vote(mapped: Played) -> None:
    ottilie = mapped["Ottilie"]
    before = seat_of(mapped, ottilie)
    successor = await newcomer(mapped, ottilie)
    seat = seat_of(mapped, successor)
    assert (seat.holds_vote, seat.claimed_type) == (True, before.claimed_type)
    assert "What is your part" not in successor.has_read()
    assert not seat_of(mapped, ottilie).present
    (turnover,) = mapped.find(Turnover)
    assert (turnover.new_seat, turnover.why, turnover.formed) == (seat.id, "new_job", False)


async def test_until_the_link_is_opened_the_seat_is_held(mapped: Played) -> None:
    await begins(mapped, mapped["Ottilie"])
    await mapped.lena.presses("Somebody new, by a link")
    assert seat_of(mapped, mapped["Ottilie"]).present
    assert moves(mapped) == []
    assert "the link has not been opened yet" in mapped.lena.has_read()
    await begins(mapped, mapped["Ottilie"], why="I leave it open")
    await mapped.lena.presses("Somebody new, by a link")
    assert len(mapped.find(Turnover)) == 1
    assert [i.revoked for i in mapped.find(Invitation) if i.replaces_seat] == [True, False]


async def test_the_newcomer_is_led_step_by_step(mapped: Played) -> None:
    successor = await newcomer(mapped, mapped["Ottilie"])
    assert "I go with you step by step" in successor.has_read()
    assert "hope" in successor.reads().lower()
    assert RESULT not in successor.has_read(), "first the introduction"
    assert "What do you gain" not in successor.has_read(), "the interest is the organisation's"
    await successor.says(HOPE)
    assert RESULT in successor.has_read()
    assert "That is all for now" not in successor.has_read()
    assert "commit your organisation" not in successor.has_read()
    await successor.presses("I would change something")
    await successor.says(CHANGE)
    assert "Who should be better off" in successor.reads()
    for text in ("Everybody at the lake", "Fewer empty houses"):
        await successor.says(text)
    for label in ("No", "Yes", "No"):
        await successor.presses(label)
    assert "That is all for now" in successor.reads()
    assert seat_of(mapped, successor).representative_type == "doer"
    assert mapped.one(Turnover).done_at is not None


async def test_the_facilitator_sees_the_steps_in_one_message(mapped: Played) -> None:
    successor = await newcomer(mapped, mapped["Ottilie"])
    assert steps(mapped).count("✓") == 1
    assert steps(mapped).count("○") == 4
    await successor.says(HOPE)
    assert steps(mapped).count("✓") == 3
    await successor.presses("I would change nothing")
    assert steps(mapped).count("✓") == 4
    for text in ("Everybody at the lake", "Fewer empty houses"):
        await successor.says(text)
    for label in ("No", "Yes", "No"):
        await successor.presses(label)
    assert steps(mapped).count("✓") == 5
    assert (
        len([m for m in mapped.stage.bot_messages(mapped.lena.user) if "has taken the seat" in m.words]) == 1
    )


async def test_the_group_hears_it_once_and_then_by_an_edit(mapped: Played) -> None:
    await acts.becomes(mapped, _norming(mapped))
    successor = await newcomer(mapped, mapped["Ottilie"])
    told = [m for m in mapped.in_group() if "now speaks for Lake Alder Council" in m.words]
    assert len(told) == 1
    assert "That makes it a new table" in told[0].words
    assert "A seat with a vote has changed" not in mapped.group_text()
    assert mapped.one(Table).trust_stage == "forming"
    await successor.says(HOPE)
    await successor.presses("I would change nothing")
    for text in ("Everybody at the lake", "Fewer empty houses"):
        await successor.says(text)
    for label in ("No", "Yes", "No"):
        await successor.presses(label)
    told = [m for m in mapped.in_group() if "now speaks for Lake Alder Council" in m.words]
    assert len(told) == 1
    assert "Cornelius has said a hope and a worry and has read what we agreed." in told[0].words
    assert "a bridge" not in mapped.group_text()
    assert "each town" not in mapped.group_text()


def _norming(table: Played) -> Table:
    return replace(table.one(Table), trust_stage="norming")


async def test_only_the_newcomer_is_asked_and_the_guards_count_anew(mapped: Played) -> None:
    council = organisation(mapped, COUNCIL).id
    assert len(introduced_now(mapped)) == 5
    heard = {name: player.has_read() for name, player in mapped.people.items() if name != "Ottilie"}
    successor = await newcomer(mapped, mapped["Ottilie"])
    assert introduced_now(mapped) == {o for o in introduced_now(mapped) if o != council}
    assert moves(mapped) == [("replace_voting_rep",)]
    await successor.says(HOPE)
    assert {n: p.has_read() for n, p in mapped.people.items() if n != "Ottilie"} == heard
    (round_,) = [r for r in mapped.find(Round, topic="introductions") if r.state == "collecting"]
    await acts.forges(mapped, mapped.lena, f"go:1:close:{round_.id}")
    assert council in introduced_now(mapped)
    assert "a bridge" in mapped.lena.has_read()


async def test_a_newcomer_reads_in_the_own_language(mapped: Played) -> None:
    successor = await newcomer(mapped, mapped["Ottilie"], "Elvira", language="es")
    assert "voy con usted paso a paso" in successor.has_read()
    await successor.says("Esperanza: un puente. Preocupación: el agua.")
    assert "acordó este resultado" in successor.has_read()
    await successor.presses("No cambiaría nada")
    assert "Queda como está" in successor.has_read()


async def test_what_was_read_back_is_kept_under_its_tier(mapped: Played) -> None:
    successor = await newcomer(mapped, mapped["Ottilie"])
    await successor.says(HOPE)
    read = mapped.one(ReadBack)
    assert (read.tier, read.answered_at, read.document_id) == ("F", None, None)
    assert read.result_id is not None
    await successor.presses("I would change something")
    await successor.says(CHANGE)
    assert mapped.one(ReadBack).answered_at is not None
    await mapped.lena.says("/table")
    await mapped.lena.presses("People and map")
    await mapped.lena.presses("A representative changes")
    assert CHANGE in mapped.lena.reads()
    assert "A new job" in mapped.lena.reads()
    for player in (mapped.carl, *mapped.people.values()):
        assert CHANGE not in player.has_read()
    await successor.says("/mydata")
    assert found_in_file(mapped, CHANGE) == [CHANGE]
    await forgets(successor)
    assert mapped.one(ReadBack).seat_id == read.seat_id
    assert found_in_file(mapped, CHANGE) == []


async def test_the_reason_goes_with_whoever_left(mapped: Played) -> None:
    await newcomer(mapped, mapped["Ottilie"])
    assert mapped.one(Turnover).why == "new_job"
    assert "new job" not in mapped.group_text() + mapped["Ottilie"].has_read() + mapped.carl.has_read()
    await forgets(mapped["Ottilie"])
    assert mapped.one(Turnover).why is None


async def with_work(table: Played) -> None:
    council, college = organisation(table, COUNCIL).id, organisation(table, COLLEGE).id
    due = (table.room.clock.now() + timedelta(days=30)).date()
    made = [
        Commitment(table_id=1, by_organisation=council, to_organisation=college, what=what, due=due, cycle=1)
        for what in ("A desk", "A bus")
    ]
    task = Responsibility(
        table_id=1, task="Call the bakers", task_key="call the bakers", responsible=(council,)
    )
    await acts.stands(table, *made, task)


async def test_what_is_in_hand_is_listed_and_stays_at_once(mapped: Played) -> None:
    await with_work(mapped)
    await begins(mapped, mapped["Ottilie"])
    listed = mapped.lena.reads()
    for line in ("Promise: A desk", "Promise: A bus", "Task: Call the bakers"):
        assert line in listed
    await mapped.lena.presses("All of it stays")
    await mapped.lena.presses("Somebody new, by a link")
    person = mapped.stage.player("Cornelius")
    await person.opens(mapped.lena.link_for("hands on the seat"))
    await presses_data(person, ":consent:agree")
    await presses_data(person, ":right:yes")
    welcome = acts.said(mapped, person, "step by step").words
    assert "A desk" in welcome
    assert "Call the bakers" in welcome
    assert {c.by_organisation for c in mapped.find(Commitment)} == {organisation(mapped, COUNCIL).id}


async def test_one_by_one_it_stays_or_passes_to_another(mapped: Played) -> None:
    await with_work(mapped)
    await begins(mapped, mapped["Ottilie"])
    await mapped.lena.presses("One by one")
    await mapped.lena.presses("Somebody new, by a link")
    assert "Promise: A desk" in mapped.lena.reads()
    buttons = [b.text for b in mapped.stage.bot_messages(mapped.lena.user)[-1].buttons]
    assert "→ Alder Technical College" not in buttons, "nobody promises themselves something"
    await mapped.lena.presses("→ Mill Towns Assembly")
    assert "passes this on to you at Lake Alder table: A desk" in mapped["Marigold"].reads()
    await mapped.lena.presses("It stays")
    assert "Task: Call the bakers" in mapped.lena.reads()
    await mapped.lena.presses("→ Alder Technical College")
    assert "That is all. Each line stands" in mapped.lena.reads()
    council, assembly = organisation(mapped, COUNCIL).id, organisation(mapped, ASSEMBLY).id
    assert {c.what: c.by_organisation for c in mapped.find(Commitment)} == {
        "A desk": assembly,
        "A bus": council,
    }
    assert mapped.one(Responsibility).responsible == (organisation(mapped, COLLEGE).id,)


async def test_a_colleague_follows_at_once_and_goes_the_same_way(mapped: Played) -> None:
    deputy = mapped.stage.player("Deputy")
    await colleague(mapped, deputy, ASSEMBLY)
    await begins(mapped, mapped["Marigold"])
    await mapped.lena.presses("→ Deputy")
    assert seat_of(mapped, deputy).holds_vote
    assert "step by step" in deputy.has_read()
    await deputy.says(HOPE)
    assert RESULT in deputy.has_read()
    assert mapped.one(Turnover).new_seat == seat_of(mapped, deputy).id


async def test_nobody_follows_yet(mapped: Played) -> None:
    await begins(mapped, mapped["Ottilie"])
    await mapped.lena.presses("Nobody yet")
    assert not seat_of(mapped, mapped["Ottilie"]).present
    assert moves(mapped) == [("seat_left",)]
    assert mapped.one(Turnover).done_at is not None


async def test_before_a_result_there_is_nothing_to_read_back(introduced: Played) -> None:
    successor = await newcomer(introduced, introduced["Ottilie"])
    await successor.says(HOPE)
    assert introduced.find(ReadBack) == []
    assert introduced.one(Turnover).done_at is not None
    assert len(introduced.find(Answer, seat_id=seat_of(introduced, successor).id)) == 1


async def test_a_running_vote_is_listed_and_the_newcomer_votes(voting: Played) -> None:
    await voting["Ottilie"].presses("4 ·")
    await begins(voting, voting["Ottilie"])
    assert "the newcomer votes anew: The result" in voting.lena.reads()
    await voting.lena.presses("Somebody new, by a link")
    person = voting.stage.player("Cornelius")
    await person.opens(voting.lena.link_for("hands on the seat"))
    await presses_data(person, ":consent:agree")
    await presses_data(person, ":right:yes")
    assert "Do you see harm" in person.has_read()
    await person.presses("3 ·")


async def test_a_change_that_was_never_read_back_cannot_be_said(convened: Played) -> None:
    await acts.forges(convened, convened["Ottilie"], "read_back:1:nothing")
    assert "has done its work" in (acts.toast(convened, convened["Ottilie"]) or "")
    assert convened.find(ReadBack) == []


async def test_who_sits_where_leads_into_the_guided_step(mapped: Played) -> None:
    ottilie = mapped["Ottilie"]
    await with_work(mapped)
    await mapped.lena.says("/table")
    await mapped.lena.presses("Who sits where")
    await presses_data(mapped.lena, f":seat:{seat_of(mapped, ottilie).id}")
    assert "leads a newcomer into what was said and agreed" in mapped.lena.reads()
    assert mapped.stage.bot_messages(mapped.lena.user)[-1].buttons[0].text == "Step by step"
    await mapped.lena.presses("Step by step")
    assert f"Why does Ottilie leave the seat for {COUNCIL}?" in mapped.lena.reads()
    await mapped.lena.presses("A new job")
    assert "Promise: A desk" in mapped.lena.reads()
    for label in ("All of it stays", "Somebody new, by a link"):
        await mapped.lena.presses(label)
    cornelius = mapped.stage.player("Cornelius")
    await cornelius.opens(mapped.lena.link_for("hands on the seat"))
    for end in (":consent:agree", ":right:yes"):
        await presses_data(cornelius, end)
    (turnover,) = mapped.find(Turnover)
    assert (turnover.why, turnover.new_seat) == ("new_job", seat_of(mapped, cornelius).id)
    assert "Others met before you, so I go with you step by step" in cornelius.has_read()


async def test_a_seat_on_which_nothing_was_said_is_handed_on_as_it_is(mapped: Played) -> None:
    """A colleague without the vote leaves no work behind, though the organisation has some in hand."""
    await with_work(mapped)
    deputy = mapped.stage.player("Deputy")
    await colleague(mapped, deputy, COUNCIL)
    await mapped.lena.says("/table")
    await mapped.lena.presses("Who sits where")
    await presses_data(mapped.lena, f":seat:{seat_of(mapped, deputy).id}")
    labels = [b.text for b in mapped.stage.bot_messages(mapped.lena.user)[-1].buttons]
    assert "Step by step" not in labels
    assert labels[0] == "Somebody else takes over"
