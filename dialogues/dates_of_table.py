"""The days of a running table: those of its record, and those only the table itself knows."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from dialogues import cycles, dates, house_rules, rounds, structure_facts, texts
from dialogues.context import Context
from dialogues.dates import Dated
from dialogues.model import Cycle, Experiment, Organisation, Round, Table
from dialogues.record import record_of
from dialogues.rhythm import sessions

DUE = {"collecting": "answers", "voting": "vote"}


def of_table(ctx: Context, table: Table, language: str) -> list[Dated]:
    """All days in their order, words in one language; for anybody at the table."""
    record = record_of(ctx.repository, table, ctx.now, source="export")
    known = [
        *_cycles(ctx, table),
        *_review(ctx, table),
        *_rounds(ctx, table, language),
        *_experiments(ctx, table),
    ]
    better = {(one.kind, one.about) for one in known}
    own = [one for one in dates.of_record(record, language) if (one.kind, one.about) not in better]
    return dates.in_order([*known, *own])


def _cycles(ctx: Context, table: Table) -> list[Dated]:
    """Every cycle that has opened, the next one's day, and before it the look back on this one."""
    zone = ZoneInfo(table.time_zone)
    stored = ctx.repository.find(Cycle, table_id=table.id)
    found = [dates.cycle(c.number, c.opened_at.astimezone(zone).date()) for c in stored]
    if table.lifecycle in ("draft", "adjourned"):
        return found
    coming = sessions.coming(
        ctx.repository, table, table.cycle_opened_at or ctx.now, house_rules.SESSIONS_LISTED.value
    )
    if table.cycle and coming:
        return [*found, *(dates.session(s.planned, s.at, s.is_moved) for s in coming)]
    following = cycles.next_day(ctx, table)
    if table.cycle and not cycles.has_looked_back(ctx, table):
        found.append(dates.look_back(table.cycle, following - timedelta(days=1)))
    return [*found, dates.cycle(table.cycle + 1, following)]


def _review(ctx: Context, table: Table) -> list[Dated]:
    paper, on = (
        structure_facts.document(ctx.repository, table),
        structure_facts.review_on(ctx.repository, table),
    )
    return [] if paper is None or on is None else [dates.review(on, paper.review_months or 0)]


def _rounds(ctx: Context, table: Table, language: str) -> list[Dated]:
    """When private answers are due and votes close."""

    def dated(round_: Round) -> Dated | None:
        kind = DUE.get(round_.state)
        if kind is None or round_.deadline is None:
            return None
        title = texts.title_in(ctx, language, round_)
        return Dated(kind=kind, about=(str(round_.id),), on=round_.deadline, values={"title": title})

    return [one for one in map(dated, rounds.running(ctx, table)) if one is not None]


def _experiments(ctx: Context, table: Table) -> list[Dated]:
    return [
        Dated(
            kind="experiment",
            about=(str(e.id),),
            on=e.ends_on,
            values={"title": e.title, "owner": ctx.repository.get(Organisation, e.organisation_id).name},
        )
        for e in ctx.repository.find(Experiment, table_id=table.id, state="running")
        if e.ends_on is not None
    ]
