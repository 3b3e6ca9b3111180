"""The desk: where updates, the dialogues and the database meet, and nowhere else.

Each update is one unit of work: the mark that it was seen, the facts, the timers and the outbox
rows are committed together. What arrives together is committed together, with a savepoint each.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, assert_never

from sqlalchemy import Connection
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.clock import Clock
from bot.courier.drafts import drafts_of
from bot.courier.envelopes import Envelopes
from bot.courier.limits import toast
from bot.crash_points import CrashPoint, reach
from bot.ingress.allowance import Allowance, Asked
from bot.ingress.plain_texts import plain_text
from bot.ingress.soundness import sound
from bot.ingress.translate import MEANT, Myself, translate
from bot.logs import concern, concerning, places
from bot.membership import Membership
from bot.parking import held_of, park, timer_of
from bot.taken import Decided as Decided
from bot.taken import Ignored as Ignored
from bot.taken import LeftOut as LeftOut
from bot.taken import ParkedAway as ParkedAway
from bot.taken import Repeated as Repeated
from bot.taken import Taken as Taken
from bot.taken import in_order
from dialogues.effects import Decision
from dialogues.events import Event, Hurried, TimerDue
from dialogues.model import Table, Timer, UnnamedCheck
from dialogues.surroundings import Decide, Surroundings
from storage import outbox, parked, seen, timers
from storage.postgres_writer import lost_race
from storage.repository import SqlRepository
from storage.savepoints import in_savepoint
from storage.unit_of_work import About, Writing

TRIES = 2
PRUNED_EVERY = timedelta(days=1)

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update on its way to the decision. `damage` is the error met in reading it."""

    update_id: int
    raw: dict[str, Any]
    lane: str
    event: Event | None
    damage: str | None
    callback_query_id: str | None


