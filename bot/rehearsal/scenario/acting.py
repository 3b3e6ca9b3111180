"""People of a scenario with their phones: what they press, write and open, and what is missing when they cannot."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.ingress.buttons import encode
from bot.rehearsal.records import Chat, Message, User
from bot.rehearsal.scenario.failures import CannotPlay
from bot.rehearsal.scenario.screens import Found, Question, Screen
from bot.rehearsal.scenario.tempo import Tempo
from bot.rehearsal.world import World
from dialogues.effects import Press

_LINK = re.compile(r"https://t\.me/\S+")
SHOWN_CHARACTERS = 90


@dataclass(slots=True)
class Hall:
    """Where everybody acts. `settle` returns when the bot is quiet; `tempo` lets people watch.

    `last` says in words what was done last, for whoever watches.
    """

    world: World
    settle: Callable[[], Awaitable[None]]
    tempo: Tempo | None = None
    acts: int = field(default=0)
    last: str = field(default="")

    async def turn(self) -> None:
        """Somebody is about to do something. Watched, they wait for the tempo."""
        if self.tempo is not None:
            await self.tempo.next_act()

    async def acted(self, deed: str) -> None:
        """Somebody has done something. Watched, everybody waits until the bot has answered it."""
        self.acts += 1
        self.last = deed
        if self.tempo is not None:
            await self.settle()
            self.world.wake()


class Actor:
    """One person. `id` is a seat's id, "facilitator", "coordinator", or None for a guest without a seat."""

    def __init__(self, hall: Hall, user: User, id: str | None) -> None:
        self.hall = hall
        self.user = user
        self.id = id
        self.private = Screen(hall.world, user)

    def __str__(self) -> str:
        return f"{self.name} ({self.id or 'a guest'})"

    @property
    def name(self) -> str:
        """What the others call this person."""
        return self.user.first_name

    async def writes(self, text: str, chat: Chat | None = None, *, reply_to: Message | None = None) -> None:
        """Sends a text, in private or in `chat`."""
        await self.hall.turn()
        self.hall.world.say(self.user, chat or self.user, text, reply_to=reply_to)
        await self.hall.acted(f"{self.name} writes{' in the group' if chat else ''}: {_quoted(text)}")

    async def press(self, found: Found) -> None:
        """Presses a button that was found."""
        await self.hall.turn()
        self.hall.world.press(self.user, found.message, data=found.data)
        await self.hall.acted(f"{self.name} presses {_quoted(found.label)}")

    async def presses(self, verb: str, *pattern: str | int, chat: Chat | None = None) -> Found:
        """Presses the newest button that carries this; raises `CannotPlay` without one."""
        screen = self.private if chat is None else Screen(self.hall.world, chat)
        found = screen.find(verb, *pattern)
        if found is None:
            raise self.cannot(f"press {':'.join(map(str, (verb, *pattern)))}", screen)
        await self.press(found)
        return found

    async def presses_of_old(self, press: Press) -> None:
        """Presses as whoever still has an old button would; the bot offers none to this person any more."""
        said = self.private.messages()
        if not said:
            raise self.cannot(f"press {encode(press)}")
        await self.hall.turn()
        self.hall.world.press(self.user, said[-1], data=encode(press))
        await self.hall.acted(f"{self.name} presses an old button")

    async def starts(self, payload: str | None = None) -> None:
        """Opens the private chat with the bot."""
        await self.hall.turn()
        self.hall.world.start(self.user, payload)
        await self.hall.acted(f"{self.name} opens the private chat")

    async def opens(self, link: str) -> None:
        """Opens a link to the bot."""
        await self.hall.turn()
        self.hall.world.follow(self.user, link)
        await self.hall.acted(f"{self.name} opens a link")

    async def quiet(self) -> None:
        """Waits until the bot has said all it has to say."""
        await self.hall.settle()

    def newest_link(self, *words: str) -> str:
        """The newest link the bot gave this person in a message with all these words."""
        for message in reversed(self.private.messages()):
            found = _LINK.search(message.words)
            if found and all(word in message.words for word in words):
                return found.group()
        raise self.cannot(f"pass on a link ({', '.join(words)})")

    def question(self, *forms: str) -> Question | None:
        """The question that is open, if it is one of these forms."""
        open_ = self.private.question()
        return open_ if open_ is not None and (not forms or open_.form in forms) else None

    def cannot(self, wanted: str, screen: Screen | None = None) -> CannotPlay:
        """What to raise when this person cannot do what the scenario asks for."""
        return CannotPlay(str(self), wanted, (screen or self.private).reads())


def _quoted(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= SHOWN_CHARACTERS else line[:SHOWN_CHARACTERS] + ' …'}”"
