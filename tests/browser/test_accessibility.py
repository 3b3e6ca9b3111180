"""axe-core finds nothing wrong in any state of the page: wide, on a phone, dark, with every dialog open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page

from bot.rehearsal_room import RehearsalRoom
from tests.browser.conftest import Room
from tests.browser.test_a_table_in_the_room import real_room, seat_of

__all__ = ["real_room"]
Look = Callable[[str], Awaitable[None]]
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1400, "height": 900}
SCENARIO = Path(__file__).parents[2] / "docs" / "scenarios" / "harbor-road.json"


@pytest.fixture(params=["light", "dark"])
async def looked_at(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[tuple[Page, Look]]:
    """A page in a light and a dark room, and a way to have axe look at it; what it found fails at the end."""
    context = await browser.new_context(viewport=WIDE, color_scheme=request.param, reduced_motion="reduce")  # type: ignore[arg-type]
    page = await context.new_page()
    found: list[str] = []

    async def look(state: str) -> None:
        results: Any = await Axe().run(page)
        for violation in results.response["violations"]:
            for node in violation["nodes"]:
                found.append(f"{state}: {violation['id']} {node['target']} {node['failureSummary']}")

    yield page, look
    await context.close()
    assert found == []


async def test_the_chats_wide_and_on_a_phone(looked_at: tuple[Page, Look], room: Room) -> None:
    page, look = looked_at
    room.world.say(room.ben, room.group, "/formats")
    room.world.say(room.anna, room.group, "/table")
    room.world.send_kind(room.ben, room.group, "photo")
    room.world.send_kind(room.ben, room.group, "document")
    room.world.say(room.anna, room.anna, "/table")
    await page.goto(room.address(room.anna))
    await page.wait_for_selector("body[data-ready]")
    await page.get_by_role("button", name="Softly").first.wait_for()
    await look("chats")
    await page.get_by_label("Write to Tablekeeper as Anna").press_sequentially("/t")
    await page.get_by_role("option", name="/table").wait_for()
    await look("commands")
    await page.locator("#private").get_by_label("Send something else").click()
    await look("odd things")
    await page.get_by_role("button", name="Open the picture photo.png").click()
    await look("picture")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Loudly").last.click()
    await page.locator("#alert").wait_for()
    await look("alert")
    await page.keyboard.press("Enter")
    await page.locator(".seat", has_text="Ben").click()
    await look("not started")
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await look("phone, help")
    await page.get_by_role("button", name="Close this help").click()
    for tab in ("Seats", "Group", "Private", "Table"):
        await page.locator(".tabs").get_by_role("button", name=tab).click()
        await look(f"phone, {tab}")


async def test_the_dialogs_and_the_play(looked_at: tuple[Page, Look], real_room: RehearsalRoom) -> None:
    page, look = looked_at
    await page.goto(f"{real_room.address}&seat={seat_of(real_room, 'Lena')}")
    await page.wait_for_selector("body[data-ready]")
    for summary in await page.locator("#panel summary").all():
        await summary.click()
    await look("table")
    menu = page.locator("#room-menu summary")
    await menu.click()
    await look("menu")
    for size in (WIDE, PHONE):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        if size is PHONE and await page.locator("#guide").is_visible():
            await page.get_by_role("button", name="Close this help").click()
        for name in ("Fresh table …", "Play a scenario", "Save and open rehearsals", "Empty group"):
            if not await page.locator("#room-menu").evaluate("menu => menu.open"):
                await menu.click()
            await page.get_by_role("button", name=name).click()
            await page.locator("dialog[open]").wait_for()
            await look(f"{name} {size['width']}")
            await page.keyboard.press("Escape")
    await menu.click()
    await page.get_by_role("button", name="Play a scenario").click()
    await page.locator("#scenario-file").set_input_files(SCENARIO)
    await page.get_by_role("button", name="Put it on").click()
    await page.locator("#play").wait_for()
    await look("play, phone")
    await page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    await look("play")
