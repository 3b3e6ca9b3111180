"""Answers that name a person with a private detail are held: only their author reads them (docs/method.md 0)."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import facilitator_entries, forms
from dialogues.checks import disclosure
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.guards import standing_result
from dialogues.model import (
    Answer,
    FacilitatorEntry,
    Focus,
    Function,
    Person,
    Role,
    Seat,
    Table,
    Tier,
)
from dialogues.pressing import require

HELP_TEXT = "help_text"
SHOWN_TO_THE_TABLE = (Tier.UNNAMED, Tier.NAMED)


def is_held(ctx: Context, table: Table, tier: Tier, text: str) -> bool:
    """Whether a text that the table would see has to be held."""
    return tier in SHOWN_TO_THE_TABLE and disclosure.must_be_held(text, _known_names(ctx, table))


def _known_names(ctx: Context, table: Table) -> list[str]:
    """Names that are nobody's: of the table, its organisations and parts of the work, of places in the result."""
    result = standing_result(ctx, table)
    return [
        table.name,
        *(o.name for o in ctx.organisations(table)),
        *(f.label for f in ctx.repository.find(Function, table_id=table.id)),
        *(w for w in (result.statement if result else "").split() if w[:1].isupper()),
    ]


def tell(ctx: Context, table: Table, collection: Collection, answer: Answer, earlier: Answer | None) -> None:
    """The author hears why and can say it otherwise; facilitators hear once that one is held, not whose or what."""
    person = ctx.repository.get(Person, ctx.repository.get(Seat, answer.seat_id).person_id)
    edit = Offer("buttons.edit", Pressing("redo", (collection.form, collection.id, answer.prompt)))
    help_ = help_text(ctx, table)
    ctx.say_to(
        person,
        "held.yours",
        table=table,
        offers=[[edit]],
        help_text=help_.text if help_ is not None else None,
    )
    if earlier is None or not earlier.held:
        ctx.say_to_facilitators(table, "held.told")


def help_text(ctx: Context, table: Table) -> FacilitatorEntry | None:
    """Where people of this place find help, as it was entered for the table."""
    return ctx.repository.first(FacilitatorEntry, table_id=table.id, prompt=HELP_TEXT)


def _begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, HELP)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    facilitator_entries.store(ctx, table, HELP_TEXT, str(now.values["text"]))
    ctx.say_to(person, "held.help_kept", table=table)


HELP = forms.register(Form("help_text", (Step("text"),), _entered, _may))
ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {"help_text": _begin}
