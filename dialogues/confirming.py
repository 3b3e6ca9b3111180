"""A passed text that binds organisations waits for those who can commit them (docs/method.md 0).

The link goes to the organisation's voting representative, who passes it on. Whoever opens it and confirms
needs no seat. Who could not commit is never said in the group: only how many confirmations are awaited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogues import forms, house_rules, proposals, ratifying, texts, timers, translations
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.links import link
from dialogues.machines import Moved
from dialogues.model import (
    Confirmation,
    Focus,
    Invitation,
    Person,
    RepresentativeType,
    Round,
    Seat,
    Table,
    Tally,
)
from dialogues.moves import move_round
from dialogues.pressing import Press, Stale

CONFIRMER = "confirmer"


def cannot_commit(ctx: Context, table: Table) -> set[int]:
    """The organisations whose voting seat is not a decision-maker's."""
    decides = RepresentativeType.DECISION_MAKER.value
    return {
        s.organisation_id
        for s in ctx.seats(table)
        if s.holds_vote and s.organisation_id is not None and s.representative_type != decides
    }


def await_them(ctx: Context, table: Table, round_: Round, tally: Tally) -> None:
    """Asks for every confirmation: links in private, the number and the day in the group."""
    until = ctx.now + timedelta(days=house_rules.CONFIRMATION_DAYS.value)
    round_ = ctx.repository.put(replace(round_, deadline=until))
    timers.arm(ctx, table, "confirmations_over", round_.id, until)
    for organisation_id in tally.to_confirm:
        awaited = ctx.repository.add(
            Confirmation(
                table_id=table.id,
                round_id=round_.id,
                ballot_round=round_.ballot_round,
                organisation_id=organisation_id,
            )
        )
        seat = _voice(ctx, table, organisation_id)
        if seat is not None:
            _send_link(ctx, ctx.repository.get(Person, seat.person_id), table, round_, awaited)
    ctx.say_to_group(
        table,
        "confirming.awaited",
        topic_title=texts.title(ctx, table, round_),
        n=len(tally.to_confirm),
        until=until,
    )


def of_round(ctx: Context, round_: Round) -> list[Confirmation]:
    """The confirmations that this ballot round needs, given or not."""
    return ctx.repository.find(Confirmation, round_id=round_.id, ballot_round=round_.ballot_round)


def awaited_of(ctx: Context, table: Table, seat: Seat) -> list[tuple[Round, Confirmation]]:
    """What the organisation of this voting seat has still to confirm."""
    waiting = ctx.repository.find(Round, table_id=table.id, state="provisional")
    return [
        (round_, c)
        for round_ in waiting
        for c in of_round(ctx, round_)
        if c.confirmed_at is None and c.organisation_id == seat.organisation_id
    ]


def link_offer(ctx: Context, round_: Round) -> Offer:
    """The representative's button for a fresh link."""
    title = texts.title_in(ctx, ctx.repository.get(Table, round_.table_id).languages[0], round_)
    return Offer("buttons.confirm_link", Pressing("confirm_link", (round_.id,)), {"title": title})


def renew_link(ctx: Context, press: Press) -> None:
    """A representative asks for the link again; the earlier one dies."""
    round_ = ctx.repository.get(Round, press.number(0))
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or not seat.holds_vote:
        raise Stale
    for waiting, awaited in awaited_of(ctx, table, seat):
        if waiting.id == round_.id:
            _send_link(ctx, press.person, table, round_, awaited)
            return
    raise Stale


def _voice(ctx: Context, table: Table, organisation_id: int) -> Seat | None:
    return next((s for s in ctx.seats(table) if s.organisation_id == organisation_id and s.holds_vote), None)


def _send_link(ctx: Context, person: Person, table: Table, round_: Round, awaited: Confirmation) -> None:
    _revoke(ctx, awaited)
    invitation = ctx.repository.add(
        Invitation(
            table_id=table.id,
            organisation_id=awaited.organisation_id,
            role=CONFIRMER,
            token=ctx.new_token(),
            uses_left=1,
            expires_at=round_.deadline or ctx.now,
            voice=False,
            round_id=round_.id,
        )
    )
    ctx.repository.put(replace(awaited, invitation_id=invitation.id))
    ctx.say_to(
        person,
        "confirming.pass_on",
        table=table,
        topic_title=texts.title_in(ctx, person.language, round_),
        organisation=ctx.organisation_name(awaited.organisation_id),
        link=link(ctx, invitation),
        until=invitation.expires_at,
    )


def _revoke(ctx: Context, awaited: Confirmation) -> None:
    if awaited.invitation_id is not None:
        earlier = ctx.repository.get(Invitation, awaited.invitation_id)
        ctx.repository.put(replace(earlier, revoked=True))


