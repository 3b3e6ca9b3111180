"""The open discussion of a cycle: how many messages each organisation writes. No word of it is kept."""

from __future__ import annotations

from dataclasses import replace

from dialogues.checks.participation import Participation, participation
from dialogues.context import Context
from dialogues.machines import ACTIVE
from dialogues.model import Answer, Organisation, Person, Reflection, Round, Seat, Table, Tier, Turns
from dialogues.repository import Repository

LOOKING_BACK = ("P1", "P2", "P3", "P4", "P5", "P6", "P7")
# Meeting each other is no voice in the work; the pulse is a feeling, and private.
APART = ("introductions", "catch_up", "pulse")
SEEN_BY_THE_TABLE = (Tier.UNNAMED, Tier.NAMED)


def hear(ctx: Context, table: Table, person: Person) -> None:
    """Counts one message for the organisation the person speaks for, in the running cycle."""
    seat = ctx.seat_of(person, table)
    if seat is None or seat.organisation_id is None or table.cycle == 0 or table.lifecycle not in ACTIVE:
        return
    place = {"table_id": table.id, "cycle": table.cycle, "organisation_id": seat.organisation_id}
    heard = ctx.repository.first(Turns, **place)
    if heard is not None:
        ctx.repository.put(replace(heard, messages=heard.messages + 1))
        return
    ctx.repository.add(
        Turns(
            table_id=table.id,
            cycle=table.cycle,
            organisation_id=seat.organisation_id,
            messages=1,
        )
    )


def of_cycle(repository: Repository, table: Table, number: int) -> Participation:
    """Who took much of a cycle's discussion, and which organisations were not heard in it at all."""
    heard = repository.find(Turns, table_id=table.id, cycle=number)
    messages = {t.organisation_id: t.messages for t in heard}
    answered = {a.organisation_id for a in open_answers(repository, table, number)}
    return participation(messages, _at_table(repository, table, number), {o for o in answered if o})


def open_answers(repository: Repository, table: Table, number: int) -> list[Answer]:
    """What was answered in a cycle to prompts that the table sees answers of; a pass is an answer."""
    reflections = repository.find(Reflection, table_id=table.id, cycle=number)
    rounds = [r for r in repository.find(Round, table_id=table.id, cycle=number) if r.topic not in APART]
    back = repository.find(Answer, reflection_id=[r.id for r in reflections], prompt=LOOKING_BACK)
    collected = repository.find(Answer, round_id=[r.id for r in rounds], tier=SEEN_BY_THE_TABLE)
    return [*back, *collected]


def _at_table(repository: Repository, table: Table, number: int) -> list[int]:
    """The organisations of a cycle: those with a vote, and others of which somebody ever took a seat."""
    seated = {s.organisation_id for s in repository.find(Seat, table_id=table.id)}
    here = [o for o in repository.find(Organisation, table_id=table.id) if o.joined_cycle <= number]
    return [o.id for o in here if o.voting or o.id in seated]
