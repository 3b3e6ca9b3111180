"""People who play through the page: the same acts as `Player`, each done with mouse or keys in a real browser."""

from __future__ import annotations

from datetime import timedelta

from playwright.async_api import Locator, Page, expect

from bot.rehearsal.players import Player, Stage
from bot.rehearsal.records import Chat, Message, User
from bot.rehearsal_room import RehearsalRoom
from tests.acceptance.facilitating import Facilitator
from tests.acceptance.playing import Played

PHONE_WIDTH = 760
MOST_TABS = 600


class Hand(Player):
    """One person, played at this page. `by_keys`: never touches the mouse on the way to a button."""

    def __init__(self, stage: Stage, user: User, page: Page) -> None:
        super().__init__(stage, user)
        self.page = page
        self.by_keys = False

    async def says(self, text: str, chat: Chat | None = None) -> None:
        """Writes into the text box of the group or of the private chat, and presses Enter."""
        await self._sits()
        pane = await self._pane(chat)
        box = self.page.locator(f"#{pane}-text")
        before = self._acts()
        await box.fill(text)
        await box.press("Enter")
        await self._is_shown(before)

    async def presses(self, label: str, chat: Chat | None = None) -> None:
        """Presses the newest button that reads so, under the message it stands on."""
        await self._clicks(*self.find(label, chat), chat)

    async def presses_on(self, message: Message, label: str) -> None:
        """Presses the button of this label under one message of the private chat."""
        await self._clicks(message, label, None)

    async def _clicks(self, message: Message, full: str, chat: Chat | None) -> None:
        await self._sits()
        pane = await self._pane(chat)
        bubble = self.page.locator(f'#{pane} .message[data-id="{message.message_id}"]')
        before = self._acts()
        await self._activates(bubble.get_by_role("button", name=full, exact=True))
        await self._is_shown(before)

    async def starts(self, payload: str | None = None) -> None:
        """Opens the private chat from the group."""
        await self.presses("Open the private chat", self._group())

    async def opens(self, link: str) -> None:
        """Clicks the link in the chat of whoever sits here, and says in the dialog who opens it."""
        before = self._acts()
        await self.page.locator("#private").get_by_role("button", name=link, exact=True).last.click()
        dialog = self.page.locator("#who-opens")
        await dialog.get_by_role("button", name=self.user.first_name).click()
        await self._is_shown(before)

    def _group(self) -> Chat:
        return next(chat for chat in self.stage.world.chats.values() if chat.is_group)

    def _acts(self) -> int:
        return self.stage.world.numbers["act"]

    async def _is_shown(self, before: int) -> None:
        """The act has reached the room, the bot has answered it, and the page shows the answer."""
        world = self.stage.world
        await world.wait_for(lambda: world.numbers["act"] > before)
        await self.stage.settle()
        await self.page.wait_for_function(
            "seq => Number(document.body.dataset.seq) >= seq", arg=world.seq, timeout=60_000
        )

    async def _sits(self) -> None:
        seat = self.page.locator(f'#seat-list [data-seat="{self.user.id}"]')
        if await seat.get_attribute("aria-pressed") == "true":
            return
        await self._show("seats")
        await self._activates(seat)
        await expect(self.page.locator("#private-title")).to_have_text(self.user.full_name)

    async def _pane(self, chat: Chat | None) -> str:
        pane = "private" if chat is None else "group"
        await self._show(pane)
        return pane

    async def _show(self, tab: str) -> None:
        """On a phone one pane is seen at a time."""
        size = self.page.viewport_size
        if size is not None and size["width"] <= PHONE_WIDTH:
            await self.page.locator(f'.tabs [data-tab="{tab}"]').click()

    async def _activates(self, button: Locator) -> None:
        if not self.by_keys:
            await button.click()
            return
        for _ in range(MOST_TABS):
            if await button.evaluate("button => button === document.activeElement"):
                await self.page.keyboard.press("Enter")
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError("the Tab key never leads to this button")


class FacilitatingHand(Facilitator, Hand):
    """Whoever facilitates at this page: opens the panel's page on which a button is."""


class PlayedOnPage(Played):
    """A table of `Played` whose people all act through one page; the clock is moved there too."""

    def __init__(self, room: RehearsalRoom, page: Page) -> None:
        self.world = room.world
        self.bot = room.bot
        self.page = page
        self._room = room
        self.restart_each_time = False
        self.stage = Stage(self.world, room.settle)
        self.hands: dict[str, Hand] = {}
        self._cast()

    def _player(self, name: str) -> Hand:
        known = next((u for u in self.world.users.values() if u.first_name == name), None)
        return self._seats(name, Hand(self.stage, known or self.world.add_user(name), self.page))

    def _facilitator(self, name: str) -> Hand:
        user = self._player(name).user
        return self._seats(name, FacilitatingHand(self.stage, user, self.page))

    def _seats(self, name: str, hand: Hand) -> Hand:
        self.hands[name] = hand
        return hand

    async def settle(self) -> None:
        """Returns when the bot is quiet."""
        await self._room.settle()

    async def wait(self, **time: float) -> None:
        """Presses “+1 day” as often as it takes."""
        for _ in range(timedelta(**time).days):
            before = self._room.clock.now()
            await self.page.get_by_role("button", name="+1 day").click()
            await self.world.wait_for(lambda before=before: self._room.clock.now() > before)  # type: ignore[misc]
        await self.settle()
        await self.page.wait_for_function(
            "seq => Number(document.body.dataset.seq) >= seq", arg=self.world.seq, timeout=60_000
        )
