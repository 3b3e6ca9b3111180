"""A whole table through the page: join, answer, reveal, block, amend, ratify, reflect, the summary with its PDF.

In two windows at once, with a reload in the middle, on a phone from the look back on, one vote by keys alone.
"""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

from bot.rehearsal_room import RehearsalRoom
from tests.acceptance.playing import RESULT
from tests.browser.hands import PlayedOnPage
from tests.browser.test_a_table_in_the_room import real_room, seat_of

__all__ = ["real_room"]
AMENDED = RESULT.replace("from 81% (2025) to 90%", "from 81% (2025) to 88%")
REASON = "Nobody has asked the mill towns what a job has to pay."


async def test_from_an_empty_group_to_the_coordinators_page(
    page: Page, browser: Browser, real_room: RehearsalRoom
) -> None:
    await real_room.begin_again("empty")
    table = PlayedOnPage(real_room, page)
    await page.goto(f"{real_room.address}&seat={seat_of(real_room, 'Lena')}")
    await page.wait_for_selector("body[data-ready]")
    await table.convene()
    await expect(page.locator("#seat-list")).to_contain_text("Mill Towns Assembly")

    carls = await (await browser.new_context(viewport={"width": 1200, "height": 800})).new_page()
    await carls.goto(f"{real_room.address}&seat={seat_of(real_room, 'Carl')}")
    await table.introduce()
    await table.collect_result()
    await expect(carls.locator("#group")).to_contain_text("Neighbours with pay slip 3")

    await page.reload()
    await page.wait_for_selector("body[data-ready]")
    await table.put_to_vote()
    await table["Marigold"].presses("0 ·")
    await table["Marigold"].says(REASON)
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        table.hands[name].by_keys = name == "Ottilie"
        await table[name].presses("4 ·")
        table.hands[name].by_keys = False
    await table.close_vote()
    await expect(carls.locator("#group")).to_contain_text(f"Mill Towns Assembly blocks: “{REASON}”")

    await table.put_to_vote(AMENDED, "Change the text with them")
    await table.vote()
    await expect(carls.locator("#group")).to_contain_text("✅ The result: agreed")
    await expect(page.locator("#panel")).to_contain_text("naming the result")
    await table.enter_data()
    await expect(page.locator("#panel")).to_contain_text("mapping who is needed")

    await page.set_viewport_size({"width": 390, "height": 844})
    if await page.locator("#guide").is_visible():
        await page.get_by_role("button", name="Close this help").click()
    await table.reflect()
    await table.lena.presses("Send it to the coordinator")

    document = carls.locator("#private a.document").last
    await expect(document).to_be_visible()
    opened = await carls.request.get(real_room.url + (await document.get_attribute("href") or ""))
    assert opened.headers["content-type"] == "application/pdf"
    assert (await opened.body()).startswith(b"%PDF-")
    await expect(carls.locator("#private")).to_contain_text("Lake Alder table")
    await carls.context.close()
