"""The indicator: what is counted, its baseline or the plan to get one, and a value each cycle (R3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from dialogues import (
    advice,
    amounts,
    facilitator_entries,
    forms,
    house_rules,
    indicators,
    lifecycle,
    mapping,
    reading,
    result_coach,
    translations,
    typed_days,
)
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.guards import standing_result
from dialogues.model import Focus, Indicator, IndicatorValue, Person, Role, Table, Values
from dialogues.pressing import require
from dialogues.reading import Misread, Read


def indicator(ctx: Context, table: Table) -> Indicator | None:
    """The table's headline indicator."""
    return ctx.repository.first(Indicator, table_id=table.id)


def latest(ctx: Context, table: Table, cycle: int | None = None) -> IndicatorValue | None:
    """The newest value for all people together (of one cycle), marked missing or not."""
    equals: dict[str, object] = {"table_id": table.id, "group": None}
    if cycle is not None:
        equals["cycle"] = cycle
    found = ctx.repository.find(IndicatorValue, **equals)
    return found[-1] if found else None


NUMBERS_BY = "numbers_by"


def coordinators_hold_them(ctx: Context, table: Table) -> bool:
    """Whether the coordinators of the table hold the data and may enter its numbers."""
    return facilitator_entries.text_of(ctx.repository, table, NUMBERS_BY) == Role.COORDINATOR.value


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _may_enter_value(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    """A facilitator, or a coordinator where they hold the data."""
    seat = ctx.seat_of(person, table)
    coordinates = seat is not None and Role.COORDINATOR.value in seat.roles
    if not (coordinates and coordinators_hold_them(ctx, table)):
        require(ctx, person, table, Role.FACILITATOR)


def _amount(_ctx: Context, person: Person, _table: Table, now: Focus, text: str) -> Read | Misread:
    return amounts.amount(person.language, str(now.values.get("unit") or ""), text)


def _new_amount(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
    return amounts.amount(person.language, _unit(ctx, table), text)


def _unit(ctx: Context, table: Table) -> str:
    known = indicator(ctx, table)
    return known.unit if known else ""


def _doubt(_ctx: Context, table: Table, now: Focus, value: str) -> Misread | None:
    return amounts.doubt(table.languages, str(now.values.get("unit") or ""), Decimal(value))


def _doubt_target(ctx: Context, table: Table, now: Focus, value: str) -> Misread | None:
    """A target at the baseline is hardly meant (docs/method.md 1c); to hold a level may be."""
    baseline = now.values.get("baseline") if _has_value(now.values) else None
    if baseline is not None and Decimal(value) == Decimal(str(baseline)):
        return Misread("doubt_same")
    return _doubt(ctx, table, now, value)


def _doubt_new(ctx: Context, table: Table, _now: Focus, value: str) -> Misread | None:
    return amounts.doubt(table.languages, _unit(ctx, table), Decimal(value))


def _short(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def _candidates(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    """What the table rated as worth counting."""
    labels = indicators.labels_of_latest(ctx, table)
    return tuple(Choice(f"={place}", label, literal=True) for place, label in enumerate(labels))


def _in_words(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    """A name has words: a bare number is the next question's answer."""
    worded = sum(c.isalpha() for c in text) >= house_rules.NAME_LETTERS.value
    return reading.name(text) if worded else Misread("in_words")


def _when(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
    """A day, a month, a year or a span with a year in it, in the table's time zone."""
    return typed_days.taken(text, person.language, ctx.now.astimezone(ZoneInfo(table.time_zone)).date())


def _plan_day(ctx: Context, person: Person, table: Table, now: Focus, text: str) -> Read | Misread:
    """A day within one cycle from today (docs/method.md 1c: a data plan has an owner and a day)."""
    read = mapping.read_day(ctx, person, table, now, text)
    if isinstance(read, Misread):
        return read
    last = ctx.now.astimezone(ZoneInfo(table.time_zone)).date() + timedelta(days=table.cycle_length_days)
    return read if date.fromisoformat(read.value) <= last else Misread("day_late", days=(last,))


def _units(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("%", "%", literal=True), Choice("people", "buttons.unit_people")


def _have(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return (
        Choice("yes", "buttons.have_value"),
        Choice("plan", "buttons.make_plan"),
        Choice("unknown", "buttons.not_known_yet"),
    )


def _has_value(values: Values) -> bool:
    return values.get("have") == "yes"


def _may_have_source(values: Values) -> bool:
    """Where it comes from may be known before any number is."""
    return values.get("have") in ("yes", "unknown")


def _needs_plan(values: Values) -> bool:
    return values.get("have") == "plan"


def _targets(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    """The level that the ratified sentence names, where it names one."""
    result = standing_result(ctx, table)
    if result is None:
        return ()
    as_of = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    value = result_coach.best_reading(table, result.statement, as_of).target_value
    return () if value is None else (Choice(str(value), str(value), literal=True),)


def _shown(ctx: Context, person: Person, table: Table, _now: Focus) -> dict[str, PersonValue]:
    result = standing_result(ctx, table)
    return {"statement": translations.of_result(ctx.repository, result, person.language)}


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    values = {k: str(v) for k, v in now.values.items() if v not in (None, "")}
    known = indicator(ctx, table)
    fresh = Indicator(
        id=known.id if known else 0,
        table_id=table.id,
        name=_name(ctx, table, values["name"]),
        unit=values.get("unit", ""),
        baseline=Decimal(values["baseline"]) if "baseline" in values else None,
        baseline_on=values.get("on"),
        target=Decimal(values["target"]) if "target" in values else None,
        source=values.get("source"),
        groups=values.get("groups"),
        plan_owner=values.get("plan_owner"),
        plan_due=date.fromisoformat(values["plan_due"]) if "plan_due" in values else None,
    )
    stored = ctx.repository.put(fresh) if known else ctx.repository.add(fresh)
    ctx.say_to(person, "data.entered", table=table, more=_facts(stored))
    if table.lifecycle != "draft":
        ctx.say_to_group(table, "data.shared", more=_facts(stored))
    if standing_result(ctx, table) is not None:
        lifecycle.to_mapping(ctx, table)


def _name(ctx: Context, table: Table, value: str) -> str:
    """The name that was typed, or the candidate that was tapped."""
    if value.startswith("="):
        return indicators.labels_of_latest(ctx, table)[int(value[1:])]
    return value


def _facts(stored: Indicator) -> dict[str, str | Decimal | date | None]:
    return {
        "name": stored.name,
        "unit": stored.unit,
        "baseline": stored.baseline,
        "on": stored.baseline_on,
        "source": stored.source,
        "target": stored.target,
        "plan_owner": stored.plan_owner,
        "plan_due": stored.plan_due,
    }


DATA = forms.register(
    Form(
        "data",
        (
            Step("name", read=_in_words, options=_candidates, shown=_shown),
            Step("unit", read=_short, options=_units, optional=True),
            Step("have", read=forms.buttons_only, options=_have),
            Step("baseline", read=_amount, applies=_has_value, value="number", doubt=_doubt),
            Step("on", read=_when, applies=_has_value),
            Step("source", read=_short, applies=_may_have_source, optional=True),
            Step("plan_owner", read=_short, applies=_needs_plan),
            Step("plan_due", read=_plan_day, applies=_needs_plan, value="day"),
            Step(
                "target",
                read=_amount,
                options=_targets,
                optional=True,
                value="number",
                doubt=_doubt_target,
            ),
            Step("groups", read=_short, optional=True),
        ),
        _entered,
        _may,
    )
)


# a new value in a cycle


def _value_entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    known = indicator(ctx, table)
    if known is None:
        return
    ctx.repository.add(
        IndicatorValue(
            table_id=table.id,
            indicator_id=known.id,
            cycle=table.cycle,
            value=Decimal(str(now.values["value"])),
            on=str(now.values.get("on") or "") or None,
            source=str(now.values.get("source") or "") or known.source,
            group=str(now.values.get("group") or "") or None,
            entered_at=ctx.now,
        )
    )
    ctx.say_to(
        person,
        "value.entered",
        table=table,
        offers=[[Offer("buttons.to_panel", Pressing("go", (table.id, "panel", 0)))]],
        value=Decimal(str(now.values["value"])),
        unit=known.unit,
    )
    _tell_facilitators(ctx, person, table, Decimal(str(now.values["value"])), known.unit)
    advice.nudge(ctx, table)


def _tell_facilitators(ctx: Context, person: Person, table: Table, value: Decimal, unit: str) -> None:
    """A number that a coordinator has entered."""
    seat = ctx.seat_of(person, table)
    if seat is not None and Role.FACILITATOR.value not in seat.roles:
        ctx.say_to_facilitators(table, "value.told", value=value, unit=unit)


def _source_shown(ctx: Context, _person: Person, table: Table, _now: Focus) -> dict[str, PersonValue]:
    known = indicator(ctx, table)
    return {"source": known.source if known else None}


VALUE = forms.register(
    Form(
        "value",
        (
            Step("value", read=_new_amount, value="number", doubt=_doubt_new),
            Step("on", read=_when, optional=True),
            Step("source", read=_short, optional=True, shown=_source_shown),
            Step("group", read=_short, optional=True),
        ),
        _value_entered,
        _may_enter_value,
    )
)
