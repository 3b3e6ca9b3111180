"""A new voice reads what was agreed before, and may say what it would change (docs/method.md 6c, fast re-form)."""

from __future__ import annotations

from dialogues import forms, translations
from dialogues.checks import privacy
from dialogues.checks.privacy import Sealed
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.guards import standing_result
from dialogues.model import Focus, Person, Proposal, Round, Table, Tier
from dialogues.pressing import Press, Stale


def read_back(ctx: Context, person: Person, table: Table) -> None:
    """The operating document and the result, as ratified, in private; nothing before there is a result."""
    result = standing_result(ctx, table)
    if result is None:
        return
    document = _document(ctx, table)
    if document is not None:
        text = translations.in_language(ctx.repository, document, person.language)
        ctx.say_to(person, "read_back.document", table=table, text=text)
    ctx.say_to(
        person,
        "read_back.result",
        table=table,
        offers=[[Offer("buttons.would_change", Pressing("read_back", (table.id,)))]],
        statement=translations.of_result(ctx.repository, result, person.language),
        plain=result.plain,
    )


def _document(ctx: Context, table: Table) -> Proposal | None:
    ratified = ctx.repository.find(Round, table_id=table.id, topic="document", state="ratified")
    texts = [r.proposal_id for r in ratified if r.proposal_id is not None]
    return ctx.repository.get(Proposal, texts[-1]) if texts else None


def begin(ctx: Context, press: Press) -> None:
    """The button under what was read back: what one would change is typed in private."""
    table = ctx.repository.get(Table, press.number(0))
    forms.begin(ctx, press.person, table, READ_BACK)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    seat = ctx.seat_of(person, table)
    if seat is None or seat.organisation_id is None:
        raise Stale


def _said(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """Only the facilitators read it, and speak with the newcomer."""
    seat = ctx.seat_of(person, table)
    text = privacy.for_facilitator(Tier.FACILITATOR.value, Sealed(str(now.values["text"])))
    ctx.say_to_facilitators(
        table,
        "read_back.told",
        organisation=ctx.organisation_name(seat.organisation_id if seat else None),
        said=text,
    )
    ctx.say_to(person, "read_back.kept", table=table)


READ_BACK = forms.register(Form("read_back", (Step("text"),), _said, _may))
