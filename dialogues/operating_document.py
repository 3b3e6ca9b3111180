"""The operating document: twelve sections, each drafted by the bot and written by the facilitator; its review.

Every changed text makes a new version; signatures count for the version they were given to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import document_changes, document_drafts, forms, house_rules, reading, structure_facts
from dialogues.checks.leverage import SECTIONS
from dialogues.checks.privacy import GroupSafe, PersonValue
from dialogues.context import Context, Offer, in_two_columns
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import (
    DocumentSection,
    Focus,
    OperatingDocument,
    Person,
    Role,
    Seat,
    Signature,
    Table,
    Values,
)
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read

NO_REVIEW = "none"


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The list of sections with their marks, a button each; how many signed; the review."""
    paper = structure_facts.document(ctx.repository, table)
    written = structure_facts.sections(ctx.repository, table)

    def go(label: str, action: str) -> Offer:
        return Offer(f"buttons.{label}", Pressing("go", (table.id, action, 0)))

    rows = [
        Offer(
            ("✓ " if name in written else "") + ctx.label(person.language, f"sections.{name}"),
            Pressing("go", (table.id, "section", place)),
            literal=True,
        )
        for place, name in enumerate(SECTIONS, start=1)
    ]
    begun = [
        *document_changes.offer(ctx, table),
        [go("ask_signatures", "ask_signatures")],
        [go("review", "review"), go("drop_document", "drop_document")],
    ]
    ctx.say_to(
        person,
        "document.listed",
        table=table,
        offers=[
            *in_two_columns(rows),
            *(begun if paper else [[go("start_document", "start_document")]]),
            [go("check_structure", "check_structure")],
            last_row(table, "structure"),
        ],
        **place(ctx, person, table),
        more=standing(ctx, table),
    )


def standing(ctx: Context, table: Table) -> dict[str, GroupSafe]:
    """How the document stands: version (None: not begun), sections, signatures, review."""
    voting = [o for o in structure_facts.at_table(ctx.repository, table) if o.voting]
    return {
        "version": structure_facts.version(ctx.repository, table),
        "written": len(structure_facts.sections(ctx.repository, table)),
        "all": len(SECTIONS),
        "signed": len(voting) - len(structure_facts.unsigned(ctx.repository, table)),
        "voting": len(voting),
        "review": structure_facts.review_on(ctx.repository, table),
        "ratified": structure_facts.ratified_round(ctx.repository, table) is not None,
    }


# beginning and taking back


def start(ctx: Context, table: Table) -> OperatingDocument:
    """The document, begun if there is none. Versions go on, so that no signature of an earlier one counts."""
    paper = structure_facts.document(ctx.repository, table)
    if paper is not None:
        return paper
    used = [s.edition for s in ctx.repository.find(Signature, table_id=table.id)]
    edition = max(used, default=0) + 1
    return ctx.repository.add(OperatingDocument(table_id=table.id, edition=edition, changed_at=ctx.now))


