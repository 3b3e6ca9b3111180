"""A block that stays, and a fallback rule that the table ratified before (docs/decisions/0036)."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from dialogues.model import Ballot, Organisation, Request, Round, Table, TableRule
from tests.acceptance.acts import becomes, button, forges, toast
from tests.acceptance.eavesdropping import eavesdropping
from tests.acceptance.fallback_acts import (
    BY_MOST,
    NONE,
    REASON,
    RULE,
    TEXT,
    TITLE,
    agree,
    amend,
    block_every_time,
    bring_text,
    cast,
    choose,
    state,
    use,
)
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.test_forgetting import forgets
from tests.acceptance.test_scenario import SCHEMA
from tests.acceptance.test_texts import bring, decisions, open_vote, told, vote
from tests.acceptance.test_translations import speaks_both
from tests.acceptance.undoing import has_undo, record_of_table


@pytest.fixture
async def ruled(convened: Played) -> Played:
    """Five organisations, Marigold's alone grassroots, have ratified a fallback rule."""
    await agree(convened)
    return convened


@pytest.fixture
async def parked(ruled: Played) -> Played:
    """Ottilie has blocked a text in all three rounds; two days have gone by since."""
    await bring_text(ruled)
    await block_every_time(ruled, "Ottilie")
    await ruled.wait(hours=48)
    return ruled


async def offered(table: Played) -> bool:
    """Whether the page of steps has the button now."""
    await table.lena.says("/table")
    await table.lena.presses("Steps and rounds")
    page = table.stage.bot_messages(table.lena.user)[-1]
    return any(b.text.startswith("Use our fallback rule") for b in page.buttons)


async def refused(table: Played) -> str:
    """What the facilitator hears when the rule does not hold; nothing has passed."""
    await use(table)
    assert state(table) == "parked"
    heard = table.lena.reads()
    assert heard.startswith("Not yet"), heard
    return heard


async def test_the_table_votes_on_the_rule_as_on_what_binds_everyone(convened: Played) -> None:
    await choose(convened, BY_MOST)
    await convened.lena.presses("Put it to the table")
    posted = convened.in_group()[-1].words
    assert "blocked in 3 votes" in posted
    assert "48 hours to meet" in posted
    assert "three quarters of all voting organisations gave it 3 or more" in posted
    await open_vote(convened, 48, RULE)
    await vote(convened, RULE, Marigold=2)
    assert convened.find(TableRule) == []
    assert convened.one(Round, title=RULE).stakes is None
    (decision,) = decisions(convened)
    assert (decision["what"], decision["stakes"], decision["state"]) == ("other", "high", "amending")


async def test_the_rule_stands_on_the_page_of_rules_and_in_the_list_of_changes(ruled: Played) -> None:
    kept = ruled.one(TableRule)
    assert (kept.rule, kept.value) == ("fallback", "by_most")
    await ruled.lena.says("/table")
    await ruled.lena.presses("Our own rules")
    assert f"When a block stays: {BY_MOST}" in ruled.lena.reads()
    await ruled["Marigold"].says("/table")
    await ruled["Marigold"].presses("What has changed")
    assert f"Our own rule “{RULE}” – new, value: {BY_MOST}" in ruled["Marigold"].reads()


async def test_a_text_that_stays_blocked_passes_and_its_reservation_stays(ruled: Played) -> None:
    await bring_text(ruled)
    await block_every_time(ruled, "Ottilie")
    assert "our fallback rule could be used from" in ruled.in_group()[-1].words
    assert "First let those who can decide meet" in ruled.lena.has_read()
    assert "48 hours left to meet" in await refused(ruled)
    await ruled.wait(hours=47)
    assert "1 hour left to meet" in await refused(ruled)
    await ruled.wait(hours=1)
    await use(ruled)
    asked = ruled.lena.reads()
    assert "4 of 5 organisations can live with it" in asked
    assert f"Lake Alder Council blocked: “{REASON}”" in asked
    await ruled.lena.presses("No")
    assert state(ruled) == "parked"
    await use(ruled)
    await ruled.lena.presses("Yes")
    assert state(ruled) == "ratified"
    posted = ruled.in_group()[-1].words
    assert f"{TITLE}: passed by our fallback rule" in posted
    assert f"{TEXT} (Wording 3)" in posted
    assert "4 of 5 voting organisations can live with it; the rule asks for 4" in posted
    assert f"Lake Alder Council: “{REASON}”" in posted


