"""The levers a table works on: written by the facilitator with the table, chosen by dots (docs/method.md 2b)."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import conditions, dotting, forms, paging, phrases, reading
from dialogues.checks import system_change
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.system_change import CONDITIONS, PROGRAM, SYSTEM, Strategy
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Dot, Focus, Lever, Person, Role, Table, Values
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read

NO_BOX, SEVERAL = "no_box", "several"


def show(ctx: Context, person: Person, table: Table, number: int = 0) -> None:
    """The facilitator's page: the levers, the warnings that are for the facilitator alone, what can be done."""

    def go(name: str, subject: int = 0, **values: GroupSafe) -> list[Offer]:
        return [Offer(f"buttons.{name}", Pressing("go", (table.id, name, subject)), values)]

    found = ctx.repository.find(Lever, table_id=table.id)
    page = paging.page_of(found, number)
    offers = [go("open_system"), go("sort"), go("lever")]
    if dotting.is_open(ctx, table):
        offers.append(go("close_dots"))
    elif found:
        offers.append(go("dots"))
        offers += [go("drop_lever", lever.id, label=lever.label) for lever in page.shown]
    offers += page.turning(lambda n: Pressing("go", (table.id, "levers", n)))
    ctx.say_to(
        person,
        "levers.show",
        table=table,
        offers=[*offers, last_row(table, "experiments")],
        **place(ctx, person, table),
        rows=[_row(ctx, lever, person.language) for lever in page.shown],
        warnings=[ctx.label(person.language, f"levers.{w}") for w in _warnings(ctx, table)],
    )


def _row(ctx: Context, lever: Lever, language: str) -> dict[str, GroupSafe]:
    return {
        "label": lever.label,
        "box": box_name(ctx, lever.condition, language),
        "kind": lever.kind,
        "decider": lever.decider,
        "doer": lever.doer,
        "outlasts": lever.outlasts,
        "chosen": lever.chosen,
    }


def box_name(ctx: Context, condition: str, language: str) -> str:
    """The plain name of a box."""
    phrase = f"conditions.{condition}"
    return ctx.label(language, phrase if phrase in phrases.keys(language) else "conditions.no_box")


def _warnings(ctx: Context, table: Table) -> tuple[str, ...]:
    levers = ctx.repository.find(Lever, table_id=table.id)
    return system_change.told_to_facilitator(
        [Strategy(lever.kind, lever.organisation_id) for lever in levers],
        [o.id for o in ctx.voting_organisations(table)],
        conditions.own_changes(ctx.repository, table),
    )


def drop(ctx: Context, person: Person, table: Table, id: int) -> None:
    """Takes a lever off the list, while no dots are being placed."""
    lever = ctx.repository.get(Lever, id)
    if lever.table_id != table.id or dotting.is_open(ctx, table):
        raise Stale
    ctx.repository.remove(Dot, lever_id=lever.id)
    ctx.repository.remove(Lever, id=lever.id)
    show(ctx, person, table)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _label(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def _boxes(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return [Choice(c, f"conditions.{c}") for c in (*CONDITIONS, NO_BOX)]


def _kinds(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice(SYSTEM, "buttons.is_system"), Choice(PROGRAM, "buttons.is_program")


def _whose(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    own = [Choice(str(o.id), o.name, literal=True) for o in ctx.organisations(table)]
    return [Choice(SEVERAL, "buttons.several"), *own]


def _is_system(values: Values) -> bool:
    return values.get("kind") == SYSTEM


def _written(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """Keeps the lever; what names no condition, actor or lasting change is a program, whatever it was called."""

    def said(name: str) -> str | None:
        return (str(now.values.get(name) or "") or None) if _is_system(now.values) else None

    condition, whose = str(now.values["condition"]), str(now.values["whose"])
    kind = system_change.kind(condition, (said("decider"), said("doer")), said("outlasts"))
    lever = ctx.repository.add(
        Lever(
            table_id=table.id,
            label=str(now.values["label"]),
            condition=condition,
            kind=kind,
            organisation_id=None if whose == SEVERAL else int(whose),
            decider=said("decider"),
            doer=said("doer"),
            outlasts=said("outlasts"),
            written_at=ctx.now,
        )
    )
    if kind == PROGRAM and _is_system(now.values):
        ctx.say_to(person, "levers.still_program", table=table, label=lever.label)
    show(ctx, person, table)


LEVER = forms.register(
    Form(
        "lever",
        (
            Step("label", read=_label),
            Step("condition", read=forms.buttons_only, options=_boxes),
            Step("kind", read=forms.buttons_only, options=_kinds),
            Step("whose", read=forms.buttons_only, options=_whose),
            Step("decider", optional=True, applies=_is_system),
            Step("doer", optional=True, applies=_is_system),
            Step("outlasts", optional=True, applies=_is_system),
        ),
        _written,
        _may,
    )
)
