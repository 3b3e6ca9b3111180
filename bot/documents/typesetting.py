"""Typst: data in as JSON through its inputs, a PNG, SVG or PDF out. No words of people become source."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst

from bot.documents import letters

PIXELS_PER_INCH = 72.0  # a point of the sources is a pixel of a picture


@functools.cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(letters.font_folder())]
    )
    return typst.Compiler(root=str(folder()), font_paths=fonts, ignore_system_fonts=True)


def folder() -> Path:
    """Where the Typst sources are."""
    return Path(str(resources.files("bot.documents")))


def typeset(
    source: str,
    data: Mapping[str, Any],
    form: Literal["png", "svg", "pdf"],
    inputs: Mapping[str, str],
    *,
    ppi: float = PIXELS_PER_INCH,
) -> bytes:
    """What `source` (a file of this folder) makes of `data`; one page for PNG and SVG.

    A PDF is tagged for screen readers and follows PDF/UA-1. Raises `typst.TypstError` when the
    source is wrong, `ValueError` when a picture has more than one page.
    """
    made = _compiler().compile(
        input=str(folder() / source),
        format=form,
        ppi=ppi,
        sys_inputs={"data": json.dumps(data), **inputs},
        pdf_standards=["ua-1"] if form == "pdf" else [],
    )
    if not isinstance(made, bytes):
        raise ValueError(f"{source} made {len(made or [])} pages")
    return made


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF of ours has; Typst writes each page as an object that can be read."""
    return len(re.findall(rb"/Type */Page\b", pdf))
