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
from typing import Any

from dialogues.checks.disclosure import patterns

# The first three together tell of harm to somebody without a name; the fourth, that anybody is meant.
TOLD = ("unnamed", "harm", "told", "general")


class Accounts:
    """The accounts of one kind of harm in one language. None is told without one of its signs, and those are
    quickly looked for. Patterns are made when they are first needed: all together take as long as a start."""

    def __init__(self, pack: Mapping[str, Any], kind: Mapping[str, str]) -> None:
        self._pack = pack
        self._kind = kind

    @property
    def listed_signs(self) -> list[str]:
        """The signs as patterns, one by one."""
        return _signs(self._kind["signs"], self._pack)

    @functools.cached_property
    def signs(self) -> re.Pattern[str]:
        """Any of the signs."""
        return patterns.by_letters(self.listed_signs)

    @functools.cached_property
    def lines(self) -> re.Pattern[str]:
        """Any of the accounts."""
        return _whole(patterns.sharing_lists(self._kind["lines"], self._pack))


class Cues:
    """What all languages together know, as patterns over folded text; all but `signs` are made when needed."""

    def __init__(self, packs: Sequence[Mapping[str, Any]]) -> None:
        self._packs = packs
        self.accounts = [Accounts(pack, kind) for pack in packs for kind in pack.get("accounts", {}).values()]
        self._told_signs = [line for pack in packs for line in _signs(pack["harm_signs"], pack)]
        of_accounts = [line for kind in self.accounts for line in kind.listed_signs]
        self.signs = patterns.by_letters([*self._told_signs, *of_accounts])

    @functools.cached_property
    def told_signs(self) -> re.Pattern[str]:
        """What no harm is told without, where it is not an account."""
        return patterns.by_letters(self._told_signs)

    @functools.cached_property
    def told(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns of `TOLD`, by name."""
        return {
            name: patterns.any_of(
                [patterns.with_lists(line, pack) for pack in self._packs for line in pack.get(name, ())]
            )
            for name in TOLD
        }

    @functools.cached_property
    def accounts_general(self) -> re.Pattern[str]:
        """What takes an account back: numbers, anybody, a joke."""
        return _whole("|".join(patterns.sharing_lists(p["accounts_general"], p) for p in self._packs))


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
    told = cues.told
    return all(told[name].search(spaced) for name in ("told", "unnamed", "harm")) and _is_known(said, told)


def _is_an_account(said: str, kinds: Sequence[Accounts], cues: Cues) -> bool:
    return any(kind.lines.search(said) for kind in kinds) and cues.accounts_general.search(said) is None


def _is_known(sentences: Sequence[str], told: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether one sentence, or two that follow each other, say of somebody without a name that they are hurt."""
    harmful = [place for place, sentence in enumerate(sentences) if told["harm"].search(sentence)]
    near = {start for place in harmful for start in (place - 1, place)}
    return any(
        told["unnamed"].search(said) is not None
        and told["told"].search(said) is not None
        and told["general"].search(said) is None
        for said in (" ".join(sentences[max(start, 0) : start + 2]) for start in near)
    )


def _whole(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{lines})(?!\w)")


def _signs(listed: str, pack: Mapping[str, Any]) -> list[str]:
    return [patterns.with_lists(line, pack) for line in patterns.entries(listed)]


@functools.cache
def all_cues() -> Cues:
    """Read once, at the start."""
    return Cues(patterns.packs_in(__name__))
