"""Looks through the words of one language: nothing is missing, breaks a message, or is hard to read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import yaml

from dialogues import house_rules
from dialogues.checks.reading_level import MEASURES
from dialogues.guides import yaml_lines
from dialogues.guides.faults import Fault
from dialogues.guides.guide_set import LABEL, MAY_BE_LEFT_OUT, words_of
from dialogues.wording import clean_text

TAGS = ("b", "i", "u", "s", "code")
_TAG = re.compile(r"<(/?)([a-z]+)>")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\{%|\{#", re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|#[0-9]{1,7});)")


def check_words(
    root: yaml.Node, file: str, language: str, own: tuple[str, ...], faults: list[Fault]
) -> dict[str, str]:
    """The words by their names; `own` are the questions of one's own, which need words too."""
    found: dict[str, str] = {}
    wanted = {*words_of(language), *own, *(f"{id}_example" for id in own)}
    missing = wanted - {n for id in MAY_BE_LEFT_OUT for n in (id, f"{id}_example")}
    for name, line, node in yaml_lines.entries(root, file, faults):
        missing.discard(name)
        if name not in wanted:
            remedy = (
                "Correct the name or delete the line; a question of your own has to stand in a guide first."
            )
            faults.append(Fault(file, line, f"{name} is no question that is asked", remedy))
        elif (text := yaml_lines.text_of(node, file, name, faults)) is not None:
            found[name] = text.strip()
            wrong = _wrong(found[name], name)
            faults += [Fault(file, line, f"{name} {said}", remedy) for said, remedy in wrong]
            if not wrong and (hard := _hard(found[name], name, language)) is not None:
                remedy = "Shorter sentences and words are read by more people."
                faults.append(Fault(file, line, f"{name} {hard}", remedy, warning=True))
    for name in sorted(missing):
        faults.append(Fault(file, 1, f"{name} is missing", f'Add a line “{name}: "…"” in {language}.'))
    return found


def _wrong(text: str, name: str) -> list[tuple[str, str]]:
    """What keeps a text from being sent as it is meant, each with its remedy."""
    if not text:
        return [("is empty", "Write the question after the colon, in quotes.")]
    found = [*_strange_placeholders(text, name)]
    if clean_text(text) != text:
        found.append(("has characters that nobody sees", "Type the line again instead of pasting it."))
    example = name.endswith("_example")
    tags = () if example else TAGS
    if (said := _markup(text, tags)) is not None:
        allowed = (
            f"Allowed are {', '.join(f'<{t}>' for t in tags)}, each closed." if tags else "It has no tags."
        )
        return [*found, (said, f"{allowed} Write &lt; for < and &amp; for &.")]
    units = len(_plain(text).encode("utf-16-le")) // len("x".encode("utf-16-le"))
    most = (house_rules.EXAMPLE_UNITS if example else house_rules.QUESTION_UNITS).value
    if units > most:
        remedy = "Shorten it: it has to stay on one screen of a phone."
        found.append((f"has {units} characters, more than {most}", remedy))
    return found


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _hard(text: str, name: str, language: str) -> str | None:
    """Whether a question asks for more years of school than the method wants; some languages have no measure."""
    plain, measure = _plain(text), MEASURES.get(language)
    if measure is None or name.endswith("_example") or text == words_of(language).get(name):
        return None
    if len(plain.split()) < house_rules.READING_WORDS.value:
        return None
    grade, most = measure(plain), house_rules.READING_GRADE.value
    return f"asks for {grade:.1f} years of school, more than {most:.0f}" if grade > most else None


def _strange_placeholders(text: str, name: str) -> Iterator[tuple[str, str]]:
    needed = LABEL if name.startswith("candidate_") else None
    strange = [one for one in _PLACEHOLDER.findall(text) if one != needed]
    if strange:
        remedy = f"Only {LABEL} is put in here." if needed else "Delete it: nothing is put into this text."
        yield f"has the placeholder {strange[0][:40]}", remedy
    if needed and needed not in text:
        yield f"has lost {LABEL}, where the thing to count is put in", f"Write {LABEL} where it belongs."


def _markup(text: str, tags: tuple[str, ...]) -> str | None:
    """What Telegram would refuse in a text, if there is anything."""
    open_: list[str] = []
    rest = _TAG.sub("", text)
    for closing, tag in _TAG.findall(text):
        if tag not in tags:
            return f"has the tag <{closing}{tag}>"
        if not closing:
            open_.append(tag)
        elif not open_ or open_.pop() != tag:
            return f"closes <{tag}> where it is not open"
    if open_:
        return f"does not close <{open_[-1]}>"
    if "<" in rest:
        return "has a < that begins no tag"
    return "has a & that begins no sign" if _ENTITY.search(text) else None
