"""A whole table facilitated on the room's page at the size of a phone: real touches, counted.

Everybody else plays over the local Bot API; the clock is the room's own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.rehearsal.scenario.reading import read
from bot.scenario_stage import Scene
from tests.acceptance.lake_alder import (
    SCENARIO,
    Json,
    ordinary_record,
    room_of,
    spent,
    without_messages,
    written,
)
from tests.acceptance.phone import Phone
from tests.acceptance.play_by_phone import PlayByPhone
from tests.browser.phone_on_page import HEIGHT, WIDTH, PhoneOnPage


@pytest.fixture(scope="module")
def ordinary() -> Json:
    """What the ordinary play of the same file leaves behind."""
    return ordinary_record()


async def test_a_whole_table_is_facilitated_by_touch(
    ordinary: Json, browser: Browser, tmp_path: Path
) -> None:
    size = {"width": WIDTH, "height": HEIGHT}
    window = await browser.new_context(viewport=size, has_touch=True, is_mobile=True, reduced_motion="reduce")  # type: ignore[arg-type]
    page = await window.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    class OnThisPage(PlayByPhone):
        def hands_phone(self) -> Phone:
            return PhoneOnPage(self.cast.facilitator, self.cast.group, page)

    scenario = read(SCENARIO)
    async with room_of(scenario, tmp_path) as room:
        scene = Scene(room, scenario, None, print, kind=OnThisPage)
        phone = scene.played.facilitator
        assert isinstance(phone, PhoneOnPage)
        await page.goto(f"{room.address}&seat={phone.user.id}")
        await page.wait_for_selector("body[data-ready]")
        await scene.play()
        record = scene.record()
    promised, needed = written(), spent(phone.tally)
    print(needed, phone.swipes)
    assert {kind: n for kind, n in needed.items() if n > promised[kind]} == {}
    assert without_messages(record) == ordinary
    assert errors == []
    await window.close()
