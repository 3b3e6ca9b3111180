"""Guides: the prompts of one element as data, validated at start with the line of the error.

The wording of a prompt stands in phrases (prompts.<id>, with prompts.<id>_example); the guide
says who answers, under which tier, in what form and in which order.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib import resources
from typing import Any

import yaml

from dialogues.model import Tier


class GuideFault(ValueError):
    """A guide file is wrong. The message names file, line and what to write instead."""


class Answerer(StrEnum):
    """Who answers a prompt (docs/method.md 9)."""

    MEMBER = "member"
    ORGANISATION = "organisation"
    REPRESENTATIVE = "representative"
    FACILITATOR = "facilitator"
    TABLE = "table"


class Kind(StrEnum):
    """In what form a prompt is answered."""

    TEXT = "text"
    YES_NO = "yes_no"
    FUNCTIONS = "functions"
    SCALE = "scale"
    LEVEL = "level"
    CHOICE = "choice"
    DATA = "data"
    VOTE = "vote"


# A question of an operator's own is called by its tier and a number: "A1". So no edit can change who reads
# what was answered under a name.
OWN = re.compile(r"([AFG])[1-9][0-9]?")


@dataclass(frozen=True, slots=True, eq=False)
class Prompt:
    """One question. `parts` makes it several small ones, asked as "<id>/<part>"; `options` are a choice's words.

    There is one of each (`prompt`), so it equals itself alone, and can stand for itself in a cache.

    `kinds` gives the parts that are answered in another form than the prompt: "condition" → a choice.
    `steps` are the names under which the prompt is asked and its answers are kept.
    """

    id: str
    who: Answerer
    tier: Tier
    kind: Kind
    parts: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    steps: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        steps = tuple(f"{self.id}/{part}" for part in self.parts) or (self.id,)
        object.__setattr__(self, "steps", steps)


@dataclass(frozen=True, slots=True)
class Guide:
    """The prompts of one element, with the version that running rounds keep."""

    element: str
    version: int
    prompts: tuple[Prompt, ...]


@functools.cache
def guides() -> dict[str, Guide]:
    """All guides by element; raises `GuideFault`."""
    files = sorted(
        (f for f in resources.files(__name__).iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name
    )
    read = [parse(f.read_text("utf-8"), f.name) for f in files]
    return {guide.element: guide for guide in read}


@functools.cache
def prompt(id: str) -> Prompt:
    """The prompt with this id ("R1"), or of this step ("P8/analyzing_reflecting"), in the step's kind.

    Of a question of an operator's own ("A1") its name tells tier and form; who answers it stands in its guide.
    """
    wanted, _, part = id.partition("/")
    if (own := OWN.fullmatch(wanted)) is not None:
        return Prompt(id=wanted, who=Answerer.MEMBER, tier=Tier(own[1]), kind=Kind.TEXT)
    for guide in guides().values():
        for candidate in guide.prompts:
            if candidate.id == wanted:
                return replace(candidate, kind=candidate.kinds.get(part, candidate.kind))
    raise GuideFault(f"no guide has a prompt {wanted!r}: add it to dialogues/guides/")


def parse(text: str, file: str) -> Guide:
    """A guide from YAML text; raises `GuideFault` with file and line."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise GuideFault(f"{file}, line {line}: {fault.problem}. Check indentation and quotes.") from fault
    if not isinstance(node, yaml.MappingNode):
        raise GuideFault(f"{file}, line 1: write element:, version: and prompts:.")
    top = _mapping(node)
    for wanted in ("element", "version", "prompts"):
        if wanted not in top:
            raise GuideFault(f"{file}, line {node.start_mark.line + 1}: add {wanted}:.")
    version = top["version"].value
    if not version.isdigit():
        raise GuideFault(
            f"{file}, line {top['version'].start_mark.line + 1}: version must be a whole number."
        )
    prompts = tuple(_prompt(item, file) for item in top["prompts"].value)
    ids = [p.id for p in prompts]
    if twice := {i for i in ids if ids.count(i) > 1}:
        line = top["prompts"].start_mark.line + 1
        raise GuideFault(f"{file}, line {line}: {', '.join(sorted(twice))} stands twice; ids must differ.")
    return Guide(str(top["element"].value), int(version), prompts)


def _mapping(node: yaml.Node) -> dict[str, Any]:
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _prompt(node: yaml.Node, file: str) -> Prompt:
    line = node.start_mark.line + 1
    fields = _mapping(node)
    known = {"id", "who", "tier", "kind", "parts", "options"}
    if unknown := sorted(set(fields) - known):
        raise GuideFault(
            f"{file}, line {line}: {', '.join(unknown)} is not known; use {', '.join(sorted(known))}."
        )
    if missing := sorted(known - {"parts", "options"} - set(fields)):
        raise GuideFault(f"{file}, line {line}: add {', '.join(missing)}.")
    parts, kinds = _parts(fields["parts"], file) if "parts" in fields else ((), {})
    options = tuple(word.value for word in fields["options"].value) if "options" in fields else ()
    return Prompt(
        id=fields["id"].value,
        who=Answerer(_one_of(Answerer, fields["who"], file)),
        tier=Tier(_one_of(Tier, fields["tier"], file)),
        kind=Kind(_one_of(Kind, fields["kind"], file)),
        parts=parts,
        options=options,
        kinds=kinds,
    )


def _parts(node: yaml.Node, file: str) -> tuple[tuple[str, ...], Mapping[str, Kind]]:
    """A list of parts, or a mapping of each part to the form in which it is answered."""
    if not isinstance(node, yaml.MappingNode):
        return tuple(word.value for word in node.value), {}
    kinds = {part.value: Kind(_one_of(Kind, kind, file)) for part, kind in node.value}
    return tuple(kinds), kinds


def _one_of(allowed: type[StrEnum], node: yaml.ScalarNode, file: str) -> str:
    words = [member.value for member in allowed]
    if node.value not in words:
        line = node.start_mark.line + 1
        raise GuideFault(f"{file}, line {line}: {node.value!r} is not one of {', '.join(words)}.")
    return str(node.value)
