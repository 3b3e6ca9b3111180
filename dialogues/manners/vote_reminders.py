"""Reminders of an open vote, and the ballot once more for whoever wants to vote now."""

from __future__ import annotations

from dialogues import ballots
from dialogues.context import Context
from dialogues.manners import reminding
from dialogues.model import Round, Table
from dialogues.pressing import Press, Stale


def remind(ctx: Context, table: Table, round_: Round) -> None:
    """The voices that have not voted are owed a private reminder."""
    for seat in ctx.seats(table):
        reminding.owe(ctx, table, seat, reminding.about_vote(round_))


def vote_now(ctx: Context, press: Press) -> None:
    """The button of a reminder: the ballot, to be tapped."""
    round_ = ctx.repository.get(Round, press.number(0))
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or seat.organisation_id is None or press.group is not None or round_.state != "voting":
        raise Stale
    ballots.show(ctx, press.person, table, round_, seat, anew=True)
