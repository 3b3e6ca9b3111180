"""The README's first quarter of an hour, done in a real Chromium as it is written there."""

from __future__ import annotations

from playwright.async_api import Page, expect

from bot.rehearsal_room import RehearsalRoom
from tests.acceptance.playing import RESULT
from tests.browser.hands import PlayedOnPage
from tests.browser.test_a_table_in_the_room import real_room

__all__ = ["real_room"]


async def test_it_goes_as_the_readme_says(page: Page, real_room: RehearsalRoom) -> None:
    await page.goto(real_room.address)
    await page.wait_for_selector("body[data-ready]")
    table = PlayedOnPage(real_room, page)
    group, private = page.locator("#group"), page.locator("#private")
    for count, name in ((4, "Marigold"), (5, "Ottilie")):
        for answer in ("People of our two towns.", "A job with a pay slip.", "90 percent by 2036."):
            await table[name].says(answer)
        await expect(group).to_contain_text(f"{count} of 5 organisations have answered")
    await table.lena.presses("Close and show the answers")
    await expect(group).to_contain_text("• People of our two towns.")

    await table.lena.presses("Write the sentence")
    await table.lena.says("We will train 500 people")
    await expect(private).to_contain_text("That is something partners will do.")
    await table.lena.says(RESULT)
    await table.lena.presses("Later")
    await table.lena.presses("Put it to the table")
    await table.wait(days=2)
    await table.lena.presses("Open the vote")
    await table["Marigold"].presses("0 ·")
    await table["Marigold"].says("Nobody has asked the mill towns.")
    for name in ("Ottilie", "Clementine", "Philippa"):
        await table[name].presses("4 ·")
    await table.close_vote()
    await expect(group).to_contain_text(
        "Mill Towns Residents Assembly blocks: “Nobody has asked the mill towns.”"
    )
    await expect(private).to_contain_text("Change the text with them")
