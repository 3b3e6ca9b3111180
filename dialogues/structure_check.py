"""Checks the structure of a table when its facilitator asks for it, and says what each flag needs.

Not in between: a list that people work on does not change under their hands.
"""

from __future__ import annotations

from dataclasses import replace

from dialogues import structure_facts
from dialogues.checks import leverage
from dialogues.checks.leverage import Group, Paper, Party, Raised, Task
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.machines import Moved
from dialogues.model import (
    Body,
    Commitment,
    Flag,
    Organisation,
    Person,
    RepresentativeType,
    Responsibility,
    Seat,
    Table,
)
from dialogues.moves import log


def raised(ctx: Context, table: Table) -> list[Raised]:
    """What the structure lacks at this moment, of the organisations that are at the table."""
    repository = ctx.repository
    parties = _parties(ctx, table)
    here = frozenset(p.id for p in parties)
    groups = [
        Group(b.id, b.decides, b.community, b.per_person, here & {*b.seats}, b.channel_to)
        for b in repository.find(Body, table_id=table.id)
    ]
    tasks = [
        Task(t.task, here & {*t.responsible}, here & {*t.accountable})
        for t in repository.find(Responsibility, table_id=table.id)
    ]
    owed_to = frozenset(c.to_organisation for c in repository.find(Commitment, table_id=table.id))
    support = structure_facts.has_support(repository, table)
    return leverage.find(parties, groups, tasks, owed_to, support=support, paper=_paper(ctx, table))


def _parties(ctx: Context, table: Table) -> list[Party]:
    deciding = {
        s.organisation_id
        for s in ctx.repository.find(Seat, table_id=table.id, present=True)
        if s.representative_type == RepresentativeType.DECISION_MAKER.value
    }
    return [
        Party(o.id, o.grassroots, o.voting, o.id in deciding)
        for o in structure_facts.at_table(ctx.repository, table)
    ]


def _paper(ctx: Context, table: Table) -> Paper | None:
    paper = structure_facts.document(ctx.repository, table)
    if paper is None:
        return None
    written = frozenset(structure_facts.sections(ctx.repository, table))
    return Paper(written, frozenset(structure_facts.signed_by(ctx.repository, table)), paper.review_months)


def check(ctx: Context, table: Table) -> list[Flag]:
    """Compares the structure with the flags on record: new ones are found, vanished ones fixed; gives the open."""
    now = {(r.code, r.subject): r for r in raised(ctx, table)}
    open_ = {(f.code, f.subject): f for f in structure_facts.open_flags(ctx.repository, table)}
    for key, flag in open_.items():
        if key not in now:
            ctx.repository.put(replace(flag, fixed_cycle=table.cycle))
    for key, found in now.items():
        if key not in open_:
            ctx.repository.add(
                Flag(table_id=table.id, code=found.code, subject=found.subject, found_cycle=table.cycle)
            )
    return structure_facts.open_flags(ctx.repository, table)


def press(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    """The facilitator's button: all flags with their remedies in private, their number to the group."""
    flags = check(ctx, table)
    here = Moved(table.lifecycle, table.lifecycle)
    log(ctx, table, structure_facts.CHECK_LOG, table.id, structure_facts.CHECKED, seat, here)
    lines: list[dict[str, GroupSafe]] = [
        {
            "name": flag_name(ctx, table, f, person.language),
            "remedy": ctx.label(person.language, f"remedies.{f.code}"),
            "stops": f.code in leverage.LEVERAGE,
        }
        for f in flags
    ]
    ctx.say_to_facilitator(
        person,
        "structure.checked",
        table=table,
        offers=[[Offer("buttons.structure", Pressing("go", (table.id, "structure", 0)))]],
        flags=lines,
    )
    of_tasks = sum(f.code in OF_TASKS for f in flags)
    of_document = sum(f.code.startswith("DOC_") for f in flags)
    ctx.say_to_group(
        table,
        "structure.checked_in_group",
        n=len(flags),
        leverage=len(flags) - of_tasks - of_document,
        tasks=of_tasks,
        document=of_document,
    )


OF_TASKS = ("NO_R", "NO_A", "MULTIPLE_A", "A_NOT_DECISION_MAKER")
ABOUT_ORGANISATION = ("WORK_WITHOUT_AUTHORITY", "DOC_UNSIGNED")
ABOUT_BODY = ("NO_FEEDBACK_CHANNEL",)


def flag_name(ctx: Context, table: Table, flag: Flag, language: str) -> str:
    """A flag in words, with the name of what it is about."""
    return ctx.label(language, f"flags.{flag.code}", subject=_subject(ctx, table, flag, language))


def _subject(ctx: Context, table: Table, flag: Flag, language: str) -> str:
    subject = flag.subject or ""
    if flag.code in ABOUT_ORGANISATION:
        organisation = ctx.repository.first(Organisation, table_id=table.id, id=int(subject))
        return organisation.name if organisation else "–"
    if flag.code in ABOUT_BODY:
        body = ctx.repository.first(Body, table_id=table.id, id=int(subject))
        return body.name if body else "–"
    if flag.code == "DOC_SECTIONS_MISSING":
        return ctx.label(language, f"sections.{subject}")
    return subject
