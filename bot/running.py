"""Running until somebody says stop: on Telegram, or in the rehearsal room."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.guide_folder import in_use
from bot.ingress.allowance import Allowance
from bot.settings import Settings
from bot.wiring import Tablekeeper
from storage.database import migrate, named_unusable, open_engine, revisions

if TYPE_CHECKING:
    from bot.rehearsal.scenario.tempo import Tempo
    from bot.rehearsal_room import Example

Tell = Callable[[str], None]


class RehearsalFolderForeign(RuntimeError):
    """This folder holds other things than a rehearsal. Name an empty folder with --dir."""


class PortUnusable(RuntimeError):
    """The rehearsal room could not listen. Choose another port with --port."""


OWN_FILES = frozenset({"lock", "keys.json", "seeded"})
SAVED = "saved"
OWN_BEGINNINGS = ("telegram.db", "tablekeeper.db")


async def run_on_telegram(settings: Settings, tell: Tell) -> None:
    """Runs until a signal. Raises `TokenRefused`, `CannotReachTelegram` or a database error."""
    from bot.method import the_method

    await run_until_stopped(
        Tablekeeper(settings, the_method(in_use(settings)), tell=tell, allowance=Allowance()),
        "Running as",
        tell,
    )


async def serve_webhook(settings: Settings, tell: Tell) -> None:
    """Takes updates from the webhook until a signal. Raises as `run_on_telegram`, and what stands in
    `bot.ingress.webhook`."""
    from bot.method import the_method

    bot = Tablekeeper(settings, the_method(in_use(settings)), webhook=True, tell=tell, allowance=Allowance())
    await run_until_stopped(bot, "Serving the webhook of", tell)


async def run_until_stopped(bot: Tablekeeper, doing: str, tell: Tell) -> None:
    """Runs until a signal, or until it ends by itself; raises what ended it."""
    stopped = _on_signals(tell)
    async with bot:
        # What is there now stays; looking through it again and again would make everybody wait.
        gc.freeze()
        gc.enable()
        tell(f"{doing} @{bot.bot.username}. Add it to a group to begin. Ctrl+C stops.")
        running = asyncio.ensure_future(bot.run())
        await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def run_rehearsal(settings: Settings, folder: Path, port: int, fresh: bool, tell: Tell) -> None:
    """Opens the room until a signal. Raises `RehearsalFolderForeign` or `PortUnusable`."""
    from bot.method import the_method
    from bot.rehearsal_room import RehearsalRoom, RoomTaken

    method = the_method(in_use(settings))
    if fresh:
        _clear(folder)
    stopped = _on_signals(tell)
    room = RehearsalRoom(settings, method, folder=folder, port=port, example=_example(), tell=tell)
    try:
        await room.start()
    except RoomTaken as error:
        raise RehearsalFolderForeign(str(error)) from None
    except OSError as error:
        raise PortUnusable(f"{PortUnusable.__doc__} ({error.strerror})") from None
    try:
        tell(f"The rehearsal room is open: {room.address}")
        tell("Open it in a browser and do what the guide at the top says first. Ctrl+C closes it.")
        await stopped
    finally:
        await room.stop()


async def run_scenario(settings: Settings, file: Path, out: Path, tell: Tell) -> None:
    """Plays a scenario as fast as it goes and writes its record. Raises what `bot.scenario_play` raises."""
    from bot.scenario_play import play_to_record

    tell(await play_to_record(settings, file, out, tell))


async def show_scenario(
    settings: Settings, file: Path, out: Path | None, tempo: Tempo, port: int, tell: Tell
) -> None:
    """Plays a scenario in an open room, at that tempo, until a signal. Raises as `run_scenario`."""
    from bot.scenario_play import play_to_watch

    await play_to_watch(settings, file, out, tempo=tempo, port=port, stopped=_on_signals(tell), tell=tell)


def migrate_database(settings: Settings, tell: Tell) -> str:
    """Brings the database of the settings to the newest revision; gives the last word.

    Raises `DatabaseUnusable`.
    """
    with named_unusable():
        engine = open_engine(settings.database_url.get_secret_value())
        try:
            before, newest = revisions(engine)
            if before == newest:
                return f"The database is at the newest revision, {newest}."
            tell(f"Database: from {before or 'empty'} to {newest} …")
            migrate(engine, tell)
        finally:
            engine.dispose()
    return f"The database is now at the newest revision, {newest}."


def _on_signals(tell: Tell) -> asyncio.Future[None]:
    """Done at the first Ctrl+C or SIGTERM; a second one ends the process at once."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[None] = loop.create_future()

    def stop() -> None:
        if stopped.done():
            os._exit(130)
        tell("Stopping; what is under way is finished. Once more stops at once.")
        stopped.set_result(None)

    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop)
    return stopped


def _example() -> Example | None:
    """The example table, where it is installed."""
    try:
        module = importlib.import_module("bot.rehearsal.example")
    except ModuleNotFoundError:
        return None
    example: Example = module.EXAMPLE
    return example


def _clear(folder: Path) -> None:
    """Deletes a rehearsal, but none that is kept under a name.

    Raises `RehearsalFolderForeign` rather than delete anything else.
    """
    if not folder.exists():
        return
    entries = [entry for entry in folder.iterdir() if entry.name != SAVED]
    for entry in entries:
        if entry.name not in OWN_FILES and not entry.name.startswith(OWN_BEGINNINGS):
            raise RehearsalFolderForeign(f"{folder}: {RehearsalFolderForeign.__doc__}")
    for entry in entries:
        entry.unlink()
