"""Every noun has a table of the same fields, and comes back as it went in."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from sqlalchemy import Connection

from dialogues.model import Answer, Focus
from storage.mapping import NotANoun, mapping_of, nouns
from storage.repository import SqlRepository
from tests.storage.some_nouns import lean_on, made_up

LEANT_ON = ("Indicator", "Invitation", "Lever", "Reflection")


def test_there_are_nouns() -> None:
    assert len(nouns()) > 20


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.__name__)
def test_every_noun_has_a_table_of_the_same_fields(noun: type[Any]) -> None:
    columns = [column.name for column in mapping_of(noun).table.columns]
    assert sorted(columns) == sorted(field.name for field in dataclasses.fields(noun))


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.__name__)
@pytest.mark.parametrize("full", [True, False], ids=["filled", "bare"])
def test_every_noun_comes_back_as_it_went_in(noun: type[Any], full: bool, connection: Connection) -> None:
    repository = SqlRepository(connection)
    refers: dict[str, int] = lean_on(repository)
    for needed in (one for one in nouns() if one.__name__ in LEANT_ON and one is not noun):
        refers[f"{needed.__name__.lower()}_id"] = repository.add(
            made_up(needed, full=False, refers=refers)
        ).id
    if noun.__name__ in ("Person", "Table", "Organisation", "Seat"):
        for other in (one for one in nouns() if one.__name__ in LEANT_ON):
            repository.remove(other)
        value = repository.find(noun)[0]
    else:
        value = repository.add(made_up(noun, full=full, refers=refers))
    assert value.id > 0
    assert SqlRepository(connection).get(noun, value.id) == value


def test_what_stands_in_a_mapping_cannot_be_changed_unseen(connection: Connection) -> None:
    repository = SqlRepository(connection)
    focus = repository.add(made_up(Focus, full=True, refers=lean_on(repository)))
    loaded = SqlRepository(connection).get(Focus, focus.id)
    with pytest.raises(TypeError):
        loaded.values["text"] = "changed"  # type: ignore[index]


def test_sealed_text_stays_sealed_and_is_stored_once(connection: Connection) -> None:
    repository = SqlRepository(connection)
    answer = repository.add(made_up(Answer, full=False, refers=lean_on(repository)))
    assert repr(SqlRepository(connection).get(Answer, answer.id).text) == "Sealed(…)"


def test_a_class_that_is_no_noun_is_refused() -> None:
    with pytest.raises(NotANoun):
        mapping_of(dict)
