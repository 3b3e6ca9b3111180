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
from dialogues.model import Pulse, Round, Seat, Table


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


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many took part in a pulse: a pass is an answer, so that nothing tells who passed on what."""

    people: int
    organisations: int


def take(ctx: Context, table: Table, round_: Round) -> Pulse:
    """Counts what was answered, keeps the means and tells what follows."""
    replies = _replies(ctx, table, round_)
    means = pulse_means.count([*replies.values()])
    pulse = _pulse(ctx, table, round_, means)
    pulse = ctx.repository.add(
        replace(pulse, suppressed=means.suppressed or _tells_few_apart(ctx, table, replies))
    )
    if _is_false_harmony(ctx, table, pulse):
        pulse = ctx.repository.put(replace(pulse, false_harmony=True))
        ctx.say_to_facilitators(table, "pulse.told_false_harmony")
    _show(ctx, table, pulse, _turnout(ctx, table, round_))
    advancing.pulse_closed(ctx, table, pulse)
    return pulse


def _tells_few_apart(ctx: Context, table: Table, replies: Mapping[int, Reply]) -> bool:
    """Whether the means beside those of the pulse before it in this cycle would tell what a few have changed.

    Between two cycles so much goes by that nobody can know who has changed; within one, somebody may.
    """
    return any(
        _beside(ctx, table, earlier, replies)
        for earlier in ctx.repository.find(Pulse, table_id=table.id, cycle=table.cycle)
        if shown(earlier)
    )


def _beside(ctx: Context, table: Table, earlier: Pulse, replies: Mapping[int, Reply]) -> bool:
    """Whether the marks of one to four people make the difference to this earlier pulse.

    What was answered then may be gone, by a deletion or because somebody is forgotten; its means were seen.
    """
    before = _replies(ctx, table, ctx.repository.get(Round, earlier.round_id), gone_too=True)
    counted = pulse_means.count([*before.values()])
    gone = (counted.respondents, dict(counted.items)) != (
        earlier.respondents,
        dict(guards_of_trust.items(earlier)),
    )
    changed = [seat for seat in {*before, *replies} if _rated(before.get(seat)) != _rated(replies.get(seat))]
    return (gone or bool(changed)) and len(changed) < house_rules.PULSE_MINIMUM_PEOPLE.value


def _rated(reply: Reply | None) -> dict[str, str]:
    choices = {} if reply is None else reply.choices
    return {name: choices[name] for name in pulse_means.STATEMENTS if name in choices}


def _replies(ctx: Context, table: Table, round_: Round, *, gone_too: bool = False) -> dict[int, Reply]:
    """One reply a seat, passes left out; whoever has left the table is not counted."""
    collection = collecting.of_round(ctx, round_)
    organisations = {o.id: o for o in ctx.organisations(table)}
    found = {}
    seats = ctx.repository.find(Seat, table_id=table.id) if gone_too else ctx.seats(table)
    for seat in seats:
        organisation = organisations.get(seat.organisation_id or 0)
        said = collecting.answers_of(ctx, collection, seat)
        choices = {a.prompt: a.choice for a in said.values() if not a.passed and a.choice is not None}
        if organisation is not None and choices:
            found[seat.id] = Reply(organisation.id, organisation.grassroots, organisation.voting, choices)
    return found


def _turnout(ctx: Context, table: Table, round_: Round) -> Turnout:
    """The seats that answered anything, and the voting organisations they speak for."""
    collection, organisations = collecting.of_round(ctx, round_), ctx.organisations(table)
    sides = {o.id for o in organisations}
    answered = [
        seat.organisation_id
        for seat in ctx.seats(table)
        if seat.organisation_id in sides and collecting.answers_of(ctx, collection, seat)
    ]
    return Turnout(len(answered), len({o.id for o in organisations if o.voting and o.id in answered}))


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
        equal_leverage=means.equal_leverage,
        differing=means.differing,
    )


def _is_false_harmony(ctx: Context, table: Table, pulse: Pulse) -> bool:
    seen = shown(pulse)
    high = seen is not None and seen.overall >= house_rules.FALSE_HARMONY.value
    return high and not guards_of_trust.ever_differed(ctx, table)


def _show(ctx: Context, table: Table, pulse: Pulse, turnout: Turnout) -> None:
    seen, language = shown(pulse), table.languages[0]
    lines: list[dict[str, GroupSafe]] = [
        {"item": ctx.label(language, f"pulse_items.{name}"), "mean": mean}
        for name, mean in (seen.items.items() if seen else ())
    ]
    ctx.say_to_group(
        table,
        "pulse.revealed",
        cycle=pulse.cycle,
        people=turnout.people,
        organisations=turnout.organisations,
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
