"""The last step in words, and its button where it can be taken back; else why it stays."""

from __future__ import annotations

from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import LastStep, Person, Seat, Table
from dialogues.undo import steps, taking_back


def offers(ctx: Context, table: Table, language: str) -> list[list[Offer]]:
    """The button on the panel; none where the last step stays, or there is none."""
    step = ctx.repository.first(LastStep, table_id=table.id)
    if step is None or step.taken_back or taking_back.why_it_stays(ctx, table, step) is not None:
        return []
    press = Pressing("go", (table.id, "undo", step.id))
    return [[Offer("buttons.undo", press, {"what": words(ctx, language, step)})]]


def line(ctx: Context, person: Person, table: Table) -> list[dict[str, GroupSafe]]:
    """Of the page of steps: whose the last step was and why it stays; nothing where it can be, or is long ago."""
    step = ctx.repository.first(LastStep, table_id=table.id)
    if step is None or step.taken_back:
        return []
    why = taking_back.why_it_stays(ctx, table, step)
    if why in (None, steps.LATE):
        return []
    reason = ctx.label(person.language, f"undo_reasons.{why}")
    return [{"who": whose(ctx, person, step), "at": step.taken_at, "why": reason}]


def words(ctx: Context, language: str, step: LastStep) -> str:
    """What the step was: by the title that was given to a text or a card, never by what anybody said."""
    topic = ctx.label(language, f"topics.{step.topic}") if step.topic else None
    if not step.kind:
        return ctx.label(language, "undo.a_step")
    return ctx.label(language, f"undo_steps.{step.kind}", title=step.title or topic)


def whose(ctx: Context, reader: Person, step: LastStep) -> str | None:
    """The name of another facilitator whose step it was; None for the reader's own."""
    person = ctx.repository.get(Person, ctx.repository.get(Seat, step.seat_id).person_id)
    return None if person.id == reader.id else person.name
