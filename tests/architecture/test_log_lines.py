"""Our own log lines are `words key=value`: words alike for all lines of a kind, values with a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import logs

ROOT = Path(__file__).parents[2]
# What a person wrote, or a name that people give, stands in none of them.
NAMES_OF_WORDS = {"text", "name", "title", "words", "message", "payload", "body", "raw", "argument"}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for folder in ("bot", "storage", "dialogues"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in ("debug", "info", "warning", "error", "exception", "critical")
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id in ("_log", "log", "logger")
                ):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


CALLS = list(_calls())


def test_there_are_lines_to_look_at() -> None:
    assert len(CALLS) > 20


@pytest.mark.parametrize(("place", "call"), CALLS, ids=[place for place, _ in CALLS])
def test_a_line_has_constant_words_and_named_values(place: str, call: ast.Call) -> None:
    words = call.args[0]
    assert isinstance(words, ast.Constant), f"{place}: put values into the arguments"
    parts = [part for part in logs.PART.finditer(str(words.value)) if not part.group(2)]
    assert len(parts) == len(call.args) - 1, place
    assert all(part.group(1) for part in parts), f"{place}: write each value as key=%s"


@pytest.mark.parametrize(("place", "call"), CALLS, ids=[place for place, _ in CALLS])
def test_no_line_takes_what_people_write(place: str, call: ast.Call) -> None:
    for value in call.args[1:]:
        used = {node.attr for node in ast.walk(value) if isinstance(node, ast.Attribute)}
        used |= {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
        assert not used & NAMES_OF_WORDS, place
