"""Core statements on the hot path: compiled once, then handed straight to SQLite's driver.

Between a Core statement and the driver SQLAlchemy spends ten times what SQLite needs for it. What
is kept of its work are the texts, the order of the parameters and the conversions of both; on
other databases, whose answers take a way over the network anyway, the statement runs as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Connection
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.expression import Executable
from sqlalchemy.sql.type_api import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.database import BY_HAND, from_json, to_json

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One statement as the driver takes it. `fixed`: values it brings itself; `ordered` puts all in order."""

    text: str
    fixed: Mapping[str, Any]
    ordered: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    inward: tuple[tuple[int, Convert], ...]
    outward: tuple[tuple[int, Convert], ...]

    def values(self, given: Mapping[str, Any]) -> Sequence[Any]:
        """The parameters in the order of the text."""
        row = self.ordered({**self.fixed, **given} if self.fixed else given)
        if not self.inward:
            return row
        converted = list(row)
        for place, convert in self.inward:
            converted[place] = convert(converted[place])
        return converted

    def read(self, row: Sequence[Any]) -> Sequence[Any]:
        """One row with its columns converted."""
        if not self.outward:
            return row
        converted = list(row)
        for place, convert in self.outward:
            converted[place] = convert(converted[place])
        return converted


class Prepared:
    """One statement, for any number of executions.

    `columns` are the ones it selects, in order; `names` the ones an INSERT is given.
    """

    __slots__ = ("_columns", "_names", "_plan", "statement")

    def __init__(
        self,
        statement: Executable,
        columns: Sequence[ColumnElement[Any]] = (),
        names: Sequence[str] | None = None,
    ) -> None:
        self.statement = statement
        self._columns = columns
        self._names = names
        self._plan: _Plan | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Sequence[Any]]:
        """All rows of the answer."""
        if connection.dialect.name != "sqlite":
            return list(connection.execute(self.statement, values))
        plan = self._plan or self._planned(connection.dialect)
        found = _execute(connection, plan, values).fetchall()
        return [plan.read(row) for row in found] if plan.outward else found

    def row(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any] | None:
        """The first row of the answer, or None."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self.statement, values).first()
        plan = self._plan or self._planned(connection.dialect)
        cursor = _execute(connection, plan, values)
        found = cursor.fetchone()
        # What stays open keeps the statement running, and a commit waiting.
        cursor.close()
        return None if found is None else plan.read(found)

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows an UPDATE or DELETE has met; on SQLite also how many an INSERT has written."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self.statement, values).rowcount
        plan = self._plan or self._planned(connection.dialect)
        return int(_execute(connection, plan, values).rowcount)

    def insert(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """The id of the row that an INSERT has written."""
        if connection.dialect.name != "sqlite":
            (id,) = cast(Any, connection.execute(self.statement, values).inserted_primary_key)
            return int(id)
        plan = self._plan or self._planned(connection.dialect)
        return int(_execute(connection, plan, values).lastrowid)

    def text(self, dialect: Dialect) -> str:
        """The statement as SQLite's driver gets it."""
        return self._planned(dialect).text

    def _planned(self, dialect: Dialect) -> _Plan:
        plan = self._plan
        if plan is None:
            plan = self._plan = _plan(self.statement, dialect, self._columns, self._names)
        return plan


def _execute(connection: Connection, plan: _Plan, values: Mapping[str, Any]) -> Any:
    driver: Any = connection.get_execution_options().get(BY_HAND)
    if driver is None:
        driver = connection.connection.driver_connection
    try:
        return driver.execute(plan.text, plan.values(values))
    except driver.Error as error:
        dialect = connection.dialect
        # As SQLAlchemy would have raised it, and without what people wrote.
        raise DBAPIError.instance(
            plan.text, None, error, driver.Error, hide_parameters=True, dialect=dialect
        ) from error


def _plan(
    statement: Executable,
    dialect: Dialect,
    columns: Sequence[ColumnElement[Any]],
    names: Sequence[str] | None,
) -> _Plan:
    compiled: Any = cast(Any, statement).compile(dialect=dialect, column_keys=names)
    fixed = compiled.params
    names = compiled.positiontup
    inward = tuple(
        (place, convert)
        for place, name in enumerate(names)
        if (convert := _into(compiled.binds[name].type, dialect)) is not None
    )
    outward = tuple(
        (place, convert)
        for place, column in enumerate(columns)
        if (convert := _out_of(column.type, dialect)) is not None
    )
    brought = {name: fixed[name] for name in names if fixed[name] is not None}
    return _Plan(compiled.string, brought, _in_order(names), inward, outward)


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    match list(names):
        case []:
            return lambda _given: ()
        case [name]:
            return lambda given: (given[name],)
        case _:
            return cast(Callable[[Mapping[str, Any]], tuple[Any, ...]], itemgetter(*names))


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """SQLAlchemy's conversion for the driver, in fewer steps where there are many of them."""
    if isinstance(kind, Boolean):
        # The driver takes a truth as the number it is.
        return None
    if isinstance(kind, UTCDateTime):
        return _instant
    if isinstance(kind, JSON):
        return _json_or_null if kind.none_as_null else to_json
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """SQLAlchemy's conversion of what the driver gives, in fewer steps where there are many of them."""
    if isinstance(kind, JSON):
        return _from_json_or_null
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _json_or_null(value: Any) -> str | None:
    return None if value is None else to_json(value)


def _from_json_or_null(text: str | None) -> Any:
    return None if text is None else from_json(text)


class _Instants:
    """As `UTCDateTime` and SQLite's dialect write an instant together; the latest is kept, for one event
    writes the same many times."""

    def __init__(self) -> None:
        # Compared by identity: equal are also the two hours of a night in autumn.
        self._latest: tuple[datetime | None, str | None] = (None, None)

    def __call__(self, value: datetime | None) -> str | None:
        """Raises `ValueError` for one without zone."""
        latest, text = self._latest
        if value is not latest and value is not None:
            if value.tzinfo is None:
                raise ValueError("An instant is stored with its zone: make it aware of it.")
            text = value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
            self._latest = (value, text)
        return None if value is None else text


_instant = _Instants()
