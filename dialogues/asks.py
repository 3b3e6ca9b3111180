"""What the coordinator is asked to do after a cycle: at most three things, each with a day (docs/method.md 8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dialogues import confirming, data, discussion, house_rules, mapping, structure_facts, texts
from dialogues.checks import gaps
from dialogues.checks.gaps import FOR_FACILITATOR_ONLY
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import Commitment, Round, Table


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to do: the phrase "asks.<kind>", what it is about, by when."""

    kind: str
    about: str
    due: date


def for_coordinator(ctx: Context, table: Table, cycle: int, language: str) -> list[dict[str, GroupSafe]]:
    """The most urgent asks in words, each once."""
    today = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    soon = today + timedelta(days=house_rules.ASK_DAYS.value)
    found = [
        *_confirmations(ctx, table, language, soon),
        *_gaps(ctx, table, language, soon),
        *_numbers(ctx, table),
        *(Ask("vacant", name, soon) for name in _vacant(ctx, table)),
        *_promises(ctx, table, today, soon),
        *_signatures(ctx, table, soon),
        *_silent(ctx, table, cycle, soon),
    ]
    each = list(dict.fromkeys(found))
    each.sort(key=lambda ask: ask.due)
    return [
        {"ask": ctx.label(language, f"asks.{ask.kind}", about=ask.about), "due": ask.due}
        for ask in each[: house_rules.SUMMARY_ASKS.value]
    ]


def _confirmations(ctx: Context, table: Table, language: str, soon: date) -> Iterable[Ask]:
    for round_ in ctx.repository.find(Round, table_id=table.id, state="provisional"):
        if any(c.confirmed_at is None for c in confirming.of_round(ctx, round_)):
            yield Ask("confirmations", texts.title_in(ctx, language, round_), soon)


def _gaps(ctx: Context, table: Table, language: str, soon: date) -> Iterable[Ask]:
    for gap in mapping.open_gaps(ctx, table):
        if gap.severity == gaps.MUST and gap.code not in FOR_FACILITATOR_ONLY:
            name = mapping.shared_name(ctx, table, gap, language)
            yield Ask("gap" if gap.owner else "gap_unowned", name, gap.due or soon)


def _numbers(ctx: Context, table: Table) -> Iterable[Ask]:
    indicator = data.indicator(ctx, table)
    if indicator is not None and indicator.plan_due is not None and indicator.baseline is None:
        yield Ask("data_plan", indicator.plan_owner or "", indicator.plan_due)


def _vacant(ctx: Context, table: Table) -> list[str]:
    seated = {s.organisation_id for s in ctx.seats(table) if s.holds_vote}
    return [o.name for o in ctx.voting_organisations(table) if o.id not in seated]


def _promises(ctx: Context, table: Table, today: date, soon: date) -> Iterable[Ask]:
    """Promises whose day has come or gone: a call helps before the second miss."""
    for promise in ctx.repository.find(Commitment, table_id=table.id, status=("open", "due", "missed")):
        if promise.due <= today:
            yield Ask("promise", ctx.organisation_name(promise.by_organisation), soon)


def _signatures(ctx: Context, table: Table, soon: date) -> Iterable[Ask]:
    if structure_facts.ratified_round(ctx.repository, table) is None:
        return
    for organisation in structure_facts.unsigned(ctx.repository, table):
        yield Ask("signature", organisation.name, soon)


def _silent(ctx: Context, table: Table, cycle: int, soon: date) -> Iterable[Ask]:
    for id in discussion.of_cycle(ctx.repository, table, cycle).silent:
        yield Ask("silent", ctx.organisation_name(id), soon)
