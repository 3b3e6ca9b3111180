"""The agenda of the next session, from what is open: old promises first, then what waits for a decision.

A facilitator looks at it and posts it in the group; posted again in the same cycle it is redrawn there.
"""

from __future__ import annotations

from dialogues import data, house_rules, problem_solving_story
from dialogues.checks.privacy import GroupValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Seat, Table
from dialogues.sessions import open_work


def offer(table: Table) -> Offer:
    """The facilitator's button."""
    return Offer("buttons.agenda", Pressing("go", (table.id, "agenda", 0)))


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator looks at it before anybody else."""
    offers = [[Offer("buttons.post_agenda", Pressing("go", (table.id, "post_agenda", table.cycle)))]]
    ctx.say_to(
        person,
        "sessions.agenda",
        table=table,
        offers=offers,
        key=f"agenda:{person.id}:{table.id}",
        anew=True,
        more=_values(ctx, table, person.language),
    )


def post(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """Everybody at the table sees it in the group."""
    ctx.say_to_group(
        table,
        "sessions.agenda",
        key=f"agenda:{table.id}:{table.cycle}",
        more=_values(ctx, table, table.languages[0]),
    )
    ctx.answer_press(person.language, "toasts.posted")


def _values(ctx: Context, table: Table, language: str) -> dict[str, GroupValue]:
    most = house_rules.CARRIED_OVER_LISTED.value
    lists = {
        "promises": open_work.promises(ctx, table),
        "undecided": open_work.undecided(ctx, table),
        "gaps": open_work.overdue_gaps(ctx, table, language),
        "texts": open_work.waiting_texts(ctx, table, language),
    }
    shown: dict[str, GroupValue] = {name: lines[:most] for name, lines in lists.items()}
    left = sum(max(0, len(lines) - most) for lines in lists.values())
    return {**shown, "left": left, **_number(ctx, table), **_practice(ctx, table, language)}


def _number(ctx: Context, table: Table) -> dict[str, GroupValue]:
    """The newest number comes first: what the talk is for."""
    indicator, latest = data.indicator(ctx, table), data.latest(ctx, table)
    return {
        "indicator": indicator.name if indicator else None,
        "unit": indicator.unit if indicator else "",
        "latest": latest.value if latest else None,
        "target": indicator.target if indicator else None,
    }


def _practice(ctx: Context, table: Table, language: str) -> dict[str, GroupValue]:
    """What trains the stage that was weakest in the last cycle."""
    if table.cycle <= 1:
        return {"weakest": None, "practice": None}
    looked = problem_solving_story.of_cycle(ctx.repository, table, table.cycle - 1)
    return {
        "weakest": ctx.label(language, f"stages.{looked.weakest}"),
        "practice": problem_solving_story.practice(ctx, looked, language),
    }
