"""The operating document as plain values that a printer lays out: every word in it is ready, in one language.

What is printed is the same as PDF and as DOCX; see `bot/documents/`. The keys are listed in `printed`.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogues import phrases
from dialogues.checks.leverage import SECTIONS
from dialogues.signed_texts import DocumentText, short
from dialogues.text_changes import SectionChange

Json = dict[str, Any]
ITEM = "- "
BLANKS = ("name", "position", "signature", "signing_day")
UNSPOKEN = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    """An organisation that signs. `on` and `code` are None where it is only known that it has signed."""

    organisation: str
    signed: bool
    on: date | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the document stands: what the first page says beside version and code.

    `changed_on` is the day of a change after the vote that ratified: the table has not voted on this text.
    """

    table: str
    dated: date
    begun: bool
    ratified: bool
    ratified_on: date | None = None
    ratified_in: int | None = None
    changed_on: date | None = None
    review_on: date | None = None
    review_is_latest: bool = False
    review_months: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """The sections that differ from an earlier version of this number."""

    since: int
    sections: Sequence[SectionChange]


def printed(
    language: str,
    text: DocumentText,
    standing: Standing,
    signatures: Sequence[SignatureLine],
    *,
    proposals: Mapping[str, str] | None = None,
    from_record: bool = False,
    changed: Changed | None = None,
) -> Json:
    """The values: language, title, subtitle, table, facts, note, sections, signatures, changes, footer, hash.

    `proposals` are texts for sections that are not written; they are printed as such, and not hashed.
    """
    words = _Words(phrases.spoken(language))
    code = short(text.content_hash)
    return {
        "language": words.language,
        "title": words.say("printed.title"),
        "subtitle": words.say("printed.subtitle", table=standing.table),
        "table": standing.table,
        "dated": standing.dated.isoformat(),
        "facts": _facts(words, text, standing),
        "note": words.say("printed.from_record", on=standing.dated) if from_record else "",
        "sections": [_section(words, n, text, proposals or {}) for n in range(1, len(SECTIONS) + 1)],
        "signatures": _signatures(words, signatures),
        "changes": _changes(words, changed) if changed and changed.sections else None,
        "footer": {
            "version": words.say("printed.short_version", version=text.number),
            "date": words.say("printed.day", on=standing.dated),
            "code": words.say("printed.text_code", code=code),
            "page": words.say("printed.page"),
            "of": words.say("printed.of"),
        },
        "hash": text.content_hash,
        "canonical": text.canonical,
    }


@dataclass(frozen=True, slots=True)
class _Words:
    language: str

    def say(self, phrase: str, **values: object) -> str:
        return html.unescape(phrases.render(self.language, phrase, "UTC", values))


def _facts(words: _Words, text: DocumentText, standing: Standing) -> list[Json]:
    review = words.say(
        "printed.review_day",
        on=standing.review_on,
        latest=standing.review_is_latest,
        months=standing.review_months,
    )
    return [
        _fact(words.say("printed.version"), words.say("printed.version_n", version=text.number)),
        _fact(words.say("printed.date"), words.say("printed.day", on=standing.dated)),
        _fact(words.say("printed.status"), _status(words, standing)),
        _fact(words.say("printed.review"), review),
        _fact(words.say("printed.hash"), text.content_hash) | {"code": True},
    ]


def _status(words: _Words, standing: Standing) -> str:
    if standing.ratified and standing.changed_on is not None:
        return words.say("printed.ratified_before", on=standing.ratified_on, changed=standing.changed_on)
    if standing.ratified:
        return words.say("printed.ratified", on=standing.ratified_on, cycle=standing.ratified_in)
    return words.say("printed.not_ratified" if standing.begun else "printed.not_begun")


def _fact(label: str, value: str) -> Json:
    return {"label": label, "value": value, "code": False}


def _section(words: _Words, number: int, text: DocumentText, proposals: Mapping[str, str]) -> Json:
    """A section with its paragraphs: clauses, which are numbered, and items of a list."""
    name = SECTIONS[number - 1]
    own, proposed = text.texts.get(name), proposals.get(name)
    remark = ""
    if own is None:
        remark = words.say("printed.proposed" if proposed else "printed.unwritten")
    return {
        "number": number,
        "title": words.say(f"sections.{name}"),
        "written": own is not None,
        "remark": remark,
        "blocks": _blocks(own if own is not None else proposed or ""),
    }


def _blocks(text: str) -> list[Json]:
    lines = [line.strip() for line in text.splitlines()]
    return [
        {"kind": "item", "text": line.removeprefix(ITEM)}
        if line.startswith(ITEM)
        else {"kind": "clause", "text": line}
        for line in lines
        if line
    ]


def _signatures(words: _Words, lines: Sequence[SignatureLine]) -> Json:
    return {
        "title": words.say("printed.signatures"),
        "intro": words.say("printed.signing" if lines else "printed.nobody_signs"),
        "checking": words.say("printed.checking"),
        "blanks": [words.say(f"printed.{blank}") for blank in BLANKS],
        "lines": [
            {
                "organisation": line.organisation,
                "signed": line.signed,
                "state": words.say("printed.signed", on=line.on, code=line.code)
                if line.signed
                else words.say("printed.not_signed"),
            }
            for line in lines
        ],
    }


def _changes(words: _Words, changed: Changed) -> Json:
    return {
        "title": words.say("printed.changes", version=changed.since),
        "note": words.say("printed.changes_note"),
        "sections": [
            {
                "title": words.say(f"sections.{one.section}"),
                "remark": "" if one.kind == UNSPOKEN else words.say(f"printed.{one.kind}"),
                "runs": [{"kind": run.kind.value, "text": run.text} for run in one.runs],
            }
            for one in changed.sections
        ],
    }
