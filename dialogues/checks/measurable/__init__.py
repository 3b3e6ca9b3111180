"""Judges whether a sentence is a specific and measurable result, and says why (docs/method.md section 1)."""

from dialogues.checks.measurable.contract import answer_lines, as_contract_line
from dialogues.checks.measurable.feedback import Hint, example, marked, next_step
from dialogues.checks.measurable.judge import EXAMINED_CHARACTERS, check
from dialogues.checks.measurable.model import AskWhich, Check, Kind, Number, Part, Span
from dialogues.checks.measurable.pack import UnknownLanguage
from dialogues.checks.measurable.pack import languages as judged_languages
from dialogues.checks.measurable.reading import read_date, read_number

__all__ = [
    "EXAMINED_CHARACTERS",
    "AskWhich",
    "Check",
    "Hint",
    "Kind",
    "Number",
    "Part",
    "Span",
    "UnknownLanguage",
    "answer_lines",
    "as_contract_line",
    "check",
    "example",
    "judged_languages",
    "marked",
    "next_step",
    "read_date",
    "read_number",
]
