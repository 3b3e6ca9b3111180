"""The coordinators' page of a cycle: twelve sections, plain words, at most 3,500 UTF-16 units (docs/method.md 8).

Never in it: private answers or quotes, names of people, who lacks authority. Empty sections
say "none". When the page is too long, lists and texts are shortened and lists say how many more there are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dialogues import (
    asks,
    cycle_ends,
    data,
    decisions_story,
    experiments_story,
    house_rules,
    mapping,
    participation_story,
    problem_solving_story,
    reading,
    seats_story,
    structure_story,
    system_story,
    translations,
    trust_story,
)
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.progress import progress
from dialogues.context import Context, shorten
from dialogues.guards import standing_result
from dialogues.model import Answer, Reflection, Table

STORIES = (
    trust_story.for_summary,
    decisions_story.for_summary,
    seats_story.for_summary,
    structure_story.for_summary,
    system_story.for_summary,
    experiments_story.for_summary,
    problem_solving_story.for_summary,
    participation_story.for_summary,
    cycle_ends.for_summary,
)


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of each list a page shows, and how long a text in it may be."""

    lines: int
    text: int

    def of(self, values: Mapping[str, object]) -> dict[str, object]:
        """The values cut to this size; `<name>_more` tells how many of a list are not shown."""
        cut = {name: self._cut(value) for name, value in values.items()}
        lists = {name: value for name, value in values.items() if isinstance(value, (list, tuple))}
        return cut | {f"{name}_more": max(0, len(value) - self.lines) for name, value in lists.items()}

    def _cut(self, value: object) -> object:
        if isinstance(value, str):
            return shorten(value, self.text)
        if isinstance(value, Mapping):
            return {name: self._cut(one) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._cut(one) for one in value[: self.lines]]
        return value


SIZES = (Caps(6, 400), Caps(4, 240), Caps(4, 140), Caps(3, 100), Caps(2, 70), Caps(1, 50))
SCORES = ("scores",)  # the four stages of problem-solving stand whole in every page


def write(ctx: Context, table: Table, reflection: Reflection, language: str) -> str:
    """The page as Telegram HTML in one language, never over the limit."""
    values = _values(ctx, table, reflection, language)
    whole = {name: values.pop(name) for name in SCORES}
    page = ""
    for caps in SIZES:
        page = ctx.text(language, "summary.page", table.time_zone, **caps.of(values), **whole)
        if reading.units(plain(page)) <= house_rules.SUMMARY_UNITS.value:
            break
    return page


def plain(page: str) -> str:
    """The page as people read it."""
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def as_html(page: str) -> Markup:
    """The page as a value of another phrase."""
    return Markup(page)  # noqa: S704 - it has been autoescaped when it was rendered


def _values(ctx: Context, table: Table, reflection: Reflection, language: str) -> dict[str, object]:
    values: dict[str, object] = {
        "table": table.name,
        "cycle": reflection.cycle,
        "opened": table.cycle_opened_at,
        "now": ctx.now,
        "lifecycle": table.lifecycle,
        **_result(ctx, table, reflection, language),
        "decided": reflection.decisions or "",
        "upstream": reflection.upstream,
        "upstream_title": ctx.label(language, f"upstream.{reflection.upstream or 'nothing'}"),
        "upstream_reason": reflection.upstream_reason or "",
        "gaps": _gaps(ctx, table, language),
        "asks": asks.for_coordinator(ctx, table, reflection.cycle, language),
        "on_behalf": ctx.repository.count(
            Answer, table_id=table.id, reflection_id=reflection.id, on_behalf=True
        ),
    }
    for story in STORIES:
        values |= story(ctx, table, reflection.cycle, language)
    return values


def _result(ctx: Context, table: Table, reflection: Reflection, language: str) -> dict[str, object]:
    result, indicator = standing_result(ctx, table), data.indicator(ctx, table)
    latest = data.latest(ctx, table, reflection.cycle)
    value = latest.value if latest else None
    baseline = indicator.baseline if indicator else None
    done = progress(baseline, indicator.target if indicator else None, value)
    return {
        "statement": translations.of_result(ctx.repository, result, language),
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


def _gaps(ctx: Context, table: Table, language: str) -> list[dict[str, GroupSafe]]:
    shown = mapping.shared_gaps(ctx, table, language, must_only=True)
    return shown[: house_rules.SUMMARY_GAPS.value]
