"""`dialogues.repository.Repository` over SQL: Core statements, built once for each shape of question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from dialogues.model import Person
from dialogues.repository import AlreadyMoved, NotStored
from storage import traces_of_a_person
from storage.mapping import NounMapping, mapping_of
from storage.prepared import Prepared
from storage.remembered import CHANGED_ELSEWHERE, Question, Remembered, Shape, question_of, remembered_of
from storage.table_locks import locked_of

N = TypeVar("N")
_statements: dict[tuple[Any, ...], Prepared] = {}
# The questions for plain values, which are nearly all, by noun, whether one is wanted, and names.
_plain_questions: dict[tuple[Any, ...], Question] = {}
_PLAIN = frozenset({int, str, bool})


class UnknownField(TypeError):
    """A field was named that the noun lacks, or that holds a list. Search by one of its plain fields."""


class SqlRepository:
    """The nouns inside one open transaction. Make a new one for each transaction or savepoint.

    What was read is remembered: the same question is asked of the database once, until something
    of that noun is written, and `put` writes only the columns that changed. `written` holds the
    nouns of which something was added or changed.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._locked = locked_of(connection)
        # Within this transaction, and beyond it where there is one writer alone.
        self._own = Remembered()
        self._lasting = remembered_of(connection) or self._own
        self._met: defaultdict[type[Any], list[list[Any]]] = defaultdict(list)
        self.written: set[type[Any]] = set()

    def only_id_of(self, noun: type[Any]) -> int | None:
        """The id of the one such noun that was met; None where it was none or several."""
        only = 0
        for found in self._met.get(noun, ()):
            for value in found:
                if only not in (0, value.id):
                    return None
                only = value.id
        return only or None

    def get(self, noun: type[N], id: int) -> N:
        known: N | None = self._remembered(noun).value(noun, id)
        if known is not None:
            self._met[noun].append([known])
            return known
        found = self.first(noun, id=id)
        if found is None:
            raise NotStored(f"{noun.__name__} {id}: {NotStored.__doc__}")
        return found

    def first(self, noun: type[N], **equals: object) -> N | None:
        found = self._look(noun, equals, one=True)
        return found[0] if found else None

    def find(self, noun: type[N], **equals: object) -> list[N]:
        return list(self._look(noun, equals, one=False))

    def count(self, noun: type[N], **equals: object) -> int:
        mapping = mapping_of(noun)
        found = _shaped(mapping, equals)
        if found is None:
            return 0
        shape, values = found
        counted = _count(mapping, shape).row(self._connection, values)
        return 0 if counted is None else int(counted[0])

    def add(self, value: N) -> N:
        mapping = mapping_of(type(value))
        self.written.add(type(value))
        if _id_of(value) != 0:
            raise ValueError("Only a value without an id (0) can be added. Use put for one that is stored.")
        id = _insert(mapping).insert(self._connection, mapping.to_row(value))
        stored = mapping.with_(value, id=id)
        if self._locked is not None:
            self._locked.made(stored)
        self._remembered(type(value)).added(mapping.as_stored(stored), mapping.to_column)
        self._met[type(value)].append([stored])
        return stored

    def put(self, value: N) -> N:
        mapping = mapping_of(type(value))
        known = self._remembered(type(value)).value(type(value), _id_of(value))
        row = mapping.to_row(value) if known is None else mapping.changes(known, value)
        if mapping.versioned:
            version: int = cast(Any, value).version
            row["version"] = version + 1
            return self._write(mapping, value, row, version)
        if not row and known is not None:
            return value
        return self._write(mapping, value, row, None)

    def remove(self, noun: type[N], **equals: object) -> int:
        mapping = mapping_of(noun)
        found = _shaped(mapping, equals)
        if found is None:
            return 0
        shape, values = found
        self._remembered(noun).forget(noun)
        return _delete(mapping, shape).run(self._connection, values)

    def bring_back(self, value: N) -> N:
        mapping = mapping_of(type(value))
        self.written.add(type(value))
        row = mapping.to_row(value) | {"id": _id_of(value)}
        self._connection.execute(insert(mapping.table), row)
        self._remembered(type(value)).forget(type(value))
        return value

    def on_the_way_to(self, person_id: int) -> list[str]:
        return traces_of_a_person.on_the_way_to(self._connection, person_id)

    def parked_from(self, telegram_id: int) -> list[str]:
        return traces_of_a_person.parked_from(self._connection, telegram_id)

    def erase_on_the_way(self, person: Person, table_ids: Sequence[int]) -> None:
        traces_of_a_person.erase(self._connection, person.id, person.telegram_id)
        traces_of_a_person.take_name_out(self._connection, person.name, table_ids)

    def _look(self, noun: type[N], equals: dict[str, object], *, one: bool) -> list[N]:
        question, asked = _plain_questions.get((noun, one, *equals)), tuple(equals.values())
        values: dict[str, Any] | None = None
        if question is None or not _PLAIN.issuperset(map(type, asked)):
            found = _shaped(mapping_of(noun), equals)
            if found is None:
                return []
            shape, values = found
            question, asked = question_of(cast(Any, noun), one, shape), tuple(values.values())
            if all(kind == "is" for _, kind, _ in shape) and mapping_of(noun).takes_plain(equals):
                _plain_questions[noun, one, *equals] = question
        remembered = self._own if noun in CHANGED_ELSEWHERE else self._lasting
        # Asked some twenty times in an event: without a call for each.
        answers = remembered.lists.get(question)
        known: list[N] | None = None if answers is None else answers.get(asked)
        if known is None:
            if values is None:
                values = {f"is_{name}": value for name, value in equals.items()}
            known = self._read(noun, question.shape, values, one=one)
            remembered.keep(question, asked, known)
        self._met[noun].append(known)
        return known

    def _read(self, noun: type[N], shape: Shape, values: dict[str, Any], *, one: bool) -> list[N]:
        mapping = mapping_of(noun)
        rows = _select(mapping, shape, one=one).rows(self._connection, values)
        found = [mapping.from_row(row) for row in rows]
        if self._locked is not None:
            self._locked.check(found)
        return found

    def _write(self, mapping: NounMapping[N], value: N, row: dict[str, Any], version: int | None) -> N:
        id = _id_of(value)
        self.written.add(mapping.noun)
        values = {f"new_{name}": new for name, new in row.items()} | {"the_id": id}
        if version is not None:
            values["the_version"] = version
        statement = _update(mapping, tuple(row), with_version=version is not None)
        remembered = self._remembered(mapping.noun)
        known = remembered.value(mapping.noun, id)
        if statement.run(self._connection, values) == 0:
            remembered.forget(mapping.noun)
            self.get(mapping.noun, id)
            raise AlreadyMoved(f"{mapping.noun.__name__} {id}: {AlreadyMoved.__doc__}")
        if version is not None:
            value = mapping.with_(value, version=version + 1)
        if known is None:
            remembered.forget(mapping.noun)
        else:
            remembered.changed(known, mapping.as_stored(value), mapping.to_column)
        return value

    def _remembered(self, noun: type[Any]) -> Remembered:
        return self._own if noun in CHANGED_ELSEWHERE else self._lasting


