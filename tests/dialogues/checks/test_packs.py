"""The language packs say the same things: a third language is a directory that passes these tests."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from dialogues.checks.measurable import Part
from dialogues.checks.measurable.pack import raw_pack

_FOLDER = resources.files("dialogues.checks.measurable") / "packs"
_LANGUAGES = sorted(folder.name for folder in _FOLDER.iterdir() if folder.is_dir() and folder.name.isalpha())
_PATTERN_SETS = (
    "times",
    "not_deadline",
    "deadline",
    "not_amount",
    "amounts",
    "kinds",
    "directions",
    "people",
    "places",
)
#: Tags that the engine gives, besides the word classes of a pack.
_ENGINE_TAGS = {
    "word",
    "num",
    "count",
    "digits",
    "name_number",
    "words",
    "fraction",
    "year",
    "pct",
    "share",
    "points",
    "money",
    "rate",
    "range",
    "n_in_m",
    "when",
    "past",
    "future",
    "when_ahead",
    "when_ahead_days",
    "when_decade",
    "when_next_year",
    "when_this_year",
    "when_year",
    "when_year_end",
    "when_year_start",
    "when_year_middle",
    "when_month",
    "when_quarter",
    "when_day",
    "when_season",
    "compound",
    "numeric_compound",
    "cap",
    "plain",
    "small",
    "plural_plain",
    "er_plural",
    "sign",
    "stop",
    "acronym",
    "preterite",
}


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_pack_is_complete(language: str) -> None:
    english, pack = raw_pack("en"), raw_pack(language)
    assert set(pack) == set(english)
    assert set(pack["settings"]) == set(english["settings"])
    assert set(pack["phrases"]) == set(english["phrases"])
    assert set(pack["phrases"]["blank"]) == {str(part) for part in Part}
    assert set(pack["times"]) <= set(english["times"])
    assert set(pack["months"]) == set(range(1, 13))


@pytest.mark.parametrize("language", _LANGUAGES)
def test_patterns_name_only_known_tags(language: str) -> None:
    pack = raw_pack(language)
    known = _ENGINE_TAGS | set(pack["classes"])
    unknown = {
        (row, tag)
        for group in _PATTERN_SETS
        for rows in pack[group].values()
        for row in rows
        for tags in re.findall(r"<([^>]*)>", row)
        for tag in tags.split("|")
        if tag not in known and not tag.startswith("=")
    }
    assert not unknown


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_pattern_marks_an_item_where_one_is_needed(language: str) -> None:
    pack = raw_pack(language)
    for group in ("not_deadline", "deadline", "not_amount", "people", "places", "directions"):
        for rows in pack[group].values():
            for row in rows:
                assert "!" in row or re.search(
                    r"<[^>]*(num|count|when|past|future|year|pct|share|money|points|range)", row
                ), row


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_language_has_labelled_statements(language: str) -> None:
    from tests.dialogues.checks.labelled import labelled

    assert sum(item.language == language for item in labelled()) >= 60
