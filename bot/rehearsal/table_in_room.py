"""What the page shows beside the chats of any table: what to do first, who sits where, where the table stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.rehearsal.records import Json
from dialogues.model import Organisation, Person, Role, Seat, Table, Timer

if TYPE_CHECKING:
    from bot.rehearsal_room import RehearsalRoom


@dataclass(frozen=True, slots=True)
class Guide:
    """What whoever opens the page reads first."""

    title: str
    steps: tuple[str, ...]

    def view(self) -> Json:
        """As the page takes it."""
        return {"title": self.title, "steps": list(self.steps)}


FRESH = Guide(
    "Set up a table from the start",
    (
        "You play everybody. Pick Lena and press “I facilitate this table” in the group.",
        "Press “Open the private chat” and answer the set-up questions there.",
        "Add organisations. Each gets a link; click a link and choose who opens it.",
        "Then open the introductions from Lena's panel (/table).",
    ),
)
PLAYED = Guide(
    "A scenario plays by itself",
    (
        "Press “Play”, or “Step” for one act of one person. “Pause” stops it whenever you like.",
        "While it stands still, pick a seat and look over anybody's shoulder.",
        "Do not write or press anything for them before the end: the play would lose its thread.",
        "At the end the table is yours. Go on as anybody.",
    ),
)
FILLED_IN = Guide(
    "Your table is set up",
    (
        "You play everybody. Pick a seat on the left; the group and that person's private chat change with it.",
        "Pick the facilitator, write /table in the private chat and press “Open the introductions”.",
        "Answer as each person. Every question says first who will see the answer.",
        "Move the clock past a deadline whenever you do not want to wait.",
    ),
)
LEFT = Guide(
    "A scenario was played here",
    (
        "Its play has ended, and the table is yours: pick a seat and go on as anybody.",
        "The clock stands still until you move it.",
    ),
)
GUIDES: Mapping[str, Guide] = {"empty": FRESH, "scenario": PLAYED, "form": FILLED_IN}
ROLES = ((Role.FACILITATOR, "Facilitator"), (Role.COORDINATOR, "Coordinator"))


def guide(room: RehearsalRoom) -> Json:
    """What to do first with what the room holds; nothing where there is nothing to say."""
    found = GUIDES.get(room.kind)
    if found is PLAYED and room.stage.view() is None:
        found = LEFT
    return {} if found is None else found.view()


def seat_labels(room: RehearsalRoom) -> dict[int, str]:
    """Person → what they sit there for: a role, or an organisation."""
    if not room.is_running:
        return {}
    with room.repository() as repository:
        people = {p.id: p.telegram_id for p in repository.find(Person)}
        names = {o.id: o.name for o in repository.find(Organisation)}
        seats = repository.find(Seat, present=True)
    return {
        people[s.person_id]: label for s in seats if (label := _label(s, names)) and s.person_id in people
    }


def zone(room: RehearsalRoom) -> str | None:
    """The time zone of the room's table; None before there is one."""
    if not room.is_running:
        return None
    with room.repository() as repository:
        table = repository.first(Table)
    return None if table is None else table.time_zone


def next_cycle(room: RehearsalRoom) -> datetime | None:
    """When the table's next cycle opens by itself; None while none is set."""
    if not room.is_running:
        return None
    with room.repository() as repository:
        timers = repository.find(Timer, kind="cycle_opens")
    return min((timer.due for timer in timers), default=None)


def _label(seat: Seat, names: Mapping[int, str]) -> str:
    organisation = "" if seat.organisation_id is None else names.get(seat.organisation_id, "")
    roles = [words for role, words in ROLES if role.value in seat.roles]
    return " · ".join(word for word in (*roles, organisation) if word)
