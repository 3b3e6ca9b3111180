"""Puts all parts together: one database, one bot, one desk, one courier, one ticker, one ingress."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from telegram import (
    Bot,
)
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot.clock import Clock, SystemClock
from bot.courier.courier import Courier, RepeatNotice
from bot.courier.envelopes import Envelopes
from bot.courier.pacing import Pacing, Rates
from bot.courier.sending import Sending
from bot.courier.workshop import Workshop
from bot.desk import Desk, Taken
from bot.duties import Duties
from bot.front import front_of_house, missing_for_work
from bot.ingress.allowance import Allowance
from bot.ingress.elected_polling import ElectedPolling
from bot.ingress.polling import Polling, TokenRefused
from bot.ingress.webhook import Door, Doorplate, Webhook
from bot.logs import places
from bot.menus import CommandMenu as CommandMenu
from bot.menus import offer_menus
from bot.metrics import Metrics
from bot.seal import Seal
from bot.settings import Settings
from bot.sweeping import Sweeping
from bot.ticker import Ticker
from bot.transport import AiohttpRequest
from bot.urns import SealedUrns
from dialogues.surroundings import Decide, Surroundings
from storage.database import READING, open_migrated
from storage.file_lock import FileLock
from storage.postgres_writer import PostgresWriter
from storage.sqlite_writer import SqliteWriter
from storage.unit_of_work import Writing

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What the dialogues give to the wiring.

    `apology` is asked like `decide` when an event could not be decided. `repeat_notice` gives the
    words (HTML) before a message that may have arrived already, in the reader's language (None:
    unknown); without it such a message is not said again.
    """

    decide: Decide
    apology: Decide
    repeat_notice: RepeatNotice | None = None
    menus: Sequence[CommandMenu] = field(default=())


class CannotReachTelegram(RuntimeError):
    """Telegram did not answer at the start. Check the network, TELEGRAM_API_URL and TELEGRAM_PROXY_URL."""


class Ingress(Protocol):
    """Where updates come from. `run` returns after `stop`, when what was being taken is committed."""

    async def start(self) -> None:
        """Begins to take updates in."""

    async def run(self) -> None:
        """Until `stop`."""

    def stop(self) -> None:
        """Takes in nothing new."""


