"""What a person in a hurry sends is taken; what a flooder sends costs nobody else anything, and is told once."""

from __future__ import annotations

from typing import Any

import pytest

from bot.desk import Decided, LeftOut
from bot.ingress import allowance
from bot.ingress.allowance import (
    A_SECOND,
    AT_ONCE,
    GROUP_A_SECOND,
    GROUP_AT_ONCE,
    LINKS_AT_ONCE,
    Allowance,
    Asked,
    group_of,
    sender_of,
)
from bot.method import the_method
from dialogues.model import Person
from tests.bot.conftest import Room, stored
from tests.bot.test_desk import update

MOST = AT_ONCE
QUICK = "quicker than I can follow"


class Watch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def asked(buckets: Allowance, many: int, person: int = 11) -> list[Asked]:
    return [buckets.ask(update(number, "x", person=person)) for number in range(many)]


def test_an_album_quick_messages_and_fast_taps_pass() -> None:
    watch = Watch()
    buckets = Allowance(watch)
    assert set(asked(buckets, 10)) == {Asked.TAKEN}
    watch.seconds += 3
    assert set(asked(buckets, 5)) == {Asked.TAKEN}
    for _ in range(20):
        watch.seconds += 0.2
        assert asked(buckets, 1) == [Asked.TAKEN]


def test_beyond_it_a_word_once_then_nothing_until_there_was_a_pause() -> None:
    watch = Watch()
    buckets = Allowance(watch)
    assert asked(buckets, MOST + 3) == [Asked.TAKEN] * MOST + [Asked.TELL, Asked.LEFT, Asked.LEFT]
    watch.seconds += 1 / A_SECOND
    assert asked(buckets, 2) == [Asked.TAKEN, Asked.LEFT]
    for pause in (MOST, 24 * 3600):
        watch.seconds += pause
        # A day's pause saves up no more than a minute's.
        assert asked(buckets, MOST + 1) == [Asked.TAKEN] * MOST + [Asked.TELL]


def test_each_has_a_bucket_of_their_own_and_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MOST_PEOPLE", 3)
    buckets = Allowance(Watch())
    asked(buckets, MOST + 1, person=1)
    assert set(asked(buckets, MOST, person=2)) == {Asked.TAKEN}
    assert asked(buckets, 1, person=1) == [Asked.LEFT]
    for person in (3, 4, 5):
        asked(buckets, 1, person=person)
    assert len(buckets._buckets) == 3
    # Whoever was not heard of for longest was forgotten: the newest still count.
    assert asked(buckets, MOST, person=5) == [Asked.TAKEN] * (MOST - 1) + [Asked.TELL]
    assert asked(buckets, 1, person=1) == [Asked.TAKEN]


def test_whoever_goes_on_is_not_forgotten_for_being_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MOST_PEOPLE", 3)
    buckets = Allowance(Watch())
    asked(buckets, MOST, person=1)
    for person in (2, 3):
        asked(buckets, 1, person=person)
        assert asked(buckets, 1, person=1)[0] is not Asked.TAKEN
    asked(buckets, 1, person=4)
    assert asked(buckets, 1, person=1) == [Asked.LEFT]


def test_links_are_tried_a_few_times_an_hour() -> None:
    """And never counted: the way here from a button in the group."""
    watch = Watch()
    buckets = Allowance(watch)
    tries = [buckets.ask(update(n, f"/start guess{n}")) for n in range(LINKS_AT_ONCE + 2)]
    assert tries == [Asked.TAKEN] * LINKS_AT_ONCE + [Asked.TELL_OF_LINKS, Asked.LEFT]
    assert {buckets.ask(update(n, words)) for n, words in enumerate(("/start", "/start go", "words"))} == {
        Asked.TAKEN
    }
    watch.seconds += 400
    assert buckets.ask(update(99, "/start@Bot guess")) is Asked.TAKEN
    assert buckets.ask(update(99, "/START guess")) is Asked.LEFT


def in_group(number: int, person: int, chat: Any = -1001) -> dict[str, Any]:
    one: dict[str, Any] = update(number, "x", person=person)
    one["message"]["chat"] = {"id": chat, "type": "supergroup", "title": "A table"}
    return one


