"""Reads YAML that a stranger may have written: what it holds, with the line of each part, and nothing it could do.

Anchors, tags and documents after the first are refused before anything is built of them; so are files that are
too large, nested too deep, or no UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from dialogues import house_rules
from dialogues.guides.faults import Fault

Found = tuple[tuple[str, int, yaml.Node], ...]
_PLAIN = "Write plain lists and “name: text” lines only; see the built-in files."


def line_of(node: yaml.Node) -> int:
    """The line on which a part begins, from 1."""
    return int(node.start_mark.line) + 1


def read(content: bytes, file: str) -> yaml.Node | Fault:
    """The root of a file, or the first thing that keeps it from being read."""
    most = house_rules.GUIDE_FILE_BYTES.value
    if len(content) > most:
        return Fault(file, 0, f"it has {len(content)} bytes, more than {most}", "Shorten it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Fault(file, line, "a character is no UTF-8", "Save the file again as UTF-8.")
    try:
        refused = next(_refused(text, file), None)
        node = None if refused else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        return Fault(file, line, "a control character stands here", "Delete it, or type the line again.")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = f"this is no YAML: {error.problem or error.context or 'it cannot be read'}"
        line = mark.line + 1 if mark else 1
        return Fault(
            file, line, said, "Check indentation, colons and quotes on this line and the one before."
        )
    if refused is not None:
        return refused
    return node or Fault(file, 1, "it is empty", "Copy the file again: tablekeeper guides copy DIR.")


def _refused(text: str, file: str) -> Iterator[Fault]:
    """What is not taken, found without building anything."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Fault(file, line, "a second document begins here", "Delete the line “---”.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            yield Fault(file, line, "anchors and aliases (& and *) are not taken", _PLAIN)
        if (tag := getattr(event, "tag", None)) is not None:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")
            yield Fault(file, line, f"the tag {shown[:40]} is not taken", _PLAIN)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > house_rules.GUIDE_DEPTH.value:
                yield Fault(file, line, "lists stand in lists too deep", _PLAIN)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def entries(node: yaml.Node, file: str, faults: list[Fault]) -> Found:
    """The names of a mapping with their lines and values; what is no name, or stands twice, is a fault."""
    found: dict[str, tuple[str, int, yaml.Node]] = {}
    if not isinstance(node, yaml.MappingNode):
        faults.append(Fault(file, line_of(node), "here stands no “name: text” line", _PLAIN))
        return ()
    for key, value in node.value:
        name, line = str(key.value), line_of(key)
        if not isinstance(key, yaml.ScalarNode):
            faults.append(Fault(file, line, "a name is no plain word", _PLAIN))
        elif name in found:
            said = f"{name} stands twice, first in line {found[name][1]}"
            faults.append(Fault(file, line, said, "Keep one of them."))
        else:
            found[name] = (name, line, value)
    return tuple(found.values())


def text_of(node: yaml.Node, file: str, name: str, faults: list[Fault]) -> str | None:
    """The text of a value; a list or mapping in its place is a fault."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    remedy = "Write the text after the colon, in quotes."
    faults.append(Fault(file, line_of(node), f"{name} has a list where a text belongs", remedy))
    return None