def start_pressed(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    """The facilitator begins the document with no section written yet."""
    start(ctx, table)
    show(ctx, person, table, seat, 0)


def drop_pressed(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator takes the whole document back, after being asked once more."""
    if structure_facts.document(ctx.repository, table) is None:
        raise Stale
    forms.begin(ctx, person, table, DROPPING)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _dropped(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    if now.values["sure"] == "yes":
        ctx.repository.remove(DocumentSection, table_id=table.id)
        ctx.repository.remove(OperatingDocument, table_id=table.id)
    show(ctx, person, table, require(ctx, person, table, Role.FACILITATOR), 0)


# one section


def section_pressed(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """One section, 1 to 12: the bot's draft is shown with what can be done."""
    if not 1 <= subject <= len(SECTIONS):
        raise Stale
    name = SECTIONS[subject - 1]
    draft = document_drafts.draft(ctx, table, name)
    written = structure_facts.sections(ctx.repository, table).get(name)
    ctx.say_to(
        person,
        "document.draft",
        table=table,
        section=ctx.label(person.language, f"sections.{name}"),
        draft=draft,
        before=written.text if written and written.text != draft else None,
        taken=written is not None and written.text == draft,
    )
    forms.begin(ctx, person, table, SECTION, subject, draft=draft)


def _section_shown(ctx: Context, person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    name = SECTIONS[(now.subject_id or 1) - 1]
    return {"section": ctx.label(person.language, f"sections.{name}")}


def _ways(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    name = SECTIONS[(now.subject_id or 1) - 1]
    found = [Choice("take", "buttons.take_draft"), Choice("write", "buttons.write_own")]
    if name in structure_facts.sections(ctx.repository, table):
        found.append(Choice("leave_out", "buttons.leave_out"))
    return found


def _writes(values: Values) -> bool:
    return values.get("how") == "write"


def _sectioned(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    name = SECTIONS[(now.subject_id or 1) - 1]
    match now.values["how"]:
        case "take":
            write(ctx, table, name, str(now.values["draft"]))
        case "write":
            write(ctx, table, name, str(now.values["text"]))
        case _:
            leave_out(ctx, table, name)
    show(ctx, person, table, require(ctx, person, table, Role.FACILITATOR), 0)


def write(ctx: Context, table: Table, name: str, text: str) -> None:
    """Keeps the text of a section; a changed one makes a new version."""
    before = structure_facts.sections(ctx.repository, table).get(name)
    if before is not None and before.text == text:
        return
    had_one = structure_facts.document(ctx.repository, table) is not None
    paper = start(ctx, table)
    if before is None:
        section = DocumentSection(table_id=table.id, section=name, text=text, written_at=ctx.now)
        ctx.repository.add(section)
    else:
        ctx.repository.put(replace(before, text=text, written_at=ctx.now))
    if had_one:
        _changed(ctx, table, paper)


def leave_out(ctx: Context, table: Table, name: str) -> None:
    """The document has no such section any more."""
    paper = structure_facts.document(ctx.repository, table)
    if paper is not None and ctx.repository.remove(DocumentSection, table_id=table.id, section=name):
        _changed(ctx, table, paper)


def _changed(ctx: Context, table: Table, paper: OperatingDocument) -> None:
    """A new version: earlier signatures stay on record and do not count any more."""
    signed = structure_facts.signed_by(ctx.repository, table)
    ctx.repository.put(replace(paper, edition=paper.edition + 1, changed_at=ctx.now))
    if signed:
        ctx.say_to_group(
            table, "document.changed", version=structure_facts.version(ctx.repository, table), n=len(signed)
        )


# the review


def review_pressed(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    """In how many months the document is looked at again."""
    if structure_facts.document(ctx.repository, table) is None:
        show(ctx, person, table, seat, 0)
        return
    forms.begin(ctx, person, table, REVIEW)


def _months(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    fixed = [Choice(str(n), f"buttons.months_{n}") for n in house_rules.REVIEW_MONTHS_CHOICES.value]
    return [*fixed, Choice(NO_REVIEW, "buttons.no_review")]


def _read_months(_ctx: Context, person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.whole(person.language, text, house_rules.REVIEW_MONTHS_RANGE.value, Misread("months"))


def _reviewed(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    paper = structure_facts.document(ctx.repository, table)
    if paper is None:
        raise Stale
    picked = str(now.values["months"])
    ctx.repository.put(replace(paper, review_months=None if picked == NO_REVIEW else int(picked)))
    show(ctx, person, table, require(ctx, person, table, Role.FACILITATOR), 0)


SECTION = forms.register(
    Form(
        "section",
        (
            Step("how", read=forms.buttons_only, options=_ways, shown=_section_shown),
            Step("text", applies=_writes, shown=_section_shown),
        ),
        _sectioned,
        _may,
    )
)
REVIEW = forms.register(
    Form("review", (Step("months", read=_read_months, options=_months),), _reviewed, _may)
)
DROPPING = forms.register(
    Form("drop_document", (Step("sure", read=forms.read_yes_no, options=forms.yes_or_no),), _dropped, _may)
)