class Tablekeeper:
    """The whole bot. `async with Tablekeeper(settings, method): ...`, or `start` and `stop`.

    `webhook`: Telegram brings the updates to TELEGRAM_WEBHOOK_URL; otherwise they are polled for.

    `rates` None sends without pausing: for rehearsals and tests, never for the real Telegram.
    `allowance`: how much one person may send; None takes everything, for rehearsals and tests.
    `pending_updates` tells how many updates wait at the Bot API, where that can be known; whoever
    gives it calls `stir` after each change of it.
    """

    def __init__(
        self,
        settings: Settings,
        method: Method,
        *,
        webhook: bool = False,
        token: str | None = None,
        clock: Clock | None = None,
        rates: Rates | None = Rates(),  # noqa: B008 - a frozen value
        pending_updates: Callable[[], int] | None = None,
        first_pause_seconds: float = 1.0,
        tell: Callable[[str], None] = lambda _line: None,
        workshop: Workshop | None = None,
        allowance: Allowance | None = None,
    ) -> None:
        given = settings.telegram_bot_token
        self._token = token if token is not None else given.get_secret_value() if given else ""
        self._settings = settings
        self._method = method
        self._clock = clock or SystemClock()
        self._pending_updates = pending_updates
        self._pacing = Pacing(rates)
        self._first_pause = first_pause_seconds
        self._tell = tell
        self._workshop = workshop or Workshop()
        self._allowance = allowance
        seal = Seal(self._token)
        self._urns, self._envelopes = SealedUrns(seal), Envelopes(seal)
        self._stirred = asyncio.Event()
        self._engine: Engine | None = None
        self._file_lock = FileLock(settings.database_url.get_secret_value())
        self._doorplate = Doorplate.of(settings, self._token) if webhook else None
        self._ingress_task: asyncio.Task[None] | None = None
        self._menus_task: asyncio.Task[None] | None = None
        self._updates_request = make_request(settings)
        self.bot = make_bot(settings, self._token, self._updates_request)

    async def __aenter__(self) -> Tablekeeper:
        await self.start()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Opens everything and begins to listen.

        Raises `TokenRefused`, `CannotReachTelegram`, what `bot.ingress.webhook` or what `storage` raises.
        """
        await get_to_know(self.bot)
        try:
            self._engine = await asyncio.to_thread(self._open_database)
        except BaseException:
            await self.bot.shutdown()
            raise
        self._wire(self._engine, _writer(self._engine))
        try:
            await self.duties.start()
            await self.ingress.start()
        except BaseException:
            await self.stop()
            raise
        self._ingress_task = asyncio.create_task(self.ingress.run(), name="ingress")
        self._ingress_task.add_done_callback(lambda _task: self.stir())
        self._menus_task = asyncio.create_task(offer_menus(self.bot, self._method.menus))
        self._menus_task.add_done_callback(lambda _task: self.stir())
        _log.info("started as=%s", self.bot.username)

    def _open_database(self) -> Engine:
        self._file_lock.hold()
        try:
            return open_migrated(self._settings.database_url.get_secret_value(), self._tell)
        except BaseException:
            self._file_lock.release()
            raise

    def _wire(self, engine: Engine, writer: Writing) -> None:
        self.writer = writer
        metrics = None if self._doorplate is None else Metrics()
        sending = Sending(self.bot)
        self._sending = sending if metrics is None else metrics.sending(sending)
        self.duties = Duties(
            engine=engine,
            writer=writer,
            make_courier=self._make_courier,
            make_ticker=self._make_ticker,
            stir=self.stir,
        )
        on_change = getattr(self._clock, "on_change", None)
        if on_change is not None:
            on_change(self.duties.wake_ticker)
        self._sweeping = Sweeping(engine, self.stir)
        self.desk = Desk(
            writer=writer,
            bot=self.bot,
            clock=self._clock,
            decide=self._method.decide if metrics is None else metrics.deciding(self._method.decide),
            apology=self._method.apology,
            wake_courier=self.duties.wake_courier,
            wake_ticker=self.duties.wake_ticker,
            stir=self.stir,
            allowance=self._allowance,
            surround=self._surround,
            envelopes=self._envelopes,
            sweep=self._sweeping.ask,
        )
        self.ingress: Ingress = (
            self._polling(engine)
            if self._doorplate is None or metrics is None
            else self._webhook(engine, self._doorplate, metrics)
        )

    def _surround(self, now: datetime, username: str) -> Surroundings:
        return Surroundings(now, lambda: secrets.token_urlsafe(16), username, self._urns)

    def _make_courier(self, writer: Writing) -> Courier:
        return Courier(
            writer=writer,
            outcomes=self.writer,
            sending=self._sending,
            workshop=self._workshop,
            clock=self._clock,
            pacing=self._pacing,
            envelopes=self._envelopes,
            tell=self._tell_desk,
            repeat_notice=self._method.repeat_notice,
            stir=self.stir,
            first_pause_seconds=self._first_pause,
        )

    def _make_ticker(self) -> Ticker:
        async def take_parked() -> None:
            await self.desk.take_parked()

        return Ticker(
            writer=self.writer,
            clock=self._clock,
            tell=self._tell_desk,
            take_parked=take_parked,
            stir=self.stir,
        )

    async def _tell_desk(self, event: Any) -> Taken:
        return await self.desk.tell(event)

    @property
    def courier(self) -> Courier:
        """The courier of this process; it sends while the process is elected for it."""
        return self.duties.courier

    @property
    def ticker(self) -> Ticker:
        """The ticker of this process; it runs while the process is elected for it."""
        return self.duties.ticker

    def _polling(self, engine: Engine) -> Ingress:
        def polling() -> Polling:
            return Polling(
                request=self._updates_request,
                base_url=self.bot.base_url,
                take=self.desk.take,
                poll_seconds=self._settings.telegram_poll_seconds,
                first_pause_seconds=self._first_pause,
            )

        if engine.dialect.name == "sqlite":
            return polling()
        return ElectedPolling(engine=engine, make_polling=polling, tell=self._tell)

    def _webhook(self, engine: Engine, doorplate: Doorplate, metrics: Metrics) -> Webhook:
        async def not_ready() -> list[str]:
            return await missing_for_work(engine, self.writer, self.duties.somewhere)

        def shown() -> bytes:
            duties = (("courier", self.courier.running), ("ticker", self.ticker.running))
            with self.reading() as connection:
                return metrics.shown(connection, duties)

        front = front_of_house(Door(doorplate, metrics.taking(self.desk.take)), not_ready, shown)
        return Webhook(app=front, bot=self.bot, doorplate=doorplate, settings=self._settings)

    async def run(self) -> None:
        """Returns when `stop` was called; raises what ended the ingress (`TokenRefused`)."""
        if self._ingress_task is not None:
            await asyncio.shield(self._ingress_task)

    async def stop(self) -> None:
        """Ends in order: no new updates, what is being decided, timers, the calls under way, the database."""
        if self._engine is None:
            return
        self.ingress.stop()
        await _ended(self._ingress_task)
        await self.duties.stop()
        await self._workshop.close()
        await self.desk.finish()
        await self._sweeping.finish()
        if self._menus_task is not None:
            self._menus_task.cancel()
            await _ended(self._menus_task)
        await self.writer.end()
        await self.bot.shutdown()
        self._engine.dispose()
        self._engine = None
        self._file_lock.release()
        _log.info("stopped")

    @property
    def is_running(self) -> bool:
        """Whether it has been started and not stopped."""
        return self._engine is not None

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A look into the database as it was last committed; beside the writer, and never in its way."""
        if self._engine is None:
            raise RuntimeError("Look into the database between start and stop.")
        with self._engine.connect().execution_options(**{READING: True}) as connection:
            yield connection

    def stir(self) -> None:
        """Something has changed: whoever waits in `settle` looks again."""
        self._stirred.set()

    async def settle(self) -> None:
        """Returns when no update waits, nothing is to be sent and no timer is due. Never sleeps.

        Raises what ended the ingress, if it has ended by itself.
        """
        while True:
            self._stirred.clear()
            ingress = self._ingress_task
            if ingress is not None and ingress.done() and not ingress.cancelled() and ingress.exception():
                ingress.result()
            if self._quiet():
                return
            await self._stirred.wait()

    def _quiet(self) -> bool:
        pending = 0 if self._pending_updates is None else self._pending_updates()
        return (
            pending == 0
            and (self._menus_task is None or self._menus_task.done())
            and self.desk.idle
            and self._sweeping.idle
            and self.duties.idle
        )


