"""How a table's structure stands, for the coordinators' page, in values all may read (docs/method.md 4e)."""

from __future__ import annotations

from dialogues import commitments, signed_texts, structure_check, structure_facts
from dialogues.context import Context
from dialogues.model import Organisation, Table


def for_summary(ctx: Context, table: Table, _cycle: int, language: str) -> dict[str, object]:
    """Version, code and ratification of the document, who has not signed, leverage flags, promises.

    `document_version`, `document_code` and `document_ratified` are None where there is none of it; the lists are
    empty where there is nothing to say. A flag never tells who cannot decide: those of tasks are left out.
    """
    paper, text = structure_facts.document(ctx.repository, table), signed_texts.current(ctx.repository, table)
    vote = structure_facts.ratified_round(ctx.repository, table)
    missing = structure_facts.unsigned(ctx.repository, table) if paper else []
    found = structure_facts.leverage_flags(ctx.repository, table)
    return {
        "document_version": structure_facts.version(ctx.repository, table),
        "document_code": signed_texts.short(text.content_hash) if text else None,
        "document_ratified": vote.closed_at if vote else None,
        "document_review": structure_facts.review_on(ctx.repository, table),
        "unsigned": [o.name for o in missing],
        "structure_checked": structure_facts.is_checked(ctx.repository, table),
        "leverage": [structure_check.flag_name(ctx, table, f, language) for f in found],
        "promises": _promises(ctx, table),
    }


def _promises(ctx: Context, table: Table) -> list[dict[str, object]]:
    counted = commitments.counts(ctx.repository, table, commitments.today_at(ctx, table))
    return [
        {
            "organisation": ctx.repository.get(Organisation, id).name,
            "done": counts.done,
            "due": counts.due,
            "late": counts.late,
        }
        for id, counts in counted.items()
    ]
