"""A session is prepared and announced by itself; only a facilitator's tap opens it."""

from __future__ import annotations

from datetime import timedelta

from dialogues import house_rules, timers
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.model import Table
from dialogues.rhythm import sessions
from dialogues.rhythm.sessions import Session

SOON = "session_soon"


def arm(ctx: Context, table: Table, session: Session) -> None:
    """Some days before it the facilitators prepare; where that is over already, nobody is told late."""
    before = session.at - timedelta(days=house_rules.SESSION_NOTICE_DAYS.value)
    soon = timers.outside_quiet_hours(before, table.time_zone)
    if ctx.now < soon < session.at:
        timers.arm(ctx, table, SOON, table.id, soon)
    else:
        timers.disarm(ctx, SOON, table.id)


def prepare(ctx: Context, table: Table, _subject: int) -> None:
    """The day draws near: the group hears of it, the facilitators get its agenda, and may move or skip it."""
    session = sessions.next_after(ctx.repository, table, table.cycle_opened_at or ctx.now)
    if session is None or session.at <= ctx.now:
        return
    ctx.say_to_group(
        table,
        "rhythm.soon",
        key=f"session:{table.id}:{session.planned}",
        cycle=table.cycle,
        at=session.at,
        planned=session.planned if session.is_moved else None,
    )
    ctx.say_to_facilitators(
        table, "rhythm.told_soon", offers=offers(table, session), cycle=table.cycle, at=session.at
    )


def offers(table: Table, session: Session) -> list[list[Offer]]:
    """The agenda of a session, and another day for it or none; the button names it by its planned day."""
    which = session.planned.toordinal()
    return [
        [Offer("buttons.agenda", Pressing("go", (table.id, "agenda", 0)))],
        [
            Offer("buttons.session_move", Pressing("go", (table.id, "session_move", which))),
            Offer("buttons.session_skip", Pressing("go", (table.id, "session_skip", which))),
        ],
    ]


def announce(ctx: Context, table: Table, session: Session, *, looked_back: bool) -> None:
    """The minute has come: the group hears it; the facilitators have the button that opens it."""
    ctx.say_to_group(
        table,
        "rhythm.now",
        key=f"session_now:{table.id}:{session.planned}",
        cycle=table.cycle,
        planned=session.planned if session.is_moved else None,
        looked_back=looked_back,
    )
    first = (
        Offer("buttons.next_cycle", Pressing("go", (table.id, "next_cycle", table.cycle)))
        if looked_back
        else Offer("buttons.reflect", Pressing("go", (table.id, "reflect", 0)))
    )
    ctx.say_to_facilitators(
        table,
        "rhythm.told_now",
        offers=[[first], offers(table, session)[1]],
        urgency=Urgency.NOTICE,
        cycle=table.cycle,
        looked_back=looked_back,
    )
