"""What was read of the nouns and has not changed since, kept from one unit of work to the next.

Only the one writer of a SQLite file keeps it: whatever changes a noun passes through its repository,
and SQLite tells when another connection has written (then everything is forgotten). With it the
answer to a question that is asked for every update, such as who sits at a table, costs no statement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from dialogues.bookkeeping import Said, Timer

# Field, kind of comparison, how many values it takes.
Shape = tuple[tuple[str, str, int], ...]
# Whether only the first is wanted, and the shape.
Question = tuple[bool, Shape]
Values = tuple[Any, ...]
ToColumn = Callable[[str, Any], Any]

# These are also changed by the courier and the ticker, with statements of their own.
CHANGED_ELSEWHERE = frozenset({Said, Timer})
MOST_VALUES = 20_000
_PLACE = "tablekeeper_remembered"


class Remembered:
    """Lists of values by noun, question and what was asked for. Lists are in the order of ids."""

    def __init__(self) -> None:
        self._lists: dict[type[Any], dict[Question, dict[Values, list[Any]]]] = {}
        self._by_id: dict[type[Any], dict[int, Any]] = {}
        self._size = 0

    def value(self, noun: type[Any], id: int) -> Any | None:
        """The value with this id, where it is known."""
        values = self._by_id.get(noun)
        return None if values is None else values.get(id)

    def of(self, noun: type[Any], question: Question, values: Values) -> list[Any] | None:
        """What is known, or None when the database has to be asked. Not to be changed by the caller."""
        lists = self._lists.get(noun)
        asked = None if lists is None else lists.get(question)
        return None if asked is None else asked.get(values)

    def keep(self, noun: type[Any], question: Question, values: Values, found: list[Any]) -> None:
        """The database has answered."""
        self._size += 1 + len(found)
        if self._size > MOST_VALUES:
            self.forget()
            self._size = 1 + len(found)
        self._lists.setdefault(noun, {}).setdefault(question, {})[values] = found
        self._by_id.setdefault(noun, {}).update({value.id: value for value in found})

    def added(self, value: Any, to_column: ToColumn) -> None:
        """A new value has been stored, with the highest id of its noun."""
        self._by_id.setdefault(type(value), {})[value.id] = value
        self._size += 1
        for (one, shape), asked in self._questions(type(value)):
            matching = _matching(value, shape, to_column)
            found = None if matching is None else asked.get(matching)
            if found is not None and not (one and found):
                found.append(value)
                self._size += 1

    def changed(self, before: Any, after: Any, to_column: ToColumn) -> None:
        """A stored value is another now."""
        self._by_id.setdefault(type(after), {})[after.id] = after
        for (_one, shape), asked in self._questions(type(after)):
            was = _matching(before, shape, to_column)
            now = _matching(after, shape, to_column)
            if was == now:
                if now is not None and now in asked:
                    asked[now] = [after if value.id == after.id else value for value in asked[now]]
                continue
            for place in (was, now):
                if place is not None:
                    asked.pop(place, None)

    def forget(self, noun: type[Any] | None = None) -> None:
        """Knows nothing (of this noun) any more."""
        if noun is None:
            self._lists.clear()
            self._by_id.clear()
            self._size = 0
        else:
            self._lists.pop(noun, None)
            self._by_id.pop(noun, None)

    def _questions(self, noun: type[Any]) -> list[tuple[Question, dict[Values, list[Any]]]]:
        """The questions asked of a noun; those for "one of" are forgotten instead of being kept true."""
        lists = self._lists.get(noun)
        if lists is None:
            return []
        for question in [question for question in lists if any("in" in kind for _, kind, _ in question[1])]:
            del lists[question]
        return list(lists.items())


def _matching(value: Any, shape: Shape, to_column: ToColumn) -> Values | None:
    """What must have been asked for so that this value was found; None when nothing would have."""
    asked = []
    for name, kind, _ in shape:
        column = to_column(name, getattr(value, name))
        if (kind == "null") != (column is None):
            return None
        if kind == "is":
            asked.append(column)
    return tuple(asked)


def remember(connection: Connection) -> Remembered:
    """From now on what is read through this connection is remembered."""
    remembered = Remembered()
    connection.info[_PLACE] = remembered
    return remembered


def forget_for_good(connection: Connection) -> None:
    """Nothing is remembered for this connection any more, whoever uses it next."""
    connection.info.pop(_PLACE, None)


def remembered_of(connection: Connection) -> Remembered | None:
    """What is remembered for this connection, where anything is."""
    found: Remembered | None = connection.info.get(_PLACE)
    return found
