"""The operating document as DOCX, which a lawyer edits in Word: styles, numbering, tables, fields.


Every look is a style's, so that changing a style changes the whole document.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.documents.document_pdf import Size
from bot.documents.docx_parts import add_field, number_by_styles, set_language, stay_whole, unnumbered
from bot.documents.exports.xml_text import xml_text

Json = Mapping[str, Any]
FONT = "Arial"
INK = RGBColor(0x1B, 0x27, 0x33)
QUIET = RGBColor(0x4A, 0x56, 0x63)
PAPER: Mapping[str, tuple[Length, Length]] = {
    "a4": (Cm(21.0), Cm(29.7)),
    "us-letter": (Cm(21.59), Cm(27.94)),
}
MARGIN = Cm(2.5)
LABELS = Cm(4.4)
CLAUSE, REMARK, UNNUMBERED, SMALL = "Clause", "Remark", "Heading without number", "Small print"
# Strings that name things for other programs are short (dc:title and the like).
LONGEST_PROPERTY = 255


def as_docx(printed: Json, paper: Size = "a4") -> bytes:
    """The pages of `dialogues.printed_document.printed` as the bytes of a file."""
    document = new_document()
    _page(document, paper)
    _styles(document)
    set_language(document, printed["language"])
    _properties(document, printed)
    _head_and_foot(document, printed)
    document.add_paragraph(printed["title"], style="Title")
    document.add_paragraph(xml_text(printed["subtitle"]), style="Subtitle")
    _facts(document, printed["facts"])
    if printed["note"]:
        document.add_paragraph(printed["note"], style=REMARK)
    for section in printed["sections"]:
        _section(document, section)
    _signatures(document, printed["signatures"])
    if printed["changes"]:
        _changes(document, printed["changes"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document, paper: Size) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAPER[paper]
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN


def _styles(document: Document) -> None:
    _look(document, "Normal", size=10.5, after=6)
    _look(document, "Title", size=24, after=2, bold=True)
    _look(document, "Subtitle", size=13, after=14, colour=QUIET)
    heading = _look(document, "Heading 1", size=12.5, before=16, after=6, bold=True)
    _look(document, "Heading 2", size=10.5, before=10, after=4, bold=True)
    clause = _added(document, CLAUSE, "Normal")
    number_by_styles(document, heading, clause)
    bullet = _look(document, "List Bullet", size=10.5, after=3)
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Cm(1.7), Cm(-0.6)
    plain = _added(document, UNNUMBERED, "Heading 1")
    unnumbered(plain)
    plain.paragraph_format.left_indent = plain.paragraph_format.first_line_indent = Cm(0)
    remark = _added(document, REMARK, "Normal")
    remark.font.italic, remark.font.color.rgb = True, QUIET
    small = _added(document, SMALL, "Normal")
    small.font.size, small.font.color.rgb = Pt(8.5), QUIET
    small.paragraph_format.space_after = Pt(0)


def _look(
    document: Document,
    name: str,
    *,
    size: float,
    after: float,
    before: float = 0,
    bold: bool = False,
    colour: RGBColor = INK,
) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs in the template")
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for spread in style.element.rPr.findall("{*}spacing"):
        style.element.rPr.remove(spread)
    for theme in [name for name in fonts.attrib if "Theme" in str(name)]:
        del fonts.attrib[theme]
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    properties = style.element.get_or_add_pPr()
    for unwanted in [*properties.findall("{*}pBdr"), *properties.findall("{*}contextualSpacing")]:
        properties.remove(unwanted)
    return style


def _added(document: Document, name: str, base: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} was not added as a style of paragraphs")
    style.base_style, style.quick_style = document.styles[base], True
    return style


def _properties(document: Document, printed: Json) -> None:
    about = document.core_properties
    made = datetime.fromisoformat(printed["dated"]).replace(tzinfo=UTC)
    about.title = xml_text(f"{printed['title']} · {printed['table']}")[:LONGEST_PROPERTY]
    about.author = about.last_modified_by = xml_text(printed["table"])[:LONGEST_PROPERTY]
    about.subject, about.comments = printed["footer"]["version"], ""
    about.identifier = f"sha256:{printed['hash']}"
    about.created = about.modified = made


def _head_and_foot(document: Document, printed: Json) -> None:
    section, foot = document.sections[0], printed["footer"]
    width = Length((section.page_width or 0) - 2 * MARGIN)
    head = _line(section.header.paragraphs[0], width)
    head.add_run(f"{xml_text(printed['table'])}\t{printed['title']}")
    line = _line(section.footer.paragraphs[0], width)
    line.add_run(f"{foot['version']} · {foot['date']} · {foot['code']}\t{foot['page']} ")
    add_field(line, "PAGE")
    line.add_run(f" {foot['of']} ")
    add_field(line, "NUMPAGES")


def _line(paragraph: Paragraph, width: Length) -> Paragraph:
    """A line of small print with one place at its right end."""
    paragraph.style = SMALL
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _facts(document: Document, facts: Sequence[Json]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for fact in facts:
        label, value = table.add_row().cells
        label.text, value.text = fact["label"], xml_text(fact["value"])
        label.paragraphs[0].runs[0].font.color.rgb = QUIET
        if fact["code"]:
            value.paragraphs[0].runs[0].font.size = Pt(8)
    _widths(document, table)
    document.add_paragraph()


def _widths(document: Document, table: Table) -> None:
    section = document.sections[0]
    rest = Length((section.page_width or 0) - 2 * MARGIN - LABELS)
    for column, width in zip(table.columns, (LABELS, rest), strict=True):
        column.width = width
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = LABELS, rest
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(3)
            cell.paragraphs[0].paragraph_format.space_before = Pt(3)


def _section(document: Document, section: Json) -> None:
    document.add_paragraph(section["title"], style="Heading 1")
    if section["remark"]:
        document.add_paragraph(section["remark"], style=REMARK)
    for block in section["blocks"]:
        style = "List Bullet" if block["kind"] == "item" else CLAUSE
        document.add_paragraph(xml_text(block["text"]), style=style)


def _signatures(document: Document, signatures: Json) -> None:
    document.add_paragraph(signatures["title"], style=UNNUMBERED)
    document.add_paragraph(signatures["intro"])
    for line in signatures["lines"]:
        _signature(document, line, signatures["blanks"])
    document.add_paragraph(signatures["checking"], style=SMALL)


def _signature(document: Document, line: Json, blanks: Sequence[str]) -> None:
    """One block to be signed by hand: who, whether signed in the chat, and four fields."""
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    whole = table.rows[0].cells[0].merge(table.rows[0].cells[1])
    whole.paragraphs[0].add_run(xml_text(line["organisation"])).bold = True
    whole.add_paragraph(line["state"], style=SMALL)
    for left, right in zip(blanks[::2], blanks[1::2], strict=True):
        row = table.add_row()
        row.height = Cm(1.5)
        for cell, blank in zip(row.cells, (left, right), strict=True):
            cell.paragraphs[0].style = SMALL
            cell.paragraphs[0].add_run(blank)
    for row in table.rows:
        stay_whole(row)
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
    document.add_paragraph(style=SMALL)


def _changes(document: Document, changes: Json) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(changes["title"], style=UNNUMBERED)
    document.add_paragraph(changes["note"], style=REMARK)
    for section in changes["sections"]:
        remark = f" ({section['remark']})" if section["remark"] else ""
        document.add_paragraph(section["title"] + remark, style="Heading 2")
        paragraph = document.add_paragraph()
        for run in section["runs"]:
            _run(paragraph, run["kind"], xml_text(run["text"]).strip())


def _run(paragraph: Paragraph, kind: str, text: str) -> None:
    match kind:
        case "gone":
            paragraph.add_run("[")
            paragraph.add_run(text).font.strike = True
            paragraph.add_run("] ")
        case "new":
            paragraph.add_run("+")
            paragraph.add_run(text).font.underline = True
            paragraph.add_run(" ")
        case "cut":
            paragraph.add_run("… ")
        case _:
            paragraph.add_run(f"{text} ")
