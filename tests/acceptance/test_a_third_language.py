"""A language is added as files only: a made-up one, in brackets and a third longer, is used from join to vote."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.method import menus
from bot.rehearsal.players import Player
from dialogues import phrases, reading
from dialogues.context import shorten
from dialogues.model import Answer, Ballot, Round, Table
from tests.acceptance.acts import forges
from tests.acceptance.playing import Played
from tests.dialogues import phrases_in_code, test_numbers_in_phrases, test_phrases

# Its code is that of a language Babel knows and the bot does not speak; its words are nobody's.
MADE_UP = "pt"
ACCENTS = str.maketrans("aeiouncsAEIOUNCS", "ãéîõüñçšÃÉÎÕÜÑÇŠ")
# One whose counts take other forms than those of English and Spanish.
MANY_FORMS = "pl"
PLURAL = re.compile(r"\|plural\(one='([^']*)', other='([^']*)'\)")
KEPT = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|</?[a-z]+>|&[a-z]+;|/[a-z]+\b|\n", re.DOTALL)
LONGER = 0.3


def made_up(text: str) -> str:
    """The text with other letters, in brackets and a third longer; what belongs to templates stays."""
    pieces, start = [], 0
    for kept in KEPT.finditer(text):
        pieces += [text[start : kept.start()].translate(ACCENTS), kept.group()]
        start = kept.end()
    words = "".join([*pieces, text[start:].translate(ACCENTS)]).strip()
    return f"⟦{words}{'·' * int(LONGER * len(KEPT.sub('', text)))}⟧"


def with_forms(text: str, language: str) -> str:
    """The text with a form for each plural category of the language, each under its name."""
    categories = sorted(phrases.plural_categories(language))

    def forms(found: re.Match[str]) -> str:
        one, other = found.groups()
        named = {c: (one if c == "one" else other).translate(ACCENTS) for c in categories}
        return "|plural(" + ", ".join(f"{c}='{words} ({c})'" for c, words in named.items()) + ")"

    return PLURAL.sub(forms, text)


def written(folder: Path, language: str = MADE_UP) -> None:
    """The files of the language, made from the English ones."""
    target = folder / language
    target.mkdir()
    for file in (folder / "en").glob("*.yaml"):
        entries: dict[str, str] = yaml.safe_load(file.read_text("utf-8"))
        if file.stem == "words":
            changed = {key: text.translate(ACCENTS) for key, text in entries.items()}
        else:
            changed = {key: with_forms(made_up(str(text)), language) for key, text in entries.items()}
        (target / file.name).write_text(yaml.safe_dump(changed, allow_unicode=True, width=10_000), "utf-8")


def forget() -> None:
    """Nothing read from the folder before is remembered."""
    remembered: list[Any] = [
        phrases.languages, phrases.spoken, phrases.keys, phrases._fixed, phrases._template, phrases._templates,
        phrases._environment, phrases._vocabulary, phrases.plural_categories, reading._words,
        phrases_in_code.templates,
    ]  # fmt: skip
    for cached in remembered:
        cached.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the phrases in which the third language stands beside the two."""
    copied = tmp_path / "phrases"
    for language in phrases.languages():
        shutil.copytree(Path(str(phrases.ROOT)) / language, copied / language)
    written(copied)
    monkeypatch.setattr(phrases, "ROOT", copied)
    for module in (phrases_in_code, test_phrases):
        monkeypatch.setattr(module, "FOLDER", copied)
    forget()
    yield copied
    monkeypatch.undo()
    forget()


def b(phrase: str, **values: object) -> str:
    """A button as somebody with this language sees it."""
    return shorten(phrases.render(MADE_UP, phrase, "UTC", values))


def not_in_brackets(table: Played, player: Player) -> set[str]:
    """What the bot said to somebody in words that are not of the language's files."""
    shown = [
        text
        for m in table.stage.bot_messages(player.user)
        for text in (m.words, *(o.text for o in m.buttons))
    ]
    names = {phrases.own_name(code) for code in phrases.languages()} | {"Lake Alder table"}
    return {
        t for t in shown if not t.removeprefix("✓ ").startswith("⟦") and t not in names and not t.isdigit()
    }


def test_it_is_spoken_as_soon_as_its_folder_is_there(folder: Path) -> None:
    assert phrases.languages() == ("en", "es", MADE_UP)
    phrases.check()
    assert phrases.own_name(MADE_UP) == "Português"
    assert phrases.spoken("pt-BR") == MADE_UP
    assert {menu.language for menu in menus()} == {None, "en", "es", MADE_UP}


