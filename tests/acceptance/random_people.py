"""People who do anything at all: press any button they see, type any text, leave the phone, move the clock."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

from bot.ingress.buttons import decode
from bot.rehearsal.players import Player
from bot.rehearsal.records import Chat, Message
from bot.rehearsal.tme_links import StartLink
from dialogues.checks.privacy import Sealed, for_storage
from dialogues.model import Answer, Organisation, Person, Role, Seat, Table, Tier
from storage import parked
from tests.acceptance import acts
from tests.acceptance.playing import RESULT, Played
from tests.bot.conftest import reading

TEXTS = (
    "Residents of the five counties",
    RESULT,
    "We will train 500 people",
    "81",
    "82.4",
    "2025",
    "30 June 2027",
    "1 May 2026",
    "tomorrow",
    "yes",
    "no",
    "pass",
    "5",
    "",
    "<b>x</b> & {{ table }}",
    "🙂" * 50,
    "x" * 3500,
)
COMMANDS = ("/table", "/go", "/help", "/cancel", "/privacy", "/language", "/start", "/nonsense")
PAUSES = (
    timedelta(minutes=5),
    timedelta(hours=3),
    timedelta(hours=49),
    timedelta(days=8),
    timedelta(days=40),
)
NEWEST = 12


class RandomPeople:
    """Plays `steps` random acts at a table and looks after each whether anything broke."""

    def __init__(self, table: Played, seed: int) -> None:
        self.table = table
        self.chance = random.Random(seed)
        self.marks = itertools.count()
        self.done: list[str] = []

    async def play(self, steps: int) -> None:
        """Acts, one after the other; `done` tells what they were."""
        for _ in range(steps):
            act = self.chance.choices(
                (self._press, self._press_in_group, self._write, self._command, self._reply, self._wait),
                (50, 8, 26, 6, 4, 6),
            )[0]
            await act()
            broken = reading(self.table.bot, parked.newest)
            assert not broken, (broken[0].error, self.done[-6:])

    def _somebody(self) -> Player:
        everybody = [self.table.lena] * 6 + [self.table.carl, *self.table.people.values()]
        return self.chance.choice(everybody)

    async def _press(self) -> None:
        await self._press_any(self._somebody(), None)

    async def _press_in_group(self) -> None:
        await self._press_any(self._somebody(), self.table.group)

    async def _press_any(self, player: Player, chat: Chat | None) -> None:
        messages = self.table.stage.bot_messages(chat or player.user)[-NEWEST:]
        seen: list[tuple[Message, str]] = [(m, b.text) for m in messages for b in m.buttons]
        if not seen:
            return
        # What was said last is what people press; now and then an old button.
        message, label = seen[-1 - min(int(self.chance.expovariate(0.18)), len(seen) - 1)]
        pressed = next(b for b in message.buttons if b.text == label)
        self.done.append(f"{player.user.first_name} presses {label!r} ({decode(pressed.data).verb})")
        followed = self.table.world.press(player.user, message, label=label)
        assert isinstance(followed, StartLink) or not isinstance(followed, str)
        await self.table.settle()

    async def _write(self) -> None:
        player = self._somebody()
        text = self.chance.choice(TEXTS)
        if self.chance.random() < 0.5:
            text = f"{text[:3000]} mark{next(self.marks)}mark"
        if text.strip():
            self.done.append(f"{player.user.first_name} writes {text[:40]!r}")
            await player.says(text)

    async def _command(self) -> None:
        player = self._somebody()
        command = self.chance.choice(COMMANDS)
        self.done.append(f"{player.user.first_name} sends {command}")
        await player.says(command, self.table.group if self.chance.random() < 0.2 else None)

    async def _reply(self) -> None:
        player = self._somebody()
        messages = self.table.in_group()
        if messages:
            self.done.append(f"{player.user.first_name} replies in the group")
            to = self.chance.choice(messages[-NEWEST:])
            await acts.replies(self.table, player, to, f"talk{next(self.marks)}", chat=self.table.group)

    async def _wait(self) -> None:
        pause = self.chance.choice(PAUSES)
        self.done.append(f"{pause} pass")
        await self.table.wait(seconds=pause.total_seconds())


def leaks(table: Played) -> list[str]:
    """Where a marked answer stands that its tier keeps from there."""
    found = []
    organisations = {o.id: o.name for o in table.find(Organisation)}
    people = {p.id: p for p in table.find(Person)}
    seats = {s.id: s for s in table.find(Seat)}
    group = [line for m in table.in_group() for line in m.words.splitlines()]
    facilitators = {people[s.person_id].name for s in seats.values() if Role.FACILITATOR.value in s.roles}
    for answer in table.find(Answer):
        mark = _mark_of(answer.text)
        if mark is None:
            continue
        author = people[seats[answer.seat_id].person_id].name
        lines = [line for line in group if mark in line]
        if answer.tier in (Tier.PRIVATE, Tier.FACILITATOR) and lines:
            found.append(f"{answer.prompt} of tier {answer.tier} in the group")
        if answer.tier is Tier.UNNAMED:
            name = organisations.get(answer.organisation_id or 0, "–")
            found += [f"{answer.prompt} with a name" for line in lines if name in line or author in line]
        readers = _readers(table, mark)
        allowed = {author} | (facilitators if answer.tier is Tier.FACILITATOR else set())
        if answer.tier in (Tier.PRIVATE, Tier.FACILITATOR) and readers - allowed:
            found.append(f"{answer.prompt} of tier {answer.tier} read by {readers - allowed}")
    return found


def _mark_of(text: Sealed) -> str | None:
    words = [w for w in for_storage(text).split() if w.startswith("mark") and w.endswith("mark")]
    return words[-1] if words else None


def _readers(table: Played, mark: str) -> set[str]:
    everybody = [table.lena, table.carl, *table.people.values()]
    return {p.user.first_name for p in everybody if mark in p.has_read()}


def stuck(table: Played) -> list[str]:
    """Tables that a facilitator could not take any further."""
    open_ = [t for t in table.find(Table) if t.lifecycle != "adjourned"]
    newest = table.stage.bot_messages(table.lena.user)[-1]
    return [] if newest.buttons or not open_ else [f"{t.lifecycle}: no button on the panel" for t in open_]
