"""The trust cycle (docs/method.md 6): four stages, where the table is, its way with falls and returns."""

from __future__ import annotations

from typing import Any

from dialogues.effects import FileValue
from dialogues.machines import TRUST_STAGES as STAGES
from dialogues.pictures.drawing import Drawing, Record, Words, heading, name_and_gloss

ENDED = "adjourning"
Json = dict[str, Any]


def trust_cycle(record: Record, language: str) -> Drawing:
    """Where the table's trust stands and how it came there."""
    words = Words(record, language)
    kind = words("picture.trust")
    cycles = list(range(1, max(1, int(record["table"]["cycle"])) + 1))
    data: dict[str, FileValue] = {
        **heading(record, words, kind),
        "stages": [_stage(record, stage, words) for stage in STAGES],
        "here": words("picture.here"),
        "ended": words("picture.ended") if record["trust"]["stage"] == ENDED else "",
        "way": words("picture.way"),
        "cycles": [_cycle(record, n, words) for n in cycles],
        "cycle_is": words("picture.cycle_is"),
        "pulse_is": words("picture.pulse_is"),
        "points": _points(record),
        "refused": words("picture.refused", n=_refusals(record)) if _refusals(record) else "",
        "legend": [{"mark": mark, "words": words("picture.move", mark=mark)} for mark in ("forward", "fall")],
    }
    return Drawing(
        name="trust_cycle",
        title=kind,
        alt=_alt(record, data, words),
        data=data,
        language=words.language,
    )


def _stage(record: Record, stage: str, words: Words) -> Json:
    name, gloss = name_and_gloss(words(f"trust_stages.{stage}"))
    return {"id": stage, "name": name, "gloss": gloss, "here": record["trust"]["stage"] == stage}


def _cycle(record: Record, number: int, words: Words) -> Json:
    """The pulse of a cycle, as it may be told: nothing of one with too few answers."""
    taken = [p for p in record["trust"]["pulses"] if p["cycle"] == number]
    if not taken:
        told = words("picture.no_pulse")
    elif taken[-1]["suppressed"] or taken[-1]["overall"] is None:
        told = words("picture.too_few")
    else:
        told = words("picture.pulse", overall=taken[-1]["overall"])
    return {"number": number, "pulse": told}


def _points(record: Record) -> list[Json]:
    """The table's way: each stage it came to, with the cycle, and whether that was a step on or a fall."""
    moved = [m for m in record["trust"]["moves"] if m["outcome"] != "refused" and m["to"] in STAGES]
    first = moved[0]["from"] if moved else record["trust"]["stage"]
    points: list[Json] = []
    if first in STAGES:
        points.append({"cycle": 1, "stage": STAGES.index(first), "kind": "start"})
    for move in moved:
        if move["from"] in STAGES and move["from"] != move["to"]:
            forward = STAGES.index(move["to"]) > STAGES.index(move["from"])
            points.append(
                {
                    "cycle": max(1, move["cycle"]),
                    "stage": STAGES.index(move["to"]),
                    "kind": "forward" if forward else "fall",
                }
            )
    if points and points[-1]["cycle"] < max(1, int(record["table"]["cycle"])):
        points.append({**points[-1], "cycle": int(record["table"]["cycle"]), "kind": "stay"})
    return points


def _refusals(record: Record) -> int:
    return sum(1 for m in record["trust"]["moves"] if m["outcome"] == "refused")


def _alt(record: Record, data: Json, words: Words) -> str:
    names = [stage["name"] for stage in data["stages"]]
    return words(
        "picture.trust_alt",
        table=data["table"],
        stage=record["trust"]["stage"],
        points=[{**p, "name": names[p["stage"]]} for p in data["points"]],
        cycles=data["cycles"],
        refused=data["refused"],
    )
