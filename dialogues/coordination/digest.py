"""All of a coordinator's tables in one message, each Monday or each first Monday of a month, if they want it.

A table's timer tells those of its coordinators who have no table before it, so that each is told once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dialogues import asks, cycles, data, house_rules, timers
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.progress import progress
from dialogues.checks.wall_clock import instant_at
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.guards import standing_result
from dialogues.machines import ACTIVE
from dialogues.model import CoordinatorWish, Person, Role, Table, Timer

RHYTHMS = ("never", "weekly", "monthly")
TIMER = "digest"
A_WEEK = timedelta(days=7)


def arm_all(ctx: Context, person: Person) -> None:
    """The person has chosen: every table they coordinate has its timer, where somebody wants a digest."""
    for table in ctx.tables_of(person, Role.COORDINATOR):
        arm(ctx, table)


def arm(ctx: Context, table: Table) -> None:
    """Sets the table's timer to next Monday morning, or forgets it where nobody wants a digest."""
    if any(_rhythm(ctx, p) != "never" for p in ctx.people_in(table, Role.COORDINATOR)):
        monday = _monday(ctx, table) + A_WEEK
        timers.arm(
            ctx, table, TIMER, table.id, instant_at(monday, house_rules.DIGEST_AT.value, table.time_zone)
        )
    else:
        timers.disarm(ctx, TIMER, table.id)


def due(ctx: Context, table: Table, _subject: int) -> None:
    """The Monday has come: tells the coordinators who wait for it, and sets the next timer."""
    for person in ctx.people_in(table, Role.COORDINATOR):
        if _is_today(ctx, table, person):
            _tell(ctx, person, table)
    if table.lifecycle in ACTIVE:
        arm(ctx, table)


def _tell(ctx: Context, person: Person, table: Table) -> None:
    tables = _active(ctx, person)
    others_timer = tables and ctx.repository.first(Timer, kind=TIMER, subject_id=tables[0].id) is not None
    if tables and (tables[0].id == table.id or not others_timer):
        say(ctx, person, tables)
    if tables and not others_timer:
        arm(ctx, tables[0])


def _active(ctx: Context, person: Person) -> list[Table]:
    """The tables a digest has, oldest first."""
    found = [t for t in ctx.tables_of(person, Role.COORDINATOR) if t.lifecycle in ACTIVE]
    return sorted(found, key=lambda t: t.id)


def _rhythm(ctx: Context, person: Person) -> str:
    wish = ctx.repository.first(CoordinatorWish, person_id=person.id)
    return wish.digest if wish else "never"


def _monday(ctx: Context, table: Table) -> date:
    """This week's Monday at the table."""
    today = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    return today - timedelta(days=today.weekday())


def _is_today(ctx: Context, table: Table, person: Person) -> bool:
    """Whether this week's Monday is one of the person's; the first of a month has a day up to 7."""
    match _rhythm(ctx, person):
        case "weekly":
            return True
        case "monthly":
            return _monday(ctx, table).day <= A_WEEK.days
        case _:
            return False


def say(ctx: Context, person: Person, tables: Sequence[Table]) -> None:
    """One message with a part for each table, and a button for each."""
    ctx.say_to(
        person,
        "coordination.digest",
        offers=[[Offer(t.name, Pressing("go", (t.id, "panel", 0)), literal=True)] for t in tables],
        urgency=Urgency.NOTICE,
        parts=[_part(ctx, t, person.language) for t in tables],
    )


def _part(ctx: Context, table: Table, language: str) -> dict[str, GroupSafe]:
    result, indicator = standing_result(ctx, table), data.indicator(ctx, table)
    latest = data.latest(ctx, table)
    value = latest.value if latest else None
    wanted = asks.for_coordinator(ctx, table, table.cycle, language)
    known = progress(
        indicator.baseline if indicator else None, indicator.target if indicator else None, value
    )
    return {
        "name": table.name,
        "lifecycle": table.lifecycle,
        "cycle": table.cycle,
        "until": cycles.next_day(ctx, table),
        "stage": table.trust_stage,
        "result": result.statement if result else None,
        "indicator": indicator.name if indicator else None,
        "unit": indicator.unit if indicator else "",
        "latest": value,
        "pct": known.pct,
        "asks": "\n".join(ctx.label(language, "coordination.ask_line", **ask) for ask in wanted),
    }
