"""Whom a facilitator could call: who is waited for, and whose seat is empty. For facilitators alone.

The pulse and what nobody says aloud call nobody: who has not answered them stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import collecting, texts
from dialogues.context import Context
from dialogues.machines import ACTIVE
from dialogues.model import Ballot, Organisation, Person, Round, Table

Lines = list[dict[str, str | None]]
CALLS_NOBODY = ("pulse", "unsaid")


def lines(ctx: Context, table: Table, language: str) -> Lines:
    """Organisation, its people, and what they are waited for; `about` None where nobody sits there."""
    found: Lines = []
    for collection in collecting.open_at(ctx, table):
        if collection.topic not in CALLS_NOBODY:
            waiting = collecting.turnout(ctx, table, collection).waiting
            found += _of(ctx, table, waiting, ctx.label(language, f"topics.{collection.topic}"))
    for round_ in ctx.repository.find(Round, table_id=table.id, state="voting"):
        ballots = ctx.repository.find(
            Ballot, round_id=round_.id, ballot_round=round_.ballot_round, counts=True
        )
        voted = {b.organisation_id for b in ballots}
        missing = [o for o in ctx.voting_organisations(table) if o.id not in voted]
        found += _of(ctx, table, missing, texts.title_in(ctx, language, round_))
    if table.lifecycle in ACTIVE:
        found += [{"organisation": o.name, "people": "", "about": None} for o in _empty(ctx, table)]
    return found


def _of(ctx: Context, table: Table, organisations: Sequence[Organisation], about: str) -> Lines:
    sits: dict[int, list[str]] = {}
    for seat in ctx.seats(table):
        if seat.organisation_id is not None:
            name = ctx.repository.get(Person, seat.person_id).name
            sits.setdefault(seat.organisation_id, []).append(name)
    return [
        {"organisation": o.name, "people": ", ".join(sits[o.id]), "about": about}
        for o in organisations
        if o.id in sits
    ]


def _empty(ctx: Context, table: Table) -> list[Organisation]:
    sits = {s.organisation_id for s in ctx.seats(table)}
    return [o for o in ctx.organisations(table) if o.id not in sits]
