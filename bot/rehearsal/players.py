"""People to play with: `await anna.says("…")`, `await anna.presses("Yes")`, `anna.reads()`.

Each act is what a person's app would send; it returns when the bot has said all it has to say.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.rehearsal.records import Chat, Message, User
from bot.rehearsal.world import World


class NoSuchButton(LookupError):
    """Nothing the player can press reads like that. The message lists what there is."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where players act: the pretended Telegram, and a way to wait until the bot is quiet."""

    world: World
    settle: Callable[[], Awaitable[None]]

    def player(self, name: str, *, language: str = "en") -> Player:
        """A new person."""
        return Player(self, self.world.add_user(name, language_code=language))

    def bot_messages(self, chat: Chat | User) -> list[Message]:
        """What the bot said in a chat, oldest first; deleted messages left out."""
        return [m for m in self.world.messages(chat) if m.from_id == self.world.bot.id and not m.deleted]


class Player:
    """One person with a phone."""

    def __init__(self, stage: Stage, user: User) -> None:
        self.stage = stage
        self.user = user

    def reads(self, chat: Chat | None = None) -> str:
        """The newest message of the bot, in private or in `chat`."""
        messages = self.stage.bot_messages(chat or self.user)
        return messages[-1].words if messages else ""

    def has_read(self, chat: Chat | None = None) -> str:
        """Everything the bot said there, in one text."""
        return "\n".join(m.words for m in self.stage.bot_messages(chat or self.user))

    async def starts(self, payload: str | None = None) -> None:
        """Opens the private chat."""
        self.stage.world.start(self.user, payload)
        await self.stage.settle()

    async def opens(self, link: str) -> None:
        """Opens a t.me link."""
        self.stage.world.follow(self.user, link)
        await self.stage.settle()

    async def says(self, text: str, chat: Chat | None = None) -> None:
        """Writes a text, in private or in `chat`."""
        self.stage.world.say(self.user, chat or self.user, text)
        await self.stage.settle()

    async def presses(self, label: str, chat: Chat | None = None) -> None:
        """Presses the newest button that reads like `label` (or begins so); raises `NoSuchButton`."""
        await self.presses_on(*self.find(label, chat))

    async def presses_on(self, message: Message, label: str) -> None:
        """Presses the button of this label under one message."""
        self.stage.world.press(self.user, message, label=label)
        await self.stage.settle()

    def find(self, label: str, chat: Chat | None = None) -> tuple[Message, str]:
        """The newest message with such a button, and the button's whole label."""
        messages = self.stage.bot_messages(chat or self.user)
        for fits in (str.__eq__, str.startswith):
            for message in reversed(messages):
                for button in message.buttons:
                    if fits(button.text, label):
                        return message, button.text
        there = [button.text for message in messages[-5:] for button in message.buttons]
        raise NoSuchButton(f"{self.user.first_name} sees no button {label!r}; the newest are {there}.")

    def link_for(self, name: str) -> str:
        """The newest join link the bot gave this person in a message that names `name`."""
        for message in reversed(self.stage.bot_messages(self.user)):
            found = re.search(r"https://t\.me/\S+", message.words)
            if found and name in message.words:
                return found.group()
        raise NoSuchButton(f"{self.user.first_name} has no link for {name!r}.")
