"""The result check as JSON lines, for the command line."""

from __future__ import annotations

import codecs
import json
import re
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


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


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
    if not _DAY.fullmatch(asked["as_of"]):
        raise BadLine("as_of is no day like 2026-11-22")
    try:
        as_of = date.fromisoformat(asked["as_of"])
        return as_contract_line(asked["id"], check(asked["text"], asked["lang"], as_of))
    except UnknownLanguage as error:
        raise BadLine(str(error)) from error
    except ValueError as error:
        raise BadLine(f"as_of: {error}") from error


def answer_lines(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """For each line that is not blank: the output line (JSON, UTF-8) and whether the input line was answered."""
    for number, line in enumerate(lines):
        given = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        if not given.strip():
            continue
        try:
            yield _written(answer_line(given.decode("utf-8"))), True
        except UnicodeDecodeError as error:
            yield _written({"id": None, "error": f"not UTF-8: byte {error.start}"}), False
        except BadLine as error:
            yield _written({"id": None, "error": str(error)}), False


def _written(answer: dict[str, Any]) -> bytes:
    """As it is read; half a character, which UTF-8 cannot hold, is written as JSON escapes it."""
    try:
        return json.dumps(answer, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(answer).encode()
