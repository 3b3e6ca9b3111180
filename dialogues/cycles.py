"""Opens and ends the cycles of a table: each on its day, once the table has looked back (docs/method.md 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogues import advancing, cycle_ends, cycle_opening, house_rules, timers
from dialogues.checks.cycle_days import CycleDays
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.machines import Moved
from dialogues.model import Cycle, Person, Reflection, Seat, Table, Timer
from dialogues.moves import log
from dialogues.pressing import Stale
from dialogues.repository import Repository
from dialogues.rhythm import announcing, sessions
from dialogues.rhythm.sessions import Session

# A round that waits for the next cycle: it comes up when that opens, not on a day.
ROUND_MOVED = "round_moved"


def _days(ctx: Context, table: Table) -> CycleDays:
    """The table's calendar; one that never chose a day counts from the day on which it opened."""
    opened = (table.opened_at or ctx.now).astimezone(ZoneInfo(table.time_zone)).date()
    return CycleDays(table.starts_on or opened, table.cycle_length_days, table.time_zone)


def next_opening(ctx: Context, table: Table) -> datetime:
    """The instant from which the next cycle may open; until then the running one lasts."""
    days = _days(ctx, table)
    if table.cycle == 0:
        return days.opens_at(1)
    session = _session(ctx, table)
    if session is not None:
        return session.at
    return days.opens_at(days.next_after(table.cycle, table.cycle_opened_at or ctx.now))


def _session(ctx: Context, table: Table) -> Session | None:
    """The session in which the running cycle ends, where the table has a rhythm."""
    return sessions.next_after(ctx.repository, table, table.cycle_opened_at or ctx.now)


def next_day(ctx: Context, table: Table) -> date:
    """The day of the next opening, in the table's zone."""
    return next_opening(ctx, table).astimezone(ZoneInfo(table.time_zone)).date()


def look_backs(repository: Repository, table: Table, number: int) -> Sequence[Reflection]:
    """The reflections of a cycle, oldest first."""
    return repository.find(Reflection, table_id=table.id, cycle=number)


def has_looked_back(ctx: Context, table: Table) -> bool:
    """Whether the running cycle's reflection is over, delivered or cancelled."""
    found = look_backs(ctx.repository, table, table.cycle)
    return table.cycle > 0 and bool(found) and all(r.closed_at is not None for r in found)


def has_delivered(ctx: Context, table: Table) -> bool:
    """Whether a reflection of the running cycle was delivered: there is no second one."""
    return any(r.state == "delivered" for r in look_backs(ctx.repository, table, table.cycle))


def begin(ctx: Context, table: Table) -> Table:
    """A table has opened: its first cycle opens at once, or at nine on the day that was chosen."""
    today = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    if table.starts_on is None or next_opening(ctx, table) <= ctx.now:
        return _open(ctx, ctx.repository.put(replace(table, starts_on=today)))
    timers.arm(ctx, table, "cycle_opens", table.id, next_opening(ctx, table))
    ctx.say_to_group(table, "cycles.begins_on", day=table.starts_on)
    return table


def _open(ctx: Context, table: Table) -> Table:
    """Ends the running cycle, opens the next and arms what is due in it."""
    if table.cycle:
        end(ctx, table)
    number = table.cycle + 1
    table = ctx.repository.put(replace(table, cycle=number, cycle_opened_at=ctx.now))
    ctx.repository.add(Cycle(table_id=table.id, number=number, opened_at=ctx.now))
    _arm(ctx, table)
    for waiting in ctx.repository.find(Timer, table_id=table.id, kind=ROUND_MOVED):
        timers.arm(ctx, table, ROUND_MOVED, waiting.subject_id, ctx.now)
    cycle_opening.say(ctx, table, until=next_day(ctx, table))
    advancing.work_may_have_lapsed(ctx, table)
    return table


def change_length(ctx: Context, table: Table, days: int) -> None:
    """The table has voted for another length: it counts from the day on which the running cycle opened."""
    opened = (table.cycle_opened_at or ctx.now).astimezone(ZoneInfo(table.time_zone)).date()
    begun = opened - timedelta(days=max(0, table.cycle - 1) * days)
    starts_on = begun if table.cycle else table.starts_on
    table = ctx.repository.put(replace(table, cycle_length_days=days, starts_on=starts_on))
    if table.cycle:
        _arm(ctx, table)


def arm_again(ctx: Context, table: Table) -> None:
    """The day on which the running cycle ends has changed."""
    if table.cycle:
        _arm(ctx, table)


