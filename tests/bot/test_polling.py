"""Long polling: confirm after commit, patience with errors, a clear end when the token is refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from bot.ingress.polling import ALLOWED_UPDATES, Polling, TokenRefused
from bot.rehearsal.faults import FaultRule
from bot.transport import AiohttpRequest
from bot.wiring import CannotReachTelegram
from tests.bot.conftest import TOKEN, Room


class Taker:
    """Takes updates; fails as often as it is told to."""

    def __init__(self, room: Room, failures: int = 0) -> None:
        self.room = room
        self.failures = failures
        self.batches: list[list[int]] = []
        self.unconfirmed: list[int] = []

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        self.batches.append([update["update_id"] for update in updates])
        self.unconfirmed.append(self.room.world.pending_updates())
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")


async def polled(room: Room, taker: Taker, *, token: str = TOKEN, until: Any = None) -> None:
    """Polls until every update is confirmed (or `until` holds)."""
    request = AiohttpRequest(read_timeout=5.0)
    await request.initialize()
    polling = Polling(
        request=request, base_url=f"{room.url}/bot{token}", take=taker.take, first_pause_seconds=0.01
    )
    task = asyncio.ensure_future(polling.run())
    done = until or (lambda: room.world.pending_updates() == 0)
    waiting = asyncio.ensure_future(room.world.wait_for(done))
    await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
    polling.stop()
    await asyncio.gather(task, waiting, return_exceptions=True)
    await request.shutdown()
    if task.exception() is not None:
        task.result()


def said(room: Room, *words: str) -> None:
    anna = room.person()
    for word in words:
        room.world.say(anna, anna, word)


async def test_updates_are_confirmed_only_after_they_were_taken(room: Room) -> None:
    """Invariant 2."""
    said(room, "one", "two")
    taker = Taker(room)
    await polled(room, taker)
    assert taker.unconfirmed == [2]
    assert [len(batch) for batch in taker.batches] == [2]


async def test_updates_that_were_not_kept_come_again(room: Room) -> None:
    """Invariant 2: nothing is confirmed while it cannot be committed."""
    said(room, "one")
    taker = Taker(room, failures=2)
    await polled(room, taker)
    assert [len(batch) for batch in taker.batches] == [1, 1, 1]
    assert taker.unconfirmed == [1, 1, 1]


async def test_the_kinds_of_updates_are_always_asked_for(room: Room) -> None:
    said(room, "one")
    await polled(room, Taker(room))
    assert room.world.setting("allowed_updates", []) == list(ALLOWED_UPDATES)


@pytest.mark.parametrize(
    "rule",
    [
        FaultRule(kind="server_error", method="getUpdates", count=3),
        FaultRule(kind="reset_after", method="getUpdates", count=2),
        FaultRule(kind="server_error", method="getUpdates", code=409, description="Conflict: terminated"),
    ],
    ids=["5xx", "reset", "409"],
)
async def test_errors_are_waited_out(room: Room, rule: FaultRule) -> None:
    room.faults.add(rule)
    said(room, "one")
    taker = Taker(room)
    await polled(room, taker)
    assert len(taker.batches) == 1


async def test_another_poller_and_a_webhook_are_explained(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    conflict = FaultRule(
        kind="server_error", method="getUpdates", code=409,
        description="Conflict: can't use getUpdates method while webhook is active",
    )  # fmt: skip
    room.faults.add(FaultRule(kind="server_error", method="getUpdates", code=409, description="Conflict"))
    room.faults.add(conflict)
    room.faults.add(
        FaultRule(kind="server_error", method="getUpdates", nth=2, code=409, description="webhook")
    )
    said(room, "one")
    with caplog.at_level(logging.WARNING):
        await polled(room, Taker(room))
    assert "another process polls" in caplog.text
    assert "doctor --remove-webhook" in caplog.text


async def test_a_refused_token_ends_the_polling_with_a_remedy(room: Room) -> None:
    with pytest.raises(TokenRefused, match="BotFather"):
        await polled(room, Taker(room), token="123456:nobody-knows-this-one", until=lambda: False)  # noqa: S106


async def test_the_whole_bot_says_what_is_wrong_before_it_starts(room: Room) -> None:
    with pytest.raises(TokenRefused, match="BotFather"):
        async with room.bot(token="123456:nobody-knows-this-one"):  # noqa: S106
            pass
    unreachable = room.settings(telegram_api_url="http://127.0.0.1:9")
    with pytest.raises(CannotReachTelegram, match="TELEGRAM_API_URL"):
        async with room.bot(settings=unreachable):
            pass
