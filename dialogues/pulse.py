"""Closes a pulse: counts it, keeps the means, shows the group what may be shown (docs/method.md 0 and 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from dialogues import advancing, collecting, guards_of_trust, house_rules
from dialogues.checks import pulse_means
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.pulse_means import Means, Reply
from dialogues.context import Context
from dialogues.model import Pulse, Round, Table


@dataclass(frozen=True, slots=True)
class Shown:
    """What people may see of a pulse: the overall mean and the eight, never by group."""

    overall: Decimal
    items: Mapping[str, Decimal]


def shown(pulse: Pulse) -> Shown | None:
    """The means of a pulse with enough answers, else None."""
    items = {name: value for name, value in guards_of_trust.items(pulse).items() if value is not None}
    if pulse.suppressed or pulse.overall is None or len(items) < len(pulse_means.STATEMENTS):
        return None
    return Shown(pulse.overall, items)


def take(ctx: Context, table: Table, round_: Round) -> Pulse:
    """Counts what was answered, keeps the means and tells what follows."""
    means = pulse_means.count(_replies(ctx, table, round_))
    pulse = ctx.repository.add(_pulse(ctx, table, round_, means))
    if _is_false_harmony(ctx, table, pulse):
        pulse = ctx.repository.put(replace(pulse, false_harmony=True))
        ctx.say_to_facilitators(table, "pulse.told_false_harmony")
    _show(ctx, table, pulse)
    advancing.pulse_closed(ctx, table, pulse)
    return pulse


def _replies(ctx: Context, table: Table, round_: Round) -> list[Reply]:
    """One reply a person, passes left out; whoever has left the table is not counted."""
    collection = collecting.of_round(ctx, round_)
    organisations = {o.id: o for o in ctx.organisations(table)}
    found = []
    for seat in ctx.seats(table):
        organisation = organisations.get(seat.organisation_id or 0)
        said = collecting.answers_of(ctx, collection, seat)
        choices = {a.prompt: a.choice for a in said.values() if not a.passed and a.choice is not None}
        if organisation is not None and choices:
            found.append(Reply(organisation.id, organisation.grassroots, organisation.voting, choices))
    return found


def _pulse(ctx: Context, table: Table, round_: Round, means: Means) -> Pulse:
    return Pulse(
        table_id=table.id,
        round_id=round_.id,
        cycle=table.cycle,
        closed_at=ctx.now,
        formings=guards_of_trust.formings(ctx, table),
        respondents=means.respondents,
        organisations=means.organisations,
        asked=len(ctx.voting_organisations(table)),
        suppressed=means.suppressed,
        overall=means.overall,
        t1=means.items["T1"],
        t2=means.items["T2"],
        t3=means.items["T3"],
        t4=means.items["T4"],
        t5=means.items["T5"],
        t6=means.items["T6"],
        t7=means.items["T7"],
        t8=means.items["T8"],
        grassroots_t7=means.grassroots_t7,
        others_t7=means.others_t7,
        differing=means.differing,
    )


def _is_false_harmony(ctx: Context, table: Table, pulse: Pulse) -> bool:
    seen = shown(pulse)
    high = seen is not None and seen.overall >= house_rules.FALSE_HARMONY.value
    return high and not guards_of_trust.ever_differed(ctx, table)


def _show(ctx: Context, table: Table, pulse: Pulse) -> None:
    seen, language = shown(pulse), table.languages[0]
    lines: list[dict[str, GroupSafe]] = [
        {"item": ctx.label(language, f"pulse_items.{name}"), "mean": mean}
        for name, mean in (seen.items.items() if seen else ())
    ]
    ctx.say_to_group(
        table,
        "pulse.revealed",
        cycle=pulse.cycle,
        respondents=pulse.respondents,
        organisations=pulse.organisations,
        asked=pulse.asked,
        overall=seen.overall if seen else None,
        lines=lines,
        minimum=house_rules.PULSE_MINIMUM_PEOPLE.value,
    )


def for_cycle(ctx: Context, table: Table, cycle: int) -> tuple[Pulse | None, Pulse | None]:
    """The last pulse of a cycle, and the one of an earlier cycle that it is compared with."""
    found = ctx.repository.find(Pulse, table_id=table.id)
    of_cycle = [p for p in found if p.cycle == cycle]
    earlier = [p for p in found if p.cycle < cycle]
    return (of_cycle[-1] if of_cycle else None), (earlier[-1] if earlier else None)
