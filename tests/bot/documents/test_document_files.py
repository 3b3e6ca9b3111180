"""The operating document on paper: complete, literal, numbered, with its code; as other programs read it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from bot.documents.document_docx import as_docx
from bot.documents.document_pdf import as_pdf
from bot.documents.letters import MISSING, drawable
from dialogues.phrases import languages
from dialogues.printed_document import Changed, SignatureLine, Standing, printed
from dialogues.printing_records import printed_record
from dialogues.signed_texts import DocumentText
from dialogues.text_changes import changes
from tests.bot.documents.records import HOSTILE, Json, empty, full, hostile

LONG = "Consejo Intermunicipal de Desarrollo Económico y Social de la Cuenca Alta del Río Grande de San Sebastián"
ACCENTS = "ÀÉÎÕÜ çñß Žluťoučký kůň Łódź Đặng ăâîșț ŵŷ ḃċḋ"
RECORDS = {"empty": empty(), "full": full(), "hostile": hostile()}


def tool(name: str, package: str) -> str:
    """The path of an installed program; without it the test says so aloud, and CI refuses."""
    found = shutil.which(name)
    if found is not None:
        return found
    if os.environ.get("CI"):
        pytest.fail(
            f"{name} is not installed, and CI must read the documents: install the package {package}."
        )
    pytest.skip(f"THE DOCUMENTS WERE NOT READ: install {name} (package {package}) to run these tests.")


def read_pdf(file: bytes) -> str:
    """The words of a PDF as another program reads them; what is printed beside the text is left out."""
    given = [tool("pdftotext", "poppler-utils"), "-raw", "-", "-"]
    done = subprocess.run(given, input=file, capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def as_word_prints(file: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a DOCX."""
    (folder / "paper.docx").write_bytes(file)
    given = [
        tool("soffice", "libreoffice-writer"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "paper.docx")),
    ]
    subprocess.run(given, capture_output=True, check=True, timeout=300)  # noqa: S603
    return (folder / "paper.pdf").read_bytes()


