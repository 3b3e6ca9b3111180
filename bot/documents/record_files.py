"""Reads a record file and says kindly where it is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from bot.documents.failures import NotARecord

Json = dict[str, Any]
REMEDY = (
    "Write one with: tablekeeper export TABLE --out record.json, "
    "or: tablekeeper rehearse --scenario FILE --record record.json"
)
LONGEST_SAID = 200


def read_record(file: Path) -> Json:
    """The record in a file. Raises `NotARecord`."""
    try:
        record = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise NotARecord(f"{file} cannot be read ({error.strerror}). {REMEDY}") from None
    except UnicodeDecodeError:
        raise NotARecord(f"{file} is no text in UTF-8. {REMEDY}") from None
    except (ValueError, RecursionError):
        raise NotARecord(f"{file} is no JSON. {REMEDY}") from None
    for where, what in _faults(record):
        said = what if len(what) <= LONGEST_SAID else what[:LONGEST_SAID] + "…"
        raise NotARecord(f"{file} is no record of a table. At {where}: {said}. {REMEDY}")
    return dict(record)


def _faults(record: Any) -> Iterator[tuple[str, str]]:
    """What is wrong, the most telling first."""
    try:
        fault: ValidationError | None = best_match(_validator().iter_errors(record))
    except RecursionError:
        yield "its depth", "it is nested too deeply"
        return
    if fault is not None:
        yield fault.json_path, fault.message
        return
    yield from _impossible(record)


def _validator() -> Draft202012Validator:
    schema = json.loads((resources.files("dialogues") / "record.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def _impossible(record: Json) -> Iterator[tuple[str, str]]:
    """Days and zones that look right and do not exist."""
    zone = record["table"]["time_zone"]
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        yield "$.table.time_zone", f"there is no time zone {zone!r}"
    promises = enumerate(record["structure"]["commitments"])
    days = [(f"$.structure.commitments[{n}].due", p["due"]) for n, p in promises]
    days += [(f"$.map.gaps[{n}].due", g["due"]) for n, g in enumerate(record["map"]["gaps"]) if g["due"]]
    for where, day in days:
        if not _reads(date.fromisoformat, day):
            yield where, f"there is no day {day!r}"
    instants = [("$.made_at", record["made_at"])]
    messages = enumerate(record["messages"] or ())
    instants += [(f"$.messages[{n}].at", message["at"]) for n, message in messages]
    for where, instant in instants:
        if not _reads(datetime.fromisoformat, instant):
            yield where, f"there is no instant {instant!r}"


def _reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
