"""The port through which the method reads and keeps its nouns. `storage/` implements it.

All calls happen inside one transaction; what was added or put is seen by later calls of the
same transaction. Lists come in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from dialogues.model import Person

N = TypeVar("N")


class NotStored(LookupError):
    """A value was asked for by an id that nothing has. The button or link is stale: say so kindly."""


class AlreadyMoved(RuntimeError):
    """Another transaction changed this value first. Load it again and decide anew."""


class Repository(Protocol):
    """Typed access to every noun of `dialogues.model` by its class."""

    def get(self, noun: type[N], id: int) -> N:
        """The value with this id; raises `NotStored`."""

    def first(self, noun: type[N], **equals: object) -> N | None:
        """The first value whose fields equal the given ones, or None."""

    def find(self, noun: type[N], **equals: object) -> list[N]:
        """All values whose fields equal the given ones; a tuple or list means "one of"."""

    def count(self, noun: type[N], **equals: object) -> int:
        """How many values `find` would give."""

    def add(self, value: N) -> N:
        """Stores a new value (id 0) and gives it back with its id."""

    def put(self, value: N) -> N:
        """Stores a changed value under its id and gives it back.

        Where the noun has a `version`, it is raised by one; raises `AlreadyMoved` when the
        stored version is not the value's.
        """

    def remove(self, noun: type[N], **equals: object) -> int:
        """Deletes the values whose fields equal the given ones; gives how many there were."""

    def bring_back(self, value: N) -> N:
        """Stores a value that was removed, under the id it had."""

    def on_the_way_to(self, person_id: int) -> list[str]:
        """The messages (HTML) that wait to be sent to a person."""

    def parked_from(self, telegram_id: int) -> list[str]:
        """What a person sent that could not be decided, as it came (JSON)."""

    def erase_on_the_way(self, person: Person, table_ids: Sequence[int]) -> None:
        """Deletes both of these, and takes the name out of what waits for others about these tables.

        The nouns are not touched.
        """
