"""What the structure of a table lacks (docs/method.md 4c): equal leverage, clear tasks, a whole document.

Equal leverage: who does the work of a table also decides in it, is answered and is owed something.
Tasks: at least one organisation does the work, exactly one answers for it, and it can decide.
The document: twelve sections, signed by every voting organisation, reviewed within a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dialogues import house_rules

SECTIONS = (
    "purpose_result",
    "members_seats",
    "bodies_authority",
    "decision_rule",
    "roles",
    "accountability",
    "data_confidentiality",
    "conflict",
    "community_participation",
    "communication",
    "review_amendment",
    "term_exit",
)
# These stop the step from structuring to working; the others are shown and wait.
LEVERAGE = (
    "NO_GRASSROOTS_SEAT",
    "PER_PERSON_VOTING",
    "WORK_WITHOUT_AUTHORITY",
    "NO_FEEDBACK_CHANNEL",
    "NO_ACCOUNTABILITY_TO_COMMUNITY",
    "NO_PARTICIPATION_SUPPORT",
)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation at the table. `can_commit`: one of its seats, with a vote or not, can decide."""

    id: int
    grassroots: bool
    voting: bool
    can_commit: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A body: what it is, the organisations in it, and the body its word goes to."""

    id: int
    decides: bool
    community: bool
    per_person: bool
    seats: frozenset[int]
    channel_to: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """A task: the organisations that do it (R) and those that answer for it (A)."""

    text: str
    responsible: frozenset[int]
    accountable: frozenset[int]


@dataclass(frozen=True, slots=True)
class Paper:
    """The operating document: the sections that are written, who signed this version, months to its review."""

    sections: frozenset[str]
    signed_by: frozenset[int]
    review_months: int | None


@dataclass(frozen=True, slots=True)
class Raised:
    """One flag: its code, and what it is about: an id, a task, a section (None: the whole table)."""

    code: str
    subject: str | None = None


def find(
    parties: Sequence[Party],
    groups: Sequence[Group],
    tasks: Sequence[Task],
    owed_to: frozenset[int],
    *,
    support: bool,
    paper: Paper | None,
) -> list[Raised]:
    """All flags of a structure: leverage first, then the tasks, then the document.

    `owed_to`: the organisations to which somebody has promised something. `support`: what people
    need to take part on equal terms is arranged.
    """
    grassroots = frozenset(p.id for p in parties if p.grassroots)
    return [
        *_of_bodies(groups, grassroots),
        *_of_work(groups, tasks, grassroots),
        *_of_promises(owed_to, grassroots, support=support),
        *(raised for task in tasks for raised in _of_task(task, parties)),
        *_of_document(paper, parties),
    ]


def _of_bodies(groups: Sequence[Group], grassroots: frozenset[int]) -> Iterable[Raised]:
    deciding = [g for g in groups if g.decides]
    if not deciding:
        yield Raised("NO_DECISION_BODY")
    elif not any(g.seats & grassroots for g in deciding):
        yield Raised("NO_GRASSROOTS_SEAT")
    if any(g.per_person for g in deciding):
        yield Raised("PER_PERSON_VOTING")
    for group in groups:
        if group.community and group.channel_to is None:
            yield Raised("NO_FEEDBACK_CHANNEL", str(group.id))


def _of_work(groups: Sequence[Group], tasks: Sequence[Task], grassroots: frozenset[int]) -> Iterable[Raised]:
    """A grassroots organisation that does work, answers for none and sits on no body that decides."""
    doing = {o for task in tasks for o in task.responsible}
    with_a_say = {o for task in tasks for o in task.accountable}
    with_a_say |= {o for group in groups if group.decides for o in group.seats}
    for organisation in sorted((grassroots & doing) - with_a_say):
        yield Raised("WORK_WITHOUT_AUTHORITY", str(organisation))


def _of_promises(owed_to: frozenset[int], grassroots: frozenset[int], *, support: bool) -> Iterable[Raised]:
    if not owed_to & grassroots:
        yield Raised("NO_ACCOUNTABILITY_TO_COMMUNITY")
    if not support:
        yield Raised("NO_PARTICIPATION_SUPPORT")


def _of_task(task: Task, parties: Sequence[Party]) -> Iterable[Raised]:
    if not task.responsible:
        yield Raised("NO_R", task.text)
    if not task.accountable:
        yield Raised("NO_A", task.text)
    elif len(task.accountable) > 1:
        yield Raised("MULTIPLE_A", task.text)
    can_decide = {p.id for p in parties if p.can_commit}
    if task.accountable - can_decide:
        yield Raised("A_NOT_DECISION_MAKER", task.text)


def _of_document(paper: Paper | None, parties: Sequence[Party]) -> Iterable[Raised]:
    if paper is None:
        yield Raised("DOC_MISSING")
        return
    for section in missing(paper.sections):
        yield Raised("DOC_SECTIONS_MISSING", section)
    for party in parties:
        if party.voting and party.id not in paper.signed_by:
            yield Raised("DOC_UNSIGNED", str(party.id))
    if paper.review_months is None or paper.review_months > house_rules.REVIEW_MONTHS_MAXIMUM.value:
        yield Raised("DOC_NO_REVIEW_DATE")


def missing(sections: frozenset[str]) -> tuple[str, ...]:
    """The sections of the operating document that are not written, in the document's order."""
    return tuple(s for s in SECTIONS if s not in sections)
