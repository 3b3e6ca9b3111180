"""What is true of a table's structure, read from its record: flags, document, signatures, review, support."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from dialogues.checks import leverage
from dialogues.context import Context
from dialogues.model import (
    DocumentSection,
    FacilitatorEntry,
    Flag,
    OperatingDocument,
    Organisation,
    Request,
    Round,
    Seat,
    Signature,
    Table,
)
from dialogues.repository import Repository

SUPPORT = "support"
CHECKED = "check"
CHECK_LOG = "structure"


def at_table(repository: Repository, table: Table) -> list[Organisation]:
    """The organisations at the table: those with a vote, and guests while one of their seats is taken."""
    seated = {s.organisation_id for s in repository.find(Seat, table_id=table.id, present=True)}
    found = repository.find(Organisation, table_id=table.id)
    return [o for o in found if o.voting or o.id in seated]


def has_support(repository: Repository, table: Table) -> bool:
    """Whether what people need to take part on equal terms is arranged (docs/method.md 4b)."""
    entry = repository.first(FacilitatorEntry, table_id=table.id, prompt=SUPPORT)
    return entry is not None and entry.text != "no"


def is_checked(repository: Repository, table: Table) -> bool:
    """Whether a facilitator has had the structure checked at least once."""
    found = repository.first(Request, table_id=table.id, machine=CHECK_LOG, trigger=CHECKED)
    return found is not None


def open_flags(repository: Repository, table: Table) -> list[Flag]:
    """The flags that are open, in the order they were found."""
    return repository.find(Flag, table_id=table.id, fixed_cycle=None)


def leverage_flags(repository: Repository, table: Table) -> list[Flag]:
    """The open flags that say that not everybody's word weighs the same."""
    return [f for f in open_flags(repository, table) if f.code in leverage.LEVERAGE]


def document(repository: Repository, table: Table) -> OperatingDocument | None:
    """The operating document, once it has been begun."""
    return repository.first(OperatingDocument, table_id=table.id)


def sections(repository: Repository, table: Table) -> dict[str, DocumentSection]:
    """The sections that are written, by name."""
    return {s.section: s for s in repository.find(DocumentSection, table_id=table.id)}


def signed_by(repository: Repository, table: Table) -> list[int]:
    """The organisations that have signed the document as it reads now."""
    paper = document(repository, table)
    if paper is None:
        return []
    found = repository.find(Signature, table_id=table.id, edition=paper.edition)
    return list(dict.fromkeys(s.organisation_id for s in found))


def version(repository: Repository, table: Table) -> int | None:
    """The number people know the document by: a new one for each text that follows a signed one."""
    paper = document(repository, table)
    if paper is None:
        return None
    signed = {s.edition for s in repository.find(Signature, table_id=table.id)}
    return 1 + len([edition for edition in signed if edition < paper.edition])


def unsigned(repository: Repository, table: Table) -> list[Organisation]:
    """The voting organisations whose signature is missing."""
    signed = signed_by(repository, table)
    return [o for o in at_table(repository, table) if o.voting and o.id not in signed]


def ratified_round(repository: Repository, table: Table) -> Round | None:
    """The latest vote that ratified the document, confirmations included."""
    found = repository.find(Round, table_id=table.id, topic="document", state="ratified")
    return found[-1] if found else None


def review_on(repository: Repository, table: Table) -> date | None:
    """The day of the document's next review, in the table's time zone; None without one."""
    paper = document(repository, table)
    if paper is None or paper.review_months is None:
        return None
    vote = ratified_round(repository, table)
    since = max(paper.changed_at, vote.closed_at) if vote and vote.closed_at else paper.changed_at
    return _months_after(since.astimezone(ZoneInfo(table.time_zone)).date(), paper.review_months)


def _months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def review_overdue(ctx: Context, table: Table) -> bool:
    """Whether the document's review is over-due: the table should look at it again (docs/method.md 4c)."""
    day = review_on(ctx.repository, table)
    return day is not None and ctx.now.astimezone(ZoneInfo(table.time_zone)).date() > day


def is_superseded(repository: Repository, table: Table) -> bool:
    """A document was ratified, and none stands any more."""
    gone = repository.count(Round, table_id=table.id, topic="document", state="superseded")
    return gone > 0 and ratified_round(repository, table) is None


def names(ctx: Context, organisations: Sequence[int]) -> str:
    """Organisations by their names, in one line; a dash for none."""
    found = [ctx.organisation_name(o) for o in organisations]
    return ", ".join(found) or "–"
