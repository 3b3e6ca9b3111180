"""The charts of the machines: guards that are there and used, ways out of every state, tests of each."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

import dialogues
from dialogues import guards, guards_of_experiments, guards_of_trust, machines
from dialogues.machines import CHARTS, Chart, Holds
from tests.dialogues.stand import Stand
from tests.dialogues.walking import Walk

FINAL = {
    "table": ("adjourned",),
    "round": machines.ROUND_FINAL,
    "reflection": machines.REFLECTION_FINAL,
    "trust": ("adjourning",),
    "experiment": ("closed",),
}
NEVER_AGAIN = {"draft"}  # a table is set up once
charts = pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda c: c.name)


def implemented(stand: Stand) -> dict[str, set[str]]:
    """The names of the guards of each machine that have a meaning."""
    stand.in_round("collecting")
    stand.in_reflection("preparing")
    stand.in_experiment("drafted")
    holders: dict[str, Holds] = {
        "table": guards.of_table(stand.ctx, stand.table),
        "round": guards.of_round(stand.ctx, stand.table, stand.round),
        "reflection": guards.of_reflection(stand.ctx, stand.table, stand.reflection),
        "trust": guards_of_trust.of_trust(stand.ctx, stand.table),
        "experiment": guards_of_experiments.of_experiment(stand.ctx, stand.table, stand.experiment),
    }
    return {name: _known(holds) for name, holds in holders.items()}


def _known(holds: Holds) -> set[str]:
    (by_name,) = inspect.getclosurevars(holds).nonlocals.values()
    return set(by_name)


def test_every_guard_on_a_chart_has_a_meaning_and_no_meaning_is_unused(stand: Stand) -> None:
    named = {name: {g for a in chart.arrows for g in a.guards} for name, chart in CHARTS.items()}
    assert implemented(stand) == named


@charts
def test_every_machine_is_walked_arrow_by_arrow(chart: Chart) -> None:
    importlib.import_module(f"tests.dialogues.test_{chart.name}_machine")
    assert [walk.chart for walk in Walk.__subclasses__() if walk.chart.name == chart.name] == [chart]


def reached(chart: Chart, state: str) -> set[str]:
    """The states to which a way leads from this one."""
    found: set[str] = set()
    while more := {a.target for a in chart.arrows if (found | {state}) & set(a.sources)} - found:
        found |= more
    return found


@charts
def test_an_end_can_be_reached_from_every_state(chart: Chart) -> None:
    for state in set(chart.states) - set(FINAL[chart.name]):
        assert reached(chart, state) & set(FINAL[chart.name]), state


@pytest.mark.parametrize("name", ["table", "trust"])
def test_a_table_can_come_back_to_everything(name: str) -> None:
    for state in set(CHARTS[name].states) - set(FINAL[name]):
        assert reached(CHARTS[name], state) >= set(CHARTS[name].states) - NEVER_AGAIN, state


@charts
def test_only_what_is_final_has_no_arrow_out(chart: Chart) -> None:
    assert set(FINAL[chart.name]) <= set(chart.states)
    for state in chart.states:
        assert machines.triggers(chart.name, state) or state in FINAL[chart.name], state


@charts
def test_arrows_start_and_end_at_states_of_the_chart_and_none_is_drawn_twice(chart: Chart) -> None:
    drawn = [(a.trigger, source, a.target) for a in chart.arrows for source in a.sources]
    assert {state for _, *ends in drawn for state in ends} <= set(chart.states)
    assert len(drawn) == len(set(drawn))


@charts
def test_where_a_trigger_leads_several_ways_none_but_the_last_is_unguarded(chart: Chart) -> None:
    for state in chart.states:
        for trigger in machines.triggers(chart.name, state):
            arrows = [a for a in chart.arrows if a.trigger == trigger and state in a.sources]
            assert all(a.guards for a in arrows[:-1]), (state, trigger)


NOT_ASKED_YET: set[str] = set()  # the list only shrinks


def test_every_trigger_is_asked_for_somewhere() -> None:
    code = [p for p in Path(dialogues.__path__[0]).rglob("*.py") if p.name != "machines.py"]
    words = {word for path in code for word in re.findall(r'"([a-z_]+)"', path.read_text("utf-8"))}
    assert {a.trigger for chart in CHARTS.values() for a in chart.arrows} - words <= NOT_ASKED_YET
