"""Telegram's lengths: UTF-16 units of the text people read, and where a longer one may be cut."""

from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import accumulate

import regex

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
TOAST_CHARACTERS = 200
BUTTONS_MOST = 100
CUT = "\n…"

_TOKEN = regex.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);|.",
    regex.S,
)
_GRAPHEME = regex.compile(r"\X")
# Best places to cut first: after a paragraph, a line, a sentence, a word.
_CUTS = tuple(
    regex.compile(pattern)
    for pattern in (r"\n[ \t]*\n\s*", r"\n\s*", r"[.!?…。！？]+[\"'»”’)\]]*\s+", r"\s+")
)
# A part is not cut shorter than this share of what it may hold, only to end it nicely.
_SHORTEST_PART = 0.5


def units(text: str) -> int:
    """How many UTF-16 units a plain text has: what Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parsed(source: str) -> str:
    """The text people read of an HTML message."""
    return _parse(source).plain


def parsed_units(source: str) -> int:
    """How many UTF-16 units an HTML message has once its entities are parsed."""
    return units(parsed(source))


def split(source: str, most: int = MESSAGE_UNITS) -> list[str]:
    """The HTML message in parts of at most `most` units each, every part with its tags closed.

    Cut after a paragraph, else a line, a sentence, a word; never inside a tag, an entity, a
    character with its accents, a flag or a joined emoji (unless one alone exceeds `most`).
    """
    if 2 * len(source) <= most or units(source) <= most:
        # Marks and entities only ever take more room than what people read.
        return [source]
    page = _parse(source)
    if units(page.plain) <= most:
        return [source]
    until = [0, *accumulate(units(character) for character in page.plain)]
    whole = [0, *(found.end() for found in _GRAPHEME.finditer(page.plain))]
    parts: list[str] = []
    start = 0
    while start < len(page.plain):
        end = _end_of_part(page.plain, start, most, until, whole)
        part = page.render(start, end)
        if page.plain[start:end].strip():
            parts.append(part)
        start = end
    return parts


def cut_short(source: str, most: int = MESSAGE_UNITS) -> str:
    """The HTML message in at most `most` units: what is too much is cut off at a good place, and that is shown."""
    first, *rest = split(source, most) or [""]
    if not rest:
        return first
    return split(source, most - units(CUT))[0].rstrip() + CUT


def toast(text: str) -> str:
    """A text short enough to answer a button press with."""
    if len(text) <= TOAST_CHARACTERS:
        return text
    kept = ""
    for found in _GRAPHEME.finditer(text):
        if len(kept) + len(found.group()) >= TOAST_CHARACTERS:
            break
        kept += found.group()
    return kept + "…"


@dataclass(frozen=True, slots=True)
class _Tag:
    source: str
    name: str
    closes: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed message: the text people read, the source of each of its characters, tags by place."""

    plain: str
    sources: list[str]
    tags: dict[int, list[_Tag]]

    def render(self, start: int, end: int) -> str:
        """The source of plain[start:end], with the tags that were open there opened and closed."""
        opened = self._open_at(start)
        pieces = [tag.source for tag in opened]
        for place in range(start, end + 1):
            for tag in self.tags.get(place, ()):
                if not tag.closes and place < end:
                    opened.append(tag)
                    pieces.append(tag.source)
                elif tag.closes and place > start and opened:
                    opened.pop()
                    pieces.append(tag.source)
            if place < end:
                pieces.append(self.sources[place])
        pieces.extend(f"</{tag.name}>" for tag in reversed(opened))
        return "".join(pieces)

    def _open_at(self, place: int) -> list[_Tag]:
        opened: list[_Tag] = []
        for where in sorted(self.tags):
            for tag in self.tags[where]:
                if where < place and not tag.closes:
                    opened.append(tag)
                elif where <= place and tag.closes and opened:
                    opened.pop()
        return opened


def _parse(source: str) -> _Page:
    plain: list[str] = []
    sources: list[str] = []
    tags: dict[int, list[_Tag]] = {}
    for found in _TOKEN.finditer(source):
        token = found.group()
        if found["name"] is not None:
            tags.setdefault(len(plain), []).append(_Tag(token, found["name"], found["close"] == "/"))
            continue
        shown = html.unescape(token) if token.startswith("&") else token
        plain.extend(shown)
        # An entity may stand for two characters: its source belongs to the first.
        sources.extend([token, *[""] * (len(shown) - 1)])
    return _Page("".join(plain), sources, tags)


def _end_of_part(plain: str, start: int, most: int, until: list[int], whole: list[int]) -> int:
    """Where the part that begins at `start` ends."""
    last = _last_fitting(start, most, until)
    if last == len(plain):
        return last
    fitting = _between(whole, start, last)
    if not fitting:
        return max(last, start + 1)
    hard = fitting[-1]
    allowed = set(fitting)
    shortest = until[start] + most * _SHORTEST_PART
    for cut in _CUTS:
        # One more character is looked at, so that a blank right after the limit counts as well.
        nice = [
            found.end() if found.end() in allowed else found.start()
            for found in cut.finditer(plain, start, hard + 1)
        ]
        good = [place for place in nice if place in allowed and until[place] >= shortest]
        if good:
            return good[-1]
    return hard


def _last_fitting(start: int, most: int, until: list[int]) -> int:
    low, high = start, len(until) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if until[middle] - until[start] <= most:
            low = middle
        else:
            high = middle - 1
    return low


def _between(places: list[int], start: int, last: int) -> list[int]:
    """The places after `start` up to `last`."""
    return [place for place in places if start < place <= last]
