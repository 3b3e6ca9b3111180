"""Closes a check without names: the urn is opened, what may be told is told, and all else is deleted.

Not the counts are kept but what may be said of them, so that nobody reads more in the database than the
group has heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogues import house_rules, timers, translations
from dialogues.checks import unnamed_counts
from dialogues.checks.privacy import GroupSafe, GroupValue
from dialogues.checks.unnamed_counts import CHOICES, Bounds, Told
from dialogues.context import Context
from dialogues.model import CheckMark, Person, Proposal, Round, Seat, Table, UnnamedCheck, Urn
from dialogues.surroundings import UrnUnreadable

DEADLINE = "unnamed_deadline"
OPEN, CLOSED, DROPPED = "open", "closed", "dropped"


def key(check: UnnamedCheck, seat: Seat) -> str:
    """The key under which a seat's private message is edited."""
    return f"unnamed:{check.id}:{seat.id}"


def running(ctx: Context, table: Table) -> list[UnnamedCheck]:
    """The checks of this table that are open."""
    return ctx.repository.find(UnnamedCheck, table_id=table.id, status=OPEN)


def wordings(ctx: Context, table: Table, check: UnnamedCheck) -> list[dict[str, GroupSafe]]:
    """What is asked about, as the group reads it."""
    proposal = ctx.repository.first(Proposal, id=check.proposal_id) if check.proposal_id else None
    if proposal is None:
        return [{"language": None, "text": check.text}]
    return translations.wordings(ctx.repository, table, proposal)


def close(ctx: Context, table: Table, check: UnnamedCheck) -> None:
    """By a facilitator, by its deadline, or because the vote on its text opens."""
    if check.status != OPEN:
        return
    urn = ctx.repository.first(Urn, check_id=check.id)
    try:
        counts = ctx.urns.counts(check.id, urn.sealed) if urn is not None else ()
    except UrnUnreadable:
        _end(ctx, table, check, None, "unnamed.unreadable")
        return
    told = unnamed_counts.tell(dict(zip(CHOICES, counts, strict=True))) if counts else None
    _end(ctx, table, check, told, "unnamed.closed")


def drop(ctx: Context, table: Table, check: UnnamedCheck) -> None:
    """A facilitator takes it back: what was put in is deleted unread."""
    if check.status == OPEN:
        _end(ctx, table, check, None, "unnamed.dropped")


def close_of(ctx: Context, table: Table, round_: Round) -> None:
    """The vote on a text opens, or another text takes its place: a check on it ends before."""
    for check in running(ctx, table):
        if check.round_id == round_.id:
            close(ctx, table, check)


def drop_all(ctx: Context, table: Table) -> None:
    """The table ends: what was put in is deleted unread."""
    for check in running(ctx, table):
        drop(ctx, table, check)


def is_due(ctx: Context, table: Table, subject: int) -> None:
    """The deadline has come."""
    close(ctx, table, ctx.repository.get(UnnamedCheck, subject))


def _end(ctx: Context, table: Table, check: UnnamedCheck, told: Told | None, phrase: str) -> None:
    asked = [ctx.repository.get(Seat, m.seat_id) for m in ctx.repository.find(CheckMark, check_id=check.id)]
    ctx.repository.remove(Urn, check_id=check.id)
    ctx.repository.remove(CheckMark, check_id=check.id)
    kept = None if told is None else told.as_kept()
    status = DROPPED if phrase == "unnamed.dropped" else CLOSED
    ctx.repository.put(replace(check, status=status, closed_at=ctx.now, told=kept))
    timers.disarm(ctx, DEADLINE, check.id)
    ctx.say_to_group(table, phrase, more=_values(ctx, table, check, told))
    for seat in asked:
        # The same to everybody who was asked, whether they took part or not.
        person = ctx.repository.get(Person, seat.person_id)
        if seat.present:
            ctx.say_to(person, "unnamed.over", table=table, key=key(check, seat))


def _values(ctx: Context, table: Table, check: UnnamedCheck, told: Told | None) -> Mapping[str, GroupValue]:
    return {
        "wordings": wordings(ctx, table, check),
        "minimum": house_rules.UNNAMED_CHECK_MINIMUM.value,
        **lines(ctx, table.languages[0], told),
    }


def lines(ctx: Context, language: str, told: Told | None) -> dict[str, GroupSafe]:
    """How many took part, could live with it, and said no, in words; None where nothing may be said."""
    if told is None:
        return {"took_part": None, "yes": None, "no": None, "others": False}
    return {
        "took_part": told.took_part,
        "yes": _in_words(ctx, language, told.yes),
        "no": None if told.no is None else _in_words(ctx, language, told.no),
        "others": told.no is not None and told.no.of < told.took_part,
    }


def _in_words(ctx: Context, language: str, bounds: Bounds) -> str:
    if bounds.least == bounds.most:
        how, n = "exactly", bounds.least
    elif bounds.least == 0:
        how, n = "at_most", bounds.most
    else:
        how, n = "at_least", bounds.least
    return ctx.label(language, f"unnamed.{how}", n=n, of=bounds.of)
