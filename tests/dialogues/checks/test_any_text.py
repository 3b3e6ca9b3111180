"""Whatever is typed gets an answer, quickly, with spans that are words of the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.checks.measurable import (
    EXAMINED_CHARACTERS,
    Part,
    as_contract_line,
    check,
    example,
    marked,
    next_step,
    read_date,
    read_number,
)
from tests.benchmarks.result_check import HOSTILE, hostile
from tests.dialogues.checks.labelled import labelled

AS_OF = date(2026, 11, 22)
_ANY = st.text(alphabet=st.characters(), max_size=300) | st.text(
    alphabet=st.sampled_from("\ud800\x00🙂%½²٤٥ 0123456789.,:;()-–/'’ºªaeyn"), max_size=80
)
_PIECES = st.lists(
    st.sampled_from(sorted({word for item in labelled() for word in item.text.split()}))
    | st.text(max_size=3),
    max_size=40,
).map(" ".join)
_DAYS = st.dates()


def _holds(text: str, language: str, as_of: date) -> None:
    found = check(text, language, as_of)
    assert set(found.parts) == set(Part)
    for span in found.parts.values():
        assert span is None or (span.text == text[span.start : span.end] and span.text.strip())
    assert found.overall == (found.reasons == ())
    assert "".join(piece for piece, _ in marked(found)) == text
    assert next_step(found).code
    assert isinstance(example(found, as_of), str)
    assert as_contract_line("x", found)["overall"] is found.overall
    assert check(text, language, as_of) == found


@settings(max_examples=150, deadline=None)
@given(_ANY, st.sampled_from(["en", "es"]), _DAYS)
def test_any_text(text: str, language: str, as_of: date) -> None:
    _holds(text, language, as_of)


@settings(max_examples=150, deadline=None)
@given(_PIECES, st.sampled_from(["en", "es"]), _DAYS)
def test_any_row_of_words(text: str, language: str, as_of: date) -> None:
    _holds(text, language, as_of)


@settings(max_examples=150, deadline=None)
@given(_ANY | _PIECES, st.sampled_from(["en", "es"]), _DAYS)
def test_any_typed_field(text: str, language: str, as_of: date) -> None:
    read_number(text, language)
    read_date(text, language, as_of)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_64_kb_of_anything_is_quick(name: str) -> None:
    _holds(HOSTILE[name], "en", AS_OF)
    assert hostile(name).processor < 0.05
    assert not HOSTILE[name].strip() or "TOO_LONG" in check(HOSTILE[name], "en", AS_OF).warnings


def test_a_long_preamble_is_said_to_be_cut() -> None:
    text = "word " * EXAMINED_CHARACTERS + "By 2031, 60% of tenants in Reno have heat."
    found = check(text, "en", AS_OF)
    assert "TOO_LONG" in found.warnings
    assert not found.overall
