"""A table to play at: people with phones, the local Bot API, the real bot on a SQLite file."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta
from functools import cache
from typing import TypeVar

from bot.method import the_method
from bot.rehearsal.players import NoSuchButton, Player, Stage
from bot.rehearsal.records import Chat, Message
from bot.wiring import Method, Tablekeeper
from tests.acceptance.facilitating import Facilitator
from tests.bot.conftest import Room, stored

N = TypeVar("N")

ORGANISATIONS = (
    ("Ottilie", "Lake Alder Council", "Government", "No", "I can decide"),
    ("Clementine", "Alder Technical College", "Education", "No", "I do the work"),
    ("Thaddeus", "Valley Care Employers", "Health", "No", "I can decide"),
    ("Philippa", "Alder Lake Foundation", "Philanthropy", "No", "I can decide"),
    ("Marigold", "Mill Towns Assembly", "Community", "Yes", "I represent"),
)
RESULT = (
    "By December 2036, raise the share of working-age residents of the five-county Lake Alder region "
    "who have a job from 81% (2025) to 90%."
)


@cache
def _method() -> Method:
    # Guides and phrases are checked once for all tables; the check takes a second.
    return the_method()


class Played:
    """A table being played: the group, its people, the clock, and the bot, which can be stopped and started."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.world = room.world
        self.bot: Tablekeeper
        self._running = AsyncExitStack()
        self.restart_each_time = False
        self.method: Method | None = None
        self.stage = Stage(self.world, self.settle)
        self._cast()

    def _cast(self) -> None:
        self.lena = self._facilitator("Lena")
        self.carl = self._player("Carl")
        self.people = {name: self._player(name) for name, *_ in ORGANISATIONS}
        self.group = self._group()

    def __getitem__(self, name: str) -> Player:
        return self.people[name]

    def _player(self, name: str) -> Player:
        known = next((u for u in self.world.users.values() if u.first_name == name), None)
        return Player(self.stage, known) if known else self.stage.player(name)

    def _facilitator(self, name: str) -> Player:
        return Facilitator(self.stage, self._player(name).user)

    def _group(self) -> Chat:
        known = next((c for c in self.world.chats.values() if c.is_group), None)
        members = [self.carl.user, *(p.user for p in self.people.values())]
        return known or self.world.create_group("Lake Alder table", self.lena.user, members)

    async def start(self) -> None:
        """Starts the bot on the table's database."""
        self.bot = await self._running.enter_async_context(self.room.bot(self.method or _method()))

    async def stop(self) -> None:
        """Stops the bot; everything it knows is in its database."""
        await self._running.aclose()
        self._running = AsyncExitStack()

    async def settle(self) -> None:
        """Returns when the bot is quiet; with `restart_each_time` it has been stopped and started again."""
        await self.bot.settle()
        if self.restart_each_time:
            await self.stop()
            await self.start()
            await self.bot.settle()

    async def wait(self, **time: float) -> None:
        """Moves the clock and lets the bot do what is due."""
        self.room.clock.advance(timedelta(**time))
        await self.settle()

    def in_group(self) -> list[Message]:
        """What the bot said in the group."""
        return self.stage.bot_messages(self.group)

    def group_text(self) -> str:
        """All of it in one text."""
        return "\n".join(m.words for m in self.in_group())

    def find(self, noun: type[N], **equals: object) -> list[N]:
        """Stored values of a noun, for looking only."""
        return stored(self.bot, noun, **equals)

    def one(self, noun: type[N], **equals: object) -> N:
        """The only stored value of a noun like that."""
        (value,) = self.find(noun, **equals)
        return value

    async def restart(self) -> None:
        """The bot is stopped and started again on its database."""
        await self.stop()
        await self.start()
        await self.bot.settle()

    async def set_up(self, *, languages: str = "English", starts: str = "Today") -> None:
        """From the empty group to an open table; `starts` is the first cycle's day."""
        self.world.add_bot(self.group, self.lena.user)
        await self.settle()
        await self.lena.presses("I facilitate this table", self.group)
        await self.lena.starts("go")
        await self.lena.presses("Lake Alder table")
        await self.lena.says("Chicago")
        await self.lena.presses(languages)
        await self.lena.presses("90 days")
        await self.start_day(starts)
        await self.lena.presses("Link for the coordinator")
        await self.carl.opens(self.lena.link_for("coordinator"))
        await self.carl.presses("I agree")

    async def start_day(self, day: str) -> None:
        """The set-up's question for the first day: tapped or typed."""
        await (self.lena.presses(day) if day == "Today" else self.lena.says(day))

    async def invite(self, name: str, sector: str, grassroots: str) -> str:
        """The facilitator adds an organisation; gives its link."""
        try:
            self.lena.find("Add another")
        except NoSuchButton:
            await self.lena.presses("Add an organisation")
        else:
            await self.lena.presses("Add another")
        await self.lena.says(name)
        await self.lena.presses(sector)
        await self.lena.presses(grassroots)
        return self.lena.link_for(name)

    async def convene(self) -> None:
        """Five organisations take their seats."""
        await self.set_up()
        for name, organisation, sector, grassroots, part in ORGANISATIONS:
            await self.people[name].opens(await self.invite(organisation, sector, grassroots))
            await self.people[name].presses("I agree")
            await self.people[name].presses("Yes")
            await self.people[name].presses(part)

    async def introduce(self) -> None:
        """Everybody says what they gain or lose, a hope and a worry."""
        await self.lena.says("/table")
        await self.lena.presses("Open the introductions")
        for name, player in self.people.items():
            await player.says(f"{name} gains full shifts.")
            await player.says(f"{name} hopes for peace and worries about time.")
        await self.lena.presses("Close and show the answers")

    async def collect_result(self) -> None:
        """The private questions of the result are answered and shown."""
        await self.lena.presses("Begin: name the result")
        for number, player in enumerate(self.people.values()):
            await player.says(f"Residents of town {number}")
            await player.says(f"Neighbours with pay slip {number}")
            await player.says(f"{86 + number} percent by 2036")
        await self.lena.presses("Close and show the answers")

    async def put_to_vote(self, text: str = RESULT, button: str = "Write the sentence") -> None:
        """A sentence is drafted, proposed, its notice runs, the vote opens."""
        await self.propose(text, button)
        await self.wait(hours=48)
        await self.lena.presses("Open the vote")

    async def propose(self, text: str = RESULT, button: str = "Write the sentence") -> None:
        """A sentence is drafted and put to the table."""
        await self.lena.presses(button)
        await self.lena.says(text)
        await self.lena.presses("Later")
        await self.lena.presses("Put it to the table")

    async def vote(self, **scores: int) -> None:
        """Votes; who is not named votes 4. The facilitator then closes the vote."""
        for name, player in self.people.items():
            await player.presses(f"{scores.get(name, 4)} ·")
        await self.close_vote()

    async def close_vote(self) -> None:
        """The facilitator closes the vote from the panel."""
        await self.lena.says("/table")
        await self.lena.presses("Close the vote and count")

    async def enter_data(self) -> None:
        """The indicator with its baseline and target."""
        await self.lena.presses("Enter the number")
        await self.lena.says("residents with a job")
        await self.lena.presses("%")
        await self.lena.presses("We have a number")
        await self.lena.says("81")
        await self.lena.says("2025")
        await self.lena.says("regional labor survey")
        await self.lena.says("90")
        await self.lena.says("by county")

    async def name_result(self) -> None:
        """From the empty group to a ratified result with its baseline."""
        await self.convene()
        await self.introduce()
        await self.collect_result()
        await self.put_to_vote()
        await self.vote()
        await self.enter_data()

    async def map_who_is_needed(self) -> None:
        """The map round, an owner and a day for every gap, and the objection window."""
        await self.lena.presses("Open the map questions")
        await self.answer_map()

    async def answer_map(self) -> None:
        """What follows once the map's questions are open."""
        await self.answer_map_without_waiting()
        await self.wait(hours=72)

    async def answer_map_without_waiting(self) -> None:
        """The same, up to the map that has just been put to the table."""
        parts = ("Rules and policy", "Day-to-day practice", "Employers", "Money", "Voice of")
        for (name, player), part in zip(self.people.items(), parts, strict=True):
            await player.presses(part)
            await player.presses("Done")
            await player.presses("No" if name in ("Clementine", "Marigold") else "Yes")
            await player.presses("Yes" if name == "Clementine" else "No")
            await player.presses("No")
            await player.says(f"{name} misses somebody who counts")
        await self.lena.presses("Close and show the answers")
        await self.lena.presses("Who looks after each gap")
        while (gap := self._gap_without_owner()) is not None:
            await self.lena.presses(gap)
            await self.lena.presses("Facilitator")
            await self.lena.says("30 June 2027")
        await self.lena.says("/table")
        await self.lena.presses("Put the map to the table")

    def _gap_without_owner(self) -> str | None:
        lists = [m for m in self.stage.bot_messages(self.lena.user) if "Each needs an owner" in m.words]
        left = [b.text for b in lists[-1].buttons if ":" in b.text and not b.text.startswith("✓")]
        return left[0] if left else None

    async def reflect(self) -> None:
        """The reflection, from its opening to the summary on the facilitator's screen."""
        await self.lena.says("/table")
        await self.lena.presses("Look back on this cycle")
        await self.lena.presses("Enter this cycle's number")
        await self.lena.says("82.1")
        await self.lena.says("October 2026")
        await self.lena.presses("Later")
        await self.lena.presses("Later")
        await self.lena.says("/table")
        await self.lena.presses("Open the questions")
        for name, player in self.people.items():
            for question in range(1, 8):
                await player.says(f"{name} on question {question}")
            for rating in (4, 3, 4, 2):
                await player.presses(str(rating))
        await self.lena.presses("Close and show the answers")
        await self.lena.presses("Enter what was decided")
        await self.lena.says("Keep the mentors.")
        await self.lena.presses("How we tell the problem")
        await self.lena.says("Getting to work is part of the problem.")
        await self.lena.presses("Take the suggested one")
