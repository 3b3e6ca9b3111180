"""Every text a person reads: the same in every language, reached by the code, short and plain."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from jinja2 import ChainableUndefined, Environment, TemplateSyntaxError, meta, nodes

import bot
import dialogues
from dialogues import (
    actions,
    asking,
    commands,
    conversation,
    elements,
    forms,
    house_rules,
    inviting,
    machines,
    mapping,
    phrases,
    reading,
    reflecting,
    self_rating,
    trust_story,
)
from dialogues.checks import consensus, pulse_means
from dialogues.checks.measurable import Part, check
from dialogues.checks.measurable.feedback import _KIND_CODES
from dialogues.elements.result import SHOWN
from dialogues.guides import guides
from dialogues.model import Role, Tier

assert conversation.PRESSES  # importing it makes every form known

ENGLISH = phrases.FIRST_LANGUAGE
LANGUAGES = phrases.languages()
PACKAGES = [Path(package.__path__[0]) for package in (dialogues, bot)]
FOLDER = Path(phrases.__path__[0])
TAG = re.compile(r"</?(?:b|i|u|s|code|blockquote)>")
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
PHRASE = re.compile(r"[a-z_]+\.[A-Za-z0-9_]+")
SAYING = {
    "Choice", "Offer", "_ask_for_reflection", "answer_press", "group_text", "label", "render", "say_in_chat",
    "say_to", "say_to_facilitator", "say_to_facilitators", "say_to_group", "text",
}  # fmt: skip
COMMAND_OR_FILE = re.compile(r".*\.(?:py|yaml|json|db|txt|md|html|js|css|org|com|me|example)")


@functools.cache
def templates(language: str) -> dict[str, str]:
    """All phrases of a language, read from its files."""
    return {
        f"{file.stem}.{key}": str(text)
        for file in sorted((FOLDER / language).glob("*.yaml"))
        for key, text in yaml.safe_load(file.read_text("utf-8")).items()
    }


@functools.cache
def environment() -> Environment:
    """One that knows the filters, for parsing only."""
    parsing = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=ChainableUndefined)
    parsing.filters |= dict.fromkeys(("day", "moment", "number"), str)
    return parsing


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
    chosen |= {"table_has_ended"}
    named = {g for c in machines.CHARTS.values() for a in c.arrows for g in a.guards}
    ordinary = {g for g in named if not g.startswith("was_")} - chosen
    return (
        ordinary
        | {"vote_not_counted", "settled_by_silence", "settled_by_reveal", "already_moved"}
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
    panel = ast.parse((PACKAGES[0] / "panel.py").read_text("utf-8"))
    for node in ast.walk(panel):
        match node:
            case (
                ast.Tuple(elts=[ast.Constant(value=str(label)), ast.Constant(value=str(action))])
                | ast.Call(
                    func=ast.Name(id="go"),
                    args=[ast.Constant(value=str(label)), ast.Constant(value=str(action))],
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


def of_trust() -> dict[str, set[str]]:
    """The beginnings that element 6 computes names with."""
    chosen = {f"{p.id}_{word}" for guide in guides().values() for p in guide.prompts for word in p.options}
    return {
        "choices.": chosen,
        "pulse_items.": set(pulse_means.STATEMENTS),
        "trust_reasons.": set(trust_story.CODES),
        "trust_stages.": {*machines.TRUST.states},
    }


def families() -> dict[str, set[str]]:
    """Every beginning of a computed phrase name, with all the names it can become."""
    steps = {s.replace("/", "_") for guide in guides().values() for p in guide.prompts for s in p.steps}
    asked = {
        s.replace("/", "_")
        for guide in guides().values()
        for p in guide.prompts
        if p.kind.value not in ("data", "vote")
        for s in p.steps
    }
    examples = {f"{s.split('_')[0]}_example" for s in asked}
    assert asked <= steps
    roles = {role.value for role in Role}
    outcomes = {consensus.PASSED, consensus.PASSED_PROVISIONAL, consensus.BLOCKED, consensus.NEEDS_DISCUSSION}
    outcomes |= {consensus.NO_QUORUM}
    types = {"decision_maker", "doer", "designee"}
    numbers = {f"score_{n}" for n in range(6)} | {f"days_{n}" for n in house_rules.CYCLE_DAYS_CHOICES.value}
    panel_buttons = {
        label
        for label, action in pairs_in_code()
        if action in actions.ACTIONS and label not in machines.TABLE.states
    }
    return of_trust() | {
        "again.": misread(),
        "asks.": {"gap", "gap_unowned", "data_plan", "vacant"},
        "buttons.": {
            "yes",
            "no",
            "check",
            *asking.LEVELS,
            *types,
            *numbers,
            *panel_buttons,
            *next_steps()[1],
        },
        "commands.": {*commands.PRIVATE, *commands.GROUP},
        "errors.only_": roles,
        "functions.": set(mapping.KINDS),
        "gaps.": gap_codes(),
        "outcomes.": outcomes,
        "parts.": {part.value for part in Part},
        "prompts.": asked | examples,
        "receipt.": {tier.value for tier in Tier},
        "refusals.": guards(),
        "result.revealed_": set(SHOWN),
        "roles.": {"facilitator", "coordinator"},
        "rounds.": ends_of_a_round(),
        "sectors.": set(inviting.SECTORS),
        "stages.": set(self_rating.STAGES),
        "toasts.only_": roles,
        "toasts.table_": {"paused", "adjourned"},
        "topics.": {*elements.topics()},
        "upstream.": set(reflecting.UPSTREAM),
        "voting.": outcomes,
        "words.": words_in(*(c.args[1] for c in calls("is_word"))) | {"yes", "no"},
    }


def of_forms() -> set[str]:
    return {
        f"{form.name}.{step.id}{end}"
        for form in forms.FORMS.values()
        for step in form.steps
        for end in ("", "_example")
    }


def of_families() -> set[str]:
    known = {f"{start}{name}" for start, names in families().items() for name in names}
    return known | {f"coach.{code}" for code in hints()}


def test_there_is_more_than_one_language() -> None:
    assert LANGUAGES[0] == "en"
    assert "es" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_files_and_keys(language: str) -> None:
    assert {f.name for f in (FOLDER / language).iterdir()} == {f.name for f in (FOLDER / ENGLISH).iterdir()}
    assert set(templates(language)) == set(templates(ENGLISH))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_became_a_truth_value(language: str) -> None:
    for file in (FOLDER / language).glob("*.yaml"):
        entries = yaml.safe_load(file.read_text("utf-8"))
        assert all(isinstance(key, str) for key in entries), f'{file.name}: quote "yes", "no" and "on"'
        assert all(isinstance(text, str) and text.strip() for text in entries.values()), file.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    for file in (FOLDER / language).glob("*.yaml"):
        node = yaml.compose(file.read_text("utf-8"))
        assert isinstance(node, yaml.MappingNode)
        names = [key.value for key, _ in node.value]
        assert sorted(names) == sorted(set(names)), file.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_compiles(language: str) -> None:
    for key, text in templates(language).items():
        try:
            environment().compile(text)
        except TemplateSyntaxError as fault:
            pytest.fail(f"{language} {key}: {fault}")


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != ENGLISH])
def test_every_phrase_uses_the_same_values_as_in_english(language: str) -> None:
    ours, english = templates(language), templates(ENGLISH)
    both = sorted(set(ours) & set(english))
    assert {k: variables(k, ours) for k in both} == {k: variables(k, english) for k in both}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != ENGLISH])
def test_every_phrase_tells_apart_the_same_cases_as_in_english(language: str) -> None:
    ours, english = templates(language), templates(ENGLISH)
    both = sorted(set(ours) & set(english))
    assert {k: compared(k, ours) for k in both} == {k: compared(k, english) for k in both}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_included_phrase_exists(language: str) -> None:
    ours = templates(language)
    for key, text in ours.items():
        names = included(environment().parse(text), ours)
        assert names <= set(ours), key


def test_every_phrase_that_code_names_exists() -> None:
    assert named_in_code() - set(templates(ENGLISH)) == set()
    assert {"asking.question", "toasts.stale", "errors.perhaps_twice"} <= named_in_code()


def test_every_computed_phrase_name_is_of_a_known_family() -> None:
    missing = prefixes_in_code() - set(families())
    shorter = {"buttons.score_", "buttons.days_"}
    assert missing - shorter == set(), "add the beginning and the names it can become to families()"


def test_every_phrase_of_a_family_exists() -> None:
    assert of_families() - set(templates(ENGLISH)) == set()
    assert {"FUNCTION_UNCOVERED", "SEAT_VACANT"} <= gap_codes()
    assert ends_of_a_round() == {"withdrawn", "parked"}
    assert {"MISSING_PLACE", "HORIZON_TOO_LONG", "WHICH_DECADE_END"} <= hints()


def test_every_step_of_a_form_has_its_question_and_example() -> None:
    """A form whose first question is said otherwise needs no example of its own name, but the rest does."""
    assert of_forms() - set(templates(ENGLISH)) == set()
    assert "set_up.zone_example" in of_forms()


def test_no_phrase_is_unused() -> None:
    english = templates(ENGLISH)
    by_include = {name for text in english.values() for name in included(environment().parse(text), english)}
    unused = set(english) - named_in_code() - of_families() - of_forms() - by_include
    assert unused == set(), "delete it in every language, or name it in code"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_has_a_line_for_every_next_step(language: str) -> None:
    names, _ = next_steps()
    assert {"wait_answers", "close", "summary"} <= names
    assert compared("advice.line", templates(language)) == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_toasts_and_buttons_fit(language: str) -> None:
    for key, text in templates(language).items():
        shown = environment().from_string(text).render().strip() if key[:4] in ("toas", "butt") else ""
        assert len(shown) <= (200 if key.startswith("toasts.") else 60), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_are_telegrams_and_closed(language: str) -> None:
    for key, text in templates(language).items():
        plain = JINJA.sub("", text)
        assert not set("<>&") & set(TAG.sub("", plain)), f"{key}: write &lt; &gt; &amp; or leave it out"
        found = [tag.group() for tag in TAG.finditer(plain)]
        assert sorted(t.replace("/", "") for t in found if "/" in t) == sorted(
            t for t in found if "/" not in t
        ), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_are_read_are_those_a_person_types(language: str) -> None:
    for name in ("yes", "no", "pass"):
        for word in templates(language)[f"words.{name}"].split(","):
            assert reading.is_word(language, name, word), (name, word)
    assert reading.is_word(language, "yes", templates(language)["buttons.yes"])
    assert reading.is_word(language, "no", templates(language)["buttons.no"])
    assert reading.is_word(language, "pass", templates(language)["buttons.pass"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_button_names_quoted_in_a_text_are_those_of_the_buttons(language: str) -> None:
    ours = templates(language)
    quoted = {
        "again.pick_one": ("done",),
        "asking.finished": ("edit",),
        "asking.skipped_left": ("pass",),
        "joining.consent_example": ("agree",),
        "joining.right_example": ("yes",),
        "lifecycle.consent_notice": ("pass",),
        "live.collection": ("pass",),
        "prompts.M2": ("done",),
        "prompts.M3": ("check",),
        "reminders.answers": ("pass",),
    }
    for key, buttons in quoted.items():
        for button in buttons:
            assert re.search(rf"[“«]{re.escape(ours[f'buttons.{button}'])}[”»]", ours[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_result_is_a_measurable_result(language: str) -> None:
    ours = templates(language)
    assert check(ours["draft.text_example"], language, date(2026, 11, 23)).overall
    assert ours["draft.text_example"] in ours["draft.text"]


def test_spanish_says_the_words_the_method_needs() -> None:
    ours = templates("es")
    few = [key for key, text in templates(ENGLISH).items() if "Too few answers to show" in text]
    assert len(few) >= 6
    assert all("pocas respuestas" in ours[key] for key in few)
    assert "odavía no" in ours["refusals.not_yet"]
    assert "quórum" in ours["voting.no_quorum"]
    assert ours["help.language_kept"] == "Desde ahora le escribo en español."


# how hard the English is to read


def plain_words(text: str) -> str:
    """What a person reads of a template, each value as one short word."""
    text = re.sub(r"\{\{.*?\}\}", "it", text, flags=re.DOTALL)
    return TAG.sub("", JINJA.sub(" ", text)).replace("\\n", "\n")


def syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end left out; at least one."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeioudty]ed$|[^aeiouysxz]es$", word) and count > 1:
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """The Flesch–Kincaid grade: years of school needed to read this."""
    sentences = [s for s in re.split(r"[.!?\n]+", text) if re.search(r"[A-Za-z]", s)]
    words = re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*", text)
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_grade_tells_hard_from_easy() -> None:
    easy = "The cat sat on the mat. It was warm. The cat was glad."
    hard = (
        "Organizational accountability necessitates comprehensive multilateral institutional harmonization."
    )
    assert grade(easy) < 3
    assert grade(hard) > 15


def test_english_is_easy_to_read() -> None:
    texts = {
        key: plain_words(text) for key, text in templates(ENGLISH).items() if not key.startswith("words.")
    }
    prose = [text for text in texts.values() if len(text.split()) >= 8]
    assert grade("\n".join(prose)) <= 8
    long = {key: text for key, text in texts.items() if len(text.split()) >= 20}
    assert len(long) > 30
    assert {key: round(grade(text), 1) for key, text in long.items() if grade(text) > 12} == {}
