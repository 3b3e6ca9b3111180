"""The webhook: takes an update that Telegram brings, and says 200 only when it is committed."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import orjson
from starlette.types import Receive, Scope, Send
from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.http_server import HttpServer
from bot.ingress.polling import ALLOWED_UPDATES, TokenRefused
from bot.logs import concerning, hide, places
from bot.settings import Settings

SECRET_HEADER: Final = b"x-telegram-bot-api-secret-token"
# The longest updates hold a text of 4,096 characters, its entities and the message it answers.
MOST_BYTES: Final = 1024 * 1024
# What Telegram waits at most before it tries again; what takes longer is not worth finishing.
CLOSING_SECONDS: Final = 30
TRIES: Final = 5

_log = logging.getLogger(__name__)


class WebhookRefused(RuntimeError):
    """Telegram would not take the webhook. Check TELEGRAM_WEBHOOK_URL: https, a public name, port 443, 80, 88
    or 8443."""


class CannotListen(RuntimeError):
    """The webhook's port cannot be had. Choose another TELEGRAM_WEBHOOK_PORT, or stop what listens there."""


@dataclass(frozen=True, slots=True)
class Doorplate:
    """Where Telegram brings updates to: the public address, the secret end of its path, the secret it shows.

    Path and secret follow from the token (and from TELEGRAM_WEBHOOK_SECRET), so that every process
    expects the same; neither is ever logged.
    """

    url: str
    path: str
    secret: str

    @classmethod
    def of(cls, settings: Settings, token: str) -> Doorplate:
        """Raises ValueError without TELEGRAM_WEBHOOK_URL."""
        if settings.telegram_webhook_url is None:
            raise ValueError("Set TELEGRAM_WEBHOOK_URL before serving.")
        given = settings.telegram_webhook_secret
        secret = _derived(token, "secret") if given is None else given.get_secret_value()
        path = _derived(token, f"path of {secret}")
        hide(path, secret)
        return cls(f"{settings.telegram_webhook_url}/{path}", path, secret)


def _derived(token: str, what: str) -> str:
    digest = hmac.new(token.encode(), f"tablekeeper webhook {what}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Door:
    """The ASGI application behind the secret path. What is refused is refused before it is read."""

    def __init__(
        self, doorplate: Doorplate, take: Callable[[Sequence[dict[str, Any]]], Awaitable[object]]
    ) -> None:
        """`take` returns once the update is committed, else raises: then Telegram brings it again."""
        self._path = doorplate.path.encode()
        self._secret = doorplate.secret.encode()
        self._take = take
        # Tells the lines of one request from another's, also among several processes; it opens nothing.
        self._met, self._requests = secrets.token_hex(3), count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = self._refusal(scope)
        if status is None:
            body = await _body(receive)
            status = body if isinstance(body, int) else await self._status_after(body)
        # What was refused unread is not read on: the connection ends with the answer.
        closing = [(b"connection", b"close")] if status in (403, 404, 405, 413, 415) else []
        headers = [(b"content-length", b"0"), *closing]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def _refusal(self, scope: Scope) -> int | None:
        path = scope["path"].rpartition("/")[2].encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(path, self._path):
            return 404
        if scope["method"] != "POST":
            return 405
        headers = dict(scope["headers"])
        if not hmac.compare_digest(headers.get(SECRET_HEADER, b""), self._secret):
            return 403
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
            return 415
        length = headers.get(b"content-length", b"0")
        return 413 if length.isdigit() and int(length) > MOST_BYTES else None

    async def _status_after(self, body: bytes) -> int:
        update = _update(body)
        if update is None:
            return 400
        with concerning(request=f"{self._met}-{next(self._requests)}"):
            try:
                await self._take([update])
            except Exception as error:
                _log.error("an update could not be kept, it is brought again error=%s", places(error))
                return 503
        return 200


async def _body(receive: Receive) -> bytes | int:
    """The whole body, or the status that says why not."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return 400
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BYTES:
            return 413
        if not message.get("more_body", False):
            return b"".join(parts)


def _update(body: bytes) -> dict[str, Any] | None:
    """The update as plain values; None for what is none."""
    try:
        update = orjson.loads(body)
    except orjson.JSONDecodeError:
        # Half a character, written as an escape, must not stop a chat for a day: it is parked instead.
        try:
            update = json.loads(body.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            return None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        return None
    return update if 0 <= update["update_id"] < 2**63 else None


class Webhook:
    """Listens, tells Telegram where, and takes what comes until `stop`."""

    def __init__(self, *, app: Any, bot: Bot, doorplate: Doorplate, settings: Settings) -> None:
        """`app` is the ASGI application with a `Door` in it."""
        self._server = HttpServer(app, closing_seconds=CLOSING_SECONDS)
        self._bot = bot
        self._doorplate = doorplate
        self._settings = settings
        self._stopping = asyncio.Event()
        self.port = 0

    async def start(self) -> None:
        """Listens first, then calls Telegram. Raises `CannotListen`, `WebhookRefused` or `TokenRefused`."""
        host, port = self._settings.telegram_webhook_host, self._settings.telegram_webhook_port
        try:
            self.port = await self._server.start(host, port)
        except OSError as error:
            raise CannotListen(f"{CannotListen.__doc__} ({error.strerror})") from None
        try:
            await self._call_telegram_here()
        except BaseException:
            await self._server.stop()
            raise

    def stop(self) -> None:
        """Takes nothing new. Updates that are being taken are still committed and answered."""
        self._stopping.set()

    async def run(self) -> None:
        """Returns when `stop` was called and the last update is answered."""
        await self._stopping.wait()
        await self._server.stop()

    async def _call_telegram_here(self) -> None:
        for attempt in range(TRIES):
            try:
                if not await self._stands_already():
                    await self._set()
                return
            except (InvalidToken, EndPointNotFound):
                raise TokenRefused(str(TokenRefused.__doc__)) from None
            except RetryAfter as error:
                if attempt == TRIES - 1:
                    raise self._refused(error) from None
                after = error.retry_after
                await asyncio.sleep(after if isinstance(after, int) else after.total_seconds())
            except TelegramError as error:
                raise self._refused(error) from None

    async def _stands_already(self) -> bool:
        """Whether another process, or an earlier run, has set just this webhook.

        The path follows from the secret, so the same address has the same secret.
        """
        now = await self._bot.get_webhook_info()
        return (
            now.url == self._doorplate.url
            and now.max_connections == self._settings.telegram_webhook_connections
            and set(now.allowed_updates or ()) == set(ALLOWED_UPDATES)
        )

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._doorplate.url,
            max_connections=self._settings.telegram_webhook_connections,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=self._doorplate.secret,
            drop_pending_updates=False,
        )
        _log.info("the webhook is set")

    def _refused(self, error: TelegramError) -> WebhookRefused:
        reason = error.message.replace(self._doorplate.path, "…")
        return WebhookRefused(f"{' '.join(str(WebhookRefused.__doc__).split())} ({reason})")
