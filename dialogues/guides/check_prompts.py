"""Looks through one guide of a folder: its questions against those of the method, and questions of one's own."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from dialogues import elements
from dialogues.guides import OWN, Answerer, Kind, Prompt, guides, yaml_lines
from dialogues.guides.faults import Fault
from dialogues.guides.guide_set import OPEN_TOPICS, own_prompt
from dialogues.model import Tier

TOP = ("element", "version", "prompts")
BUILT_IN_KEYS = ("id", "who", "tier", "kind", "parts", "options")
OWN_KEYS = ("id", "topic", "who", "tier", "kind")
OWN_WHO = (Answerer.ORGANISATION, Answerer.MEMBER)
# From the fewest readers to the most.
READERS = {
    Tier.PRIVATE: "nobody but their author",
    Tier.FACILITATOR: "the facilitator alone",
    Tier.UNNAMED: "the table, without a name",
    Tier.NAMED: "the table, with the organisation's name",
}
Values = dict[str, tuple[str, int, yaml.Node]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that stands in a guide; `own`: with its topic, where it is none of the method's."""

    id: str
    file: str
    line: int
    own: tuple[Prompt, str] | None = None


def check_guide(content: bytes, file: str, element: str, faults: list[Fault]) -> list[Asked]:
    """The questions of one file, in order; what is wrong is added to `faults`."""
    root = yaml_lines.read(content, file)
    if isinstance(root, Fault):
        faults.append(root)
        return []
    top = {name: (name, line, node) for name, line, node in yaml_lines.entries(root, file, faults)}
    for name in sorted(set(top) - set(TOP)):
        faults.append(Fault(file, top[name][1], f"{name} is not known here", f"Use {', '.join(TOP)}."))
    for name in TOP:
        if name not in top:
            faults.append(Fault(file, 1, f"{name} is missing", f"Add a line “{name}: …”."))
    if "element" in top:
        _same(top["element"], element, file, "the element", faults)
    if "version" in top and not _value(top["version"]).isdecimal():
        faults.append(Fault(file, top["version"][1], "version is no whole number", "Write “version: 1”."))
    if "prompts" not in top:
        return []
    listed = top["prompts"][2]
    if not isinstance(listed, yaml.SequenceNode):
        faults.append(
            Fault(file, top["prompts"][1], "prompts is no list", "Begin each line with “- {id: …”.")
        )
        return []
    found = [_asked(node, file, faults) for node in listed.value]
    return [one for one in found if one is not None]


def _value(entry: tuple[str, int, yaml.Node]) -> str:
    return str(entry[2].value) if isinstance(entry[2], yaml.ScalarNode) else ""


def _same(
    entry: tuple[str, int, yaml.Node], wanted: str, file: str, what: str, faults: list[Fault], why: str = ""
) -> None:
    if _value(entry) != wanted:
        said = f"{what} is {_value(entry)!r} and has to be {wanted!r}{why}"
        faults.append(Fault(file, entry[1], said, f"Write “{entry[0]}: {wanted}”."))


def _asked(node: yaml.Node, file: str, faults: list[Fault]) -> Asked | None:
    line = yaml_lines.line_of(node)
    before = len(faults)
    values = {name: (name, at, one) for name, at, one in yaml_lines.entries(node, file, faults)}
    if len(faults) > before and not values:
        return None
    id = _value(values["id"]) if "id" in values else ""
    if not id:
        faults.append(Fault(file, line, "a question has no id", "Begin it with “id: …”, like {id: R1, …}."))
        return None
    known = _of_method(id)
    if known is not None:
        _check_known(known, values, file, line, faults)
        return Asked(id, file, line)
    if OWN.fullmatch(id) is None:
        said = f"{id!r} is no question of the method"
        remedy = (
            "Correct its id. A question of your own is called A1 to A99 (shown without names), F1 to F99"
            " (for the facilitator only) or G1 to G99 (shown with names)."
        )
        faults.append(Fault(file, values["id"][1], said, remedy))
        return None
    before = len(faults)
    _check_own(id, values, file, line, faults)
    if len(faults) > before:
        return Asked(id, file, line)
    return Asked(id, file, line, (own_prompt(id, _value(values["who"])), _value(values["topic"])))


