"""No text is longer than Telegram takes, nor than its kind may be on a phone, with the longest plausible values."""

from __future__ import annotations

import sys

import pytest

from bot.courier.drafts import NOTE_UNITS
from bot.courier.limits import CAPTION_UNITS, MESSAGE_UNITS
from bot.ingress.buttons import MOST_BYTES, encode
from bot.method import menus
from dialogues import actions, commands, documents_panel, forms
from dialogues.effects import Press
from tests.dialogues import longest as measure
from tests.dialogues.longest import longest
from tests.dialogues.phrases_in_code import LANGUAGES, environment, plain_words, templates

TOAST_UNITS = 200  # answerCallbackQuery
COMMAND_LETTERS, DESCRIPTION_UNITS = 32, 256  # setMyCommands

# Beginning of a phrase's name: the most it may come to, and why not more.
KINDS = {
    "toasts.": (120, "it is gone after some seconds: one glance, two lines"),
    "receipt.": (110, "it stands before every question, and the question is what counts"),
    "reminders.": (280, "it interrupts somebody: who, what, how to go on, with three names at their longest"),
    "live.": (250, "it is edited under people's eyes; what changes is found at once"),
    "commands.": (45, "one line of the menu beside the command"),
    "errors.": (200, "what happened and what to do next"),
    "prompts.": (500, "the question, its levels and the buttons stay on one screen"),
    "sectors.": (25, "two buttons in a row"),
    "machine_states.": (90, "a line of a table"),
}
# A label of our own on a button: on a narrow phone Telegram shows about forty letters of a whole row.
BUTTON = 40
# Before a value, so that enough of the value is seen of the sixty that a label is cut to.
BEFORE_A_VALUE = 32
# An example is shown within a question that is asked again.
EXAMPLE = 200

# What can come to more than one message, and what is done about it.
LONGER = {
    "picture.map_alt": "the picture in words: the courier splits it",
    "picture.participation_alt": "the picture in words: the courier splits it",
    "summary.page": "lists are shortened until it is under SUMMARY_UNITS",
    "structure.page": "the courier splits it; a structure of eight bodies and forty tasks is rare",
    "my_part.lines": "the courier splits it; own promises and tasks, eight of each",
    "facilitating.handed_over": "the courier splits it; six of everything that is open at once are rare",
    "turnover.page": "the courier splits it; eight seats that change at once, each with a long wish, are rare",
    "turnover.welcome": "the courier splits it; what an organisation has in hand, eight of each",
    "panel.desk": "a line for each element; not all are at their longest at once, and the courier splits it",
    "panel.steps": "as panel.table",
    "panel.table": "the courier splits it; eight next steps at once do not come",
    "cycles.opened": "it holds the letter of the cycle before, with eight of everything",
    "coordination.digest": "the courier splits it; a line a table, and the letters of eight tables",
    "sessions.agenda": "the courier splits it; eight of everything that is open",
    "sessions.minutes": "the courier splits it; eight of everything that happened",
    "summary.experiments": "lists are shortened with the page",
    "synthesis.groups": "each answer is cut to GROUPED_UNITS, and the courier splits it",
    "use_fallback.used": "as voting.blocked; a quarter of the organisations at most",
    "table_rules.listed": "each reason is cut to CHANGE_LETTERS",
    "voting.blocked": "eight reasons of thirty words: the courier splits it",
    "voting.needs_discussion": "eight reasons of thirty words: the courier splits it",
    "voting.passed": "eight reasons of thirty words: the courier splits it",
}


