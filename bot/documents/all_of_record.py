"""Every picture, page, paper and export of one record, as files in a folder; each is whole or not there."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.documents.document_docx import as_docx
from bot.documents.document_pdf import as_pdf
from bot.documents.exports import calendar_file, csv_files, graphml, kumu, record_file
from bot.documents.exports.sheets import sheets
from bot.documents.failures import FolderUnusable, LanguageNotSpoken
from bot.documents.pages import TooMuchForOnePage
from bot.documents.pictures import coordinators_page, pictures
from bot.documents.record_files import read_record
from dialogues import phrases
from dialogues.printing_records import printed_record

Json = dict[str, Any]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to be written: its place in the folder, and what makes it."""

    name: str
    make: Callable[[], bytes]


def write_documents(file: Path, out: Path, language: str | None, tell: Tell) -> str:
    """Writes everything; tells a line for each file and gives the last word.

    Raises `NotARecord`, `LanguageNotSpoken`, or `FolderUnusable`.
    """
    record = read_record(file)
    chosen = _language(record, language)
    written = 0
    for piece in _pieces(record, chosen):
        try:
            content = piece.make()
        except TooMuchForOnePage as error:
            tell(f"  - {piece.name}: {error}")
            continue
        try:
            write_whole(out / piece.name, content)
        except OSError as error:
            raise FolderUnusable(f"{FolderUnusable.__doc__} ({error.filename}: {error.strerror})") from None
        written += 1
        tell(f"{written:3} {piece.name}")
    return f"{written} files of {record['table']['name']} are in {out}."


def _language(record: Json, wanted: str | None) -> str:
    if wanted is None:
        return phrases.spoken(record["table"]["languages"][0])
    if wanted not in phrases.languages():
        raise LanguageNotSpoken(f"{LanguageNotSpoken.__doc__} ({', '.join(phrases.languages())})")
    return wanted


def _pieces(record: Json, language: str) -> Iterator[Piece]:
    yield from _pictures(record, language)
    yield from _pages(record, language)
    document = printed_record(record, language)
    yield Piece("operating-document-a4.pdf", lambda: as_pdf(document, "a4"))
    yield Piece("operating-document-letter.pdf", lambda: as_pdf(document, "us-letter"))
    yield Piece("operating-document.docx", lambda: as_docx(document))
    yield Piece("operating-document.json", lambda: str(document["canonical"]).encode("ascii"))
    yield Piece("record.json", lambda: record_file.as_json(record))
    for name, sheet in sheets(record).items():
        yield Piece(f"csv/{name}.csv", lambda sheet=sheet: csv_files.as_csv(sheet))  # type: ignore[misc]
    yield Piece("interest-map.graphml", lambda: graphml.as_graphml(record, language))
    yield Piece("interest-map.kumu.json", lambda: kumu.as_kumu(record, language))
    yield Piece("calendar.ics", lambda: calendar_file.calendar_of_record(record, language))


def _pictures(record: Json, language: str) -> Iterator[Piece]:
    """Each picture, and beside it the same in words."""
    for picture in pictures(record, language):
        words = f"{picture.alt_text}\n".encode("utf-8", "replace")
        yield Piece(f"{picture.name}.png", lambda png=picture.png: png)  # type: ignore[misc]
        yield Piece(f"{picture.name}.txt", lambda words=words: words)  # type: ignore[misc]


def _pages(record: Json, language: str) -> Iterator[Piece]:
    """The coordinators' page of the latest cycle that has one; in another language where that has none."""
    cycle = max((summary["cycle"] for summary in record["summaries"]), default=None)
    if cycle is None:
        return
    told = [summary["language"] for summary in record["summaries"] if summary["cycle"] == cycle]
    spoken = language if language in told else told[0]
    for name, paper in (("a4", "a4"), ("letter", "us-letter")):
        page = functools.partial(coordinators_page, record, cycle, spoken, paper)
        yield Piece(f"coordinators-page-{name}.pdf", page)


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file so that nobody ever finds a half of it: beside its place, then moved there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