def _of_method(id: str) -> Prompt | None:
    return next((p for guide in guides().values() for p in guide.prompts if p.id == id), None)


def _keys(
    values: Values,
    known: tuple[str, ...],
    needed: tuple[str, ...],
    place: tuple[str, int],
    faults: list[Fault],
) -> None:
    file, line = place
    for name in sorted(set(values) - set(known)):
        faults.append(Fault(file, values[name][1], f"{name} is not known here", f"Use {', '.join(known)}."))
    for name in needed:
        if name not in values:
            faults.append(Fault(file, line, f"{name} is missing", f"Add “{name}: …”."))


def _check_known(known: Prompt, values: Values, file: str, line: int, faults: list[Fault]) -> None:
    """A question of the method: its words and its place may be changed, and nothing else."""
    needed = (
        "id",
        "who",
        "tier",
        "kind",
        *(["parts"] if known.parts else []),
        *(["options"] if known.options else []),
    )
    _keys(values, BUILT_IN_KEYS, needed, (file, line), faults)
    if "who" in values:
        _same(values["who"], known.who.value, file, f"who answers {known.id}", faults)
    if "tier" in values and _value(values["tier"]) != known.tier.value:
        faults.append(_tier_changed(known, values["tier"], file))
    if "kind" in values:
        why = ", because the method reads its answers in that form"
        _same(values["kind"], known.kind.value, file, f"the form of {known.id}", faults, why)
    if "parts" in values and _parts(values["parts"][2]) != (known.parts, dict(known.kinds)):
        remedy = f"Write them as they were: {', '.join(known.parts) or 'none'}."
        faults.append(Fault(file, values["parts"][1], f"the parts of {known.id} were changed", remedy))
    if "options" in values and _parts(values["options"][2])[0] != known.options:
        remedy = f"Write them as they were: {', '.join(known.options) or 'none'}."
        faults.append(Fault(file, values["options"][1], f"the options of {known.id} were changed", remedy))


def _tier_changed(known: Prompt, entry: tuple[str, int, yaml.Node], file: str) -> Fault:
    now, tiers = _value(entry), list(READERS)
    more = now in [t.value for t in tiers] and tiers.index(Tier(now)) > tiers.index(known.tier)
    does = (
        "would show {} to more people" if more else f"is not the tier of {{}}, which is {known.tier.value!r}"
    )
    said = f"tier {now!r} {does.format(known.id)}: its answers are given to {READERS[known.tier]}"
    remedy = f"Write “tier: {known.tier.value}”; for another tier add a question of your own."
    return Fault(file, entry[1], said, remedy)


def _parts(node: yaml.Node) -> tuple[tuple[str, ...], dict[str, str]]:
    if isinstance(node, yaml.MappingNode):
        kinds = {str(key.value): str(value.value) for key, value in node.value}
        return tuple(kinds), kinds
    if isinstance(node, yaml.SequenceNode):
        return tuple(str(one.value) for one in node.value), {}
    return (), {}


def _check_own(id: str, values: Values, file: str, line: int, faults: list[Fault]) -> None:
    _keys(values, OWN_KEYS, OWN_KEYS, (file, line), faults)
    if "tier" in values:
        why = f", as {id} says; {id[0]} is read by {READERS[Tier(id[0])]}"
        _same(values["tier"], id[0], file, f"the tier of {id}", faults, why)
    if "kind" in values:
        _same(
            values["kind"], Kind.TEXT.value, file, f"the form of {id}", faults, " for a question of your own"
        )
    if "who" in values and _value(values["who"]) not in [w.value for w in OWN_WHO]:
        said = f"who answers {id} is {_value(values['who'])!r}"
        faults.append(Fault(file, values["who"][1], said, "Write “who: organisation” or “who: member”."))
    if "topic" in values and _value(values["topic"]) not in OPEN_TOPICS:
        said = f"no question of your own can be asked in {_value(values['topic'])!r}"
        open_ = [topic for topic in OPEN_TOPICS if topic in elements.topics()]
        faults.append(Fault(file, values["topic"][1], said, f"Write one of {', '.join(open_)}."))
