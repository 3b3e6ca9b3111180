"""All guides with a button each: a facilitator may open one before the method would (docs/method.md 9).

The table hears what the method would do first; nobody is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from dialogues import elements
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Seat, Table

# In the order in which a table comes to them.
GUIDES = ("introductions", "result", "map", "system", "promises", "trying")


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """What can be asked and entered at any time."""
    offers = [
        [
            Offer(
                "buttons.open_guide",
                Pressing("go", (table.id, f"open_{topic}", 0)),
                {"title": ctx.label(person.language, f"topics.{topic}")},
            )
        ]
        for topic in GUIDES
        if topic in elements.topics()
    ]
    entries = [
        Offer("buttons.add_function", Pressing("go", (table.id, "function", 0))),
        Offer("buttons.enter_data", Pressing("go", (table.id, "data", 0))),
    ]
    to_panel = Offer("buttons.to_panel", Pressing("go", (table.id, "panel", 0)))
    ctx.say_to(person, "guide_list.shown", table=table, offers=[*offers, entries, [to_panel]])


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {"guides": show}
