"""docs/state_machines.md is generated from the machines; it fails here when the two differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues import machines

PAGE = Path(__file__).parents[2] / "docs" / "state_machines.md"
HEAD = """# The state machines

Generated from `dialogues/machines.py` by `uv run pytest tests/architecture --update`; do not edit.
States change only through these triggers; there is no way to set a state by hand. What each guard
(in brackets) means stands in `dialogues/guards.py`, its threshold in `dialogues/house_rules.py`.
A refused trigger names every guard that does not hold, and every request is logged.

"""
WHAT = {
    "table": "## Table\n\nWhat has been agreed. Lives as long as the table.",
    "round": "## Round\n\nOne pass of a topic: collect, synthesize, propose, clarify, vote, ratify.",
    "reflection": "## Reflection\n\nThe close of a cycle.",
    "trust": "## Trust\n\nHow the group is. Lives as long as the table, beside it.",
    "experiment": "## Experiment\n\nOne thing a table tries: registered or started, then closed.",
}


def page() -> str:
    """The whole page as it should stand."""
    parts = [f"{WHAT[name]}\n\n```mermaid\n{machines.diagram(name)}```\n" for name in machines.CHARTS]
    return HEAD + "\n".join(parts)


def test_the_page_shows_the_machines_as_they_are(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), "run: uv run pytest tests/architecture --update"


@pytest.mark.parametrize("name", machines.CHARTS)
def test_every_state_can_be_reached_and_left(name: str) -> None:
    chart = machines.CHARTS[name]
    reached = {chart.states[0]}
    while more := {a.target for a in chart.arrows if reached & set(a.sources)} - reached:
        reached |= more
    assert reached == set(chart.states)
    final = {"adjourned", "adjourning", "closed", *machines.ROUND_FINAL, *machines.REFLECTION_FINAL}
    assert {s for s in chart.states if not machines.triggers(name, s)} <= final