def opens(ctx: Context, person: Person, token: str | None) -> bool:
    """Somebody opens a link: False when it is none to confirm by. Says what is confirmed, and for whom."""
    invitation = ctx.repository.first(Invitation, token=token, role=CONFIRMER) if token else None
    if invitation is None:
        return False
    _opened(ctx, person, invitation)
    return True


def _opened(ctx: Context, person: Person, invitation: Invitation) -> None:
    table = ctx.repository.get(Table, invitation.table_id)
    if _still_awaited(ctx, table, invitation) is None:
        ctx.say_to(person, "confirming.link_dead", table=table)
    elif not _may_confirm(ctx.seat_of(person, table), invitation):
        ctx.say_to(
            person,
            "confirming.takes_authority",
            table=table,
            organisation=ctx.organisation_name(invitation.organisation_id),
        )
    else:
        forms.begin(ctx, person, table, CONFIRMING, invitation.id)


def _may_confirm(seat: Seat | None, invitation: Invitation) -> bool:
    """A person without a seat; or one of the organisation's own who can commit it."""
    if seat is None:
        return True
    decides = seat.representative_type == RepresentativeType.DECISION_MAKER.value
    return decides and seat.organisation_id == invitation.organisation_id


def _still_awaited(ctx: Context, table: Table, invitation: Invitation) -> tuple[Round, Confirmation] | None:
    """What this link confirms, while it is awaited."""
    round_ = ctx.repository.get(Round, invitation.round_id or 0)
    fresh = not invitation.revoked and invitation.uses_left > 0 and invitation.expires_at > ctx.now
    if not fresh or round_.state != "provisional" or table.lifecycle == "adjourned":
        return None
    for awaited in of_round(ctx, round_):
        if awaited.invitation_id == invitation.id and awaited.confirmed_at is None:
            return round_, awaited
    return None


def _waiting(ctx: Context, table: Table, now: Focus) -> tuple[Invitation, Round, Confirmation]:
    """What the open form is about; raises `Stale` when it is not awaited any more."""
    invitation = ctx.repository.get(Invitation, now.subject_id or 0)
    awaited = _still_awaited(ctx, table, invitation)
    if awaited is None:
        raise Stale
    return invitation, *awaited


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    invitation, _, _ = _waiting(ctx, table, now)
    if not _may_confirm(ctx.seat_of(person, table), invitation):
        raise Stale


def _answers(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("yes", "buttons.confirm"), Choice("no", "buttons.decline")


def _shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    invitation, round_, _ = _waiting(ctx, table, now)
    proposal = proposals.current(ctx, round_)
    return {
        "organisation": ctx.organisation_name(invitation.organisation_id),
        "topic_title": texts.title_in(ctx, person.language, round_),
        "text": translations.in_language(ctx.repository, proposal, person.language) if proposal else "",
        "plain": proposal.plain if proposal else None,
        "until": invitation.expires_at,
    }


def _answered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    if now.values["answer"] != "yes":
        ctx.say_to(person, "confirming.not_yet", table=table)
        return
    invitation, round_, awaited = _waiting(ctx, table, now)
    ctx.repository.put(replace(invitation, uses_left=invitation.uses_left - 1))
    ctx.repository.put(replace(awaited, cycle=table.cycle, confirmed_at=ctx.now))
    needed = of_round(ctx, round_)
    given = sum(c.confirmed_at is not None for c in needed)
    organisation = ctx.organisation_name(awaited.organisation_id)
    ctx.say_to(person, "confirming.thanks", table=table, organisation=organisation, k=given, n=len(needed))
    title = texts.title(ctx, table, round_)
    ctx.say_to_group(
        table,
        "confirming.confirmed",
        topic_title=title,
        organisation=organisation,
        k=given,
        n=len(needed),
    )
    round_, outcome = move_round(ctx, table, round_, "confirm", None)
    if isinstance(outcome, Moved):
        timers.disarm(ctx, "confirmations_over", round_.id)
        ctx.say_to_group(table, "confirming.all_confirmed", topic_title=title)
        ratifying.ratified(ctx, table, round_)


def lapse(ctx: Context, table: Table, round_: Round) -> None:
    """The days to confirm are over: the text is parked, and no link confirms it any more."""
    round_, outcome = move_round(ctx, table, round_, "lapse", None)
    if not isinstance(outcome, Moved):
        return
    needed = of_round(ctx, round_)
    for awaited in needed:
        _revoke(ctx, awaited)
    ctx.say_to_group(
        table,
        "confirming.lapsed",
        topic_title=texts.title(ctx, table, round_),
        k=sum(c.confirmed_at is not None for c in needed),
        n=len(needed),
    )
    revive = Offer("buttons.revive", Pressing("go", (table.id, "revive", round_.id)))
    ctx.say_to_facilitators(table, "confirming.told_lapsed", offers=[[revive]])


CONFIRMING = forms.register(
    Form(
        "confirming",
        (Step("answer", read=forms.buttons_only, options=_answers, shown=_shown),),
        _answered,
        _may,
    )
)
