"""Drafts side by side, with what organisations cannot live without: which holds which (docs/method.md 0).

Shared words suggest what a draft holds; a facilitator's tap decides. A draft is nobody's proposal yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_uppercase

from dialogues import house_rules, must_haves
from dialogues.checks import likeness
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Drafted, Person, Role, Round, Seat, Table
from dialogues.must_haves import Lines
from dialogues.pressing import Press, Stale, require
from dialogues.synthesis.screen import in_rows
from dialogues.undo import steps, watching

BEFORE_PROPOSING = ("synthesizing", "amending")


def of_round(ctx: Context, round_: Round) -> list[Drafted]:
    """The drafts of a round, in the order in which they were kept."""
    return ctx.repository.find(Drafted, round_id=round_.id)


def has_room(ctx: Context, round_: Round) -> bool:
    """Whether another draft can be kept."""
    return len(of_round(ctx, round_)) < house_rules.DRAFTS.value


def open_again(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The drafts of a round, from the screen on which a text is written."""
    round_ = ctx.repository.get(Round, subject)
    if round_.table_id != table.id or not of_round(ctx, round_):
        raise Stale
    show(ctx, person, table, round_, anew=True)


def keep(ctx: Context, person: Person, table: Table, round_: Round, seat: Seat, text: str) -> None:
    """Keeps a text beside the others and shows them all."""
    ctx.repository.add(
        Drafted(table_id=table.id, round_id=round_.id, seat_id=seat.id, text=text, written_at=ctx.now)
    )
    show(ctx, person, table, round_, anew=True)


def show(ctx: Context, person: Person, table: Table, round_: Round, *, anew: bool = False) -> None:
    """The drafts beside each other: a button for each marked point and draft, and what to do with a draft."""
    drafts = of_round(ctx, round_)
    marked = must_haves.for_facilitator(ctx, table, round_)
    offers: list[list[Offer]] = []
    for letter, draft in zip(ascii_uppercase, drafts, strict=False):
        held = holds(ctx, table, draft, marked)
        offers += in_rows([_mark(draft, letter, line, held) for line in marked])
    for letter, draft in zip(ascii_uppercase, drafts, strict=False):
        offers.append(
            [
                Offer(
                    "buttons.draft_use", Pressing("go", (table.id, "draft_use", draft.id)), {"letter": letter}
                ),
                Offer("buttons.draft_drop", Pressing("draft", (draft.id, "drop")), {"letter": letter}),
            ]
        )
    if has_room(ctx, round_):
        offers.append([Offer("buttons.draft_another", Pressing("go", (table.id, "draft", round_.id)))])
    if len(drafts) > 1:
        offers.append([Offer("buttons.draft_show", Pressing("draft", (drafts[0].id, "show")))])
    ctx.say_to(
        person,
        "comparing.drafts",
        table=table,
        offers=offers,
        key=f"drafts:{round_.id}:{person.id}",
        anew=anew,
        lines=_lines(ctx, table, drafts, marked),
        marked=bool(marked),
    )


def _mark(draft: Drafted, letter: str, line: dict[str, GroupSafe], held: Sequence[int]) -> Offer:
    place = int(str(line["n"]))
    values: dict[str, GroupSafe] = {"letter": letter, "n": place, "on": place in held}
    return Offer("buttons.draft_holds", Pressing("draft", (draft.id, "hold", place)), values)


def holds(ctx: Context, table: Table, draft: Drafted, marked: Lines) -> list[int]:
    """The places of the points a draft holds: as a facilitator said, else as shared words suggest."""
    if draft.holds is not None:
        return list(draft.holds)
    return [
        int(str(line["n"]))
        for line in marked
        if likeness.holds(draft.text, str(line["point"]), table.languages)
    ]


def _lines(ctx: Context, table: Table, drafts: Sequence[Drafted], marked: Lines) -> Lines:
    """One line a draft, followed by one for each marked point."""
    found: Lines = []
    for letter, draft in zip(ascii_uppercase, drafts, strict=False):
        held = holds(ctx, table, draft, marked)
        said = draft.holds is not None
        found.append({"letter": letter, "text": draft.text, "point": None, "said": said})
        found += [{"n": m["n"], "point": m["point"], "held": m["n"] in held} for m in marked]
    return found


def pressed(ctx: Context, press: Press) -> None:
    """A button under the drafts: which draft, what, and of a point its place."""
    draft = ctx.repository.get(Drafted, press.number(0))
    table, round_ = ctx.repository.get(Table, draft.table_id), ctx.repository.get(Round, draft.round_id)
    require(ctx, press.person, table, Role.FACILITATOR)
    if round_.state not in BEFORE_PROPOSING or press.group is not None:
        raise Stale
    decided = steps.PRESSES["draft"]
    watching.step(ctx, press.person, table, decided, lambda: _do(ctx, press, table, round_, draft))


def _do(ctx: Context, press: Press, table: Table, round_: Round, draft: Drafted) -> None:
    match press.word(1):
        case "hold":
            _hold(ctx, table, round_, draft, press.number(2))
            show(ctx, press.person, table, round_)
        case "drop":
            ctx.repository.remove(Drafted, id=draft.id)
            show(ctx, press.person, table, round_)
        case "show":
            _show_group(ctx, table, round_)
            ctx.answer_press(press.person.language, "toasts.shared")
        case _:
            raise Stale


def _hold(ctx: Context, table: Table, round_: Round, draft: Drafted, place: int) -> None:
    marked = must_haves.for_facilitator(ctx, table, round_)
    if place not in [line["n"] for line in marked]:
        raise Stale
    changed = {*holds(ctx, table, draft, marked)} ^ {place}
    ctx.repository.put(replace(draft, holds=tuple(sorted(changed))))


def _show_group(ctx: Context, table: Table, round_: Round) -> None:
    """The group sees the texts, and the points from as many organisations on as it would see them from."""
    marked = must_haves.for_group(ctx, table, round_)
    ctx.say_to_group(
        table,
        "comparing.in_group",
        key=f"drafts:{round_.id}",
        lines=_lines(ctx, table, of_round(ctx, round_), marked),
        marked=bool(marked),
    )
