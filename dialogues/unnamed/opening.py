"""A facilitator opens a check without names: on a text before its vote, on a draft, or on a plain question."""

from __future__ import annotations

from datetime import timedelta

from dialogues import forms, holding, house_rules, reading, timers
from dialogues.checks.unnamed_counts import CHOICES
from dialogues.context import Context, Offer
from dialogues.effects import Link
from dialogues.forms import Form, Step
from dialogues.model import (
    CheckMark,
    Drafted,
    Focus,
    Person,
    Proposal,
    Role,
    Round,
    Seat,
    Table,
    UnnamedCheck,
    Urn,
)
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read
from dialogues.unnamed import asking, closing

# A text is on the table, and nobody has voted on it.
BEFORE_THE_VOTE = ("proposed", "clarifying")
BEFORE_PROPOSING = ("synthesizing", "amending")


def ask_proposal(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The facilitator's button for a text that waits for its vote."""
    round_ = ctx.repository.get(Round, subject)
    proposal = ctx.repository.first(Proposal, id=round_.proposal_id or 0)
    if proposal is None:
        raise Stale
    _open(ctx, person, table, proposal.text, round_, proposal)


def ask_draft(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The facilitator's button for a draft that is nobody's proposal yet."""
    draft = ctx.repository.get(Drafted, subject)
    round_ = ctx.repository.get(Round, draft.round_id)
    if round_.state not in BEFORE_PROPOSING:
        raise Stale
    _open(ctx, person, table, draft.text, round_, None)


def ask_question(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button for a plain question of the table's own."""
    forms.begin(ctx, person, table, QUESTION)


def may_be_asked(ctx: Context, table: Table, text: str) -> bool:
    """Whether nobody was asked about this text yet.

    Asked twice, two results beside each other would tell what the few chose who came or went between them.
    """
    asked = ctx.repository.find(UnnamedCheck, table_id=table.id)
    return all(reading.fold(one.text) != reading.fold(text) for one in asked)


def _asked_of(ctx: Context, table: Table) -> list[Seat]:
    """Everybody who sits for an organisation, with or without its vote."""
    return [seat for seat in ctx.seats(table) if seat.organisation_id is not None]


def _open(
    ctx: Context, person: Person, table: Table, text: str, round_: Round | None, proposal: Proposal | None
) -> None:
    seats = _asked_of(ctx, table)
    if len(seats) < house_rules.UNNAMED_CHECK_MINIMUM.value:
        ctx.answer_press(person.language, "toasts.unnamed_few")
        ctx.say_to(person, "unnamed.few_sit", table=table, minimum=house_rules.UNNAMED_CHECK_MINIMUM.value)
        return
    if not may_be_asked(ctx, table, text):
        ctx.say_to(person, "unnamed.asked_before", table=table)
        return
    check = ctx.repository.add(
        UnnamedCheck(
            table_id=table.id,
            round_id=round_.id if round_ is not None else None,
            proposal_id=proposal.id if proposal is not None else None,
            text=text,
            cycle=table.cycle,
            opened_at=ctx.now,
            deadline=ctx.now + timedelta(days=house_rules.UNNAMED_CHECK_DAYS.value),
        )
    )
    ctx.repository.add(
        Urn(table_id=table.id, check_id=check.id, sealed=ctx.urns.empty(check.id, len(CHOICES)))
    )
    for seat in seats:
        ctx.repository.add(CheckMark(table_id=table.id, check_id=check.id, seat_id=seat.id))
    timers.arm(ctx, table, closing.DEADLINE, check.id, check.deadline)
    ctx.say_to_group(
        table,
        "unnamed.opened",
        offers=[[Offer("buttons.private_chat", Link("go"))]],
        deadline=check.deadline,
        minimum=house_rules.UNNAMED_CHECK_MINIMUM.value,
        wordings=closing.wordings(ctx, table, check),
    )
    for seat in seats:
        asking.show(ctx, ctx.repository.get(Person, seat.person_id), table, check, seat, anew=True)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _short(text: str) -> Read | Misread:
    found = reading.free_text(text)
    if isinstance(found, Read) and reading.units(found.value) > house_rules.UNNAMED_QUESTION_UNITS.value:
        return Misread("question_too_long")
    return found


def _asked(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    _open(ctx, person, table, str(now.values["text"]), None, None)


QUESTION = forms.register(
    Form("unnamed_question", (Step("text", read=holding.for_the_table(_short)),), _asked, _may, own_wish=True)
)
