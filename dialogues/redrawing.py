"""The map drawn anew when the facilitator asks, its parts renamed or taken out (docs/method.md 3c).

Nothing else checks the map after its first drawing: a list that people work on does not change under their hands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dialogues import forms, mapping, reading
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Function, Gap, Person, Role, Round, Seat, Table, Values
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read


def is_drawn(ctx: Context, table: Table) -> bool:
    """Whether the questions of the map have been closed once."""
    rounds = ctx.repository.find(Round, table_id=table.id, topic="map")
    return any(r.state not in ("drafted", "collecting", "withdrawn") for r in rounds)


def would_change(ctx: Context, table: Table) -> bool:
    """Whether a check now would find or close a gap: seats or answers have changed since the last one."""
    if not is_drawn(ctx, table):
        return False
    now = {(lack.code, lack.subject) for lack in mapping.lacks(ctx, table)}
    return now != {(g.code, g.subject) for g in mapping.open_gaps(ctx, table)}


def _check(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """Draws the map over the seats of this moment."""
    if not is_drawn(ctx, table):
        ctx.say_to(person, "redrawing.not_yet", table=table)
        return
    mapping.check(ctx, table)
    mapping.show(ctx, table)


def _parts(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The parts of the work, a button each; with one chosen, what to do with it."""
    if subject:
        forms.begin(ctx, person, table, PART, subject)
        return
    offers = [[one] for one in part_offers(ctx, table)]
    offers.append([Offer("buttons.add_function", Pressing("go", (table.id, "function", 0)))])
    offers.append(last_row(table, "page_map"))
    ctx.say_to(person, "redrawing.which_part", table=table, offers=offers, **place(ctx, person, table))


def part_offers(ctx: Context, table: Table) -> list[Offer]:
    """A button for each part of the work, to rename it or to take it out."""
    return [
        Offer(f"✎ {f.label}", Pressing("go", (table.id, "drop_function", f.id)), literal=True)
        for f in ctx.repository.find(Function, table_id=table.id)
    ]


def _part(ctx: Context, table: Table, now: Focus) -> Function:
    function = ctx.repository.get(Function, now.subject_id or 0)
    if function.table_id != table.id:
        raise Stale
    return function


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    _part(ctx, table, now)


def _is_spoken_of(ctx: Context, table: Table, function: Function) -> bool:
    """Somebody covers it, or a gap was found on it: it can be renamed, not taken out."""
    covered = any(function.id in parts for parts in mapping.coverage(ctx, table).values())
    gaps = ctx.repository.find(Gap, table_id=table.id, subject=str(function.id))
    return covered or any(g.code in mapping.ABOUT_A_PART for g in gaps)


def _ways(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    found = [Choice("rename", "buttons.rename")]
    if not _is_spoken_of(ctx, table, _part(ctx, table, now)):
        found.append(Choice("drop", "buttons.take_out"))
    return found


def _renames(values: Values) -> bool:
    return values.get("how") == "rename"


def _label(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    function = _part(ctx, table, now)
    return {"label": function.label, "stays": _is_spoken_of(ctx, table, function)}


def _changed(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    function = _part(ctx, table, now)
    if _renames(now.values):
        ctx.repository.put(replace(function, label=str(now.values["label"])))
    else:
        ctx.repository.remove(Function, id=function.id)
    _parts(ctx, person, table, require(ctx, person, table, Role.FACILITATOR), 0)


PART = forms.register(
    Form(
        "part",
        (
            Step("how", read=forms.buttons_only, options=_ways, shown=_shown),
            Step("label", read=_label, applies=_renames, shown=_shown),
        ),
        _changed,
        _may,
    )
)

ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "check_map": _check,
    "drop_function": _parts,
}
