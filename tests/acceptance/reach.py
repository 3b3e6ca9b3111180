"""How many taps each action is away from a facilitator's panel, as the table stands: every page is looked at."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues import panel
from dialogues.actions import ACTIONS
from dialogues.context import Context
from dialogues.effects import Press, Say
from dialogues.model import Person, Role, Seat, Table
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings

# Pages: they only show. What they lead to is one tap further.
PAGES = {
    "page_steps", "page_result", "page_people", "page_map", "one_organisation", "page_trust", "page_dates",
    "page_papers", "page_settings", "rhythm", "structure", "experiments", "levers", "sort", "gaps", "links",
    "seats", "guides", "facilitators", "turnover", "rules", "on_behalf", "ask_stage", "document", "card",
    "unnamed",
}  # fmt: skip
# With a subject these show one thing; without one they ask for a new one.
PAGES_OF_ONE = {"body", "task", "promise"}
MOST_TAPS = 3


def is_page(action: str, subject: int) -> bool:
    """Whether a button only shows something."""
    return action in PAGES or (action in PAGES_OF_ONE and subject > 0)


def taps_to_each(repository: Repository, table: Table, surroundings: Surroundings) -> dict[str, int]:
    """Every action with the fewest taps it takes from the first page; nothing is said or kept."""
    seat = next(
        s for s in repository.find(Seat, table_id=table.id, present=True) if Role.FACILITATOR.value in s.roles
    )
    person = repository.get(Person, seat.person_id)
    found: dict[str, int] = {}
    seen: set[Press] = set()
    pages: list[tuple[Press | None, int]] = [(None, 1)]
    while pages:
        page, taps = pages.pop(0)
        for press in _buttons(Context(repository, surroundings), person, table, seat, page):
            verb, (action, subject) = press.verb, _about(press)
            found.setdefault(action if verb == "go" else verb, taps)
            if verb == "go" and is_page(action, subject) and press not in seen:
                seen.add(press)
                pages.append((press, taps + 1))
    return found


def _buttons(ctx: Context, person: Person, table: Table, seat: Seat, page: Press | None) -> Iterator[Press]:
    if page is None:
        panel.show(ctx, person, table)
    else:
        action, subject = _about(page)
        ACTIONS[action](ctx, person, table, seat, subject)
    for said in ctx.effects:
        for row in said.buttons if isinstance(said, Say) else ():
            yield from (button.does for button in row if isinstance(button.does, Press))


def _about(press: Press) -> tuple[str, int]:
    words = [*map(str, press.arguments), "", ""]
    return words[1], int(words[2]) if words[2].isdigit() else 0
