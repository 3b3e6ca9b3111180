"""Judges whether a sentence is a specific and measurable result, and says why (docs/method.md section 1)."""

from dialogues.checks.measurable.contract import as_contract_line
from dialogues.checks.measurable.judge import check
from dialogues.checks.measurable.model import AskWhich, Check, Kind, Number, Part, Span
from dialogues.checks.measurable.pack import UnknownLanguage

__all__ = ["AskWhich", "Check", "Kind", "Number", "Part", "Span", "UnknownLanguage", "as_contract_line", "check"]
