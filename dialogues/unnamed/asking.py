"""One person is asked without a name: choose, see it once more, put it in. Afterwards nobody finds it again.

Every message looks the same whatever was chosen, but the one that shows the choice before it is put in:
that one waits to be sent under a seal, and gives way to the next. Nothing keeps a choice but the urn, and
the urn has no person. The mark and the choice are written in one transaction.
"""

from __future__ import annotations

from dataclasses import replace

from dialogues import house_rules, translations
from dialogues.checks.unnamed_counts import CHOICES
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import CheckMark, Person, Proposal, Seat, Table, UnnamedCheck, Urn
from dialogues.pressing import Press, Stale
from dialogues.surroundings import UrnUnreadable
from dialogues.unnamed import closing


def show(
    ctx: Context, person: Person, table: Table, check: UnnamedCheck, seat: Seat, *, anew: bool = False
) -> None:
    """The text, what becomes of an answer, and the four choices."""
    rows = [
        [Offer(f"buttons.unnamed_{choice}", Pressing("unnamed", (check.id, "choose", place)))]
        for place, choice in enumerate(CHOICES)
    ]
    ctx.say_to(
        person,
        "unnamed.ask",
        table=table,
        offers=rows,
        key=closing.key(check, seat),
        anew=anew,
        text=_text(ctx, check, person.language),
        is_question=check.round_id is None,
        deadline=check.deadline,
        minimum=house_rules.UNNAMED_CHECK_MINIMUM.value,
    )


def _text(ctx: Context, check: UnnamedCheck, language: str) -> str:
    proposal = ctx.repository.first(Proposal, id=check.proposal_id) if check.proposal_id else None
    return check.text if proposal is None else translations.in_language(ctx.repository, proposal, language)


def pressed(ctx: Context, press: Press) -> None:
    """A button of the check: which one, what, and of a choice its place."""
    check = ctx.repository.get(UnnamedCheck, press.number(0))
    table = ctx.repository.get(Table, check.table_id)
    seat = ctx.seat_of(press.person, table)
    mark = None if seat is None else ctx.repository.first(CheckMark, check_id=check.id, seat_id=seat.id)
    if seat is None or mark is None or check.status != closing.OPEN:
        raise Stale
    if mark.taken:
        ctx.answer_press(press.person.language, "toasts.unnamed_in")
        return
    match press.word(1):
        case "choose":
            _show_chosen(ctx, press.person, table, check, seat, _choice(press))
        case "back":
            show(ctx, press.person, table, check, seat)
        case "put":
            _put_in(ctx, press.person, table, check, seat, mark, _choice(press))
        case _:
            raise Stale


def _choice(press: Press) -> int:
    place = press.number(2)
    if place >= len(CHOICES):
        raise Stale
    return place


def _show_chosen(
    ctx: Context, person: Person, table: Table, check: UnnamedCheck, seat: Seat, place: int
) -> None:
    ctx.say_to(
        person,
        "unnamed.sure",
        table=table,
        offers=[
            [Offer("buttons.unnamed_put", Pressing("unnamed", (check.id, "put", place)))],
            [Offer("buttons.back", Pressing("unnamed", (check.id, "back")))],
        ],
        key=closing.key(check, seat),
        sealed=True,
        chosen=ctx.label(person.language, f"buttons.unnamed_{CHOICES[place]}"),
    )


def _put_in(
    ctx: Context,
    person: Person,
    table: Table,
    check: UnnamedCheck,
    seat: Seat,
    mark: CheckMark,
    place: int,
) -> None:
    """The mark that somebody has taken part, and the choice in the urn: both are kept, or neither."""
    urn = ctx.repository.first(Urn, check_id=check.id)
    if urn is None:
        raise Stale
    try:
        sealed = ctx.urns.with_one_more(check.id, urn.sealed, place)
    except UrnUnreadable:
        closing.close(ctx, table, check)
        return
    ctx.repository.put(replace(urn, sealed=sealed))
    ctx.repository.put(replace(mark, taken=True))
    ctx.answer_press(person.language, "toasts.unnamed_in")
    ctx.say_to(
        person,
        "unnamed.in",
        table=table,
        key=closing.key(check, seat),
        deadline=check.deadline,
        minimum=house_rules.UNNAMED_CHECK_MINIMUM.value,
    )
