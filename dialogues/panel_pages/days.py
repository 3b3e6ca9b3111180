"""The page of the cycle and its dates: what comes next and when, looking back, the calendar."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dialogues import advice, cycles, dates_of_table, house_rules, summary_delivery
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer, in_two_columns
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Reflection, Seat, Table
from dialogues.panel_pages import pictures
from dialogues.panel_pages.place import going, last_row, place
from dialogues.sessions import agenda, minutes


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The page, in the facilitator's panel."""
    go = going(table)
    days, left = lines(ctx, table, person.language)
    ctx.say_to(
        person,
        "panel.dates",
        table=table,
        offers=[
            *in_two_columns(_of_cycle(ctx, table)),
            [agenda.offer(table), minutes.offer(table)],
            [go("rhythm", "rhythm")],
            [
                Offer("buttons.paper_calendar", Pressing("paper", (table.id, "calendar"))),
                go("picture_cycle", "picture", pictures.CYCLE),
            ],
            last_row(table),
        ],
        **place(ctx, person, table),
        cycle=table.cycle,
        until=cycles.next_day(ctx, table) if table.cycle else None,
        days=days,
        left=left,
    )


def lines(ctx: Context, table: Table, language: str) -> tuple[list[dict[str, GroupSafe]], int]:
    """The next days, each as `on` and `title`, and how many more there are."""
    zone = ZoneInfo(table.time_zone)
    today = ctx.now.astimezone(zone).date()
    coming = [d for d in dates_of_table.of_table(ctx, table, language) if _as_day(d.on, zone) >= today]
    days: list[dict[str, GroupSafe]] = [
        {"on": _as_day(d.on, zone), "title": d.title(language)}
        for d in coming[: house_rules.DATES_LISTED.value]
    ]
    return days, len(coming) - len(days)


def _as_day(on: date | datetime, zone: ZoneInfo) -> date:
    return on.astimezone(zone).date() if isinstance(on, datetime) else on


def _of_cycle(ctx: Context, table: Table) -> list[Offer]:
    """Looking back, and once that is over the next cycle; the summary where the look back was cancelled."""
    go = going(table)
    reflection = advice.open_reflection(ctx, table)
    if reflection is not None:
        return [*_of_reflection(ctx, table, reflection), go("cancel_reflection", "reflect_cancel")]
    found = []
    if cycles.may_skip_look_back(ctx, table):
        found.append(go("skip_look_back", "skip_look_back", table.cycle))
    if summary_delivery.is_unsent(ctx, table, table.cycle):
        found.append(go("cycle_summary", "send_cycle_summary"))
    if table.cycle and not cycles.has_delivered(ctx, table):
        found.append(go("reflect", "reflect"))
    if table.cycle == 0 or cycles.has_looked_back(ctx, table):
        found.append(go("next_cycle", "next_cycle"))
    return found


def _of_reflection(ctx: Context, table: Table, _reflection: Reflection) -> list[Offer]:
    return [one for step in advice.of_reflection(ctx, table) for one in advice.offer(table, step)]
