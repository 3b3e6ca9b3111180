"""Every noun of the model is decided: what its person may read of it, and what becomes of it when forgotten."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from dialogues import due
from dialogues.personal_traces import OF_THE_TABLE, TRACES, By
from storage.mapping import nouns

# A field that names a person, a seat or a number at Telegram; the list says why it is nobody's trace.
WHY_NOT = {
    ("Table", "chat_id"): "the group's",
    ("Body", "seats"): "organisations",
    ("Body", "per_person"): "how a body is made up",
}
TELLING = ("person", "seat", "telegram", "chat_id", "member")
# Timers are about rounds, cycles and promises of a table; a kind about one person has to be disarmed
# in dialogues.forgetting and shown in dialogues.own_data.
ABOUT_NO_PERSON = {
    "collection_deadline", "collection_reminder", "notice_over", "vote_deadline", "vote_reminder",
    "objections_over", "confirmations_over", "round_idle", "reflection_deadline", "reflection_reminder",
    "commitment_due", "cycle_opens", "cycle_over", "digest", "dots_deadline", "erase_private", "experiment_end",
    "reflection_overdue", "room_tick", "round_moved", "session_soon", "unnamed_deadline", "work_lapse",
}  # fmt: skip
# These are disarmed with their rows (`dialogues.manners`), which /mydata shows.
ABOUT_ONE_SEAT = {"reminder", "snooze_over", "away_over"}


def test_every_noun_is_decided_once() -> None:
    assert set(nouns()) == {*TRACES} | OF_THE_TABLE, "decide in dialogues/personal_traces.py"
    assert {*TRACES} & OF_THE_TABLE == set()


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.__name__)
def test_a_field_that_names_a_person_is_decided(noun: type[Any]) -> None:
    telling = {f.name for f in dataclasses.fields(noun) if any(word in f.name for word in TELLING)}
    undecided = {name for name in telling if (noun.__name__, name) not in WHY_NOT}
    if noun in TRACES:
        assert TRACES[noun].by.value in {f.name for f in dataclasses.fields(noun)}
    else:
        assert undecided == set(), "it refers to a person: decide in dialogues/personal_traces.py"


def test_what_refers_to_a_seat_is_found_by_it() -> None:
    for noun, trace in TRACES.items():
        names = {f.name for f in dataclasses.fields(noun)}
        if "person_id" in names:
            assert trace.by is By.PERSON, noun
        elif "seat_id" in names:
            assert trace.by is By.SEAT, noun


def test_no_timer_but_the_reminders_own_is_about_one_person() -> None:
    assert set(due.KINDS) == ABOUT_NO_PERSON | ABOUT_ONE_SEAT
