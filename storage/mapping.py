"""Between the nouns of `dialogues.model` and rows, by their type hints; worked out once at import."""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from sqlalchemy import Table as SqlTable
from sqlmodel import SQLModel

from dialogues import (
    bookkeeping,
    model,
    model_of_coordination,
    model_of_meeting,
    model_of_result,
    model_of_seats,
    model_of_structure,
    model_of_synthesis,
    model_of_trust,
    model_of_undo,
    model_of_unnamed,
    model_of_work,
)
from dialogues.checks.privacy import Sealed, for_storage
from storage import (
    tables,
    tables_of_coordination,
    tables_of_record,
    tables_of_seats,
    tables_of_structure,
    tables_of_synthesis,
    tables_of_trust,
    tables_of_undo,
    tables_of_unnamed,
    tables_of_work,
)

N = TypeVar("N")
Convert = Callable[[Any], Any]
_PAGES = tuple(
    page.__name__
    for page in (
        model,
        bookkeeping,
        model_of_meeting,
        model_of_coordination,
        model_of_result,
        model_of_seats,
        model_of_structure,
        model_of_synthesis,
        model_of_trust,
        model_of_undo,
        model_of_unnamed,
        model_of_work,
    )
)

_MODULES = (
    tables,
    tables_of_coordination,
    tables_of_record,
    tables_of_seats,
    tables_of_structure,
    tables_of_synthesis,
    tables_of_trust,
    tables_of_undo,
    tables_of_unnamed,
    tables_of_work,
)


class NotANoun(TypeError):
    """A class that is no noun of `dialogues.model` was handed to storage. Use one of the nouns."""


@dataclasses.dataclass(frozen=True, slots=True)
class NounMapping(Generic[N]):
    """How one noun is kept: its SQL table, its fields in order, and what is converted on the way."""

    noun: type[N]
    table: SqlTable
    fields: tuple[str, ...]
    outward: Mapping[str, Convert]
    inward: tuple[tuple[int, Convert], ...]
    versioned: bool
    searchable: frozenset[str]
    rewritten: tuple[str, ...]
    parts: Callable[[N], tuple[Any, ...]]

    def to_row(self, value: N) -> dict[str, Any]:
        """The column values of a noun; `id` is left out, the database counts it."""
        row = dict(zip(self.fields, self.parts(value), strict=True))
        del row["id"]
        for name, convert in self.outward.items():
            if row[name] is not None:
                row[name] = convert(row[name])
        return row

    def as_stored(self, value: N) -> N:
        """The value as it will be read: plain text instead of marked, UTC, nothing that can be changed."""
        read = {}
        for name in self.rewritten:
            given = getattr(value, name)
            if given is None or type(given) is str:
                continue
            kept = _as_stored(given)
            if kept is not given:
                read[name] = kept
        return self.with_(value, **read) if read else value

    def with_(self, value: N, **others: Any) -> N:
        """The value with other fields: `dataclasses.replace`, without its look at each field."""
        return self.noun(**(dict(zip(self.fields, self.parts(value), strict=True)) | others))

    def changes(self, before: N, after: N) -> dict[str, Any]:
        """The column values in which two states of a noun differ."""
        changed = {}
        for name in self.fields:
            now = getattr(after, name)
            if now is getattr(before, name) or name == "id":
                continue
            old = self.to_column(name, getattr(before, name))
            now = self.to_column(name, now)
            if old != now:
                changed[name] = now
        return changed

    def to_column(self, field: str, value: Any) -> Any:
        """One value of `field` as its column takes it."""
        convert = self.outward.get(field)
        return value if convert is None or value is None else convert(value)

    def takes_plain(self, names: Iterable[str]) -> bool:
        """Whether the columns of these fields take numbers, words and truths as they are."""
        return all(self.outward.get(name, str) is str for name in names)

    def from_row(self, row: Sequence[Any]) -> N:
        """The noun of a row whose columns stand in the order of `fields`."""
        values = list(row)
        for place, convert in self.inward:
            if values[place] is not None:
                values[place] = convert(values[place])
        return self.noun(**dict(zip(self.fields, values, strict=True)))


def _as_stored(value: Any) -> Any:
    if isinstance(value, str):
        return value if type(value) is str or isinstance(value, StrEnum) else str.__str__(value)
    if isinstance(value, datetime):
        return value if value.tzinfo is UTC else value.astimezone(UTC)
    if isinstance(value, tuple):
        return (
            tuple(_as_stored(one) for one in value) if any(_as_stored(o) is not o for o in value) else value
        )
    if isinstance(value, Mapping):
        return MappingProxyType({key: _as_stored(one) for key, one in value.items()})
    return value


def nouns() -> tuple[type[Any], ...]:
    """Every noun of `dialogues.model`: its dataclasses that have an id."""
    return tuple(
        found
        for _, found in inspect.getmembers(model, inspect.isclass)
        if dataclasses.is_dataclass(found) and found.__module__ in _PAGES
    )


def mapping_of(noun: type[N]) -> NounMapping[N]:
    """The mapping of a noun; raises `NotANoun`."""
    try:
        return _MAPPINGS[noun]
    except KeyError:
        raise NotANoun(f"{noun.__name__}: {NotANoun.__doc__}") from None


def _row_classes() -> dict[str, type[SQLModel]]:
    found: dict[str, type[SQLModel]] = {}
    for module in _MODULES:
        for name, member in inspect.getmembers(module, inspect.isclass):
            if issubclass(member, SQLModel) and name.endswith("Row"):
                found[name.removesuffix("Row")] = member
    return found


def _plain(hint: Any) -> Any:
    """The hint without `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        return kinds[0] if len(kinds) == 1 else hint
    return hint


def _conversions(hint: Any) -> tuple[Convert, Convert] | None:
    """(outward, inward) for a type hint, or None where the column takes the value as it is."""
    plain = _plain(hint)
    origin = get_origin(plain)
    if plain is Sealed:
        return for_storage, Sealed
    if inspect.isclass(plain) and issubclass(plain, StrEnum):
        return str, plain
    if origin is tuple:
        return list, tuple
    if origin is Mapping or (inspect.isclass(origin) and issubclass(origin, Mapping)):
        # Read-only, so that nobody changes in place what is then not noticed as changed.
        return dict, MappingProxyType
    return None


def _map(noun: type[N], row_class: type[SQLModel]) -> NounMapping[N]:
    hints = get_type_hints(noun)
    fields = tuple(field.name for field in dataclasses.fields(noun))  # type: ignore[arg-type]
    outward: dict[str, Convert] = {}
    inward: list[tuple[int, Convert]] = []
    for place, name in enumerate(fields):
        both = _conversions(hints[name])
        if both is not None:
            outward[name] = both[0]
            inward.append((place, both[1]))
    searchable = frozenset(name for name in fields if outward.get(name) not in (list, dict))
    table: SqlTable = row_class.__table__  # type: ignore[attr-defined]
    return NounMapping(
        noun=noun,
        table=table,
        fields=fields,
        outward=MappingProxyType(outward),
        inward=tuple(inward),
        versioned="version" in fields,
        searchable=searchable,
        parts=cast(Any, attrgetter(*fields)),
        rewritten=tuple(name for name in fields if _plain(hints[name]) not in (int, bool, Sealed)),
    )


def _map_all() -> dict[type[Any], NounMapping[Any]]:
    rows = _row_classes()
    return {noun: _map(noun, rows[noun.__name__]) for noun in nouns() if noun.__name__ in rows}


_MAPPINGS = _map_all()
