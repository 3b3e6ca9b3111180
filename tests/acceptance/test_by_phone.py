"""A whole table facilitated from a phone by taps alone: no more of them than docs/facilitating.md says.

What comes out is what the ordinary play makes of the same file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture(scope="module")
def by_phone() -> tuple[Tally, Json]:
    """What the facilitator's taps came to, and the record."""
    play, record = played(PlayByPhone)
    assert isinstance(play, PlayByPhone)
    return play.phone.tally, record


def test_no_kind_of_tap_is_done_more_often_than_is_written(by_phone: tuple[Tally, Json]) -> None:
    needed, promised = spent(by_phone[0]), written()
    assert {*needed} == {*promised}
    assert promised[ALL] == sum(promised[kind] for kind in KINDS)
    assert {kind: n for kind, n in needed.items() if n > promised[kind]} == {}, "\n".join(by_phone[0].told)


def test_the_panel_is_never_asked_for_by_its_command(by_phone: tuple[Tally, Json]) -> None:
    assert by_phone[0].commands == 0


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
