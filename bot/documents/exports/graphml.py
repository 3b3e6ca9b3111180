"""The interest map as GraphML (graphml.graphdrawing.org), for Gephi, yEd, networkx and others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from bot.documents.exports.interest_network import Link, Network, Node, network
from bot.documents.exports.xml_text import xml_text

SPACE = "http://graphml.graphdrawing.org/xmlns"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{SPACE} {SPACE}/1.0/graphml.xsd"
OF_NODES = {
    "kind": "string",
    "label": "string",
    "part": "string",
    "sector": "string",
    "grassroots": "boolean",
    "voting": "boolean",
    "owner": "string",
    "due": "string",
}
OF_LINKS = {"relation": "string"}


def as_graphml(record: Mapping[str, Any], language: str) -> bytes:
    """The map of a record as the bytes of a GraphML file."""
    found = network(record, language)
    root = ElementTree.Element(
        "graphml", {"xmlns": SPACE, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": SCHEMA}
    )
    for place, kinds in (("node", OF_NODES), ("edge", OF_LINKS)):
        for name, kind in kinds.items():
            given = {"id": f"{place}_{name}", "for": place, "attr.name": name, "attr.type": kind}
            ElementTree.SubElement(root, "key", given)
    _draw(root, found)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _draw(root: ElementTree.Element, found: Network) -> None:
    graph = ElementTree.SubElement(root, "graph", {"id": "map", "edgedefault": "directed"})
    for node in found.nodes:
        _node(graph, node)
    for number, link in enumerate(found.links, start=1):
        _link(graph, number, link)


def _node(graph: ElementTree.Element, node: Node) -> None:
    drawn = ElementTree.SubElement(graph, "node", {"id": xml_text(node.id)})
    for name, value in {"kind": node.kind, "label": node.label, **node.about}.items():
        _datum(drawn, f"node_{name}", value)


def _link(graph: ElementTree.Element, number: int, link: Link) -> None:
    ends = {"id": f"link{number}", "source": xml_text(link.source), "target": xml_text(link.target)}
    _datum(ElementTree.SubElement(graph, "edge", ends), "edge_relation", link.kind)


def _datum(owner: ElementTree.Element, key: str, value: str | bool) -> None:
    text = str(value).lower() if isinstance(value, bool) else xml_text(value)
    ElementTree.SubElement(owner, "data", {"key": key}).text = text
