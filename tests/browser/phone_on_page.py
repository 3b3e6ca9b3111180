"""A facilitator's phone that is a real page: taps by touch, on what is in view, large enough and not covered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

from bot.rehearsal.records import Chat, Message
from bot.rehearsal.scenario.acting import Actor
from tests.acceptance.phone import Phone

WIDTH, HEIGHT = 390, 844  # of a phone as many have it, in CSS pixels
# The side of what a finger hits without looking twice (WCAG 2.5.5, 44 CSS pixels).
LEAST_SIDE = 44.0
SHOWN_IN_MS = 60_000

# Scrolls as little as it takes, and tells what is at the middle of the element then.
LOOK = """
(element) => {
  const scroll = element.closest(".scroll");
  const before = scroll?.scrollTop ?? 0;
  element.scrollIntoView({ block: "nearest" });
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const there = document.elementFromPoint(x, y);
  return {
    x, y, width: box.width, height: box.height, text: element.textContent,
    uncovered: element === there || element.contains(there),
    inside: box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight,
    screens: scroll ? Math.abs(scroll.scrollTop - before) / scroll.clientHeight : 0,
  };
}
"""


@dataclass(slots=True)
class Swipes:
    """How far the chat was moved to what was tapped, in heights of what is seen of it."""

    screens: float = 0.0
    longest: float = 0.0


class PhoneOnPage(Phone):
    """Every tap is a touch on the page and every text is written into its box; the rest is as `Phone`."""

    def __init__(self, of: Actor, group: Chat, page: Page) -> None:
        super().__init__(of, group)
        self.page = page
        self.swipes = Swipes()

    async def taps(self, message: Message, label: str, data: str | None) -> None:
        """Touches the button under its message, in the chat it stands in."""
        place = next(n for n, b in enumerate(message.buttons) if (b.data, b.text) == (data or b.data, label))
        pane = "group" if message.chat_id == self._group.id else "private"
        await self._shows_all()
        await self._turns_to(pane)
        key = f'#{pane} .message[data-id="{message.message_id}"] .key >> nth={place}'
        before = self._acts()
        seen = await self._touches(key)
        assert seen["text"] == label, f"“{seen['text']}” stands where “{label}” should"
        await self._is_shown(before)

    async def types(self, text: str, chat: Chat | None, reply_to: Message | None) -> None:
        """Touches the box of the private chat, writes, and touches Send."""
        assert (chat, reply_to) == (None, None), "the facilitator writes in private"
        await self._shows_all()
        await self._turns_to("private")
        before = self._acts()
        await self._touches("#private-text")
        await self.page.keyboard.insert_text(text)
        await self._touches("#private .send")
        await self._is_shown(before)

    async def _turns_to(self, pane: str) -> None:
        if await self.page.evaluate("document.body.dataset.tab") != pane:
            await self._touches(f'.tabs [data-tab="{pane}"]')

    async def _touches(self, selector: str) -> dict[str, Any]:
        element = await self.page.wait_for_selector(selector, timeout=SHOWN_IN_MS)
        assert element is not None
        seen: dict[str, Any] = await element.evaluate(LOOK)
        assert seen["inside"], f"{seen['text']!r} is not in view: {seen}"
        assert seen["uncovered"], f"{seen['text']!r} is covered"
        assert min(seen["width"], seen["height"]) >= LEAST_SIDE, f"{seen['text']!r} is too small for a finger"
        self.swipes.screens += seen["screens"]
        self.swipes.longest = max(self.swipes.longest, seen["screens"])
        await self.page.touchscreen.tap(seen["x"], seen["y"])
        return seen

    def _acts(self) -> int:
        return self.hall.world.numbers["act"]

    async def _is_shown(self, before: int) -> None:
        """The touch has reached the room, and the page shows what the bot has answered."""
        world = self.hall.world
        await world.wait_for(lambda: world.numbers["act"] > before)
        await self._shows_all()

    async def _shows_all(self) -> None:
        """The page shows all that was said, others' messages too: nothing moves under the finger any more."""
        await self.quiet()
        await self.page.wait_for_function(
            "seq => Number(document.body.dataset.seq) >= seq", arg=self.hall.world.seq, timeout=SHOWN_IN_MS
        )
