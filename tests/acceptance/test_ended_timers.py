"""A timer that is still there although its round has ended says and does nothing."""

from __future__ import annotations

import pytest

from dialogues.due import KINDS
from dialogues.model import Round, Table, Timer
from tests.acceptance.acts import stands
from tests.acceptance.playing import Played
from tests.acceptance.troubled import Listening, record

OF_THE_TABLE = ("cycle_opens", "cycle_over", "reflection_overdue", "work_lapse", "dots_deadline")


# Their subject is a seat, which doesn't end with a round.
OF_A_SEAT = ("reminder", "snooze_over", "away_over")


@pytest.mark.parametrize(
    "kinds", [tuple(kind for kind in KINDS if kind not in (*OF_THE_TABLE, *OF_A_SEAT))], ids=["all kinds"]
)
async def test_timers_of_a_round_that_has_ended_do_nothing(mapping: Played, kinds: tuple[str, ...]) -> None:
    """At noon of the table's zone, so that no reminder is put off until the morning."""
    (table,) = mapping.find(Table)
    ended = mapping.one(Round, topic="result")
    assert ended.state == "ratified"
    await mapping.wait(hours=9)
    before = record(mapping)
    now = mapping.room.clock.now()
    await stands(
        mapping,
        *(Timer(table_id=table.id, kind=kind, subject_id=subject, due=now)
          for kind in kinds for subject in (ended.id, 4711)),
    )  # fmt: skip
    listening = Listening(mapping)
    await mapping.settle()
    assert listening.told().keys() == set() or all(not one.posted for one in listening.told().values())
    assert record(mapping) == before
    assert [timer for timer in mapping.find(Timer) if timer.due <= now] == []
