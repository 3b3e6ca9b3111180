"""Pictures hold their words: nothing overlaps, is cut off or too small, whatever a table is called."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from bot.documents import letters, typesetting
from bot.documents.pictures import Picture, drawings, pictures
from bot.documents.typesetting import typeset
from dialogues.pictures.drawing import Drawing
from tests.bot.documents import colours, records
from tests.bot.documents.large_table import large
from tests.bot.documents.layout import Layout, Line, layout_of
from tests.bot.documents.records import Json

WIDE = 1080
SMALLEST_TEXT = 22
# Of its size, a letter of Noto Sans is at least as tall as an x: 0.536.
SMALLEST_LETTER = SMALLEST_TEXT * 0.536
EDGE = 20
TABLES = {"large": large, "full": records.full, "empty": records.empty, "hostile": records.hostile}


@pytest.fixture(scope="module", params=[(t, lang) for t in TABLES for lang in ("en", "es")], ids=str)
def drawn(request: pytest.FixtureRequest) -> list[Picture]:
    table, language = request.param
    return pictures(TABLES[table](), language)


def layouts(drawn: list[Picture]) -> dict[str, Layout]:
    return {picture.name: layout_of(picture.svg) for picture in drawn}


def test_no_text_overlaps_another(drawn: list[Picture]) -> None:
    for name, layout in layouts(drawn).items():
        found = [(a, b) for a, b in combinations(layout.lines, 2) if a.box.meets(b.box)]
        assert found == [], name


def test_no_text_crosses_the_edge_of_a_shape(drawn: list[Picture]) -> None:
    for name, layout in layouts(drawn).items():
        found = [
            (line, shape)
            for line in layout.lines
            for shape in layout.shapes
            if line.box.meets(shape.box) and not shape.box.holds(line.box)
        ]
        assert found == [], name


def test_every_text_is_large_enough_and_on_the_page(drawn: list[Picture]) -> None:
    for name, layout in layouts(drawn).items():
        assert layout.width == WIDE
        for line in layout.lines:
            assert line.letters < 4 or line.tallest >= SMALLEST_LETTER - 0.01, (name, line)
            assert line.box.left >= EDGE, (name, line)
            assert line.box.right <= layout.width - EDGE, (name, line)
            assert line.box.top >= EDGE, (name, line)
            assert line.box.bottom <= layout.height - EDGE, (name, line)


def test_every_text_stands_out_from_its_ground(drawn: list[Picture]) -> None:
    """WCAG AA: 4.5 to 1, or 3 to 1 for large bold text, which is not asked for here."""
    for name, layout in layouts(drawn).items():
        for line in layout.lines:
            ground = ground_of(line, layout)
            assert colours.contrast(line.fill, ground) >= 4.5, (name, line, ground)


def ground_of(line: Line, layout: Layout) -> str:
    """The colour last painted below a text."""
    below = [s.fill for s in layout.shapes if s.fill and s.box.holds(line.box)]
    return below[-1]


def test_a_picture_is_as_wide_as_a_phone_shows_and_has_words(drawn: list[Picture]) -> None:
    for picture in drawn:
        assert picture.png.startswith(b"\x89PNG")
        assert int.from_bytes(picture.png[16:20], "big") == WIDE
        assert picture.alt_text
        assert picture.title


def test_marks_are_told_apart_without_colour_and_by_every_eye() -> None:
    source = (typesetting.folder() / "look.typ").read_text("utf-8")
    named = dict(re.findall(r'#let (\w[\w-]*) = rgb\("(#[0-9a-f]{6})"\)', source))
    marks = {name: named[name] for name in ("decides", "does", "represents", "leaf", "lack")}
    for name, colour in marks.items():
        ground = named["lack-ground"] if name == "lack" else named["paper"]
        assert colours.contrast(colour, ground) >= 3, name
    for a, b in colours.pairs({k: marks[k] for k in ("decides", "does", "represents")}):
        for seen_with in colours.SIMULATIONS:
            assert colours.difference(marks[a], marks[b], seen_with) >= 10, (a, b, seen_with)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_for_those_who_cannot_see_tell_all_that_is_drawn(language: str) -> None:
    """Every string of the data that a person or the record brought stands in the text."""
    record = large()
    for drawing in drawings(record, language):
        for wanted in told(drawing.name, record, drawing.for_facilitator):
            assert wanted in drawing.alt, (drawing.name, wanted)


def told(name: str, record: Json, for_facilitator: bool) -> list[str]:
    organisations = [o["name"] for o in record["organisations"]]
    if name == "interest_map":
        placed = {o for o, parts in record["map"]["coverage"].items() if parts}
        shown = [o["name"] for o in record["organisations"] if o["id"] in placed]
        return [record["result"]["statement"], *(f["label"] for f in record["map"]["functions"]), *shown]
    if name == "participation":
        assert for_facilitator
        return organisations
    if name == "indicator_curve":
        return [record["result"]["indicator"]["name"], record["result"]["indicator"]["source"], "75"]
    return [record["table"]["name"]]


def test_the_table_does_not_see_who_sits_as_what() -> None:
    """What the group gets of the map is the same whatever types and mismatches there are, bar the sums."""
    record, other = large(), large()
    for seat in other["seats"]:
        seat["representative_type"] = "designee"
    (of_one, *_), (of_other, *_) = drawings(record, "en"), drawings(other, "en")
    assert not of_one.for_facilitator
    assert of_one.data["interests"] == of_other.data["interests"]
    assert "can decide)" not in of_one.alt


def test_of_two_organisations_not_even_the_sums_are_told() -> None:
    record = records.full()
    record["seats"] = record["seats"][:2]
    (shown, *_) = drawings(record, "en")
    assert shown.data["present"] == []
    assert "can decide" not in shown.alt


def test_no_number_of_a_pulse_with_too_few_answers() -> None:
    record = large()
    record["trust"]["pulses"][0] |= {"suppressed": True, "overall": 1.23}
    (trust,) = (d for d in drawings(record, "en") if d.name == "trust_cycle")
    assert "1.23" not in str(trust.data)
    assert "Pulse of cycle 1: too few answers." in trust.alt
    assert "Pulse of cycle 2: 3.45." in trust.alt


def test_letters_the_font_lacks_are_named_never_boxes() -> None:
    record = records.full()
    record["organisations"][0]["name"] = "مجلس المدينة"
    record["organisations"][1]["name"] = "Roots 🌱 and Wings"
    shown = next(p for p in pictures(record, "en") if p.name == "interest_map")
    assert set(shown.lacking) >= {"مجلس المدينة", "Roots 🌱 and Wings"}
    lacking: list[str] = []
    assert letters.drawable({"a": ["Roots 🌱 and Wings", "مجلس المدينة"]}, lacking) == {
        "a": ["Roots […] and Wings", "[…]"]
    }
    assert letters.drawable("Žluťoučký ñandú → Ångström ◆", []) == "Žluťoučký ñandú → Ångström ◆"


@pytest.mark.parametrize("text", records.HOSTILE)
def test_what_people_write_is_drawn_letter_by_letter(text: str) -> None:
    """Nothing of it becomes a mark, a quote of another kind, a dash or a command."""
    visible = re.sub(r"[\s\u200b]", "", str(letters.drawable(text, [])))
    assert ink_of(text) - ink_of("") == len(visible)


def ink_of(name: str) -> int:
    """How many letters the map of one organisation of this name shows."""
    record = records.full()
    record["organisations"] = [record["organisations"][0] | {"name": name}]
    functions = record["map"]["functions"][:1]
    record["map"] = {"functions": functions, "coverage": {"o1": [functions[0]["id"]]}, "gaps": []}
    (drawing, *_) = drawings(record, "en")
    return sum(line.letters for line in layout_of(drawn_svg(drawing)).lines)


def drawn_svg(drawing: Drawing) -> bytes:
    return typeset("picture.typ", letters.drawable(drawing.data, []), "svg", {"name": drawing.name})
