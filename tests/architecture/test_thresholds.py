"""Every number of the method stands in dialogues/house_rules.py with its reason, and what is said agrees."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import yaml

from dialogues import guards, house_rules, phrases
from dialogues.house_rules import Rule
from tests.architecture.test_layers import ROOT, SOURCES

ELSEWHERE = ("house_rules.py", "checks/measurable/", "phrases/")  # the result check is a grammar of its own
METHOD = [
    p
    for p in SOURCES
    if p.is_relative_to(ROOT / "dialogues")
    and not p.relative_to(ROOT / "dialogues").as_posix().startswith(ELSEWHERE)
]
RULES = {name: rule for name, rule in vars(house_rules).items() if isinstance(rule, Rule)}

# Numbers that are no thresholds of the method: (file, number) → what it is instead
NO_THRESHOLD = {
    ("checks/disclosure/__init__.py", "0.7"): "most words of a heading begin with a capital",
    ("checks/disclosure/__init__.py", "4"): "fewer words are no heading",
    ("checks/participation.py", "100"): "per cent",
    ("checks/problem_solving.py", "100"): "per cent",
    ("checks/problem_solving.py", "2"): "a mark that is fully there, counted in halves",
    ("checks/problem_solving.py", "Infinity"): "a stage that nobody rated comes after all that were",
    ("checks/progress.py", "100"): "per cent",
    ("context.py", "60"): "a label that fits a button of Telegram",
    ("cycle_opening.py", "200"): "how much of a long text stands in a list",
    ("effects.py", "2"): "the order of urgencies",
    ("elements/result.py", "1900"): "a year, not a level",
    ("elements/result.py", "2100"): "a year, not a level",
    ("elements/result.py", "4"): "the digits of a year",
    ("forms.py", "4"): "more buttons than these stand in two columns",
    ("forms.py", "2"): "two columns of buttons",
    ("indicators.py", "2"): "the order of low, medium and high",
    ("overlong.py", "4000"): "apps cut a message there",
    ("panel.py", "2"): "two columns of buttons",
    ("pressing.py", "2"): "the largest id that JSON keeps exactly, 2 ** 53",
    ("pressing.py", "53"): "the largest id that JSON keeps exactly, 2 ** 53",
    ("reflecting.py", "2"): "the middle between two instants",
    ("rounds.py", "2"): "the middle between two instants",
    ("summary.py", "6"): "how much of a page stays when it is too long",
    ("summary.py", "400"): "how much of a page stays when it is too long",
    ("summary.py", "4"): "how much of a page stays when it is too long",
    ("summary.py", "200"): "how much of a page stays when it is too long",
    ("summary.py", "2"): "how much of a page stays when it is too long",
    ("summary.py", "100"): "how much of a page stays when it is too long",
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
    """The place of an item or an argument, or the decimals that are shown."""
    return any(
        _called(n) in PLACES or (isinstance(n, ast.Subscript) and n.slice is inner)
        for inner, n in itertools.pairwise(above)
    )


def test_no_number_of_the_method_stands_outside_the_house_rules() -> None:
    found = {
        (path.relative_to(ROOT / "dialogues").as_posix(), number)
        for path in METHOD
        for number in literals(ast.parse(path.read_text("utf-8")))
    }
    assert found - set(NO_THRESHOLD) == set(), "move them to dialogues/house_rules.py, each with its reason"
    assert set(NO_THRESHOLD) - found == set(), "no longer there: strike them from the list"


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
NOT_YET = {
    "PROMPTS_PER_CYCLE",
    "STALL_INDICATOR_CYCLE",
    "BLIND_SPOT_RATING",
    "EVIDENCE_STRONG",
    "EVIDENCE_DEVELOPING",
}


def test_every_rule_says_why() -> None:
    assert [name for name, rule in RULES.items() if len(rule.why.split()) < 3] == []


def test_every_rule_is_used() -> None:
    code = [p for p in SOURCES if p.is_relative_to(ROOT / "dialogues") and p.name != "house_rules.py"]
    used = {word for path in code for word in re.findall(r"\b[A-Z_]{3,}\b", path.read_text("utf-8"))}
    assert set(RULES) - used <= NOT_YET
    assert set(RULES) >= NOT_YET


@dataclass(frozen=True, slots=True)
class Words:
    """A value as it is said in each language."""

    value: object
    en: str
    es: str


THREE = Words(3, "three", "tres")
TWO_THIRDS = Words(Fraction(2, 3), "two thirds", "dos tercios")
FOUR_IN_FIVE = Words(Fraction(4, 5), "four in five", "cuatro de cada cinco")
THREE_DAYS = Words(timedelta(hours=72), "72 hours", "72 horas")
FROM_TO = Words((14, 366), "14 to 366", "14 a 366")

# What is said, the rule it tells, and how
TOLD: list[tuple[str, Rule[Any], Words]] = [
    ("refusals.introductions_done", house_rules.INTRODUCTIONS_SHARE, FOUR_IN_FIVE),
    ("refusals.map_unopposed", house_rules.OBJECTION_WINDOW, THREE_DAYS),
    ("refusals.reminder_gap_kept", house_rules.REMINDER_GAP, Words(timedelta(days=1), "a day", "un día")),
    ("refusals.reminder_gap_kept", house_rules.QUIET_FROM, Words(time(20), "20:00", "20:00")),
    ("refusals.reminder_gap_kept", house_rules.QUIET_UNTIL, Words(time(8), "08:00", "08:00")),
    ("refusals.enough_answered", house_rules.COLLECTION_SHARE, TWO_THIRDS),
    ("refusals.grassroots_heard", house_rules.GRASSROOTS_ASKED, Words(2, "rule: twice", "regla: dos")),
    ("refusals.notice_is_over", house_rules.HIGH_NOTICE, Words(timedelta(hours=48), "rule: 48", "regla: 48")),
    ("refusals.difference_surfaced", house_rules.CONSENSUS_MINIMUM, Words(3, "under 3", "menos de 3")),
    (
        "refusals.difference_surfaced",
        house_rules.DIFFERENCE_ORGANISATIONS,
        Words(2, "two organisations", "dos organizaciones"),
    ),
    ("refusals.pulse_answered", house_rules.PULSE_RESPONSE, TWO_THIRDS),
    ("refusals.reopening_voted", house_rules.HIGH_QUORUM, TWO_THIRDS),
    ("refusals.roles_known", house_rules.ROLES_SHARE, FOUR_IN_FIVE),
    ("advice.line", house_rules.COLLECTION_SHARE, TWO_THIRDS),
    ("advice.line", house_rules.OBJECTION_WINDOW, THREE_DAYS),
    (
        "advice.line",
        house_rules.TABLE_MINIMUM_ORGANISATIONS,
        Words(3, "at least three with a vote", "al menos tres con voto"),
    ),
    ("advice.line", house_rules.TABLE_MINIMUM_SECTORS, Words(2, "two sectors", "dos sectores")),
    ("again.too_long", house_rules.ANSWER_UNITS, Words(3000, "3,000", "3000")),
    ("again.name_too_long", house_rules.NAME_UNITS, Words(120, "120", "120")),
    ("again.scale", house_rules.LOWEST_MARK, Words(1, "1", "1")),
    ("again.scale", house_rules.HIGHEST_MARK, Words(5, "5", "5")),
    ("again.days", house_rules.CYCLE_DAYS_RANGE, FROM_TO),
    ("buttons.extend", house_rules.EXTENSION_DAYS, Words(2, "Two more days", "Dos días más")),
    ("coach.HORIZON_TOO_LONG", house_rules.HORIZON_YEARS_MAXIMUM, Words(15, "15", "15")),
    ("receipt.A", house_rules.UNNAMED_MINIMUM_ORGANISATIONS, THREE),
    ("reflecting.nothing_to_show", house_rules.UNNAMED_MINIMUM_ORGANISATIONS, THREE),
    ("rounds.parked", house_rules.MAXIMUM_BALLOT_ROUNDS, THREE),
    (
        "trust_reasons.overall_drop",
        house_rules.TRUST_DROP,
        Words(Decimal("0.5"), "half a step", "medio punto"),
    ),
    ("trust_reasons.block_after_three_rounds", house_rules.MAXIMUM_BALLOT_ROUNDS, THREE),
    ("voting.no_quorum", house_rules.HIGH_QUORUM, TWO_THIRDS),
    ("voting.tap", house_rules.HIGHEST_SCORE, Words(5, "5", "5")),
    ("voting.tap", house_rules.BLOCK, Words(0, "0", "0")),
]
COUNTED = {  # numbers in refusals that are no rule of the method
    "refusals.looked_back_first": Words(len(guards.LOOKING_BACK), "first three", "primeras tres"),
}
NUMBERS = {
    "en": r"\d+|\b(?:two|three|four|five|six|seven|eight|nine|ten|thirds?|half|twice)\b",
    "es": r"\d+|\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|tercios?|mitad)\b",
}


def said(language: str, phrase: str) -> str:
    """A phrase as it is written, without what is filled in."""
    topic, key = phrase.split(".", 1)
    file = ROOT / "dialogues" / "phrases" / language / f"{topic}.yaml"
    text = str(yaml.safe_load(file.read_text("utf-8"))[key])
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.S)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("phrase", "rule", "words"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_what_is_said_of_a_rule_is_the_rule(
    phrase: str, rule: Rule[Any], words: Words, language: str
) -> None:
    assert rule.value == words.value
    assert getattr(words, language) in said(language, phrase)


@pytest.mark.parametrize("language", NUMBERS)
def test_no_refusal_tells_a_number_that_no_rule_stands_for(language: str) -> None:
    spoken = [(phrase, words) for phrase, _, words in TOLD] + list(COUNTED.items())
    untold = {}
    for phrase in sorted(k for k in phrases.keys(language) if k.startswith("refusals.")):
        text = said(language, phrase)
        for words in [w for told, w in spoken if told == phrase]:
            text = text.replace(getattr(words, language), "")
        if left := re.findall(NUMBERS[language], text, re.I):
            untold[phrase] = left
    assert untold == {}, "add the phrase and its rule to TOLD"


@pytest.mark.parametrize("language", phrases.languages())
def test_each_choice_of_a_cycle_has_a_button_that_names_it(language: str) -> None:
    for days in house_rules.CYCLE_DAYS_CHOICES.value:
        assert str(days) in said(language, f"buttons.days_{days}")
