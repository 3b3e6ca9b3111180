"""The tempo of a watched play: it stands still, does one act at a step, and goes on when told to."""

from __future__ import annotations

import asyncio

import pytest

from bot.rehearsal.scenario.tempo import FASTEST, Tempo


async def passes(tempo: Tempo) -> bool:
    """Whether an act may be done now, without any wait for the clock."""
    asked = asyncio.ensure_future(tempo.next_act())
    for _ in range(5):
        await asyncio.sleep(0)
    done = asked.done()
    asked.cancel()
    return done


async def test_standing_still_it_lets_one_act_pass_for_each_step() -> None:
    tempo = Tempo(paused=True)
    assert not await passes(tempo)
    tempo.step()
    assert await passes(tempo)
    assert not await passes(tempo)


async def test_a_step_while_it_plays_makes_it_stand_still_after_one_act() -> None:
    tempo = Tempo(FASTEST)
    tempo.step()
    assert await passes(tempo)
    assert not tempo.playing
    assert not await passes(tempo)


async def test_play_lets_whoever_waits_go_on() -> None:
    tempo = Tempo(FASTEST, paused=True)
    waiting = asyncio.ensure_future(tempo.next_act())
    await asyncio.sleep(0)
    tempo.play()
    await asyncio.wait_for(waiting, 5)


async def test_a_pause_forgets_the_steps_that_were_asked_for() -> None:
    tempo = Tempo(paused=True)
    tempo.step()
    tempo.pause()
    assert not await passes(tempo)


@pytest.mark.parametrize("speed", [0.0, -1.0, FASTEST + 1])
def test_what_is_no_speed_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        Tempo().set_speed(speed)
