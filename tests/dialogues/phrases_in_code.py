"""Which phrases there are, and which of them the code reaches, by name."""

from __future__ import annotations

import ast
import functools
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jinja2 import ChainableUndefined, Environment, meta, nodes

import bot
import dialogues
from dialogues import (
    conversation,
    forms,
    machines,
    phrases,
)
from dialogues.checks.measurable import Part
from dialogues.checks.measurable.feedback import _KIND_CODES

assert conversation.PRESSES  # importing it makes every form known

ENGLISH = phrases.FIRST_LANGUAGE
LANGUAGES = phrases.languages()
PACKAGES = [Path(package.__path__[0]) for package in (dialogues, bot)]
FOLDER = Path(phrases.__path__[0])
TAG = re.compile(r"</?(?:b|i|u|s|code|blockquote)>")
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
ANOTHER = re.compile(r"\{%-?\s*(?:else\s*|elif[^%]*)-?%\}(?=\s*[A-ZÁÉÍÓÚÑ¿¡“«])")
PLURAL = re.compile(r"\{\{[^}]*\|plural\(.*?other='([^']*)'\) \}\}")
PHRASE = re.compile(r"[a-z_]+\.[A-Za-z0-9_]+")
SAYING = {
    "Choice", "Offer", "_ask_for_reflection", "answer_press", "group_text", "label", "render", "say_in_chat",
    "say_to", "say_to_facilitator", "say_to_facilitators", "say_to_group", "text",
}  # fmt: skip
PANELS = (
    "structure_panel", "operating_document", "panel_pages/home", "panel_pages/steps", "panel_pages/result",
    "panel_pages/people", "panel_pages/trust", "panel_pages/days", "panel_pages/papers", "panel_pages/settings",
    "rhythm/settings", "facilitating/page", "unnamed/page", "panel_pages/newer_guides",
)  # fmt: skip
COMMAND_OR_FILE = re.compile(r".*\.(?:py|yaml|json|db|txt|md|html|typ|js|css|org|com|me|example)")


@functools.cache
def templates(language: str) -> dict[str, str]:
    """All phrases of a language, read from its files."""
    return {
        f"{file.stem}.{key}": str(text)
        for file in sorted((FOLDER / language).glob("*.yaml"))
        for key, text in yaml.safe_load(file.read_text("utf-8")).items()
    }


def plain_words(text: str) -> str:
    """What a person reads of a template, each value as one short word; sentences to choose from stand apart."""
    text = ANOTHER.sub("\n", PLURAL.sub(lambda found: found.group(1).replace("#", "12"), text))
    text = re.sub(r"\{\{.*?\}\}", "it", text, flags=re.DOTALL)
    return TAG.sub("", JINJA.sub(" ", text)).replace("\\n", "\n")


@functools.cache
def environment() -> Environment:
    """One that knows the filters, for parsing only."""
    parsing = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=ChainableUndefined)
    parsing.filters |= dict.fromkeys(("day", "moment", "number", "percent", "language", "own_name"), str)
    parsing.filters["plural"] = _plural
    return parsing


def _plural(_value: object, **forms: str) -> str:
    """Of a plural the form of many."""
    return forms["other"]


def included(tree: nodes.Template, all_of_language: dict[str, str]) -> set[str]:
    """The phrases a phrase includes; of a computed name ('coach.' ~ code) all it can be."""
    found: set[str] = set()
    for include in tree.find_all(nodes.Include):
        match include.template:
            case nodes.Const(value=name):
                found.add(str(name))
            case nodes.Concat(nodes=[nodes.Const(value=start), *_]):
                found |= {key for key in all_of_language if key.startswith(str(start))}
            case other:
                pytest.fail(f"an include this test cannot follow: {other}")
    return found


def variables(key: str, all_of_language: dict[str, str]) -> set[str]:
    """What a phrase needs from the code, with what its includes need and it does not set."""
    tree = environment().parse(all_of_language[key])
    wanted = set(meta.find_undeclared_variables(tree))
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for other in included(tree, all_of_language):
        if other != key:
            wanted |= variables(other, all_of_language) - own
    return wanted


def compared(key: str, all_of_language: dict[str, str]) -> set[object]:
    """The words and numbers a phrase compares values with."""
    tree = environment().parse(all_of_language[key])
    return {c.value for comparison in tree.find_all(nodes.Compare) for c in comparison.find_all(nodes.Const)}


@functools.cache
def trees() -> tuple[ast.Module, ...]:
    files = [f for package in PACKAGES for f in package.rglob("*.py") if "rehearsal" not in f.parts]
    return tuple(ast.parse(file.read_text("utf-8")) for file in files)


