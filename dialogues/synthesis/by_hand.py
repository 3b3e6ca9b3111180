"""The facilitator sorts by hand: joins, splits and names groups, moves an answer, shows them to the table.

Every screen is one edited message; a button tells how much there was, so that none acts on what has changed.
"""

from __future__ import annotations

from dialogues import forms, house_rules, reading, texts
from dialogues.context import Context, Offer, shorten
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.guides import prompt
from dialogues.model import Focus, Person, Role, Round, Seat, Table, Tier
from dialogues.pressing import Press, Stale, require
from dialogues.reading import Misread, Read
from dialogues.synthesis import comparing, for_table, groups, items, screen
from dialogues.synthesis.groups import Group
from dialogues.synthesis.screen import Line, Sorted
from dialogues.undo import steps, watching

# What goes before the places that a button names: round, prompt, what, how many items, how many groups.
FIRST_PLACE = 5


def offers(ctx: Context, table: Table) -> list[list[Offer]]:
    """The buttons on the panel, once this cycle's answers to something have been collected or drafts are kept."""
    found = _rounds(ctx, table)
    sort = [[Offer("buttons.groups", Pressing("go", (table.id, "groups", 0)))]] if found else []
    kept = [r for r in found if r.state in comparing.BEFORE_PROPOSING and comparing.of_round(ctx, r)]
    return [*sort, *([Offer("buttons.drafts", Pressing("go", (table.id, "drafts", r.id)))] for r in kept)]


def _rounds(ctx: Context, table: Table) -> list[Round]:
    """The rounds of this cycle whose answers can be grouped, the newest first."""
    found = ctx.repository.find(Round, table_id=table.id, cycle=table.cycle)
    return [r for r in found[::-1] if r.state != "withdrawn" and items.steps(ctx, r)]


