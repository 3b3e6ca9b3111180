"""What `tablekeeper doctor` says of one thing it looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How one finding is."""

    WELL = "ok"
    NOTE = "note"
    ILL = "PROBLEM"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` is empty when all is well."""

    mark: Mark
    subject: str
    said: str
    remedy: str = ""
