"""People of a play: they press what they see, and when they cannot, one sentence says who, what and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.records import Json, Message
from bot.rehearsal.scenario.acting import Actor, Hall
from bot.rehearsal.scenario.failures import CannotPlay
from bot.rehearsal.scenario.filling import SKIP, Picked, Typed, fill
from bot.rehearsal.scenario.heard import Listener
from bot.rehearsal.world import World

START = datetime(2027, 1, 11, 15, 0, tzinfo=UTC)


class Bot:
    """Says what a test wants, and answers whatever is done to it with the next of its lines."""

    def __init__(self, *lines: tuple[str, list[str]]) -> None:
        self.world = World(RehearsalClock(START, frozen=True))
        self.hall = Hall(self.world, self.settle)
        self.anna = Actor(self.hall, self.world.add_user("Anna"), "m1")
        self._lines = list(lines)
        self.pressed: list[str] = []

    async def settle(self) -> None:
        self.pressed = [q.data for q in self.world.queries.values()]
        if self._lines:
            for answered in self.anna.private.messages():
                answered.reply_markup = None
            self.says(*self._lines.pop(0))

    def says(self, text: str, data: list[str]) -> Message:
        keys: list[list[Json]] = [[{"text": d, "callback_data": d}] for d in data]
        chat = self.world.private_chat(self.anna.user)
        markup = {"inline_keyboard": keys}
        message = self.world.post(chat, from_id=self.world.bot.id, text=text, reply_markup=markup)
        self.world.words_said(message)
        return message


async def test_the_newest_button_that_fits_is_pressed() -> None:
    bot = Bot()
    bot.says("Old", ["go:1:draft:3"])
    bot.says("New", ["go:1:draft:7", "go:1:close:7"])
    found = await bot.anna.presses("go", "*", "draft")
    assert found.word(2) == "7"
    await bot.anna.presses("go", 1, "draft", 3)
    assert [q.data for q in bot.world.queries.values()] == ["go:1:draft:7", "go:1:draft:3"]


async def test_what_cannot_be_pressed_is_told_with_what_is_on_the_screen() -> None:
    bot = Bot()
    bot.says("Nothing waits for you.", ["go:1:panel:0"])
    with pytest.raises(CannotPlay) as refused:
        await bot.anna.presses("cast", 4, 1, 5)
    assert str(refused.value) == (
        "Anna (m1) cannot press cast:4:1:5. On the screen: “Nothing waits for you.” with the buttons go:1:panel:0."
    )


SEATS = ["pick:body:0:seats:2", "pick:body:0:seats:5", "nav:body:0:done:seats", "nav:body:0:cancel:seats"]
MORE = ["nav:body:0:skip:more", "nav:body:0:cancel:more"]


async def test_a_form_is_filled_in_whatever_its_order() -> None:
    bot = Bot(("Who sits in it?", SEATS), ("Anything else?", MORE), ("Entered.", []))
    bot.says("Its name?", ["nav:body:0:cancel:name"])
    await fill(bot.anna, "body", {"seats": Picked(2, 5), "name": Typed("Council")})
    assert [m.words for m in bot.world.messages(bot.anna.user) if m.from_id == bot.anna.user.id] == [
        "Council"
    ]
    assert bot.pressed == [*SEATS[:3], "nav:body:0:skip:more"]


async def test_a_question_that_comes_back_ends_the_play() -> None:
    bot = Bot(("Once more?", MORE))
    bot.says("Anything else?", MORE)
    with pytest.raises(CannotPlay, match=r"cannot answer body\.more\. On the screen: “Once more\?”"):
        await fill(bot.anna, "body", {})


async def test_a_value_that_is_not_offered_cannot_be_picked() -> None:
    bot = Bot()
    bot.says("Which?", ["pick:gap:1:owner:4", "nav:gap:1:cancel:owner"])
    with pytest.raises(CannotPlay, match=r"cannot choose '9' at gap\.owner"):
        await fill(bot.anna, "gap", {"owner": Picked(9)})
    with pytest.raises(CannotPlay, match=r"cannot press “skip” at gap\.owner"):
        await fill(bot.anna, "gap", {"owner": SKIP})


async def test_what_the_bot_says_is_written_down_with_edits_and_without_strangers() -> None:
    bot = Bot()
    listener = Listener(bot.world)
    stranger = Actor(bot.hall, bot.world.add_user("Berta"), None)
    bot.says("First", [])
    group = bot.world.create_group("Table", bot.anna.user)
    for chat in (group, bot.world.private_chat(stranger.user)):
        bot.world.words_said(bot.world.post(chat, from_id=bot.world.bot.id, text="Second"))
    later = datetime(2027, 4, 11, 15, 0, tzinfo=UTC)
    bot.world.clock.move_to(later)
    bot.says("Third", [])
    told = listener.messages(group.id, {bot.anna.user.id: "m1"}, [(1, START), (2, later)])
    assert [(m["seq"], m["cycle"], m["recipient"], m["text"]) for m in told] == [
        (1, 1, "m1", "First"),
        (2, 1, None, "Second"),
        (3, 2, "m1", "Third"),
    ]
    assert told[0]["at"] == "2027-01-11T15:00:00Z"
