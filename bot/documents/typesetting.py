"""Typst: data in as JSON through its inputs, a PNG, SVG or PDF out. No words of people become source."""

from __future__ import annotations

import functools
import json
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
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(letters.font_folder())]
    )
    return typst.Compiler(root=str(folder()), font_paths=fonts, ignore_system_fonts=True)


def folder() -> Path:
    """Where the Typst sources are."""
    return Path(str(resources.files("bot.documents")))


def typeset(source: str, data: Mapping[str, Any], form: Literal["png", "svg", "pdf"], **inputs: str) -> bytes:
    """The pages of `source` (a file of this folder) made from `data`; one page for PNG and SVG.

    A PDF is tagged for screen readers and follows PDF/UA-1. Raises `typst.TypstError` when the
    source is wrong, `ValueError` when a picture has more than one page.
    """
    made = _compiler().compile(
        input=str(folder() / source),
        format=form,
        ppi=PIXELS_PER_INCH,
        sys_inputs={"data": json.dumps(data), **inputs},
        pdf_standards=["ua-1"] if form == "pdf" else [],
    )
    if not isinstance(made, bytes):
        raise ValueError(f"{source} made {len(made or [])} pages")
    return made
