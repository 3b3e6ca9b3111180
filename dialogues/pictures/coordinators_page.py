"""The coordinators' page as it is laid out on paper: the summary's own words, with three small pictures.

Private answers are in neither (docs/method.md 8): the words are those that were sent, the pictures the table's.
"""

from __future__ import annotations

import re
from typing import Any

from dialogues.pictures.drawing import Drawing, Record, Words
from dialogues.pictures.indicator_curve import indicator_curve
from dialogues.pictures.problem_solving_cycle import problem_solving_cycle
from dialogues.pictures.trust_cycle import trust_cycle

Json = dict[str, Any]
BULLET = "• "


class NoSuchSummary(LookupError):
    """The record holds no summary of this cycle in this language. Choose one of those it lists."""


def coordinators_page(record: Record, cycle: int, language: str) -> Drawing:
    """The page of a cycle in a language; raises `NoSuchSummary`."""
    found = [s for s in record["summaries"] if s["cycle"] == cycle and s["language"] == language]
    if not found:
        raise NoSuchSummary(str(NoSuchSummary.__doc__))
    words = Words(record, language)
    then = as_of(record, cycle)
    pictures = [
        trust_cycle(then, language),
        problem_solving_cycle(then, language),
        indicator_curve(then, language),
    ]
    title, lines, sections = sections_of(str(found[-1]["text"]))
    return Drawing(
        name="coordinators_page",
        title=title,
        alt=str(found[-1]["text"]),
        data={
            "title": title,
            "lines": lines,
            "sections": sections,
            "pictures": [
                {"drawn_as": p.name, "title": p.title, "alt": p.alt, "data": p.data}
                for p in pictures
                if p is not None
            ],
            "more": words("picture.more_in_chat"),
            "author": words("picture.author"),
            "language": words.language,
        },
        language=words.language,
    )


def as_of(record: Record, cycle: int) -> Json:
    """The record without what came after the cycle."""
    if cycle >= record["table"]["cycle"]:
        return dict(record)
    ended = next((c for c in record["cycles"] if c["n"] == cycle), None)
    stage = ended["trust_stage_at_end"] if ended else record["trust"]["stage"]
    result = record["result"]
    indicator = {**result["indicator"], "series": _until(result["indicator"]["series"], cycle)}
    return {
        **record,
        "table": {**record["table"], "cycle": cycle},
        "cycles": [c for c in record["cycles"] if c["n"] <= cycle],
        "trust": {
            "stage": stage,
            "moves": _until(record["trust"]["moves"], cycle),
            "pulses": _until(record["trust"]["pulses"], cycle),
        },
        "result": {**result, "indicator": indicator, "progress": _until(result["progress"], cycle)},
    }


def _until(entries: list[Json], cycle: int) -> list[Json]:
    return [entry for entry in entries if entry["cycle"] <= cycle]


def sections_of(text: str) -> tuple[str, list[str], list[Json]]:
    """A summary's text in parts: its title, the lines below it, and its sections with their lines."""
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip())]
    head, *rest = blocks
    sections: list[Json] = []
    for block in rest:
        lines = [line.strip() for line in block if line.strip()]
        starts = len(lines) > 1 and not lines[0].startswith(BULLET)
        if starts or not sections:
            sections.append({"title": lines[0], "lines": []})
            lines = lines[1:]
        sections[-1]["lines"] += [
            {"bullet": line.startswith(BULLET), "words": line.removeprefix(BULLET)} for line in lines
        ]
    return head[0].strip(), [line.strip() for line in head[1:]], sections
