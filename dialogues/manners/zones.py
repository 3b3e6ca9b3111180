"""Time zones as people name them: a city, typed or tapped. For a table's set-up and for a person's own."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import available_timezones

from dialogues.context import Context
from dialogues.forms import Choice
from dialogues.model import Focus, Person, Table
from dialogues.reading import Misread, Read

ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Bogota",
    "Europe/Madrid",
    "UTC",
)


def read(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    """The zone of a city, or by its whole name."""
    wanted = text.strip().replace(" ", "_").casefold()
    zones = sorted(available_timezones())
    whole = [zone for zone in zones if wanted == zone.casefold()]
    city = [zone for zone in zones if wanted == zone.rsplit("/", 1)[-1].casefold()]
    return Read((whole or city)[0]) if whole or city else Misread("zone")


def choices(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    """A button for some."""
    return tuple(Choice(z, z.rsplit("/", 1)[-1].replace("_", " "), literal=True) for z in ZONES)
