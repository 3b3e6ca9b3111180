"""The page of people: each organisation with who sits there and its links; behind it the map of who is needed."""

from __future__ import annotations

from dialogues import changing_seats, house_rules, mapping, newcomers, paging, redrawing, seat_links
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer, in_two_columns
from dialogues.effects import Press as Pressing
from dialogues.model import Organisation, Person, Role, Seat, Table
from dialogues.panel_pages import calls, pictures
from dialogues.panel_pages.place import going, last_row, place


def show(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Everybody who sits at the table, a button for each organisation; whom to call. `subject` is the page."""
    go = going(table)
    found = paging.page_of(ctx.organisations(table), subject)
    each = [
        Offer(o.name, Pressing("go", (table.id, "one_organisation", o.id)), literal=True) for o in found.shown
    ]
    asked = [go("open_introductions", "open_introductions")]
    if newcomers.waiting(ctx, table):
        asked.append(go("open_catch_up", "open_catch_up"))
    opened = table.lifecycle != "draft"
    ctx.say_to_facilitator(
        person,
        "panel.people",
        table=table,
        offers=[
            *([[go("page_map", "page_map")]] if opened else []),
            *in_two_columns(each),
            *found.turning(lambda n: Pressing("go", (table.id, "page_people", n))),
            [go("add_organisation", "organisation"), go("send_coordinator_link", "coordinator")],
            [go("links", "links"), go("seats", "seats")],
            [go("turnover", "turnover"), go("facilitators", "facilitators")],
            *([asked] if opened else []),
            last_row(table),
        ],
        **place(ctx, person, table),
        organisations=[_line(ctx, table, o) for o in found.shown],
        facilitators=[p.name for p in ctx.people_in(table, Role.FACILITATOR)],
        coordinators=[p.name for p in ctx.people_in(table, Role.COORDINATOR)],
        calls=calls.lines(ctx, table, person.language),
    )


def _line(ctx: Context, table: Table, organisation: Organisation) -> dict[str, GroupSafe]:
    """An organisation with its people; ★ marks who speaks for it."""
    own = [s for s in ctx.seats(table) if s.organisation_id == organisation.id]
    names = [ctx.repository.get(Person, s.person_id).name + (" ★" if s.holds_vote else "") for s in own]
    return {
        "name": organisation.name,
        "people": ", ".join(names),
        "voting": organisation.voting,
        "grassroots": organisation.grassroots,
    }


def show_one(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """One organisation: its link, a colleague's link, its vote, and each of its seats."""
    go = going(table)
    organisation = changing_seats.organisation_at(ctx, table, subject)
    seats = [s for s in ctx.seats(table) if s.organisation_id == organisation.id]
    ctx.say_to_facilitator(
        person,
        "panel.one_organisation",
        table=table,
        offers=[
            [go("fresh_link", "link", organisation.id)],
            changing_seats.offers(ctx, table, organisation),
            *([seat_links.seat_offer(ctx, table, s)] for s in seats),
            last_row(table, "page_people"),
        ],
        **place(ctx, person, table),
        organisations=[_line(ctx, table, organisation)],
        sector=mapping.sector_name(ctx, organisation.sector, person.language),
    )


def show_map(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Who is needed: the map's questions, its gaps, its parts, and the picture. `subject` is the page of gaps."""
    go = going(table)
    drawn = redrawing.is_drawn(ctx, table)
    parts = redrawing.part_offers(ctx, table)
    if len(parts) > house_rules.ANSWERS_LISTED.value:
        parts = [go("change_functions", "drop_function")]
    ctx.say_to_facilitator(
        person,
        "panel.map",
        table=table,
        offers=[
            [go("open_map", "open_map")],
            *(mapping.gap_offers(ctx, table, person.language, "page_map", subject) if drawn else []),
            *([[go("check_map", "check_map")]] if drawn else []),
            *in_two_columns([*parts, go("add_function", "function")]),
            [go("picture_map", "picture", pictures.MAP)],
            last_row(table, "page_people"),
        ],
        **place(ctx, person, table),
        drawn=drawn,
        gaps=mapping.gap_lines(ctx, table, person.language),
    )
