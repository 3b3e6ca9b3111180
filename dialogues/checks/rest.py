"""Who is left in peace now, from what a seat wishes (docs/method.md 0, Load)."""

from __future__ import annotations

from datetime import datetime

from dialogues.bookkeeping import Wish


def is_away(wish: Wish | None, now: datetime) -> bool:
    """Whether the person has said to be away, and the day of the return has not come."""
    return wish is not None and wish.away_until is not None and now < wish.away_until


def rests(wish: Wish | None, now: datetime) -> bool:
    """Whether nobody is to remind this person: muted, away, or to be asked later."""
    if wish is None:
        return False
    snoozes = wish.snoozed_until is not None and now < wish.snoozed_until
    return wish.muted or snoozes or is_away(wish, now)
