"""Every text a person reads: the same in every language, reached by the code, short and plain."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml
from jinja2 import TemplateSyntaxError

from dialogues import passes, reading
from dialogues.checks.measurable import check
from tests.dialogues.phrase_families import families, of_families
from tests.dialogues.phrases_in_code import (
    ENGLISH,
    FOLDER,
    JINJA,
    LANGUAGES,
    TAG,
    compared,
    ends_of_a_round,
    environment,
    gap_codes,
    hints,
    included,
    named_in_code,
    next_steps,
    of_forms,
    prefixes_in_code,
    templates,
    variables,
)


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
    shorter = {"buttons.score_", "buttons.days_", "buttons.mark_"}
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
    for name in ("yes", "no"):
        for word in templates(language)[f"words.{name}"].split(","):
            assert reading.is_word(language, name, word), (name, word)
    for name in (passes.PASS, passes.NO_REASON):
        for word in templates(language)[f"words.{name}"].split(","):
            assert passes.is_no_reason(language, word), (name, word)
    assert reading.is_word(language, "yes", templates(language)["buttons.yes"])
    assert reading.is_word(language, "no", templates(language)["buttons.no"])
    assert passes.is_pass(language, templates(language)["buttons.pass"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_button_names_quoted_in_a_text_are_those_of_the_buttons(language: str) -> None:
    ours = templates(language)
    quoted = {
        "again.pick_one": ("done",),
        "again.doubt_count": ("yes",),
        "again.doubt_same": ("yes",),
        "again.doubt_share": ("yes",),
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