def calls(*names: str) -> Iterator[ast.Call]:
    """The calls of functions or methods of these names."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                if name in names:
                    yield node


def words_in(*trees_: ast.AST) -> set[str]:
    """The string literals under some nodes, f-strings left out."""
    found: set[str] = set()
    for tree in trees_:
        parts = {id(p) for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for p in f.values}
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
        }
    return found


@functools.cache
def named_in_code() -> set[str]:
    """The phrases code names by a whole string: in a call that says something, or of a file there is."""
    topics = {file.stem for file in (FOLDER / ENGLISH).glob("*.yaml")}
    said = words_in(*(argument for call in calls(*SAYING) for argument in call.args))
    anywhere = {word for word in words_in(*trees()) if word.partition(".")[0] in topics}
    return {w for w in said | anywhere if PHRASE.fullmatch(w) and not COMMAND_OR_FILE.fullmatch(w)}


@functools.cache
def prefixes_in_code() -> set[str]:
    """The fixed beginnings of computed phrase names: f"buttons.score_{n}" begins "buttons.score_"."""
    topics = {file.stem for file in (FOLDER / ENGLISH).glob("*.yaml")}
    found: set[str] = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if start.partition(".")[0] in topics and re.fullmatch(r"[a-z_]+\.[A-Za-z0-9_]*", start):
                    found.add(start)
    return found


def misread() -> set[str]:
    """Why an answer does not fit, as code says it."""
    reasons = {c.args[0] for c in calls("Misread")} | {c.args[-1] for c in calls("ask_again")}
    return words_in(*reasons)


def next_steps() -> tuple[set[str], set[str]]:
    """Names and buttons of the steps the panel offers."""
    names: set[str] = set()
    buttons: set[str] = set()
    texts = words_in(*(node for tree in trees() for node in ast.walk(tree) if _is_step_name(node)))
    for call in calls("NextStep"):
        names |= words_in(call.args[0]) or texts
        by_name = [k.value for k in call.keywords if k.arg == "button"]
        buttons |= words_in(*by_name, *call.args[3:4])
    return names, buttons - {""}


def _is_step_name(node: ast.AST) -> bool:
    """`name = "wait_answers" if … else "close"`: what such an assignment can give."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.IfExp):
        return False
    return [getattr(t, "id", "") for t in node.targets] == ["name"]


def guards() -> set[str]:
    """The rules a refusal can name: every guard but those that only choose a way, and what those say."""
    chosen = {"quorum_missed", "support_unmet", "confirmation_needed", "nothing_to_agree"}
    chosen |= {"pulse_has_dropped", "block_outlasted_rounds", "result_is_withdrawn", "work_has_lapsed"}
    chosen |= {"table_has_ended", "vote_passed", "made_by_it", "nobody_acted_since"}
    named = {g for c in machines.CHARTS.values() for a in c.arrows for g in a.guards}
    ordinary = {g for g in named if not g.startswith(("was_", "stood_at_"))} - chosen
    return (
        ordinary
        | {"vote_not_counted", "settled_by_silence", "settled_by_reveal", "already_moved", "last_step_stays"}
        | {
            "skip_stage",
            "form_perform_paradox",
        }
    )


@functools.cache
def hints() -> set[str]:
    """The codes of the result coach: kinds, missing parts, questions and warnings."""
    code = {w for tree in _measurable() for w in words_in(tree) if re.fullmatch(r"[A-Z]+(_[A-Z]+)*", w)}
    reasons = {"RELATIVE_TARGET_WITHOUT_BASELINE", "DEADLINE_PAST", "MISSING"}
    return (
        {*_KIND_CODES.values(), "VAGUE_TARGET", "RELATIVE_WITHOUT_BASELINE", "PAST_DEADLINE", "COMPLETE"}
        | {f"MISSING_{part.upper()}" for part in Part}
        | {c for c in code if "_" in c} - reasons
    )


def _measurable() -> list[ast.Module]:
    folder = Path(dialogues.__path__[0]) / "checks" / "measurable"
    return [ast.parse((folder / f"{name}.py").read_text("utf-8")) for name in ("judge", "feedback")]


def pairs_in_code() -> set[tuple[str, str]]:
    """("links", "links"): pairs of words, as the panel names a button and its action."""
    found: set[tuple[str, str]] = set()
    panels = [ast.parse((PACKAGES[0] / f"{name}.py").read_text("utf-8")) for name in PANELS]
    for node in itertools.chain.from_iterable(map(ast.walk, panels)):
        match node:
            case (
                ast.Tuple(elts=[ast.Constant(value=str(label)), ast.Constant(value=str(action))])
                | ast.Call(
                    func=ast.Name(id="go"),
                    args=[ast.Constant(value=str(label)), ast.Constant(value=str(action)), *_],
                )
            ):
                found.add((label, action))
    return found


def ends_of_a_round() -> set[str]:
    """The states in which code ends a round, or a facilitator may."""
    asked = words_in(*(c.args[0] for c in calls("Choice")), *(a for c in calls("finish") for a in c.args))
    final = {*machines.ROUND_FINAL, "parked"}
    return {a.target for a in machines.ROUND.arrows if a.trigger in asked and a.target in final}


@functools.cache
def gap_codes() -> set[str]:
    return words_in(*(call.args[0] for call in calls("Lack")))


def of_forms() -> set[str]:
    return {
        f"{form.name}.{step.id}{end}"
        for form in forms.FORMS.values()
        for step in form.steps
        for end in ("", "_example")
    }
