"""A facilitator brings a text to the table: what it is, its title, what is at stake, whom it binds.

Nothing is collected for it: the round goes to its draft at once (docs/state_machines.md, round).
"""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import elements, forms, proposals, reading
from dialogues.context import Context
from dialogues.forms import Choice, Form, Step
from dialogues.machines import Moved
from dialogues.model import Focus, Person, Role, Round, Seat, Table, Values
from dialogues.moves import explain, move_round
from dialogues.pressing import require
from dialogues.reading import Misread, Read

KINDS = ("result", "purpose", "document", "experiment", "other")
# What is past naming its result changes it by a vote to reopen it, not by another text beside it.
NAMES_ITS_RESULT = ("convening", "naming_result")


def open_text(
    ctx: Context,
    person: Person,
    table: Table,
    seat: Seat,
    topic: str,
    *,
    title: str | None = None,
    stakes: str | None = None,
    commits: bool = False,
    subject: str | None = None,
) -> Round | None:
    """A round whose text is to be written now; None, and told why, where it may not be opened."""
    drafted = ctx.repository.add(
        Round(
            table_id=table.id,
            topic=topic,
            title=title,
            stakes=stakes,
            commits=commits,
            subject=subject,
            cycle=table.cycle,
            opened_at=ctx.now,
        )
    )
    round_, outcome = move_round(ctx, table, drafted, "open", seat)
    if isinstance(outcome, Moved):
        round_, outcome = move_round(ctx, table, round_, "close_collection", seat)
    if not isinstance(outcome, Moved):
        ctx.repository.remove(Round, id=drafted.id)
        explain(ctx, person, table, outcome)
        return None
    if table.lifecycle not in elements.topic(topic).states:
        ctx.say_to(person, "rounds.early", table=table)
    return round_


def bring(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button: asks what is brought."""
    forms.begin(ctx, person, table, BRING)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _kinds(_ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    settled = table.lifecycle not in NAMES_ITS_RESULT
    return [Choice(k, f"brings.{k}") for k in KINDS if not (settled and k == "result")]


def _title(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def _stakes(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("high", "buttons.stakes_high"), Choice("routine", "buttons.stakes_routine")


def _yes_no(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("yes", "buttons.yes"), Choice("no", "buttons.no")


def _read_yes_no(_ctx: Context, person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.yes_no(person.language, text)


def _stakes_are_open(values: Values) -> bool:
    """A result and the operating document always bind everybody (docs/method.md 0)."""
    return values.get("what") not in ("result", "document")


def _brought(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = require(ctx, person, table, Role.FACILITATOR)
    what = str(now.values["what"])
    stakes = str(now.values.get("stakes") or "") if _stakes_are_open(now.values) else ""
    round_ = open_text(
        ctx,
        person,
        table,
        seat,
        what,
        title=str(now.values["title"]),
        stakes=stakes or elements.topic(what).stakes,
        commits=now.values.get("commits") == "yes",
    )
    if round_ is not None:
        forms.begin(ctx, person, table, proposals.DRAFT, round_.id)


BRING = forms.register(
    Form(
        "bring",
        (
            Step("what", read=forms.buttons_only, options=_kinds),
            Step("title", read=_title),
            Step("stakes", read=forms.buttons_only, options=_stakes, applies=_stakes_are_open),
            Step("commits", read=_read_yes_no, options=_yes_no),
        ),
        _brought,
        _may,
    )
)
