"""Shows what has changed in the operating document since it was signed before, to signers and facilitators."""

from __future__ import annotations

from dialogues import signed_texts, text_changes
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Table
from dialogues.pressing import Press, Stale


def offer(ctx: Context, table: Table) -> list[list[Offer]]:
    """The button that shows what has changed since the version that was signed before, if there is one."""
    earlier = signed_texts.before(ctx.repository, table)
    if earlier is None:
        return []
    shown = Offer("buttons.document_changes", Pressing("changes", (table.id,)), {"version": earlier.number})
    return [[shown]]


def pressed(ctx: Context, press: Press) -> None:
    """What has changed since the version that was signed before, to anybody at the table."""
    table = ctx.repository.get(Table, press.number(0))
    if ctx.seat_of(press.person, table) is None:
        raise Stale
    show(ctx, press.person, table)


def show(ctx: Context, person: Person, table: Table) -> None:
    """The difference in words; `Stale` where no version was signed before."""
    earlier, now = signed_texts.before(ctx.repository, table), signed_texts.current(ctx.repository, table)
    if earlier is None or now is None:
        raise Stale
    ctx.say_to(
        person,
        "document.changes",
        table=table,
        offers=[[Offer("buttons.read_document", Pressing("read", (table.id, 0)))]],
        before=earlier.number,
        version=now.number,
        rows=_rows(ctx, person.language, text_changes.changes(earlier.texts, now.texts)),
    )


def _rows(ctx: Context, language: str, found: list[text_changes.SectionChange]) -> list[dict[str, GroupSafe]]:
    """A row for each section's head, then one for each run of its words."""
    rows: list[dict[str, GroupSafe]] = []
    for one in found:
        rows.append({"kind": one.kind, "text": ctx.label(language, f"sections.{one.section}"), "head": True})
        rows += [{"kind": run.kind.value, "text": run.text, "head": False} for run in one.runs]
    return rows
