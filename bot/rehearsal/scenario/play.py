"""One play of a scenario: who acts, what time it is, and what the facilitator's panel lets be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

from bot.rehearsal.scenario.acting import Actor, Hall
from bot.rehearsal.scenario.cast import Cast
from bot.rehearsal.scenario.filling import Replies, fill
from bot.rehearsal.scenario.hours import Hours
from bot.rehearsal.scenario.names import Names
from bot.rehearsal.scenario.nouns import Scenario
from bot.rehearsal.scenario.screens import ANY, Found, fits
from dialogues.model import Table
from dialogues.repository import Repository

Look = Callable[[], AbstractContextManager[Repository]]
# Longer than any round stays open: who waits so long waits in vain.
LONGEST_WAIT = timedelta(days=30)

# The pages behind the first page of the panel, by the buttons that lead there.
STEPS = ("page_steps",)
PATHS = (
    ("page_people",),
    ("page_people", "page_map"),
    ("page_people", "page_map", "gaps"),
    ("page_people", "links"),
    ("page_people", "seats"),
    ("page_people", "facilitators"),
    ("page_people", "turnover"),
    ("structure",),
    ("experiments",),
    ("experiments", "levers"),
    ("page_steps", "guides"),
    ("page_steps", "unnamed"),
    ("page_result",),
    ("page_trust",),
    ("page_dates",),
    ("page_dates", "rhythm"),
    ("page_settings",),
)


class Play:
    """Everything the steps need. `look` opens the bot's nouns for looking, never for writing."""

    def __init__(
        self,
        scenario: Scenario,
        hall: Hall,
        hours: Hours,
        look: Look,
        tell: Callable[[str], None],
    ) -> None:
        self.scenario = scenario
        self.hall = hall
        self.hours = hours
        self.cast = Cast(hall, scenario)
        self.names = Names(scenario, self.cast)
        self.look = look
        self.tell = tell
        self.cycle = 0
        self.disagreements: dict[str, str] = {}
        self.started: set[str] = set()
        self._where: dict[str, Sequence[str]] = {}

    @property
    def facilitator(self) -> Actor:
        """Who facilitates."""
        return self.cast.facilitator

    async def quiet(self) -> None:
        """Waits until the bot has said all it has to say."""
        await self.hall.settle()

    def table(self) -> Table:
        """The table as it stands."""
        with self.look() as repository:
            return repository.find(Table)[0]

    def ours(self, letter: str, theirs: str) -> str:
        """Our number for an id of the scenario, as buttons carry it; raises `CannotPlay`."""
        found = self.names.ours(letter, theirs)
        if found is None:
            with self.look() as repository:
                self.names.look(repository, repository.find(Table)[0])
            found = self.names.ours(letter, theirs)
        if found is None:
            raise self.facilitator.cannot(f"find {theirs!r} at the table")
        return found

    async def offers(self, action: str, subject: str | int = ANY) -> Found | None:
        """The button of this action among the next steps of a fresh panel, if it is there."""
        await self._first_page()
        return self._here(action, subject) or await self._behind(STEPS, action, subject)

    async def does(self, action: str, subject: str | int = ANY) -> Found:
        """The facilitator presses a button of this action: one that was offered already, or the panel's."""
        found = self.facilitator.private.find("go", ANY, action, subject)
        if found is None:
            found = await self.offers(action, subject) or await self.on_a_page(action, subject)
        if found is None:
            named = action if subject == ANY else f"{action}:{subject}"
            raise self.facilitator.cannot(f"do {named!r}")
        await self.facilitator.press(found)
        await self.quiet()
        return found

    async def turns_to(self, page: str, subject: str | int = ANY) -> None:
        """The facilitator opens a page on which the next button stands."""
        await self.does(page, subject)

    async def on_a_page(self, action: str, subject: str | int = ANY) -> Found | None:
        """The button of this action on one of the pages behind the panel; where it was is remembered."""
        known = self._where.get(action)
        for path in PATHS if known is None else (known, *PATHS):
            found = await self._behind(path, action, subject)
            if found is not None:
                self._where[action] = path
                return found
        return None

    async def _behind(self, path: Sequence[str], action: str, subject: str | int) -> Found | None:
        """Opens the pages of a path from the first page; the button, if it is on the last."""
        if not await self._opens("panel"):
            await self._first_page()
        for page in path:
            if not await self._opens(page):
                return None
        return self._here(action, subject)

    async def _first_page(self) -> None:
        await self.facilitator.writes("/table")
        await self.quiet()

    async def _opens(self, page: str) -> bool:
        button = self._here(page, ANY)
        if button is not None:
            await self.facilitator.press(button)
            await self.quiet()
        return button is not None

    def _here(self, action: str, subject: str | int) -> Found | None:
        """The button on the newest message, which is the panel."""
        pattern = ("go", (ANY, action, subject))
        return next((b for b in self.facilitator.private.newest() if fits(b.press, *pattern)), None)

    async def enters(self, action: str, form: str, replies: Replies, subject: str | int = ANY) -> None:
        """The facilitator opens a form by its button and fills it in."""
        await self.does(action, subject)
        await fill(self.facilitator, form, replies)
