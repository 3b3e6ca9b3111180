"""How a text that is put to the table reads in each language of the table, and in which it is not there yet.

Every proposal is kept in the language it was written in and in each one it was translated to; a text
that stands for several languages is kept for each of them (docs/method.md 0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogues import phrases
from dialogues.checks.privacy import GroupSafe
from dialogues.model import Proposal, Result, Round, Table, Translation
from dialogues.repository import Repository

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")


def given(repository: Repository, table: Table, proposal: Proposal) -> dict[str, str]:
    """The text in each language it is there in.

    A proposal from before texts were kept by language is taken to be in the language it looks like.
    """
    kept = repository.find(Translation, proposal_id=proposal.id)
    if not kept:
        return {phrases.likely(proposal.text, table.languages): proposal.text}
    return {one.language: one.text for one in kept}


def lacking(repository: Repository, table: Table, proposal: Proposal | None) -> tuple[str, ...]:
    """The languages of the table in which the text is not there yet; a table of one language lacks none."""
    if proposal is None or len(table.languages) == 1:
        return ()
    there = given(repository, table, proposal)
    return tuple(language for language in table.languages if language not in there)


def in_language(repository: Repository, proposal: Proposal, language: str) -> str:
    """The text in a reader's language; as it was written where it is not there in that one."""
    found = repository.first(Translation, proposal_id=proposal.id, language=language)
    return found.text if found is not None else proposal.text


def of_result(repository: Repository, result: Result | None, language: str) -> str | None:
    """The ratified sentence in a reader's language; None where no result stands."""
    if result is None:
        return None
    round_ = repository.first(Round, id=result.round_id)
    found = (
        repository.first(Translation, proposal_id=round_.proposal_id, language=language)
        if round_ is not None and round_.proposal_id is not None
        else None
    )
    return found.text if found is not None else result.statement


def all_of_result(repository: Repository, table: Table, result: Result | None) -> tuple[str, ...]:
    """The ratified sentence in the languages of the table, in their order; the same words once."""
    found = (of_result(repository, result, language) for language in table.languages)
    return tuple(dict.fromkeys(text for text in found if text is not None))


def side_by_side(table: Table, there: Mapping[str, str]) -> list[dict[str, GroupSafe]]:
    """The text as the group reads it: in the table's languages one under the other, the same words once.

    `language` is None where one text stands alone and needs no label.
    """
    texts: dict[str, str] = {}
    for language in table.languages:
        if language in there:
            texts.setdefault(there[language], language)
    alone = len(texts) == 1
    return [{"language": None if alone else language, "text": text} for text, language in texts.items()]


def wordings(repository: Repository, table: Table, proposal: Proposal | None) -> list[dict[str, GroupSafe]]:
    """`side_by_side` of a proposal; nothing where none stands."""
    if proposal is None:
        return []
    if len(table.languages) == 1:
        return [{"language": None, "text": in_language(repository, proposal, table.languages[0])}]
    return side_by_side(table, given(repository, table, proposal))


def other_numbers(text: str, translation: str) -> tuple[str, ...]:
    """The numbers that stand in one of two texts only, however each language sets its separators."""
    ours, theirs = _numbers(text), _numbers(translation)
    return tuple([ours[n] for n in ours if n not in theirs] + [theirs[n] for n in theirs if n not in ours])


def _numbers(text: str) -> dict[str, str]:
    """Each number as it is written, by its digits alone."""
    return {re.sub(r"\D", "", found): found for found in _NUMBER.findall(text)}
