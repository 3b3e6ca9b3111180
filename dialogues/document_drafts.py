"""What the bot proposes as text of each section of the operating document, from the record of the table.

A draft is plain text in the table's first language; a facilitator takes it, writes another, or leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable

from dialogues import (
    bodies,
    commitments,
    facilitator_entries,
    house_rules,
    structure_facts,
    tasks,
    translations,
)
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.guards import standing_result
from dialogues.model import Body, Commitment, Responsibility, Table
from dialogues.reading import units

Said = dict[str, object]


def draft(ctx: Context, table: Table, section: str) -> str:
    """The draft of one section, never longer than a message may be typed."""
    values = FACTS[section](ctx, table) if section in FACTS else of_every_table(section)
    language = table.languages[0]
    text = ctx.label(language, f"document_drafts.{section}", table=table.name, **values)
    return cut(text)


def cut(text: str) -> str:
    """The text, cut where it is longer than what may be typed; the cut is shown."""
    most = house_rules.ANSWER_CHARACTERS.value
    if units(text) <= most:
        return text
    kept = text[: most - 1]
    while units(kept) > most - 1:
        kept = kept[:-1]
    return kept + "…"


def _purpose(ctx: Context, table: Table) -> Said:
    result = standing_result(ctx, table)
    texts = translations.all_of_result(ctx.repository, table, result)
    return {"result": " / ".join(texts) or None, "plain": result.plain if result else None}


def _members(ctx: Context, table: Table) -> Said:
    rows: list[dict[str, GroupSafe]] = [
        {"name": o.name, "grassroots": o.grassroots, "voting": o.voting}
        for o in structure_facts.at_table(ctx.repository, table)
    ]
    return {"members": rows}


def _bodies(ctx: Context, table: Table) -> Said:
    found = [bodies.line(ctx, b) for b in ctx.repository.find(Body, table_id=table.id)]
    return {"bodies": found, "may_decide": facilitator_entries.text_of(ctx.repository, table, "U1")}


def of_every_table(section: str) -> Said:
    """What the draft of a section says from the house rules alone."""
    return _ALIKE[section]() if section in _ALIKE else {}


def _decisions() -> Said:
    return {
        "quorum": str(house_rules.HIGH_QUORUM.value),
        "notice": int(house_rules.HIGH_NOTICE.value.total_seconds() // 3600),
        "least": house_rules.CONSENSUS_MINIMUM.value,
        "highest": house_rules.HIGHEST_SCORE.value,
        "routine_quorum": str(house_rules.ROUTINE_QUORUM.value),
        "routine_support": str(house_rules.ROUTINE_SUPPORT.value),
        "confirm_days": house_rules.CONFIRMATION_DAYS.value,
    }


def _roles(ctx: Context, table: Table) -> Said:
    return {"tasks": [tasks.line(ctx, t) for t in ctx.repository.find(Responsibility, table_id=table.id)]}


def _accountability(ctx: Context, table: Table) -> Said:
    owed = ctx.repository.find(Commitment, table_id=table.id, status=("open", "due", "missed"))
    return {
        "promises": [commitments.line(ctx, c) for c in owed],
        "agreed": facilitator_entries.text_of(ctx.repository, table, "U4"),
    }


def _confidentiality() -> Said:
    return {
        "organisations": house_rules.UNNAMED_MINIMUM_ORGANISATIONS.value,
        "people": house_rules.PULSE_MINIMUM_PEOPLE.value,
    }


def _conflict() -> Said:
    return {"rounds": house_rules.MAXIMUM_BALLOT_ROUNDS.value}


def _participation(ctx: Context, table: Table) -> Said:
    community = ctx.repository.find(Body, table_id=table.id, community=True)
    return {
        "support": facilitator_entries.support_text(ctx.repository, table),
        "bodies": [bodies.line(ctx, b) for b in community],
        "days": house_rules.FEEDBACK_DAYS.value,
    }


def _communication(ctx: Context, table: Table) -> Said:
    return {"days": table.cycle_length_days}


def _review(ctx: Context, table: Table) -> Said:
    paper = structure_facts.document(ctx.repository, table)
    return {
        "months": paper.review_months if paper else None,
        "most": house_rules.REVIEW_MONTHS_MAXIMUM.value,
        "quorum": str(house_rules.HIGH_QUORUM.value),
    }


_ALIKE: dict[str, Callable[[], Said]] = {
    "decision_rule": _decisions,
    "data_confidentiality": _confidentiality,
    "conflict": _conflict,
}
FACTS: dict[str, Callable[[Context, Table], Said]] = {
    "purpose_result": _purpose,
    "members_seats": _members,
    "bodies_authority": _bodies,
    "roles": _roles,
    "accountability": _accountability,
    "community_participation": _participation,
    "communication": _communication,
    "review_amendment": _review,
}
