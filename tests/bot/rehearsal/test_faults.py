"""Flood limits and faults by configuration."""

import time

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.rehearsal.errors import BotApiError
from bot.rehearsal.faults import FaultPlan, FaultRule
from bot.rehearsal.flood import FloodLimits
from bot.rehearsal.records import User
from bot.rehearsal.world import World


class Ticks:
    """A clock of seconds that stands where it is put."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_one_a_second_per_chat() -> None:
    now = Ticks()
    limits = FloodLimits(now)
    limits.check("sendMessage", 5)
    limits.check("sendMessage", 6)
    limits.check("getChat", 5)
    with pytest.raises(BotApiError) as caught:
        limits.check("editMessageText", 5)
    assert caught.value.body() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    now.at += 1
    limits.check("sendMessage", 5)


def test_twenty_a_minute_per_group() -> None:
    now = Ticks()
    limits = FloodLimits(now)
    for chat in (-5, 5):
        for _ in range(20):
            limits.check("sendMessage", chat)
            now.at += 1
    limits.check("sendMessage", 5)
    now.at = 1020.0
    limits = FloodLimits(now)
    for _ in range(20):
        limits.check("sendMessage", -5)
        now.at += 2
    with pytest.raises(BotApiError) as caught:
        limits.check("sendMessage", -5)
    assert caught.value.parameters == {"retry_after": 20}


def test_thirty_a_second_overall() -> None:
    limits = FloodLimits(Ticks())
    for chat in range(30):
        limits.check("sendMessage", chat + 1)
    with pytest.raises(BotApiError, match="retry after 1"):
        limits.check("sendMessage", 99)


def test_rules_count_only_what_they_match() -> None:
    plan = FaultPlan([FaultRule(kind="forbidden", method="sendMessage", chat=5, nth=2, count=2)])
    met = [plan.meet("sendmessage", 5) is not None for _ in range(4)]
    assert met == [False, True, True, False]
    assert plan.meet("sendMessage", 6) is None


async def test_answers_instead_of_results(bot: Bot, faults: FaultPlan, world: World, reached: User) -> None:
    faults.add(FaultRule(kind="too_many_requests", method="sendMessage", retry_after=7))
    faults.add(FaultRule(kind="server_error", method="sendMessage", nth=2, code=502))
    faults.add(FaultRule(kind="forbidden", method="sendMessage", nth=3))
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(reached.id, "x")
    assert flood.value.retry_after in (7, 7.0) or flood.value.retry_after.total_seconds() == 7  # type: ignore[union-attr]
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(reached.id, "x")
    with pytest.raises(Forbidden):
        await bot.send_message(reached.id, "x")
    assert len(world.messages(reached)) == 1


@pytest.mark.parametrize(("kind", "arrived"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_torn_connection(
    url: str,
    world: World,
    faults: FaultPlan,
    http: aiohttp.ClientSession,
    reached: User,
    kind: str,
    arrived: int,
) -> None:
    faults.add(FaultRule(kind=kind, method="sendMessage"))  # type: ignore[arg-type]
    with pytest.raises(aiohttp.ClientConnectionError):
        await http.post(f"{url}/bot{world.token}/sendMessage", json={"chat_id": reached.id, "text": "x"})
    assert len(world.messages(reached)) == 1 + arrived


@pytest.mark.parametrize(("kind", "arrived"), [("timeout_before", 0), ("timeout_after", 1)])
async def test_an_answer_that_never_comes(
    bot: Bot, world: World, faults: FaultPlan, reached: User, kind: str, arrived: int
) -> None:
    faults.add(FaultRule(kind=kind, method="sendMessage"))  # type: ignore[arg-type]
    begun = time.monotonic()
    with pytest.raises(TimedOut):
        await bot.send_message(reached.id, "x", read_timeout=0.1)
    assert time.monotonic() - begun < 5
    assert len(world.messages(reached)) == 1 + arrived


async def test_updates_come_twice_or_in_another_order(
    bot: Bot, faults: FaultPlan, world: World, anna: User, ben: User
) -> None:
    for person in (anna, ben):
        world.start(person)
        world.say(person, person, "one")
    calm = [update.update_id for update in await bot.get_updates()]
    faults.add(FaultRule(kind="duplicate", method="getUpdates"))
    faults.add(FaultRule(kind="reorder", method="getUpdates", nth=2))
    twice = [update.update_id for update in await bot.get_updates()]
    mixed = [update.update_id for update in await bot.get_updates()]
    assert twice == [number for number in calm for _ in range(2)]
    assert mixed == [*calm[2:], *calm[:2]]


async def test_another_poll_and_a_lost_topic(bot: Bot, faults: FaultPlan, reached: User) -> None:
    faults.add(FaultRule(kind="conflict", method="getUpdates"))
    faults.add(FaultRule(kind="thread_not_found", method="sendMessage"))
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.send_message(reached.id, "x")
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(reached.id, "x", message_thread_id=5)


def test_a_share_of_the_requests_by_a_seed() -> None:
    def met(seed: int) -> list[bool]:
        plan = FaultPlan([FaultRule(kind="server_error", count=1000, share=0.3)])
        plan.draw_by(seed)
        return [plan.meet("sendMessage", 5) is not None for _ in range(1000)]

    assert met(1) == met(1) != met(2)
    assert 200 < sum(met(1)) < 400
