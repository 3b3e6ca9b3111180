"""What became of an update or event that was handed in at the desk."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.effects import Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """The event has been decided and committed. `timers_changed`: the ticker must look again.

    `table_id`: the table it was about, where it was about one. `check_changed`: a check without names
    has opened or closed, and what was deleted with it must not be found any more.
    """

    decision: Decision
    timers_changed: bool
    table_id: int | None = None
    check_changed: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    """The update was taken in before: nothing has changed, nothing is said."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """The update or event means nothing to us (any more)."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Its sender sends far too much: it was not looked at. They were told when that began."""


@dataclass(frozen=True, slots=True)
class ParkedAway:
    """It could not be decided: kept with its error, and somebody was told kindly if that was possible."""

    error: str


Taken = Decided | Repeated | Ignored | LeftOut | ParkedAway


def in_order(ends: list[list[tuple[int, Taken]] | BaseException]) -> list[Taken]:
    """What became of each update, in the order in which they were handed in; raises what went wrong."""
    placed: list[tuple[int, Taken]] = []
    for end in ends:
        if isinstance(end, BaseException):
            raise end
        placed.extend(end)
    return [taken for _, taken in sorted(placed, key=lambda pair: pair[0])]
