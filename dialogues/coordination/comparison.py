"""A cycle beside the one before, for its coordinators: only what their summaries tell (docs/method.md 8)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dialogues import cycle_ends, data, discussion, problem_solving_story, pulse
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.problem_solving import STAGES
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Experiment, Role, Table
from dialogues.pressing import Press, Stale, require

Line = dict[str, GroupSafe]


def offer(table: Table, cycle: int) -> list[list[Offer]]:
    """The button, once there is a cycle before this one."""
    if cycle <= 1:
        return []
    return [[Offer("buttons.compare_cycles", Pressing("compare_cycles", (table.id, cycle)))]]


def show(ctx: Context, press: Press) -> None:
    """A cycle and the one before it: table, cycle."""
    table, cycle = ctx.repository.get(Table, press.number(0)), press.number(1)
    require(ctx, press.person, table, Role.COORDINATOR)
    if not 1 < cycle <= table.cycle:
        raise Stale
    language = press.person.language
    ctx.say_to(
        press.person,
        "coordination.compared",
        table=table,
        offers=offer(table, cycle - 1),
        key=f"compared:{press.person.id}:{table.id}",
        anew=True,
        cycle=cycle,
        rows=_rows(ctx, table, cycle, language),
        trust_before=_trust(ctx, table, cycle - 1),
        trust_now=_trust(ctx, table, cycle),
    )


def _rows(ctx: Context, table: Table, cycle: int, language: str) -> list[Line]:
    """Each number as `what`, `before` and `now`; None where there is none to tell."""
    indicator = data.indicator(ctx, table)
    before, now = cycle - 1, cycle

    def row(what: str, of: Callable[[int], GroupSafe]) -> Line:
        return {"what": what, "before": of(before), "now": of(now)}

    def label(phrase: str) -> str:
        return ctx.label(language, phrase)

    counted = f"{indicator.name} ({indicator.unit})" if indicator and indicator.unit else None
    return [
        *([row(counted or indicator.name, lambda n: _number(ctx, table, n))] if indicator else []),
        *(
            row(ctx.label(language, f"stages.{stage}"), partial(_score, ctx, table, stage))
            for stage in STAGES
        ),
        row(label("coordination_rows.pulse"), lambda n: _pulse(ctx, table, n)),
        row(label("coordination_rows.answered"), lambda n: _answered(ctx, table, n)),
        row(label("coordination_rows.started"), lambda n: _experiments(ctx, table, "started_cycle", n)),
        row(label("coordination_rows.ended"), lambda n: _experiments(ctx, table, "closed_cycle", n)),
    ]


def _number(ctx: Context, table: Table, cycle: int) -> GroupSafe:
    latest = data.latest(ctx, table, cycle)
    return latest.value if latest else None


def _score(ctx: Context, table: Table, stage: str, cycle: int) -> GroupSafe:
    """By what is in evidence; None in a cycle that nobody has looked back on."""
    looked = problem_solving_story.of_cycle(ctx.repository, table, cycle)
    return looked.scores[stage] if looked.reflection else None


def _trust(ctx: Context, table: Table, cycle: int) -> str | None:
    """The stage of trust at the end of a cycle, or now in the one that runs."""
    of_cycle = cycle_ends.row(ctx.repository, table, cycle)
    return cycle_ends.standing(ctx.repository, table, of_cycle).trust_stage


def _pulse(ctx: Context, table: Table, cycle: int) -> GroupSafe:
    """The mean, where enough people answered; nobody can be singled out by comparing."""
    taken, _ = pulse.for_cycle(ctx, table, cycle)
    seen = pulse.shown(taken) if taken else None
    return seen.overall if seen else None


def _answered(ctx: Context, table: Table, cycle: int) -> GroupSafe:
    voting = {o.id for o in ctx.voting_organisations(table)}
    return len({a.organisation_id for a in discussion.open_answers(ctx.repository, table, cycle)} & voting)


def _experiments(ctx: Context, table: Table, field: str, cycle: int) -> GroupSafe:
    return ctx.repository.count(Experiment, **{"table_id": table.id, field: cycle})
