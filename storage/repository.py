"""`dialogues.repository.Repository` over SQL: Core statements, built once for each shape of question."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.expression import Delete, Executable, Insert, Select, Update

from dialogues.repository import AlreadyMoved, NotStored
from storage.mapping import NounMapping, mapping_of

N = TypeVar("N")
Shape = tuple[tuple[str, str], ...]

_statements: dict[tuple[Any, ...], Executable] = {}


class UnknownField(TypeError):
    """A field was named that the noun lacks, or that holds a list. Search by one of its plain fields."""


class SqlRepository:
    """The nouns inside one open transaction. Make a new one for each transaction or savepoint.

    What was read is remembered, so that `get` asks the database once and `put` writes only the
    columns that changed. `written` holds the nouns of which something was added or changed.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[type[Any], int], Any] = {}
        self.written: set[type[Any]] = set()

    def only_id_of(self, noun: type[Any]) -> int | None:
        """The id of the one such noun that was met; None where it was none or several."""
        ids = [id for kind, id in self._known if kind is noun]
        return ids[0] if len(ids) == 1 else None

    def get(self, noun: type[N], id: int) -> N:
        known = self._known.get((noun, id))
        if known is not None:
            return cast(N, known)
        found = self.first(noun, id=id)
        if found is None:
            raise NotStored(f"{noun.__name__} {id}: {NotStored.__doc__}")
        return found

    def first(self, noun: type[N], **equals: object) -> N | None:
        mapping = mapping_of(noun)
        question = _question(mapping, equals)
        if question is None:
            return None
        shape, values = question
        row = self._connection.execute(_select(mapping, shape, one=True), values).first()
        return None if row is None else self._remember(noun, mapping.from_row(row))

    def find(self, noun: type[N], **equals: object) -> list[N]:
        mapping = mapping_of(noun)
        question = _question(mapping, equals)
        if question is None:
            return []
        shape, values = question
        rows = self._connection.execute(_select(mapping, shape, one=False), values).all()
        return [self._remember(noun, mapping.from_row(row)) for row in rows]

    def count(self, noun: type[N], **equals: object) -> int:
        mapping = mapping_of(noun)
        question = _question(mapping, equals)
        if question is None:
            return 0
        shape, values = question
        return int(self._connection.execute(_count(mapping, shape), values).scalar_one())

    def add(self, value: N) -> N:
        mapping = mapping_of(type(value))
        self.written.add(type(value))
        if _id_of(value) != 0:
            raise ValueError("Only a value without an id (0) can be added. Use put for one that is stored.")
        done = self._connection.execute(_insert(mapping), mapping.to_row(value))
        (id,) = cast(Any, done.inserted_primary_key)
        stored = dataclasses.replace(cast(Any, value), id=id)
        return self._remember(type(value), cast(N, stored))

    def put(self, value: N) -> N:
        mapping = mapping_of(type(value))
        known = self._known.get((type(value), _id_of(value)))
        row = mapping.to_row(value)
        if known is not None:
            before = mapping.to_row(known)
            row = {name: now for name, now in row.items() if before[name] != now}
        if mapping.versioned:
            version: int = cast(Any, value).version
            row["version"] = version + 1
            return self._write(mapping, value, row, version)
        if not row and known is not None:
            return value
        return self._write(mapping, value, row, None)

    def remove(self, noun: type[N], **equals: object) -> int:
        mapping = mapping_of(noun)
        question = _question(mapping, equals)
        if question is None:
            return 0
        shape, values = question
        for place in [place for place in self._known if place[0] is noun]:
            del self._known[place]
        return self._connection.execute(_delete(mapping, shape), values).rowcount

    def _write(self, mapping: NounMapping[N], value: N, row: dict[str, Any], version: int | None) -> N:
        id = _id_of(value)
        self.written.add(mapping.noun)
        values = {f"new_{name}": new for name, new in row.items()} | {"the_id": id}
        if version is not None:
            values["the_version"] = version
        statement = _update(mapping, tuple(row), with_version=version is not None)
        if self._connection.execute(statement, values).rowcount == 0:
            self._known.pop((mapping.noun, id), None)
            self.get(mapping.noun, id)
            raise AlreadyMoved(f"{mapping.noun.__name__} {id}: {AlreadyMoved.__doc__}")
        if version is None:
            return self._remember(mapping.noun, value)
        raised = dataclasses.replace(cast(Any, value), version=version + 1)
        return self._remember(mapping.noun, cast(N, raised))

    def _remember(self, noun: type[N], value: N) -> N:
        self._known[noun, _id_of(value)] = value
        return value


