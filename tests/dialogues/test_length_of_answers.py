"""How long an answer may be: in characters as people count, and what an app may have cut off."""

from __future__ import annotations

import pytest

from dialogues.reading import Misread, Read, free_text

FLAG, FAMILY, LETTER = "🏳️‍🌈", "👨‍👩‍👧‍👦", "n\u0303"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 3000, id="as many letters as it may have"),
        pytest.param(FLAG * 700 + ".", id="700 flags, more than an app sends at once"),
        pytest.param(FAMILY * 500, id="500 families"),
        pytest.param(LETTER * 1900, id="letters with their accents"),
    ],
)
def test_what_has_room_is_read_word_for_word(text: str) -> None:
    assert free_text(text) == Read(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 3001, id="one letter more"),
        pytest.param("word " * 9000, id="a book"),
        pytest.param(FLAG * 682 + "🏳️", id="cut by an app"),
        pytest.param(FLAG * 3000, id="few characters of far too many units"),
        pytest.param("x" + "\u0301" * 9000, id="a flood of marks on one letter"),
    ],
)
def test_what_has_none_is_asked_for_again_shorter(text: str) -> None:
    assert free_text(text) == Misread("too_long")