async def test_who_blocks_is_told_at_once_what_the_rule_could_do(ruled: Played) -> None:
    await bring_text(ruled)
    await cast(ruled, "Ottilie")
    assert (
        "If it stays in all 3 votes, the table's fallback rule could be used" in ruled["Ottilie"].has_read()
    )


async def test_without_a_rule_a_block_is_told_as_before(convened: Played) -> None:
    await bring_text(convened)
    await cast(convened, "Ottilie")
    assert "nobody can do it for you" in convened["Ottilie"].has_read()
    assert "fallback" not in convened["Ottilie"].has_read()


async def test_who_blocked_hears_it_first_and_in_private(parked: Played) -> None:
    await use(parked)
    with eavesdropping() as ear:
        await parked.lena.presses("Yes")
    heard = [one.words for one in ear.heard]
    (private,) = [n for n, words in enumerate(heard) if "i tell you before the group" in words]
    (group,) = [n for n, words in enumerate(heard) if "passed by our fallback rule" in words]
    assert private < group
    assert "block of Lake Alder Council was not judged" in parked["Ottilie"].has_read()
    for name in ("Marigold", "Clementine"):
        assert "before the group" not in parked[name].has_read()


async def test_what_passed_so_is_told_so_wherever_decisions_are_told(parked: Played) -> None:
    await use(parked)
    await parked.lena.presses("Yes")
    (_, line) = told(parked)
    assert line["outcome"] == "passed by our fallback rule, with a reservation"
    assert line["before"] == "blocked, blocked, blocked"
    assert line["blocks"] == f"Lake Alder Council: “{REASON}”"
    (_, spanish) = told(parked, "es")
    assert spanish["outcome"] == "aprobado por nuestra regla de respaldo, con una reserva"
    (_, decision) = decisions(parked)
    assert (decision["state"], decision["ratified_cycle"]) == ("ratified", 1)
    assert [one["outcome"] for one in decision["rounds"]] == ["blocked"] * 3
    jsonschema.validate(record_of_table(parked), json.loads(SCHEMA.read_text("utf-8")))
    await parked.lena.says("/table")
    await parked.lena.presses("Our own rules")
    assert f"“{TITLE}” passed so. Lake Alder Council blocked: “{REASON}”" in parked.lena.reads()


async def test_the_minutes_tell_that_it_passed_so(parked: Played) -> None:
    await use(parked)
    await parked.lena.presses("Yes")
    await parked.lena.says("/table")
    await parked.lena.presses("Minutes")
    assert f"{TITLE}: passed by our fallback rule, with a reservation" in parked.lena.reads()


async def test_its_use_is_in_the_log_and_is_never_undone(parked: Played) -> None:
    await use(parked)
    await parked.lena.presses("Yes")
    used = parked.find(Request, trigger="use_fallback")[-1]
    assert (used.source, used.target, used.outcome) == ("parked", "ratified", "allowed")
    await parked.lena.says("/table")
    assert not has_undo(parked, parked.lena)


async def test_the_only_grassroots_organisation_is_never_passed_over(ruled: Played) -> None:
    await bring_text(ruled)
    await block_every_time(ruled, "Marigold")
    assert "could be used from" not in ruled.in_group()[-1].words
    await ruled.wait(hours=48)
    heard = await refused(ruled)
    assert "No grassroots organisation gave 3 or more" in heard
    assert heard.count("•") == 1


async def test_without_grassroots_at_the_table_the_others_count_alone(parked: Played) -> None:
    own = parked.one(Organisation, grassroots=True)
    await becomes(parked, replace(own, grassroots=False))
    await use(parked)
    await parked.lena.presses("Yes")
    assert state(parked) == "ratified"


