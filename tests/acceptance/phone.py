"""A facilitator's phone: what is on the screen can be tapped, nothing else can, and every tap is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.ingress.buttons import decode
from bot.rehearsal.records import Chat, Message
from bot.rehearsal.scenario.acting import Actor
from bot.rehearsal.scenario.screens import Found, Screen
from dialogues.panel_pages.home import PAGES as HOME_PAGES

# So many of the newest messages with buttons are seen without looking for anything.
AT_HAND = 4
# The panel is found while so few messages came after it: a swipe or two.
NEAR = 10
HOME = "panel"
# Buttons that only show something: the ways through the panel.
PAGES = frozenset({
    HOME, *(action for _, action in HOME_PAGES), "page_map", "one_organisation", "card", "document", "gaps",
    "guides", "levers", "links", "seats", "ask_stage", "sort", "evidence",
})  # fmt: skip
# With a subject these show one thing; without one they ask for a new one.
PAGES_OF_ONE = frozenset({"body", "task", "promise"})
# The panel is known by these: its first page leads to the others, and they lead back.
OF_THE_PANEL = frozenset({HOME, "page_people"})
STEPS, WAYS, CHOICES, NAVIGATION, MARKS = "steps", "pages", "choices", "later, done, back", "marks"


@dataclass(slots=True)
class Tally:
    """What it cost: taps by kind, texts written, how often the panel was asked for by its command.

    `told` is the whole story, a line for each.
    """

    taps: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    commands: int = 0
    told: list[str] = field(default_factory=list)

    def tap(self, kind: str, label: str) -> None:
        """One tap."""
        self.taps[kind] += 1
        self.told.append(f"taps “{label}”")

    def write(self, text: str) -> None:
        """One text, or the panel's command."""
        if text == "/table":
            self.commands += 1
        else:
            self.texts += 1
        self.told.append(f"writes “{text}”")


class PhoneScreen(Screen):
    """The private chat as it is seen without looking for anything: its newest messages, and the panel."""

    def at_hand(self) -> list[Message]:
        """The newest messages with buttons, newest first, and the panel, also if it is further up."""
        newest = [m for m in reversed(self.messages()) if m.buttons][:AT_HAND]
        panel = self.panel()
        return newest if panel is None or panel in newest else [*newest, panel]

    def panel(self) -> Message | None:
        """The newest message that shows a page of the panel, or leads there; None if it is far up."""
        return next((m for m in reversed(self.messages()[-NEAR:]) if _is_panel(m)), None)

    def _buttons(self) -> Iterator[Found]:
        for message in self.at_hand():
            yield from buttons_of(message)


class Phone(Actor):
    """The facilitator: presses only what is at hand, and says yes to a mark that stands already without a tap."""

    def __init__(self, of: Actor, group: Chat) -> None:
        super().__init__(of.hall, of.user, of.id)
        self.screen = self.private = PhoneScreen(of.hall.world, of.user)
        self.tally = Tally()
        self._group = group

    async def press(self, found: Found) -> None:
        """One tap; fails where the button is not on the screen."""
        on_screen = [*self.screen.at_hand(), *self.hall.world.messages(self._group)]
        assert found.message in on_screen, f"“{found.label}” would have to be looked for"
        assert found.data in [b.data for b in found.message.buttons], f"“{found.label}” has gone"
        self.tally.tap(kind_of(found), found.label)
        await self.taps(found.message, found.label, found.data)

    async def presses(self, verb: str, *pattern: str | int, chat: Chat | None = None) -> Found:
        """As `Actor.presses`; a mark that the bot has worked out so already is left as it is."""
        found = self.private.find(verb, *pattern) if verb == "mark" else None
        if found is not None and found.label.startswith("✓"):
            return found
        return await super().presses(verb, *pattern, chat=chat)

    async def writes(self, text: str, chat: Chat | None = None, *, reply_to: Message | None = None) -> None:
        """One text."""
        self.tally.write(text)
        await self.types(text, chat, reply_to)

    async def starts(self, payload: str | None = None) -> None:
        """Opens the private chat by the newest button in the group that does."""
        await self.quiet()
        for message in reversed(self.hall.world.messages(self._group)):
            for button in message.buttons:
                if button.url is not None and button.url.endswith(f"start={payload}"):
                    self.tally.tap(STEPS, button.text)
                    await self.taps(message, button.text, None)
                    return
        raise self.cannot("open the private chat")

    async def taps(self, message: Message, label: str, data: str | None) -> None:
        """The tap itself: on the button that carries `data`, else on the one that reads `label`."""
        await self.hall.turn()
        if data is None:
            self.hall.world.press(self.user, message, label=label)
        else:
            self.hall.world.press(self.user, message, data=data)
        await self.hall.acted(f"{self.name} taps “{label}”")

    async def types(self, text: str, chat: Chat | None, reply_to: Message | None) -> None:
        """The writing itself."""
        await super().writes(text, chat, reply_to=reply_to)


def buttons_of(message: Message | None) -> list[Found]:
    """The buttons of one message that carry something."""
    if message is None:
        return []
    return [Found(message, b.data, decode(b.data)) for b in message.buttons if b.data is not None]


def kind_of(found: Found) -> str:
    """What a tap is for."""
    match found.press.verb:
        case "pick":
            return CHOICES
        case "nav":
            return NAVIGATION
        case "mark":
            return MARKS
        case "go" if _is_way(found):
            return WAYS
        case _:
            return STEPS


def _is_way(found: Found) -> bool:
    action = found.word(1)
    return action in PAGES or (action in PAGES_OF_ONE and found.word(2) != "0")


def _is_panel(message: Message) -> bool:
    actions = {b.word(1) for b in buttons_of(message) if b.press.verb == "go"}
    return bool(actions & OF_THE_PANEL)
