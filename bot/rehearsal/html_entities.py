"""Telegram's HTML: the few tags it knows, its errors, and the entities it makes of them."""

import html
import re
from dataclasses import dataclass
from typing import NoReturn

from bot.rehearsal.errors import bad_request
from bot.rehearsal.records import Json
from bot.rehearsal.utf16 import utf16_length

ENTITY_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]+));?")
ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")


@dataclass
class _Open:
    tag: str
    start: int
    argument: str
    has_class: bool


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "<":
                self._tag()
            elif char == "&":
                self._reference()
            else:
                self._write(char)
                self.at += 1
        if self.open:
            self._fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        order = sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), order

    def _fail(self, what: str) -> NoReturn:
        raise bad_request(f"can't parse entities: {what}")

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode())

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.length += utf16_length(text)

    def _reference(self) -> None:
        found = REFERENCE.match(self.source, self.at)
        if found:
            hexadecimal, decimal, name = found.groups()
            code = int(hexadecimal, 16) if hexadecimal else int(decimal) if decimal else 0
            if (hexadecimal or decimal) and 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                self._write(chr(code))
                self.at = found.end()
                return
            if name in NAMED:
                self._write(NAMED[name])
                self.at = found.end()
                return
        self._write("&")
        self.at += 1

    def _tag(self) -> None:
        begin = self.at
        end = self.source.find(">", begin)
        if self.source.startswith("</", begin):
            if end < 0:
                self._fail(f"Unclosed end tag at byte offset {self._byte(begin)}")
            self._end_tag(begin, self.source[begin + 2 : end].strip().lower())
        else:
            if end < 0:
                self._fail(f"Unclosed start tag at byte offset {self._byte(begin)}")
            end = self._start_tag(begin, end)
        self.at = end + 1

    def _start_tag(self, begin: int, end: int) -> int:
        found = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        tag = found.group().lower() if found else ""
        if tag not in ENTITY_TYPES:
            self._fail(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes: dict[str, str] = {}
        at = begin + 1 + len(tag)
        while (more := ATTRIBUTE.match(self.source, at)) and more.start(1) < len(self.source):
            name, *values = more.groups()
            attributes[name.lower()] = html.unescape(next((v for v in values if v is not None), ""))
            at = more.end()
        end = self.source.find(">", at)
        if end < 0:
            self._fail(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self._fail(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, self.length, _argument(tag, attributes), "class" in attributes))
        return end

    def _end_tag(self, begin: int, tag: str) -> None:
        if not self.open:
            self._fail(f"Unexpected end tag at byte offset {self._byte(begin)}")
        opened = self.open.pop()
        if tag and tag != opened.tag:
            self._fail(
                f"Unmatched end tag at byte offset {self._byte(begin)},"
                f' expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.length > opened.start:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": ENTITY_TYPES[opened.tag],
            "offset": opened.start,
            "length": self.length - opened.start,
        }
        match opened.tag:
            case "a":
                written = "".join(self.text).encode("utf-16-le")[opened.start * 2 :].decode("utf-16-le")
                url = opened.argument or written
                if not is_link(url):
                    return
                entity["url"] = url
            case "blockquote" if opened.argument:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                return
            case "code" if opened.argument and self.open and self.open[-1].tag == "pre":
                self.open[-1].argument = opened.argument
                return
            case "pre" if opened.argument:
                entity["language"] = opened.argument
        self.entities.append(entity)


def _argument(tag: str, attributes: dict[str, str]) -> str:
    match tag:
        case "a":
            return attributes.get("href", "")
        case "blockquote":
            return "expandable" if "expandable" in attributes else ""
        case "code":
            return attributes.get("class", "").removeprefix("language-")
    return ""


def is_link(url: str) -> bool:
    """Whether Telegram would make this a link."""
    return bool(
        re.fullmatch(r"(?:(?:https?|tg|ton)://)?[^\s/?#]+(?:\.[^\s/?#]+|:\d+)*(?:[/?#]\S*)?", url)
    ) and (
        url.startswith(("tg://", "ton://", "mailto:", "http://localhost", "https://localhost")) or "." in url
    )


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, offsets in UTF-16 units.

    Raises BotApiError 400 "can't parse entities: …" for what Telegram refuses.
    """
    return _Parser(source).parse()
