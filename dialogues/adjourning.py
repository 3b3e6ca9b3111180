"""A table ends: by a vote of high stakes, or because its facilitator and its coordinator both say so.

Nothing is written at a table that has ended (docs/state_machines.md, table: adjourn).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dialogues import (
    advancing,
    asking,
    bringing,
    cycles,
    evidence,
    focus,
    forms,
    history,
    house_rules,
    proposals,
    retention,
    rounds,
    self_rating,
    summary_delivery,
    translations,
)
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.guards import standing_result
from dialogues.machines import ACTIVE, Moved, Outcome, triggers
from dialogues.model import Focus, Person, Reflection, Request, Role, Round, Seat, Table, Timer
from dialogues.moves import log, move_reflection, move_round, move_table
from dialogues.pressing import Press, Stale, require
from dialogues.unnamed import closing


def begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button: asks in which way the table may end."""
    forms.begin(ctx, person, table, ADJOURN)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    if table.lifecycle not in ACTIVE:
        raise Stale


def _ways(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("vote", "buttons.end_by_vote"), Choice("both", "buttons.end_by_both")


def _chosen(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = require(ctx, person, table, Role.FACILITATOR)
    if now.values["how"] == "vote":
        round_ = bringing.open_text(ctx, person, table, seat, "adjourning")
        if round_ is not None:
            forms.begin(ctx, person, table, proposals.DRAFT, round_.id)
        return
    coordinators = [p for p in ctx.people_in(table, Role.COORDINATOR) if p.id != person.id]
    if not coordinators:
        ctx.say_to(person, "adjourn.takes_two", table=table)
        return
    if not isinstance(end(ctx, table, seat), Moved):
        _ask_coordinators(ctx, person, table, coordinators)


def _ask_coordinators(ctx: Context, person: Person, table: Table, coordinators: Sequence[Person]) -> None:
    """The facilitator's own wish is the latest request in the log: a coordinator's yes is to that one."""
    wish = _latest_wish(ctx, table)
    agree = Offer("buttons.agree_end", Pressing("agree_end", (table.id, wish.id if wish else 0)))
    for coordinator in coordinators:
        ctx.say_to(
            coordinator, "adjourn.asked", table=table, offers=[[agree]], name=person.name, until=_until(ctx)
        )
    ctx.say_to(person, "adjourn.waits", table=table, until=_until(ctx))


def _until(ctx: Context) -> datetime:
    return ctx.now + timedelta(days=house_rules.CONFIRMATION_DAYS.value)


def _latest_wish(ctx: Context, table: Table) -> Request | None:
    asked = ctx.repository.find(
        Request, table_id=table.id, machine="table", trigger="adjourn", outcome="refused"
    )
    return asked[-1] if asked else None


def agree(ctx: Context, press: Press) -> None:
    """A coordinator agrees to the facilitator's wish: table, wish. One person with both roles is not two."""
    table = ctx.repository.get(Table, press.number(0))
    seat = require(ctx, press.person, table, Role.COORDINATOR)
    wish = _latest_wish(ctx, table)
    if wish is None or wish.id != press.number(1) or not _still_holds(ctx, table, wish):
        raise Stale
    if wish.seat_id == seat.id:
        ctx.say_to(press.person, "adjourn.takes_two", table=table)
        return
    log(ctx, table, "table", table.id, history.AGREED_TO_END, seat, Moved(table.lifecycle, table.lifecycle))
    end(ctx, table, seat)


def _still_holds(ctx: Context, table: Table, wish: Request) -> bool:
    """It is not too old, and whoever wished it still facilitates."""
    fresh = ctx.now - wish.at <= timedelta(days=house_rules.CONFIRMATION_DAYS.value)
    facilitators = {s.id for s in ctx.seats(table) if Role.FACILITATOR.value in s.roles}
    return fresh and wish.seat_id in facilitators


def end(ctx: Context, table: Table, seat: Seat | None) -> Outcome:
    """Ends the table if that is agreed: everything open is closed, the closing summary goes out."""
    table, outcome = move_table(ctx, table, "adjourn", seat)
    if not isinstance(outcome, Moved):
        return outcome
    for round_ in rounds.running(ctx, table):
        if round_.state != "parked" and "withdraw" in triggers("round", round_.state):
            move_round(ctx, table, round_, "withdraw", None)
    closing.drop_all(ctx, table)
    _cancel_reflection(ctx, table)
    cycles.end(ctx, table)
    table, _ = advancing.move_trust(ctx, table, "adjourn", None, why=(advancing.ADJOURNED,))
    ctx.say_to_group(table, "adjourn.ended", result=_result(ctx, table, table.languages[0]))
    _send_closing(ctx, table)
    ctx.repository.remove(Timer, table_id=table.id)
    retention.table_ended(ctx, table)
    _ask_nothing_more(ctx, table)
    return outcome


def _cancel_reflection(ctx: Context, table: Table) -> None:
    for reflection in ctx.repository.find(Reflection, table_id=table.id, closed_at=None):
        reflection, outcome = move_reflection(ctx, table, reflection, "cancel", None)
        if isinstance(outcome, Moved):
            evidence.keep(ctx, reflection)
            self_rating.keep(ctx, reflection)


def _send_closing(ctx: Context, table: Table) -> None:
    """The page of the running cycle where the table has looked back and it was not sent; a word in any case."""
    unsent = summary_delivery.is_unsent(ctx, table, table.cycle)
    told = {p.id: p for role in (Role.COORDINATOR, Role.FACILITATOR) for p in ctx.people_in(table, role)}
    for person in told.values():
        ctx.say_to(
            person,
            "adjourn.closing",
            table=table,
            result=_result(ctx, table, person.language),
            cycles=table.cycle,
            agreed=_agreed(ctx, table),
            page_follows=unsent,
        )
    if unsent:
        summary_delivery.send(ctx, table, cycles.look_backs(ctx.repository, table, table.cycle)[-1])


def _result(ctx: Context, table: Table, language: str) -> str | None:
    return translations.of_result(ctx.repository, standing_result(ctx, table), language)


def _agreed(ctx: Context, table: Table) -> int:
    """How many texts were agreed by a vote."""
    ratified = ctx.repository.find(Round, table_id=table.id, state=("ratified", "superseded"))
    return sum(r.proposal_id is not None for r in ratified)


def _ask_nothing_more(ctx: Context, table: Table) -> None:
    for waiting in ctx.repository.find(Focus, table_id=table.id):
        person = ctx.repository.get(Person, waiting.person_id)
        focus.clear(ctx, person)
        asking.ask_next(ctx, person)


ADJOURN = forms.register(
    Form("adjourn", (Step("how", read=forms.buttons_only, options=_ways),), _chosen, _may)
)
