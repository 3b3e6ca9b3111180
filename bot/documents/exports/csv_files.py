"""Sheets as CSV (RFC 4180): commas, quotes doubled, lines ended by CR LF, text in quotes and numbers bare.

UTF-8 with a byte order mark: without it Excel reads accents wrongly; LibreOffice, R, pandas
("utf-8-sig") and Python skip it.

A cell that a spreadsheet could take for a formula gets an apostrophe before it, which spreadsheets
show as text. Numbers are written as numbers, so a negative one stays one.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.documents.exports.sheets import Cell, Sheet, sheets
from dialogues.dates import made_on

# What begins a formula in some spreadsheet. A blank or an unseen sign before it may be trimmed on import.
FORMULA = ("=", "+", "-", "@")
MINUS = "−"
CONTROLS = ("\t", "\r", "\n", "\0")
TEXT = "'"
EARLIEST_IN_ZIP = 1980


def as_csv(sheet: Sheet) -> bytes:
    """One sheet as the bytes of a file."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in sheet:
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def as_zip(record: Mapping[str, Any]) -> bytes:
    """Every sheet of a record, each a file, in one archive; the same record gives the same bytes."""
    out = io.BytesIO()
    day = made_on(dict(record))
    stamp = datetime(max(day.year, EARLIEST_IN_ZIP), day.month, day.day).timetuple()[:6]  # noqa: DTZ001
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, sheet in sheets(record).items():
            entry = zipfile.ZipInfo(f"{name}.csv", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, as_csv(sheet))
    return out.getvalue()


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return harmless(cell) if isinstance(cell, str) else cell


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet could run it; all else as it is."""
    return TEXT + text if _looks_like_formula(text) else text


def _looks_like_formula(text: str) -> bool:
    if text.startswith(CONTROLS):
        return True
    for sign in text:
        if _is_unseen(sign):
            continue
        # Full-width and small forms of the signs are folded to the plain ones.
        return unicodedata.normalize("NFKC", sign).startswith(FORMULA) or sign == MINUS
    return False


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or sign == TEXT or unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Zs")
