"""Telegram's HTML: tags, references, offsets in UTF-16 units, and the words of its errors."""

import pytest

from bot.rehearsal.errors import BotApiError
from bot.rehearsal.html_entities import parse_html


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("tg-spoiler", "spoiler"),
        ("blockquote", "blockquote"),
    ],
)
def test_every_tag(tag: str, kind: str) -> None:
    assert parse_html(f"a<{tag}>bc</{tag}>") == ("abc", [{"type": kind, "offset": 1, "length": 2}])


def test_tags_with_attributes() -> None:
    assert parse_html('<a href="https://example.org/?a=1&amp;b=2">x</a>')[1] == [
        {"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/?a=1&b=2"}
    ]
    assert parse_html('<span class="tg-spoiler">x</span>')[1][0]["type"] == "spoiler"
    assert parse_html("<blockquote expandable>x</blockquote>")[1][0]["type"] == "expandable_blockquote"
    assert parse_html('<pre><code class="language-python">x</code></pre>')[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    ]


def test_a_greater_than_sign_inside_an_attribute() -> None:
    text, entities = parse_html('<a href="https://example.org/?q=>">x</a>')
    assert (text, entities[0]["url"]) == ("x", "https://example.org/?q=>")


def test_offsets_count_utf16_units_and_nest() -> None:
    text, entities = parse_html("👩‍🚀<b>a<i>b</i></b>")
    assert text == "👩‍🚀ab"
    assert [(e["type"], e["offset"], e["length"]) for e in entities] == [("bold", 5, 2), ("italic", 6, 1)]


def test_references() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;&copy;")[0] == '<>&"AB&nbsp;&copy;'


def test_an_empty_tag_leaves_no_entity() -> None:
    assert parse_html("a<b></b>c") == ("ac", [])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ä<x>y</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("<b>y", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>y</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("y</b>", "Unexpected end tag at byte offset 1"),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_errors(source: str, words: str) -> None:
    with pytest.raises(BotApiError) as caught:
        parse_html(source)
    assert (caught.value.code, caught.value.description) == (
        400,
        f"Bad Request: can't parse entities: {words}",
    )