async def test_too_little_support_is_told_as_a_number_without_names(ruled: Played) -> None:
    await bring_text(ruled)
    await block_every_time(ruled, "Ottilie", Clementine=2)
    await ruled.wait(hours=48)
    heard = await refused(ruled)
    assert "3 of at least 4 organisations can live with it" in heard
    assert "Alder Technical College" not in heard
    assert heard.count("•") == 1


async def test_an_organisation_that_did_not_vote_is_no_support(ruled: Played) -> None:
    await bring_text(ruled)
    await block_every_time(ruled, "Ottilie")
    absent = next(b for b in ruled.find(Ballot, ballot_round=3) if b.score == 4)
    await becomes(ruled, replace(absent, counts=False))
    await ruled.wait(hours=48)
    assert "3 of at least 4 organisations can live with it" in await refused(ruled)


async def test_who_joins_after_the_vote_counts_among_all(parked: Played) -> None:
    for name in ("Quay Choir", "Harbour Bakers"):
        await parked.invite(name, "Health", "No")
    assert "4 of at least 6 organisations can live with it" in await refused(parked)


async def test_a_rule_that_is_ratified_too_late_does_not_reach_the_text(convened: Played) -> None:
    await bring_text(convened)
    await block_every_time(convened, "Ottilie")
    assert not await offered(convened)
    table, round_ = convened.one(Table), convened.one(Round, title=TITLE)
    await forges(convened, convened.lena, f"go:{table.id}:use_fallback:{round_.id}")
    assert "The table has no fallback rule" in convened.lena.reads()
    await agree(convened)
    await convened.wait(hours=48)
    heard = await refused(convened)
    assert "younger than the first vote" in heard
    assert heard.count("•") == 1
    await convened.lena.says("/table")
    await convened.lena.presses(f"Take it up again: {TITLE}")
    await convened.lena.says("/table")
    await convened.lena.presses(f"Write: {TITLE}")
    await convened.lena.says(TEXT)
    await convened.lena.presses("Put it to the table")
    await open_vote(convened, 48, TITLE)
    await block_every_time(convened, "Ottilie")
    await convened.wait(hours=48)
    assert "younger than the first vote" in await refused(convened)


async def test_a_text_that_was_not_blocked_each_time_is_not_passed(ruled: Played) -> None:
    await bring_text(ruled)
    await cast(ruled, Clementine=2, Marigold=2)
    for n in (2, 3):
        await amend(ruled, n)
        await cast(ruled, "Ottilie")
    assert state(ruled) == "parked"
    await ruled.wait(hours=48)
    heard = await refused(ruled)
    assert "It was blocked in 2 votes since it was last taken up (rule: in each, and in at least 3)" in heard
    assert heard.count("•") == 1


async def test_what_binds_an_organisation_binds_none_against_its_own_no(ruled: Played) -> None:
    await bring_text(ruled, binds="Yes")
    await block_every_time(ruled, "Ottilie")
    await ruled.wait(hours=48)
    heard = await refused(ruled)
    assert "The rule does not reach such a text" in heard
    assert heard.count("•") == 1


async def test_the_result_is_never_passed_by_the_rule(ruled: Played) -> None:
    await bring(ruled, "A result", TITLE)
    for n in (1, 2, 3):
        if n > 1:
            await ruled.lena.says("/table")
            await ruled.lena.presses(f"Change the text with them: {TITLE}")
        await ruled.lena.says(RESULT.replace("90%", f"{86 + n}%"))
        await ruled.lena.presses("Later")
        await ruled.lena.presses("Put it to the table")
        await open_vote(ruled, 48, TITLE)
        await cast(ruled, "Ottilie")
    await ruled.wait(hours=48)
    assert "never the result, the document with seats and votes" in await refused(ruled)


