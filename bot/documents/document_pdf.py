"""The operating document as PDF: tagged for screen readers, A4 or US letter."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Literal

from bot.documents import letters
from bot.documents.typesetting import typeset
from dialogues import phrases

Size = Literal["a4", "us-letter"]


def lacking_letters(document: Mapping[str, Any]) -> list[str]:
    """The texts of a printed document with letters that the font of the PDF does not have."""
    lacking: list[str] = []
    letters.drawable(document, lacking)
    return lacking


def as_pdf(document: Mapping[str, Any], paper: Size = "a4") -> bytes:
    """The pages of `dialogues.printed_document.printed`; letters the font lacks stand as […], and it is said."""
    lacking = lacking_letters(document)
    ready = _whole_words(letters.drawable(document, []))
    said = note(document, lacking) if lacking else ""
    return typeset("operating_document.typ", {**ready, "lacking": said}, "pdf", {"paper": paper})


def note(document: Mapping[str, Any], lacking: list[str]) -> str:
    """The sentence that names how many texts are not shown whole, as plain text."""
    words = phrases.render(document["language"], "printed.lacking", "UTC", {"n": len(lacking)})
    return html.unescape(words)


def _whole_words(value: Any) -> Any:
    """Without the places where a picture would break a word: lines of a page are long enough for words."""
    match value:
        case str():
            return value.replace(letters.BREAK_HERE, "")
        case Mapping():
            return {name: _whole_words(one) for name, one in value.items()}
        case list():
            return [_whole_words(one) for one in value]
        case _:
            return value
