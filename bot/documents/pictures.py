"""Every picture of a table from its record, as PNG or SVG with a text for those who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.documents import letters
from bot.documents.pages import coordinators_page
from bot.documents.typesetting import typeset
from dialogues.pictures.drawing import Drawing
from dialogues.pictures.gallery import drawings

__all__ = ["Picture", "coordinators_page", "drawings", "drawn", "pictures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture ready to be shown. `lacking` lists texts with letters the font does not have.

    `for_facilitator`: it shows what only a facilitator may see.
    """

    name: str
    title: str
    alt_text: str
    png: bytes
    svg: bytes
    lacking: tuple[str, ...]
    for_facilitator: bool


def pictures(record: Mapping[str, Any], language: str) -> list[Picture]:
    """All pictures of a record (tablekeeper.record/1) in a language, in the order of the method."""
    return [drawn(drawing) for drawing in drawings(record, language)]


def drawn(drawing: Drawing) -> Picture:
    """The picture of a drawing."""
    lacking: list[str] = []
    data = letters.drawable(drawing.data, lacking)
    return Picture(
        name=f"{drawing.name}-for-facilitators" if drawing.for_facilitator else drawing.name,
        title=drawing.title,
        alt_text=drawing.alt,
        png=typeset("picture.typ", data, "png", {"name": drawing.name}),
        svg=typeset("picture.typ", data, "svg", {"name": drawing.name}),
        lacking=tuple(lacking),
        for_facilitator=drawing.for_facilitator,
    )
