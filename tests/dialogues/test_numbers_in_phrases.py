"""Numbers, shares and plurals are written by Babel, never by hand: another language is files alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.numbers import format_percent
from jinja2 import nodes

import bot
import dialogues
from dialogues import phrases
from tests.dialogues.phrases_in_code import JINJA, LANGUAGES, environment, templates

# Phrases that say something only where there are several, or of one drafted or missing thing; no number's form.
SAID_OF_SEVERAL = {
    "asking.question": "the place of a question, where there are several",
    "proposals.on_the_table": "the ballot round, from the second on",
    "synthesis.groups": "the page, and how many are in a group, where there are several",
}
SIGNED = re.compile(r"(\d+)([\s\u00a0\u202f]?)%")
BY_HAND = re.compile(r"[\d}][\s\u00a0\u202f]?%(?![}\w])")
PACKAGES = [Path(package.__path__[0]) for package in (dialogues, bot)]
# What people type is read there, in whatever form they write it; the log takes URLs apart.
READS = ("checks", "rehearsal", "logs.py")


def one_is_told_apart(language: str) -> dict[str, set[str]]:
    """The phrases that compare a value with one, and how."""
    found: dict[str, set[str]] = {}
    for key, text in templates(language).items():
        for comparison in environment().parse(text).find_all(nodes.Compare):
            for operand in comparison.ops:
                if isinstance(operand.expr, nodes.Const) and operand.expr.value in (1, "1"):
                    found.setdefault(key, set()).add(operand.op)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_chooses_a_plural_by_hand(language: str) -> None:
    assert set(one_is_told_apart(language)) - set(SAID_OF_SEVERAL) == set(), "use the filter plural"
    assert all(ops <= {"gt"} for ops in one_is_told_apart(language).values())


def forms(language: str) -> dict[str, list[set[str]]]:
    """Phrase → the forms of each of its plurals."""
    found: dict[str, list[set[str]]] = {}
    for key, text in templates(language).items():
        for used in environment().parse(text).find_all(nodes.Filter):
            if used.name == "plural":
                found.setdefault(key, []).append({str(pair.key) for pair in used.kwargs})
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_the_forms_of_its_language(language: str) -> None:
    wanted = phrases.plural_categories(language)
    wrong = {key: given for key, given in forms(language).items() if any(one != wanted for one in given)}
    assert wrong == {}, f"{language} needs {sorted(wanted)}"
    assert len(forms(language)) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_is_written_as_the_language_writes_it(language: str) -> None:
    for key, text in templates(language).items():
        assert not re.search(r"\}\}\s?%", text), f"{key}: use the filter percent"
        for number, blank in SIGNED.findall(JINJA.sub("", text)):
            written = format_percent(int(number) / 100, locale=language)
            assert f"{number}{' ' if blank else ''}%" == written.replace("\u00a0", " "), key


def strings(tree: ast.AST) -> list[str]:
    """What a module's strings look like, with "}" for each value in an f-string; docstrings left out."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=values):
                found.append("".join(str(v.value) if isinstance(v, ast.Constant) else "}" for v in values))
            case ast.Constant(value=str(text)) if id(node) not in docs:
                found.append(text)
    return found


def modules() -> dict[str, ast.Module]:
    files = [file for package in PACKAGES for file in package.rglob("*.py")]
    return {
        str(file.relative_to(file.parents[len(file.parts) - 2])): ast.parse(file.read_text("utf-8"))
        for file in files
        if not set(READS) & {*file.parts}
    }


def test_no_code_writes_a_share_or_chooses_a_plural() -> None:
    for name, tree in modules().items():
        assert [text for text in strings(tree) if BY_HAND.search(text)] == [], name
        by_hand = [n for n in ast.walk(tree) if isinstance(n, ast.IfExp) and _tells_one_apart_in_words(n)]
        assert [ast.unparse(n) for n in by_hand] == [], name


def _tells_one_apart_in_words(choice: ast.IfExp) -> bool:
    """ "" if n == 1 else "s"."""
    words = any(
        isinstance(b, ast.Constant) and isinstance(b.value, str) for b in (choice.body, choice.orelse)
    )
    compares = any(
        isinstance(n, ast.Constant) and n.value == 1 and n.value is not True
        for c in ast.walk(choice.test)
        if isinstance(c, ast.Compare)
        for n in c.comparators
    )
    return words and compares


def test_the_code_check_sees_what_it_looks_for() -> None:
    tree = ast.parse('a = f"{n} %"\nb = "60 %"\nc = f"{n} day{\'\' if n == 1 else \'s\'}"')
    assert sum(bool(BY_HAND.search(text)) for text in strings(tree)) == 2
    assert any(_tells_one_apart_in_words(n) for n in ast.walk(tree) if isinstance(n, ast.IfExp))


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [("en", 60, "60%"), ("es", 60, "60\u00a0%"), ("en", 12.5, "12.5%"), ("es", 12.5, "12,5\u00a0%")],
)
def test_a_share_is_written_by_babel(language: str, value: float, written: str) -> None:
    values = {"name": "A", "share": value}
    told = phrases.render(
        language, "participation.told", "UTC", {"cycle": 1, "dominant": [values], "silent": []}
    )
    assert written in told


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 1, "One question is left"),
        ("en", 2, "2 questions are left"),
        ("en", 1200, "1,200 questions are left"),
        ("es", 1, "Queda una pregunta"),
        ("es", 5, "Quedan 5 preguntas"),
    ],
)
def test_the_form_goes_with_the_number(language: str, n: int, said: str) -> None:
    assert said in phrases.render(language, "asking.skipped_left", "UTC", {"n": n})
