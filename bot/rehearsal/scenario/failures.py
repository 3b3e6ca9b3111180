"""Why a scenario is not played, or not to its end. Each says what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

MOST_SHOWN = 12


class ScenarioWrong(ValueError):
    """The scenario cannot be played as it is written. Correct what each line names."""

    def __init__(self, path: Path, found: Sequence[str]) -> None:
        shown = [f"  {line}" for line in found[:MOST_SHOWN]]
        if len(found) > MOST_SHOWN:
            shown.append(f"  … and {len(found) - MOST_SHOWN} more.")
        super().__init__("\n".join([f"{path}: {ScenarioWrong.__doc__}", *shown]))
        self.problems = tuple(found)


class CannotPlay(RuntimeError):
    """The scenario asks for something that the bot does not let this person do."""

    def __init__(self, who: str, wanted: str, seen: str) -> None:
        super().__init__(f"{who} cannot {wanted}. On the screen: {seen}.")


class OutOfTime(RuntimeError):
    """The cycle is too short for what happens in it. Make cycle_length_days longer, or move an event."""


class StoppedEarly(RuntimeError):
    """The play was stopped before its end; no record was written. Start it again to see the rest."""


class BotStumbled(RuntimeError):
    """The bot could not decide something that people sent, so the play is not whole. Please report it."""
