"""What a due timer does. A timer whose round has moved on does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dialogues import (
    advice,
    confirming,
    cycles,
    dotting,
    ending,
    keeping,
    learning,
    objecting,
    opening,
    reflecting,
    retention,
    rounds,
    timers,
    voting,
)
from dialogues.context import Context
from dialogues.coordination import digest
from dialogues.events import TimerDue
from dialogues.manners import going_away, reminding, snoozing, vote_reminders, wishes
from dialogues.meeting import countdown
from dialogues.model import Reflection, Role, Round, Table, Timer
from dialogues.moves import explain
from dialogues.repository import NotStored
from dialogues.rhythm import announcing
from dialogues.unnamed import closing


def due(ctx: Context, event: TimerDue) -> None:
    """Runs one due timer and forgets it; where the table is paused or can't hear of it, it waits a day."""
    timer = ctx.repository.first(Timer, id=event.timer_id)
    if timer is None:
        return
    ctx.repository.remove(Timer, id=timer.id)
    try:
        table = ctx.repository.get(Table, timer.table_id)
        unheard = not table.group_reachable and timer.kind in TOLD_IN_GROUP
        if timer.kind in OF_SEVERAL_TABLES:
            KINDS[timer.kind](ctx, table, timer.subject_id)
        elif table.lifecycle == "paused" or unheard:
            again = timers.outside_quiet_hours(ctx.now + timers.A_DAY, table.time_zone)
            ctx.repository.add(replace(timer, id=0, due=again))
        elif timer.kind in REMINDERS and timers.is_quiet(ctx.now, table.time_zone):
            morning = timers.outside_quiet_hours(ctx.now, table.time_zone)
            ctx.repository.add(replace(timer, id=0, due=morning))
        elif table.lifecycle != "adjourned" or timer.kind in AFTER_THE_END:
            KINDS[timer.kind](ctx, table, timer.subject_id)
    except NotStored:
        return


def _collection_deadline(ctx: Context, table: Table, subject: int) -> None:
    rounds.deadline_passed(ctx, table, ctx.repository.get(Round, subject))


def _collection_reminder(ctx: Context, table: Table, subject: int) -> None:
    round_ = ctx.repository.get(Round, subject)
    if round_.state == "collecting":
        rounds.remind(ctx, table, round_)


def _notice_over(ctx: Context, table: Table, subject: int) -> None:
    round_ = ctx.repository.get(Round, subject)
    if round_.state == "clarifying":
        advice.nudge(ctx, table, round_)


def _vote_deadline(ctx: Context, table: Table, subject: int) -> None:
    voting.close_vote(ctx, table, ctx.repository.get(Round, subject), None)


def _vote_reminder(ctx: Context, table: Table, subject: int) -> None:
    round_ = ctx.repository.get(Round, subject)
    if round_.state == "voting":
        vote_reminders.remind(ctx, table, round_)


def _objections_over(ctx: Context, table: Table, subject: int) -> None:
    round_ = ctx.repository.get(Round, subject)
    if round_.state == "proposed":
        objecting.window_over(ctx, table, round_)


def _confirmations_over(ctx: Context, table: Table, subject: int) -> None:
    round_ = ctx.repository.get(Round, subject)
    if round_.state == "provisional":
        confirming.lapse(ctx, table, round_)


def _round_idle(ctx: Context, table: Table, subject: int) -> None:
    ending.ask_whether_to_go_on(ctx, table, ctx.repository.get(Round, subject))


def _reflection_deadline(ctx: Context, table: Table, subject: int) -> None:
    reflection = ctx.repository.get(Reflection, subject)
    if reflection.state == "private_reflection":
        outcome = reflecting.close(ctx, table, reflection, None)
        for facilitator in ctx.people_in(table, Role.FACILITATOR):
            explain(ctx, facilitator, table, outcome)


def _reflection_reminder(ctx: Context, table: Table, subject: int) -> None:
    reflection = ctx.repository.get(Reflection, subject)
    if reflection.state == "private_reflection":
        reflecting.remind(ctx, table, reflection)


def _dots_deadline(ctx: Context, table: Table, _subject: int) -> None:
    dotting.count_up(ctx, table)


def _cycle_opens(ctx: Context, table: Table, _subject: int) -> None:
    cycles.day_has_come(ctx, table)


def _reflection_overdue(ctx: Context, table: Table, _subject: int) -> None:
    cycles.overdue(ctx, table)


def _commitment_due(ctx: Context, table: Table, subject: int) -> None:
    keeping.is_due(ctx, table, subject)


# Late ones wait for the morning: nobody is reminded at night because the bot was stopped by day.
REMINDERS = (
    "collection_reminder",
    "vote_reminder",
    "reflection_reminder",
    "round_idle",
    announcing.SOON,
)
# What people hear about all their tables, whatever this one is at.
OF_SEVERAL_TABLES = (digest.TIMER,)
# Set by the end of a table itself.
AFTER_THE_END = (retention.ERASE_TIMER,)
# What these tell would be lost while the bot is out of the group.
TOLD_IN_GROUP = (
    "collection_deadline",
    "vote_deadline",
    "objections_over",
    "confirmations_over",
    "reflection_deadline",
    "dots_deadline",
    closing.DEADLINE,
    "work_lapse",
    "cycle_opens",
    announcing.SOON,
)

KINDS: dict[str, Callable[[Context, Table, int], None]] = {
    "collection_deadline": _collection_deadline,
    "collection_reminder": _collection_reminder,
    "notice_over": _notice_over,
    "vote_deadline": _vote_deadline,
    "vote_reminder": _vote_reminder,
    "objections_over": _objections_over,
    "confirmations_over": _confirmations_over,
    "round_idle": _round_idle,
    "reflection_deadline": _reflection_deadline,
    "reflection_reminder": _reflection_reminder,
    "dots_deadline": _dots_deadline,
    closing.DEADLINE: closing.is_due,
    countdown.TICK: countdown.tick,
    "experiment_end": learning.end_day,
    "work_lapse": learning.lapse,
    "cycle_opens": _cycle_opens,
    # As the timer was called before cycles had days of their own.
    "cycle_over": _cycle_opens,
    "reflection_overdue": _reflection_overdue,
    announcing.SOON: announcing.prepare,
    "commitment_due": _commitment_due,
    opening.MOVED: opening.moved_is_due,
    reminding.TIMER: reminding.is_due,
    wishes.SNOOZE_OVER: snoozing.is_over,
    wishes.AWAY_OVER: going_away.is_over,
    retention.ERASE_TIMER: retention.erase,
    digest.TIMER: digest.due,
}
