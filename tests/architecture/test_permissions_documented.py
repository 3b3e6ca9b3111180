"""Every button, facilitators' action and command has its row; docs/permissions.md shows the rows as they are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from dialogues import actions, commands, conversation
from dialogues.machines import CHARTS
from dialogues.model import Experiment, Reflection, Round
from dialogues.permissions import ACTIONS, ANY, COMMANDS, NOT_ENDED, PRESSES, UNPAUSED, Permission

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
HEAD = """# Who may do what

Generated from `dialogues/permissions.py` by `uv run pytest tests/architecture --update`; do not edit.
It is asked at the moment of the press by `dialogues/gate.py`, whatever was drawn before; a press that may not
be is answered kindly and changes nothing. A role is held at one table: a facilitator of one table is a
stranger at every other. What a machine's guards want beyond this stands in [state machines](state_machines.md).
"""
LIFECYCLES = {ANY: "any", NOT_ENDED: "not ended", UNPAUSED: "neither paused nor ended"}


def _row(name: str, row: Permission) -> str:
    tables = LIFECYCLES.get(row.tables) or "open"
    about = "" if row.about is None else row.about.__name__.lower()
    states = f": {', '.join(row.states)}" if row.states else ""
    maybe = ", or none" if row.optional else ""
    return f"| `{name}` | {row.who.value} | {row.where.value} | {tables} | {about}{states}{maybe} |"


def _section(title: str, rows: dict[str, Permission]) -> Iterable[str]:
    yield f"\n## {title}\n"
    yield "| what | who | chat | the table is | about |"
    yield "|---|---|---|---|---|"
    yield from (_row(name, row) for name, row in rows.items())


def page() -> str:
    """The whole page as it should stand."""
    lines = [
        HEAD,
        *_section("Buttons", PRESSES),
        *_section("Actions of the panel and of nudges", ACTIONS),
        *_section("Commands", COMMANDS),
        "\n`/"
        + "`, `/".join(commands.FACILITATORS)
        + "` do nothing themselves: they show the panel, where the",
        "button stands for those who may press it.",
    ]
    return "\n".join(lines) + "\n"


def test_the_page_shows_the_rows_as_they_are(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), "run: uv run pytest tests/architecture --update"


def test_nothing_can_be_pressed_or_sent_without_a_row() -> None:
    """Who adds a button, an action or a command says in dialogues/permissions.py who may."""
    assert set(conversation.PRESSES) == {*PRESSES, "go"}
    assert {*actions.ACTIONS, "panel"} == set(ACTIONS)
    assert {*commands.PRIVATE, *commands.GROUP} <= set(COMMANDS)


def test_the_states_of_a_row_are_states_of_its_machine() -> None:
    charts = {Round: "round", Reflection: "reflection", Experiment: "experiment"}
    for name, row in {**PRESSES, **ACTIONS}.items():
        assert set(row.tables) <= set(CHARTS["table"].states), name
        if row.states:
            assert row.about in charts, name
            assert set(row.states) <= set(CHARTS[charts[row.about]].states), name
