"""A scenario whose facilitator has only a phone: whatever is to be done is found behind the panel, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.screens import ANY, Found
from tests.acceptance.phone import HOME, PAGES_OF_ONE, Phone

Path = tuple[str, ...]
# Where what stands, by the buttons that lead there from the panel's first page.
BEHIND: dict[Path, tuple[str, ...]] = {
    ("page_people",): ("organisation", "open_introductions", "open_catch_up"),
    ("page_people", "one_organisation"): ("colleague", "link"),
    ("page_people", "seats"): ("seat",),
    ("page_people", "page_map"): ("function", "open_map", "check_map", "gap"),
    ("page_result",): ("open_result", "data", "value"),
    ("page_trust",): ("open_pulse", "settle_difference"),
    ("page_trust", "ask_stage"): ("stage",),
    ("page_steps", "guides"): ("open_system", "open_promises", "open_trying"),
    ("experiments",): ("experiment",),
    ("experiments", "levers"): ("sort",),
    ("experiments", "card"): ("close_experiment", "longer", "start"),
    ("structure",): ("entry", "body", "task", "promise", "support", "check_structure"),
    ("structure", "body"): ("change_body", "drop_body"),
    ("structure", "task"): ("drop_task",),
    ("structure", "promise"): ("drop_promise",),
    ("structure", "document"): ("section", "review", "start_document", "drop_document"),
    ("page_dates",): (
        "reflect", "reflect_begin", "reflect_close", "reflect_cancel", "send_cycle_summary", "evidence",
        "reflect_decide", "summary",
    ),
}  # fmt: skip
PATHS: dict[str, Path] = {action: path for path, actions in BEHIND.items() for action in actions}
# What follows from something that has happened stands among the steps.
STEPS: Path = ("page_steps",)
OF_ONE = PAGES_OF_ONE | {"one_organisation", "card"}


class PlayByPhone(Play):
    """Everybody else plays as in `Play`."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.cast.facilitator = self.phone = self.hands_phone()

    def hands_phone(self) -> Phone:
        """The phone the facilitator has."""
        return Phone(self.cast.facilitator, self.cast.group)

    async def does(self, action: str, subject: str | int = ANY) -> Found:
        found = await self.on_a_page(action, subject)
        if found is None:
            raise self.phone.cannot(f"do {action}:{subject}")
        await self._tap(found)
        return found

    async def turns_to(self, page: str, subject: str | int = ANY) -> None:
        """Nothing yet: the way to a button is gone when the button is wanted."""

    async def offers(self, action: str, subject: str | int = ANY) -> Found | None:
        """The button, if it is at hand or on the panel's first page."""
        if self._at_hand(action, subject) is None:
            await self._goes_home()
        return self._at_hand(action, subject)

    async def on_a_page(self, action: str, subject: str | int = ANY) -> Found | None:
        """The button, if it is at hand or where such buttons stand."""
        for path in (PATHS.get(action, STEPS), STEPS):
            await self._goes(path, action, subject)
        return self._at_hand(action, subject)

    async def _goes(self, path: Sequence[str], action: str, subject: str | int) -> None:
        """Along a path until the button is there: from the page the panel shows, or else from its first."""
        if self._at_hand(action, subject) is not None:
            return
        known = [place for place, page in enumerate(path) if self._leads_to(page, subject) is not None]
        if not known:
            await self._goes_home()
        for page in path[max(known, default=0) :]:
            found = self._leads_to(page, subject)
            if found is None or self._at_hand(action, subject) is not None:
                return
            await self._tap(found)

    async def _goes_home(self) -> None:
        """To the panel's first page; by its command, where no message leads there."""
        found = self._at_hand(HOME, ANY)
        if found is not None:
            await self._tap(found)
        elif self.phone.screen.panel() is None:
            await self.phone.writes("/table")
            await self.quiet()

    def _at_hand(self, action: str, subject: str | int) -> Found | None:
        return self.phone.screen.find("go", ANY, action, subject)

    def _leads_to(self, page: str, subject: str | int) -> Found | None:
        return self._at_hand(page, subject if page in OF_ONE else ANY)

    async def _tap(self, found: Found) -> None:
        await self.phone.press(found)
        await self.quiet()
