"""Helps one person to a measurable result: shows what the sentence has, and helps with one missing thing."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from dialogues import house_rules, phrases
from dialogues.checks.measurable import Check, Part, example, judged_languages, marked, next_step
from dialogues.checks.measurable import check as judge
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import Person, Table


def best_reading(table: Table, text: str, as_of: date) -> Check:
    """The reading in the table's language that finds most; a measurable one wins."""
    readings = [
        judge(text, language, as_of) for language in table.languages if language in judged_languages()
    ]
    return max(
        readings or [judge(text, phrases.FIRST_LANGUAGE, as_of)],
        key=lambda c: (c.overall, sum(span is not None for span in c.parts.values())),
    )


def can_judge(table: Table, text: str) -> bool:
    """Whether the check has words for the language that the text is written in."""
    return phrases.likely(text, table.languages) in judged_languages()


def passes(ctx: Context, table: Table, text: str) -> bool:
    """Whether the text is a measurable result today, in a language of the table.

    What can't be judged is left to the table: it has been told so.
    """
    if not can_judge(table, text):
        return True
    as_of = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    return best_reading(table, text, as_of).overall


def joined(ctx: Context, table: Table, before: str, text: str) -> str:
    """`text` as an addition to `before` where that completes it ("by June 2031"), else `text` alone."""
    if not can_judge(table, text):
        return text
    as_of = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    both = f"{before.rstrip(' .;,')}, {text.strip()}"
    found = {said: _parts(best_reading(table, said, as_of)) for said in (before, text, both)}
    completes = len(found[both]) > max(len(found[before]), len(found[text])) and found[before] <= found[both]
    return both if completes and len(text.split()) <= house_rules.ADDITION_WORDS.value else text


def _parts(checked: Check) -> set[Part]:
    return {part for part, span in checked.parts.items() if span is not None}


def review(ctx: Context, table: Table, person: Person, text: str) -> bool:
    """Shows the marked sentence and the one next thing; True when the sentence is a measurable result.

    In a language it has no words for, the check says so and what to look for, and lets the text pass.
    """
    if not can_judge(table, text):
        ctx.say_to(person, "coaching.unjudged", table=table, written_in=phrases.likely(text, table.languages))
        return True
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
        left=len(hint.missing),
    )
    return checked.overall


def _pieces(ctx: Context, checked: Check, language: str) -> list[dict[str, GroupSafe]]:
    """The sentence in pieces, each with the name of the part it carries."""
    return [{"text": text, "part": _name(ctx, part, language)} for text, part in _tidy(marked(checked))]


def _tidy(pieces: Sequence[tuple[str, Part | None]]) -> list[tuple[str, Part | None]]:
    """The pieces for reading: a part is marked once, where it begins, and blanks stand outside."""
    first: dict[Part, int] = {}
    for place, (text, part) in enumerate(pieces):
        if part is not None and text.strip():
            first.setdefault(part, place)
    tidy: list[tuple[str, Part | None]] = []
    for place, (text, part) in enumerate(pieces):
        if part is None or first.get(part) != place:
            tidy.append((text, None))
            continue
        bare = text.strip()
        start = text.index(bare)
        tidy += [(text[:start], None), (bare, part), (text[start + len(bare) :], None)]
    return [(text, part) for text, part in tidy if text]


def _name(ctx: Context, part: Part | None, language: str) -> str | None:
    return None if part is None else ctx.label(language, f"parts.{part}")


def explained(text: str, language: str, as_of: date) -> str:
    """The judgment of one statement as plain text: marked sentence, what is missing, an example.

    Raises `UnknownLanguage` where the check has no words for the language.
    """
    checked = judge(text, language, as_of)
    hint = next_step(checked)
    spoken = phrases.spoken(language)
    named = [(piece, part and _label(spoken, f"parts.{part}")) for piece, part in _tidy(marked(checked))]
    values = {
        "pieces": [{"text": piece, "part": part} for piece, part in named],
        "code": hint.code,
        "found": [_label(spoken, f"parts.{part}") for part in hint.found],
        "overall": checked.overall,
        "example": None if checked.overall else example(checked, as_of),
        "readings": list(hint.options),
        "target": hint.slots.get("target"),
        "population": hint.slots.get("population"),
        "left": len(hint.missing),
    }
    return html.unescape(re.sub(r"</?[a-z]+>", "", phrases.render(spoken, "coach.review", "UTC", values)))


def _label(language: str, phrase: str) -> str:
    return html.unescape(phrases.render(language, phrase, "UTC", {}))
