"""The operating document's text as it is signed: its hash, and the earlier versions that were signed.

The hash is SHA-256 over `canonical`, so that anybody can work it out again from the text alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from dialogues import structure_facts
from dialogues.checks.leverage import SECTIONS
from dialogues.context import Context
from dialogues.model import SignedText, Table
from dialogues.repository import Repository

FORMAT = "tablekeeper.document/1"
SHOWN_DIGITS = slice(12)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A version's number (None: a text that is in no table) and its written sections by name."""

    number: int | None
    texts: Mapping[str, str]

    @property
    def canonical(self) -> str:
        """The text that is hashed: ASCII JSON on one line, keys in order, no blanks; sections in their order."""
        sections = [[name, self.texts[name]] for name in SECTIONS if name in self.texts]
        values = {"format": FORMAT, "sections": sections, "version": self.number}
        return json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))

    @property
    def content_hash(self) -> str:
        """64 hexadecimal digits."""
        return hashlib.sha256(self.canonical.encode("ascii")).hexdigest()


def short(content_hash: str) -> str:
    """As many digits as people compare: the first twelve."""
    return content_hash[SHOWN_DIGITS]


def current(repository: Repository, table: Table) -> DocumentText | None:
    """The document as it reads now; None while there is none."""
    number = structure_facts.version(repository, table)
    if number is None:
        return None
    written = structure_facts.sections(repository, table)
    return DocumentText(number, {name: section.text for name, section in written.items()})


def keep(ctx: Context, table: Table) -> str:
    """Keeps the text that is being signed, once for each edition; gives its hash."""
    paper, text = structure_facts.document(ctx.repository, table), current(ctx.repository, table)
    if paper is None or text is None:
        raise LookupError("There is no document to sign: look whether it has been begun.")
    if ctx.repository.first(SignedText, table_id=table.id, edition=paper.edition) is None:
        ctx.repository.add(
            SignedText(
                table_id=table.id,
                edition=paper.edition,
                number=text.number or 1,
                content_hash=text.content_hash,
                texts=text.texts,
                kept_at=ctx.now,
            )
        )
    return text.content_hash


def before(repository: Repository, table: Table) -> SignedText | None:
    """The latest version that was signed before the text as it reads now; None without one."""
    paper = structure_facts.document(repository, table)
    if paper is None:
        return None
    kept = [one for one in repository.find(SignedText, table_id=table.id) if one.edition < paper.edition]
    return kept[-1] if kept else None
