"""Urns of checks without names: counts by choice, four bytes each, under a seal (`dialogues.surroundings`)."""

from __future__ import annotations

import struct

from bot.seal import Seal, SealBroken
from dialogues.surroundings import UrnUnreadable


class SealedUrns:
    """The counts are open in memory for the moment of one change, and nowhere else."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def empty(self, check_id: int, choices: int) -> str:
        """A sealed urn for so many choices, with nothing in it."""
        return self._closed(check_id, (0,) * choices)

    def with_one_more(self, check_id: int, sealed: str, choice: int) -> str:
        """The urn with one more of a choice, sealed anew; raises `UrnUnreadable`."""
        counts = self.counts(check_id, sealed)
        return self._closed(check_id, tuple(n + (place == choice) for place, n in enumerate(counts)))

    def counts(self, check_id: int, sealed: str) -> tuple[int, ...]:
        """How often each choice was put in; raises `UrnUnreadable`."""
        try:
            held = self._seal.open(_place(check_id), sealed)
        except SealBroken:
            raise UrnUnreadable(str(UrnUnreadable.__doc__)) from None
        return tuple(int(n) for (n,) in struct.iter_unpack(">I", held))

    def _closed(self, check_id: int, counts: tuple[int, ...]) -> str:
        return self._seal.close(_place(check_id), struct.pack(f">{len(counts)}I", *counts))


def _place(check_id: int) -> str:
    return f"urn {check_id}"
