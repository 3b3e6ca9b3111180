"""What contenders do in the same time: measured one by one, or in turns so that a busy moment meets all alike."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from tests.benchmarks.contenders.redis_server import NoRedis
from tests.benchmarks.measuring import Running, running
from tests.benchmarks.sides.people import Measured

# Answers of each person before the next contender has its turn.
IN_A_TURN = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """What one contender did. `processor_ms`: its processor time an answer."""

    answers_per_second: float
    p99_ms: float
    confirmed_p99_ms: float
    processor_ms: float
    memory_megabytes: float


@dataclass(slots=True)
class _Contender:
    """One that runs, and what it has done so far."""

    bot: Running
    measured: Measured = field(default_factory=Measured)
    processor_seconds: float = 0.0

    async def take_turn(self, people: Sequence[int], answers: int, at_once: int) -> None:
        await self.bot.people.reconnect()
        before = self.bot.processor_seconds()
        await self.bot.people.answer(people, answers, at_once, earlier=self.measured)
        await self.bot.at_rest()
        self.processor_seconds += self.bot.processor_seconds() - before

    def figures(self) -> Figures:
        return Figures(
            self.measured.per_second,
            self.measured.p99_ms(),
            self.measured.p99_ms(self.measured.confirmed),
            1000 * self.processor_seconds / len(self.measured.replied),
            self.bot.memory_megabytes(),
        )


async def measure(
    name: str, people: Sequence[int], answers: int, at_once: int, delay: float = 0.0
) -> Figures:
    """Starts a contender, lets everybody say /start, then measures `answers` of each person."""
    async with running(name, len(people), delay) as bot:
        await bot.people.begin(people)
        contender = _Contender(bot)
        await contender.take_turn(people, answers, at_once)
        return contender.figures()


async def in_turns(
    names: Sequence[str], people: Sequence[int], answers: int, at_once: int
) -> dict[str, Figures]:
    """As `measure` for several that take turns. Those whose turn it is not stand still."""
    async with AsyncExitStack() as stack:
        contenders: dict[str, _Contender] = {}
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                bot = await stack.enter_async_context(running(name, len(people)))
            except NoRedis as error:
                print(f"{name} is left out: {error}", file=sys.stderr)
                continue
            await bot.people.begin(people)
            # What it has sent and not heard of yet would be in doubt for it when it goes on.
            await bot.at_rest()
            bot.stand_still()
            contenders[name] = _Contender(bot)
        for done in range(0, answers, IN_A_TURN):
            for name, contender in contenders.items():
                contender.bot.go_on()
                try:
                    await contender.take_turn(people, min(IN_A_TURN, answers - done), at_once)
                except BaseException as error:
                    error.add_note(f"It was the turn of {name}, after {done} answers of each person.")
                    raise
                contender.bot.stand_still()
        return {name: contender.figures() for name, contender in contenders.items()}
