"""The groups on the screen on which a facilitator writes the text: what it has to hold, at a glance."""

from __future__ import annotations

from dialogues import elements
from dialogues.checks.privacy import PersonValue, TooFew
from dialogues.context import Context
from dialogues.model import Round, Table
from dialogues.synthesis import groups, items


def values(ctx: Context, table: Table, round_: Round) -> dict[str, PersonValue]:
    """Each group of several answers or with a name, with its size; and how many answers stand alone.

    Only where the answers lead to a text: then the group has seen them.
    """
    shown: list[dict[str, str | int]] = []
    alone = 0
    if elements.topic(round_.topic).points is not None:
        for step in items.steps(ctx, round_):
            found = groups.of_step(ctx, table, round_, step)
            for group in () if isinstance(found, TooFew) else found:
                title = group.name or group.shared.text
                if title:
                    shown.append({"title": title, "n": len(group.items)})
                else:
                    alone += len(group.items)
    return {"groups": shown, "alone": alone}
