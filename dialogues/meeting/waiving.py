"""The table itself waives the rest of a notice: every voting organisation taps, and one "no" keeps it.

It is asked in the room alone, by a facilitator's tap, in the group. Who said no is told nobody; nobody is asked
again about the same text (docs/method.md 0, notice).
"""

from __future__ import annotations

from dialogues import texts, timers
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.meeting import standing
from dialogues.model import Round, Seat, Table, Tally, Waiver
from dialogues.pressing import Press, Stale


def of_text(ctx: Context, round_: Round) -> list[Waiver]:
    """What was said about the text that is on the table."""
    return ctx.repository.find(Waiver, round_id=round_.id, ballot_round=round_.ballot_round)


def is_refused(ctx: Context, round_: Round) -> bool:
    """Whether an organisation keeps the notice."""
    return any(not waiver.agrees for waiver in of_text(ctx, round_))


def is_waived(ctx: Context, table: Table, round_: Round) -> bool:
    """Whether every organisation that has a vote now has said that the vote may open, and none has said no."""
    said = of_text(ctx, round_)
    voting = {o.id for o in ctx.voting_organisations(table)}
    agreed = {w.organisation_id for w in said if w.agrees}
    return bool(voting) and voting <= agreed and all(w.agrees for w in said)


def notice_runs(ctx: Context, table: Table, round_: Round) -> bool:
    """Whether the vote on the text has to wait."""
    over = round_.notice_until is not None and ctx.now >= round_.notice_until
    return not over and not is_waived(ctx, table, round_)


def was_waived(ctx: Context, tally: Tally) -> bool:
    """Whether all who could vote had waived the notice of this vote, as it is told afterwards."""
    said = ctx.repository.find(Waiver, round_id=tally.round_id, ballot_round=tally.ballot_round)
    return bool(said) and len(said) >= tally.eligible and all(w.agrees for w in said)


def ask(ctx: Context, table: Table, round_: Round) -> None:
    """Asks the table in its group."""
    if round_.state != "clarifying" or standing.of_round(ctx, round_) is None or is_refused(ctx, round_):
        raise Stale
    if not notice_runs(ctx, table, round_):
        raise Stale
    show(ctx, table, round_, anew=True)


def show(ctx: Context, table: Table, round_: Round, *, anew: bool = False) -> None:
    """The question with how many have agreed; without buttons once it is decided."""
    refused, waived = is_refused(ctx, round_), is_waived(ctx, table, round_)
    about = (round_.id, round_.ballot_round)
    buttons = [
        [Offer("buttons.waive_yes", Pressing("waive", (*about, "yes")))],
        [Offer("buttons.waive_no", Pressing("waive", (*about, "no")))],
    ]
    voting = {o.id for o in ctx.voting_organisations(table)}
    agreed = {w.organisation_id for w in of_text(ctx, round_) if w.agrees}
    ctx.say_to_group(
        table,
        "meeting.waive",
        offers=[] if refused or waived or round_.state != "clarifying" else buttons,
        key=f"waive:{round_.id}:{round_.ballot_round}",
        anew=anew,
        topic_title=texts.title(ctx, table, round_),
        n=len(agreed & voting),
        m=len(voting),
        refused=refused,
        waived=waived,
        notice=round_.notice_until,
    )


def pressed(ctx: Context, press: Press) -> None:
    """A voice answers for its organisation: round, ballot round, yes or no."""
    round_ = ctx.repository.get(Round, press.number(0))
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or not ctx.casts_vote(seat):
        raise Stale
    if round_.state != "clarifying" or round_.ballot_round != press.number(1) or is_refused(ctx, round_):
        raise Stale
    if standing.of_round(ctx, round_) is None or not notice_runs(ctx, table, round_):
        raise Stale
    _keep(ctx, table, round_, seat, agrees=_answer(press))
    ctx.answer_press(press.person.language, "toasts.waiver_kept")
    show(ctx, table, round_)
    if is_waived(ctx, table, round_):
        _tell_waived(ctx, table, round_)


def _answer(press: Press) -> bool:
    if press.word(2) not in ("yes", "no"):
        raise Stale
    return press.word(2) == "yes"


def _keep(ctx: Context, table: Table, round_: Round, seat: Seat, *, agrees: bool) -> None:
    """The newest answer of an organisation counts."""
    about = {
        "round_id": round_.id,
        "ballot_round": round_.ballot_round,
        "organisation_id": seat.organisation_id,
    }
    ctx.repository.remove(Waiver, **about)
    ctx.repository.add(
        Waiver(
            table_id=table.id,
            round_id=round_.id,
            ballot_round=round_.ballot_round,
            organisation_id=seat.organisation_id or 0,
            seat_id=seat.id,
            agrees=agrees,
            said_at=ctx.now,
        )
    )


def _tell_waived(ctx: Context, table: Table, round_: Round) -> None:
    timers.disarm(ctx, "notice_over", round_.id)
    ctx.say_to_facilitators(
        table,
        "meeting.told_waived",
        offers=[[Offer("buttons.open_vote", Pressing("go", (table.id, "vote", round_.id)))]],
        topic_title=texts.title(ctx, table, round_),
    )
