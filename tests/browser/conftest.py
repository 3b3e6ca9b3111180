"""A room with a small bot in it, and a real Chromium to look at it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.records import Chat, User
from bot.rehearsal.room_api import RoomHooks
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What comes, comes at once; on a busy machine everything takes longer.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
KEY = "page-key"
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEADLINE = MORNING + timedelta(days=3)
NEXT_CYCLE = MORNING + timedelta(days=90)
HOSTILE = "<img src=x onerror=\"document.title='taken'\">"


@dataclass
class Room:
    """What the tests of the page hold in their hands."""

    world: World
    url: str
    anna: User
    ben: User
    group: Chat

    def address(self, seat: User | None = None) -> str:
        return f"{self.url}/?key={KEY}" + (f"&seat={seat.id}" if seat else "")


def _chromium() -> str:
    found = shutil.which("chromium") or ("/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None)
    if found is not None:
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is not installed, and CI must look at the page: install the package chromium.")
    pytest.skip("THE PAGE WAS NOT LOOKED AT: install Chromium (package chromium) to run the browser tests.")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = _chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def window(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    await context.close()


@pytest.fixture
async def page(window: BrowserContext) -> AsyncIterator[Page]:
    """A page that must not complain: any error of its scripts fails the test."""
    page = await window.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    world = World(RehearsalClock(MORNING, frozen=True))
    anna, ben = world.add_user("Anna"), world.add_user("Ben")
    group = world.create_group("Employment table", anna, [ben])
    world.add_bot(group, anna)

    def restart(_kind: str) -> None:
        world.clear()
        world.create_group("Second table", world.add_user("Cora"))

    hooks = RoomHooks(
        next_deadline=lambda: DEADLINE,
        next_cycle=lambda: NEXT_CYCLE,
        zone=lambda: "Asia/Tokyo",
        restart=restart,
        guide=lambda: {"title": "What to do first", "steps": ["Choose a seat.", "Press Start."]},
        seat_labels=lambda: {anna.id: "Chamber of Commerce"},
        state=lambda: [{"title": "Round", "value": "Collecting answers", "detail": "1 of 2"}],
    )
    server = RoomServer(create_app(world, page_token=KEY, hooks=hooks))
    url = await server.start()
    async with Bot(world.token, base_url=f"{url}/bot") as bot:
        await bot.set_my_commands(
            [BotCommand("table", "Where we stand"), BotCommand("help", "What I can do")]
        )
        running = asyncio.create_task(_small_bot(bot))
        yield Room(world, url, anna, ben, group)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    await server.stop()


async def _small_bot(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=20):
            offset = update.update_id + 1
            await _answer(bot, update)


async def _answer(bot: Bot, update: Update) -> None:
    if update.callback_query is not None:
        query = update.callback_query
        await query.answer("Noted", show_alert=query.data == "loud")
        await query.edit_message_text(f"{query.from_user.first_name} pressed {query.data}")
        return
    message = update.message
    if message is None or message.text is None:
        return
    if message.text == "/table":
        row = [
            InlineKeyboardButton("Softly", callback_data="soft"),
            InlineKeyboardButton("Loudly", callback_data="loud"),
            InlineKeyboardButton("In private", url=f"https://t.me/{bot.username}?start=ballot"),
        ]
        await bot.send_message(message.chat.id, "Agreed?", reply_markup=InlineKeyboardMarkup([row]))
    elif message.text == "/formats":
        text = (
            "<b>bold <i>both</i></b> <tg-spoiler>hidden</tg-spoiler> <a href='https://example.org/'>link</a>"
        )
        await bot.send_message(message.chat.id, text, parse_mode="HTML")
    else:
        await bot.send_message(message.chat.id, f"You said: {message.text}")
