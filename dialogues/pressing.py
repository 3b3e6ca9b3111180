"""What a pressed button says, read safely: it comes from the client and proves nothing."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.context import Context
from dialogues.events import Group
from dialogues.model import Person, Role, Seat, Table

LARGEST_ID = 2**53


class Stale(Exception):
    """The button belongs to something that has moved on. A kind notice answers it; nothing changes."""


class NotAllowed(Exception):
    """The person may not do this at this table. `role` names who may."""

    def __init__(self, role: Role) -> None:
        super().__init__(role.value)
        self.role = role


class NoSeat(Exception):
    """The person has no seat at the table that the button is about."""


class AnotherChat(Exception):
    """The button belongs into another chat. `where` is "private" or "group"."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class NotNow(Exception):
    """The table stands at a point at which this is not done. `lifecycle` is that point."""

    def __init__(self, lifecycle: str) -> None:
        super().__init__(lifecycle)
        self.lifecycle = lifecycle


@dataclass(frozen=True, slots=True)
class Press:
    """A press by a known person."""

    person: Person
    arguments: tuple[str, ...]
    group: Group | None
    message_id: int | None
    is_admin: bool | None

    def word(self, place: int) -> str:
        """The argument at this place; raises `Stale` when there is none."""
        if place >= len(self.arguments):
            raise Stale
        return self.arguments[place]

    def number(self, place: int) -> int:
        """The argument as one of our ids; raises `Stale`."""
        word = self.word(place)
        if not (word.isascii() and word.isdigit()) or int(word) > LARGEST_ID:
            raise Stale
        return int(word)


def require(ctx: Context, person: Person, table: Table, role: Role) -> Seat:
    """The person's seat at this table in this role; raises `NotAllowed`."""
    seat = ctx.seat_of(person, table)
    if seat is None or role.value not in seat.roles:
        raise NotAllowed(role)
    return seat
