"""The interest map as a blueprint of kumu.io: elements and connections, as its JSON import reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.documents.exports.interest_network import Node, network
from dialogues.record_names import RecordNames


def as_kumu(record: Mapping[str, Any], language: str) -> bytes:
    """The map of a record as the bytes of a blueprint; types and tags in one language.

    Elements have ids, and connections name those: two elements may have the same label.
    """
    names = RecordNames(dict(record), language)
    found = network(record, language)
    connections = [
        {
            "id": f"connection:{number}",
            "from": link.source,
            "to": link.target,
            "type": names.label(f"maps.{link.kind}"),
            "direction": "directed",
        }
        for number, link in enumerate(found.links, start=1)
    ]
    blueprint = {"elements": [_element(node, names) for node in found.nodes], "connections": connections}
    return (json.dumps(blueprint, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _element(node: Node, names: RecordNames) -> dict[str, Any]:
    said = {name: value for name, value in node.about.items() if value and not isinstance(value, bool)}
    about = {names.label(f"maps.{name}"): value for name, value in said.items()}
    tags = [names.label(f"maps.{name}") for name, value in node.about.items() if value is True]
    return {
        "id": node.id,
        "label": node.label,
        "type": names.label(f"maps.{node.kind}"),
        "tags": tags,
        **about,
    }
