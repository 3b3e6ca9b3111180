"""The files that a table's buttons order: the operating document, the calendar, the record in its forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.documents.document_docx import as_docx
from bot.documents.document_pdf import as_pdf, lacking_letters, note
from bot.documents.exports import calendar_file, csv_files, graphml, kumu, record_file
from bot.documents.making import Maker, Paper
from dialogues import dates

Json = Mapping[str, Any]


def _document_pdf(data: Json, _language: str) -> Paper:
    lacking = lacking_letters(data)
    return Paper(as_pdf(data), note(data, lacking) if lacking else "")


def _calendar(data: Json, language: str) -> Paper:
    days = [dates.of_json(day) for day in data["days"]]
    made = datetime.fromisoformat(data["made"])
    return Paper(calendar_file.as_calendar(data["table"], made, days, language))


TABLE_PAPERS: Mapping[str, Maker] = {
    "document_pdf": _document_pdf,
    "document_docx": lambda data, _language: Paper(as_docx(data)),
    "document_text": lambda data, _language: Paper(data["canonical"].encode("ascii")),
    "calendar": _calendar,
    "record": lambda data, _language: Paper(record_file.as_json(data)),
    "spreadsheets": lambda data, _language: Paper(csv_files.as_zip(data)),
    "graphml": lambda data, language: Paper(graphml.as_graphml(data, language)),
    "kumu": lambda data, language: Paper(kumu.as_kumu(data, language)),
}
