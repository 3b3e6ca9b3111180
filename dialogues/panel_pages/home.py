"""The first page of the facilitator's panel: where the table stands, what comes next and why, the other pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogues import advice, house_rules
from dialogues.checks.privacy import GroupValue
from dialogues.context import Context, Offer, in_two_columns
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Table
from dialogues.panel_pages import standing
from dialogues.panel_pages import steps as steps_page
from dialogues.panel_pages.place import going, place
from dialogues.undo import offering as undoing

PAPERS = ("page_papers", "page_papers")
# The button of each page and the action behind it.
PAGES = (
    ("page_steps", "page_steps"),
    ("page_result", "page_result"),
    ("page_people", "page_people"),
    ("structure", "structure"),
    ("page_work", "experiments"),
    ("page_trust", "page_trust"),
    ("page_dates", "page_dates"),
    PAPERS,
    ("page_settings", "page_settings"),
)


def show(
    ctx: Context,
    person: Person,
    table: Table,
    *,
    own: Sequence[Sequence[Offer]],
    waits: bool,
    more: Mapping[str, GroupValue],
) -> None:
    """The page. `own`: what this person may do besides as a member; `waits`: an answer of theirs is waited for."""
    steps = advice.steps(ctx, table)
    first = steps if table.lifecycle == "draft" else steps[: house_rules.STEPS_LISTED.value]
    go = going(table)
    ctx.say_to(
        person,
        "panel.desk",
        table=table,
        offers=[
            *([[Offer("buttons.go_on", Pressing("resume"))]] if waits else []),
            *(advice.offer(table, step) for step in first),
            *in_two_columns([go(label, action) for label, action in _pages(table)]),
            *own,
            *undoing.offers(ctx, table, person.language),
        ],
        **place(ctx, person, table),
        more=more,
        elements=standing.lines(ctx, table, person.language) if table.lifecycle != "draft" else [],
        steps=[steps_page.reason(step) for step in first],
        others=len(steps) - len(first),
        waits=waits,
    )


def _pages(table: Table) -> Sequence[tuple[str, str]]:
    match table.lifecycle:
        case "draft":
            return (("page_people", "page_people"),)
        case "paused" | "adjourned":
            return (PAPERS,)
        case _:
            return PAGES
