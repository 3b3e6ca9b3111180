"""What a table changes in the system, for the coordinators' page (docs/method.md 2e)."""

from __future__ import annotations

from dialogues import conditions, sorting
from dialogues.checks import privacy, system_change
from dialogues.checks.privacy import Named
from dialogues.checks.system_change import CONDITIONS, SYSTEM
from dialogues.context import Context
from dialogues.model import Lever, Table


def for_summary(ctx: Context, table: Table, _cycle: int, language: str) -> dict[str, object]:
    """Levers by box, what each organisation changes itself, the boxes nobody touches, the share of system."""
    levers = ctx.repository.find(Lever, table_id=table.id)
    worked_on = [lever for lever in levers if lever.chosen] or [v for v in levers if v.kind == SYSTEM]
    boxes: dict[str, list[str]] = {}
    for lever in worked_on:
        boxes.setdefault(lever.condition, []).append(lever.label)
    named = conditions.named(ctx.repository, table)
    untouched = [c for c in CONDITIONS if c not in boxes] if worked_on else []
    own: list[Named] = [
        privacy.named(a.tier, ctx.organisation_name(id), a.text, on_behalf=a.on_behalf)
        for id, a in conditions.own_changes(ctx.repository, table).items()
    ]
    return {
        "levers": [
            {"box": ctx.label(language, f"conditions.{c}"), "labels": ", ".join(labels)}
            for c, labels in boxes.items()
        ],
        "own_changes": own,
        "boxes_untouched": [ctx.label(language, f"conditions.{c}") for c in untouched],
        "levels_missing": list(system_change.missing_levels(named)),
        "system_share": system_change.system_share(list(sorting.kinds(ctx.repository, table).values())),
    }
