"""Which answers of a round are alike: groups by the terms they share, the same every time (docs/method.md 0).

Nothing leaves the machine and nothing is learnt: words are folded and cut to their stems, common words are left
out, rare terms weigh more than frequent ones, and answers join while the average likeness is high enough. Each
answer is in exactly one group; what is like nothing else is a group of its own. What a group has in common can be
said in its own words. A language is a file <language>.yaml beside this module (docs/decisions/0029).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dialogues import house_rules
from dialogues.checks.likeness.joining import joined
from dialogues.checks.likeness.terms import SAME_WORD, Terms, part, terms_of
from dialogues.checks.likeness.weights import likenesses, rarity


@dataclass(frozen=True, slots=True)
class Alike:
    """One group: places in the list that was given, rising, and the words they share, the most telling first."""

    places: tuple[int, ...]
    shared: tuple[str, ...] = ()


def groups(texts: Sequence[str], languages: Sequence[str]) -> tuple[Alike, ...]:
    """The texts of one question as groups, the largest first; each place is in exactly one group.

    `languages`: those the table speaks; a text's own is told from its common words, by default the first. Any other
    order of the same texts gives the same groups. Languages without a file are read without stems.
    """
    order = sorted(range(len(texts)), key=lambda place: texts[place])
    read = [terms_of(texts[place], tuple(languages)) for place in order]
    sets = joined(len(read), likenesses([set(terms) for terms in read]), house_rules.LIKENESS.value)
    found = [
        Alike(tuple(sorted(order[i] for i in members)), shared_words([read[i] for i in members]))
        for members in sets
    ]
    # Groups of one size keep the order of their texts, which no order of arrival changes.
    return tuple(sorted(found, key=lambda group: -len(group.places)))


def words_shared(texts: Sequence[str], languages: Sequence[str]) -> tuple[str, ...]:
    """What these texts have in common, in their own words; one text shares nothing."""
    return shared_words([terms_of(text, tuple(languages)) for text in sorted(texts)])


def apart(texts: Sequence[str], languages: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The places of one group's texts as at least two groups: split where they hang together least.

    Texts that share nothing with each other all stand alone then. One text stays as it is.
    """
    order = sorted(range(len(texts)), key=lambda place: texts[place])
    read = [terms_of(texts[place], tuple(languages)) for place in order]
    sets = joined(len(read), likenesses([set(terms) for terms in read]), Fraction(0), stop_at=2)
    found = [tuple(sorted(order[i] for i in members)) for members in sets]
    return tuple(sorted(found, key=lambda places: (-len(places), places)))


def holds(text: str, point: str, languages: Sequence[str]) -> bool:
    """Whether most of what a point is about stands in a text: a suggestion, for somebody to judge."""
    wanted, there = terms_of(point, tuple(languages)), terms_of(text, tuple(languages))
    whole = sum(part(term) for term in wanted)
    return whole > 0 and sum(part(t) for t in wanted if t in there) >= whole * house_rules.SHARED_BY.value


def shared_words(read: Sequence[Terms]) -> tuple[str, ...]:
    """Terms that at least half of the texts hold, the most widely shared first, each as it is mostly written."""
    if len(read) < 2:
        return ()
    holders = Counter(t for terms in read for t in terms if not t.startswith(SAME_WORD))
    rare = rarity([set(terms) for terms in read])
    enough = [t for t, n in holders.items() if n >= 2 and n >= len(read) * house_rules.SHARED_BY.value]
    best = sorted(enough, key=lambda term: (-holders[term], rare[term], term))
    return tuple(_as_written(term, read) for term in best[: house_rules.SHARED_WORDS.value])


def _as_written(term: str, read: Sequence[Terms]) -> str:
    written = Counter(word for terms in read for word in terms.get(term, ()))
    return min(written, key=lambda word: (-written[word], len(word), word))
