"""The operating document of a running table to be printed: its own words, version and signatures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dialogues import signed_texts, structure_facts, text_changes
from dialogues.model import Organisation, Signature, Table
from dialogues.printed_document import Changed, SignatureLine, Standing, printed
from dialogues.repository import Repository
from dialogues.signed_texts import DocumentText, short

Json = dict[str, Any]


def printed_table(repository: Repository, table: Table) -> Json | None:
    """The values of `printed_document.printed`, in the table's first language; None while there is no document."""
    text, paper = signed_texts.current(repository, table), structure_facts.document(repository, table)
    if text is None or paper is None:
        return None
    return printed(
        table.languages[0],
        text,
        _standing(repository, table, _day(table, paper.changed_at)),
        _signatures(repository, table, text),
        changed=_changed(repository, table, text),
    )


def _standing(repository: Repository, table: Table, dated: date) -> Standing:
    paper, vote = (
        structure_facts.document(repository, table),
        structure_facts.ratified_round(repository, table),
    )
    return Standing(
        table=table.name,
        dated=dated,
        begun=True,
        ratified=vote is not None,
        ratified_on=_day(table, vote.closed_at) if vote and vote.closed_at else None,
        changed_on=dated if vote and vote.closed_at and paper and paper.changed_at > vote.closed_at else None,
        review_on=structure_facts.review_on(repository, table),
        review_months=paper.review_months if paper else None,
    )


def _signatures(repository: Repository, table: Table, text: DocumentText) -> list[SignatureLine]:
    """One line for each organisation that has signed the text as it reads now, or has still to sign it."""
    paper = structure_facts.document(repository, table)
    edition = paper.edition if paper else 0
    given = {
        s.organisation_id: s for s in reversed(repository.find(Signature, table_id=table.id, edition=edition))
    }
    voting = [o.id for o in structure_facts.at_table(repository, table) if o.voting]
    return [_line(repository, table, id, given.get(id), text) for id in dict.fromkeys([*voting, *given])]


def _line(
    repository: Repository, table: Table, organisation: int, signature: Signature | None, text: DocumentText
) -> SignatureLine:
    name = repository.get(Organisation, organisation).name
    if signature is None:
        return SignatureLine(organisation=name, signed=False)
    code = short(signature.content_hash or text.content_hash)
    return SignatureLine(organisation=name, signed=True, on=_day(table, signature.signed_at), code=code)


def _changed(repository: Repository, table: Table, text: DocumentText) -> Changed | None:
    earlier = signed_texts.before(repository, table)
    if earlier is None:
        return None
    return Changed(earlier.number, text_changes.changes(earlier.texts, text.texts))


def _day(table: Table, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(table.time_zone)).date()
