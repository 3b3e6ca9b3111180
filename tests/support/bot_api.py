"""What we hold requests and answers against: facts of the Bot API, for the methods and values spoken here.

They stand in bot_api_facts.yaml, a field a line: its types, "!" if it is required, and its limit, as
in `text: String! 1..4096 parsed` (characters after the marks have been read), `bytes`, `characters`
or `value`. tests/bot/rehearsal/test_specification.py holds them against the machine-readable Bot API.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.courier.limits import parsed_units

FILE = Path(__file__).with_name("bot_api_facts.yaml")
SCALARS: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (int, float),
}
_FIELD = re.compile(r"(?P<types>[^!]+?)(?P<required>!?)(?: (?P<low>\d+)\.\.(?P<high>\d+) (?P<of>\w+))?")
_ONE_BUTTON_DOES_ONE_THING = frozenset({"text", "icon_custom_emoji_id", "style"})
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a text, or how large a number, may be. `of`: parsed, characters, bytes or value."""

    low: int
    high: int
    of: str

    def broken_by(self, value: Any, marked: bool) -> bool:
        match self.of:
            case "value":
                size = int(value)
            case "bytes":
                size = len(str(value).encode())
            case "parsed" if marked:
                size = parsed_units(str(value))
            case _:
                size = len(str(value).encode("utf-16-le", "surrogatepass")) // 2
        return not self.low <= size <= self.high


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a method or of a value."""

    types: tuple[str, ...]
    required: bool
    limit: Limit | None

    @classmethod
    def read(cls, written: str) -> Field:
        found = _FIELD.fullmatch(written)
        assert found is not None, written
        limit = Limit(int(found["low"]), int(found["high"]), found["of"]) if found["of"] else None
        return cls(tuple(found["types"].split("|")), bool(found["required"]), limit)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that stands in the file. `kinds` are values that come as one of several types."""

    methods: Mapping[str, Mapping[str, Field]]
    returns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, Field]]
    kinds: Mapping[str, tuple[str, ...]]

    def against_request(self, method: str, given: Mapping[str, Any], files: frozenset[str]) -> list[str]:
        """What is wrong with a request; `files` are the fields that bring one in their own part."""
        fields = {name.lower(): one for name, one in self.methods.items()}.get(method.lower())
        if fields is None:
            return [f"{method}: unknown method"]
        found = [f"{method}: {name} is missing" for name in _missing(fields, {*given, *files})]
        marked = given.get("parse_mode") == "HTML"
        for name, value in given.items():
            if name not in fields:
                found.append(f"{method}: {name} is unknown")
            else:
                found.extend(self._of_field(value, fields[name], f"{method}.{name}", marked))
        found.extend(f"{method}.{name}: no file belongs here" for name in files if not _takes(fields, name))
        return found

    def against_answer(self, method: str, result: Any) -> list[str]:
        """What is wrong with the result of a method."""
        return self.complaints(result, self.returns[method], method)

    def complaints(self, value: Any, types: tuple[str, ...], where: str) -> list[str]:
        """What is wrong with a value that should be of one of the types; empty if nothing is."""
        tries = [list(self._against(value, one, where)) for one in types]
        return min(tries, key=len)

    def _of_field(self, value: Any, field: Field, where: str, marked: bool) -> Iterator[str]:
        found = self.complaints(value, field.types, where)
        yield from found
        if not found and field.limit is not None and field.limit.broken_by(value, marked):
            yield f"{where}: not within {field.limit.low} to {field.limit.high} {field.limit.of}"

    def _against(self, value: Any, type_name: str, where: str) -> Iterator[str]:
        if type_name.startswith("Array of "):
            if not isinstance(value, list):
                yield f"{where}: not an array"
                return
            for index, item in enumerate(value):
                yield from self.complaints(item, (type_name.removeprefix("Array of "),), f"{where}[{index}]")
        elif type_name in SCALARS:
            wrong_boolean = isinstance(value, bool) and type_name != "Boolean"
            if wrong_boolean or not isinstance(value, SCALARS[type_name]):
                yield f"{where}: {type(value).__name__} is no {type_name}"
        elif type_name in self.kinds:
            yield from self.complaints(value, self.kinds[type_name], where)
        elif type_name in self.values:
            yield from self._object(value, type_name, f"{where}:{type_name}")
        else:
            yield f"{where}: {type_name} is not spoken here"

    def _object(self, value: Any, type_name: str, where: str) -> Iterator[str]:
        fields = self.values[type_name]
        if not isinstance(value, dict):
            yield f"{where}: not an object"
            return
        yield from (f"{where}: {name} is missing" for name in _missing(fields, set(value)))
        for name, one in value.items():
            if name not in fields:
                yield f"{where}: {name} is unknown"
            else:
                yield from self._of_field(one, fields[name], f"{where}.{name}", marked=False)
        if type_name == "InlineKeyboardButton" and len(set(value) - _ONE_BUTTON_DOES_ONE_THING) != 1:
            yield f"{where}: a button does exactly one thing"
        if type_name == "BotCommand" and not _COMMAND.fullmatch(str(value.get("command"))):
            yield f"{where}: a command is written in small letters, digits and underscores"


def _missing(fields: Mapping[str, Field], there: set[str]) -> list[str]:
    return [name for name, field in fields.items() if field.required and name not in there]


def _takes(fields: Mapping[str, Field], name: str) -> bool:
    return name in fields and "InputFile" in fields[name].types


@cache
def facts() -> Facts:
    """The facts as they stand in the file."""
    written = yaml.safe_load(FILE.read_text("utf-8"))

    def fields(of: Mapping[str, str] | None) -> dict[str, Field]:
        return {name: Field.read(line) for name, line in (of or {}).items()}

    return Facts(
        methods={name: fields(of) for name, of in written["methods"].items()},
        returns={name: tuple(types.split("|")) for name, types in written["returns"].items()},
        values={name: fields(of) for name, of in written["values"].items()},
        kinds={name: tuple(types.split("|")) for name, types in written["kinds"].items()},
    )
