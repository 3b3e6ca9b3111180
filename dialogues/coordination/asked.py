"""What a coordinator is asked to do, with a button each for "done" (docs/method.md 8, section 11).

What was done rests for some weeks: summaries, digests and this list ask for something else meanwhile.
"""

from __future__ import annotations

from dataclasses import replace

from dialogues import asks, house_rules
from dialogues.asks import Ask
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import AskDone, Person, Role, Said, Seat, Table
from dialogues.pressing import Press, Stale, require


def offer(table: Table) -> Offer:
    """The button that opens the list."""
    return Offer("buttons.my_asks", Pressing("asks", (table.id,)))


def show(ctx: Context, press: Press) -> None:
    """The coordinator's list: table."""
    table = ctx.repository.get(Table, press.number(0))
    require(ctx, press.person, table, Role.COORDINATOR)
    _show(ctx, press.person, table, anew=True)


def tick(ctx: Context, press: Press) -> None:
    """Marks one as done, or takes the mark away: table, the ask's code."""
    table, code = ctx.repository.get(Table, press.number(0)), press.word(1)
    seat = require(ctx, press.person, table, Role.COORDINATOR)
    if code not in {ask.code for ask in _listed(ctx, table, press.person.language)}:
        raise Stale
    if code in asks.done_lately(ctx, table):
        ctx.repository.remove(AskDone, table_id=table.id, ask=code)
    else:
        _keep(ctx, table, seat, code)
    _show(ctx, press.person, table)
    for other in ctx.people_in(table, Role.COORDINATOR):
        if (
            other.id != press.person.id
            and ctx.repository.first(Said, key=_list_key(other, table)) is not None
        ):
            _show(ctx, other, table)


def _list_key(person: Person, table: Table) -> str:
    return f"asks:{person.id}:{table.id}"


def _keep(ctx: Context, table: Table, seat: Seat, code: str) -> None:
    done = AskDone(table_id=table.id, ask=code, seat_id=seat.id, done_at=ctx.now)
    earlier = ctx.repository.first(AskDone, table_id=table.id, ask=code)
    if earlier is None:
        ctx.repository.add(done)
    else:
        ctx.repository.put(replace(done, id=earlier.id))


def _listed(ctx: Context, table: Table, language: str) -> list[Ask]:
    """The most urgent that are open, and whatever was done and still stands."""
    done = asks.done_lately(ctx, table)
    all_ = asks.standing(ctx, table, table.cycle, language)
    open_ = [ask for ask in all_ if ask.code not in done][: house_rules.SUMMARY_ASKS.value]
    return [ask for ask in all_ if ask in open_ or ask.code in done]


def lines(ctx: Context, table: Table, language: str) -> list[dict[str, GroupSafe]]:
    """Each ask as `ask`, `due` and whether it is `done`."""
    done = asks.done_lately(ctx, table)
    return [
        {**asks.in_words(ctx, ask, language), "done": ask.code in done}
        for ask in _listed(ctx, table, language)
    ]


def _show(ctx: Context, person: Person, table: Table, *, anew: bool = False) -> None:
    done = asks.done_lately(ctx, table)
    rows = [
        [
            Offer(
                "buttons.ask_done",
                Pressing("ask_done", (table.id, ask.code)),
                {"n": n, "done": ask.code in done},
            )
        ]
        for n, ask in enumerate(_listed(ctx, table, person.language), start=1)
    ]
    ctx.say_to(
        person,
        "coordination.asked",
        table=table,
        offers=rows,
        key=_list_key(person, table),
        anew=anew,
        asks=lines(ctx, table, person.language),
        rests=house_rules.ASK_RESTS_DAYS.value,
    )
