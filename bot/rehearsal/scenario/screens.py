"""What a person has on the screen: the bot's messages, what their buttons carry, which question is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ingress.buttons import decode
from bot.rehearsal.records import Chat, Message, User
from bot.rehearsal.world import World
from dialogues.effects import Press

SHOWN_CHARACTERS = 300
ANY = "*"  # stands for whatever a button carries at this place
Pattern = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Found:
    """A button, what it carries and the message it stands under."""

    message: Message
    data: str
    press: Press

    @property
    def label(self) -> str:
        """What the button reads."""
        return next((b.text for b in self.message.buttons if b.data == self.data), self.data)

    def word(self, place: int) -> str:
        """An argument of what it carries, "" where there is none."""
        arguments = self.press.arguments
        return str(arguments[place]) if place < len(arguments) else ""


@dataclass(frozen=True, slots=True)
class Question:
    """What the bot asks somebody: a step of a form, or a prompt of a round or reflection."""

    message: Message
    form: str
    subject: str
    step: str
    buttons: tuple[Found, ...]

    @property
    def key(self) -> tuple[int, str, str, str]:
        """Tells one asking from the next."""
        return (self.message.message_id, self.form, self.subject, self.step)

    def picks(self) -> tuple[str, ...]:
        """The values that can be pressed."""
        return tuple(b.word(3) for b in self.buttons if b.press.verb == "pick")

    def button(self, verb: str, *pattern: str | int) -> Found | None:
        """The button that carries this."""
        return next((b for b in self.buttons if fits(b.press, verb, pattern)), None)


class Screen:
    """One chat as one person sees it."""

    def __init__(self, world: World, chat: Chat | User) -> None:
        self._world = world
        self._chat = chat

    def messages(self) -> list[Message]:
        """What the bot said here, oldest first."""
        return [m for m in self._world.messages(self._chat) if m.from_id == self._world.bot.id]

    def find(self, verb: str, *pattern: str | int) -> Found | None:
        """The newest button that carries this; fewer words than it carries are enough."""
        return next((b for b in self._buttons() if fits(b.press, verb, pattern)), None)

    def all(self, verb: str, *pattern: str | int) -> list[Found]:
        """Every such button, newest first."""
        return [b for b in self._buttons() if fits(b.press, verb, pattern)]

    def newest(self) -> list[Found]:
        """The buttons of the newest message."""
        said = self.messages()
        return list(_of_message(said[-1])) if said else []

    def question(self) -> Question | None:
        """The newest question that is still open: its message can still be cancelled, passed or kept."""
        for message in reversed(self.messages()):
            buttons = tuple(_of_message(message))
            for button in buttons:
                if button.press.verb == "nav" and button.word(2) in ("cancel", "pass", "keep"):
                    return Question(message, button.word(0), button.word(1), button.word(3), buttons)
        return None

    def reads(self) -> str:
        """The newest message and its buttons, for whoever has to understand why something cannot be done."""
        said = self.messages()
        if not said:
            return "nothing from the bot"
        words = " ".join(said[-1].words.split())
        if len(words) > SHOWN_CHARACTERS:
            words = words[:SHOWN_CHARACTERS] + " …"
        carried = [b.data for b in _of_message(said[-1])]
        return f"“{words}” with the buttons {', '.join(carried)}" if carried else f"“{words}”"

    def _buttons(self) -> Iterator[Found]:
        for message in reversed(self.messages()):
            yield from _of_message(message)


def fits(press: Press, verb: str, pattern: Pattern) -> bool:
    """Whether a button carries this verb and begins with these arguments."""
    carried = [str(argument) for argument in press.arguments]
    wanted = [str(argument) for argument in pattern]
    if press.verb != verb or len(wanted) > len(carried):
        return False
    return all(want in (ANY, have) for want, have in zip(wanted, carried, strict=False))


def _of_message(message: Message) -> Iterator[Found]:
    for button in message.buttons:
        if button.data is not None:
            yield Found(message, button.data, decode(button.data))
