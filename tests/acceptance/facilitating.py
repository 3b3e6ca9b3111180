"""A facilitator with a phone: whatever is not on the screen is looked for behind the panel's pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from bot.ingress.buttons import decode
from bot.rehearsal.players import NoSuchButton, Player
from bot.rehearsal.records import Chat, Message
from bot.rehearsal.scenario.play import PATHS, STEPS
from dialogues import phrases

HOME = "panel"
ALL_THE_SAME = tuple(phrases.render(code, "buttons.ask_all", "UTC", {}) for code in phrases.languages())


class Facilitator(Player):
    """Presses like everybody else; a button that nobody sees is looked for on the pages of the newest panel."""

    # Whether the question before a round that is too much is left open, to be answered by the test.
    weighs = False

    @cached_property
    def _paths(self) -> dict[str, Sequence[str]]:
        return {}

    async def presses(self, label: str, chat: Chat | None = None) -> None:
        if chat is None and self._panel() is not None and not self._sees(label):
            await self.opens_page_of(label)
        await super().presses(label, chat)
        if not self.weighs and (all_the_same := self._opens_all_the_same()) not in (None, label):
            await super().presses(str(all_the_same))

    def _opens_all_the_same(self) -> str | None:
        """The button that opens a round that is too much for somebody, where the newest message asks whether to."""
        said = self.stage.bot_messages(self.user)[-1:]
        return next((b.text for m in said for b in m.buttons if b.text in ALL_THE_SAME), None)

    async def opens_page_of(self, label: str) -> None:
        """Opens the page that has such a button, from the newest panel; leaves the panel open without one."""
        known = self._paths.get(label)
        for path in ((), *([] if known is None else [known]), STEPS, *PATHS):
            if await self._walks(path) and self._has(self._panel(), label):
                self._paths[label] = path
                return

    async def _walks(self, path: Sequence[str]) -> bool:
        for action in (HOME, *path):
            if not await self._taps(action) and action != HOME:
                return False
        return True

    async def _taps(self, action: str) -> bool:
        panel = self._panel()
        for button in panel.buttons if panel is not None else ():
            if panel is not None and button.data is not None and _action(button.data) == action:
                await super().presses_on(panel, button.text)
                return True
        return False

    def _sees(self, label: str) -> bool:
        try:
            self.find(label)
        except NoSuchButton:
            return False
        return True

    def _panel(self) -> Message | None:
        """The newest message with the panel's own buttons."""
        for message in reversed(self.stage.bot_messages(self.user)):
            actions = {_action(b.data) for b in message.buttons if b.data is not None}
            if actions & {HOME, *(path[0] for path in (STEPS, *PATHS))}:
                return message
        return None

    @staticmethod
    def _has(message: Message | None, label: str) -> bool:
        return message is not None and any(b.text.startswith(label) for b in message.buttons)


def _action(data: str) -> str:
    """What a button of the panel does, "" for any other."""
    press = decode(data)
    return str(press.arguments[1]) if press.verb == "go" and len(press.arguments) > 1 else ""
