"""What is removed from what people type, and what stays."""

from __future__ import annotations

import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from dialogues import house_rules, wording
from dialogues.wording import clean_name, clean_text, shortened, units


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("jobs \u2067first\u2066 then homes", "jobs first then homes"),
        ("\u202eevil\u202c", "evil"),
        ("a\u200eb\u200fc\u061cd", "abcd"),
        ("p\u200bass\ufeff", "pass"),
        ("wo\u2060rd", "word"),
        ("p\u200cass\u200d", "pass"),
        ("Nin\u0303ez", "Ni\u00f1ez"),
        ("\udc00 start", " start"),
        ("half\x00time", "halftime"),
        ("ab\b\b\x85cd\x1b]0;title\x07", "abcd]0;title"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("", ""),
    ],
)
def test_what_nobody_sees_is_removed(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "\u05e2\u05d1\u05d5\u05d3\u05d4 \u05dc\u05db\u05dc",
        "\U0001f469\u200d\U0001f680 \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f469\U0001f3fd\u200d\U0001f4bb",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937 \u0dc1\u0dca\u200d\u0dbb\u0dd3",
        '<u>lake</u> {{ 6*9 }} &lt; x"); UPDATE',
        "  blanks stay  ",
        "\u0664\u0665\u066b\u0665\u066a",
    ],
)
def test_what_was_meant_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


def test_two_halves_that_belong_together_become_one_character() -> None:
    assert clean_text("\ud83d\ude8c") == "\U0001f68c"


def test_cleaning_twice_changes_nothing_more() -> None:
    typed = "e\u200b\u0301 \u200d\u200d\U0001f469\u200d\u200d\U0001f680 \r\n"
    assert clean_text(clean_text(typed)) == clean_text(typed)


def test_64_kilobytes_are_survived() -> None:
    typed = "w\u200bo\u0301rd \U0001f469\u200d\U0001f680 " * 6000
    assert "\u200b" not in clean_text(typed)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Bo\t\r\nCOORDINATOR: all approved", "Bo COORDINATOR: all approved"),
        ("  Anna\u3000\u00a0 Lee ", "Anna Lee"),
        ("<code>Chair</code> & Co", "<code>Chair</code> & Co"),
        ("\u200e\u200f\u061c", "Member 7"),
        ("\u3164\u2800\u00ad", "Member 7"),
        ("\u0301", "Member 7"),
        ("", "Member 7"),
        ("\U0001f680", "\U0001f680"),
    ],
)
def test_names_stand_on_one_line_and_show_something(typed: str, shown: str) -> None:
    assert clean_name(typed, "Member 7") == shown


ASTRONAUT = "\U0001f469\u200d\U0001f680"


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 4000,
        "é" * 500,
        ASTRONAUT * 64,
        "\U0001f1e6\U0001f1e8" * 90,
        "Z" + "\u0334" * 900,
        "e\u0301" * 300,
    ],
)
def test_a_name_is_never_longer_than_names_may_be(typed: str) -> None:
    name = clean_name(typed, "Member 7")
    assert units(name) <= house_rules.NAME_UNITS.value
    assert name[0] == clean_text(typed)[0]


def test_a_pile_of_marks_on_a_letter_is_taken_down_in_names_alone() -> None:
    pile = "A" + "\u0334" * 40 + "nna"
    assert clean_name(pile, "Member 7") == "A" + "\u0334" * house_rules.NAME_MARKS.value + "nna"
    assert clean_text(pile) == pile
    assert clean_name("שָׁלוֹם नमस्ते ẫ", "-") == clean_text("שָׁלוֹם नमस्ते ẫ")


@given(st.text(st.sampled_from("ab\u0301\u0334🏳\ufe0f\u200d🌈👩🚀🇦🇨🏽é "), max_size=60), st.integers(2, 40))
def test_what_is_cut_shows_it_fits_and_parts_no_letter(text: str, most: int) -> None:
    short = shortened(text, most)
    assert units(short) <= most
    if short != text:
        assert short.endswith("…")
        kept = short[:-1]
        assert text.startswith(kept)
        ends = {found.end() for found in regex.finditer(r"\X", text)}
        assert len(kept) in ends or len(regex.findall(r"\X", text[: len(kept) + 1])) == 1
    else:
        assert units(text) <= most


def test_what_can_be_printed_holds_nothing_unwanted() -> None:
    """`clean_text` takes the short way by this; each character is looked at, so that a new Unicode shows."""
    every = [chr(number) for number in range(sys.maxunicode + 1)]
    unwanted = [one for one in every if wording._UNWANTED.match(one) or wording._LINE_ENDS.match(one)]
    halves = [one for one in every if "\ud800" <= one <= "\udfff"]
    assert len(unwanted) > 60
    assert not any(one.isprintable() for one in (*unwanted, *halves, "\u200c", "\u200d"))
