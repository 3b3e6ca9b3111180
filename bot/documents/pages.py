"""The coordinators' page as PDF: always one page, tagged for screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.documents import letters
from bot.documents.typesetting import pages_in, typeset
from dialogues.pictures import coordinators_page as page

PAPERS = ("a4", "us-letter")
# Point size, lines a section, letters a line: tried in this order until everything stands on one page.
WHOLE = 9999
FITS = (
    *((size, WHOLE, WHOLE) for size in (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)),
    *((8.0, lines, WHOLE) for lines in (6, 4, 3, 2)),
    *((8.0, 1, letters) for letters in (240, 120, 60)),
)


class TooMuchForOnePage(ValueError):
    """Even the shortest form does not fit one page. The summary has outgrown its limit; shorten it there."""


def coordinators_page(record: Mapping[str, Any], cycle: int, language: str, paper: str) -> bytes:
    """The page of a cycle from the record, in a language its summary was written in.

    `paper` is "a4" or "us-letter". Raises `NoSuchSummary`, or `TooMuchForOnePage`.
    """
    return page_of(page.coordinators_page(record, cycle, language).data, paper, [])


def page_of(data: Mapping[str, Any], paper: str, lacking: list[str]) -> bytes:
    """The page of ready data; texts with letters the font does not have are added to `lacking`."""
    ready = letters.drawable(data, lacking)
    for size, lines, longest in FITS:
        inputs = {"paper": paper, "size": str(size), "lines": str(lines), "longest": str(longest)}
        made = typeset("coordinators_page.typ", ready, "pdf", inputs)
        if pages_in(made) == 1:
            return made
    raise TooMuchForOnePage(str(TooMuchForOnePage.__doc__))
