"""Takes the README's pictures of the rehearsal room: `uv run python -m tests.browser.take_pictures`.

Plays the example table to its first reveal, as the guide on the page says, in a real Chromium, then a scenario.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.method import the_method
from bot.rehearsal.example import EXAMPLE, VOICES, WAITING
from bot.rehearsal.players import Player, Stage
from bot.rehearsal_room import RehearsalRoom
from bot.settings import Settings
from tests.browser.conftest import CHROMIUM_FLAGS

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SCENARIO = Path(__file__).parents[2] / "docs" / "scenarios" / "harbor-road.json"
DESKTOP, PHONE = (1400, 900), (390, 844)


async def take() -> None:
    """Writes docs/pictures/*.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None)  # type: ignore[call-arg]
        room = RehearsalRoom(settings, the_method(), folder=Path(folder), port=0, example=EXAMPLE)
        async with room, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
            )
            marigold = await _opened(browser, room, DESKTOP, "Marigold")
            await marigold.screenshot(path=PICTURES / "a-private-question.png")
            await _reveal(room)
            lena = await _opened(browser, room, DESKTOP, "Lena")
            await lena.screenshot(path=PICTURES / "the-reveal.png")
            phone = await _opened(browser, room, PHONE, "Marigold")
            await phone.get_by_role("button", name="Close this help").click()
            await phone.locator(".tabs").get_by_role("button", name="Private").click()
            await phone.screenshot(path=PICTURES / "on-a-phone.png")
            await _step_through(room, lena)
            await lena.screenshot(path=PICTURES / "a-scenario-step-by-step.png")
            await browser.close()


async def _opened(browser: Browser, room: RehearsalRoom, size: tuple[int, int], seat: str) -> Page:
    """The page as one seat sees it, once the bot's words stand there."""
    page = await browser.new_page(viewport={"width": size[0], "height": size[1]})
    user = next(u for u in room.world.users.values() if u.first_name == seat)
    await page.goto(f"{room.address}&seat={user.id}")
    await (
        page.get_by_text("Organisations")
        .or_(page.get_by_text("organisations"))
        .first.wait_for(state="attached")
    )
    await page.evaluate("document.fonts.ready")
    return page


async def _reveal(room: RehearsalRoom) -> None:
    stage = Stage(room.world, room.settle)
    users = {user.first_name: user for user in room.world.users.values()}
    for voice in VOICES:
        if voice.name in WAITING:
            for answer in voice.answers:
                await Player(stage, users[voice.name]).says(answer)
    await Player(stage, users["Lena"]).presses("Close and show the answers")


async def _step_through(room: RehearsalRoom, page: Page) -> None:
    """A scenario that stands still in the middle of its set-up."""
    await page.get_by_role("button", name="Close this help").click()
    await page.locator("#room-menu summary").click()
    await page.get_by_role("button", name="Play a scenario").click()
    await page.locator("#scenario-file").set_input_files(SCENARIO)
    await page.get_by_role("button", name="Put it on").click()
    await page.get_by_label("Acts a second").select_option("as fast as it goes")
    await page.get_by_role("button", name="Play", exact=True).click()
    await page.locator("#panel").get_by_text("private questions are open").first.wait_for(timeout=90_000)
    await page.get_by_role("button", name="Pause", exact=True).click()
    await page.get_by_text("Standing still").wait_for()
    await room.settle()


if __name__ == "__main__":
    asyncio.run(take())
