"""What is still written after a table has ended is answered kindly, and changes nothing."""

from __future__ import annotations

from dialogues.context import Context
from dialogues.model import Person


def tells(ctx: Context, person: Person) -> bool:
    """Whether every table of this person has ended; the newest one's end is said then."""
    tables = ctx.tables_of(person)
    if not tables or any(t.lifecycle != "adjourned" for t in tables):
        return False
    ctx.say_to(person, "adjourn.has_ended", table=tables[-1])
    return True
