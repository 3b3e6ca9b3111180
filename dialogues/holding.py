"""Answers that name a person with a private detail are held: only their author reads them (docs/method.md 0)."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import facilitator_entries, forms, passes, phrases
from dialogues.checks import disclosure
from dialogues.checks.privacy import PersonValue
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Reader, Step
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
    Values,
)
from dialogues.pressing import require
from dialogues.reading import Misread, Read

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
    help_ = help_text(ctx, table, person.language)
    ctx.say_to(person, "held.yours", table=table, offers=[[edit]], help_text=help_)
    if earlier is None or not earlier.held:
        ctx.say_to_facilitators(table, "held.told")


def stand_by(ctx: Context, table: Table, person: Person, tier: Tier, text: str) -> None:
    """Words that only a few read are kept as they are; who wrote of harm or a private detail hears where help is
    found, and who reads them."""
    if text and tier not in SHOWN_TO_THE_TABLE and disclosure.must_be_held(text, _known_names(ctx, table)):
        ctx.say_to(
            person,
            "held.read_by_few",
            table=table,
            tier=tier.value,
            help_text=help_text(ctx, table, person.language),
        )


def hear(ctx: Context, person: Person, text: str) -> bool:
    """Words of harm that nobody asked for are kept nowhere; gives whether their author was told where help is."""
    tables = ctx.tables_of(person)
    if not tables or not disclosure.must_be_held(text, [n for t in tables for n in _known_names(ctx, t)]):
        return False
    helps = [help for t in tables if (help := help_text(ctx, t, person.language)) is not None]
    ctx.say_to(person, "held.unasked", help_text=" · ".join(dict.fromkeys(helps)) or None)
    return True


def help_text(ctx: Context, table: Table, language: str) -> str | None:
    """Where people of this place find help: in the reader's language, else in the table's first."""
    first = table.languages[0]
    for wanted in (_entry(table, language), _entry(table, first)):
        entry = ctx.repository.first(FacilitatorEntry, table_id=table.id, prompt=wanted)
        if entry is not None:
            return entry.text
    return None


def _entry(table: Table, language: str) -> str:
    """The name under which a help text is kept: the table's first language has the plain one."""
    return HELP_TEXT if language == table.languages[0] else f"{HELP_TEXT}:{language}"


def for_the_table(read: Callable[[str], Read | Misread]) -> Reader:
    """Reads words of a member that the table will see; what names a person with a private detail is asked anew.

    Nothing of it is kept. The facilitators hear once that something was held back, not whose or what.
    A pass is no words.
    """

    def reader(ctx: Context, person: Person, table: Table, now: Focus, text: str) -> Read | Misread:
        if passes.is_pass(person.language, text):
            return forms.PASSED
        found = read(text)
        if isinstance(found, Misread) or not is_held(ctx, table, Tier.NAMED, text):
            return found
        ctx.say_to(person, "held.not_shown", table=table, help_text=help_text(ctx, table, person.language))
        ctx.say_to_facilitators(table, "held.told_words", key=f"held:{now.id}:{now.form}")
        return Misread("held")

    return reader


def for_the_facilitators(read: Callable[[str], Read | Misread]) -> Reader:
    """Reads words of a member that only the facilitators will see. A pass is no words."""

    def reader(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
        if passes.is_pass(person.language, text):
            return forms.PASSED
        found = read(text)
        if not isinstance(found, Misread):
            stand_by(ctx, table, person, Tier.FACILITATOR, text)
        return found

    return reader


def _begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    if _other(table) is None:
        forms.begin(ctx, person, table, HELP)
    else:
        forms.begin(ctx, person, table, HELP, two="yes")


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _other(table: Table) -> str | None:
    return table.languages[1] if len(table.languages) > 1 else None


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    facilitator_entries.store(ctx, table, HELP_TEXT, str(now.values["text"]))
    other = _other(table)
    if other is not None and (said := str(now.values.get("other") or "")):
        facilitator_entries.store(ctx, table, _entry(table, other), said)
    ctx.say_to(person, "held.help_kept", table=table)


def _shown(ctx: Context, _person: Person, table: Table, _now: Focus) -> dict[str, PersonValue]:
    """The language the text is asked in, where there are two, and what is kept now."""
    first, other = table.languages[0], _other(table)
    return {
        "spoken": phrases.own_name(first) if other else None,
        "before": help_text(ctx, table, first),
    }


def _other_shown(ctx: Context, _person: Person, table: Table, _now: Focus) -> dict[str, PersonValue]:
    other = _other(table) or table.languages[0]
    entry = ctx.repository.first(FacilitatorEntry, table_id=table.id, prompt=_entry(table, other))
    return {
        "spoken": phrases.own_name(other),
        "before": entry.text if entry is not None else None,
    }


def _has_two(values: Values) -> bool:
    return "two" in values


HELP = forms.register(
    Form(
        "help_text",
        (Step("text", shown=_shown), Step("other", optional=True, applies=_has_two, shown=_other_shown)),
        _entered,
        _may,
    )
)
ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {"help_text": _begin}
