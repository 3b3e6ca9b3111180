"""How long a phrase can become: every branch weighed, lists at their longest, values as long as they plausibly are.

Worked out from the template itself, not from a rendering: whatever values come, a phrase is not longer
unless one of them is. Lengths are UTF-16 units, as Telegram counts them; tags and entities are not counted.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime
from jinja2 import nodes

from dialogues.reading import units
from tests.dialogues.phrases_in_code import TAG, environment, templates

# A name is longer in the record than on most tables: nine in ten of real organisations' names are shorter.
NAME = 60
# A sentence as people type it: 30 words.
SENTENCE = 200
# A label of our own, put in by a call: the longest section of the operating document has about that.
LABEL = 45
NUMBER = len("1,234,567.89")
COUNT = len("999")
# A list shows some lines, and says how many more there are.
LINES = 8

NAMES = {
    "by", "facilitator", "name", "names", "organisation", "organisations", "owner", "owners", "person", "seats",
    "sender", "inviter", "table", "title", "topic_title", "unit", "who",
}  # fmt: skip
SENTENCES = {
    "agreed", "amendment", "answer", "because", "before", "decided", "decisions", "desc", "draft", "how",
    "hypothesis", "letter", "measure", "need", "plain", "point", "prediction", "question", "reason", "result",
    "said", "statement", "story", "task", "text", "topic", "upstream_reason", "what", "quote",
}  # fmt: skip
COUNTS = {
    "n", "m", "k", "have", "need", "left", "cycle", "score", "counted", "eligible", "days", "hours", "least",
    "minutes", "seconds", "most", "minimum", "round", "version", "edition", "number_of", "signed",
    "voting", "written", "all",
}  # fmt: skip


def longest(language: str, key: str) -> int:
    """The most UTF-16 units a phrase of a language comes to."""
    return _of_phrase(language, key)


@cache
def _of_phrase(language: str, key: str) -> int:
    tree = environment().parse(templates(language)[key])
    return _all(language, tree.body)


def _all(language: str, found: list[nodes.Node]) -> int:
    return sum(_one(language, node) for node in found)


def _one(language: str, node: nodes.Node) -> int:
    match node:
        case nodes.Output(nodes=parts):
            return sum(_part(language, part) for part in parts)
        case nodes.If(body=body, elif_=others, else_=other):
            ways = [_all(language, body), *(_one(language, o) for o in others), _all(language, other)]
            return max(ways)
        case nodes.For(body=body, else_=other):
            return max(LINES * _all(language, body), _all(language, other))
        case nodes.Include(template=nodes.Const(value=name)):
            return _of_phrase(language, str(name))
        case nodes.Include(template=nodes.Concat(nodes=[nodes.Const(value=start), *_])):
            # "coach.review" includes "coach." ~ code, and is not a code itself.
            keys = [
                key for key in templates(language) if key.startswith(str(start)) and key != "coach.review"
            ]
            return max(_of_phrase(language, key) for key in keys)
        case _:
            return 0


def _part(language: str, part: nodes.Node) -> int:
    if isinstance(part, nodes.TemplateData):
        return units(html.unescape(TAG.sub("", re.sub(r"\s+", " ", part.data))))
    return _value(language, part)


def _value(language: str, part: nodes.Node) -> int:
    match part:
        case nodes.Filter(name="day"):
            return _longest_day(language)
        case nodes.Filter(name="moment"):
            return _longest_moment(language)
        case nodes.Filter(name="number"):
            return NUMBER
        case nodes.Filter(name="language" | "own_name"):
            return len("portuguese, spanish")
        case nodes.Filter(name="join", node=nodes.Expr() as inner):
            return LINES * (_value(language, inner) + 2)
        case nodes.Filter(node=nodes.Expr() as inner):
            return _value(language, inner)
        case nodes.CondExpr(expr1=first, expr2=second):
            return max(_value(language, first), _value(language, second) if second else 0)
        case nodes.Const(value=value):
            return units(str(value))
        case nodes.Name(name=name) | nodes.Getattr(attr=name):
            return _named(name)
        case _:
            return NUMBER


def _named(name: str) -> int:
    if name in COUNTS:
        return COUNT
    if name in NAMES:
        return NAME
    return SENTENCE if name in SENTENCES else LABEL


@cache
def _longest_day(language: str) -> int:
    locale = Locale.parse(language)
    return max(len(format_date(date(2026, month, 28), "long", locale=locale)) for month in range(1, 13))


@cache
def _longest_moment(language: str) -> int:
    locale = Locale.parse(language)
    days = [datetime(2026, month, 20 + day, 22, 30, tzinfo=UTC) for month in range(1, 13) for day in range(7)]
    return max(len(format_datetime(day, "EEE d MMM, HH:mm", locale=locale)) for day in days)
