"""Helps the table pick what to count: up to three candidates, rated on three questions (docs/method.md 1b)."""

from __future__ import annotations

from collections import Counter

from dialogues import collecting, forms, opening, reading
from dialogues.checks.privacy import GroupSafe
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.forms import Form, Step
from dialogues.house_rules import UNNAMED_MINIMUM_ORGANISATIONS
from dialogues.model import Candidate, Focus, Person, Role, Round, Table
from dialogues.pressing import require
from dialogues.reading import Misread, Read

QUESTIONS = ("understood", "central", "data")
POINTS = {"low": 0, "medium": 1, "high": 2}


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _label(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    labels = [str(now.values.get(step) or "") for step in ("first", "second", "third")]
    seat = require(ctx, person, table, Role.FACILITATOR)
    opening.open_round(ctx, person, table, "indicator", seat, [label for label in labels if label])


CANDIDATES = forms.register(
    Form(
        "candidates",
        (Step("first", read=_label), Step("second", read=_label), Step("third", read=_label, optional=True)),
        _entered,
        _may,
    )
)


def show_ratings(ctx: Context, table: Table, round_: Round) -> None:
    """Shows the group how each candidate was rated, without names, and which comes out first."""
    collection = collecting.of_round(ctx, round_)
    rows = [_row(ctx, table, collection, prompt) for prompt in collection.labels]
    enough = all(row["enough"] for row in rows)
    most = max((int(str(row["points"])) for row in rows), default=0)
    best = [str(row["label"]) for row in rows if row["points"] == most]
    ctx.say_to_group(
        table,
        "indicator.revealed",
        rows=rows,
        enough=enough,
        best=best[0] if len(best) == 1 and enough else None,
        minimum=UNNAMED_MINIMUM_ORGANISATIONS.value,
    )


def _row(ctx: Context, table: Table, collection: Collection, prompt: str) -> dict[str, GroupSafe]:
    row: dict[str, GroupSafe] = {"label": collection.labels[prompt]}
    points, enough = 0, True
    for question in QUESTIONS:
        answers = collecting.answers_to(ctx, collection, f"{prompt}/{question}")
        heard = {a.organisation_id for a in answers}
        enough = enough and len(heard) >= UNNAMED_MINIMUM_ORGANISATIONS.value
        counts = Counter(a.choice for a in answers)
        points += sum(POINTS[level] * counts[level] for level in POINTS)
        row[question] = _middle(ctx, table, counts)
    return {**row, "points": points, "enough": enough}


def _middle(ctx: Context, table: Table, counts: Counter[str | None]) -> str:
    """The level in the middle of all ratings, as a word."""
    ordered = [level for level in POINTS for _ in range(counts[level])]
    if not ordered:
        return "–"
    return ctx.label(table.languages[0], f"buttons.{ordered[len(ordered) // 2]}")


def labels_of_latest(ctx: Context, table: Table) -> list[str]:
    """The candidates that were rated last, in their order."""
    found = ctx.repository.find(Candidate, table_id=table.id)
    if not found:
        return []
    latest = found[-1].round_id
    return [c.label for c in found if c.round_id == latest]
