"""The stage of trust: asked for one step at a time, decided by guards, lost by what happens (docs/method.md 6c).

There is no way to set a stage by hand. Every request is logged with the stage that was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import guards_of_experiments, guards_of_trust, machines
from dialogues.checks import pulse_means
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.machines import TRUST_STAGES, Moved, Outcome, Refused, Shortfall
from dialogues.model import Organisation, Person, Pulse, Round, Seat, Table
from dialogues.moves import explain, log
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale

JOINED, REPLACED, LEFT = "join_org", "replace_voting_rep", "seat_left"
BLOCKED = "block_after_three_rounds"
WITHDRAWN, ADJOURNED = "result_withdrawn", "table_adjourned"


def offer_stages(ctx: Context, person: Person, table: Table) -> None:
    """Asks the facilitator which stage to ask for."""
    here = TRUST_STAGES.index(table.trust_stage)
    offers = [
        [Offer(f"trust_stages.{stage}", Pressing("go", (table.id, "stage", place)))]
        for place, stage in enumerate(TRUST_STAGES)
        if place > here
    ]
    phrase = "trust.which_stage" if offers else "trust.nothing_further"
    offers.append(last_row(table, "page_trust"))
    ctx.say_to(
        person, phrase, table=table, offers=offers, **place(ctx, person, table), stage=table.trust_stage
    )


def next_offer(ctx: Context, person: Person, table: Table) -> list[Offer]:
    """A button that asks for the next stage; none where the last is reached."""
    ahead = TRUST_STAGES.index(table.trust_stage) + 1
    if ahead == len(TRUST_STAGES):
        return []
    ask = Pressing("go", (table.id, "stage", ahead))
    stage = ctx.label(person.language, f"trust_stages.{TRUST_STAGES[ahead]}")
    return [Offer("buttons.ask_for_stage", ask, {"stage": stage})]


def request(ctx: Context, person: Person, table: Table, seat: Seat, place: int) -> None:
    """A facilitator asks for a stage: the next one is decided by its guards, a later one is refused."""
    if place >= len(TRUST_STAGES):
        raise Stale
    wanted, here = TRUST_STAGES[place], TRUST_STAGES.index(table.trust_stage)
    if place <= here:
        raise Stale
    if place > here + 1:
        rules = ["skip_stage"]
        if (table.trust_stage, wanted) == ("forming", "performing"):
            rules.append("form_perform_paradox")
        outcome: Outcome = Refused(table.trust_stage, tuple(Shortfall(rule) for rule in rules))
        log(ctx, table, "trust", table.id, "advance", seat, outcome, asked=wanted)
    else:
        table, outcome = move_trust(ctx, table, "advance", seat, asked=wanted)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "trust.reached", stage=table.trust_stage)
    explain(ctx, person, table, outcome)


def move_trust(
    ctx: Context,
    table: Table,
    trigger: str,
    seat: Seat | None,
    *,
    asked: str | None = None,
    why: Sequence[str] = (),
) -> tuple[Table, Outcome]:
    """Asks the trust machine; gives the table as it is now, and how it went."""
    table = ctx.repository.get(Table, table.id)
    outcome = machines.fire("trust", trigger, table.trust_stage, guards_of_trust.of_trust(ctx, table))
    if isinstance(outcome, Refused):
        outcome = _once(outcome)
    log(ctx, table, "trust", table.id, trigger, seat, outcome, asked=asked, why=why)
    if isinstance(outcome, Moved) and outcome.target != table.trust_stage:
        table = ctx.repository.put(replace(table, trust_stage=outcome.target))
    return table, outcome


def _once(refused: Refused) -> Refused:
    """Each rule once: what reads the same must not tell how many reasons it stands for."""
    by_rule = {s.rule: s for s in refused.shortfalls}
    return Refused(refused.source, tuple(by_rule.values()))


def seat_changed(
    ctx: Context, table: Table, organisation: Organisation, how: str, *, tell: bool = True
) -> bool:
    """An organisation's seat with a vote was taken, handed on or left: the table forms anew.

    Gives whether its stage fell by it. `tell`: the group hears of that here.

    Before the introductions were first opened people are still sitting down for the first time.
    """
    if ctx.repository.count(Round, table_id=table.id, topic="introductions") == 0:
        return False
    before = ctx.repository.get(Table, table.id).trust_stage
    table, outcome = move_trust(ctx, table, "membership_changed", None, why=(how,))
    fell = isinstance(outcome, Moved) and before != table.trust_stage
    if fell and tell:
        ctx.say_to_group(table, "trust.forms_again", organisation=organisation.name)
    return fell


def pulse_closed(ctx: Context, table: Table, pulse: Pulse) -> None:
    """A drop at the close of a pulse sends the table back; why is named only where it may be shown."""
    table = ctx.repository.get(Table, table.id)
    why = guards_of_trust.drops(ctx, table)
    if not why or "trust_dropped" not in machines.triggers("trust", table.trust_stage):
        return
    pulses = ctx.repository.find(Pulse, table_id=table.id)
    hidden = pulse.suppressed or (pulse_means.OVERALL_DROP in why and pulses[-2].suppressed)
    _fall(ctx, table, "trust_dropped", (guards_of_trust.PULSE_CONDITIONS,) if hidden else why)


def vote_parked(ctx: Context, table: Table) -> None:
    """A block that outlasted the rounds of a vote of high stakes: the table speaks about its differences again."""
    table = ctx.repository.get(Table, table.id)
    if "serious_block" not in machines.triggers("trust", table.trust_stage):
        return
    if guards_of_trust.of_trust(ctx, table)("block_outlasted_rounds") is None:
        _fall(ctx, table, "serious_block", (BLOCKED,))


def work_may_have_lapsed(ctx: Context, table: Table) -> None:
    """A performing table that tried nothing for a cycle, or owes its document's review, is norming again."""
    table = ctx.repository.get(Table, table.id)
    if "work_lapsed" not in machines.triggers("trust", table.trust_stage):
        return
    if why := guards_of_experiments.lapses(ctx, table):
        _fall(ctx, table, "work_lapsed", why)


def result_withdrawn(ctx: Context, table: Table) -> None:
    """The result was taken back and none has taken its place: the table finds its common aim anew."""
    table = ctx.repository.get(Table, table.id)
    if "result_withdrawn" in machines.triggers("trust", table.trust_stage):
        _fall(ctx, table, "result_withdrawn", (WITHDRAWN,))


def _fall(ctx: Context, table: Table, trigger: str, why: Sequence[str]) -> None:
    table, outcome = move_trust(ctx, table, trigger, None, why=why)
    if isinstance(outcome, Moved):
        ctx.say_to_group(
            table,
            "trust.fell",
            stage=table.trust_stage,
            reasons=[ctx.label(table.languages[0], f"trust_reasons.{rule}") for rule in why],
        )
