"""The menu of the room, with the real bot: a table from the form, rehearsals kept and opened, the export."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from bot.rehearsal.transcript.replaying import read_transcript
from bot.rehearsal_room import RehearsalRoom
from tests.browser.test_a_table_in_the_room import real_room, sit

__all__ = ["real_room"]


async def choose(page: Page, label: str) -> None:
    await page.locator("#room-menu summary").click()
    await page.get_by_role("button", name=label).click()


async def test_a_table_is_set_up_from_the_form_and_kept(
    page: Page, real_room: RehearsalRoom, tmp_path: Path
) -> None:
    await page.goto(real_room.address)
    await choose(page, "Fresh table …")
    form = page.locator("#table-form")
    await form.get_by_label("Name of the table").fill("River table")
    await form.get_by_label("Time zone").fill("Europe/Berlin")
    await form.get_by_label("Facilitator").fill("Ida")
    await form.get_by_label("Coordinator").fill("Ida")
    await form.get_by_role("button", name="Remove this organisation").last.click()
    parts = form.get_by_role("group")
    for number, name in enumerate(("City Works", "Neighbours")):
        await parts.nth(number).get_by_label("Name").fill(name)
        await parts.nth(number).get_by_label("Person", exact=True).fill(f"Person of {name}")
    await parts.nth(1).get_by_label("Its people live with the problem themselves").check()
    await form.get_by_role("button", name="Set the table").click()
    await expect(form.get_by_role("alert")).to_have_text(
        "Two people are called Ida. Give one another name, to tell them apart."
    )
    await form.get_by_label("Coordinator").fill("Otto")
    await form.get_by_role("button", name="Set the table").click()
    await expect(form).to_be_hidden()
    await expect(page.locator("#group-title")).to_have_text("River table")
    await expect(page.locator("#clock-date")).to_contain_text("Berlin time")
    await expect(page.locator(".seat", has_text="Person of Neighbours")).to_contain_text("Neighbours")

    await choose(page, "Save and open rehearsals")
    kept = page.locator("#kept")
    await kept.get_by_label("Save this rehearsal as").fill("Before the evening")
    await kept.get_by_role("button", name="Save", exact=True).click()
    await expect(kept.locator("#kept-list")).to_contain_text("Before the evening")
    await kept.get_by_label("Save this rehearsal as").fill("Before the evening")
    await kept.get_by_role("button", name="Save", exact=True).click()
    await expect(kept.get_by_role("alert")).to_contain_text("Choose another name")
    await kept.get_by_role("button", name="Close").click()

    async with page.expect_download() as exported:
        await choose(page, "Export as a test")
    file = tmp_path / "exported.yaml"
    await (await exported.value).save_as(file)
    assert (await exported.value).suggested_filename == "river_table.yaml"
    assert {step["who"] for step in read_transcript(file)["steps"] if "who" in step} >= {"Ida", "Otto"}

    await sit(page, "Ida")
    await page.locator("#private-text").fill("/table")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Settings").last.click()
    await page.get_by_role("button", name="Pause the table").last.click()
    await expect(page.locator("#panel .where").first).to_have_text("paused")

    await choose(page, "Save and open rehearsals")
    await kept.get_by_role("button", name="Open Before the evening").click()
    await page.get_by_role("button", name="Open it").click()
    await expect(page.locator("#panel .where").first).to_have_text("coming together")
    await expect(page.locator("#group-title")).to_have_text("River table")
    await choose(page, "Save and open rehearsals")
    await kept.get_by_role("button", name="Delete Before the evening").click()
    await page.get_by_role("button", name="Delete it").click()
    await expect(kept.locator("#kept-list")).to_contain_text("None yet.")
