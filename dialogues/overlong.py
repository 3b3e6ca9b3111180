"""A text too long for one message arrives in pieces: it is refused as a whole, its last piece is no answer."""

from __future__ import annotations

from dialogues import focus, house_rules, reading
from dialogues.context import Context
from dialogues.events import Wrote
from dialogues.model import Person


def goes_on(ctx: Context, person: Person, event: Wrote) -> bool:
    """Whether this text goes on where the one just before it was cut by the app."""
    now = focus.current(ctx, person)
    if now is None:
        return False
    cut_before = now.values.get("cut")
    is_piece = reading.units(event.text) >= house_rules.PIECE_UNITS.value and reading.is_too_long(event.text)
    cut = event.message_id if is_piece else None
    if cut != cut_before:
        focus.remember(ctx, now, cut=cut)
    return cut_before is not None and cut_before == event.message_id - 1
