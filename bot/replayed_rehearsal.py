"""Plays an exported rehearsal again with the bot as it is now, and tells where it says something else."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.records import Json
from bot.rehearsal.transcript.replaying import Replay, begins, difference, read_transcript
from bot.rehearsal.transcript.writing import transcript, written
from bot.rehearsal_room import RehearsalRoom
from bot.settings import Settings


class PlaysOtherwise(RuntimeError):
    """The bot says something else than in the transcript. Read the difference; --update writes what it says now."""


async def play_again(settings: Settings, body: Json) -> Json:
    """The transcript of the acts of `body`, played now in a room of their own. Raises `CannotReplay`."""
    from bot.method import the_method

    with tempfile.TemporaryDirectory(prefix="tablekeeper-") as folder:
        clock = RehearsalClock(begins(body), frozen=True)
        async with RehearsalRoom(
            settings, the_method(), folder=Path(folder), port=0, clock=clock, kept=False
        ) as room:
            await Replay(room.world, room.move_on, room.settle).play(body)
            return transcript(room.world)


async def replay(settings: Settings, file: Path, *, update: bool) -> str:
    """Plays a file again; gives the last word. Raises `TranscriptWrong`, `CannotReplay` or `PlaysOtherwise`."""
    body = read_transcript(file)
    played = await play_again(settings, body)
    found = difference(body, played)
    steps = len(body["steps"])
    if not found:
        return f"Played {steps} steps again: the bot says what it said then."
    if not update:
        raise PlaysOtherwise(f"{found}\n\n{PlaysOtherwise.__doc__}")
    await asyncio.to_thread(file.write_text, written(played), "utf-8")
    return (
        f"Played {steps} steps again and wrote what the bot says now. Read the difference before you keep it."
    )
