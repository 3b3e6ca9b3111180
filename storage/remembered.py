"""What was read of the nouns and has not changed since, kept from one unit of work to the next.

Only the one writer of a SQLite file keeps it: whatever changes a noun passes through its repository,
and SQLite tells when another connection has written (then everything is forgotten). With it the
answer to a question that is asked for every update, such as who sits at a table, costs no statement.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from dialogues.bookkeeping import Said, Timer

# Field, kind of comparison, how many values it takes.
Shape = tuple[tuple[str, str, int], ...]
Values = tuple[Any, ...]
ToColumn = Callable[[str, Any], Any]

# These are also changed by the courier and the ticker, with statements of their own.
CHANGED_ELSEWHERE = frozenset({Said, Timer})
MOST_VALUES = 20_000
_PLACE = "tablekeeper_remembered"


class Question:
    """What may be asked of a noun, but for the values; `one`: only the first is wanted.

    There is one object of each (`question_of`): it is compared as such, many times for every update.
    """

    __slots__ = ("noun", "one", "one_of", "shape")

    def __init__(self, noun: type[Any], one: bool, shape: Shape) -> None:
        self.noun = noun
        self.one = one
        self.shape = shape
        self.one_of = any("in" in kind for _, kind, _ in shape)


@functools.cache
def question_of(noun: type[Any], one: bool, shape: Shape) -> Question:
    """The question of this shape."""
    return Question(noun, one, shape)


class Remembered:
    """What the database has answered. Not to be changed by who reads it.

    `lists`: by question and what was asked for, the values in the order of their ids.
    """

    def __init__(self) -> None:
        self.lists: dict[Question, dict[Values, list[Any]]] = {}
        self._questions: dict[type[Any], list[Question]] = {}
        self._by_id: dict[type[Any], dict[int, Any]] = {}
        self._size = 0

    def value(self, noun: type[Any], id: int) -> Any | None:
        """The value with this id, where it is known."""
        values = self._by_id.get(noun)
        return None if values is None else values.get(id)

    def keep(self, question: Question, values: Values, found: list[Any]) -> None:
        """The database has answered."""
        self._size += 1 + len(found)
        if self._size > MOST_VALUES:
            self._forget_older()
            self._size += 1 + len(found)
        if question not in self.lists:
            self.lists[question] = {}
            self._questions.setdefault(question.noun, []).append(question)
        self.lists[question][values] = found
        self._by_id.setdefault(question.noun, {}).update({value.id: value for value in found})

    def added(self, value: Any, to_column: ToColumn) -> None:
        """A new value has been stored, with the highest id of its noun."""
        self._by_id.setdefault(type(value), {})[value.id] = value
        self._size += 1
        for question in self._kept_true(type(value)):
            matching = _matching(value, question.shape, to_column)
            found = None if matching is None else self.lists[question].get(matching)
            if found is not None and not (question.one and found):
                found.append(value)
                self._size += 1

    def changed(self, before: Any, after: Any, to_column: ToColumn) -> None:
        """A stored value is another now."""
        self._by_id.setdefault(type(after), {})[after.id] = after
        for question in self._kept_true(type(after)):
            asked = self.lists[question]
            was = _matching(before, question.shape, to_column)
            now = _matching(after, question.shape, to_column)
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
            self.lists.clear()
            self._questions.clear()
            self._by_id.clear()
            self._size = 0
        else:
            for question in self._questions.pop(noun, ()):
                del self.lists[question]
            self._by_id.pop(noun, None)

    def _forget_older(self) -> None:
        """Makes room: of each question's answers the half that came first goes.

        With them go the older values that stand in none of the rest: one that does must stay known, or
        the next change of it would cost all that is remembered of its noun. The size is counted anew,
        for what changes took away in between was not subtracted.
        """
        self._size = 0
        still: dict[type[Any], set[int]] = {}
        for question, asked in self.lists.items():
            _drop(asked, list(islice(asked, (len(asked) + 1) // 2)))
            answered = still.setdefault(question.noun, set())
            for found in asked.values():
                answered.update(value.id for value in found)
                self._size += 1 + len(found)
        for noun, values in self._by_id.items():
            needed = still.get(noun, set())
            _drop(values, [id for id in islice(values, (len(values) + 1) // 2) if id not in needed])

    def _kept_true(self, noun: type[Any]) -> list[Question]:
        """The questions asked of a noun; those for "one of" are forgotten instead of being kept true."""
        questions = self._questions.get(noun)
        if questions is None:
            return []
        if any(question.one_of for question in questions):
            for question in questions:
                if question.one_of:
                    del self.lists[question]
            self._questions[noun] = questions = [one for one in questions if not one.one_of]
        return questions


def _drop(places: dict[Any, Any], keys: list[Any]) -> None:
    for key in keys:
        del places[key]


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
