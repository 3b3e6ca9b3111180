"""The labelled statements of the result check, from the YAML files beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dialogues.checks.measurable import Part

_LETTERS = {
    "P": Part.POPULATION,
    "L": Part.PLACE,
    "I": Part.INDICATOR,
    "D": Part.DIRECTION,
    "B": Part.BASELINE,
    "T": Part.TARGET,
    "W": Part.DEADLINE,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement, what is in it, and the verdict that follows."""

    source: str
    text: str
    language: str
    as_of: date
    kind: str
    has: frozenset[Part]
    unsure: frozenset[Part]
    relative: bool
    past: bool
    due: int | None

    @property
    def overall(self) -> bool:
        """The verdict by the rule of docs/method.md 1c."""
        if self.kind != "outcome" or self.past or not set(Part) - {Part.BASELINE} <= self.has:
            return False
        return not self.relative or Part.BASELINE in self.has

    @property
    def reasons(self) -> frozenset[str]:
        """All reasons that a refusal may name."""
        found = {f"MISSING:{p.upper()}" for p in Part if p is not Part.BASELINE and p not in self.has}
        if self.kind != "outcome":
            found.add(f"NOT_OUTCOME:{self.kind.upper()}")
        if self.past:
            found.add("DEADLINE_PAST")
        if self.relative and Part.BASELINE not in self.has:
            found.add("RELATIVE_TARGET_WITHOUT_BASELINE")
        return frozenset(found)


def _read(path: Path) -> Iterator[Labelled]:
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row in document["statements"]:
        yield Labelled(
            source=path.name,
            text=row["text"],
            language=document["language"],
            as_of=document["as_of"],
            kind=row.get("kind", "outcome"),
            has=frozenset(_LETTERS[c] for c in row["has"]),
            unsure=frozenset(_LETTERS[c] for c in row.get("unsure", "")),
            relative=row.get("relative", False),
            past=row.get("past", False),
            due=row.get("due"),
        )


@cache
def labelled() -> tuple[Labelled, ...]:
    """All labelled statements, of all languages."""
    folder = Path(__file__).parent
    return tuple(item for path in sorted(folder.glob("statements_*.yaml")) for item in _read(path))
