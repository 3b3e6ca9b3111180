"""The coordinators' page of a cycle: twelve sections, plain words, at most 3,500 UTF-16 units (docs/method.md 8).

Never in it: private answers or quotes, names of people, who lacks authority. Empty sections
say "none". When the page is too long, lists are shortened and say how many more there are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from dialogues import collecting, data, house_rules, mapping, reading, self_rating, trust_story
from dialogues.checks import gaps
from dialogues.checks.gaps import FOR_FACILITATOR_ONLY
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.progress import progress
from dialogues.context import Context, shorten
from dialogues.guards import standing_result
from dialogues.model import Answer, Ballot, Gap, Reflection, Round, Table, Tally

Lines = list[dict[str, GroupSafe]]


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of each list a page shows, and how long a text in it may be."""

    lines: int
    text: int


ROOMY, TIGHT, TIGHTEST = Caps(6, 400), Caps(4, 200), Caps(2, 100)


def write(ctx: Context, table: Table, reflection: Reflection, language: str) -> str:
    """The page as Telegram HTML in one language, never over the limit."""
    for caps in (ROOMY, TIGHT, TIGHTEST):
        page = ctx.text(
            language,
            "summary.page",
            table.time_zone,
            table=shorten(table.name, caps.text),
            cycle=reflection.cycle,
            opened=table.cycle_opened_at,
            now=ctx.now,
            lifecycle=table.lifecycle,
            **trust_story.for_summary(ctx, table, reflection.cycle, language),
            **_result(ctx, table, reflection, caps),
            decisions=_decisions(ctx, table, reflection, language, caps),
            decided=shorten(reflection.decisions or "", caps.text),
            upstream=reflection.upstream,
            upstream_title=ctx.label(language, f"upstream.{reflection.upstream or 'nothing'}"),
            upstream_reason=shorten(reflection.upstream_reason or "", caps.text),
            gaps=_gaps(ctx, table, language),
            ratings=self_rating.lines(ctx, reflection, language),
            **_participation(ctx, table, reflection, caps),
            asks=_asks(ctx, table, reflection, language),
            on_behalf=ctx.repository.count(
                Answer, table_id=table.id, reflection_id=reflection.id, on_behalf=True
            ),
        )
        if reading.units(plain(page)) <= house_rules.SUMMARY_UNITS.value:
            return page
    return page


def plain(page: str) -> str:
    """The page as people read it."""
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def as_html(page: str) -> Markup:
    """The page as a value of another phrase."""
    return Markup(page)  # noqa: S704 - it has been autoescaped when it was rendered


def _result(ctx: Context, table: Table, reflection: Reflection, caps: Caps) -> dict[str, object]:
    result, indicator = standing_result(ctx, table), data.indicator(ctx, table)
    latest = data.latest(ctx, table, reflection.cycle)
    value = latest.value if latest else None
    baseline = indicator.baseline if indicator else None
    done = progress(baseline, indicator.target if indicator else None, value)
    return {
        "statement": shorten(result.statement, caps.text) if result else None,
        "indicator": indicator.name if indicator else None,
        "unit": indicator.unit if indicator else "",
        "baseline": baseline,
        "target": indicator.target if indicator else None,
        "source": indicator.source if indicator else None,
        "latest": value,
        "latest_on": latest.on if latest else None,
        "data_missing": indicator is not None and value is None,
        "status": done.status,
        "pct": done.pct,
    }


def _decisions(ctx: Context, table: Table, reflection: Reflection, language: str, caps: Caps) -> Lines:
    lines: Lines = []
    for tally in ctx.repository.find(Tally, table_id=table.id, cycle=reflection.cycle):
        round_ = ctx.repository.get(Round, tally.round_id)
        lines.append(
            {
                "title": ctx.label(language, f"topics.{round_.topic}"),
                "outcome": ctx.label(language, f"outcomes.{tally.outcome}"),
                "blocks": _blocks(ctx, tally, caps),
                "n": tally.ballot_round,
            }
        )
    for round_ in ctx.repository.find(Round, table_id=table.id, state="parked"):
        title = ctx.label(language, f"topics.{round_.topic}")
        parked = ctx.label(language, "outcomes.parked")
        lines.append({"title": title, "outcome": parked, "blocks": None, "n": round_.ballot_round})
    return lines[-caps.lines :]


def _blocks(ctx: Context, tally: Tally, caps: Caps) -> str | None:
    """Which organisations blocked, with their public reasons."""
    if not tally.blocks:
        return None
    found = ctx.repository.find(
        Ballot,
        round_id=tally.round_id,
        ballot_round=tally.ballot_round,
        organisation_id=tally.blocks,
        counts=True,
    )
    said = [
        f"{ctx.organisation_name(b.organisation_id)}: “{shorten(b.reason or '–', caps.text)}”"
        for b in found[: caps.lines]
    ]
    return "; ".join(said)


def _gaps(ctx: Context, table: Table, language: str) -> Lines:
    shown = mapping.shared_gaps(ctx, table, language, must_only=True)
    return shown[: house_rules.SUMMARY_GAPS.value]


def _may_be_told(gap: Gap) -> bool:
    return gap.severity == gaps.MUST and gap.code not in FOR_FACILITATOR_ONLY


def _participation(ctx: Context, table: Table, reflection: Reflection, caps: Caps) -> dict[str, object]:
    """How many organisations answered in this cycle, and which said nothing at all (a pass is an answer)."""
    asked = ctx.voting_organisations(table)
    cycle_rounds = ctx.repository.find(Round, table_id=table.id, cycle=reflection.cycle)
    heard = {a.organisation_id for a in ctx.repository.find(Answer, reflection_id=reflection.id)}
    if cycle_rounds:
        ids = tuple(r.id for r in cycle_rounds)
        heard |= {a.organisation_id for a in ctx.repository.find(Answer, round_id=ids)}
    silent = [o.name for o in asked if o.id not in heard]
    done = collecting.turnout(ctx, table, collecting.of_reflection(reflection)).done
    return {
        "answered": len(done),
        "asked": len(asked),
        "silent": silent[: caps.lines],
        "silent_more": max(0, len(silent) - caps.lines),
    }


def _asks(ctx: Context, table: Table, reflection: Reflection, language: str) -> Lines:
    """At most three things the coordinator can do, each with a day."""
    today = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    soon = today + timedelta(days=house_rules.ASK_DAYS.value)
    found: list[tuple[str, str, date]] = []
    for gap in mapping.open_gaps(ctx, table):
        if _may_be_told(gap):
            name = mapping.shared_name(ctx, table, gap, language)
            found.append(("gap" if gap.owner else "gap_unowned", name, gap.due or soon))
    indicator = data.indicator(ctx, table)
    if indicator is not None and indicator.plan_due is not None and indicator.baseline is None:
        found.append(("data_plan", indicator.plan_owner or "", indicator.plan_due))
    found += [("vacant", name, soon) for name in _vacant(ctx, table)]
    found.sort(key=lambda ask: ask[2])
    return [
        {"ask": ctx.label(language, f"asks.{kind}", about=about), "due": due}
        for kind, about, due in found[: house_rules.SUMMARY_ASKS.value]
    ]


def _vacant(ctx: Context, table: Table) -> Sequence[str]:
    seated = {s.organisation_id for s in ctx.seats(table) if s.holds_vote}
    return [o.name for o in ctx.voting_organisations(table) if o.id not in seated]
