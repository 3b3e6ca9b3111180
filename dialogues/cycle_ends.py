"""What stands at the end of a cycle, and the flags that follow from it (docs/method.md 1c, 4c, 6c)."""

from __future__ import annotations

from dataclasses import replace

from dialogues import house_rules
from dialogues.context import Context
from dialogues.model import Cycle, Person, Pulse, Result, Role, Round, Table
from dialogues.repository import Repository

FALSE_HARMONY, STALL_INDICATOR, STALL_STRUCTURE = (
    "FALSE_HARMONY_RISK",
    "STALL_INDICATOR",
    "STALL_STRUCTURE",
)
FLAGS = (FALSE_HARMONY, STALL_INDICATOR, STALL_STRUCTURE)


def row(repository: Repository, table: Table, number: int) -> Cycle:
    """The cycle as it is stored; one that opened before cycles were stored is made up from the table.

    Raises LookupError for a cycle of a table that never opened.
    """
    known = repository.first(Cycle, table_id=table.id, number=number)
    if known is not None:
        return known
    opened = table.cycle_opened_at or table.opened_at
    if opened is None:
        raise LookupError(f"table {table.id} has no cycle {number}: ask only for cycles that have opened")
    return Cycle(table_id=table.id, number=number, opened_at=opened)


def standing(repository: Repository, table: Table, cycle: Cycle) -> Cycle:
    """The cycle with what stood at its end; of a cycle that runs, with what stands now."""
    if cycle.ended_at is not None:
        return cycle
    return replace(
        cycle,
        trust_stage=table.trust_stage,
        lifecycle=table.lifecycle,
        result_ratified=repository.count(Result, table_id=table.id, withdrawn=False) > 0,
        document_ratified=repository.count(Round, table_id=table.id, topic="document", state="ratified") > 0,
    )


def keep(ctx: Context, table: Table) -> Cycle:
    """Stores what stands now as what stood at the end of the running cycle."""
    cycle = row(ctx.repository, table, table.cycle)
    ended = replace(standing(ctx.repository, table, cycle), ended_at=ctx.now)
    return ctx.repository.put(ended) if ended.id else ctx.repository.add(ended)


def flags(repository: Repository, table: Table, cycle: Cycle) -> list[str]:
    """The flags of a cycle: too much harmony in its pulse, no result from cycle 2, no document from cycle 3."""
    stood = standing(repository, table, cycle)
    found = {
        FALSE_HARMONY: repository.count(Pulse, table_id=table.id, cycle=cycle.number, false_harmony=True) > 0,
        STALL_INDICATOR: cycle.number >= house_rules.STALL_INDICATOR_CYCLE.value
        and not stood.result_ratified,
        STALL_STRUCTURE: cycle.number >= house_rules.STALL_STRUCTURE_CYCLE.value
        and not stood.document_ratified,
    }
    return [flag for flag in FLAGS if found[flag]]


def tell(ctx: Context, table: Table, cycle: Cycle) -> None:
    """Tells the facilitators and the coordinators, in private, which flags stand at the end of a cycle."""
    found = flags(ctx.repository, table, cycle)
    if not found:
        return
    told: dict[int, Person] = {}
    for role in (Role.FACILITATOR, Role.COORDINATOR):
        told |= {person.id: person for person in ctx.people_in(table, role)}
    for person in told.values():
        lines = [ctx.label(person.language, f"cycle_flags.{flag}") for flag in found]
        ctx.say_to(person, "cycles.told_flags", table=table, cycle=cycle.number, lines=lines)


def for_summary(ctx: Context, table: Table, cycle: int, language: str) -> dict[str, object]:
    """`cycle_flags`: the flags of the cycle as plain lines."""
    if cycle == 0:
        return {"cycle_flags": []}
    found = flags(ctx.repository, table, row(ctx.repository, table, cycle))
    return {"cycle_flags": [ctx.label(language, f"cycle_flags.{flag}") for flag in found]}
