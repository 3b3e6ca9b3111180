"""What the facilitator enters for the whole table: U1, U4, U5, and how people are helped to take part."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from dialogues import forms, guide_versions
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.model import FacilitatorEntry, Focus, Person, Role, Seat, Table, Values
from dialogues.pressing import Stale, require
from dialogues.repository import Repository
from dialogues.structure_facts import SUPPORT

# By the number in its name, which is what its button carries.
PROMPTS = {int(prompt[1:]): prompt for prompt in ("U1", "U4", "U5")}


def text_of(repository: Repository, table: Table, prompt: str) -> str | None:
    """What was entered under a prompt, if it was."""
    entry = repository.first(FacilitatorEntry, table_id=table.id, prompt=prompt)
    return entry.text if entry else None


def store(ctx: Context, table: Table, prompt: str, text: str) -> None:
    """Keeps an entry; an earlier one of the same prompt is replaced."""
    earlier = ctx.repository.first(FacilitatorEntry, table_id=table.id, prompt=prompt)
    if earlier is None:
        entry = FacilitatorEntry(
            table_id=table.id, prompt=prompt, text=text, cycle=table.cycle, entered_at=ctx.now
        )
        ctx.repository.add(entry)
    else:
        ctx.repository.put(replace(earlier, text=text, cycle=table.cycle, entered_at=ctx.now))


def begin(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The facilitator's button of one prompt: 1, 4 or 5."""
    if subject not in PROMPTS:
        raise Stale
    forms.begin(ctx, person, table, ENTRY, subject)


def begin_support(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button for what people need to take part."""
    forms.begin(ctx, person, table, SUPPORTING)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    prompt = PROMPTS[now.subject_id or 0]
    return {
        "question": Markup(guide_versions.of_table(ctx, table).question(person.language, prompt)),  # noqa: S704
        "before": text_of(ctx.repository, table, prompt),
    }


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    prompt, text = PROMPTS[now.subject_id or 0], str(now.values["text"])
    store(ctx, table, prompt, text)
    ctx.say_to_group(table, "entry.told", prompt=prompt, text=text)
    ctx.say_to(person, "entry.kept", table=table, offers=_back(table))


def _is_given(values: Values) -> bool:
    return values.get("given") == "yes"


def _supported(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """ "no", "yes", or "yes: " and what is arranged."""
    what = str(now.values.get("what") or "")
    given = _is_given(now.values)
    store(ctx, table, SUPPORT, (f"yes: {what}" if what else "yes") if given else "no")
    if given:
        ctx.say_to_group(table, "support.told", what=what)
    document = Offer("buttons.document", Pressing("go", (table.id, "document", 0)))
    ctx.say_to(person, "entry.kept", table=table, offers=[[document], *_back(table)])


def support_text(repository: Repository, table: Table) -> str | None:
    """What is arranged so that all can take part: None when nothing is, "" when it was not said what."""
    text = text_of(repository, table, SUPPORT)
    return None if text is None or text == "no" else text.removeprefix("yes").removeprefix(": ")


def _back(table: Table) -> list[list[Offer]]:
    return [[Offer("buttons.structure", Pressing("go", (table.id, "structure", 0)))]]


ENTRY = forms.register(Form("entry", (Step("text", shown=_shown),), _entered, _may))
SUPPORTING = forms.register(
    Form(
        "support",
        (
            Step("given", read=forms.read_yes_no, options=forms.yes_or_no),
            Step("what", optional=True, applies=_is_given),
        ),
        _supported,
        _may,
    )
)
