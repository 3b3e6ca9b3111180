"""The problem-solving cycle (docs/method.md 7): four strengths, now and a cycle before, the weakest named."""

from __future__ import annotations

from typing import Any

from dialogues.checks.problem_solving import STAGES
from dialogues.effects import FileValue
from dialogues.pictures.drawing import Drawing, Record, Words, heading, name_and_gloss

Json = dict[str, Any]


def problem_solving_cycle(record: Record, language: str, cycle: int | None = None) -> Drawing | None:
    """The four scores of `cycle` (None: the newest one) beside those of the cycle before; None without any."""
    words = Words(record, language)
    found = [c for c in record["cycles"] if cycle is None or c["n"] <= cycle]
    if not found:
        return None
    now = found[-1]
    before = next((c for c in found if c["n"] == now["n"] - 1), None)
    kind = words("picture.problem_solving")
    data: dict[str, FileValue] = {
        **heading(record, words, kind),
        "subtitle": words("picture.of_cycle", kind=kind, cycle=now["n"]),
        "stages": [_stage(now, before, stage, words) for stage in STAGES],
        "scale": words("picture.scale"),
        "now": words("picture.this_cycle", cycle=now["n"]),
        "before": words("picture.this_cycle", cycle=before["n"]) if before else "",
        "weakest": words("picture.weakest"),
        "practice_is": words("picture.practice_is"),
        "practice": words(f"practices.{now['problem_solving']['weakest']}"),
    }
    return Drawing(
        name="problem_solving_cycle",
        title=kind,
        alt=words("picture.problem_solving_alt", **data),
        data=data,
        language=words.language,
    )


def _stage(now: Json, before: Json | None, stage: str, words: Words) -> Json:
    name, gloss = name_and_gloss(words(f"stages.{stage}"))
    solved = now["problem_solving"]
    earlier = before["problem_solving"]["scores"][stage] if before else None
    return {
        "name": name,
        "gloss": gloss,
        "score": solved["scores"][stage],
        "score_told": _told(solved["scores"][stage], words),
        "before": earlier,
        "before_told": _told(earlier, words) if before else "",
        "band": words(f"bands.{solved['bands'][stage]}"),
        "weakest": solved["weakest"] == stage,
    }


def _told(score: float | None, words: Words) -> str:
    return words("picture.no_data") if score is None else words("picture.number", number=score)
