"""Whether a text tells what harm was done to somebody without a name, or what they will do to themselves
(docs/method.md 0, Safety).

It is found in two ways. Somebody without a name, the harm, and how the writer knows of it stand in one sentence or
in two that follow each other; or one sentence is an account: who did it, the deed and to whom, and no more is
needed. What holds for anybody is no disclosure. The engine knows no language: <language>.yaml beside it does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogues.checks.disclosure import patterns

# The first three together tell of harm to somebody without a name; the fourth, that anybody is meant.
TOLD = ("unnamed", "harm", "told", "general")


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of one kind of harm in one language. None is told without one of its signs, and those are
    quickly looked for."""

    signs: re.Pattern[str]
    lines: str


@dataclass(frozen=True, slots=True)
class Cues:
    """What all languages together know, as patterns over folded text."""

    signs: re.Pattern[str]
    told_signs: re.Pattern[str]
    unnamed: re.Pattern[str]
    harm: re.Pattern[str]
    told: re.Pattern[str]
    general: re.Pattern[str]
    accounts: tuple[Accounts, ...]
    accounts_general: re.Pattern[str]


def is_told(folded: str, sentences: Sequence[str]) -> bool:
    """Whether the folded text, of which these are the sentences, tells of harm to one person."""
    cues = all_cues()
    # Nearly no text has a sign of harm: one search says so for all its sentences.
    if cues.signs.search(folded) is None:
        return False
    spaced = " ".join(folded.split())
    said = [" ".join(patterns.fold(sentence).split()) for sentence in sentences]
    kinds = [kind for kind in cues.accounts if kind.signs.search(spaced)]
    if any(_is_an_account(sentence, kinds, cues) for sentence in said):
        return True
    if cues.told_signs.search(spaced) is None:
        return False
    return all(kind.search(spaced) for kind in (cues.told, cues.unnamed, cues.harm)) and _is_known(said, cues)


def _is_an_account(said: str, kinds: Sequence[Accounts], cues: Cues) -> bool:
    return (
        any(compiled(kind.lines).search(said) for kind in kinds)
        and cues.accounts_general.search(said) is None
    )


def _is_known(sentences: Sequence[str], cues: Cues) -> bool:
    """Whether one sentence, or two that follow each other, say of somebody without a name that they are hurt."""
    harmful = [place for place, sentence in enumerate(sentences) if cues.harm.search(sentence)]
    near = {start for place in harmful for start in (place - 1, place)}
    return any(
        cues.unnamed.search(said) is not None
        and cues.told.search(said) is not None
        and cues.general.search(said) is None
        for said in (" ".join(sentences[max(start, 0) : start + 2]) for start in near)
    )


@functools.cache
def compiled(lines: str) -> re.Pattern[str]:
    """Not before it is needed: of all kinds of harm it takes as long as the rest of a start."""
    return re.compile(rf"(?<![\w-])(?:{lines})(?!\w)")


@functools.cache
def all_cues() -> Cues:
    packs = patterns.packs_in(__name__)
    kinds = [(pack, kind) for pack in packs for kind in pack.get("accounts", {}).values()]
    told_signs = [line for pack in packs for line in _signs(pack["harm_signs"], pack)]
    account_signs = [line for pack, kind in kinds for line in _signs(kind["signs"], pack)]

    def lines(name: str) -> list[str]:
        return [patterns.with_lists(line, pack) for pack in packs for line in pack.get(name, ())]

    return Cues(
        signs=patterns.by_letters([*told_signs, *account_signs]),
        told_signs=patterns.by_letters(told_signs),
        **{name: patterns.any_of(lines(name)) for name in TOLD},
        accounts=tuple(_accounts(pack, kind) for pack, kind in kinds),
        accounts_general=compiled(
            "|".join(patterns.sharing_lists(pack["accounts_general"], pack) for pack in packs)
        ),
    )


def _accounts(pack: Mapping[str, Any], kind: Mapping[str, str]) -> Accounts:
    return Accounts(
        patterns.by_letters(_signs(kind["signs"], pack)), patterns.sharing_lists(kind["lines"], pack)
    )


def _signs(listed: str, pack: Mapping[str, Any]) -> list[str]:
    return [patterns.with_lists(line, pack) for line in patterns.entries(listed)]
