"""The result check as JSON lines, for the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dialogues.checks.measurable.judge import check
from dialogues.checks.measurable.model import Check, Part
from dialogues.checks.measurable.pack import UnknownLanguage


def as_contract_line(statement_id: str, result: Check) -> dict[str, Any]:
    """The answer object: id, overall, kind, parts (text or null), reasons."""
    return {
        "id": statement_id,
        "overall": result.overall,
        "kind": str(result.kind),
        "parts": {str(p): (span.text if (span := result.parts[p]) else None) for p in Part},
        "reasons": list(result.reasons),
    }


class BadLine(ValueError):
    """The line is no object {"id", "text", "lang", "as_of"}; the message says what is wrong with it."""


def answer_line(line: str) -> dict[str, Any]:
    """The answer to one input line. Raises BadLine."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(asked, dict):
        raise BadLine("not an object")
    for key in ("id", "text", "lang", "as_of"):
        if not isinstance(asked.get(key), str):
            raise BadLine(f"{key} is missing or no text")
    try:
        as_of = date.fromisoformat(asked["as_of"])
        return as_contract_line(asked["id"], check(asked["text"], asked["lang"], as_of))
    except UnknownLanguage as error:
        raise BadLine(str(error)) from error
    except ValueError as error:
        raise BadLine(f"as_of: {error}") from error


def answer_lines(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """For each line that is not blank: the output line (JSON) and whether the input line was answered."""
    for line in lines:
        if not line.strip():
            continue
        try:
            yield json.dumps(answer_line(line), ensure_ascii=False), True
        except BadLine as error:
            yield json.dumps({"id": None, "error": str(error)}, ensure_ascii=False), False
