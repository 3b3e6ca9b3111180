"""What is different between two versions of the guides, question by question, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogues.guides import OWN
from dialogues.guides.guide_set import GuideSet, Words


class How(StrEnum):
    """What became of a question."""

    REWORDED = "reworded"
    ADDED = "added"
    LEFT_OUT = "left_out"
    MOVED = "moved"
    ASKED_OTHERWISE = "asked_otherwise"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different. `name`: the question, or the topic where its order is another.

    `language` is empty where the difference is none of words. `before` and `after` are texts, or ids in order.
    """

    how: How
    name: str
    language: str = ""
    before: str = ""
    after: str = ""


def differences(before: GuideSet, after: GuideSet, language: str | None = None) -> tuple[Difference, ...]:
    """All differences, in one language or in every one; first what is asked, then how it is worded."""
    if before.fingerprint == after.fingerprint:
        return ()
    asked = [*_asked(before, after), *_order(before, after)]
    languages = sorted({*before.words, *after.words}) if language is None else [language]
    changed = [d for one in languages for d in _words(before, after, one)]
    return (*asked, *changed)


def _ids(guides: GuideSet) -> Mapping[str, str]:
    """Question → the first topic that asks it."""
    found: dict[str, str] = {}
    for topic, prompts in guides.asks.items():
        for prompt in prompts:
            found.setdefault(prompt.id, topic)
    return found


def _asked(before: GuideSet, after: GuideSet) -> Iterator[Difference]:
    was, now = _ids(before), _ids(after)
    for id in sorted(now.keys() - was.keys()):
        yield Difference(How.ADDED, id, after=now[id])
    for id in sorted(was.keys() - now.keys()):
        yield Difference(How.LEFT_OUT, id, before=was[id])
    for id in sorted(before.own.keys() & after.own.keys()):
        (one, topic), (other, new_topic) = before.own[id], after.own[id]
        if (one.who, topic) != (other.who, new_topic):
            told = (f"{one.who.value}, {topic}", f"{other.who.value}, {new_topic}")
            yield Difference(How.ASKED_OTHERWISE, id, before=told[0], after=told[1])


def _order(before: GuideSet, after: GuideSet) -> Iterator[Difference]:
    for topic in sorted(before.asks.keys() & after.asks.keys()):
        was = [p.id for p in before.asks[topic]]
        now = [p.id for p in after.asks[topic]]
        both = set(was) & set(now)
        if [id for id in was if id in both] != [id for id in now if id in both]:
            yield Difference(How.MOVED, topic, before=", ".join(was), after=", ".join(now))


def _words(before: GuideSet, after: GuideSet, language: str) -> Iterator[Difference]:
    was, now = _wording(before, language), _wording(after, language)
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield Difference(How.REWORDED, name, language, was.get(name, ""), now.get(name, ""))


def _wording(guides: GuideSet, language: str) -> Words:
    """The words of what is asked: what belongs to a question that is left out is not read by anybody."""
    asked = _ids(guides)
    known = guides.words.get(language, {})
    return {
        name: text
        for name, text in known.items()
        if OWN.fullmatch(name.partition("_")[0]) is None or name.partition("_")[0] in asked
    }
