"""What Word knows and python-docx has no call for: numbering by styles, fields, languages, rows that stay whole."""

from __future__ import annotations

from typing import Any

from babel.core import get_global
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

# Free in the template's own numbering.
NUMBERING = 90
LEVELS = """
<w:abstractNum {names} w:abstractNumId="{id}">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0">
    <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{heading}"/>
    <w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="624" w:hanging="624"/></w:pPr>
  </w:lvl>
  <w:lvl w:ilvl="1">
    <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{clause}"/>
    <w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="624" w:hanging="624"/></w:pPr>
  </w:lvl>
</w:abstractNum>"""


def number_by_styles(document: Document, heading: ParagraphStyle, clause: ParagraphStyle) -> None:
    """Headings count 1. 2. 3., clauses 1.1 1.2 under them; Word counts anew when a paragraph moves."""
    numbering = document.part.numbering_part.element
    drawn = LEVELS.format(names=nsdecls("w"), id=NUMBERING, heading=heading.style_id, clause=clause.style_id)
    first = numbering.find(qn("w:num"))
    abstract = parse_xml(drawn)
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    used = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'
    )
    numbering.append(used)
    for level, style in enumerate((heading, clause)):
        _numbered(style, NUMBERING, level)


def unnumbered(style: ParagraphStyle) -> None:
    """A style that does not count, though the one it comes from does."""
    _numbered(style, 0, 0)


def _numbered(style: ParagraphStyle, number: int, level: int) -> None:
    properties = style.element.get_or_add_pPr()
    numbered = properties.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = number


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out: PAGE, NUMPAGES."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("shown", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text or ""
        elif kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            run._r.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def set_language(document: Document, language: str) -> None:
    """The language of all text, for spelling and for reading aloud: "es" becomes "es-ES"."""
    likely = str(get_global("likely_subtags").get(language, language)).split("_")
    full = f"{language}-{likely[-1]}" if len(likely) > 1 else language
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), full)
    document.core_properties.language = full


def stay_whole(row: Any) -> None:
    """A table row that is not broken between two pages."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
