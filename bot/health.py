"""What `tablekeeper doctor` looks at, and what to do about what it finds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

import aiohttp
from sqlalchemy import Engine
from telegram import Bot
from telegram.error import TelegramError

from bot.ingress.polling import TokenRefused
from bot.settings import Settings
from bot.wiring import CannotReachTelegram, get_to_know, make_bot, make_request
from storage import outbox, parked
from storage.database import READING, DatabaseUnusable, open_engine, revisions

MOST_DRIFT = timedelta(seconds=30)


class Mark(StrEnum):
    """How one finding is."""

    WELL = "ok"
    NOTE = "note"
    ILL = "PROBLEM"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` is empty when all is well."""

    mark: Mark
    subject: str
    said: str
    remedy: str = ""


async def examine(settings: Settings, *, remove_webhook: bool = False) -> AsyncIterator[Finding]:
    """Looks at everything, one finding after the other."""
    if settings.telegram_bot_token is None:
        yield Finding(
            Mark.NOTE, "token", "none is set, so the rehearsal room opens", "Set TELEGRAM_BOT_TOKEN in .env."
        )
    else:
        async for finding in _telegram(
            settings, settings.telegram_bot_token.get_secret_value(), remove_webhook
        ):
            yield finding
    async for finding in _clock(settings):
        yield finding
    for finding in database_findings(settings):
        yield finding


async def _telegram(settings: Settings, token: str, remove_webhook: bool) -> AsyncIterator[Finding]:
    bot = make_bot(settings, token, make_request(settings))
    try:
        await get_to_know(bot)
    except TokenRefused as error:
        yield Finding(Mark.ILL, "token", "Telegram does not know it", str(error))
        return
    except CannotReachTelegram as error:
        yield Finding(Mark.ILL, "network", "Telegram cannot be reached", str(error))
        return
    try:
        for finding in [*await _rights(bot), await _webhook(bot, remove_webhook)]:
            yield finding
    except TelegramError as error:
        yield Finding(Mark.ILL, "network", f"Telegram broke off ({type(error).__name__})", "Try again.")
    finally:
        await bot.shutdown()


async def _rights(bot: Bot) -> list[Finding]:
    me = await bot.get_me()
    findings = [Finding(Mark.WELL, "token", f"belongs to @{me.username}")]
    if not me.can_join_groups:
        findings.append(
            Finding(Mark.ILL, "rights", "the bot may not join groups", "@BotFather: /setjoingroups, Enable.")
        )
    if me.can_read_all_group_messages:
        findings.append(Finding(Mark.NOTE, "privacy mode", "is off: the bot hears every group message"))
    else:
        said = "is on: in groups the bot hears commands and replies to it only"
        findings.append(Finding(Mark.WELL, "privacy mode", said))
    return findings


async def _webhook(bot: Bot, remove: bool) -> Finding:
    webhook = await bot.get_webhook_info()
    if not webhook.url:
        waiting = f"none is set; {webhook.pending_update_count} updates wait"
        return Finding(Mark.WELL, "webhook", waiting)
    if remove:
        await bot.delete_webhook(drop_pending_updates=False)
        return Finding(Mark.WELL, "webhook", "was set and has been removed; waiting updates are kept")
    return Finding(
        Mark.ILL,
        "webhook",
        "one is set, so polling gets nothing",
        "Remove it, if nothing else uses it: tablekeeper doctor --remove-webhook",
    )


async def _clock(settings: Settings) -> AsyncIterator[Finding]:
    proxy = settings.telegram_proxy_url
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
            session.head(
                settings.telegram_api_url, proxy=None if proxy is None else proxy.get_secret_value()
            ) as response,
        ):
            theirs = parsedate_to_datetime(response.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError, OSError):
        yield Finding(Mark.NOTE, "clock", "could not be compared with Telegram's")
        return
    drift = abs(datetime.now(UTC) - theirs)
    if drift > MOST_DRIFT:
        said = f"is {drift.total_seconds():.0f} seconds off"
        yield Finding(Mark.ILL, "clock", said, "Let the system set its time by itself (NTP).")
    else:
        yield Finding(Mark.WELL, "clock", "agrees with Telegram's")


def database_findings(settings: Settings) -> list[Finding]:
    """Whether the database is there and new enough, and what waits in it."""
    try:
        engine = open_engine(settings.database_url.get_secret_value())
        try:
            return _inside(engine)
        finally:
            engine.dispose()
    except Exception as error:
        return [Finding(Mark.ILL, "database", f"{type(error).__name__}", str(DatabaseUnusable.__doc__))]


def _inside(engine: Engine) -> list[Finding]:
    current, newest = revisions(engine)
    if current != newest:
        said = f"is at revision {current or 'none'}, the newest is {newest}"
        return [Finding(Mark.NOTE, "database", said, "Run: tablekeeper migrate")]
    findings = [Finding(Mark.WELL, "database", f"{engine.dialect.name}, revision {current}")]
    with engine.connect().execution_options(**{READING: True}) as connection:
        waiting = outbox.counts(connection)
        many, latest = parked.count(connection), parked.newest(connection, 3)
    said = ", ".join(f"{count} {state.value}" for state, count in waiting.items())
    ill = waiting[outbox.State.REFUSED] + waiting[outbox.State.UNSURE]
    findings.append(
        Finding(
            Mark.NOTE if ill else Mark.WELL,
            "outbox",
            said,
            "Refused and unsure messages are not sent again; look into the log of their day." if ill else "",
        )
    )
    if not many:
        return [*findings, Finding(Mark.WELL, "parked updates", "none")]
    errors = "; ".join(f"{one.at:%Y-%m-%d %H:%M} {one.error.splitlines()[0]}" for one in latest)
    remedy = "Report the error with its place; what people wrote stays in the database."
    return [*findings, Finding(Mark.ILL, "parked updates", f"{many}: {errors}", remedy)]