def begin(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The first prompt's groups of a round; without one (0) a button for each round of this cycle."""
    if subject:
        _show_round(ctx, person, table, ctx.repository.get(Round, subject))
        return
    rows = [
        [
            Offer(
                texts.title_in(ctx, person.language, r),
                Pressing("go", (table.id, "groups", r.id)),
                literal=True,
            )
        ]
        for r in _rounds(ctx, table)[: house_rules.ANSWERS_LISTED.value]
    ]
    ctx.say_to(person, "synthesis.which", table=table, offers=rows)


def _show_round(ctx: Context, person: Person, table: Table, round_: Round) -> None:
    steps = items.steps(ctx, round_)
    if round_.table_id != table.id or not steps:
        raise Stale
    screen.show_all(ctx, person, table, round_, steps[0], anew=True)


def pressed(ctx: Context, press: Press) -> None:
    """A button of a screen."""
    round_, step, what = ctx.repository.get(Round, press.number(0)), press.word(1), press.word(2)
    table = ctx.repository.get(Table, round_.table_id)
    require(ctx, press.person, table, Role.FACILITATOR)
    if press.group is not None or table.lifecycle == "adjourned":
        raise Stale
    if what == "all":
        screen.show_all(ctx, press.person, table, round_, step, press.number(FIRST_PLACE))
        return
    sorted_ = screen.open_at(ctx, table, round_, step)
    if sorted_ is None or (len(sorted_.items), len(sorted_.groups)) != (press.number(3), press.number(4)):
        raise Stale
    decided = steps.PRESSES["group"]
    watching.step(ctx, press.person, table, decided, lambda: _do(ctx, press, sorted_, what))


def _do(ctx: Context, press: Press, sorted_: Sorted, what: str) -> None:
    table, round_, step, person = sorted_.table, sorted_.round_, sorted_.step, press.person
    match what:
        case "one":
            _show_one(ctx, person, sorted_, _place(press, sorted_), _number(press, 1))
            return
        case "join" | "move":
            _choose(ctx, press, sorted_, what)
            return
        case "name":
            forms.begin(ctx, person, table, NAME, round_.id, step=step, first=_first(press, sorted_))
            return
        case "share" if prompt(step).tier is Tier.UNNAMED:
            for_table.show(ctx, sorted_)
            ctx.answer_press(person.language, "toasts.shared")
            return
        case "join_to":
            one, other = _place(press, sorted_), _place(press, sorted_, 1)
            if one == other:
                raise Stale
            groups.join(ctx, table, round_, step, sorted_.groups[one], sorted_.groups[other])
        case "split":
            groups.split(ctx, table, round_, step, sorted_.groups[_place(press, sorted_)])
        case "move_to":
            groups.move(
                ctx, table, round_, step, _item(press, sorted_), sorted_.groups[_place(press, sorted_, 1)]
            )
        case "move_out":
            groups.move(ctx, table, round_, step, _item(press, sorted_), None)
        case "anew":
            groups.start_anew(ctx, round_, step)
        case _:
            raise Stale
    ctx.answer_press(person.language, "toasts.groups_kept")
    screen.show_all(ctx, person, table, round_, step)


def _number(press: Press, after: int) -> int:
    return press.number(FIRST_PLACE + after)


def _place(press: Press, sorted_: Sorted, after: int = 0) -> int:
    place = _number(press, after)
    if place >= len(sorted_.groups):
        raise Stale
    return place


def _item(press: Press, sorted_: Sorted) -> items.Item:
    if _number(press, 0) not in sorted_.items:
        raise Stale
    return sorted_.items[_number(press, 0)]


def _first(press: Press, sorted_: Sorted) -> str:
    """The number of a group's first item, by which a form finds the group again."""
    return str(sorted_.groups[_place(press, sorted_)].items[0].number)


def _show_one(ctx: Context, person: Person, sorted_: Sorted, place: int, page: int) -> None:
    """One group with the whole of its answers, and what can be done with it."""
    group = sorted_.groups[place]
    pages = _pages(group)
    page = min(page, len(pages) - 1)
    lines: list[Line] = [{"n": i.number, "text": i.text, "missed": i.missed} for i in pages[page]]
    offers: list[list[Offer]] = []
    if len(group.items) > 1:
        moves = [
            Offer("buttons.group_move", sorted_.press("move", i.number, 0), {"n": i.number})
            for i in pages[page]
        ]
        offers += screen.in_rows(moves)
        offers.append([Offer("buttons.group_split", sorted_.press("split", place))])
    offers.append(
        [
            *(
                [Offer("buttons.group_join", sorted_.press("join", place, 0))]
                if len(sorted_.groups) > 1
                else []
            ),
            Offer("buttons.group_name", sorted_.press("name", place)),
        ]
    )
    offers += screen.turning(sorted_, "one", page, len(pages), place)
    offers.append([Offer("buttons.groups_all", sorted_.press("all", 0))])
    screen.say(
        ctx,
        person,
        sorted_.table,
        sorted_.round_,
        "synthesis.one",
        offers,
        title=screen.title(ctx, person, group),
        n=len(group.items),
        shared=group.shared if group.name else None,
        lines=lines,
    )


def _pages(group: Group) -> list[list[items.Item]]:
    """The items of a group, as many in a message as it holds in full."""
    pages: list[list[items.Item]] = [[]]
    used = 0
    for item in group.items:
        if pages[-1] and used + len(item.text.text) > house_rules.POINTS_UNITS.value:
            pages.append([])
            used = 0
        pages[-1].append(item)
        used += len(item.text.text)
    return pages


def _choose(ctx: Context, press: Press, sorted_: Sorted, what: str) -> None:
    """Where to: with which group another is joined, or into which an answer goes."""
    person, subject, page = press.person, _number(press, 0), _number(press, 1)
    own = _place(press, sorted_) if what == "join" else _holder(sorted_, _item(press, sorted_))
    most = house_rules.ANSWERS_LISTED.value
    others = [place for place in range(len(sorted_.groups)) if place != own]
    shown = others[page * most : (page + 1) * most]
    rows = [[_target(ctx, person, sorted_, f"{what}_to", subject, place)] for place in shown]
    rows += screen.turning(sorted_, what, page, -(-len(others) // most), subject)
    alone = len(sorted_.groups[own].items) == 1
    if what == "move" and not alone:
        rows.append([Offer("buttons.group_move_out", sorted_.press("move_out", subject))])
    rows.append([Offer("buttons.groups_back", sorted_.press("one", own, 0))])
    screen.say(
        ctx,
        person,
        sorted_.table,
        sorted_.round_,
        "synthesis.move" if what == "move" else "synthesis.join",
        rows,
        title=screen.title(ctx, person, sorted_.groups[own]),
        text=sorted_.items[subject].text if what == "move" else None,
    )


def _holder(sorted_: Sorted, item: items.Item) -> int:
    return next(place for place, group in enumerate(sorted_.groups) if item in group.items)


def _target(ctx: Context, person: Person, sorted_: Sorted, what: str, subject: int, place: int) -> Offer:
    """A group as a button; one that has no words of its own is told by its first answer."""
    group = sorted_.groups[place]
    label = (
        group.name
        or group.shared.text
        or shorten(group.items[0].text.text, house_rules.POINT_UNITS_LEAST.value)
    )
    return Offer(f"{place + 1} · {label}", sorted_.press(what, subject, place), literal=True)


def _may_name(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    if ctx.repository.get(Round, now.subject_id or 0).table_id != table.id:
        raise Stale


def _named(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    round_, step = ctx.repository.get(Round, now.subject_id or 0), str(now.values["step"])
    sorted_ = screen.open_at(ctx, table, round_, step)
    item = sorted_.items.get(int(str(now.values["first"]))) if sorted_ else None
    if sorted_ is None or item is None:
        raise Stale
    group = sorted_.groups[_holder(sorted_, item)]
    groups.rename(ctx, table, round_, step, group, str(now.values["text"]))
    screen.show_all(ctx, person, table, round_, step, anew=True)


def _name(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


NAME = forms.register(Form("group_name", (Step("text", read=_name),), _named, _may_name))
