"""A whole table facilitated from a phone by taps alone: no more of them than docs/facilitating.md says.

What comes out is what the ordinary play makes of the same file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dialogues.machines import ACTIVE
from dialogues.model import Table
from dialogues.surroundings import Surroundings
from tests.acceptance.lake_alder import (
    ALL,
    KINDS,
    Json,
    ordinary_record,
    played,
    spent,
    without_messages,
    written,
)
from tests.acceptance.phone import Tally
from tests.acceptance.play_by_phone import PlayByPhone
from tests.acceptance.reach import MOST_TAPS, PAGES, taps_to_each
from tests.acceptance.test_panel import ALWAYS

# A document begins once, no stage follows the last, and a vote is taken from who has one.
EVERYWHERE = ALWAYS - {"no_vote", "stage", "start_document"}


class Looking(PlayByPhone):
    """Before each chapter every page of the panel is looked at: how far is everything there is?"""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.taps_away: dict[str, dict[str, int]] = {}
        told, self.tell = self.tell, self._looks_and_tells
        self._told: Callable[[str], None] = told

    def _looks_and_tells(self, chapter: str) -> None:
        self._told(chapter)
        with self.look() as repository:
            for table in repository.find(Table):
                if table.lifecycle in ACTIVE:
                    surroundings = Surroundings(self.hours.now(), lambda: "", "")
                    self.taps_away[chapter] = taps_to_each(repository, table, surroundings)


@pytest.fixture(scope="module")
def looking() -> tuple[Looking, Json]:
    """The play to its end, and the record."""
    play, record = played(Looking)
    assert isinstance(play, Looking)
    return play, record


@pytest.fixture
def by_phone(looking: tuple[Looking, Json]) -> tuple[Tally, Json]:
    """What the facilitator's taps came to, and the record."""
    return looking[0].phone.tally, looking[1]


def test_no_kind_of_tap_is_done_more_often_than_is_written(by_phone: tuple[Tally, Json]) -> None:
    needed, promised = spent(by_phone[0]), written()
    assert {*needed} == {*promised}
    assert promised[ALL] == sum(promised[kind] for kind in KINDS)
    assert {kind: n for kind, n in needed.items() if n > promised[kind]} == {}, "\n".join(by_phone[0].told)


def test_the_panel_is_never_asked_for_by_its_command(by_phone: tuple[Tally, Json]) -> None:
    assert by_phone[0].commands == 0


def test_wherever_the_table_stands_nothing_is_more_than_three_taps_away(
    looking: tuple[Looking, Json],
) -> None:
    seen = looking[0].taps_away
    assert len(seen) > 30, "every chapter but the first is looked at"
    far = {
        (chapter, action): taps
        for chapter, away in seen.items()
        for action, taps in away.items()
        if taps > MOST_TAPS and action not in PAGES
    }
    missing = {chapter: gone for chapter, away in seen.items() if (gone := EVERYWHERE - {*away})}
    assert (far, missing) == ({}, {})


def test_the_record_is_that_of_the_ordinary_play(by_phone: tuple[Tally, Json]) -> None:
    assert without_messages(by_phone[1]) == ordinary_record()


def test_the_record_is_what_a_checker_expects(by_phone: tuple[Tally, Json], tmp_path: Path) -> None:
    """`TABLEKEEPER_EXPECTED_RECORD` names a file of expectations, with its check_record.py beside it."""
    record = tmp_path / "record.json"
    record.write_text(json.dumps(by_phone[1]), "utf-8")
    assert by_phone[1]["table"]["cycle"] == 3
    expected = os.environ.get("TABLEKEEPER_EXPECTED_RECORD")
    if expected:
        checker = Path(expected).with_name("check_record.py")
        ran = subprocess.run(  # noqa: S603
            [sys.executable, checker, expected, record],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout
