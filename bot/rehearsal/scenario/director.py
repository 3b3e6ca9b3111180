"""The order of play: the set-up, then each cycle with its events, its reflection and its summary."""

from __future__ import annotations

from bot.rehearsal.scenario.events import play_event
from bot.rehearsal.scenario.nouns import Cycle
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.steps import answering, entering, setting, trying
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
    play.tell("Set-up: the private questions")
    await entering.functions(play)
    await answering.collect(play)
    await entering.indicator(play)
    await entering.strategies(play)


async def play_cycle(play: Play, cycle: Cycle) -> None:
    """One cycle."""
    play.cycle = cycle.n
    await trying.open_with_cycle(play, cycle)
    for number, event in enumerate(cycle.events, start=1):
        play.tell(f"Cycle {cycle.n}: event {number} of {len(cycle.events)}, {event.type}")
        await play_event(play, event)
        await ask_for_next_step(play)
        await trying.start_what_may_start(play, cycle, number)
