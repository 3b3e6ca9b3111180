"""A cycle opens on its day, and the open discussion is held as replies to the message that opened it (C1, C3)."""

from __future__ import annotations

from bot.rehearsal.records import Message
from bot.rehearsal.scenario.nouns import Cycle
from bot.rehearsal.scenario.own_words import said
from bot.rehearsal.scenario.play import Play
from dialogues import cycle_opening
from dialogues.model import Said


async def open_cycle(play: Play, cycle: Cycle) -> None:
    """The clock goes on to the cycle's day; the bot opens the cycle by itself."""
    play.hours.end = None
    await play.hours.until(play.hours.opening(cycle.n))
    play.hours.end = play.hours.opening(cycle.n + 1)
    play.cycle = cycle.n
    if play.table().cycle != cycle.n:
        raise play.facilitator.cannot(f"begin cycle {cycle.n}: it has not opened")


def _opening_message(play: Play) -> Message:
    table = play.table()
    with play.look() as repository:
        known = repository.first(Said, key=cycle_opening.key(table, table.cycle))
    message = None if known is None else play.hall.world.message(play.cast.group.id, known.message_id)
    if message is None:
        raise play.facilitator.cannot("find the message that opened the discussion", play.cast.group_screen)
    return message


async def discuss(play: Play, cycle: Cycle) -> None:
    """Each organisation's representative writes its messages, as replies."""
    if not any(part.turns for part in cycle.participation.values()):
        return
    opening, words = _opening_message(play), said(play.scenario, "turn")
    for org, part in cycle.participation.items():
        if part.turns:
            actor = play.cast.voice_of(org)
            for _ in range(part.turns):
                await actor.writes(words, play.cast.group, reply_to=opening)
    await play.quiet()
