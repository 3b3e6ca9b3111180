"""A scenario file, put on from the page: it waits, steps from act to act, plays on, and can be paused."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from bot.rehearsal_room import RehearsalRoom
from tests.browser.test_a_table_in_the_room import real_room, sit

__all__ = ["real_room"]
SCENARIO = Path(__file__).parents[2] / "docs" / "scenarios" / "harbor-road.json"


async def put_on(page: Page, file: Path) -> None:
    await page.locator("#room-menu summary").click()
    await page.get_by_role("button", name="Play a scenario").click()
    await page.locator("#scenario-file").set_input_files(file)
    await page.get_by_role("button", name="Put it on").click()


async def test_a_file_is_put_on_stepped_through_and_played(page: Page, real_room: RehearsalRoom) -> None:
    await page.goto(real_room.address)
    await put_on(page, SCENARIO)
    await expect(page.locator("#play-title")).to_have_text("Harbor Road: home from school unhurt")
    await expect(page.locator("#play-last")).to_have_text("Nobody has acted yet.")
    await page.get_by_role("button", name="Step", exact=True).click()
    last = page.locator("#play-last")
    await expect(last).to_have_text("Act 1: Hollis presses “I facilitate this table”")
    await expect(page.locator("#group")).to_contain_text("Hollis facilitates this table")
    await page.get_by_role("button", name="Step", exact=True).click()
    await expect(last).to_have_text("Act 2: Hollis opens the private chat")
    await page.get_by_label("Acts a second").select_option("as fast as it goes")
    await page.get_by_role("button", name="Play", exact=True).click()
    await expect(page.locator("#group")).to_contain_text("is open")
    await page.get_by_role("button", name="Pause", exact=True).click()
    await expect(page.locator("#play-chapter")).to_contain_text("Standing still")
    await real_room.settle()
    stood = await last.text_content()
    await sit(page, "Hollis")
    await expect(last).to_have_text(stood or "")
    await expect(page.locator("#seat-list")).to_contain_text("Facilitator")


async def test_a_file_that_is_no_scenario_is_told_and_changes_nothing(
    page: Page, real_room: RehearsalRoom, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"title": "Nothing else"}', encoding="utf-8")
    await page.goto(real_room.address)
    await put_on(page, wrong)
    await expect(page.locator("#scenario-wrong")).to_contain_text("orgs is missing. Add it.")
    await page.get_by_role("button", name="Keep this table").last.click()
    await expect(page.locator("#group-title")).to_have_text("Lake Alder table")
    await expect(page.locator("#play")).to_be_hidden()