class Desk:
    """Takes in updates and events, one writer at a time, and tells the others what to do next."""

    def __init__(
        self,
        *,
        writer: Writing,
        bot: Bot,
        clock: Clock,
        decide: Decide,
        apology: Decide,
        wake_courier: Callable[[], None],
        wake_ticker: Callable[[], None],
        stir: Callable[[], None] = lambda: None,
        surround: Callable[[datetime, str], Surroundings],
        envelopes: Envelopes,
        sweep: Callable[[], None] = lambda: None,
        allowance: Allowance | None = None,
    ) -> None:
        """`apology` is asked like `decide` when an event had to be parked; `stir` hears of every end;
        `surround` gives what a decision is handed, at an instant, for a bot of this name; `sweep` is asked
        for when nobody may find any more what was deleted.

        `allowance`: how much one person may send; None takes everything, for rehearsals and tests.
        """
        self._allowance = allowance
        self._writer = writer
        self._bot = bot
        self._clock = clock
        self._decide = decide
        self._apology = apology
        self._wake_courier = wake_courier
        self._wake_ticker = wake_ticker
        self._stir = stir
        self._surround, self._envelopes = surround, envelopes
        self._sweep = sweep
        self._membership = Membership(bot)
        self._under_way = 0
        self._answers: set[asyncio.Task[None]] = set()
        self._pruned_at = datetime.min.replace(tzinfo=UTC)

    @property
    def idle(self) -> bool:
        """Whether nothing is being decided or answered."""
        return self._under_way == 0 and not self._answers

    async def take(self, updates: Sequence[dict[str, Any]]) -> list[Taken]:
        """Decides updates as the Bot API gave them; returns when all are committed.

        Raises what the database raised when it could not commit: then nothing has happened, and
        the same updates may be handed in again.
        """
        self._under_way += 1
        try:
            myself = Myself(self._bot.id, self._bot.username)
            lanes: dict[str, list[tuple[int, Incoming]]] = {}
            left: list[tuple[int, Taken]] = []
            for place, update in enumerate(updates):
                asked = Asked.TAKEN if self._allowance is None else self._allowance.ask(update)
                if asked is Asked.LEFT:
                    left.append((place, LeftOut()))
                    continue
                one = self._read(update, myself)
                if asked is not Asked.TAKEN:
                    one = _hurried(one, links=asked is Asked.TELL_OF_LINKS)
                lanes.setdefault(one.lane, []).append((place, one))
            ends: list[Any] = []
            if len(lanes) == 1:
                (lane,) = lanes.values()
                ends = [await self._take_lane(lane)]
            elif lanes:
                ends = await asyncio.gather(
                    *(self._take_lane(lane) for lane in lanes.values()), return_exceptions=True
                )
            self._prune()
            return in_order([left, *ends])
        finally:
            self._under_way -= 1
            self._stir()

    async def tell(self, event: Event) -> Taken:
        """Decides an event of the bot's own: a timer that is due, a person out of reach."""
        self._under_way += 1
        try:
            taken = await self._writer.run(
                _in_this_context(lambda connection: self._decide_event(connection, event)),
                About(f"own {id(event)}", event),
            )
            self._wake_after(taken, None)
            return taken
        finally:
            self._under_way -= 1
            self._stir()

    async def take_parked(self) -> None:
        """Decides once more what is parked and was asked for again (`tablekeeper replay`), in its order.

        Raises what the database raised; what was not committed is still asked for.
        """
        for id in await self._writer.run(parked.asked_again):
            self._under_way += 1
            try:
                await self._take_again(id)
            finally:
                self._under_way -= 1
                self._stir()

    async def _take_again(self, id: int) -> None:
        held = await self._writer.run(lambda connection: parked.claim_again(connection, id))
        if held is None:
            return
        one = self._read(held, Myself(self._bot.id, self._bot.username)) if "update_id" in held else None
        event = None if one is None else one.event
        if event is not None and self._membership.must_ask(event):
            event = await self._membership.asked(event)
        taken = await self._writer.run(
            _in_this_context(lambda connection: self._decide_again(connection, id, one, event)),
            About("?" if one is None else one.lane, event),
        )
        self._wake_after(taken, None if one is None else one.update_id)
        _log.info("taken again parked=%d as=%s", id, type(taken).__name__)

    async def finish(self) -> None:
        """Waits for the answers to button presses that are still on their way."""
        await asyncio.gather(*self._answers, return_exceptions=True)

    def _read(self, raw: dict[str, Any], myself: Myself) -> Incoming:
        event: Event | None = None
        damage, query = None, None
        chat = "?"
        try:
            event = plain_text(raw)
            if event is not None:
                sound(event)
                return Incoming(int(raw["update_id"]), raw, str(event.who.telegram_id), event, None, None)
            update = Update.de_json({k: v for k, v in raw.items() if k in MEANT}, self._bot)
            if update.callback_query is not None and isinstance(update.callback_query.id, str):
                query = update.callback_query.id
            if update.effective_chat is not None:
                chat = str(update.effective_chat.id)
            event = translate(update, myself, self._clock.now())
            if event is not None:
                sound(event)
        except Exception as error:
            event, damage = None, places(error)
        return Incoming(int(raw["update_id"]), raw, chat, event, damage, query)

    async def _take_lane(self, lane: list[tuple[int, Incoming]]) -> list[tuple[int, Taken]]:
        """Decides one chat's updates in order; asks Telegram first where that is needed.

        Only this chat waits for the asking; the others are decided and answered meanwhile.
        """
        handed_in = []
        for place, one in lane:
            event = one.event
            if event is not None and self._membership.must_ask(event):
                event = await self._membership.asked(event)
            about = About(one.lane, event)
            with concerning(update=one.update_id):
                handed_in.append((place, one, self._writer.hand_in(self._work(one, event), about)))
        taken: list[tuple[int, Taken]] = []
        failure: Exception | None = None
        for place, one, future in handed_in:
            try:
                end = await future
            except Exception as error:
                failure = error
                continue
            with concerning(update=one.update_id):
                self._after(one, end)
            taken.append((place, end))
        if failure is not None:
            raise failure
        return taken

    def _work(self, incoming: Incoming, event: Event | None) -> Callable[[Connection], Taken]:
        return _in_this_context(lambda connection: self._decide_update(connection, incoming, event))

    def _decide_update(self, connection: Connection, incoming: Incoming, event: Event | None) -> Taken:
        if seen.mark(connection, incoming.update_id, datetime.now(UTC)) is seen.Mark.REPEATED:
            return Repeated()
        if incoming.damage is not None:
            park(connection, incoming.update_id, incoming.raw, incoming.damage, 1)
            return ParkedAway(incoming.damage)
        if event is None:
            return Ignored()
        taken = self._try(connection, event)
        if isinstance(taken, ParkedAway):
            park(connection, incoming.update_id, incoming.raw, taken.error, TRIES)
            self._apologise(connection, event)
        reach(CrashPoint.BEFORE_COMMIT)
        return taken

    def _decide_again(
        self, connection: Connection, id: int, incoming: Incoming | None, event: Event | None
    ) -> Taken:
        """The update was marked as seen when it was parked; here the mark on the parked row keeps it to once."""
        held = parked.claim_again(connection, id)
        taken: Taken = Ignored()
        if held is None:
            return Repeated()
        if incoming is None:
            timers.set_again(connection, **timer_of(held), due=self._clock.now())
            taken = Decided(Decision(), timers_changed=True)
        elif incoming.damage is not None:
            taken = ParkedAway(incoming.damage)
        elif event is not None:
            taken = self._try(connection, event)
        if isinstance(taken, ParkedAway):
            # The person heard one sentence when it was parked; another would only puzzle.
            parked.keep_again(connection, id, error=taken.error, at=datetime.now(UTC), attempts=TRIES)
            _log.error("parked again parked=%d error=%s", id, taken.error)
        else:
            parked.forget(connection, [id])
        reach(CrashPoint.BEFORE_COMMIT)
        return taken

    def _decide_event(self, connection: Connection, event: Event) -> Taken:
        timer = None
        if isinstance(event, TimerDue):
            timer = timers.due_one(connection, event.timer_id, self._clock.now())
            if timer is None:
                return Ignored()
        taken = self._try(connection, event)
        if isinstance(taken, ParkedAway):
            park(connection, None, held_of(event, timer), taken.error, TRIES)
        if timer is not None:
            timers.finish(connection, timer)
        reach(CrashPoint.BEFORE_COMMIT)
        return taken

    def _try(self, connection: Connection, event: Event) -> Decided | ParkedAway:
        """Decides in a savepoint; once more from the start if that failed; then gives up."""
        error: Exception | None = None
        for _ in range(TRIES):
            try:
                return in_savepoint(connection, lambda: self._apply(connection, event, self._decide))
            except Exception as failure:
                if lost_race(connection, failure):
                    raise
                error = failure
        return ParkedAway(places(error))

    def _apply(self, connection: Connection, event: Event, decide: Decide) -> Decided:
        now, username = self._clock.now(), self._bot.username
        repository = SqlRepository(connection)
        try:
            decision = decide(event, repository, self._surround(now, username))
        finally:
            concern(table=(table_id := repository.only_id_of(Table)))
        drafts = [d for effect in decision.effects for d in drafts_of(effect, username)]
        outbox.write(connection, [self._envelopes.closed(draft) for draft in drafts], now)
        written = repository.written
        return Decided(decision, Timer in written, table_id, UnnamedCheck in written)

    def _apologise(self, connection: Connection, event: Event) -> None:
        try:
            in_savepoint(connection, lambda: self._apply(connection, event, self._apology))
        except Exception as error:
            _log.error("no apology could be said error=%s", places(error))

    def _after(self, incoming: Incoming, taken: Taken) -> None:
        reach(CrashPoint.BEFORE_CONFIRM)
        self._wake_after(taken, incoming.update_id)
        if incoming.callback_query_id is not None:
            said = taken.decision.toast if isinstance(taken, Decided) else None
            answer = asyncio.create_task(self._answer(incoming.callback_query_id, said))
            self._answers.add(answer)
            answer.add_done_callback(self._answered)

    def _wake_after(self, taken: Taken, update_id: int | None) -> None:
        match taken:
            case Decided():
                if taken.decision.effects:
                    self._wake_courier()
                if taken.timers_changed:
                    self._wake_ticker()
                if taken.check_changed:
                    self._sweep()
                if _log.isEnabledFor(logging.DEBUG):
                    with concerning(table=taken.table_id):
                        _log.debug("decided update=%s effects=%d", update_id, len(taken.decision.effects))
            case ParkedAway():
                self._wake_courier()
            case Repeated() | Ignored() | LeftOut():
                _log.debug("passed over update=%s as=%s", update_id, type(taken).__name__)
            case _:
                assert_never(taken)

    async def _answer(self, query_id: str, said: str | None) -> None:
        """Ends the waiting sign on the button. Best effort: an old or lost query needs no answer."""
        try:
            await self._bot.answer_callback_query(query_id, text=None if said is None else toast(said))
        except TelegramError as error:
            _log.debug("press not answered error=%s", type(error).__name__)

    def _answered(self, answer: asyncio.Task[None]) -> None:
        self._answers.discard(answer)
        self._stir()

    def _prune(self) -> None:
        now = datetime.now(UTC)
        if now - self._pruned_at >= PRUNED_EVERY:
            self._pruned_at = now
            self._writer.hand_in(lambda connection: seen.prune(connection, now)).add_done_callback(_pruned)


def _pruned(done: asyncio.Future[int]) -> None:
    """Old marks do no harm: where they could not be deleted, that is tried again the next day."""
    if not done.cancelled() and done.exception() is not None:
        _log.warning("old marks could not be deleted error=%s", places(done.exception()))


def _in_this_context(work: Callable[[Connection], T]) -> Callable[[Connection], T]:
    """The work, whose log lines on the writer's thread carry the same ids as those here."""
    context = copy_context()
    return lambda connection: context.run(work, connection)


def _hurried(incoming: Incoming, links: bool) -> Incoming:
    """Instead of what the update says: its sender is told that it and what follows is not taken for now."""
    who = getattr(incoming.event, "who", None)
    if incoming.event is None or who is None:
        return incoming
    private = getattr(incoming.event, "group", None) is None
    _log.info("a person sends too much, the next is left out update=%s", incoming.update_id)
    return replace(incoming, event=Hurried(at=incoming.event.at, who=who, private=private, links=links))
