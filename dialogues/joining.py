"""How a person comes to a seat: the link, two sentences on what is recorded, yes, and for whom one speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import (
    advancing,
    asking,
    commands,
    focus,
    forms,
    lifecycle,
    links,
    newcomers,
    panel,
    phrases,
    roles,
    seating,
    welcoming,
)
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.facilitating import accepting
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Invitation, Organisation, Person, Role, Round, Seat, Table, Values
from dialogues.pressing import Stale
from dialogues.turnover import path

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
    if invitation is None or invitation.for_seat is not None or not _holds(ctx, invitation):
        ctx.say_to(person, "joining.link_dead")
        return
    table = ctx.repository.get(Table, invitation.table_id)
    person = ctx.repository.put(in_a_spoken_language(person, table.languages[0]))
    seat = ctx.seat_of(person, table)
    if seat is not None and _takes_over(ctx, table, seat, invitation):
        return
    if seat is not None and invitation.role in seat.roles:
        ctx.say_to(
            person, "joining.already", table=table, organisation=ctx.organisation_name(seat.organisation_id)
        )
        asking.ask_next(ctx, person, table=table)
        return
    forms.begin(ctx, person, table, JOINING, invitation.id, role=invitation.role, **_kept(ctx, invitation))


def _kept(ctx: Context, invitation: Invitation) -> dict[str, str]:
    """Whoever follows in a seat by a guided turnover keeps what it is there for, and is not asked about it."""
    turnover = path.of_invitation(ctx, invitation)
    part = ctx.repository.get(Seat, turnover.seat_id).claimed_type if turnover is not None else None
    return {"type": part, "keeps": "yes"} if part is not None else {}


def in_a_spoken_language(person: Person, instead: str) -> Person:
    """Whose own language is not spoken here hears the table's first language (docs/method.md 0)."""
    own = person.own_language
    fell_back = own is not None and person.language == phrases.FIRST_LANGUAGE != own
    return replace(person, language=instead) if fell_back and phrases.spoken(own or "") != own else person


def _takes_over(ctx: Context, table: Table, seat: Seat, invitation: Invitation) -> bool:
    """A colleague who opens the link that hands on a seat takes it over at once."""
    old = _handed_on(ctx, invitation)
    if old is None or old.id == seat.id or seat.organisation_id != old.organisation_id:
        return False
    ctx.repository.put(replace(invitation, uses_left=invitation.uses_left - 1))
    turnover = path.of_invitation(ctx, invitation)
    if turnover is None:
        seating.take_over(ctx, table, old, seat)
    else:
        seat, formed = seating.take_over_quietly(ctx, table, old, seat)
        path.sits_down(ctx, table, turnover, seat, formed=formed)
    return True


def _holds(ctx: Context, invitation: Invitation) -> bool:
    table = ctx.repository.get(Table, invitation.table_id)
    return links.works(ctx, invitation) and table.lifecycle != "adjourned"


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
    return _speaks(values) and values.get("right") == "yes" and "keeps" not in values


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
    elif invitation.role == Role.FACILITATOR.value:
        ctx.offer_commands(person, commands.PRIVATE)
        accepting.accept(ctx, person, table, invitation)
    else:
        _seat_member(ctx, person, table, invitation, str(now.values.get("type") or ""))


def _seat_coordinator(ctx: Context, person: Person, table: Table) -> None:
    roles.take(ctx, person, table, Role.COORDINATOR)
    ctx.say_to(person, "joining.coordinator_seated", table=table)
    ctx.say_to_facilitators(table, "joining.told_coordinator", name=person.name)
    lifecycle.open_if_ready(ctx, table)


def _seat_member(ctx: Context, person: Person, table: Table, invitation: Invitation, claimed: str) -> None:
    seat = roles.take(ctx, person, table, Role.MEMBER)
    if seat.organisation_id not in (None, invitation.organisation_id):
        ctx.say_to(
            person, "joining.already", table=table, organisation=ctx.organisation_name(seat.organisation_id)
        )
        return
    organisation = _arrived(ctx, table, ctx.repository.get(Organisation, invitation.organisation_id or 0))
    how = seating.how_it_comes(ctx, table, organisation.id)
    old = _handed_on(ctx, invitation)
    speaks = old.holds_vote if old else _is_wanted(ctx, table, invitation)
    seat = ctx.repository.put(
        replace(
            seat,
            organisation_id=organisation.id,
            claimed_type=claimed or None,
            holds_vote=speaks,
            joined_at=ctx.now,
        )
    )
    if old is not None:
        seating.end(ctx, table, old, successor=seat)
    _tell_seated(ctx, person, table, seat, organisation)
    turnover, formed = path.of_invitation(ctx, invitation), False
    if seat.holds_vote and organisation.voting:
        formed = advancing.seat_changed(ctx, table, organisation, how, tell=turnover is None)
    seating.refresh(ctx, table)
    focus.clear(ctx, person)
    if turnover is not None:
        path.sits_down(ctx, table, turnover, seat, formed=formed)
        return
    if seat.holds_vote:
        welcoming.read_back(ctx, person, table)
    seating.show_what_waits(ctx, table, seat)


def _arrived(ctx: Context, table: Table, organisation: Organisation) -> Organisation:
    """An organisation joins with its first person: in the set-up (cycle 0), or later."""
    if ctx.repository.count(Seat, organisation_id=organisation.id):
        return organisation
    met = ctx.repository.count(Round, table_id=table.id, topic="introductions") > 0
    later = met or table.lifecycle not in ("draft", "convening")
    return ctx.repository.put(replace(organisation, joined_cycle=table.cycle if later else 0))


def _handed_on(ctx: Context, invitation: Invitation) -> Seat | None:
    """The seat that this link takes over, if it is still held."""
    if invitation.replaces_seat is None or invitation.role != Role.MEMBER.value:
        return None
    seat = ctx.repository.get(Seat, invitation.replaces_seat)
    return seat if seat.present and seat.organisation_id == invitation.organisation_id else None


def _is_wanted(ctx: Context, table: Table, invitation: Invitation) -> bool:
    """Whether who opens this link speaks for the organisation: nobody does, and it is no colleague's link."""
    return invitation.voice and seating.voice_of(ctx, table, invitation.organisation_id) is None


def _tell_seated(ctx: Context, person: Person, table: Table, seat: Seat, organisation: Organisation) -> None:
    votes = ctx.casts_vote(seat)
    ctx.offer_commands(person, commands.PRIVATE)
    ctx.say_to(
        person,
        "joining.seated",
        table=table,
        organisation=organisation.name,
        votes=votes,
        speaks=seat.holds_vote,
        has_vote=organisation.voting,
    )
    catch_up = Offer("buttons.open_catch_up", Pressing("go", (table.id, "open_catch_up", 0)))
    ctx.say_to_facilitators(
        table,
        "joining.told_seated",
        offers=[[catch_up]] if newcomers.waiting(ctx, table) else [],
        name=person.name,
        organisation=organisation.name,
        votes=votes,
    )


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