def letters(text: str) -> str:
    """A text without blanks, line breaks and what nobody sees: how it is laid out does not matter."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if not c.isspace() and unicodedata.category(c)[0] != "C")


def everything_in(document: Json) -> Iterator[str]:
    """Every word a printed document has."""
    yield from (document["title"], document["subtitle"], document["note"], document["hash"])
    for fact in document["facts"]:
        yield from (fact["label"], fact["value"])
    for section in document["sections"]:
        yield from (section["title"], section["remark"], *(b["text"] for b in section["blocks"]))
    signatures = document["signatures"]
    yield from (signatures["title"], signatures["intro"], signatures["checking"])
    for line in signatures["lines"]:
        yield from (line["organisation"], line["state"])
    if document["changes"]:
        yield from (document["changes"]["title"], document["changes"]["note"])


def missing(document: Json, page: str) -> list[str]:
    """The texts of a document that a page does not have whole, whatever stands at the foot of pages between."""
    foot, table = document["footer"], document["table"]
    marks = (f"{foot['version']} · {foot['date']} · {foot['code']}", f"{table} {document['title']}")
    plain = letters(page)
    for mark in marks:
        plain = plain.replace(letters(mark), "")
    plain = re.sub(letters(foot["page"]) + r"\d+" + letters(foot["of"]) + r"\d+", "", plain)
    return [text for text in everything_in(document) if letters(text) not in plain]


# PDF


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", RECORDS)
def test_a_pdf_has_every_word_as_it_was_typed(name: str, language: str) -> None:
    document = printed_record(RECORDS[name], language)
    lacking: list[str] = []
    shown = drawable(document, lacking)
    assert [text for text in lacking if not re.search("[＝﹢]", text)] == []
    assert missing(shown, read_pdf(as_pdf(document))) == []


def test_a_pdf_says_what_its_font_cannot_show() -> None:
    record = full()
    record["organisations"][0]["name"] = "Happy 😀 table 日本"
    record["organisations"][1]["name"] = ACCENTS
    page = read_pdf(as_pdf(printed_record(record, "en")))
    assert f"Happy {MISSING} table {MISSING}" in page
    assert letters("Some letters are not in the font of this paper and stand as […].") in letters(page)
    assert letters(ACCENTS) in letters(page)
    assert "Some letters are not" not in read_pdf(as_pdf(printed_record(full(), "en")))


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_nothing_leaves_the_page(paper: Any, tmp_path: Path) -> None:
    record = full()
    record["organisations"][0]["name"] = "x" * 120
    record["organisations"][1]["name"] = LONG
    record["table"]["name"] = LONG
    document = printed_record(record, "es")
    (tmp_path / "paper.pdf").write_bytes(as_pdf(document, paper))
    given = [tool("pdftotext", "poppler-utils"), "-bbox", str(tmp_path / "paper.pdf"), "-"]
    boxes = subprocess.run(given, capture_output=True, check=True).stdout.decode()  # noqa: S603
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL)
    assert {(round(float(w)), round(float(h))) for w, h, _ in pages} == {
        (595, 842) if paper == "a4" else (612, 792)
    }
    for width, _, words in pages:
        ends = [float(x) for x in re.findall(r'xMax="([\d.]+)"', words)]
        assert max(ends) <= float(width) - 60


def test_a_pdf_is_tagged_and_speaks_its_language() -> None:
    file = as_pdf(printed_record(full(), "es"))
    assert b"/StructTreeRoot" in file
    assert b"/Lang (es)" in file or b"/Lang(es)" in file


# DOCX


def word(document: Json) -> Any:
    return docx.Document(io.BytesIO(as_docx(document)))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", RECORDS)
def test_libreoffice_opens_the_docx_and_prints_all_of_it(name: str, language: str, tmp_path: Path) -> None:
    document = printed_record(RECORDS[name], language)
    assert missing(document, read_pdf(as_word_prints(as_docx(document), tmp_path))) == []


def test_headings_and_clauses_count_by_their_styles() -> None:
    paper = word(printed_record(full(), "en"))
    heads = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert heads[0] == "Purpose and result"
    assert len(heads) == 12
    styles = {p.style.name for p in paper.paragraphs}
    assert styles >= {"Title", "Subtitle", "Heading 1", "Clause", "List Bullet", "Heading without number"}
    numbered = [s.name for s in paper.styles if s.element.find(f".//{qn('w:numId')}") is not None]
    assert {"Heading 1", "Clause"} <= set(numbered)


def test_libreoffice_counts_what_word_counts(tmp_path: Path) -> None:
    page = read_pdf(as_word_prints(as_docx(printed_record(full(), "en")), tmp_path))
    assert re.search(r"4\.\s+How we decide", page)
    assert re.search(r"4\.3\s+What can be tried", page)
    assert re.search(r"12\.\s+How long, and how one leaves", page)
    assert re.search(r"Page 1 of \d", page)


def test_a_docx_has_its_code_at_the_foot_and_in_its_properties() -> None:
    document = printed_record(full(), "es")
    paper = word(document)
    about = paper.core_properties
    assert (about.language, about.identifier) == ("es-ES", f"sha256:{document['hash']}")
    assert about.title == "Documento de funcionamiento · Lake Alder table"
    foot = "".join(p.text for p in paper.sections[0].footer.paragraphs)
    assert document["footer"]["code"] in foot
    with zipfile.ZipFile(io.BytesIO(as_docx(document))) as parts:
        footer = parts.read("word/footer1.xml").decode()
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))  # noqa: S314 - our own file
    assert re.findall(r"NUMPAGES|PAGE", footer) == ["PAGE", "NUMPAGES"]


def test_each_organisation_has_a_block_to_sign_in() -> None:
    paper = word(printed_record(full(), "en"))
    blocks = [[[c.text for c in row.cells] for row in table.rows] for table in paper.tables[1:]]
    assert [block[0][0] for block in blocks] == [
        "Lake Alder Council\nSigned in the chat",
        "Valley Care\nNot signed yet",
        "Mill Towns Assembly\nSigned in the chat",
    ]
    assert blocks[0][1:] == [["Name", "Position"], ["Signature", "Day"]]


def test_hostile_texts_stand_in_the_docx_letter_for_letter() -> None:
    paper = word(printed_record(hostile(), "en"))
    said = "\n".join(p.text for p in paper.paragraphs)
    for text in HOSTILE:
        for line in text.splitlines():
            assert line.strip() in said, text


# what changed


def test_the_paper_shows_what_changed_and_the_code_is_of_the_new_text(tmp_path: Path) -> None:
    before = {"conflict": "We talk at the lake, each month.", "roles": "Old <s>"}
    text = DocumentText(2, {"conflict": "We talk at the mill, each month.", "communication": "New *one*"})
    standing = Standing(table="T", dated=date(2027, 3, 4), begun=True, ratified=False)
    line = SignatureLine(organisation="A", signed=False)
    changed = Changed(1, changes(before, text.texts))
    document = printed("en", text, standing, [line], changed=changed)
    for page in (read_pdf(as_pdf(document)), read_pdf(as_word_prints(as_docx(document), tmp_path))):
        plain = letters(page)
        assert letters("What changed since version 1") in plain
        assert letters("We talk at the [lake,] +mill, each month.") in plain
        assert letters("[Old <s>]") in plain
        assert letters("+New *one*") in plain
        assert "Version 2 · March 4, 2027 · Text " + document["hash"][:12] in page
    assert "This section is not" not in read_pdf(as_pdf(document))
    assert read_pdf(as_pdf(document)).count("The table has not written this section yet.") == 10
