"""What `tablekeeper doctor` says of the webhook, for those who poll and for those who serve."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from telegram import Bot, WebhookInfo

from bot.findings import Finding, Mark
from bot.ingress.polling import ALLOWED_UPDATES
from bot.ingress.webhook import Doorplate
from bot.logs import redacted
from bot.settings import Settings

# An error after which Telegram has succeeded for so long is history.
ERROR_IS_RECENT = timedelta(minutes=15)
# A table of thirty people does not write so much in a minute.
MANY_WAIT = 100


async def webhook_findings(settings: Settings, bot: Bot, token: str, *, remove: bool) -> list[Finding]:
    """Only the address's host is shown: its path is a secret. Raises `TelegramError`."""
    told = await bot.get_webhook_info()
    if told.url and remove:
        await bot.delete_webhook(drop_pending_updates=False)
        said = "was set and has been removed; waiting updates are kept"
        return [Finding(Mark.WELL, "webhook", said)]
    if settings.telegram_webhook_url is None:
        return [_while_polling(told), *_waiting(told)]
    wanted = Doorplate.of(settings, token)
    return [_while_serving(told, wanted), *_last_error(told), *_waiting(told)]


def _while_polling(told: WebhookInfo) -> Finding:
    if not told.url:
        return Finding(Mark.WELL, "webhook", "none is set, as it should be for polling")
    said = f"one is set (at {_host(told.url)}), so polling gets nothing"
    remedy = "Remove it, if nothing else uses it: tablekeeper doctor --remove-webhook"
    return Finding(Mark.ILL, "webhook", said, remedy)


def _while_serving(told: WebhookInfo, wanted: Doorplate) -> Finding:
    start = "Start (or start again): tablekeeper serve. It sets the webhook."
    if not told.url:
        said = "none is set, though TELEGRAM_WEBHOOK_URL is"
        return Finding(Mark.NOTE, "webhook", said, f"{start} To poll instead, empty the setting.")
    if told.url != wanted.url:
        here, there = _host(wanted.url), _host(told.url)
        said = f"leads to {there}, not to {here}" if here != there else "leads to an old secret path"
        return Finding(Mark.ILL, "webhook", said, start)
    missing = set(ALLOWED_UPDATES) - set(told.allowed_updates or ())
    if missing:
        said = f"does not bring {', '.join(sorted(missing))}"
        return Finding(Mark.ILL, "webhook", said, start)
    return Finding(Mark.WELL, "webhook", f"leads to {_host(told.url)}")


def _last_error(told: WebhookInfo) -> list[Finding]:
    if told.last_error_date is None:
        return []
    recent = datetime.now(UTC) - told.last_error_date < ERROR_IS_RECENT
    message = redacted(told.last_error_message or "")
    said = f"Telegram failed to deliver at {told.last_error_date:%Y-%m-%d %H:%M} UTC: {message}"
    remedy = (
        "Look whether `tablekeeper serve` runs (on this machine: curl http://127.0.0.1:PORT/readyz), whether"
        " the proxy leads to it, and whether the certificate is valid."
    )
    return [Finding(Mark.ILL if recent else Mark.NOTE, "webhook error", said, remedy)]


def _waiting(told: WebhookInfo) -> list[Finding]:
    many = told.pending_update_count
    if many < MANY_WAIT:
        return [Finding(Mark.WELL, "waiting updates", f"{many}")]
    remedy = "Is the bot running? Telegram keeps them for a day; they are taken in when it runs."
    return [Finding(Mark.NOTE, "waiting updates", f"{many}", remedy)]


def _host(url: str) -> str:
    return urlsplit(url).hostname or "?"
