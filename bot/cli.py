"""The commands of `tablekeeper`."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.guide_commands import guides
from bot.logs import logs_are_json, set_up_logging, tell_of_unforeseen_ends
from bot.settings import Settings, SettingsWrong, read_settings

WRONG_SETTING = 2
FAILED = 1


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Tablekeeper walks a partnership table through the whole arc, in its Telegram group.

    Without a command: runs on Telegram when TELEGRAM_BOT_TOKEN is set, else opens the rehearsal room.
    """
    if context.invoked_subcommand is not None:
        return
    if _settings().telegram_bot_token is None:
        click.echo("No TELEGRAM_BOT_TOKEN is set, so the rehearsal room opens.")
        context.invoke(rehearse)
    else:
        context.invoke(run)


@main.command()
def run() -> None:
    """Run on Telegram by long polling (the default with a token)."""
    gc.disable()  # until it runs: of what is loaded for a start, nothing can be thrown away
    from bot.running import run_on_telegram

    settings = _settings()
    if settings.telegram_bot_token is None:
        _stop(
            "TELEGRAM_BOT_TOKEN is not set. Get one from @BotFather, or run: tablekeeper rehearse",
            WRONG_SETTING,
        )
    _log_as(settings, settings.tablekeeper_log_level)
    _finish(run_on_telegram(settings, _say))


@main.command()
def serve() -> None:
    """Run on Telegram by webhook; with PostgreSQL in as many processes as wished."""
    gc.disable()  # as for `run`
    from bot.running import serve_webhook

    settings = _settings()
    if settings.telegram_bot_token is None or settings.telegram_webhook_url is None:
        _stop(
            "Set TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_URL (the address at which Telegram reaches this"
            " machine), or poll for updates instead: tablekeeper run",
            WRONG_SETTING,
        )
    _log_as(settings, settings.tablekeeper_log_level)
    _finish(serve_webhook(settings, _say), fast_loop=True)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port on 127.0.0.1 (default REHEARSAL_PORT).")
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path, file_okay=False), help="Where the room is kept."
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Begin again with the example table; what was there is deleted, but for saved rehearsals.",
)
@click.option(
    "--scenario",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Play the table of this file by itself, in a room of its own.",
)
@click.option(
    "--record", type=click.Path(path_type=Path, dir_okay=False), help="Where the played table's record goes."
)
@click.option(
    "--speed",
    type=click.FloatRange(0, 1000, min_open=True),
    help="Play so many acts a second, to watch in the browser.",
)
@click.option(
    "--replay",
    "transcript",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Play an exported rehearsal again and compare what the bot says.",
)
@click.option("--update", is_flag=True, help="With --replay: write what the bot says now into the file.")
@click.option("--paused", is_flag=True, help="Wait at the first act: play, pause and step from the page.")
def rehearse(
    port: int | None = None,
    folder: Path | None = None,
    fresh: bool = False,
    scenario: Path | None = None,
    record: Path | None = None,
    speed: float | None = None,
    paused: bool = False,
    transcript: Path | None = None,
    update: bool = False,
) -> None:
    """Open the rehearsal room: play every seat of a table in the browser, without Telegram.

    With --scenario the people of a file play by themselves and nothing is kept but the record:

    \b
      tablekeeper rehearse --scenario table.json --record out.json

    plays as fast as it goes and ends; it fails with one sentence where the bot does not let a person
    do what the file asks for.

    \b
      tablekeeper rehearse --scenario table.json --speed 3

    opens the room and plays three acts a second, to be watched; it stays open until Ctrl+C. With
    --paused it waits at the first act. The page pauses, steps from act to act and changes the speed.

    \b
      tablekeeper rehearse --replay rehearsal.yaml

    plays again what “Export as a test” on the page wrote, and fails where the bot says something else.
    """
    settings = _settings()
    _log_as(
        settings, "WARNING" if settings.tablekeeper_log_level == "INFO" else settings.tablekeeper_log_level
    )
    chosen = settings.rehearsal_port if port is None else port
    if transcript is not None:
        if any((port, folder, fresh, scenario, record, speed, paused)):
            raise click.UsageError("--replay goes alone, or with --update.")
        _replay(settings, transcript, update)
        return
    if update:
        raise click.UsageError("--update belongs to --replay: name the file to play again.")
    if scenario is not None:
        if folder is not None or fresh:
            raise click.UsageError("A scenario is played in a room of its own: leave --dir and --fresh out.")
        _play(settings, scenario, record, (speed, paused), chosen)
        return
    if record is not None or speed is not None or paused:
        raise click.UsageError("--record, --speed and --paused belong to --scenario: name the file to play.")
    from bot.running import run_rehearsal

    _finish(run_rehearsal(settings, folder or settings.rehearsal_dir, chosen, fresh, click.echo))


def _replay(settings: Settings, transcript: Path, update: bool) -> None:
    from bot.replayed_rehearsal import replay as play_again

    click.echo(_tried(lambda: asyncio.run(play_again(settings, transcript, update=update))))


def _play(
    settings: Settings, scenario: Path, record: Path | None, watched: tuple[float | None, bool], port: int
) -> None:
    from bot.rehearsal.scenario.tempo import Tempo
    from bot.running import run_scenario, show_scenario

    speed, paused = watched
    if speed is not None or paused:
        tempo = Tempo(speed or 1.0, paused=paused)
        _finish(show_scenario(settings, scenario, record, tempo, port, click.echo))
    elif record is not None:
        _finish(run_scenario(settings, scenario, record, click.echo))
    else:
        raise click.UsageError("Say where the record goes (--record), or how to watch (--speed or --paused).")