def _writer(engine: Engine) -> Writing:
    """The writer that suits the database; to be made on the event loop."""
    return SqliteWriter(engine) if engine.dialect.name == "sqlite" else PostgresWriter(engine)


def make_request(settings: Settings) -> AiohttpRequest:
    """The transport with the timeouts and the proxy of the settings."""
    proxy = settings.telegram_proxy_url
    return AiohttpRequest(
        connect_timeout=settings.telegram_connect_seconds,
        read_timeout=settings.telegram_read_seconds,
        proxy=None if proxy is None else proxy.get_secret_value(),
    )


def make_bot(settings: Settings, token: str, updates_request: AiohttpRequest) -> Bot:
    """A bot on our own transport, at the Bot API server of the settings."""
    return Bot(
        token,
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=make_request(settings),
        get_updates_request=updates_request,
    )


async def get_to_know(bot: Bot) -> None:
    """Opens the connections and asks who we are; raises `TokenRefused` or `CannotReachTelegram`."""
    try:
        await bot.initialize()
    except (InvalidToken, EndPointNotFound):
        await bot.shutdown()
        raise TokenRefused(str(TokenRefused.__doc__)) from None
    except TelegramError as error:
        await bot.shutdown()
        raise CannotReachTelegram(f"{CannotReachTelegram.__doc__} ({type(error).__name__})") from None


async def _ended(task: Awaitable[None] | None) -> None:
    if task is None:
        return
    try:
        await task
    except asyncio.CancelledError:
        return
    except Exception as error:
        _log.debug("ended with error=%s", places(error))
