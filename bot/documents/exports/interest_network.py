"""The interest map as a network of plain nodes and links, from which every map format is written.

Of the gaps only those that many may read are nodes, in the words for many (docs/method.md 3f): a map
is passed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogues.checks.gaps import FOR_FACILITATOR_ONLY
from dialogues.record_names import RecordNames

Json = Mapping[str, Any]
RESULT = "result"
NODE_KINDS = ("result", "function", "organisation", "gap")
LINK_KINDS = ("serves", "covers", "lacks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """`kind`: result, function, organisation or gap. `about` holds what else is known of it."""

    id: str
    kind: str
    label: str
    about: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`kind`: serves (function → result), covers (organisation → function), lacks (gap → what it is about)."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes and links of one map; every link's ends are nodes."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def network(record: Json, language: str) -> Network:
    """The map of a record; words that are ours in one language."""
    names = RecordNames(dict(record), language)
    centre = record["result"]["statement"] or names.label("maps.no_result")
    functions, organisations = _functions(record, names), _organisations(record, names)
    gaps, gap_links = _gaps(record, names)
    nodes = (Node(id=RESULT, kind="result", label=centre), *functions, *organisations, *gaps)
    links = (
        *(Link(source=f.id, target=RESULT, kind="serves") for f in functions),
        *_coverage(record),
        *gap_links,
    )
    known = {node.id for node in nodes}
    return Network(nodes, tuple(link for link in links if {link.source, link.target} <= known))


def _functions(record: Json, names: RecordNames) -> list[Node]:
    return [
        Node(
            id=f"function:{f['id']}",
            kind="function",
            label=f["label"],
            about={"part": names.label(f"functions.{f['kind']}")},
        )
        for f in record["map"]["functions"]
    ]


def _organisations(record: Json, names: RecordNames) -> list[Node]:
    return [
        Node(
            id=f"organisation:{o['id']}",
            kind="organisation",
            label=o["name"],
            about={
                "sector": names.sector(o["sector"]),
                "grassroots": o["grassroots"],
                "voting": o["voting"],
            },
        )
        for o in record["organisations"]
    ]


def _coverage(record: Json) -> list[Link]:
    return [
        Link(source=f"organisation:{o}", target=f"function:{f}", kind="covers")
        for o, functions in record["map"]["coverage"].items()
        for f in functions
    ]


def _gaps(record: Json, names: RecordNames) -> tuple[list[Node], list[Link]]:
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    for gap in record["map"]["gaps"]:
        if gap["closed_cycle"] is not None or gap["code"] in FOR_FACILITATOR_ONLY:
            continue
        label = names.gap(gap, for_many=True)
        if label in nodes:
            continue
        about = {"owner": names.owner(gap["owner"]) or "", "due": gap["due"] or ""}
        nodes[label] = Node(id=f"gap:{len(nodes) + 1}", kind="gap", label=label, about=about)
        links.append(Link(source=nodes[label].id, target=_subject(record, gap), kind="lacks"))
    return list(nodes.values()), links


def _subject(record: Json, gap: Json) -> str:
    """The node a gap belongs to: its function, its organisation, or the result in the centre."""
    subject = gap["subject"]
    if any(f["id"] == subject for f in record["map"]["functions"]):
        return f"function:{subject}"
    if any(o["id"] == subject for o in record["organisations"]):
        return f"organisation:{subject}"
    return RESULT