async def test_while_the_table_is_about_to_vote_on_the_rule_it_rests(parked: Played) -> None:
    await choose(parked, NONE)
    assert "about to vote on the rule itself" in await refused(parked)
    await parked.lena.says("/table")
    await parked.lena.presses(f"End: {RULE}")
    await parked.lena.presses("Take it back")
    await use(parked)
    assert "4 of 5 organisations can live with it" in parked.lena.reads()


async def test_the_table_takes_the_rule_back_by_another_vote(parked: Played) -> None:
    await agree(parked, NONE)
    assert parked.one(TableRule).value == "none"
    assert "From now on we have no rule for a block that stays" in parked.group_text()
    assert not await offered(parked)
    await agree(parked)
    assert parked.one(TableRule).value == "by_most"
    assert "younger than the first vote" in await refused(parked)


async def test_what_is_not_agreed_is_no_rule(convened: Played) -> None:
    await choose(convened, BY_MOST)
    await convened.lena.presses("Put it to the table")
    await open_vote(convened, 48, RULE)
    await convened["Marigold"].presses("0 ·")
    await convened["Marigold"].says("A lone voice needs its block.")
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await convened[name].presses("4 ·")
    await convened.lena.says("/table")
    await convened.lena.presses(f"Close the vote and count: {RULE}")
    assert convened.find(TableRule) == []


async def test_a_block_whose_reason_is_gone_is_not_passed_over(parked: Played) -> None:
    await forgets(parked["Ottilie"])
    heard = await refused(parked)
    assert "Blocks whose reason the group has read: 0 of 1" in heard


async def test_who_blocked_and_is_forgotten_leaves_the_reservation_without_words(parked: Played) -> None:
    await use(parked)
    await parked.lena.presses("Yes")
    await forgets(parked["Ottilie"])
    await parked.lena.says("/table")
    await parked.lena.presses("Our own rules")
    words = parked.lena.reads()
    assert f"“{TITLE}” passed so. Lake Alder Council blocked" in words
    assert REASON not in words


async def test_nobody_but_a_facilitator_uses_it_and_none_from_an_old_question(parked: Played) -> None:
    assert await offered(parked)
    data = button(parked, parked.lena, "Use our fallback rule")
    for player in (parked["Clementine"], parked.carl):
        await forges(parked, player, data)
        assert toast(parked, player) == "Only a facilitator of this table can do that."
    await use(parked)
    yes = button(parked, parked.lena, "Yes")
    await parked.lena.says("/table")
    await parked.lena.presses(f"Take it up again: {TITLE}")
    await forges(parked, parked.lena, yes)
    assert state(parked) == "synthesizing"
    await forges(parked, parked.lena, data)
    assert state(parked) == "synthesizing"


async def test_a_table_of_two_languages_reads_rule_and_outcome_in_both(convened: Played) -> None:
    await speaks_both(convened)
    await choose(convened, BY_MOST)
    await convened.lena.presses("Put it to the table")
    posted = convened.in_group()[-1].words
    assert "three quarters of all voting organisations" in posted
    assert "tres cuartos de todas las organizaciones con voto" in posted
    await open_vote(convened, 48, RULE)
    assert "tres cuartos" in convened["Marigold"].reads()
    await vote(convened, RULE)
    assert convened.one(TableRule).value == "by_most"


async def test_a_spanish_table_uses_its_rule_in_spanish(convened: Played) -> None:
    await agree(convened)
    await becomes(convened, replace(convened.one(Table), languages=("es",)))
    await bring_text(convened)
    await block_every_time(convened, "Ottilie")
    assert "nuestra regla de respaldo se podría usar desde el" in convened.in_group()[-1].words
    await convened["Ottilie"].says("/language")
    await convened["Ottilie"].presses("Español")
    await convened.wait(hours=48)
    await use(convened)
    await convened.lena.presses("Yes")
    posted = convened.in_group()[-1].words
    assert f"{TITLE}: aprobado por nuestra regla de respaldo" in posted
    assert f"Lake Alder Council: «{REASON}»" in posted
    assert "Se lo digo antes que al grupo" in convened["Ottilie"].has_read()
