"""What the coordinator is asked to do after a cycle: at most three things, each with a day (docs/method.md 8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from dialogues import confirming, data, discussion, house_rules, mapping, structure_facts, texts
from dialogues.checks import gaps
from dialogues.checks.gaps import FOR_FACILITATOR_ONLY
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import AskDone, Commitment, Organisation, Round, Table


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to do: the phrase "asks.<kind>", what it is about, by when.

    `subject` names the same thing whatever the reader's language.
    """

    kind: str
    about: str
    due: date
    subject: str = field(compare=False)

    @property
    def code(self) -> str:
        """Which ask this is, without its words; short enough for a button."""
        return sha256(f"{self.kind}:{self.subject}".encode()).hexdigest()[:CODE_LENGTH]


CODE_LENGTH = 16


def for_coordinator(ctx: Context, table: Table, cycle: int, language: str) -> list[dict[str, GroupSafe]]:
    """The most urgent asks in words, each once; without what a coordinator has just done."""
    done = done_lately(ctx, table)
    open_ = [ask for ask in standing(ctx, table, cycle, language) if ask.code not in done]
    return [in_words(ctx, ask, language) for ask in open_[: house_rules.SUMMARY_ASKS.value]]


def in_words(ctx: Context, ask: Ask, language: str) -> dict[str, GroupSafe]:
    """An ask as a line with its day."""
    return {"ask": ctx.label(language, f"asks.{ask.kind}", about=ask.about), "due": ask.due}


def done_lately(ctx: Context, table: Table) -> frozenset[str]:
    """The codes of what was done so lately that it isn't asked again, though it still stands."""
    since = ctx.now - timedelta(days=house_rules.ASK_RESTS_DAYS.value)
    return frozenset(d.ask for d in ctx.repository.find(AskDone, table_id=table.id) if d.done_at > since)


def standing(ctx: Context, table: Table, cycle: int, language: str) -> list[Ask]:
    """All that could be asked now, the most urgent first, each once."""
    today = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    soon = today + timedelta(days=house_rules.ASK_DAYS.value)
    found = [
        *_confirmations(ctx, table, language, soon),
        *_gaps(ctx, table, language, soon),
        *_numbers(ctx, table),
        *(Ask("vacant", o.name, soon, str(o.id)) for o in _vacant(ctx, table)),
        *_promises(ctx, table, today, soon),
        *_signatures(ctx, table, soon),
        *_silent(ctx, table, cycle, soon),
    ]
    each = list(dict.fromkeys(found))
    return sorted(each, key=lambda ask: ask.due)


def _confirmations(ctx: Context, table: Table, language: str, soon: date) -> Iterable[Ask]:
    for round_ in ctx.repository.find(Round, table_id=table.id, state="provisional"):
        if any(c.confirmed_at is None for c in confirming.of_round(ctx, round_)):
            yield Ask("confirmations", texts.title_in(ctx, language, round_), soon, str(round_.id))


def _gaps(ctx: Context, table: Table, language: str, soon: date) -> Iterable[Ask]:
    for gap in mapping.open_gaps(ctx, table):
        if gap.severity == gaps.MUST and gap.code not in FOR_FACILITATOR_ONLY:
            name = mapping.shared_name(ctx, table, gap, language)
            # Gaps that read the same for many are one ask.
            same = mapping.shared_name(ctx, table, gap, table.languages[0])
            yield Ask("gap" if gap.owner else "gap_unowned", name, gap.due or soon, same)


def _numbers(ctx: Context, table: Table) -> Iterable[Ask]:
    indicator = data.indicator(ctx, table)
    if indicator is not None and indicator.plan_due is not None and indicator.baseline is None:
        yield Ask("data_plan", indicator.plan_owner or "", indicator.plan_due, str(indicator.id))


def _vacant(ctx: Context, table: Table) -> list[Organisation]:
    seated = {s.organisation_id for s in ctx.seats(table) if s.holds_vote}
    return [o for o in ctx.voting_organisations(table) if o.id not in seated]


def _promises(ctx: Context, table: Table, today: date, soon: date) -> Iterable[Ask]:
    """Promises whose day has come or gone: a call helps before the second miss."""
    for promise in ctx.repository.find(Commitment, table_id=table.id, status=("open", "due", "missed")):
        if promise.due <= today:
            by = promise.by_organisation
            yield Ask("promise", ctx.organisation_name(by), soon, str(by))


def _signatures(ctx: Context, table: Table, soon: date) -> Iterable[Ask]:
    if structure_facts.ratified_round(ctx.repository, table) is None:
        return
    for organisation in structure_facts.unsigned(ctx.repository, table):
        yield Ask("signature", organisation.name, soon, str(organisation.id))


def _silent(ctx: Context, table: Table, cycle: int, soon: date) -> Iterable[Ask]:
    for id in discussion.of_cycle(ctx.repository, table, cycle).silent:
        yield Ask("silent", ctx.organisation_name(id), soon, str(id))
