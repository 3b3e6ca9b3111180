"""Where everything stands in an SVG that Typst made: text by its ink, shapes by their outlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, tolerance: float = 0.5) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left + tolerance < other.right
            and other.left + tolerance < self.right
            and self.top + tolerance < other.bottom
            and other.top + tolerance < self.bottom
        )

    def holds(self, other: Box, tolerance: float = 0.5) -> bool:
        """Whether the other lies inside."""
        return (
            self.left - tolerance <= other.left
            and self.top - tolerance <= other.top
            and self.right + tolerance >= other.right
            and self.bottom + tolerance >= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or outlined shape; colours as "#rrggbb" or None."""

    box: Box
    fill: str | None
    stroke: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text of one style: the box of its ink, its colour, its tallest letter and how many letters."""

    box: Box
    fill: str
    tallest: float
    letters: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in a picture, in the order in which it is painted."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a group begins; `flip` turns y, as fonts have it upwards."""

    x: float = 0.0
    y: float = 0.0
    flip: bool = False


def layout_of(svg: bytes) -> Layout:
    """The layout of one picture. Raises `AssertionError` for what it does not know, or a clip."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - we made it
    glyphs = {
        symbol.attrib["id"]: _bounds(symbol[0].attrib["d"])
        for symbol in root.iter(f"{SVG}symbol")
        if len(symbol)
    }
    shapes: list[Shape] = []
    lines: list[Line] = []
    for child in root:
        if child.tag != f"{SVG}defs":
            _walk(child, _Place(), glyphs, shapes, lines)
    width, height = (float(value) for value in root.attrib["viewBox"].split()[2:])
    return Layout(width, height, tuple(shapes), tuple(lines))


def _walk(
    node: ElementTree.Element,
    place: _Place,
    glyphs: dict[str, Box | None],
    shapes: list[Shape],
    lines: list[Line],
) -> None:
    assert "clip-path" not in node.attrib, "something is cut off"
    place = _moved(node, place)
    if node.tag == f"{SVG}path":
        box = _bounds(node.attrib["d"])
        if box is not None:
            at = Box(box.left + place.x, box.top + place.y, box.right + place.x, box.bottom + place.y)
            shapes.append(Shape(at, _colour(node, "fill"), _colour(node, "stroke")))
        return
    letters = [one for one in node if one.tag == f"{SVG}use"]
    if letters:
        line = _line(letters, place, glyphs)
        if line is not None:
            lines.append(line)
        return
    for child in node:
        _walk(child, place, glyphs, shapes, lines)


def _moved(node: ElementTree.Element, place: _Place) -> _Place:
    transform = node.attrib.get("transform")
    if transform is None:
        return place
    name, _, inside = transform.partition("(")
    numbers = [float(n) for n in _NUMBER.findall(inside)]
    if name == "translate":
        x, y = [*numbers, 0.0][:2]
        return _Place(place.x + x, place.y + y, place.flip)
    assert name == "matrix"
    assert numbers[:4] in ([1, 0, 0, 1], [1, 0, 0, -1]), transform
    return _Place(place.x + numbers[4], place.y + numbers[5], numbers[3] < 0)


def _line(letters: list[ElementTree.Element], place: _Place, glyphs: dict[str, Box | None]) -> Line | None:
    boxes = []
    for letter in letters:
        ink = glyphs.get(letter.attrib[HREF].removeprefix("#"))
        if ink is not None:
            x = place.x + float(letter.attrib.get("x", 0))
            boxes.append(Box(x + ink.left, place.y - ink.bottom, x + ink.right, place.y - ink.top))
    if not boxes:
        return None
    whole = Box(
        min(b.left for b in boxes),
        min(b.top for b in boxes),
        max(b.right for b in boxes),
        max(b.bottom for b in boxes),
    )
    tallest = max(b.bottom - b.top for b in boxes)
    return Line(whole, letters[0].attrib["fill"], tallest, len(boxes))


def _colour(node: ElementTree.Element, name: str) -> str | None:
    value = node.attrib.get(name)
    return None if value in (None, "none") else value


def _bounds(path: str) -> Box | None:
    """The box of a path by its points; the control points of a curve count as points."""
    points = list(_points(path))
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _points(path: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    started = False
    for command, arguments in _STEP.findall(path):
        numbers = [float(n) for n in _NUMBER.findall(arguments)]
        match command:
            case "M":
                x, y = numbers[:2]
            case "m":
                x, y = x + numbers[0], y + numbers[1]
            case "h":
                x += numbers[0]
            case "v":
                y += numbers[0]
            case "l" | "q" | "c" | "t" | "s":
                for n in range(0, len(numbers), 2):
                    yield x + numbers[n], y + numbers[n + 1]
                x, y = x + numbers[-2], y + numbers[-1]
            case "Z" | "z":
                continue
            case _:
                raise AssertionError(f"a path command this reader does not know: {command}")
        if command not in "Mm":
            started = True
        if started or command == "m":
            yield x, y
