"""Sorting the organisations' own strategies into system and program with the table (S3, docs/method.md 2b)."""

from __future__ import annotations

from collections.abc import Mapping

from dialogues import conditions, paging
from dialogues.checks import privacy, system_change
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.system_change import PROGRAM, SYSTEM
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Organisation, Person, Sorting, Table
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale
from dialogues.repository import Repository


def offer(table: Table) -> list[list[Offer]]:
    """The facilitator's button that shows what is to be sorted."""
    return [[Offer("buttons.sort", Pressing("go", (table.id, "sort", 0)))]]


def kinds(repository: Repository, table: Table) -> Mapping[int, str]:
    """Organisation → "system" or "program", of those that are sorted."""
    return {s.organisation_id: s.kind for s in repository.find(Sorting, table_id=table.id)}


def _to_sort(ctx: Context, table: Table) -> list[Organisation]:
    """Who said what it would do differently; when nobody has yet, every organisation."""
    wanted = {*conditions.own_changes(ctx.repository, table), *kinds(ctx.repository, table)}
    return [o for o in ctx.organisations(table) if o.id in wanted or not wanted]


def show(ctx: Context, person: Person, table: Table, number: int = 0) -> None:
    """Every strategy with two buttons, a page of them at a time, and how much of it is about the system."""
    said, sorted_ = conditions.own_changes(ctx.repository, table), kinds(ctx.repository, table)
    rows: list[dict[str, GroupSafe]] = []
    offers: list[list[Offer]] = []
    page = paging.page_of(_to_sort(ctx, table), number)
    for organisation in page.shown:
        answer, kind = said.get(organisation.id), sorted_.get(organisation.id)
        entered = answer is not None and answer.on_behalf
        said_ = answer and privacy.named(answer.tier, organisation.name, answer.text, on_behalf=entered)
        strategy = said_.text if said_ else None
        rows.append(
            {"organisation": organisation.name, "strategy": strategy, "on_behalf": entered, "kind": kind}
        )
        offers.append([_button(table, organisation, way, kind) for way in (SYSTEM, PROGRAM)])
    offers += page.turning(lambda n: Pressing("go", (table.id, "sort", n)))
    offers.append([Offer("buttons.share_sorting", Pressing("go", (table.id, "share_sorting", 0)))])
    share = system_change.system_share(list(sorted_.values()))
    offers.append(last_row(table, "levers"))
    ctx.say_to(
        person,
        "sorting.show",
        table=table,
        offers=offers,
        **place(ctx, person, table),
        rows=rows,
        share=share,
    )


def _button(table: Table, organisation: Organisation, way: str, kind: str | None) -> Offer:
    action = "sort_system" if way == SYSTEM else "sort_program"
    return Offer(
        f"buttons.as_{way}",
        Pressing("go", (table.id, action, organisation.id)),
        {"organisation": organisation.name, "on": kind == way},
    )


def sort(ctx: Context, person: Person, table: Table, organisation_id: int, kind: str) -> None:
    """Sorts one organisation's strategy; the same press again takes it back."""
    organisation = ctx.repository.get(Organisation, organisation_id)
    if organisation.table_id != table.id:
        raise Stale
    before = ctx.repository.first(Sorting, table_id=table.id, organisation_id=organisation.id)
    if before is not None:
        ctx.repository.remove(Sorting, id=before.id)
    if before is None or before.kind != kind:
        ctx.repository.add(
            Sorting(table_id=table.id, organisation_id=organisation.id, kind=kind, sorted_at=ctx.now)
        )
    places = [o.id for o in _to_sort(ctx, table)]
    show(ctx, person, table, paging.holding(places, organisation.id))


def share_with_table(ctx: Context, person: Person, table: Table) -> None:
    """Shows the group how its strategies were sorted; says when most of them are programs."""
    sorted_ = kinds(ctx.repository, table)
    if not sorted_:
        ctx.answer_press(person.language, "toasts.nothing_sorted")
        return
    found = system_change.flags(list(sorted_.values()), ())
    ctx.say_to_group(
        table,
        "sorting.shared",
        system=[ctx.organisation_name(id) for id, kind in sorted_.items() if kind == SYSTEM],
        program=[ctx.organisation_name(id) for id, kind in sorted_.items() if kind == PROGRAM],
        share=system_change.system_share(list(sorted_.values())),
        heavy=system_change.PROGRAM_HEAVY in found,
    )
    ctx.answer_press(person.language, "toasts.shared")
