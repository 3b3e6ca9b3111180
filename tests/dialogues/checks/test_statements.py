"""The result check against labelled statements: shares that may not sink."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dialogues.checks.measurable import Check, Part, check
from tests.dialogues.checks.labelled import Labelled, labelled

_LANGUAGES = sorted({item.language for item in labelled()})


def _share(items: list[Labelled], right: Callable[[Labelled, Check], bool]) -> tuple[float, list[str]]:
    wrong = [i.text for i in items if not right(i, check(i.text, i.language, i.as_of))]
    return 1 - len(wrong) / len(items), wrong


def _of(language: str) -> list[Labelled]:
    return [item for item in labelled() if item.language == language]


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_verdict_is_right(language: str) -> None:
    share, wrong = _share(_of(language), lambda item, found: found.overall == item.overall)
    assert share >= 0.97, wrong


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("part", list(Part))
def test_each_part_is_seen(language: str, part: Part) -> None:
    items = [item for item in _of(language) if part not in item.unsure]
    share, wrong = _share(items, lambda item, found: (found.parts[part] is not None) == (part in item.has))
    assert share >= 0.95, wrong


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_refusal_names_a_true_reason(language: str) -> None:
    items = [item for item in _of(language) if not item.overall]
    share, wrong = _share(items, lambda item, found: bool(set(found.reasons) & item.reasons))
    assert share >= 0.95, wrong


@pytest.mark.parametrize("language", _LANGUAGES)
def test_outcomes_are_told_from_the_rest(language: str) -> None:
    share, wrong = _share(
        _of(language), lambda item, found: (found.kind == "outcome") == (item.kind == "outcome")
    )
    assert share >= 0.95, wrong


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_deadline_is_the_year_said(language: str) -> None:
    items = [item for item in _of(language) if item.due and Part.DEADLINE not in item.unsure]
    share, wrong = _share(
        items, lambda item, found: found.deadline is not None and found.deadline.year == item.due
    )
    assert share >= 0.95, wrong


@pytest.mark.skipif("TABLEKEEPER_RESULT_STATEMENTS" not in os.environ, reason="names no file of statements")
def test_statements_of_a_file() -> None:
    document = json.loads(Path(os.environ["TABLEKEEPER_RESULT_STATEMENTS"]).read_text(encoding="utf-8"))
    as_of = date.fromisoformat(document["meta"]["as_of"])
    items = [item for item in document["items"] if item["score_overall"]]
    wrong = [
        item["text"]
        for item in items
        if check(item["text"], item["lang"], as_of).overall != (item["overall"] == "specific_measurable")
    ]
    assert len(wrong) <= 0.02 * len(items), wrong
