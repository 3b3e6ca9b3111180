"""All guides with a button each: a facilitator may open one before the method would (docs/method.md 9).

The table hears what the method would do first; nobody is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from dialogues import elements, entering_for_others, redrawing, retention
from dialogues.context import Context, Offer, Offers
from dialogues.coordination import numbers
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Seat, Table
from dialogues.panel_pages.place import last_row, place
from dialogues.sessions import agenda, minutes

# In the order in which a table comes to them.
GUIDES = ("introductions", "means", "result", "map", "system", "promises", "trying")
# The step out of a state, where somebody has to ask for it; its guards decide.
STEPS = {"convening": "begin_result", "mapping": "accept_map", "structuring": "to_working"}


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """What can be asked and entered at any time, and the next step of the table."""

    def go(action: str) -> Pressing:
        return Pressing("go", (table.id, action, 0))

    offers: Offers = [
        [
            Offer(
                "buttons.open_guide",
                go(f"open_{topic}"),
                {"title": ctx.label(person.language, f"topics.{topic}")},
            )
        ]
        for topic in GUIDES
        if topic in elements.topics()
    ]
    entries = [Offer("buttons.add_function", go("function")), Offer("buttons.enter_data", go("data"))]
    if redrawing.is_drawn(ctx, table):
        entries.append(Offer("buttons.check_map", go("check_map")))
    step = STEPS.get(table.lifecycle)
    asked: Offers = [] if step is None else [[Offer(f"buttons.{step}", go(step))]]
    last: Offers = [
        [Offer("buttons.on_behalf", go("on_behalf"))],
        last_row(table, "page_steps"),
    ]
    ctx.say_to(
        person,
        "guide_list.shown",
        table=table,
        offers=[*asked, *offers, entries, *last],
        **place(ctx, person, table),
    )


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "guides": show,
    **entering_for_others.ACTIONS,
    **retention.ACTIONS,
    **numbers.ACTIONS,
    "agenda": agenda.show,
    "post_agenda": agenda.post,
    "minutes": minutes.show,
    "post_minutes": minutes.post,
}
