"""The parts of a table's record on elements 2 and 5: systems, experiments, portfolio (tablekeeper.record/1)."""

from __future__ import annotations

from typing import Any

from dialogues import conditions, sorting
from dialogues.checks import portfolio as checks
from dialogues.checks import system_change
from dialogues.guards_of_experiments import card
from dialogues.model import Experiment, Table
from dialogues.repository import Repository

Json = dict[str, Any]


def systems(repository: Repository, table: Table) -> Json:
    """What S1 named and S3 sorted. Levels are judged once questions about it have closed."""
    named = sorted(conditions.named(repository, table))
    kinds = list(sorting.kinds(repository, table).values())
    share = system_change.system_share(kinds)
    return {
        "conditions_named": named,
        "missing_levels": list(system_change.missing_levels(named)),
        "system_share": None if share is None else float(share),
        "flags": list(system_change.flags(kinds, named)),
    }


def experiments(repository: Repository, table: Table) -> list[Json]:
    """Every card, also one that never started."""
    return [_experiment(e, table) for e in repository.find(Experiment, table_id=table.id)]


def _experiment(experiment: Experiment, table: Table) -> Json:
    status = checks.status_by_cycle(card(experiment), table.cycle)
    return {
        "id": f"x{experiment.id}",
        "owner": f"o{experiment.organisation_id}",
        "title": experiment.title,
        "level": experiment.level,
        "existing": experiment.existing,
        "hypothesis": experiment.hypothesis or None,
        "measure": experiment.measure or None,
        "prediction": experiment.prediction or None,
        "started_cycle": experiment.started_cycle,
        "status_by_cycle": {str(cycle): word for cycle, word in status.items()},
        "result": experiment.result or None,
        "decision": experiment.decision,
    }


def portfolio(repository: Repository, table: Table) -> list[Json]:
    """What is to be said of all experiments at the end of each cycle so far."""
    cards = [card(e) for e in repository.find(Experiment, table_id=table.id)]
    return [{"cycle": n, "flags": list(checks.flags(cards, n))} for n in range(1, table.cycle + 1)]
