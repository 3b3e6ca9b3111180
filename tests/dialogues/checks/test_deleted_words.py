"""A statement that loses the words of a part is no longer accepted: the check does not find it elsewhere."""

from __future__ import annotations

import pytest

from dialogues.checks.measurable import Part, check
from tests.dialogues.checks.labelled import labelled

_LANGUAGES = sorted({item.language for item in labelled()})


def _still_accepted(language: str, part: Part) -> tuple[list[str], int]:
    """The accepted statements that are accepted without the words of the part too, and how many were tried."""
    kept, tried = [], 0
    for item in labelled():
        found = check(item.text, item.language, item.as_of) if item.language == language else None
        span = found.parts[part] if found and found.overall else None
        if span is None:
            continue
        text = f"{item.text[: span.start]}{item.text[span.end :]}".replace("  ", " ")
        tried += 1
        if check(text, language, item.as_of).overall:
            kept.append(text)
    return kept, tried


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize(
    ("part", "most"),
    # Many statements hold another number ("16- to 24-year-olds", "in 3 wards") that may then be meant.
    [(Part.TARGET, 0.2), (Part.DEADLINE, 0.06), (Part.PLACE, 0.2)],
)
def test_a_part_that_is_deleted_is_missed(language: str, part: Part, most: float) -> None:
    kept, tried = _still_accepted(language, part)
    assert tried > 200
    assert len(kept) <= most * tried, kept


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Renters in Dayton spend 52% of income on rent; by 2030 this has shrunk."),
        ("es", "El 39 % de las cartoneras de La Matanza carece de seguro; en 2029 son muchas menos."),
    ],
)
def test_how_it_is_is_no_target_of_the_sentence_that_follows(language: str, text: str) -> None:
    found = check(text, language, labelled()[0].as_of)
    assert found.reasons == ("MISSING:TARGET",)
    assert found.parts[Part.BASELINE] is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our goal is that 60% of renters in Reno own a home; by 2031 we should be there."),
        ("en", "60% of renters in Reno own a home; by 2031."),
        ("es", "El 60 % de los inquilinos de Lugo tendrá luz. Lo lograremos en 2031."),
    ],
)
def test_what_is_wanted_may_be_dated_in_the_sentence_that_follows(language: str, text: str) -> None:
    assert check(text, language, labelled()[0].as_of).overall
