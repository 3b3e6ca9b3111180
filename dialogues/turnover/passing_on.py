"""What an organisation has in hand when its representative changes: it stays, or passes to another.

Promises, tasks and experiments are the organisation's (docs/method.md 4): whoever follows has them without a tap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogues import forms, texts
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context
from dialogues.effects import Urgency
from dialogues.forms import Choice, Form, Step
from dialogues.model import (
    Commitment,
    Experiment,
    Focus,
    Organisation,
    Person,
    Responsibility,
    Role,
    Round,
    Table,
    Turnover,
)
from dialogues.pressing import Stale, require

KEEP = "="
OWED = ("open", "due", "missed")
UNDER_WAY = ("drafted", "running")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in hand. `kind`: promise, task or experiment; `code` names it in a form."""

    kind: str
    id: int
    what: str

    @property
    def code(self) -> str:
        return f"{self.kind}.{self.id}"


def in_hand(ctx: Context, table: Table, organisation_id: int) -> list[Item]:
    """All that an organisation owes, does or tries now."""
    promises = ctx.repository.find(
        Commitment, table_id=table.id, by_organisation=organisation_id, status=OWED
    )
    tasks = ctx.repository.find(Responsibility, table_id=table.id)
    tried = ctx.repository.find(
        Experiment, table_id=table.id, organisation_id=organisation_id, state=UNDER_WAY
    )
    return [
        *(Item("promise", p.id, p.what) for p in promises),
        *(Item("task", t.id, t.task) for t in tasks if organisation_id in (*t.responsible, *t.accountable)),
        *(Item("experiment", e.id, e.title) for e in tried),
    ]


def open_votes(ctx: Context, table: Table, language: str) -> list[str]:
    """The votes that run: whoever follows votes there for the organisation."""
    return [
        texts.title_in(ctx, language, r)
        for r in ctx.repository.find(Round, table_id=table.id, state="voting")
    ]


def ask_each(ctx: Context, person: Person, table: Table, turnover: Turnover) -> None:
    """Asks of one after the other whether it stays; what is left is kept in the form."""
    items = in_hand(ctx, table, turnover.organisation_id)
    _ask(ctx, person, table, turnover, [item.code for item in items])


def _ask(ctx: Context, person: Person, table: Table, turnover: Turnover, codes: Sequence[str]) -> None:
    if codes:
        forms.begin(ctx, person, table, PASSING, turnover.id, left=" ".join(codes))
    else:
        ctx.say_to(person, "passing.all_decided", table=table)


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    _turnover(ctx, table, now)


def _turnover(ctx: Context, table: Table, now: Focus) -> Turnover:
    turnover = ctx.repository.get(Turnover, now.subject_id or 0)
    if turnover.table_id != table.id:
        raise Stale
    return turnover


def _item(ctx: Context, table: Table, now: Focus) -> Item:
    """What is being asked about; raises `Stale` where it is not in hand any more."""
    code = str(now.values.get("left") or "").split(" ")[0]
    found = in_hand(ctx, table, _turnover(ctx, table, now).organisation_id)
    for item in found:
        if item.code == code:
            return item
    raise Stale


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    item, turnover = _item(ctx, table, now), _turnover(ctx, table, now)
    return {
        "what": item.what,
        "kind": item.kind,
        "organisation": ctx.organisation_name(turnover.organisation_id),
    }


def _ways(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    item, own = _item(ctx, table, now), _turnover(ctx, table, now).organisation_id
    barred = {own}
    if item.kind == "promise":
        barred.add(ctx.repository.get(Commitment, item.id).to_organisation)
    others = [o for o in ctx.organisations(table) if o.id not in barred]
    return [
        Choice(KEEP, "buttons.stays_with_it"),
        *(Choice(str(o.id), f"→ {o.name}", literal=True) for o in others),
    ]


def _decided(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    item, turnover, to = _item(ctx, table, now), _turnover(ctx, table, now), str(now.values["to"])
    if to != KEEP:
        _pass_on(ctx, table, item, turnover.organisation_id, int(to))
    _ask(ctx, person, table, turnover, str(now.values["left"]).split(" ")[1:])


def _pass_on(ctx: Context, table: Table, item: Item, own: int, to: int) -> None:
    """Gives one thing to another organisation, whose voice hears it."""
    match item.kind:
        case "promise":
            ctx.repository.put(replace(ctx.repository.get(Commitment, item.id), by_organisation=to))
        case "task":
            task = ctx.repository.get(Responsibility, item.id)
            ctx.repository.put(
                replace(
                    task,
                    responsible=_instead(task.responsible, own, to),
                    accountable=_instead(task.accountable, own, to),
                )
            )
        case "experiment":
            ctx.repository.put(replace(ctx.repository.get(Experiment, item.id), organisation_id=to))
        case _:
            raise Stale
    for seat in ctx.seats(table):
        if seat.holds_vote and seat.organisation_id == to:
            ctx.say_to(
                ctx.repository.get(Person, seat.person_id),
                "passing.told",
                table=table,
                urgency=Urgency.NOTICE,
                organisation=ctx.repository.get(Organisation, own).name,
                kind=item.kind,
                what=item.what,
            )


def _instead(organisations: Sequence[int], own: int, to: int) -> tuple[int, ...]:
    """The organisations with another in the place of one; each stands once."""
    return tuple(dict.fromkeys(to if id == own else id for id in organisations))


PASSING = forms.register(
    Form("passing", (Step("to", read=forms.buttons_only, options=_ways, shown=_shown),), _decided, _may)
)
