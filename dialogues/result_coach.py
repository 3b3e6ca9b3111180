"""Helps one person to a measurable result: shows what the sentence has, and helps with one missing thing."""

from __future__ import annotations

import html
import re
from datetime import date
from zoneinfo import ZoneInfo

from dialogues import phrases
from dialogues.checks.measurable import Check, Part, example, marked, next_step
from dialogues.checks.measurable import check as judge
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import Person, Table


def best_reading(table: Table, text: str, as_of: date) -> Check:
    """The reading in the table's language that finds most; a measurable one wins."""
    readings = [
        judge(text, language, as_of) for language in table.languages if language in phrases.languages()
    ]
    return max(
        readings or [judge(text, phrases.FIRST_LANGUAGE, as_of)],
        key=lambda c: (c.overall, sum(span is not None for span in c.parts.values())),
    )


def passes(ctx: Context, table: Table, text: str) -> bool:
    """Whether the text is a measurable result today, in a language of the table."""
    as_of = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    return best_reading(table, text, as_of).overall


def review(ctx: Context, table: Table, person: Person, text: str) -> bool:
    """Shows the marked sentence and the one next thing; True when the sentence is a measurable result."""
    as_of = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    checked = best_reading(table, text, as_of)
    hint = next_step(checked)
    ctx.say_to(
        person,
        "coach.review",
        table=table,
        pieces=_pieces(ctx, checked, person.language),
        code=hint.code if not checked.overall or hint.code != "COMPLETE" else "COMPLETE",
        found=[ctx.label(person.language, f"parts.{part}") for part in hint.found],
        overall=checked.overall,
        example=example(checked, as_of) if not checked.overall else None,
        readings=list(hint.options),
        target=hint.slots.get("target"),
        population=hint.slots.get("population"),
    )
    return checked.overall


def _pieces(ctx: Context, checked: Check, language: str) -> list[dict[str, GroupSafe]]:
    """The sentence in pieces, each with the name of the part it carries."""
    return [{"text": text, "part": _name(ctx, part, language)} for text, part in marked(checked)]


def _name(ctx: Context, part: Part | None, language: str) -> str | None:
    return None if part is None else ctx.label(language, f"parts.{part}")


def explained(text: str, language: str, as_of: date) -> str:
    """The judgment of one statement as plain text: marked sentence, what is missing, an example.

    Raises `UnknownLanguage` where the check has no words for the language.
    """
    checked = judge(text, language, as_of)
    hint = next_step(checked)
    spoken = phrases.spoken(language)
    named = [(piece, part and _label(spoken, f"parts.{part}")) for piece, part in marked(checked)]
    values = {
        "pieces": [{"text": piece, "part": part} for piece, part in named],
        "code": hint.code,
        "found": [_label(spoken, f"parts.{part}") for part in hint.found],
        "overall": checked.overall,
        "example": None if checked.overall else example(checked, as_of),
        "readings": list(hint.options),
        "target": hint.slots.get("target"),
        "population": hint.slots.get("population"),
    }
    return html.unescape(re.sub(r"</?[a-z]+>", "", phrases.render(spoken, "coach.review", "UTC", values)))


def _label(language: str, phrase: str) -> str:
    return html.unescape(phrases.render(language, phrase, "UTC", {}))
