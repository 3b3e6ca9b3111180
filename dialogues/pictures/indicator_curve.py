"""The curve (docs/method.md 1): what was counted, where today's pace leads, the target and its date."""

from __future__ import annotations

import math
from typing import Any

from dialogues import house_rules
from dialogues.effects import FileValue
from dialogues.pictures.drawing import Drawing, Record, Words, heading

Json = dict[str, Any]


def indicator_curve(record: Record, language: str) -> Drawing | None:
    """The indicator's history and forecast; None for a table that has named none."""
    indicator = record["result"]["indicator"]
    if not indicator["name"]:
        return None
    words = Words(record, language)
    kind = words("picture.curve")
    values = {entry["cycle"]: entry["value"] for entry in indicator["series"]}
    last = max([int(record["table"]["cycle"]), 1, *values])
    pace = _pace(indicator["baseline"], values)
    data: dict[str, FileValue] = {
        **heading(record, words, kind),
        "indicator": indicator["name"],
        "unit": words("picture.unit", unit=indicator["unit"]),
        "history": _history(indicator, values, last, words),
        "forecast": _forecast(values, pace, last, words),
        "pace": _pace_told(indicator, values, pace, words),
        "target": indicator["target"],
        "target_told": _target_told(record, words),
        "status": words("picture.status", status=_status(record)),
        "source": words("picture.source", source=indicator["source"]) if indicator["source"] else "",
        "legend": [
            {"mark": mark, "words": words("picture.curve_mark", mark=mark)}
            for mark in ("counted", "forecast", "no_data")
        ],
    }
    return Drawing(
        name="indicator_curve",
        title=kind,
        alt=words("picture.curve_alt", **data),
        data=data,
        language=words.language,
    )


def _history(indicator: Json, values: dict[int, float], last: int, words: Words) -> list[Json]:
    """The start and every cycle since, with None where nothing was counted."""
    points = [(words("picture.start"), indicator["baseline"])]
    points += [(words("picture.this_cycle", cycle=n), values.get(n)) for n in range(1, last + 1)]
    return [_point(label, value, words) for label, value in points]


def _point(label: str, value: float | None, words: Words) -> Json:
    told = words("picture.no_data") if value is None else words("picture.number", number=value)
    return {"label": label, "value": value, "told": told}


def _pace(baseline: float | None, values: dict[int, float]) -> float | None:
    """The mean change a cycle, from the start (or the first number) to the newest number."""
    known = ([(0, baseline)] if baseline is not None else []) + sorted(values.items())
    if not known or known[-1][0] == known[0][0]:
        return None
    return (known[-1][1] - known[0][1]) / (known[-1][0] - known[0][0])


def _forecast(values: dict[int, float], pace: float | None, last: int, words: Words) -> list[Json]:
    """Where the newest number would go if nothing changed, for as many cycles as the rule says."""
    if pace is None:
        return []
    newest = max(values)
    ahead = range(last + 1, last + 1 + house_rules.FORECAST_CYCLES.value)
    places = [(n, values[newest] + pace * (n - newest)) for n in ahead]
    return [_point(words("picture.this_cycle", cycle=n), round(value, 1), words) for n, value in places]


def _pace_told(indicator: Json, values: dict[int, float], pace: float | None, words: Words) -> str:
    """The forecast in words: how many more cycles today's pace takes to the target, if it leads there."""
    target = indicator["target"]
    if pace is None:
        return words("picture.pace", way="unknown", cycles=0)
    if target is None:
        return words("picture.pace", way="no_target", cycles=0)
    left = target - values[max(values)]
    up = indicator["baseline"] is None or target >= indicator["baseline"]
    if left <= 0 if up else left >= 0:
        return words("picture.pace", way="reached", cycles=0)
    if pace == 0 or left / pace < 0:
        return words("picture.pace", way="never", cycles=0)
    return words("picture.pace", way="leads", cycles=math.ceil(left / pace))


def _target_told(record: Record, words: Words) -> str:
    target = record["result"]["indicator"]["target"]
    if target is None:
        return words("picture.no_target")
    check = record["result"]["check"]
    deadline = check["parts"]["deadline"] if check else None
    unit = record["result"]["indicator"]["unit"]
    return words("picture.target", target=target, unit=unit, deadline=deadline)


def _status(record: Record) -> str:
    progress = record["result"]["progress"]
    return str(progress[-1]["status"]) if progress else "no_baseline"
