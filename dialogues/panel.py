"""The panel: where a table stands, what is missing, what comes next. One message, edited in place."""

from __future__ import annotations

from dialogues import (
    acknowledging,
    asking,
    ballots,
    collecting,
    confirming,
    coordinator_view,
    cycles,
    documents_panel,
    guards_of_trust,
    house_rules,
    letters,
    live,
    my_part,
    own_view,
    signing,
    translations,
)
from dialogues.checks.privacy import GroupValue
from dialogues.context import Context, Offer, Offers
from dialogues.coordination import asked, comparison, numbers, wishes
from dialogues.effects import Link
from dialogues.effects import Press as Pressing
from dialogues.facilitating import team
from dialogues.guards import standing_result
from dialogues.guards_of_experiments import MAY_START
from dialogues.machines import ACTIVE
from dialogues.model import Disagreement, Gap, Person, Role, Round, Seat, Table
from dialogues.panel_pages import home
from dialogues.panel_pages.place import place
from dialogues.trail import telling


def show_own(ctx: Context, person: Person) -> bool:
    """The panel of the person's table, or a choice where there are several; False without a table."""
    all_ = ctx.tables_of(person)
    tables = [t for t in all_ if t.lifecycle != "adjourned"] or all_[-1:]
    if not tables:
        return False
    if len(tables) == 1:
        show(ctx, person, tables[0])
        return True
    offers: Offers = [[Offer(t.name, Pressing("go", (t.id, "panel", 0)), literal=True)] for t in tables]
    ctx.say_to(person, "panel.which", offers=offers)
    return True


def show(ctx: Context, person: Person, table: Table) -> None:
    """The panel in the person's private chat; only facilitators get buttons that act."""
    seat = ctx.seat_of(person, table)
    waits = seat is not None and (
        asking.has_open(ctx, person, table) or bool(ballots.waiting(ctx, table, seat))
    )
    more = {
        **standing(ctx, table, person.language),
        **own_view.values(ctx, table, seat, person.language),
        **coordinator_view.values(ctx, table, seat, person.language),
    }
    if seat is not None and Role.FACILITATOR.value in seat.roles:
        own = [*_of_voice(ctx, table, seat), *_of_coordinator(ctx, table, seat)]
        home.show(ctx, person, table, own=own, waits=waits, more=more)
        return
    offers: list[list[Offer]] = [[Offer("buttons.go_on", Pressing("resume"))]] if waits else []
    offers += [*_of_voice(ctx, table, seat), *_of_coordinator(ctx, table, seat)]
    if seat is not None and table.lifecycle != "draft":
        offers.append([documents_panel.offer(table), telling.offer(table)])
    ctx.say_to(
        person,
        "panel.table",
        table=table,
        offers=offers,
        **place(ctx, person, table),
        waits=waits,
        more=more,
    )


def _of_coordinator(ctx: Context, table: Table, seat: Seat | None) -> list[list[Offer]]:
    """What whoever coordinates can do besides: letters, the three asks, numbers, comparing, wishes."""
    if seat is None or Role.COORDINATOR.value not in seat.roles:
        return []
    offers = [[team.naming_offer(table)]] if team.is_vacant(ctx, table) else []
    offers += [[letters.offer(table)]] if ctx.organisations(table) else []
    if table.lifecycle in ACTIVE:
        offers += [[asked.offer(table)], *numbers.offers(ctx, table)]
        offers += [*comparison.offer(table, table.cycle), [wishes.offer()]]
    return offers


def _differences(ctx: Context, table: Table) -> list[Disagreement]:
    """The disagreements that have been open for longest."""
    return guards_of_trust.disagreements(ctx, table)[: house_rules.DIFFERENCES_LISTED.value]


def _of_voice(ctx: Context, table: Table, seat: Seat | None) -> list[list[Offer]]:
    """What a voting representative can do: disagree, know the role, see the own part, sign the document.

    Whoever else sits for an organisation can see its part.
    """
    if seat is None or table.lifecycle not in ACTIVE:
        return []
    if not ctx.casts_vote(seat):
        return [[my_part.offer(table)]] if seat.organisation_id is not None else []
    offers = [[Offer("buttons.disagree", Pressing("disagree", (table.id,)))]]
    if table.lifecycle in MAY_START:
        offers.append([Offer("buttons.propose_experiment", Pressing("experiment", (table.id,)))])
    if not acknowledging.knows_role(ctx, table, seat):
        offers.append([Offer("buttons.know_role", Pressing("know_role", (table.id,)))])
    offers += [[confirming.link_offer(ctx, r)] for r, _ in confirming.awaited_of(ctx, table, seat)]
    offers.append([my_part.offer(table)])
    return [*offers, *signing.offers(ctx, table, seat)]


def standing(ctx: Context, table: Table, language: str) -> dict[str, GroupValue]:
    """Where the table stands, as everybody at it may read it."""
    result = standing_result(ctx, table)
    return {
        "lifecycle": table.lifecycle,
        "cycle": table.cycle,
        "begins_on": None if table.cycle or table.lifecycle == "draft" else cycles.next_day(ctx, table),
        "stage": table.trust_stage,
        "differences": [d.topic for d in _differences(ctx, table)],
        "result": translations.of_result(ctx.repository, result, language),
        "organisations": len(ctx.organisations(table)),
        "seated": len({s.organisation_id for s in ctx.seats(table) if s.organisation_id is not None}),
        "gaps": ctx.repository.count(Gap, table_id=table.id, severity="must", closed_cycle=None),
    }


def show_in_group(ctx: Context, table: Table) -> None:
    """Where the table stands, for everybody: no answers, no names of who is missing."""
    ctx.say_to_group(
        table,
        "panel.in_group",
        offers=[[Offer("buttons.private_chat", Link("go"))]],
        key=f"status:{table.id}",
        anew=True,
        more=standing(ctx, table, table.languages[0]),
    )


def repost_live(ctx: Context, table: Table) -> None:
    """Posts the live messages again: the group moved, or the bot came back and missed something."""
    if table.lifecycle == "convening":
        live.show_joined(ctx, table, anew=True)
    for collection in collecting.open_at(ctx, table):
        live.show_collection(ctx, table, collection, anew=True)
    for round_ in ctx.repository.find(Round, table_id=table.id, state="voting"):
        live.show_vote(ctx, table, round_, anew=True)
