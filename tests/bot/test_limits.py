"""Lengths as Telegram counts them, and where long texts are cut."""

from __future__ import annotations

import html
import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.courier.limits import MESSAGE_UNITS, cut_short, parsed, parsed_units, split, toast, units

ASTRONAUT = "\U0001f469\u200d\U0001f680"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"


def test_a_thousand_astronauts_are_five_thousand_units() -> None:
    assert units(ASTRONAUT * 1000) == 5000


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<b>a</b> &lt; &#128640; &amp;amp;", "a < \U0001f680 &amp;"),
        ('<a href="https://x.y/?a=1&amp;b=2">link</a>', "link"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("<tg-spoiler>x</tg-spoiler>", "x"),
    ],
)
def test_the_text_people_read(source: str, shown: str) -> None:
    assert parsed(source) == shown
    assert parsed_units(source) == len(shown.encode("utf-16-le")) // 2


def test_4096_units_are_one_message() -> None:
    source = "m" * 4092 + "\U0001f68c\U0001f3e1"
    assert split(source) == [source]
    assert len(split(source + "!")) == 2


def test_tags_and_entities_do_not_count() -> None:
    source = "<b>" + "&lt;" * 4096 + "</b>"
    assert split(source) == [source]


def test_flags_and_joined_emoji_stay_whole() -> None:
    parts = split(RAINBOW * 700 + ".")
    assert "".join(parts) == RAINBOW * 700 + "."
    assert all(units(part) <= MESSAGE_UNITS for part in parts)
    assert all(part.startswith(RAINBOW) and part.rstrip(".").endswith(RAINBOW) for part in parts)


def test_no_part_begins_with_a_combining_mark() -> None:
    parts = split("e\u0301" * 2100)
    assert "".join(parts) == "e\u0301" * 2100
    assert all(part[0] == "e" for part in parts)


def test_the_accent_may_be_written_as_an_entity() -> None:
    parts = split("e&#x301;" * 2100)
    assert all(part.startswith("e&#x301;") and part.endswith("&#x301;") for part in parts)


def test_a_paragraph_is_the_best_place_to_cut() -> None:
    first, second = "One. Two words. " * 150, "Three. " * 400
    assert split(f"{first.strip()}\n\n{second}") == [f"{first.strip()}\n\n", second]


@pytest.mark.parametrize(
    ("between", "end"), [("\n", "\n"), (". ", ". "), (" ", " ")], ids=["line", "sentence", "word"]
)
def test_else_a_line_a_sentence_a_word(between: str, end: str) -> None:
    source = between.join(["w" * 99] * 60)
    first = split(source)[0]
    assert first.endswith(end)
    assert first.count("w" * 99) == len(first) // (99 + len(between))


def test_every_part_closes_and_opens_its_tags() -> None:
    source = '<b>bold <a href="https://x.y">' + "word " * 1500 + "</a></b> end"
    parts = split(source)
    assert parts[0].startswith('<b>bold <a href="https://x.y">')
    assert parts[0].endswith("</a></b>")
    assert parts[1].startswith('<b><a href="https://x.y">')
    assert parts[1].endswith("</a></b> end")


def test_a_character_longer_than_a_message_is_cut_all_the_same() -> None:
    parts = split("e" + "\u0301" * 9000)
    assert all(units(part) <= MESSAGE_UNITS for part in parts)
    assert sum(map(len, parts)) == 9001


def test_64_kilobytes_are_cut_quickly() -> None:
    assert all(units(part) <= MESSAGE_UNITS for part in split("word " * 13_000))


PIECES = st.sampled_from(
    ["a", " ", "\n", "\n\n", ". ", "&lt;", "&amp;", ASTRONAUT, "\U0001f1e9\U0001f1ea", "e\u0301", "é"]
)


def _marked(pieces: list[str]) -> str:
    return "<b>" + "".join(pieces[::2]) + "</b><i>" + "".join(pieces[1::2]) + "</i>"


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=10, max_size=120), st.integers(12, 60))
def test_nothing_is_lost_and_no_part_is_too_long(pieces: list[str], most: int) -> None:
    source = _marked(pieces)
    parts = split(source, most)
    whole = "".join(parsed(part) for part in parts)
    assert re.sub(r"\s", "", whole) == re.sub(r"\s", "", parsed(source))
    for part in parts:
        assert parsed_units(part) <= most
        assert part.count("<b>") == part.count("</b>")
        assert part.count("<i>") == part.count("</i>")
        assert html.unescape(re.sub(r"</?[bi]>", "", part)) == parsed(part)
    if len(parts) > 1:
        ends = {found.end() for found in regex.finditer(r"\X", parsed(source))}
        place = 0
        for part in parts[:-1]:
            place += len(parsed(part))
            if whole == parsed(source):
                assert place in ends


def test_toasts_are_short_and_end_on_a_whole_character() -> None:
    assert toast("x" * 200) == "x" * 200
    shortened = toast(RAINBOW * 100)
    assert len(shortened) <= 200
    assert shortened.removesuffix("…").endswith(RAINBOW)


def test_a_page_that_is_too_long_is_cut_at_a_good_place_with_its_marks_closed() -> None:
    source = "<b>Everybody</b>\n" + "".join(f"• <i>{RAINBOW} {n}</i>\n" for n in range(900))
    short = cut_short(source)
    assert parsed_units(short) <= MESSAGE_UNITS
    assert short.endswith("</i>\n…")
    assert parsed(source).startswith(parsed(short).removesuffix("\n…"))
    assert cut_short("<b>a</b>") == "<b>a</b>"
    assert cut_short("") == ""
