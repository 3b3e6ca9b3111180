"""The order of play: the set-up, then each cycle with its events, its reflection and its summary."""

from __future__ import annotations

from bot.rehearsal.scenario.events import play_event
from bot.rehearsal.scenario.happenings import ReflectionDone
from bot.rehearsal.scenario.nouns import Cycle
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.steps import (
    answering,
    entering,
    joining,
    mapping,
    opening,
    reflecting,
    setting,
    structuring,
    trying,
)
from bot.rehearsal.scenario.steps.proceeding import ask_for_next_step


async def play_all(play: Play) -> None:
    """Plays a scenario to its end; raises `CannotPlay` or `OutOfTime`."""
    await set_up(play)
    for cycle in play.scenario.cycles:
        await play_cycle(play, cycle)


async def set_up(play: Play) -> None:
    """What is done before the first cycle."""
    play.tell("Set-up: the table is set")
    await setting.open_table(play)
    await setting.seat_everybody(play)
    await entering.functions(play)
    play.tell("Set-up: the private questions")
    await answering.collect(play)
    play.tell("Set-up: what the facilitator enters")
    await entering.indicator(play)
    await entering.strategies(play)
    await structuring.enter_all(play)
    await mapping.put_to_table(play)
    await joining.catch_up(play, await setting.seat_latecomers(play))
    await answering.say_interests(play)


async def play_cycle(play: Play, cycle: Cycle) -> None:
    """One cycle."""
    play.tell(f"Cycle {cycle.n}: it opens")
    await opening.open_cycle(play, cycle)
    await trying.open_with_cycle(play, cycle)
    events = [e for e in cycle.events if not isinstance(e, ReflectionDone)]
    for number, event in enumerate(events, start=1):
        play.tell(f"Cycle {cycle.n}: event {number} of {len(cycle.events)}, {event.type}")
        await play_event(play, event)
        await ask_for_next_step(play)
        await trying.start_what_may_start(play, cycle, number)
    play.tell(f"Cycle {cycle.n}: the discussion, and looking back")
    await opening.discuss(play, cycle)
    await reflecting.look_back(play, cycle, deliver=len(events) < len(cycle.events))
