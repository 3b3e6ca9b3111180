"""The facilitator's screens for sorting what was said: one private message, edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dialogues import asking, collecting, house_rules
from dialogues.checks.privacy import FacilitatorOnly, GroupSafe, TooFew
from dialogues.context import Context, Offer, in_two_columns, shorten
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.guides import prompt
from dialogues.model import Person, Round, Table, Tier
from dialogues.pressing import Stale
from dialogues.synthesis import groups, items
from dialogues.synthesis.groups import Group
from dialogues.synthesis.items import Item

Line = dict[str, GroupSafe | FacilitatorOnly]
Lines = list[Line]


@dataclass(frozen=True, slots=True)
class Sorted:
    """What one screen is about: one prompt of a round, and its groups in their order."""

    table: Table
    round_: Round
    step: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> dict[int, Item]:
        """All that was said, by its number."""
        return {item.number: item for group in self.groups for item in group.items}

    def press(self, what: str, *more: int) -> Pressing:
        """A button of this screen. How much there is makes an older one stale when something has come or gone."""
        counts = (len(self.items), len(self.groups))
        return Pressing("group", (self.round_.id, self.step, what, *counts, *more))


def open_at(ctx: Context, table: Table, round_: Round, step: str) -> Sorted | None:
    """The groups of one prompt; None where too few have answered to show anything."""
    if step not in items.steps(ctx, round_):
        raise Stale
    found = groups.of_step(ctx, table, round_, step)
    return None if isinstance(found, TooFew) else Sorted(table, round_, step, found)


def title(ctx: Context, person: Person, group: Group) -> FacilitatorOnly:
    """What a group is called: its name, the words it shares, or that it shares none."""
    if group.name or group.shared.text:
        return FacilitatorOnly(group.name) if group.name else group.shared
    if len(group.items) == 1:
        return FacilitatorOnly(ctx.label(person.language, "synthesis.alone"))
    return FacilitatorOnly(ctx.label(person.language, "synthesis.together"))


def show_all(
    ctx: Context, person: Person, table: Table, round_: Round, step: str, page: int = 0, *, anew: bool = False
) -> None:
    """Every group with what is in it; a page of it where a message cannot hold more."""
    sorted_ = open_at(ctx, table, round_, step)
    if sorted_ is None or not sorted_.groups:
        say(ctx, person, table, round_, "synthesis.too_few", _steps(ctx, round_, step), anew=anew)
        return
    pages = _pages(ctx, person, sorted_)
    page = min(page, len(pages) - 1)
    shown = sorted({place for place, _ in pages[page]})
    buttons = [Offer("buttons.group_open", sorted_.press("one", n, 0), {"n": n + 1}) for n in shown]
    offers = [
        *in_rows(buttons),
        *turning(sorted_, "all", page, len(pages)),
        *_of_all(sorted_),
        *_steps(ctx, round_, step),
    ]
    say(
        ctx,
        person,
        table,
        round_,
        "synthesis.groups",
        offers,
        anew=anew,
        question=question(ctx, person, round_, step),
        said=len(sorted_.items),
        many=len(sorted_.groups),
        lines=[line for _, line in pages[page]],
        kept=any(group.id for group in sorted_.groups),
        page=page + 1,
        pages=len(pages),
    )


def say(
    ctx: Context,
    person: Person,
    table: Table,
    round_: Round,
    phrase: str,
    offers: Sequence[Sequence[Offer]],
    *,
    anew: bool = False,
    **values: GroupSafe | Lines | FacilitatorOnly,
) -> None:
    """Every screen of one round is the same message."""
    key = f"groups:{round_.id}:{person.id}"
    ctx.say_to_facilitator(
        person,
        phrase,
        table=table,
        offers=offers,
        urgency=Urgency.ANSWER,
        key=key,
        anew=anew,
        in_one=True,
        **values,
    )


def question(ctx: Context, person: Person, round_: Round, step: str) -> Markup:
    """The prompt in the facilitator's language."""
    collection = collecting.of_round(ctx, round_)
    return Markup(asking.question_text(person, collection, step))  # noqa: S704 - our own phrase


def _pages(ctx: Context, person: Person, sorted_: Sorted) -> list[list[tuple[int, Line]]]:
    """The lines of all groups with the place of each, cut into messages; a group that goes on says so again."""
    pages: list[list[tuple[int, Line]]] = [[]]
    used, last = 0, -1
    for place, group in enumerate(sorted_.groups):
        for item in group.items:
            text = shorten(item.text.text, house_rules.GROUPED_UNITS.value)
            if pages[-1] and used + len(text) > house_rules.POINTS_UNITS.value:
                pages.append([])
                used, last = 0, -1
            head = None if last == place else title(ctx, person, group)
            line: Line = {"head": head, "n": place + 1, "of": len(group.items), "missed": item.missed}
            pages[-1].append((place, {**line, "text": FacilitatorOnly(text)}))
            used, last = used + len(text) + (len(head.text) if head else 0), place
    return pages


def in_rows(buttons: Sequence[Offer]) -> list[list[Offer]]:
    """Short buttons, several in a row."""
    most = house_rules.NUMBERS_IN_A_ROW.value
    return [list(buttons[i : i + most]) for i in range(0, len(buttons), most)]


def turning(sorted_: Sorted, what: str, page: int, pages: int, *about: int) -> list[list[Offer]]:
    """Buttons for the page before and the one after."""
    row = []
    if page:
        row.append(Offer("buttons.page_before", sorted_.press(what, *about, page - 1)))
    if page + 1 < pages:
        row.append(Offer("buttons.page_after", sorted_.press(what, *about, page + 1)))
    return [row] if row else []


def _of_all(sorted_: Sorted) -> list[list[Offer]]:
    row = []
    if any(group.id for group in sorted_.groups):
        row.append(Offer("buttons.groups_anew", sorted_.press("anew")))
    if prompt(sorted_.step).tier is Tier.UNNAMED:
        row.append(Offer("buttons.groups_to_table", sorted_.press("share")))
    return [row] if row else []


def _steps(ctx: Context, round_: Round, now: str) -> list[list[Offer]]:
    """A button for each other prompt of the round."""
    others = [step for step in items.steps(ctx, round_) if step != now]
    offers = [
        Offer("buttons.groups_of", Pressing("group", (round_.id, step, "all", 0, 0, 0)), {"prompt": step})
        for step in others
    ]
    return in_two_columns(offers)
