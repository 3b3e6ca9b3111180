"""Who was heard, cycle by cycle, for facilitators only (docs/method.md 0 and 8): by organisation and by type.

How many messages or answers an organisation gave is in no record; heard, not heard and "much of the
discussion" are, and how often it voted.
"""

from __future__ import annotations

from typing import Any

from dialogues.effects import FileValue
from dialogues.pictures.drawing import Drawing, Record, Words, heading
from dialogues.pictures.interest_map import TYPES, types_of

Json = dict[str, Any]
# So many columns fit a picture at a readable size; earlier cycles stand in the record.
NEWEST_CYCLES = 5


def participation(record: Record, language: str) -> Drawing | None:
    """A row an organisation and a row a type, a column a cycle; None before the first cycle."""
    cycles = record["cycles"][-NEWEST_CYCLES:]
    if not cycles:
        return None
    words = Words(record, language)
    kind = words("picture.participation")
    organisations = [o for o in record["organisations"] if o["voting"] or types_of(record, o["id"])]
    data: dict[str, FileValue] = {
        **heading(record, words, kind),
        "cycles": [words("picture.this_cycle", cycle=c["n"]) for c in cycles],
        "rows": [_row(record, o, cycles, words) for o in organisations],
        "types_is": words("picture.by_type"),
        "types": [_type_row(record, t, organisations, cycles, words) for t in TYPES],
        "legend": [
            {"mark": mark, "words": words("picture.heard", mark=mark)}
            for mark in ("heard", "much", "silent", "absent")
        ],
        "votes_is": words("picture.votes_is"),
    }
    return Drawing(
        name="participation",
        title=kind,
        alt=words("picture.participation_alt", **data),
        data=data,
        language=words.language,
        for_facilitator=True,
    )


def _row(record: Record, organisation: Json, cycles: list[Json], words: Words) -> Json:
    cells = [_cell(record, organisation, cycle, words) for cycle in cycles]
    return {"name": organisation["name"], "grassroots": organisation["grassroots"], "cells": cells}


def _cell(record: Record, organisation: Json, cycle: Json, words: Words) -> Json:
    mark = _mark(organisation, cycle)
    asked, cast = _votes(record, organisation, cycle["n"])
    return {
        "mark": mark,
        "told": words("picture.heard", mark=mark),
        "votes": words("picture.votes", cast=cast, asked=asked) if asked and mark != "absent" else "",
    }


def _mark(organisation: Json, cycle: Json) -> str:
    if organisation["joined_cycle"] > cycle["n"]:
        return "absent"
    if organisation["id"] in cycle["participation"]["silent"]:
        return "silent"
    return "much" if organisation["id"] in cycle["participation"]["dominant"] else "heard"


def _votes(record: Record, organisation: Json, cycle: int) -> tuple[int, int]:
    """How many votes were taken in a cycle, and in how many the organisation's ballot counted."""
    rounds = [r for d in record["decisions"] for r in d["rounds"] if r["cycle"] == cycle]
    asked = len(rounds) if organisation["voting"] else 0
    return asked, sum(1 for r in rounds if organisation["id"] in r["counted"])


def _type_row(
    record: Record, type_: str, organisations: list[Json], cycles: list[Json], words: Words
) -> Json:
    """Of the organisations with this representative type: how many were heard, of how many at the table then."""
    own = [o for o in organisations if type_ in types_of(record, o["id"])]
    cells = []
    for cycle in cycles:
        marks = [m for m in (_mark(o, cycle) for o in own) if m != "absent"]
        heard = sum(1 for m in marks if m != "silent")
        cells.append(words("picture.votes", cast=heard, asked=len(marks)) if marks else "–")
    return {"mark": type_, "name": words("picture.mark", mark=type_), "cells": cells}
