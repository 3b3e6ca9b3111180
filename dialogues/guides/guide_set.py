"""All guides with their words, in one version: what is asked in which topic, in which order and how it is worded.

Two sets that ask the same in the same words have the same fingerprint, whatever their files look like. A
table keeps the set it began with (`dialogues.guide_versions`), a round the one it was opened with.
"""

from __future__ import annotations

import functools
import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import escape

from dialogues import elements, phrases
from dialogues.guides import OWN, Answerer, Prompt, guides, prompt

# No rule and no picture reads what is answered to these: a table can do without asking them.
MAY_BE_LEFT_OUT = ("R4", "M6", "P4", "P5", "P6", "P7")
# Topics in which a question of one's own may be asked: what is rated in numbers stays comparable.
OPEN_TOPICS = (
    "introductions", "means", "result", "map", "system", "promises", "trying", "harm", "unsaid", "reflection",
)  # fmt: skip
LABEL = "{{ label }}"
Words = Mapping[str, str]

_CANDIDATE = re.compile(r"I\d_(\w+)")
_WARNED = re.compile(r"\{% include 'prompts\.(holds_back)' %\}\s*")


class GuideDamaged(ValueError):
    """A kept version of the guides is not what it was. Put a backup of the database back."""


@dataclass(frozen=True, slots=True, eq=False)
class GuideSet:
    """One version of all guides. There is one of each (it is remembered by its fingerprint), equal to itself alone.

    `order` are the prompts as they stand in the files; `own` those of one's own with their topics. `words`:
    language → key → text. `asks`: topic → its prompts in the order in which they are asked.
    """

    fingerprint: str
    order: tuple[str, ...]
    own: Mapping[str, tuple[Prompt, str]]
    words: Mapping[str, Words]
    asks: Mapping[str, tuple[Prompt, ...]]

    def asked(self, topic: str) -> tuple[Prompt, ...]:
        """The prompts of a topic; none where a topic has none of its own."""
        return self.asks.get(topic, ())

    def question(self, language: str, step: str, label: str = "") -> str:
        """The wording of a prompt as Telegram HTML, about its candidate if it has one."""
        return self._labelled(language, step, label) if label else _unlabelled(self, language, step)

    def _labelled(self, language: str, step: str, label: str) -> str:
        language = phrases.spoken(language)
        key = step.replace("/", "_")
        if self is built_in():
            return phrases.render(language, f"prompts.{key}", "UTC", {"label": label})
        said = self._said(language, candidate[0] if (candidate := _candidate_key(key)) else key)
        if said is None:
            return phrases.render(language, f"prompts.{key}", "UTC", {"label": label})
        said = said.replace(LABEL, str(escape(label))).strip()
        if not _holds_back(language, key):
            return said
        return f"{phrases.render(language, 'prompts.holds_back', 'UTC', {})} {said}"

    def example(self, language: str, step: str) -> str:
        """How an answer could sound, as plain text."""
        language = phrases.spoken(language)
        key = f"{step.partition('/')[0]}_example"
        said = None if self is built_in() else self._said(language, key)
        return html.unescape(said or phrases.render(language, f"prompts.{key}", "UTC", {}))

    def _said(self, language: str, key: str) -> str | None:
        """The set's own words; of a question of one's own in the first language, where this one has none."""
        said = self.words.get(language, {}).get(key)
        if said is None and OWN.fullmatch(key.partition("_")[0]) is not None:
            return self.words.get(phrases.FIRST_LANGUAGE, {}).get(key) or next(
                (words[key] for words in self.words.values() if key in words), None
            )
        return said


@functools.lru_cache(maxsize=1024)
def _unlabelled(guides: GuideSet, language: str, step: str) -> str:
    """The wording of a prompt that is about no candidate: the same for everybody of a language."""
    return guides._labelled(language, step, "")


def _candidate_key(key: str) -> tuple[str, ...]:
    """All candidates of a topic are asked about in the same words: "I2_data" → "candidate_data"."""
    found = _CANDIDATE.fullmatch(key)
    return () if found is None else (f"candidate_{found[1]}",)


@functools.cache
def _holds_back(language: str, key: str) -> bool:
    """Whether the bot says before a question that its answer can hold the table back; no edit takes that away."""
    phrase = f"prompts.{key}"
    return phrase in phrases.keys(language) and _WARNED.match(phrases.source(language, phrase)) is not None


@functools.cache
def words_of(language: str) -> Words:
    """The built-in words of a language, as an operator may edit them: without what belongs to templates."""
    found = {}
    for phrase in sorted(phrases.keys(language)):
        topic, _, key = phrase.partition(".")
        if topic == "prompts" and key != "holds_back" and _CANDIDATE.fullmatch(key) is None:
            found[key] = _WARNED.sub("", phrases.source(language, phrase)).strip()
    return found


def made(
    order: tuple[str, ...], own: Mapping[str, tuple[Prompt, str]], words: Mapping[str, Words]
) -> GuideSet:
    """A set of prompts in this order, with those of one's own and their topics. Nothing is checked here."""
    content = packed(order, own, words)
    return GuideSet(
        fingerprint=hashlib.sha256(content.encode()).hexdigest(),
        order=order,
        own=MappingProxyType(dict(own)),
        words=MappingProxyType({language: MappingProxyType(dict(some)) for language, some in words.items()}),
        asks=MappingProxyType(_asks(order, own)),
    )


def _asks(order: tuple[str, ...], own: Mapping[str, tuple[Prompt, str]]) -> dict[str, tuple[Prompt, ...]]:
    place = {id: n for n, id in enumerate(order)}
    found = {}
    for name, topic in elements.topics().items():
        # What a later release asks in addition, and needs, is asked of every table.
        ids = [id for id in topic.prompts if id in place or id not in MAY_BE_LEFT_OUT]
        added = [own[id][0] for id in order if id in own and own[id][1] == name]
        asked = [*(prompt(id) for id in ids), *added]
        if not topic.labelled:
            asked.sort(key=lambda p: place.get(p.id, len(place)))
        found[name] = tuple(asked)
    return found


@functools.cache
def built_in() -> GuideSet:
    """The guides that come with Tablekeeper."""
    order = tuple(p.id for guide in guides().values() for p in guide.prompts)
    return made(order, {}, {language: words_of(language) for language in phrases.languages()})


def packed(order: tuple[str, ...], own: Mapping[str, tuple[Prompt, str]], words: Mapping[str, Words]) -> str:
    """A set as the text by which it is kept and known; what the method fixes is not in it."""
    return json.dumps(
        {
            "format": 1,
            "order": list(order),
            "own": {id: [asked.who.value, topic] for id, (asked, topic) in own.items()},
            "words": {language: dict(some) for language, some in words.items()},
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def content_of(set_: GuideSet) -> str:
    """The text by which a set is kept."""
    return packed(set_.order, set_.own, set_.words)


def unpacked(content: str, fingerprint: str) -> GuideSet:
    """The set that was kept; raises `GuideDamaged` when it is not the one of this fingerprint."""
    if hashlib.sha256(content.encode()).hexdigest() != fingerprint:
        raise GuideDamaged(str(GuideDamaged.__doc__))
    kept = json.loads(content)
    own = {id: (own_prompt(id, who), topic) for id, (who, topic) in kept["own"].items()}
    return made(tuple(kept["order"]), own, kept["words"])


def own_prompt(id: str, who: str) -> Prompt:
    """A question of one's own: tier and form by its name, and who answers it."""
    named = prompt(id)
    return Prompt(id=id, who=Answerer(who), tier=named.tier, kind=named.kind)
