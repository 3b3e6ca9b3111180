"""Every kind of file the bot can make, by the name an effect orders it under."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.documents import letters
from bot.documents.making import Maker, Paper
from bot.documents.pages import page_of
from bot.documents.table_papers import TABLE_PAPERS
from bot.documents.typesetting import typeset
from dialogues import phrases

MOST_NAMED = 3
LONGEST_NAMED = 40


def picture(data: Mapping[str, Any], language: str) -> Paper:
    """A PNG of a drawing: {"name": which, "data": its content}."""
    lacking: list[str] = []
    ready = letters.drawable(data["data"], lacking)
    return Paper(
        typeset("picture.typ", ready, "png", {"name": str(data["name"])}), note_on(lacking, language)
    )


def coordinators_page(data: Mapping[str, Any], language: str) -> Paper:
    """The coordinators' page as PDF: {"paper": its size, "data": its content}."""
    lacking: list[str] = []
    content = page_of(data["data"], str(data["paper"]), lacking)
    return Paper(content, note_on(lacking, language))


def note_on(lacking: Sequence[str], language: str) -> str:
    """What readers are told of letters that could not be drawn; empty when all could."""
    if not lacking:
        return ""
    texts = [
        text if len(text) <= LONGEST_NAMED else text[:LONGEST_NAMED] + "…" for text in lacking[:MOST_NAMED]
    ]
    more = ["…"] if len(lacking) > MOST_NAMED else []
    return phrases.render(language, "picture.lacking", "UTC", {"texts": texts + more})


def own_data(data: Mapping[str, Any], _language: str) -> Paper:
    """What is kept about one person, as JSON that can be read."""
    return Paper((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace"))


PAPERS: Mapping[str, Maker] = {
    "coordinators_page": coordinators_page,
    "own_data": own_data,
    "picture": picture,
    **TABLE_PAPERS,
}