def over_its_kind(language: str) -> dict[str, int]:
    """The phrases that are longer than their kind may be, with what they come to."""
    return {
        key: longest(language, key)
        for start, (most, _why) in KINDS.items()
        for key in templates(language)
        if key.startswith(start) and longest(language, key) > most
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_longer_than_its_kind_may_be(language: str) -> None:
    assert over_its_kind(language) == {}
    for start in KINDS:
        assert any(key.startswith(start) for key in templates(language)), f"no phrase begins with {start}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_toasts_are_never_cut(language: str) -> None:
    assert all(
        longest(language, key) <= TOAST_UNITS for key in templates(language) if key.startswith("toasts.")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_is_read_whole_on_a_phone(language: str) -> None:
    labels = {k: environment().from_string(t).render().strip() for k, t in templates(language).items()
              if k.startswith("buttons.") and "{{" not in t}  # fmt: skip
    assert {key: label for key, label in labels.items() if len(label) > BUTTON} == {}
    assert len(labels) > 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_with_a_value_leaves_room_for_it(language: str) -> None:
    own = {
        key: plain_words(text.partition("{{")[0]).strip()
        for key, text in templates(language).items()
        if key.startswith("buttons.") and "{{" in text
    }
    assert {key: words for key, words in own.items() if len(words) > BEFORE_A_VALUE} == {}
    assert len(own) > 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_longer_than_one_message_is_known(language: str) -> None:
    over = {
        key: longest(language, key) for key in templates(language) if longest(language, key) > MESSAGE_UNITS
    }
    assert set(over) - set(LONGER) == set(), "shorten it, or say in LONGER what is done about it"


def test_what_is_let_off_is_there_and_long_in_some_language() -> None:
    for key in LONGER:
        assert max(longest(language, key) for language in LANGUAGES) > MESSAGE_UNITS, f"{key} fits now"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_is_short(language: str) -> None:
    examples = {key: longest(language, key) for key in templates(language) if key.endswith("_example")}
    assert {key: n for key, n in examples.items() if n > EXAMPLE} == {}
    assert len(examples) > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_fit_with_the_courier_s_note(language: str) -> None:
    captions = ["own_data.caption", *(f"documents.{name}" for name in documents_panel.DOCUMENTS)]
    over = {key: longest(language, key) for key in captions}
    assert {key: n for key, n in over.items() if n > CAPTION_UNITS - NOTE_UNITS} == {}


def test_commands_are_as_short_as_telegram_wants_them() -> None:
    assert all(len(name) <= COMMAND_LETTERS for name in (*commands.PRIVATE, *commands.GROUP))
    said = [text for menu in menus() for _, text in menu.commands]
    assert said
    assert all(3 <= len(text) <= DESCRIPTION_UNITS for text in said)


def test_every_button_of_a_form_or_the_panel_fits_the_64_bytes() -> None:
    id, value = 10**12, "x" * 10
    data = [
        encode(Press("pick", (form.name, id, step.id, value)))
        for form in forms.FORMS.values()
        for step in form.steps
    ]
    data += [
        encode(Press("nav", (form.name, id, "cancel", step.id)))
        for form in forms.FORMS.values()
        for step in form.steps
    ]
    data += [encode(Press("go", (id, action, id))) for action in actions.ACTIONS]
    assert max(len(one.encode()) for one in data) <= MOST_BYTES


# the measure itself


def given(monkeypatch: pytest.MonkeyPatch, **texts: str) -> None:
    measure._of_phrase.cache_clear()
    found = {key.replace("__", "."): text for key, text in texts.items()}
    for module in (measure, sys.modules[__name__]):
        monkeypatch.setattr(module, "templates", lambda _language: found)


def test_the_measure_takes_the_longest_branch_and_list(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        a__b="{% if x %}ab{% else %}abc{% endif %}{% for one in all %}<b>d</b>{% endfor %}",
        a__c="12345",
    )
    assert longest("en", "a.b") == 3 + measure.LINES
    given(monkeypatch, a__b="{% include 'a.c' %}{{ organisation }}", a__c="&lt;2345")
    assert longest("en", "a.b") == 5 + measure.NAME
    given(monkeypatch, a__b="{{ n }}{{ deadline|day }}{{ x|number }}")
    assert longest("en", "a.b") == measure.COUNT + len("September 28, 2026") + measure.NUMBER
    measure._of_phrase.cache_clear()


def test_a_text_that_is_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, toasts__long="x" * 121, toasts__short="x" * 120, buttons__long="x" * 300)
    assert over_its_kind("en") == {"toasts.long": 121}
    measure._of_phrase.cache_clear()
