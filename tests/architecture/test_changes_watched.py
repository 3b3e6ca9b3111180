"""Every noun of the model is decided: whether its changes are noted, and how each of its fields is told."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from dialogues import documents_panel
from dialogues.model import Ballot, Dot, MustHave
from dialogues.trail.watched import NOT_WATCHED, PRIVATE_ACTS, WATCHED, WIDER_FILES, Told
from storage.mapping import nouns

# What changes with everything, and tells nothing by itself: ids, counts, instants, and what another entry tells.
INNER = {
    "id", "table_id", "version", "opened_at", "closed_at", "written_at", "entered_at", "changed_at", "ended_at",
    "joined_at", "consented_at", "sorted_at", "started_at", "ratified_at", "raised_at", "settled_at", "answered_at",
    "set_at", "reminders", "extensions", "cycle", "seat_id", "round_id", "name_key", "task_key",
}  # fmt: skip


def test_every_noun_is_decided_once() -> None:
    assert set(nouns()) == {*WATCHED} | NOT_WATCHED, "decide in dialogues/trail/watched.py"
    assert {*WATCHED} & NOT_WATCHED == set()


@pytest.mark.parametrize("noun", WATCHED, ids=lambda noun: noun.__name__)
def test_the_fields_are_fields_of_the_noun(noun: type[Any]) -> None:
    watch, fields = WATCHED[noun], {f.name for f in dataclasses.fields(noun)}
    assert set(watch.fields) <= fields - INNER
    assert {watch.called, watch.tells_first} - {None} <= fields
    if watch.tells_first is not None:
        assert watch.fields[watch.tells_first] is not Told.THAT_IT_CHANGED


def test_what_is_said_or_voted_in_private_is_never_told() -> None:
    assert {Ballot, Dot, MustHave} <= PRIVATE_ACTS - {*WATCHED}
    for noun, watch in WATCHED.items():
        sealed = {f.name for f in dataclasses.fields(noun) if "Sealed" in str(f.type)}
        assert all(watch.fields.get(name, Told.THAT_IT_CHANGED) is Told.THAT_IT_CHANGED for name in sealed)
    for noun in PRIVATE_ACTS & {*WATCHED}:
        assert set(WATCHED[noun].fields.values()) == {Told.THAT_IT_CHANGED}


def test_a_type_that_is_made_of_private_answers_is_not_told() -> None:
    told = {field for watch in WATCHED.values() for field in watch.fields}
    kept = {
        "claimed_type",
        "representative_type",
        "secondary_type",
        "speaks_for_sector",
        "uses_left",
        "token",
    }
    assert told & kept == set()


def test_every_file_that_is_not_for_all_is_a_wider_view() -> None:
    not_for_all = {d.paper for d in documents_panel.DOCUMENTS.values() if not d.for_all}
    assert not_for_all == WIDER_FILES