def _id_of(value: object) -> int:
    return int(cast(Any, value).id)


def _shaped(mapping: NounMapping[Any], equals: dict[str, object]) -> tuple[Shape, dict[str, Any]] | None:
    """The shape of a question and its values; None when nothing can answer it (an empty "one of")."""
    shape: list[tuple[str, str, int]] = []
    values: dict[str, Any] = {}
    for name, wanted in equals.items():
        if name not in mapping.searchable:
            raise UnknownField(f"{mapping.noun.__name__}.{name}: {UnknownField.__doc__}")
        if wanted is None:
            shape.append((name, "null", 0))
        elif isinstance(wanted, (tuple, list, set, frozenset)):
            some = [mapping.to_column(name, one) for one in wanted if one is not None]
            if not some and None not in wanted:
                return None
            # To the next power of two, so that few texts serve for any number of values.
            many = 1 << (len(some) - 1).bit_length() if some else 0
            some += some[-1:] * (many - len(some))
            shape.append((name, "in or null" if None in wanted else "in", many))
            values.update({f"is_{name}_{place}": one for place, one in enumerate(some)})
        else:
            shape.append((name, "is", 1))
            values[f"is_{name}"] = mapping.to_column(name, wanted)
    return tuple(shape), values


def _conditions(mapping: NounMapping[Any], shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for name, kind, many in shape:
        column = mapping.table.c[name]
        some = [bindparam(f"is_{name}_{place}", type_=column.type) for place in range(many)]
        match kind:
            case "null":
                conditions.append(column.is_(None))
            case "in":
                conditions.append(column.in_(some))
            case "in or null":
                conditions.append(or_(column.is_(None), column.in_(some)) if some else column.is_(None))
            case _:
                conditions.append(column == bindparam(f"is_{name}", type_=column.type))
    return conditions


def _columns(mapping: NounMapping[Any]) -> Sequence[ColumnElement[Any]]:
    return [mapping.table.c[name] for name in mapping.fields]


def _select(mapping: NounMapping[Any], shape: Shape, *, one: bool) -> Prepared:
    place = ("select", mapping.noun, shape, one)
    statement = _statements.get(place)
    if statement is None:
        columns = _columns(mapping)
        chosen = select(*columns).where(*_conditions(mapping, shape)).order_by(mapping.table.c.id)
        statement = _statements[place] = Prepared(chosen.limit(1) if one else chosen, columns)
    return statement


def _count(mapping: NounMapping[Any], shape: Shape) -> Prepared:
    place = ("count", mapping.noun, shape)
    statement = _statements.get(place)
    if statement is None:
        counted = select(func.count()).select_from(mapping.table)
        statement = _statements[place] = Prepared(counted.where(*_conditions(mapping, shape)))
    return statement


def _insert(mapping: NounMapping[Any]) -> Prepared:
    place = ("insert", mapping.noun)
    statement = _statements.get(place)
    if statement is None:
        names = [name for name in mapping.fields if name != "id"]
        statement = _statements[place] = Prepared(insert(mapping.table), names=names)
    return statement


def _delete(mapping: NounMapping[Any], shape: Shape) -> Prepared:
    place = ("delete", mapping.noun, shape)
    statement = _statements.get(place)
    if statement is None:
        chosen = delete(mapping.table).where(*_conditions(mapping, shape))
        statement = _statements[place] = Prepared(chosen)
    return statement


def _update(mapping: NounMapping[Any], names: tuple[str, ...], *, with_version: bool) -> Prepared:
    place = ("update", mapping.noun, names, with_version)
    statement = _statements.get(place)
    if statement is None:
        columns = mapping.table.c
        new = {name: bindparam(f"new_{name}", type_=columns[name].type) for name in names}
        changed = update(mapping.table).where(columns.id == bindparam("the_id", type_=columns.id.type))
        if with_version:
            changed = changed.where(columns.version == bindparam("the_version"))
        statement = _statements[place] = Prepared(changed.values(new))
    return statement