CHECKS = (
    test_phrases.test_every_language_has_the_same_files_and_keys,
    test_phrases.test_every_phrase_uses_the_same_values_as_in_english,
    test_phrases.test_every_phrase_tells_apart_the_same_cases_as_in_english,
    test_phrases.test_every_included_phrase_exists,
    test_phrases.test_every_template_compiles,
    test_phrases.test_tags_are_telegrams_and_closed,
    test_phrases.test_the_words_that_are_read_are_those_a_person_types,
    test_numbers_in_phrases.test_no_phrase_chooses_a_plural_by_hand,
    test_numbers_in_phrases.test_every_plural_has_the_forms_of_its_language,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_checks_of_phrases_take_it_as_it_is(folder: Path, check: Any) -> None:
    check(MADE_UP)


def broken(folder: Path, name: str, key: str, text: str | None) -> None:
    file = folder / MADE_UP / f"{name}.yaml"
    entries = yaml.safe_load(file.read_text("utf-8"))
    if text is None:
        del entries[key]
    else:
        entries[key] = text
    file.write_text(yaml.safe_dump(entries, allow_unicode=True), "utf-8")
    forget()


def test_the_checks_name_what_is_missing(folder: Path) -> None:
    broken(folder, "voting", "tap", None)
    with pytest.raises(AssertionError, match=r"voting\.tap"):
        test_phrases.test_every_language_has_the_same_files_and_keys(MADE_UP)


def test_the_checks_name_a_wrong_value(folder: Path) -> None:
    broken(folder, "proposals", "question", "⟦{{ organizacao }}: {{ text }}⟧")
    with pytest.raises(AssertionError, match=r"proposals\.question"):
        test_phrases.test_every_phrase_uses_the_same_values_as_in_english(MADE_UP)


@pytest.mark.parametrize(
    ("n", "form"), [(1, "one"), (2, "few"), (4, "few"), (5, "many"), (22, "few"), (100, "many")]
)
def test_a_language_with_more_forms_than_two_takes_files_alone(folder: Path, n: int, form: str) -> None:
    """What goes with 2 is not what goes with 5: the form is chosen by the language's own rule."""
    written(folder, MANY_FORMS)
    forget()
    said = phrases.render(MANY_FORMS, "asking.skipped_left", "UTC", {"n": n})
    assert f"({form})" in said
    assert n == 1 or str(n) in said
    test_numbers_in_phrases.test_every_plural_has_the_forms_of_its_language(MANY_FORMS)


def test_the_checks_name_a_missing_form(folder: Path) -> None:
    written(folder, MANY_FORMS)
    file = folder / MANY_FORMS / "asking.yaml"
    file.write_text(re.sub(r"few='[^']*', ", "", file.read_text("utf-8")), "utf-8")
    forget()
    with pytest.raises(AssertionError, match=r"asking\.skipped_left"):
        test_numbers_in_phrases.test_every_plural_has_the_forms_of_its_language(MANY_FORMS)


async def test_a_person_joins_answers_and_votes_in_it(folder: Path, table: Played) -> None:
    await table.set_up(languages="English + Português")
    assert table.one(Table).languages == ("en", MADE_UP)
    link = await table.invite("Lake Alder Council", "Government", "No")
    nia = table.stage.player("Nia", language="pt-BR")
    await nia.opens(link)
    await nia.presses(b("buttons.agree"))
    await nia.presses(b("buttons.yes"))
    await nia.presses(b("buttons.decision_maker"))
    await table.lena.says("/table")
    await forges(table, table.lena, f"go:{table.one(Table).id}:open_introductions:0")
    await nia.says("Mais trabalho.")
    await nia.says("Esperança: paz.")
    assert len(table.find(Answer)) == 2
    await table.lena.says("/table")
    await table.lena.presses("Bring a text to the table")
    await table.lena.presses("Something else")
    await table.lena.says("Rhythm")
    await table.lena.presses("Routine")
    await table.lena.presses("No")
    await table.lena.says("The table meets every second Tuesday.")
    assert "How does this read in Portuguese?" in table.lena.reads()
    await table.lena.says("A mesa se reúne às terças.")
    await table.lena.presses("Put it to the table")
    await table.wait(hours=24)
    await table.lena.presses("Open the vote: Rhythm")
    assert "A mesa se reúne às terças." in nia.reads()
    await nia.presses(b("buttons.score_4"))
    assert table.one(Ballot).score == 4
    await nia.says("/table")
    await nia.says("/privacy")
    await nia.says("/help")
    assert not_in_brackets(table, nia) == set()
    assert len(table.stage.bot_messages(nia.user)) > 8


async def test_a_table_can_have_three_languages(folder: Path, table: Played) -> None:
    table.world.add_bot(table.group, table.lena.user)
    await table.settle()
    await table.lena.presses("I facilitate this table", table.group)
    await table.lena.starts("go")
    await table.lena.presses("Lake Alder table")
    await table.lena.says("Chicago")
    await table.lena.presses("More than two languages")
    await table.lena.presses("Español")
    await table.lena.presses("English")
    await table.lena.presses("Português")
    await table.lena.presses("Done")
    await table.lena.presses("90 days")
    await table.lena.presses("Today")
    await table.lena.presses("I do it myself")
    assert table.one(Table).languages == ("es", "en", MADE_UP)


async def test_a_result_in_a_language_without_a_check_passes_with_a_word(folder: Path, table: Played) -> None:
    await table.set_up(languages="Português")
    await table.lena.says("/table")
    await table.lena.presses("Bring a text to the table")
    await table.lena.presses("A result")
    await table.lena.says("Result")
    await table.lena.presses("No")
    await table.lena.says("Até 2031, sobe de 81 % para 90 %.")
    assert "I have no words to check a sentence in Portuguese" in table.lena.has_read()
    assert (
        "Shall I put it to the table?" in table.lena.has_read()
        or "How would a neighbour say it?" in table.lena.reads()
    )
    assert table.one(Round).state == "synthesizing"