def _id_of(value: object) -> int:
    return int(cast(Any, value).id)


def _question(mapping: NounMapping[Any], equals: dict[str, object]) -> tuple[Shape, dict[str, Any]] | None:
    """The shape of a question and its values; None when nothing can answer it (an empty "one of")."""
    shape: list[tuple[str, str]] = []
    values: dict[str, Any] = {}
    for name, wanted in equals.items():
        if name not in mapping.fields or name in mapping.unsearchable:
            raise UnknownField(f"{mapping.noun.__name__}.{name}: {UnknownField.__doc__}")
        if wanted is None:
            shape.append((name, "null"))
        elif isinstance(wanted, (tuple, list, set, frozenset)):
            some = [mapping.to_column(name, one) for one in wanted if one is not None]
            if not some and None not in wanted:
                return None
            shape.append((name, "in or null" if None in wanted else "in"))
            values[f"is_{name}"] = some
        else:
            shape.append((name, "is"))
            values[f"is_{name}"] = mapping.to_column(name, wanted)
    return tuple(shape), values


def _conditions(mapping: NounMapping[Any], shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for name, kind in shape:
        column = mapping.table.c[name]
        some = bindparam(f"is_{name}", expanding=True, type_=column.type)
        match kind:
            case "null":
                conditions.append(column.is_(None))
            case "in":
                conditions.append(column.in_(some))
            case "in or null":
                conditions.append(or_(column.is_(None), column.in_(some)))
            case _:
                conditions.append(column == bindparam(f"is_{name}", type_=column.type))
    return conditions


def _columns(mapping: NounMapping[Any]) -> Sequence[ColumnElement[Any]]:
    return [mapping.table.c[name] for name in mapping.fields]


def _select(mapping: NounMapping[Any], shape: Shape, *, one: bool) -> Select[Any]:
    place = ("select", mapping.noun, shape, one)
    statement = _statements.get(place)
    if statement is None:
        chosen = select(*_columns(mapping)).where(*_conditions(mapping, shape)).order_by(mapping.table.c.id)
        statement = _statements[place] = chosen.limit(1) if one else chosen
    return cast(Select[Any], statement)


def _count(mapping: NounMapping[Any], shape: Shape) -> Select[Any]:
    place = ("count", mapping.noun, shape)
    statement = _statements.get(place)
    if statement is None:
        counted = select(func.count()).select_from(mapping.table)
        statement = _statements[place] = counted.where(*_conditions(mapping, shape))
    return cast(Select[Any], statement)


def _insert(mapping: NounMapping[Any]) -> Insert:
    place = ("insert", mapping.noun)
    statement = _statements.get(place)
    if statement is None:
        statement = _statements[place] = insert(mapping.table)
    return cast(Insert, statement)


def _delete(mapping: NounMapping[Any], shape: Shape) -> Delete:
    place = ("delete", mapping.noun, shape)
    statement = _statements.get(place)
    if statement is None:
        statement = _statements[place] = delete(mapping.table).where(*_conditions(mapping, shape))
    return cast(Delete, statement)


def _update(mapping: NounMapping[Any], names: tuple[str, ...], *, with_version: bool) -> Update:
    place = ("update", mapping.noun, names, with_version)
    statement = _statements.get(place)
    if statement is None:
        columns = mapping.table.c
        new = {name: bindparam(f"new_{name}", type_=columns[name].type) for name in names}
        changed = update(mapping.table).where(columns.id == bindparam("the_id"))
        if with_version:
            changed = changed.where(columns.version == bindparam("the_version"))
        statement = _statements[place] = changed.values(new)
    return cast(Update, statement)
