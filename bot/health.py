"""What `tablekeeper doctor` looks at, and what to do about what it finds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from telegram import Bot
from telegram.error import TelegramError

from bot.findings import Finding, Mark
from bot.health_of_database import database_findings
from bot.health_of_guides import folder_findings
from bot.health_of_webhook import webhook_findings
from bot.ingress.polling import TokenRefused
from bot.settings import Settings
from bot.wiring import CannotReachTelegram, get_to_know, make_bot, make_request

MOST_DRIFT = timedelta(seconds=30)


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
    for finding in folder_findings(settings):
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
        for finding in await _rights(bot):
            yield finding
        for finding in await webhook_findings(settings, bot, token, remove=remove_webhook):
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
        remedy = "It needs none of it. @BotFather: /setprivacy, Enable; then take the bot out and in again."
        findings.append(
            Finding(Mark.NOTE, "privacy mode", "is off: the bot hears every group message", remedy)
        )
    else:
        said = "is on: in groups the bot hears commands and replies to it only"
        findings.append(Finding(Mark.WELL, "privacy mode", said))
    return findings


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
            drift = abs(datetime.now(UTC) - theirs)
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError, TypeError, OSError):
        yield Finding(Mark.NOTE, "clock", "could not be compared with Telegram's")
        return
    if drift > MOST_DRIFT:
        said = f"is {drift.total_seconds():.0f} seconds off"
        yield Finding(Mark.ILL, "clock", said, "Let the system set its time by itself (NTP).")
    else:
        yield Finding(Mark.WELL, "clock", "agrees with Telegram's")
