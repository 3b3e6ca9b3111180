"""The coordinators' page: always one page, the summary's own words, tagged for screen readers."""

from __future__ import annotations

import re

import pytest

from bot.documents import pages
from bot.documents.pages import coordinators_page
from bot.documents.typesetting import pages_in, typeset
from dialogues import house_rules
from dialogues.pictures import coordinators_page as page
from dialogues.pictures.coordinators_page import NoSuchSummary, as_of, sections_of
from tests.bot.documents import records
from tests.bot.documents.large_table import large
from tests.bot.documents.layout import layout_of
from tests.bot.documents.records import Json

SIZES = {"a4": (595, 842), "us-letter": (612, 792)}
SHORT = """Lake Alder table: summary of cycle 1
July 10, 2027 – July 19, 2027 · working

Result
none: there is no ratified result yet


Decisions
• Operating document, round 1: ratified
• Rhythm, round 1: blocked

Looking back: we go on.

Notes on the data
none"""


def with_summary(record: Json, text: str, language: str = "en") -> Json:
    cycle = max(1, record["table"]["cycle"])
    record["summaries"] = [
        {"cycle": cycle, "language": language, "text": text, "delivered_to_roles": ["coordinator"]}
    ]
    return record


def full_of(words: str) -> str:
    """A summary of eleven sections at its limit, all of one word repeated."""
    sections = [f"Section {n}\n" + "\n".join([f"• {words} {words}"] * 3) for n in range(11)]
    text = "The title of the summary\nThe days\n\n" + "\n\n".join(sections)
    many = house_rules.SUMMARY_UNITS.value - len(text)
    return text + f"\n• {words}" * (many // (len(words) + 3))


@pytest.mark.parametrize("paper", pages.PAPERS)
@pytest.mark.parametrize("text", [SHORT, full_of("organisation"), full_of("x"), full_of("W" * 300)])
def test_it_is_one_page_of_the_right_size(paper: str, text: str) -> None:
    pdf = coordinators_page(with_summary(large(), text), 9, "en", paper)
    assert pages_in(pdf) == 1
    width, height = (
        round(float(n))
        for n in re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups()  # type: ignore[union-attr]
    )
    assert (width, height) == SIZES[paper]


def test_what_does_not_fit_is_in_the_chat_and_said_so() -> None:
    text = "Title\nDays\n\n" + "\n\n".join(f"Section {n}\n" + f"• line {n}\n" * 40 for n in range(11))
    pdf = coordinators_page(with_summary(records.full(), text), 1, "en", "a4")
    assert pages_in(pdf) == 1


def test_two_pages_are_counted_as_two() -> None:
    data = page.coordinators_page(with_summary(large(), full_of("organisation")), 9, "en").data
    pdf = typeset(
        "coordinators_page.typ", data, "pdf", {"paper": "a4", "size": "20", "lines": "99", "longest": "999"}
    )
    assert pages_in(pdf) > 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_screen_reader_finds_language_title_tags_and_the_pictures_in_words(language: str) -> None:
    pdf = coordinators_page(with_summary(large(), SHORT, language), 9, language, "a4")
    assert f"/Lang({language})".encode() in pdf.replace(b"/Lang (", b"/Lang(")
    assert b"/StructTreeRoot" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"Lake Alder table: summary of cycle 1" in pdf
    assert len(re.findall(rb"/Alt\b", pdf)) == 3


def test_all_sections_stand_in_it() -> None:
    title, lines, sections = sections_of(SHORT)
    assert title == "Lake Alder table: summary of cycle 1"
    assert lines == ["July 10, 2027 – July 19, 2027 · working"]
    assert [s["title"] for s in sections] == ["Result", "Decisions", "Notes on the data"]
    assert [entry["bullet"] for entry in sections[1]["lines"]] == [True, True, False]


@pytest.mark.parametrize("paper", pages.PAPERS)
def test_nothing_of_it_overlaps(paper: str) -> None:
    data = page.coordinators_page(with_summary(large(), full_of("organisation")), 9, "en").data
    inputs = [
        {"paper": paper, "size": str(size), "lines": str(lines), "longest": str(longest)}
        for size, lines, longest in pages.FITS
    ]
    fitting = next(one for one in inputs if pages_in(typeset("coordinators_page.typ", data, "pdf", one)) == 1)
    svg = typeset("coordinators_page.typ", data, "svg", fitting)
    layout = layout_of(svg)
    boxes = [line.box for line in layout.lines]
    assert [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.meets(b)] == []
    assert all(
        b.left >= 0 and b.top >= 0 and b.right <= layout.width and b.bottom <= layout.height for b in boxes
    )


@pytest.mark.parametrize("text", records.HOSTILE)
def test_hostile_words_make_a_page_like_others(text: str) -> None:
    record = with_summary(records.hostile(), f"{SHORT}\n\nMore\n• {text}")
    pdf = coordinators_page(record, 1, "en", "a4")
    assert pages_in(pdf) == 1


def test_an_earlier_cycle_knows_nothing_of_later_ones() -> None:
    then = as_of(large(), 2)
    assert then["trust"]["stage"] == "storming"
    assert {m["cycle"] for m in then["trust"]["moves"]} == {1, 2}
    assert then["result"]["indicator"]["series"] == [{"cycle": 2, "value": 61.5}]


def test_a_summary_that_is_not_in_the_record_is_said() -> None:
    with pytest.raises(NoSuchSummary):
        coordinators_page(records.empty(), 1, "en", "a4")