def _arm(ctx: Context, table: Table) -> None:
    """The timers of the running cycle: the next one's day, and when a look back is overdue."""
    over = next_opening(ctx, table)
    session = _session(ctx, table)
    if session is not None:
        announcing.arm(ctx, table, session)
    else:
        timers.disarm(ctx, announcing.SOON, table.id)
    late = float(table.cycle_length_days * (house_rules.REFLECTION_OVERDUE.value - 1))
    timers.arm(ctx, table, "cycle_opens", table.id, over)
    timers.arm(ctx, table, "reflection_overdue", table.id, over + timedelta(days=late))


def end(ctx: Context, table: Table) -> None:
    """Keeps what stood at the end of the running cycle, and tells its flags. Also when a table adjourns."""
    if table.cycle:
        cycle_ends.tell(ctx, table, cycle_ends.keep(ctx, table))


def go_on(ctx: Context, table: Table) -> bool:
    """Opens the next cycle if its day has come and the table has looked back; whether it did."""
    ready = table.cycle == 0 or has_looked_back(ctx, table)
    if not ready or opens_by_tap(ctx, table) or ctx.now < next_opening(ctx, table):
        return False
    _open(ctx, table)
    return True


def opens_by_tap(ctx: Context, table: Table) -> bool:
    """Whether the next cycle waits for a facilitator's tap: a table with a rhythm meets for it."""
    return table.cycle > 0 and _session(ctx, table) is not None


def day_has_come(ctx: Context, table: Table) -> None:
    """The next cycle's day: it opens; or its facilitators are asked to look back if nobody has begun to."""
    if go_on(ctx, table):
        return
    opening, session = next_opening(ctx, table), _session(ctx, table)
    if ctx.now < opening:
        timers.arm(ctx, table, "cycle_opens", table.id, opening)
    elif session is not None and table.cycle:
        announcing.announce(ctx, table, session, looked_back=has_looked_back(ctx, table))
    elif not look_backs(ctx.repository, table, table.cycle):
        ask_to_look_back(ctx, table, "lifecycle.told_cycle_over")


def overdue(ctx: Context, table: Table) -> None:
    """Half a cycle after its end: a reflection that nobody has begun is overdue."""
    if table.cycle and not look_backs(ctx.repository, table, table.cycle):
        ask_to_look_back(ctx, table, "lifecycle.told_overdue")


def ask_to_look_back(ctx: Context, table: Table, phrase: str) -> None:
    """Asks the facilitators, who may also go on without looking back."""
    offers = [
        [Offer("buttons.reflect", Pressing("go", (table.id, "reflect", 0)))],
        [Offer("buttons.skip_look_back", Pressing("go", (table.id, "skip_look_back", table.cycle)))],
    ]
    ctx.say_to_facilitators(table, phrase, offers=offers, cycle=table.cycle)


def next_offer(table: Table) -> Offer:
    """The facilitator's button that opens the next cycle before its day."""
    return Offer("buttons.next_cycle", Pressing("go", (table.id, "next_cycle", table.cycle)))


def open_now(ctx: Context, person: Person, table: Table, seat: Seat, number: int) -> None:
    """The facilitator opens the next cycle at once. `number` is the running one, or 0 for whichever runs."""
    if number not in (0, table.cycle):
        raise Stale
    if table.cycle and not has_looked_back(ctx, table):
        ctx.say_to(person, "cycles.look_back_first", table=table, cycle=table.cycle)
        return
    _log(ctx, table, "next_cycle", seat)
    _open(ctx, table)


def may_skip_look_back(ctx: Context, table: Table) -> bool:
    """Whether the running cycle is over and nobody has begun to look back on it."""
    begun = look_backs(ctx.repository, table, table.cycle)
    return table.cycle > 0 and not begun and ctx.now >= next_opening(ctx, table)


def open_without_look_back(ctx: Context, _person: Person, table: Table, seat: Seat, number: int) -> None:
    """The facilitator goes on without a reflection, once the cycle is over and nobody has begun one."""
    if number != table.cycle or not may_skip_look_back(ctx, table):
        raise Stale
    _log(ctx, table, "skip_look_back", seat)
    _open(ctx, table)


def _log(ctx: Context, table: Table, trigger: str, seat: Seat) -> None:
    moved = Moved(str(table.cycle), str(table.cycle + 1))
    log(ctx, table, "cycle", table.id, trigger, seat, moved)
