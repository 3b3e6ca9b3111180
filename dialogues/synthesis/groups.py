"""The groups of what was said to one prompt: suggested by likeness until a facilitator changes one, then kept.

Each item is in exactly one group. What no kept group holds (it was said since) is a group of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogues.checks import likeness
from dialogues.checks.privacy import FacilitatorOnly, TooFew
from dialogues.context import Context
from dialogues.model import Answer, AnswerGroup, Round, Table
from dialogues.synthesis.items import Item, items


@dataclass(frozen=True, slots=True)
class Group:
    """Items that stand together. `shared`: their common words. `id` is 0 for one that nobody has kept."""

    id: int
    items: tuple[Item, ...]
    name: str | None
    shared: FacilitatorOnly


def of_step(ctx: Context, table: Table, round_: Round, step: str) -> tuple[Group, ...] | TooFew:
    """The groups as they stand now."""
    said = items(ctx, round_, step)
    if isinstance(said, TooFew):
        return said
    kept = ctx.repository.find(AnswerGroup, round_id=round_.id, prompt=step)
    if not kept:
        found = likeness.groups([item.text.text for item in said], table.languages)
        return tuple(Group(0, tuple(said[p] for p in g.places), None, _joined(g.shared)) for g in found)
    groups = [_of_kept(table, row, said) for row in kept]
    held = {item.number for group in groups for item in group.items}
    alone = [Group(0, (item,), None, _joined(())) for item in said if item.number not in held]
    return tuple(g for g in (*groups, *alone) if g.items)


def _of_kept(table: Table, row: AnswerGroup, said: Sequence[Item]) -> Group:
    own = tuple(item for item in said if item.id in (row.points if item.missed else row.answers))
    shared = likeness.words_shared([item.text.text for item in own], table.languages)
    return Group(row.id, own, row.name, _joined(shared))


def _joined(words: Sequence[str]) -> FacilitatorOnly:
    return FacilitatorOnly(", ".join(words))


def join(ctx: Context, table: Table, round_: Round, step: str, one: Group, other: Group) -> None:
    """Two groups become one, under the name of the first, or of the other where that has none."""
    rows = _keep(ctx, table, round_, step)
    first, second = rows[_key(one)], rows[_key(other)]
    ctx.repository.remove(AnswerGroup, id=second.id)
    _put(ctx, first, (*one.items, *other.items), first.name or second.name)


def split(ctx: Context, table: Table, round_: Round, step: str, group: Group) -> None:
    """A group falls apart where it hangs together least; the part that is named first keeps the name."""
    row = _keep(ctx, table, round_, step)[_key(group)]
    parts = likeness.apart([item.text.text for item in group.items], table.languages)
    first, *others = [tuple(group.items[p] for p in part) for part in parts]
    _put(ctx, row, first, row.name)
    for part in others:
        _add(ctx, table, round_, step, part)


def move(ctx: Context, table: Table, round_: Round, step: str, item: Item, to: Group | None) -> None:
    """An item goes to another group, or (None) into a group of its own."""
    rows = _keep(ctx, table, round_, step)
    for key, row in rows.items():
        answers, points = _without(row, item)
        if to is not None and key == _key(to):
            answers, points = (answers, (*points, item.id)) if item.missed else ((*answers, item.id), points)
        if answers or points:
            ctx.repository.put(replace(row, answers=answers, points=points))
        else:
            ctx.repository.remove(AnswerGroup, id=row.id)
    if to is None:
        _add(ctx, table, round_, step, (item,))


def _without(row: AnswerGroup, item: Item) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if item.missed:
        return row.answers, tuple(id for id in row.points if id != item.id)
    return tuple(id for id in row.answers if id != item.id), row.points


def rename(ctx: Context, table: Table, round_: Round, step: str, group: Group, name: str) -> None:
    """A group gets a name of the facilitator's."""
    row = _keep(ctx, table, round_, step)[_key(group)]
    ctx.repository.put(replace(row, name=name))


def start_anew(ctx: Context, round_: Round, step: str) -> None:
    """Back to what likeness suggests."""
    ctx.repository.remove(AnswerGroup, round_id=round_.id, prompt=step)


def without(ctx: Context, answer: Answer) -> None:
    """An answer is deleted: no group holds it any more, and a group that held nothing else goes with its name."""
    for row in ctx.repository.find(AnswerGroup, round_id=answer.round_id, prompt=answer.prompt):
        if answer.id in row.answers:
            left = tuple(id for id in row.answers if id != answer.id)
            if left or row.points:
                ctx.repository.put(replace(row, answers=left))
            else:
                ctx.repository.remove(AnswerGroup, id=row.id)


def _key(group: Group) -> tuple[int, bool]:
    """A group is known by its first item: no item is in two."""
    return group.items[0].id, group.items[0].missed


def _keep(ctx: Context, table: Table, round_: Round, step: str) -> dict[tuple[int, bool], AnswerGroup]:
    """Every group as a row, by its first item; the suggestion is kept with the first change."""
    groups = of_step(ctx, table, round_, step)
    if isinstance(groups, TooFew):
        return {}
    rows = {}
    for group in groups:
        row = ctx.repository.first(AnswerGroup, id=group.id) if group.id else None
        rows[_key(group)] = row or _add(ctx, table, round_, step, group.items)
    return rows


def _add(ctx: Context, table: Table, round_: Round, step: str, own: Sequence[Item]) -> AnswerGroup:
    answers, points = _ids(own)
    row = AnswerGroup(table_id=table.id, round_id=round_.id, prompt=step, answers=answers, points=points)
    return ctx.repository.add(row)


def _put(ctx: Context, row: AnswerGroup, own: Sequence[Item], name: str | None) -> None:
    answers, points = _ids(own)
    ctx.repository.put(replace(row, answers=answers, points=points, name=name))


def _ids(own: Sequence[Item]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(i.id for i in own if not i.missed), tuple(i.id for i in own if i.missed)
