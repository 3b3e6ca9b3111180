"""Every number of the method stands in dialogues/house_rules.py with its reason, and is used."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator

import pytest

from dialogues import house_rules
from dialogues.house_rules import Rule
from tests.architecture.test_layers import ROOT, SOURCES

ELSEWHERE = ("house_rules.py", "checks/measurable/", "checks/days/", "phrases/")  # grammars of their own
METHOD = [
    p
    for p in SOURCES
    if p.is_relative_to(ROOT / "dialogues")
    and not p.relative_to(ROOT / "dialogues").as_posix().startswith(ELSEWHERE)
]
RULES = {name: rule for name, rule in vars(house_rules).items() if isinstance(rule, Rule)}

# Numbers that are no thresholds of the method: the file, the numbers, and what they are instead
NO_THRESHOLD = {
    "asks.py": ("16", "digits of a code on a button"),
    "coordination/digest.py": ("7", "the days of a week"),
    "sessions/open_work.py": ("160", "a text in a list of a message"),
    "checks/disclosure/__init__.py": ("0.7 4", "how a heading is told by its capitals"),
    "checks/likeness/__init__.py": ("2", "what is shared is shared by two"),
    "checks/likeness/joining.py": ("9", "digits by which two sums are the same"),
    "checks/likeness/terms.py": ("2", "a single letter is no word"),
    "checks/participation.py": ("100", "per cent"),
    "checks/problem_solving.py": (
        "2 100 Infinity",
        "a mark in halves, in per cent; a stage that nobody rated comes last",
    ),
    "checks/progress.py": ("100", "per cent"),
    "checks/reading_level.py": (
        "0.39 1.02 4.0 5.0 6.0 7.0 8.0 10.0 11.8 13.0 30.0 50.0 60 60.0 65.0 70.0 80.0 90.0",
        "two published formulas and the table of one of them",
    ),
    "guide_versions.py": ("64", "how many versions a process remembers"),
    "context.py": ("60 200", "a label that fits a button of Telegram, and a notice"),
    "cycle_opening.py": ("200", "a text in a list of a message"),
    "effects.py": ("2", "the order of urgencies"),
    "forms.py": ("4", "more buttons than these stand in two columns"),
    "levels_in_answers.py": (
        "10",
        "how many words a number is followed through",
    ),
    "spelled_amounts.py": (
        "2 10 20 100 1000",
        "a half, tens, a hundred and a thousand, as number words have them",
    ),
    "typed_numbers.py": (
        "2 4 10 12 100 200",
        "two amounts of a share; its words; per mille; decimals kept; all in per cent; how long a number may be",
    ),
    "indicators.py": ("2", "the order of low, medium and high"),
    "pictures/participation.py": ("5", "the columns a picture has room for"),
    "pressing.py": ("2 53", "the largest id that JSON keeps exactly, 2 ** 53"),
    "reflecting.py": ("2", "the middle between two instants"),
    "rounds.py": ("2", "the middle between two instants"),
    "signed_texts.py": ("12", "digits of a hash that people compare"),
    "synthesis/by_hand.py": ("5", "the place of a button's argument"),
    "text_changes.py": ("6 200000 0.4", "words shown beside a change; how much is compared word by word"),
    "wording.py": ("2", "the bytes of a UTF-16 unit; the most units of a letter"),
    "summary.py": ("2 3 4 6 50 70 100 140 240 400", "how much of a page stays when it is too long"),
}
PLAIN = {"0", "1", "-1", "0.0", "1.0"}
MAKERS = {"timedelta", "Fraction", "Decimal", "round", "range", "time"}
PLACES = {"word", "number", "quantize"}  # the place of a button's argument; how many decimals are shown


def literals(tree: ast.Module) -> Iterator[str]:
    """The numbers of a file that could be thresholds, as they are written."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and _is_number(node, parents[node]):
            above, found = _above(node, parents), ast.unparse(node).strip("'")
            if found not in PLAIN and _is_threshold(above) and not _is_place(above):
                yield found


def _above(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> list[ast.AST]:
    """A number and what it stands in, up to its statement and what that belongs to."""
    above = [node]
    while not isinstance(above[-1], ast.stmt):
        above.append(parents[above[-1]])
    return [*above, parents[above[-1]]]


def _is_number(node: ast.Constant, parent: ast.AST) -> bool:
    if isinstance(node.value, bool):
        return False
    if isinstance(node.value, str):
        return isinstance(parent, ast.Call) and _called(parent) in {"Decimal", "Fraction"}
    return isinstance(node.value, int | float)


def _called(call: ast.AST) -> str:
    function = call.func if isinstance(call, ast.Call) else None
    return str(getattr(function, "id", getattr(function, "attr", "")))


def _is_threshold(above: list[ast.AST]) -> bool:
    """In a comparison, a product, a span, a share, a case, a default, or a constant of a file or class."""
    statement, owner = above[-2:]
    if isinstance(owner, ast.ClassDef | ast.Module) and isinstance(statement, ast.Assign | ast.AnnAssign):
        return True
    return any(
        isinstance(n, ast.Compare | ast.arguments | ast.match_case)
        or (isinstance(n, ast.BinOp) and isinstance(n.op, ast.Mult | ast.Div))
        or _called(n) in MAKERS
        for n in above
    )


def _is_place(above: list[ast.AST]) -> bool:
    """The place of an item or an argument, the decimals that are shown, or how many buttons stand in a row."""
    return any(
        _called(n) in PLACES
        or (isinstance(n, ast.Subscript) and n.slice is inner)
        or (isinstance(n, ast.Call) and _called(n) == "range" and n.args[2:] == [inner])
        for inner, n in itertools.pairwise(above)
    )


def test_no_number_of_the_method_stands_outside_the_house_rules() -> None:
    found = {
        (path.relative_to(ROOT / "dialogues").as_posix(), number)
        for path in METHOD
        for number in literals(ast.parse(path.read_text("utf-8")))
    }
    listed = {(file, number) for file, (numbers, _) in NO_THRESHOLD.items() for number in numbers.split()}
    assert found - listed == set(), "move them to dialogues/house_rules.py, each with its reason"
    assert listed - found == set(), "no longer there: strike them from the list"


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("def f():\n    return have >= 3", ["3"]),
        ("def f():\n    if a:\n        return now + timedelta(days=14)", ["14"]),
        ("SHARE = Fraction(2, 3)", ["2", "3"]),
        ("class C:\n    days: int = 90", ["90"]),
        ("def f(most: int = 60): ...", ["60"]),
        ("def f():\n    least = Decimal('3.5')", ["3.5"]),
        ("def f():\n    return days * 1.5", ["1.5"]),
        ("def f():\n    match n:\n        case 7: pass", ["7"]),
        (
            "def f():\n    return press.number(2) == 0 and found[-2] > 1 and mean.quantize(Decimal('0.1')) < 1",
            [],
        ),
    ],
)
def test_a_threshold_is_seen_wherever_it_hides(code: str, numbers: list[str]) -> None:
    assert list(literals(ast.parse(code))) == numbers


# Rules whose feature is still to come; the list only shrinks
NOT_YET: set[str] = set()


def test_every_rule_says_why() -> None:
    assert [name for name, rule in RULES.items() if len(rule.why.split()) < 3] == []


def test_every_rule_is_used() -> None:
    code = [p for p in SOURCES if p.is_relative_to(ROOT / "dialogues") and p.name != "house_rules.py"]
    used = {word for path in code for word in re.findall(r"\b[A-Z_]{3,}\b", path.read_text("utf-8"))}
    assert set(RULES) - used <= NOT_YET
    assert set(RULES) >= NOT_YET
