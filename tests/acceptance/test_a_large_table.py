"""Sixty organisations with names as long as they may be: every page is shown, can be turned, and is one message."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.courier.limits import BUTTONS_MOST, MESSAGE_UNITS, parsed_units
from bot.ingress.buttons import decode
from bot.rehearsal.records import Message
from dialogues import actions, house_rules
from dialogues.documents_panel import DOCUMENTS
from dialogues.model import (
    Commitment,
    Experiment,
    Function,
    Gap,
    Lever,
    Organisation,
    Person,
    Responsibility,
    Round,
    Seat,
)
from dialogues.wording import units
from storage.outbox import State
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.scenes import Scenes
from tests.bot.conftest import reading

MANY = 60
CAP = house_rules.NAME_UNITS.value
# What else than the long list stands under a page: ways back, things to add, pages to turn.
BESIDE = 20
LONGEST = 300


def long_name(number: int) -> str:
    """As long as a name may be, and told apart at its beginning; emoji that a cut must not part."""
    start = f"{number:02d} "
    name = start + "👩‍🚀" * ((CAP - len(start)) // 5)
    return name + "x" * (CAP - units(name))


@pytest.fixture(params=["convened", "mapping", "voting"])
async def large(request: pytest.FixtureRequest, scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """A table that has grown: sixty organisations, their people, gaps, cards, levers, tasks and promises."""
    async with scenes.open(request.param, tmp_path) as table:
        await grow(table)
        yield table


async def grow(table: Played) -> None:
    first = max(o.id for o in table.find(Organisation)) + 1
    person = max(p.id for p in table.find(Person)) + 1
    now = table.room.clock.now()
    # The map has been drawn once, so that its page lists the gaps.
    nouns: list[object] = [Round(table_id=1, topic="map", cycle=1, state="ratified", opened_at=now)]
    for n in range(MANY):
        name = long_name(n)
        nouns += [
            Organisation(table_id=1, name=name, name_key=name.casefold(), sector="health"),
            Person(telegram_id=600_000 + n, name=name, language="en"),
            Seat(
                table_id=1,
                person_id=person + n,
                organisation_id=first + n,
                roles=("member",),
                holds_vote=True,
                joined_at=now,
                consented_at=now,
            ),
            Gap(table_id=1, code="SEAT_VACANT", subject=str(first + n), severity="must", found_cycle=1),
            Experiment(table_id=1, organisation_id=first + n, title=name, level="policy"),
            Lever(table_id=1, label=name, condition="policies", kind="system", written_at=now),
            Responsibility(table_id=1, task=name, task_key=name.casefold(), responsible=(first + n,)),
            Commitment(
                table_id=1,
                by_organisation=first + n,
                to_organisation=first,
                what="x" * house_rules.TASK_UNITS.value,
                due=now.date() + timedelta(days=30),
                cycle=1,
            ),
        ]
    nouns += [
        Function(table_id=1, label=long_name(n), kind="practice")
        for n in range(house_rules.FUNCTIONS_MOST.value - len(table.find(Function)))
    ]
    await acts.stands(table, *nouns)


def newest(table: Played) -> Message:
    return copy.copy(table.stage.bot_messages(table.lena.user)[-1])


def looks_right(message: Message, where: str) -> None:
    assert parsed_units(message.words) <= MESSAGE_UNITS, where
    assert len(message.buttons) <= BUTTONS_MOST, where
    for button in message.buttons:
        assert units(button.text) <= 64, (where, button.text)
        assert "\u200d" not in (button.text.removesuffix("…")[-1:], button.text[:1]), where


def refused(table: Played) -> list[str]:
    return [
        row.text[:80]
        for row in reading(table.bot, lambda c: c.execute(text("SELECT text, state FROM outbox")).fetchall())
        if row.state == State.REFUSED
    ]


async def turned(table: Played, data: str) -> list[Message]:
    """Every page behind a button, turned to its end."""
    await acts.forges(table, table.lena, data)
    pages = [newest(table)]
    while (more := [b.data for b in pages[-1].buttons if b.text == "More ▶"]) and len(pages) < 10:
        await acts.forges(table, table.lena, more[0] or "")
        pages.append(newest(table))
    return pages


LISTS = {
    "page_people": "one_organisation",
    "seats": "seat",
    "links": "link",
    "on_behalf": "behalf",
    "gaps": "gap",
    "page_map": "gap",
    "experiments": "card",
    "levers": "drop_lever",
    "sort": "sort_system",
}


async def test_every_page_of_the_panel_is_one_message(large: Played) -> None:
    await large.lena.says("/table")
    message = newest(large).message_id
    for action in sorted(actions.ACTIONS):
        if action.startswith("page_") or action in {
            *LISTS,
            "structure",
            "document",
            "rules",
            "guides",
            "ask_stage",
        }:
            said = len(large.stage.bot_messages(large.lena.user))
            await acts.forges(large, large.lena, f"go:1:{action}:0")
            looks_right(newest(large), action)
            assert newest(large).message_id == message, action
            assert len(large.stage.bot_messages(large.lena.user)) == said, action
    assert refused(large) == []


async def test_each_can_be_reached_by_turning_the_pages(large: Played) -> None:
    for page, action in LISTS.items():
        await large.lena.says("/table")
        shown = await turned(large, f"go:1:{page}:0")
        presses = [decode(b.data or "") for one in shown for b in one.buttons]
        reached = [p.arguments[2] for p in presses if p.arguments[1:2] == (action,)]
        assert len(reached) == len({*reached}), page
        if page != "on_behalf":
            assert len(reached) >= MANY, page
        assert max(len(one.buttons) for one in shown) <= 2 * house_rules.ANSWERS_LISTED.value + BESIDE, page
        for one in shown:
            looks_right(one, page)
    assert refused(large) == []


async def test_a_choice_among_all_organisations_is_turned_too(large: Played) -> None:
    """The owner of a gap: one choice. Who does a task: several, picked on several pages."""
    gap = large.find(Gap, code="SEAT_VACANT")[0]
    await acts.forges(large, large.lena, f"go:1:gap:{gap.id}")
    shown = newest(large)
    looks_right(shown, "owner")
    last = large.find(Organisation)[-1]
    for _ in range(3):
        await large.lena.presses("More ▶")
    looks_right(newest(large), "owner")
    await large.lena.says("somebody else")
    assert "More ▶" not in [b.text for b in newest(large).buttons], "asked again on the page that was open"
    await large.lena.presses(last.name[:20])
    await large.lena.says("30 June 2027")
    assert large.one(Gap, id=gap.id).owner == str(last.id)
    await acts.forges(large, large.lena, "go:1:task:0")
    await large.lena.says("Call the bakers")
    first = large.find(Organisation)[0]
    await large.lena.presses(first.name[:20])
    for _ in range(3):
        await large.lena.presses("More ▶")
    await large.lena.presses(last.name[:20])
    await large.lena.presses("◀ Before")
    await large.lena.presses("Done")
    await large.lena.presses("Done")
    task = large.one(Responsibility, task="Call the bakers")
    assert task.responsible == (first.id, last.id)
    assert refused(large) == []


async def test_a_choice_asked_again_on_a_later_page_is_one_message_that_turns(large: Played) -> None:
    """The word about what was typed has no buttons of its own: those of the question turn where they stand."""
    await acts.forges(large, large.lena, f"go:1:gap:{large.find(Gap, code='SEAT_VACANT')[0].id}")
    for _ in range(2):
        await large.lena.presses("More ▶")
    later = [b.text for b in newest(large).buttons]
    await large.lena.says("somebody else")
    word, question = large.stage.bot_messages(large.lena.user)[-2:]
    assert word.buttons == []
    assert [b.text for b in question.buttons] == later, "asked again on the page that was open"
    await large.lena.presses("◀ Before")
    turned_back = newest(large)
    assert turned_back.message_id == question.message_id
    assert [b.text for b in turned_back.buttons] != later
    assert refused(large) == []


async def test_a_page_that_is_not_there_shows_the_last_one(large: Played) -> None:
    for page in LISTS:
        await large.lena.says("/table")
        for number in ("4", "99", "9007199254740992"):
            await acts.forges(large, large.lena, f"go:1:{page}:{number}")
            looks_right(newest(large), page)
    assert refused(large) == []


async def test_a_coordinator_chooses_a_letter_among_all(large: Played) -> None:
    await acts.forges(large, large.carl, "letter:1:0")
    for _ in range(3):
        await large.carl.presses("More ▶")
    await large.carl.presses(large.find(Organisation)[-1].name[:20])
    assert long_name(MANY - 1) in large.carl.reads()
    assert refused(large) == []


async def test_the_group_and_the_documents_hold_them_all(large: Played) -> None:
    await acts.forges(large, large.lena, "go:1:check_map:0")
    drawn = "\n".join(m.words for m in large.in_group())
    assert sum(long_name(n) in drawn for n in range(MANY)) == MANY
    assert max(parsed_units(m.words) for m in large.in_group()) <= MESSAGE_UNITS
    for document in DOCUMENTS:
        await acts.forges(large, large.lena, f"paper:1:{document}")
    for player in (large.lena, large.carl, large["Ottilie"]):
        await player.says("/table")
        await player.says("/status")
    assert refused(large) == []


async def test_a_longer_list_of_parts_is_not_begun(large: Played) -> None:
    await acts.forges(large, large.lena, "go:1:function:0")
    assert "has 40 parts already" in large.lena.reads()
    await large.lena.says("one part more")
    assert len(large.find(Function)) == house_rules.FUNCTIONS_MOST.value
