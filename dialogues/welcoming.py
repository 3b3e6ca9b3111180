"""A new voice reads what was agreed before, and may say what it would change (docs/method.md 6c, fast re-form).

That it was read back is kept with what was read; what they would change is for them and the facilitators (tier F).
"""

from __future__ import annotations

from dataclasses import replace

from dialogues import asking, forms, holding, reading, translations
from dialogues.checks import privacy
from dialogues.checks.privacy import Sealed
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.guards import standing_result
from dialogues.model import Focus, Person, Proposal, ReadBack, Result, Round, Seat, Table, Tier
from dialogues.pressing import Press, Stale

NOTHING = "nothing"


def of_seat(ctx: Context, seat: Seat) -> ReadBack | None:
    """What was read back to whoever holds this seat now."""
    found = ctx.repository.first(ReadBack, seat_id=seat.id)
    return found if found is not None and found.read_at >= seat.joined_at else None


def read_back(ctx: Context, person: Person, table: Table) -> bool:
    """The operating document and the result, as ratified, in private; False while there is no result."""
    result, seat = standing_result(ctx, table), ctx.seat_of(person, table)
    if result is None or seat is None or seat.organisation_id is None:
        return False
    document = _document(ctx, table)
    if document is not None:
        text = translations.in_language(ctx.repository, document, person.language)
        ctx.say_to(person, "read_back.document", table=table, text=text)
    _keep_that_read(ctx, table, seat, result, document)
    nothing = Offer("buttons.would_change_nothing", Pressing("read_back", (table.id, NOTHING)))
    _show_result(
        ctx,
        person,
        table,
        seat,
        result,
        offers=[[Offer("buttons.would_change", Pressing("read_back", (table.id,)))], [nothing]],
    )
    return True


def _show_result(
    ctx: Context, person: Person, table: Table, seat: Seat, result: Result, offers: list[list[Offer]]
) -> None:
    ctx.say_to(
        person,
        "read_back.result",
        table=table,
        offers=offers,
        key=f"read_back:{seat.id}",
        anew=bool(offers),
        statement=translations.of_result(ctx.repository, result, person.language),
        plain=result.plain,
        asks=bool(offers),
    )


def _document(ctx: Context, table: Table) -> Proposal | None:
    ratified = ctx.repository.find(Round, table_id=table.id, topic="document", state="ratified")
    texts = [r.proposal_id for r in ratified if r.proposal_id is not None]
    return ctx.repository.get(Proposal, texts[-1]) if texts else None


def _keep_that_read(
    ctx: Context, table: Table, seat: Seat, result: Result, document: Proposal | None
) -> None:
    earlier = ctx.repository.first(ReadBack, seat_id=seat.id)
    read = ReadBack(
        id=earlier.id if earlier else 0,
        table_id=table.id,
        seat_id=seat.id,
        organisation_id=seat.organisation_id or 0,
        tier=Tier.FACILITATOR.value,
        text=Sealed(""),
        result_id=result.id,
        document_id=document.id if document else None,
        read_at=ctx.now,
    )
    if earlier is None:
        ctx.repository.add(read)
    else:
        ctx.repository.put(read)


def begin(ctx: Context, press: Press) -> None:
    """A button under what was read back: what one would change is typed in private, or nothing is."""
    table = ctx.repository.get(Table, press.number(0))
    if press.arguments[1:] != (NOTHING,):
        forms.begin(ctx, press.person, table, READ_BACK)
        return
    seat = _answered(ctx, press.person, table, "")
    ctx.say_to(press.person, "read_back.nothing_kept", table=table)
    asking.goes_on(ctx, table, seat)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    seat = ctx.seat_of(person, table)
    if seat is None or seat.organisation_id is None:
        raise Stale


def _said(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """Only the facilitators read it, and speak with the newcomer."""
    sealed = Sealed(str(now.values["text"]))
    seat = _answered(ctx, person, table, str(now.values["text"]))
    ctx.say_to_facilitators(
        table,
        "read_back.told",
        organisation=ctx.organisation_name(seat.organisation_id),
        said=privacy.for_facilitator(Tier.FACILITATOR.value, sealed),
    )
    ctx.say_to(person, "read_back.kept", table=table)
    asking.goes_on(ctx, table, seat)


def _answered(ctx: Context, person: Person, table: Table, text: str) -> Seat:
    """Keeps what they would change; said again, the newest stands. Raises `Stale` where nothing was read back."""
    seat = ctx.seat_of(person, table)
    read = of_seat(ctx, seat) if seat is not None else None
    if seat is None or read is None:
        raise Stale
    ctx.repository.put(replace(read, text=Sealed(text), answered_at=ctx.now))
    result = standing_result(ctx, table)
    if result is not None:
        _show_result(ctx, person, table, seat, result, offers=[])
    return seat


READ_BACK = forms.register(
    Form(
        "read_back",
        (Step("text", read=holding.for_the_facilitators(reading.free_text)),),
        _said,
        _may,
        own_wish=True,
    )
)