@main.command()
def migrate() -> None:
    """Bring the database to the newest revision (on SQLite this happens by itself at start)."""
    from bot.running import migrate_database

    click.echo(_tried(lambda: migrate_database(_settings(), click.echo)))


@main.command()
@click.argument("table")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write.")
def export(table: str, out: Path) -> None:
    """Write the record of TABLE (its number or name) as JSON. An unknown TABLE lists what there is."""
    from bot.exporting import export_record

    click.echo(_tried(lambda: export_record(_settings(), table, out)))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE if it is there.")
def backup(file: Path, force: bool) -> None:
    """Write a checked copy of the database to FILE; the bot may go on meanwhile."""
    from bot.backup import backup as back_up

    click.echo(_tried(lambda: back_up(_settings(), file, force=force)))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="Only say whether FILE could be put back.")
def restore(file: Path, only_look: bool) -> None:
    """Put the backup FILE in the place of the database; what was there is kept beside it. Stop the bot first."""
    from bot.backup import restore as put_back

    click.echo(_tried(lambda: put_back(_settings(), file, only_look=only_look, tell=click.echo)))


@main.command()
@click.argument("numbers", type=int, nargs=-1, metavar="[NUMBER]...")
@click.option("--all", "everything", is_flag=True, help="All that are parked.")
@click.option("--forget", is_flag=True, help="Delete them for good instead.")
def replay(numbers: tuple[int, ...], everything: bool, forget: bool) -> None:
    """List the updates that could not be decided; take those with these NUMBERs once more."""
    from bot import replaying

    if everything and numbers:
        raise click.UsageError("Name numbers, or --all.")
    if not everything and not numbers:
        if forget:
            raise click.UsageError("Say which to forget: numbers, or --all.")
        click.echo(_tried(lambda: "\n".join(replaying.listed(_settings()))))
        return
    ids = None if everything else numbers
    if forget:
        click.echo(_tried(lambda: replaying.forget(_settings(), ids)))
    else:
        click.echo(_tried(lambda: replaying.replay(_settings(), ids, click.echo)))


@main.command()
@click.argument("record", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write into."
)
@click.option("--language", help="Language of the documents (default: the table's first).")
def documents(record: Path, out: Path, language: str | None = None) -> None:
    """Make every document of the RECORD in a file: pictures, the coordinators' page, the operating document
    (PDF and Word), spreadsheets, maps for other programs, a calendar.

    RECORD is what `tablekeeper export` or `tablekeeper rehearse --record` has written.
    """
    from bot.documents.all_of_record import write_documents

    click.echo(_tried(lambda: write_documents(record, out, language, click.echo)))


@main.command()
@click.option("--remove-webhook", is_flag=True, help="Remove a webhook that keeps polling from working.")
def doctor(remove_webhook: bool) -> None:
    """Look whether everything is in order; say what to do where it is not."""
    from bot.findings import Mark
    from bot.health import examine

    settings = _settings()

    async def look() -> int:
        problems = 0
        async for finding in examine(settings, remove_webhook=remove_webhook):
            problems += finding.mark is Mark.ILL
            click.echo(f"{finding.mark.value:8} {finding.subject}: {finding.said}")
            if finding.remedy:
                click.echo(f"         → {finding.remedy}")
        return problems

    sys.exit(FAILED if asyncio.run(look()) else 0)


@main.command("check-result")
@click.argument("text", required=False)
@click.option("--lang", default="en", show_default=True, help="Language of the statement.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day it is judged on (default today).")
@click.option("--jsonl", is_flag=True, help="Read statements from standard input, one JSON object a line.")
def check_result(text: str | None, lang: str, as_of: datetime | None, jsonl: bool) -> None:
    """Judge whether a result statement can be measured: TEXT, or many with --jsonl."""
    from bot.result_lines import answer_standard_input, judged

    if jsonl:
        sys.exit(answer_standard_input())
    if not text:
        raise click.UsageError("Give a statement in quotes, or --jsonl.")
    click.echo(_tried(lambda: judged(text, lang, as_of.date() if as_of else _today())))


main.add_command(guides)


def _today() -> date:
    return datetime.now(UTC).date()


def _log_as(settings: Settings, level: str) -> None:
    set_up_logging(level, settings.tablekeeper_log_format, settings.secrets())
    tell_of_unforeseen_ends()


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsWrong as error:
        _stop("\n".join(f"Setting {problem}" for problem in error.problems), WRONG_SETTING)


def _finish(work: Coroutine[Any, Any, None], *, fast_loop: bool = False) -> None:
    async def whole() -> None:
        await work

    def run_whole() -> None:
        with asyncio.Runner(loop_factory=_fast_loop() if fast_loop else None) as runner:
            runner.run(whole())

    _tried(run_whole)


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where the system has it."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _tried(work: Callable[[], Any]) -> Any:
    """Runs it; what is foreseen to go wrong ends with its remedy in one line, without a traceback."""
    try:
        return work()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from bot.foreseen import FORESEEN

        if isinstance(error, FORESEEN):
            _stop(str(error), FAILED)
        raise


def _stop(said: str, code: int) -> NoReturn:
    if logs_are_json():
        logging.getLogger("bot").critical("ended said=%s", said)
    else:
        click.echo(said, err=True)
    sys.exit(code)


def _say(line: str) -> None:
    """To whoever started it; as a log line where a machine reads what comes out."""
    if logs_are_json():
        logging.getLogger("bot").info("told said=%s", line)
    else:
        click.echo(line)
