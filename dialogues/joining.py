"""How a person comes to a seat: the link, two sentences on what is recorded, yes, and for whom one speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import advancing, asking, collecting, focus, forms, lifecycle, live, panel
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, with_role
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Invitation, Organisation, Person, Role, Seat, Table, Values
from dialogues.pressing import Stale

HERE = "go"


def started(ctx: Context, person: Person, payload: str | None) -> None:
    """/start: with an invitation's token the way to a seat, else on with what is open."""
    if payload and payload != HERE:
        _invited(ctx, person, payload)
        return
    if asking.ask_next(ctx, person):
        return
    if not panel.show_own(ctx, person):
        ctx.say_to(person, "joining.hello", name=person.name)


def _invited(ctx: Context, person: Person, token: str) -> None:
    invitation = ctx.repository.first(Invitation, token=token)
    if invitation is None or not _holds(ctx, invitation):
        ctx.say_to(person, "joining.link_dead")
        return
    table = ctx.repository.get(Table, invitation.table_id)
    seat = ctx.seat_of(person, table)
    if seat is not None and invitation.role in seat.roles:
        ctx.say_to(
            person, "joining.already", table=table, organisation=ctx.organisation_name(seat.organisation_id)
        )
        asking.ask_next(ctx, person, table=table)
        return
    forms.begin(ctx, person, table, JOINING, invitation.id, role=invitation.role)


def _holds(ctx: Context, invitation: Invitation) -> bool:
    table = ctx.repository.get(Table, invitation.table_id)
    fresh = not invitation.revoked and invitation.uses_left > 0 and invitation.expires_at > ctx.now
    return fresh and table.lifecycle != "adjourned"


def _may(ctx: Context, _person: Person, _table: Table, now: Focus) -> None:
    if not _holds(ctx, ctx.repository.get(Invitation, now.subject_id or 0)):
        raise Stale


def _consent(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("agree", "buttons.agree"), Choice("decline", "buttons.decline")


def _right(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("yes", "buttons.yes"), Choice("no", "buttons.no")


def _types(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return tuple(Choice(t, f"buttons.{t}") for t in ("decision_maker", "doer", "designee"))


def _shown(ctx: Context, _person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    invitation = ctx.repository.get(Invitation, now.subject_id or 0)
    return {"organisation": ctx.organisation_name(invitation.organisation_id), "role": invitation.role}


def _speaks(values: Values) -> bool:
    return values.get("consent") == "agree" and values.get("role") == Role.MEMBER.value


def _takes_seat(values: Values) -> bool:
    return _speaks(values) and values.get("right") == "yes"


def _finish(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    invitation = ctx.repository.get(Invitation, now.subject_id or 0)
    if now.values.get("consent") != "agree":
        ctx.say_to(person, "joining.declined", table=table)
        return
    if invitation.role == Role.MEMBER.value and now.values.get("right") != "yes":
        ctx.say_to(person, "joining.wrong_organisation", table=table)
        ctx.say_to_facilitators(table, "joining.told_wrong_organisation", name=person.name)
        return
    ctx.repository.put(replace(invitation, uses_left=invitation.uses_left - 1))
    if invitation.role == Role.COORDINATOR.value:
        _seat_coordinator(ctx, person, table)
    else:
        _seat_member(ctx, person, table, invitation, str(now.values.get("type") or ""))


def _seat_coordinator(ctx: Context, person: Person, table: Table) -> None:
    take(ctx, person, table, Role.COORDINATOR)
    ctx.say_to(person, "joining.coordinator_seated", table=table)
    ctx.say_to_facilitators(table, "joining.told_coordinator", name=person.name)
    lifecycle.open_if_ready(ctx, table)


def take(ctx: Context, person: Person, table: Table, role: Role) -> Seat:
    """Gives a person a role at a table, on the seat they have or a new one."""
    seat = ctx.seat_of(person, table)
    if seat is not None:
        return ctx.repository.put(replace(with_role(seat, role), consented_at=seat.consented_at or ctx.now))
    gone = ctx.repository.first(Seat, table_id=table.id, person_id=person.id)
    fresh = Seat(
        table_id=table.id,
        person_id=person.id,
        roles=(role.value,),
        consented_at=ctx.now,
        joined_at=ctx.now,
    )
    return ctx.repository.put(replace(fresh, id=gone.id)) if gone else ctx.repository.add(fresh)


def _seat_member(ctx: Context, person: Person, table: Table, invitation: Invitation, claimed: str) -> None:
    seat = take(ctx, person, table, Role.MEMBER)
    if seat.organisation_id not in (None, invitation.organisation_id):
        ctx.say_to(
            person, "joining.already", table=table, organisation=ctx.organisation_name(seat.organisation_id)
        )
        return
    organisation = ctx.repository.get(Organisation, invitation.organisation_id or 0)
    first = not any(s.organisation_id == organisation.id and s.holds_vote for s in ctx.seats(table))
    seat = ctx.repository.put(
        replace(
            seat,
            organisation_id=organisation.id,
            claimed_type=claimed or None,
            holds_vote=organisation.voting and first,
        )
    )
    ctx.offer_commands(person, ("go", "table", "language", "privacy", "help"))
    ctx.say_to(person, "joining.seated", table=table, organisation=organisation.name, votes=seat.holds_vote)
    ctx.say_to_facilitators(
        table,
        "joining.told_seated",
        name=person.name,
        organisation=organisation.name,
        votes=seat.holds_vote,
    )
    live.show_joined(ctx, table)
    if seat.holds_vote:
        advancing.seat_changed(ctx, table, seat, advancing.JOINED)
    for collection_shown in collecting.open_at(ctx, table):
        live.show_collection(ctx, table, collection_shown)
    focus.clear(ctx, person)


JOINING = forms.register(
    Form(
        "joining",
        (
            Step("consent", read=forms.buttons_only, options=_consent, shown=_shown),
            Step("right", read=forms.buttons_only, options=_right, applies=_speaks, shown=_shown),
            Step("type", read=forms.buttons_only, options=_types, applies=_takes_seat, shown=_shown),
        ),
        _finish,
        _may,
    )
)
