"""What a table tries and what it learned, for the coordinators' page (docs/method.md 5e)."""

from __future__ import annotations

from dialogues.checks import portfolio
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.guards_of_experiments import card, today
from dialogues.model import Experiment, Table

Line = dict[str, GroupSafe]


def for_summary(ctx: Context, table: Table, cycle: int, language: str) -> dict[str, object]:
    """Running by lever box; ended in this cycle, predicted next to actual; still undecided; flags in words."""
    found = ctx.repository.find(Experiment, table_id=table.id)
    ended = [e for e in found if e.state == portfolio.CLOSED]
    earlier = [e for e in ended if e.closed_cycle != cycle and e.decision is None]
    return {
        "experiments_running": _by_lever(ctx, [e for e in found if e.state == portfolio.RUNNING], language),
        "experiments_ended": [_ended(ctx, e, language) for e in ended if e.closed_cycle == cycle],
        "experiments_undecided": [e.title for e in earlier],
        "experiments_flags": flags_in_words(ctx, table, cycle, language),
    }


def _by_lever(ctx: Context, running: list[Experiment], language: str) -> list[Line]:
    """Each box in which something runs: "box", and the titles with their organisations as one text."""
    boxes: dict[str, list[str]] = {}
    for experiment in running:
        owner = ctx.organisation_name(experiment.organisation_id)
        boxes.setdefault(experiment.level, []).append(f"{experiment.title} ({owner})")
    return [
        {"box": ctx.label(language, f"levels.{level}"), "titles": ", ".join(titles)}
        for level, titles in boxes.items()
    ]


def _ended(ctx: Context, experiment: Experiment, language: str) -> Line:
    decision = experiment.decision
    return {
        "title": experiment.title,
        "organisation": ctx.organisation_name(experiment.organisation_id),
        "predicted": experiment.prediction,
        "actual": experiment.result,
        "decision": ctx.label(language, "experiments.decision", decision=decision) if decision else None,
        "why": experiment.why,
    }


def flags_in_words(ctx: Context, table: Table, cycle: int, language: str) -> list[str]:
    """The portfolio's flags of a cycle, and what runs past its last day."""
    found = {f"x{e.id}": e for e in ctx.repository.find(Experiment, table_id=table.id)}
    cards = [card(e) for e in found.values()]
    now = today(ctx, table)
    flags = [*portfolio.flags(cards, cycle)]
    flags += [f"OVERDUE:{c.name}" for c in cards if portfolio.is_overdue(c, now)]
    said = []
    for flag in flags:
        code, _, name = flag.partition(":")
        title = found[name].title if name else ""
        said.append(ctx.label(language, f"portfolio.{code}", title=title))
    return said