def test_a_group_has_a_bucket_too_whoever_writes_in_it() -> None:
    """A hundred people with one message each are not many floods; another group and presses go on."""
    watch = Watch()
    buckets = Allowance(watch)
    ends = [buckets.ask(in_group(n, person=n)) for n in range(GROUP_AT_ONCE + 2)]
    assert ends == [Asked.TAKEN] * GROUP_AT_ONCE + [Asked.TELL, Asked.LEFT]
    assert buckets.ask(in_group(1, person=1, chat=-1002)) is Asked.TAKEN
    assert buckets.ask(update(2, "x", person=1)) is Asked.TAKEN
    press = {"update_id": 3, "callback_query": {"from": {"id": 1}, "message": in_group(3, 1)["message"]}}
    assert buckets.ask(press) is Asked.TAKEN
    edited = {"update_id": 4, "edited_message": in_group(4, 300)["message"]}
    assert buckets.ask(edited) is Asked.LEFT
    watch.seconds += 1
    again = [buckets.ask(in_group(n, person=400 + n)) for n in range(6)]
    assert again == [Asked.TAKEN] * int(GROUP_A_SECOND) + [Asked.LEFT]


def test_who_has_no_more_of_their_own_takes_nothing_from_the_groups() -> None:
    buckets = Allowance(Watch())
    for number in range(GROUP_AT_ONCE * 2):
        buckets.ask(in_group(number, person=1))
    assert buckets.ask(in_group(1, person=2)) is Asked.TAKEN


@pytest.mark.parametrize("chat", [None, True, "x", 1.5, {}])
def test_a_group_that_cannot_be_seen_is_none(chat: Any) -> None:
    assert group_of(in_group(1, 1, chat=chat)) is None
    assert group_of({"message": {"chat": chat}}) is None
    assert group_of({"message": chat}) is None


@pytest.mark.parametrize(
    "strange",
    [{}, {"update_id": 1}, {"message": None}, {"message": {"from": []}}, {"poll": {"from": {"id": "1"}}}],
)
def test_whose_sender_cannot_be_seen_is_read_as_ever(strange: dict[str, Any]) -> None:
    assert sender_of(strange) is None
    assert Allowance(Watch()).ask(strange) is Asked.TAKEN


async def test_a_flooder_among_a_hundred_costs_the_others_nothing(room: Room) -> None:
    """A thousand updates of one person come between those of a hundred: all of these are decided, of those few."""
    people = [room.person(f"Person {number}") for number in range(100)]
    flooder = room.person("Flooder")
    async with room.bot(the_method(), allowance=Allowance(Watch())) as bot:
        room.world.start(flooder)
        await bot.settle()
        worked: list[object] = []
        hand_in = bot.writer.hand_in

        def counted(work: Any, about: Any = None) -> Any:
            if about is not None and about.lane == str(flooder.id):
                worked.append(about)
            return hand_in(work, about)

        bot.writer.hand_in = counted  # type: ignore[method-assign]
        ends = []
        for number, person in enumerate(people):
            batch = [update(80_000 + 100 * number + n, "more", person=flooder.id) for n in range(10)]
            ends += await bot.desk.take([*batch, update(80_099 + 100 * number, "/go", person=person.id)])
        await bot.settle()
        own, others = [e for n, e in enumerate(ends) if n % 11 != 10], ends[10::11]
        assert all(isinstance(end, Decided) for end in others)
        assert len(stored(bot, Person)) == 101
        # One was used for /start; the one after the last is the word that the rest is not taken.
        assert sum(isinstance(end, Decided) for end in own) == MOST
        assert sum(isinstance(end, LeftOut) for end in own) == 1000 - MOST
        assert len(worked) == MOST
    told = [words for words in room.texts(flooder) if QUICK in words]
    assert len(told) == 1
    assert not any(QUICK in words for person in people for words in room.texts(person))


async def test_a_press_too_many_ends_its_waiting_sign_with_a_word(room: Room) -> None:
    anna = room.person()
    async with room.bot(the_method(), allowance=Allowance(Watch())) as bot:
        room.world.start(anna)
        room.world.say(anna, anna, "/language")
        await bot.settle()
        shown = room.said(anna)[-1]
        for _ in range(MOST + 2):
            room.world.press(anna, shown, data="language:en")
        await bot.settle()
    answers = [query.answer_text for query in room.world.queries.values()]
    assert answers.count("That was too quick for me. Please wait a minute.") == 1
    assert [query.answered for query in room.world.queries.values()].count(False) == 3
