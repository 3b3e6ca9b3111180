"""Minutes for answering or voting in the room: seen running in the live message, ended gently, closing nothing.

What is left is told from the instant at which it ends, so that a bot that was stopped goes on in the right place.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogues import collecting, house_rules, live, texts, timers
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.meeting import standing
from dialogues.model import InRoom, Round, Table
from dialogues.pressing import Stale

TICK = "room_tick"


def run(ctx: Context, table: Table, round_: Round, held: InRoom, more: timedelta) -> InRoom:
    """Sets the minutes, or adds to those that run."""
    if round_.state not in standing.COUNTED:
        raise Stale
    remaining = standing.left(ctx, round_, held) or timedelta(0)
    held = ctx.repository.put(replace(held, until=ctx.now + remaining + more, phase=round_.state))
    _arm(ctx, table, round_, held)
    redraw(ctx, table, round_)
    return held


def _arm(ctx: Context, table: Table, round_: Round, held: InRoom) -> None:
    """The live message is redrawn seldom enough for Telegram's 20 a minute in a group, and at the end."""
    until = held.until or ctx.now
    timers.arm(ctx, table, TICK, round_.id, min(until, ctx.now + house_rules.ROOM_REDRAW.value))


def redraw(ctx: Context, table: Table, round_: Round, *, anew: bool = False) -> None:
    """The count that everybody sees, in place, or (`anew`) as the newest message of the group."""
    if round_.state == "voting":
        live.show_vote(ctx, table, round_, anew=anew)
    else:
        live.show_collection(ctx, table, collecting.of_round(ctx, round_), anew=anew)


def tick(ctx: Context, table: Table, subject: int) -> None:
    """What is left is shown; at the end the group and the facilitators hear it. Nothing is closed."""
    round_ = ctx.repository.get(Round, subject)
    held = standing.of_round(ctx, round_)
    remaining = standing.left(ctx, round_, held)
    if held is None or remaining is None:
        return
    if remaining:
        _arm(ctx, table, round_, held)
        redraw(ctx, table, round_)
        return
    ctx.repository.put(replace(held, until=None, phase=None))
    redraw(ctx, table, round_)
    title = texts.title(ctx, table, round_)
    ctx.say_to_group(table, "meeting.time_is_up", topic_title=title)
    ctx.say_to_facilitators(table, "meeting.told_time_is_up", offers=_after(table, round_), topic_title=title)


def _after(table: Table, round_: Round) -> list[list[Offer]]:
    voting = round_.state == "voting"
    label, action = ("buttons.close_vote", "close_vote") if voting else ("buttons.close_and_show", "close")
    return [
        [Offer(label, Pressing("go", (table.id, action, round_.id)))],
        [Offer("buttons.room_more", Pressing("go", (table.id, "room_more", round_.id)))],
    ]
