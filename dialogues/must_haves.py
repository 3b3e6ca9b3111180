"""What each organisation cannot live without, marked in private once the answers are shown (docs/method.md 0).

It is asked where the shown answers lead to a text, and holds nothing up. A point is known by its place in
the order in which the points are shown, which tells neither who nor when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dialogues import elements, house_rules, texts
from dialogues.checks.privacy import GroupSafe, TooFew, Unnamed
from dialogues.context import Context, Offer, shorten
from dialogues.effects import Press as Pressing
from dialogues.model import MustHave, Person, Round, Seat, Table
from dialogues.pressing import Press, Stale

Lines = list[dict[str, GroupSafe]]


def points(ctx: Context, table: Table, round_: Round) -> tuple[Unnamed, ...]:
    """The points of a round as its topic shows them, in a lasting order; none where too few have answered."""
    shows = elements.topic(round_.topic).points
    if shows is None or not texts.collects(round_):
        return ()
    shown = shows(ctx, table, round_)
    return () if isinstance(shown, TooFew) else shown


def ask(ctx: Context, table: Table, round_: Round) -> None:
    """Asks every voting organisation's voice; nobody has to answer."""
    shown = points(ctx, table, round_)
    for seat in ctx.seats(table):
        if shown and ctx.casts_vote(seat):
            _show(ctx, ctx.repository.get(Person, seat.person_id), table, round_, seat, shown, anew=True)


def _show(
    ctx: Context,
    person: Person,
    table: Table,
    round_: Round,
    seat: Seat,
    shown: Sequence[Unnamed],
    *,
    anew: bool = False,
) -> None:
    own = _own(ctx, round_, seat)
    buttons = [
        Offer("buttons.must_have", Pressing("must", (round_.id, place)), {"n": place, "on": place in own})
        for place in range(1, len(shown) + 1)
    ]
    ctx.say_to(
        person,
        "must_haves.mark",
        table=table,
        offers=[buttons[i : i + 5] for i in range(0, len(buttons), 5)],
        key=f"must:{round_.id}:{seat.id}",
        anew=anew,
        stale_after=f"round:{round_.id}",
        organisation=ctx.organisation_name(seat.organisation_id),
        lines=_lines(shown, range(1, len(shown) + 1)),
        left=max(0, house_rules.MUST_HAVES.value - len(own)),
        most=house_rules.MUST_HAVES.value,
    )


def _lines(shown: Sequence[Unnamed], places: Sequence[int]) -> Lines:
    most = max(house_rules.POINT_UNITS_LEAST.value, house_rules.POINTS_UNITS.value // max(1, len(shown)))
    return [{"n": n, "point": shorten(shown[n - 1].text, most)} for n in places]


def _own(ctx: Context, round_: Round, seat: Seat) -> set[int]:
    found = ctx.repository.find(MustHave, round_id=round_.id, organisation_id=seat.organisation_id)
    return {m.place for m in found}


def mark(ctx: Context, press: Press) -> None:
    """A point is marked, or its mark taken back: round, place. Until a text is put to the table."""
    round_, place = ctx.repository.get(Round, press.number(0)), press.number(1)
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or seat.organisation_id is None or not ctx.casts_vote(seat):
        raise Stale
    shown = points(ctx, table, round_)
    if round_.state != "synthesizing" or not 1 <= place <= len(shown):
        raise Stale
    own = _own(ctx, round_, seat)
    if place in own:
        ctx.repository.remove(MustHave, round_id=round_.id, organisation_id=seat.organisation_id, place=place)
    elif len(own) >= house_rules.MUST_HAVES.value:
        ctx.answer_press(press.person.language, "toasts.no_marks_left", most=house_rules.MUST_HAVES.value)
        return
    else:
        ctx.repository.add(
            MustHave(
                table_id=table.id,
                round_id=round_.id,
                organisation_id=seat.organisation_id,
                seat_id=seat.id,
                place=place,
            )
        )
    ctx.answer_press(press.person.language, "toasts.marks_kept")
    _show(ctx, press.person, table, round_, seat, shown)


def for_facilitator(ctx: Context, table: Table, round_: Round) -> Lines:
    """The marked points with how many organisations marked each, never which; the most marked first."""
    shown, marked = points(ctx, table, round_), _marked(ctx, round_)
    places = sorted((p for p in marked if p <= len(shown)), key=lambda p: (-marked[p], p))
    return [{**line, "by": marked[p]} for p, line in zip(places, _lines(shown, places), strict=True)]


def tell_group(ctx: Context, table: Table, round_: Round) -> None:
    """The group sees what was marked once enough organisations have marked; a count from as many on."""
    lines = for_group(ctx, table, round_)
    if lines:
        ctx.say_to_group(table, "must_haves.marked", topic_title=texts.title(ctx, table, round_), lines=lines)


def for_group(ctx: Context, table: Table, round_: Round) -> Lines:
    """The marked points as the group may see them; none before enough organisations have marked."""
    least = house_rules.UNNAMED_MINIMUM_ORGANISATIONS.value
    marks = ctx.repository.find(MustHave, round_id=round_.id)
    if len({m.organisation_id for m in marks}) < least:
        return []
    marked, shown = _marked(ctx, round_), points(ctx, table, round_)
    return [
        {**line, "by": marked[p] if marked[p] >= least else None}
        for p, line in zip(sorted(marked), _lines(shown, sorted(marked)), strict=True)
    ]


def _marked(ctx: Context, round_: Round) -> Counter[int]:
    return Counter(m.place for m in ctx.repository.find(MustHave, round_id=round_.id))
