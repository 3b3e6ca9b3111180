"""What to say next about a statement: one thing at a time, in the table's own words (method 1c)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dialogues.checks.measurable.model import Check, Kind, Part, Span
from dialogues.checks.measurable.pack import load
from dialogues.checks.measurable.tokens import fold

_KIND_CODES = {
    Kind.OUTPUT: "OUTPUT_AS_RESULT",
    Kind.ACTIVITY: "ACTIVITY_AS_RESULT",
    Kind.INPUT: "INPUT_AS_RESULT",
    Kind.PROCESS: "PROCESS_AS_RESULT",
    Kind.SYSTEMS_CHANGE: "POLICY_AS_RESULT",
    Kind.VISION: "VAGUE",
    Kind.STATEMENT_OF_FACT: "FACT_AS_RESULT",
}
_MARK_ORDER = (
    Part.DEADLINE,
    Part.TARGET,
    Part.BASELINE,
    Part.PLACE,
    Part.DIRECTION,
    Part.POPULATION,
    Part.INDICATOR,
)


@dataclass(frozen=True, slots=True)
class Hint:
    """The one thing to say. `slots` has the words found for each part, by part name, for phrase templates.

    Codes: OUTPUT_AS_RESULT, ACTIVITY_AS_RESULT, INPUT_AS_RESULT, PROCESS_AS_RESULT, POLICY_AS_RESULT,
    FACT_AS_RESULT, VAGUE, MISSING_<PART>, VAGUE_TARGET, PAST_DEADLINE, RELATIVE_WITHOUT_BASELINE,
    AMBIGUOUS_NUMBER, AMBIGUOUS_DATE, WHICH_DECADE_END, the warnings of Check, and COMPLETE.
    `found` and `missing` are in the order of the method; `options` are the readings to choose from.
    """

    code: str
    slots: Mapping[str, str]
    found: tuple[Part, ...]
    missing: tuple[Part, ...]
    options: tuple[str, ...] = ()


def next_step(check: Check) -> Hint:
    """The first thing that keeps the statement from being a result, or the first doubt, or COMPLETE."""
    slots = {str(part): span.text for part, span in check.parts.items() if span}
    found = tuple(part for part in Part if check.parts[part])
    missing = tuple(part for part in Part if f"MISSING:{part.upper()}" in check.reasons)
    code = _code(check, missing)
    return Hint(code, slots, found, missing, tuple(check.options.get(code, ())))


def _code(check: Check, missing: tuple[Part, ...]) -> str:
    if check.kind in _KIND_CODES:
        return _KIND_CODES[check.kind]
    if missing:
        if missing[0] is Part.TARGET and "VAGUE" in check.reasons:
            return "VAGUE_TARGET"
        return f"MISSING_{missing[0].upper()}"
    if "RELATIVE_TARGET_WITHOUT_BASELINE" in check.reasons:
        return "RELATIVE_WITHOUT_BASELINE"
    if "DEADLINE_PAST" in check.reasons:
        return "PAST_DEADLINE"
    return next(iter((*check.questions, *check.warnings)), "COMPLETE")


def marked(check: Check) -> list[tuple[str, Part | None]]:
    """The original text in pieces, in order, each with the part it carries; the pieces join to the text."""
    taken: list[tuple[int, int, Part]] = []
    for part in _MARK_ORDER:
        span = check.parts[part]
        if span:
            taken += [(a, b, part) for a, b in _left(span, taken)]
    pieces: list[tuple[str, Part | None]] = []
    at = 0
    for start, end, part in sorted(taken):
        if start > at:
            pieces.append((check.text[at:start], None))
        pieces.append((check.text[start:end], part))
        at = end
    if at < len(check.text):
        pieces.append((check.text[at:], None))
    return pieces


def _left(span: Span, taken: list[tuple[int, int, Part]]) -> list[tuple[int, int]]:
    """What of the span no part before it has."""
    free = [(span.start, span.end)]
    for start, end, _ in taken:
        free = [
            piece for a, b in free for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]
        ]
    return free


def example(check: Check, as_of: date) -> str:
    """A fill-in in the table's own words; what they have to supply stands in square brackets."""
    phrases = load(check.language).phrases
    when = str(phrases["example_date"]).format(year=as_of.year + 4)
    text = check.text.strip().rstrip(".!;: ")
    missing = [part for part in Part if f"MISSING:{part.upper()}" in check.reasons]
    if check.kind is Kind.OUTCOME and len(text) <= 300:
        if missing == [Part.DEADLINE]:
            return str(phrases["add_deadline"]).format(text=text, date=when)
        if missing == [Part.PLACE]:
            return str(phrases["add_place"]).format(text=text)
        if missing == [Part.TARGET]:
            return str(phrases["add_target"]).format(text=text)
        if not missing and "RELATIVE_TARGET_WITHOUT_BASELINE" in check.reasons:
            return str(phrases["add_baseline"]).format(text=text, year=as_of.year - 1)
    words = {str(part): str(phrases["blank"][str(part)]) for part in Part}
    words |= {str(part): span.text for part, span in check.parts.items() if span}
    words["deadline"] = _inside(words["deadline"], check.language)
    if "DEADLINE_PAST" in check.reasons or check.parts[Part.DEADLINE] is None:
        words["deadline"] = str(phrases["by_date"]).format(date=when)
    if check.kind is not Kind.OUTCOME:
        words |= {name: str(phrases["blank"][name]) for name in ("indicator", "target", "baseline")}
    return str(phrases["full"]).format(**words)


def _inside(text: str, language: str) -> str:
    """The words as they stand inside a sentence: "By 2030" as "by 2030", but "June 2030" as it is."""
    first = text.partition(" ")[0]
    small = "function" in load(language).lexicon.tags(fold(first))
    return text[:1].lower() + text[1:] if small else text
