"""A picture before it is drawn: its words and numbers, and the same told in words."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogues import phrases
from dialogues.effects import FileValue

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One picture. `name` says how it is drawn (bot/documents/<name>.typ), `data` holds every word in it.

    `alt` tells the whole picture in plain words, for those who cannot see it. With
    `for_facilitator` it shows what only a facilitator may see, and must go to nobody else.
    """

    name: str
    title: str
    alt: str
    data: Mapping[str, FileValue]
    language: str
    for_facilitator: bool = False


class Words:
    """Phrases as plain text in one language, with the record's time zone."""

    def __init__(self, record: Record, language: str) -> None:
        self.language = phrases.spoken(language)
        self._zone = str(record["table"]["time_zone"])

    def __call__(self, phrase: str, **values: object) -> str:
        return html.unescape(phrases.render(self.language, phrase, self._zone, values))


def heading(record: Record, words: Words, kind: str) -> dict[str, FileValue]:
    """The two lines over every picture: the table, then what is shown and of which cycle."""
    cycle = int(record["table"]["cycle"])
    return {
        "table": str(record["table"]["name"]),
        "subtitle": words("picture.of_cycle", kind=kind, cycle=cycle),
        "language": words.language,
    }


def day(text: str | None) -> date | None:
    """A day of the record."""
    return date.fromisoformat(text) if text else None


def name_and_gloss(label: str) -> tuple[str, str]:
    """A stage's name and what stands in brackets behind it."""
    name, _, gloss = label.partition(" (")
    return name[:1].upper() + name[1:], gloss.removesuffix(")")
