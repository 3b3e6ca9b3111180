"""The real bot in the rehearsal room, played in a real Chromium as the page's own guide says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.method import the_method
from bot.rehearsal.example import EXAMPLE
from bot.rehearsal_room import RehearsalRoom
from bot.settings import Settings


@pytest.fixture
async def real_room(tmp_path: Path) -> AsyncIterator[RehearsalRoom]:
    """The room as `tablekeeper` opens it without a token: the example table, waiting for two answers."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    async with RehearsalRoom(settings, the_method(), folder=tmp_path, port=0, example=EXAMPLE) as room:
        yield room


def seat_of(room: RehearsalRoom, name: str) -> int:
    return next(user.id for user in room.world.users.values() if user.first_name == name)


async def sit(page: Page, name: str) -> None:
    await page.locator("#seat-list").get_by_role("button", name=name).click()


async def press(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label, exact=True).last.click()


async def answer(page: Page, text: str) -> None:
    box = page.locator("#private").get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")
    kept = page.locator("#private .bubble").filter(has_text=f"You: {text}")
    await expect(kept).to_be_visible()


async def test_the_guide_leads_to_the_first_reveal(page: Page, real_room: RehearsalRoom) -> None:
    await page.goto(real_room.address)
    await expect(page.get_by_role("heading", name="See a private round in three minutes")).to_be_visible()
    for name in ("Marigold", "Ottilie"):
        await sit(page, name)
        await expect(page.locator("#private")).to_contain_text("Question 1 of 3")
        for number in range(3):
            await answer(page, f"{name} says {number} and means it")
    await sit(page, "Lena")
    await press(page, "Close and show the answers")
    group = page.locator("#group")
    await expect(group).to_contain_text("What level, by when?")
    await expect(group).to_contain_text("Marigold says 0 and means it")
    await expect(page.locator("#panel")).to_contain_text("answers are in, a text is being written")
    await expect(page.locator("#panel")).to_contain_text("Close and show the answers (Lena)")
    await page.locator("#panel summary").filter(has_text="Go on to the map").click()
    await expect(page.locator("#panel .lacks").first).to_contain_text("No result is ratified yet.")


async def test_a_fresh_table_is_set_up_and_a_link_is_passed_on(page: Page, real_room: RehearsalRoom) -> None:
    await real_room.restart("empty")
    await page.goto(f"{real_room.address}&seat={seat_of(real_room, 'Lena')}")
    await press(page, "I facilitate this table")
    labels = ("Open the private chat", "Lake Alder table", "Chicago", "English")
    for label in (*labels, "90 days (a quarter)", "Today", "Link for the coordinator"):
        await press(page, label)
    await page.get_by_role("button", name="https://t.me").last.click()
    await page.get_by_role("dialog").get_by_role("button", name="Carl").click()
    await press(page, "I agree")
    await expect(page.locator("#private")).to_contain_text("You are the coordinator of Lake Alder table")
    await expect(page.locator("#group")).to_contain_text("One organisation has one vote")
