"""Each thing that can be wrong with a folder of guides is named with its file, its line and what to do instead."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.guide_folder import copy_to
from dialogues import elements, house_rules, phrases
from dialogues.guides import OWN, guides, prompt
from dialogues.guides.check import Checked, check, file_names
from dialogues.guides.differences import How, differences
from dialogues.guides.guide_set import (
    MAY_BE_LEFT_OUT,
    OPEN_TOPICS,
    GuideDamaged,
    built_in,
    content_of,
    unpacked,
    words_of,
)
from dialogues.model import Tier
from dialogues.phrases import FIRST_LANGUAGE

Files = dict[str, bytes]
R1 = "  - {id: R1, who: member, tier: A, kind: text}"
OWN_LINE = "  - {id: A1, topic: result, who: organisation, tier: A, kind: text}"
R1_WORDS = 'R1: "Who should be better off, and where do they live?"'
UNREAD = "words/en.yaml"


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("guides") / "whole"
    copy_to(folder)
    return {name: (folder / name).read_bytes() for name in file_names()}


def edited(files: Mapping[str, bytes], name: str, old: str, new: str) -> Files:
    text = files[name].decode()
    assert old in text, f"{name} has no {old!r}"
    return {**files, name: text.replace(old, new, 1).encode()}


def line_of(files: Mapping[str, bytes], name: str, text: str) -> int:
    return files[name].decode().partition(text)[0].count("\n") + 1


# File, text that stands there, what an operator puts in its place, what is said of it, the remedy. The fault
# is in the line in which the text begins, or so many lines further on.
FAULTS: list[tuple[str, str, str, str, str, int]] = [
    # privacy
    ("result.yaml", "R1, who: member, tier: A", "R1, who: member, tier: G", "to more people", "“tier: A”", 0),
    ("trust.yaml", "T3, who: member, tier: P", "T3, who: member, tier: F", "to more people", "“tier: P”", 0),
    ("representatives.yaml", "M3, who: representative, tier: F", "M3, who: representative, tier: A",
     "to more people", "“tier: F”", 0),
    ("result.yaml", "R1, who: member, tier: A", "R1, who: member, tier: P",
     "tier 'P' is not the tier of R1, which is 'A'", "“tier: A”", 0),
    ("result.yaml", "R1, who: member, tier: A", "R1, who: member, tier: all",
     "tier 'all' is not the tier of R1", "“tier: A”", 0),
    ("trust.yaml", "T1, who: member, tier: P, kind: scale", "T1, who: member, tier: P, kind: text",
     "the form of T1", "“kind: scale”", 0),
    ("result.yaml", "R1, who: member", "R1, who: organisation", "who answers R1", "“who: member”", 0),
    ("result.yaml", R1, f"{R1}\n  - {{id: A1, topic: result, who: member, tier: G, kind: text}}",
     "the tier of A1 is 'G'", "“tier: A”", 1),
    ("system.yaml", "[policies, practices,", "[practices, policies,", "the options of S1", "as they were", 0),
    ("problem_solving.yaml", "[problem_defining, ", "[", "the parts of P8", "as they were", 0),
    ("system.yaml", "{condition: choice,", "{condition: text,", "the parts of S1", "as they were", 0),
    # questions
    ("result.yaml", "id: R1,", "id: R9,", "'R9' is no question", "A1 to A99", 0),
    ("result.yaml", f"{R1}\n", "", "R1 is missing", "Put its line back", -99),
    ("result.yaml", R1, f"{R1}\n{R1}", "R1 stands twice, first in", "Keep one", 1),
    ("result.yaml", "R1, who: member, tier: A, kind: text", "R1, who: member, kind: text", "tier is missing",
     "Add “tier: …”", 0),
    ("result.yaml", "R1, who:", "R1, colour: red, who:", "colour is not known", "Use id, who", 0),
    ("result.yaml", "{id: R1, who: member", "{who: member", "has no id", "like {id: R1", 0),
    ("result.yaml", R1, "  - R1", "no “name: text” line", "plain lists", 0),
    ("result.yaml", R1, f"{R1}\n{OWN_LINE.replace('kind: text', 'kind: scale')}", "the form of A1",
     "“kind: text”", 1),
    ("result.yaml", R1, f"{R1}\n{OWN_LINE.replace('organisation', 'facilitator')}", "who answers A1",
     "“who: organisation” or “who: member”", 1),
    ("result.yaml", R1, f"{R1}\n{OWN_LINE.replace('topic: result', 'topic: pulse')}", "asked in 'pulse'",
     "Write one of introductions", 1),
    ("result.yaml", R1, f"{R1}\n{OWN_LINE.replace('topic: result, ', '')}", "topic is missing",
     "Add “topic: …”", 1),
    ("result.yaml", "element: result", "element: results", "the element is 'results'", "“element: result”", 0),
    ("result.yaml", "version: 1", "version: one", "version is no whole number", "“version: 1”", 0),
    ("result.yaml", "version: 1", "colour: red\nversion: 1", "colour is not known", "Use element", 0),
    ("result.yaml", "element: result\n", "", "element is missing", "Add a line", -99),
    ("result.yaml", "prompts:", "prompt:", "prompts is missing", "Add a line", -99),
    # YAML
    ("result.yaml", R1, "  - {id: R1, who: member", "this is no YAML", "Check indentation", 1),
    ("result.yaml", "element: result", "element: &a result", "anchors and aliases", "plain lists", 0),
    ("result.yaml", R1, f"{R1}\n  - *a", "anchors and aliases", "plain lists", 1),
    ("result.yaml", "element: result", "element: !!python/object:os.system result", "the tag !!python",
     "plain lists", 0),
    ("result.yaml", "element: result", "element: !mine result", "the tag !mine", "plain lists", 0),
    ("result.yaml", "version: 1", f"version: {'[' * 40}{']' * 40}", "too deep", "plain lists", 0),
    ("result.yaml", "version: 1", "version: 1\n---\nversion: 2", "a second document", "Delete the line", 1),
    ("result.yaml", "version: 1", "version: 1\nversion: 2", "version stands twice, first in line", "Keep", 1),
    ("result.yaml", "version: 1", "version: 1\n? [a]\n: b", "a name is no plain word", "plain lists", 1),
    ("result.yaml", "version: 1", "version: 1\x07", "a control character", "Delete it", 0),
    # words
    (UNREAD, R1_WORDS, 'R1: ""', "R1 is empty", "Write the question", 0),
    (UNREAD, R1_WORDS, "", "R1 is missing", "Add a line “R1: \"…\"” in en", -99),
    (UNREAD, R1_WORDS, 'R1: ["Who?"]', "R1 has a list", "in quotes", 0),
    (UNREAD, R1_WORDS, f"{R1_WORDS}\n{R1_WORDS}", "R1 stands twice", "Keep one", 1),
    (UNREAD, R1_WORDS, f'{R1_WORDS}\nR9: "Who?"', "R9 is no question", "Correct the name", 1),
    (UNREAD, R1_WORDS, 'R1: "{{ secrets }}?"', "has the placeholder {{ secrets }}", "Delete it", 0),
    (UNREAD, R1_WORDS, "R1: \"{% include 'x' %}?\"", "has the placeholder {% include", "Delete it", 0),
    (UNREAD, R1_WORDS, 'R1: "{{ ().__class__ }}"', "has the placeholder", "Delete it", 0),
    (UNREAD, "We could count: <b>{{ label }}</b>", "We could count: it", "has lost {{ label }}", "Write {{", 0),
    (UNREAD, "We could count: <b>{{ label }}</b>", "We count {{ label }} {{ name }}", "{{ name }}", "Only", 0),
    (UNREAD, R1_WORDS, 'R1: "<b>Who?"', "does not close <b>", "each closed", 0),
    (UNREAD, R1_WORDS, 'R1: "<b><i>Who?</b></i>"', "closes <b> where", "each closed", 0),
    (UNREAD, R1_WORDS, 'R1: "Who</b>?"', "closes <b> where", "each closed", 0),
    (UNREAD, R1_WORDS, 'R1: "<h>Who?</h>"', "has the tag <h>", "Allowed are <b>", 0),
    (UNREAD, R1_WORDS, "R1: \"<a href='x'>Who?</a>\"", "", "Allowed are <b>", 0),
    (UNREAD, R1_WORDS, 'R1: "Fewer than < 5?"', "a < that begins no tag", "&lt;", 0),
    (UNREAD, R1_WORDS, 'R1: "You & us?"', "a & that begins no sign", "&amp;", 0),
    (UNREAD, R1_WORDS, f'R1: "{"Who? " * 101}"', "R1 has 504 characters, more than 500", "Shorten it", 0),
    (UNREAD, R1_WORDS, f'R1: "{"😀" * 251}"', "R1 has 502 characters, more than 500", "Shorten it", 0),
    (UNREAD, "R1_example: \"", f"R1_example: \"{'x' * 200}", "more than 200", "Shorten it", 0),
    (UNREAD, "R1_example: \"", 'R1_example: "<b>', "R1_example has the tag <b>", "no tags", 0),
    (UNREAD, R1_WORDS, 'R1: "Who\u202e should?"', "characters that nobody sees", "Type the line again", 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "said", "remedy", "further"),
    FAULTS,
    ids=lambda v: None if isinstance(v, int) else str(v)[:30],
)
def test_a_fault_is_named_with_its_line_and_remedy(
    whole: Files, file: str, old: str, new: str, said: str, remedy: str, further: int
) -> None:
    files = edited(whole, file, old, new)
    checked = check(files)
    assert checked.guides is None
    line = 1 if further == -99 else line_of(whole, file, old) + further
    found = [f for f in checked.problems if f.file == file and f.line == line]
    assert any(said in f.said and remedy in f.remedy for f in found), [str(f) for f in checked.problems]
    for fault in checked.problems:
        assert fault.remedy.rstrip().endswith((".", "”")), fault


def test_a_file_that_is_no_text_is_named_with_its_line(whole: Files) -> None:
    broken = whole["words/es.yaml"].replace("¿Quién".encode(), "¿Quién".encode("latin-1"), 1)
    files = {**whole, "words/es.yaml": broken}
    (fault,) = check(files).problems
    assert (fault.file, fault.said) == ("words/es.yaml", "a character is no UTF-8")
    assert fault.line == whole["words/es.yaml"].partition("¿Quién".encode())[0].count(b"\n") + 1
    assert "UTF-8" in fault.remedy


def test_a_mark_of_bytes_at_the_beginning_is_no_fault(whole: Files) -> None:
    files = {name: b"\xef\xbb\xbf" + content for name, content in whole.items()}
    assert check(files).faults == ()


@pytest.mark.parametrize(
    "content", [b"", b"\n# nothing\n", b"- R1\n", b"R1\n", b"a" * 200_001, b"\xff\xfe\x00\x01"]
)
def test_any_file_may_be_anything(whole: Files, content: bytes) -> None:
    for name in file_names():
        checked = check({**whole, name: content})
        assert checked.guides is None
        assert name in {fault.file for fault in checked.problems}


def test_a_bomb_of_anchors_is_refused_before_it_grows(whole: Files) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    (fault,) = check({**whole, "words/en.yaml": "\n".join(lines).encode()}).problems
    assert (fault.file, fault.line) == ("words/en.yaml", 1)
    assert "anchors" in fault.said


@pytest.mark.parametrize("name", file_names())
def test_a_file_that_is_missing_is_named(whole: Files, name: str) -> None:
    checked = check({n: c for n, c in whole.items() if n != name})
    assert [f.file for f in checked.problems] == [name]
    assert "missing" in checked.problems[0].said


@pytest.mark.parametrize(
    ("name", "said"), [("words/xx.yaml", "does not speak 'xx'"), ("results.yaml", "no file of this name")]
)
def test_a_file_that_nobody_reads_is_named(whole: Files, name: str, said: str) -> None:
    (fault,) = check({**whole, name: whole["words/en.yaml"]}).problems
    assert fault.file == name
    assert said in fault.said


def test_hard_words_are_noted_and_hold_nothing_up(whole: Files) -> None:
    hard = "Which organizational accountability necessitates comprehensive multilateral institutional"
    hard += " harmonization of our responsibilities?"
    checked = check(edited(whole, "words/en.yaml", R1_WORDS, f'R1: "{hard}"'))
    assert checked.guides is not None
    (note,) = checked.faults
    assert note.warning
    assert (note.file, note.line) == ("words/en.yaml", line_of(whole, "words/en.yaml", R1_WORDS))
    assert "years of school" in note.said


def with_own(files: Files, *ids: str, topic: str = "result") -> Files:
    lines = "\n".join(f"  - {{id: {i}, topic: {topic}, who: member, tier: {i[0]}, kind: text}}" for i in ids)
    files = edited(files, "result.yaml", R1, f"{R1}\n{lines}")
    for language in phrases.languages():
        name = f"words/{language}.yaml"
        words = "".join(f'{i}: "What about {i}?"\n{i}_example: "This"\n' for i in ids)
        files = {**files, name: files[name] + words.encode()}
    return files


def test_own_questions_are_asked_where_they_stand(whole: Files) -> None:
    checked = check(with_own(whole, "A1", "G2", "F3"))
    assert checked.faults == ()
    assert checked.guides is not None
    asked = checked.guides.asked("result")
    assert [p.id for p in asked] == ["R1", "A1", "G2", "F3", "R2", "R4"]
    assert [p.tier for p in asked][1:4] == [Tier.UNNAMED, Tier.NAMED, Tier.FACILITATOR]
    assert checked.guides.question("es", "A1") == "What about A1?"


def test_ten_own_questions_are_the_most(whole: Files) -> None:
    most = house_rules.OWN_QUESTIONS.value
    assert check(with_own(whole, *(f"A{n}" for n in range(1, most + 1)))).guides is not None
    (fault,) = check(with_own(whole, *(f"A{n}" for n in range(1, most + 2)))).problems
    assert "too many" in fault.said


def test_a_copy_asks_what_is_built_in(whole: Files) -> None:
    checked = check(whole)
    assert checked.faults == ()
    assert checked.guides is not None
    assert checked.guides.fingerprint == built_in().fingerprint
    assert content_of(checked.guides) == content_of(built_in())


def test_comments_and_form_make_no_other_version(whole: Files) -> None:
    files = edited(
        whole, "result.yaml", R1, "  # first\n  - id: R1\n    who: member\n    tier: A\n    kind: 'text'"
    )
    checked = check(edited(files, "words/en.yaml", R1_WORDS, R1_WORDS.replace('"', "'")))
    assert checked.guides is not None
    assert checked.guides.fingerprint == built_in().fingerprint


def test_what_may_be_left_out_may_be_left_out_and_nothing_else(whole: Files) -> None:
    left = {
        p.id: check(_without(whole, element, p.id))
        for element, guide in guides().items()
        for p in guide.prompts
        if not p.parts
    }
    assert {id for id, checked in left.items() if checked.guides is not None} == {*MAY_BE_LEFT_OUT}
    for id in MAY_BE_LEFT_OUT:
        guide_set = left[id].guides
        assert guide_set is not None
        asked = {p.id for prompts in guide_set.asks.values() for p in prompts}
        assert id not in asked


def _without(files: Files, element: str, id: str) -> Files:
    name = f"{element}.yaml"
    (line,) = re.findall(rf"  - {{id: {id},.*\n", files[name].decode())
    return edited(files, name, line, "")


def test_a_kept_version_is_the_same_again_or_is_refused(whole: Files) -> None:
    checked: Checked = check(with_own(edited(whole, "words/en.yaml", "Who should be", "Who would be"), "A1"))
    assert checked.guides is not None
    kept = content_of(checked.guides)
    again = unpacked(kept, checked.guides.fingerprint)
    assert content_of(again) == kept
    assert [p.id for p in again.asked("result")] == [p.id for p in checked.guides.asked("result")]
    assert again.question("en", "R1").startswith("Who would be")
    with pytest.raises(GuideDamaged, match="backup"):
        unpacked(kept.replace("would", "could"), checked.guides.fingerprint)


def test_a_kept_version_of_a_later_or_earlier_release_can_be_asked_from() -> None:
    kept = json.loads(content_of(built_in()))
    kept["order"] = [id for id in kept["order"] if id not in ("R2", "R4")] + ["R77"]
    for words in kept["words"].values():
        del words["R2"]
    content = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    guide_set = unpacked(content, hashlib.sha256(content.encode()).hexdigest())
    assert [p.id for p in guide_set.asked("result")] == ["R1", "R2"]
    assert guide_set.question("en", "R2") == phrases.render("en", "prompts.R2", "UTC", {})


def test_the_built_in_set_asks_what_the_topics_name() -> None:
    for name, topic in elements.topics().items():
        assert tuple(p.id for p in built_in().asked(name)) == topic.prompts
        assert all(p is prompt(p.id) for p in built_in().asked(name))
    assert set(OPEN_TOPICS) <= set(elements.topics())


@pytest.mark.parametrize("language", phrases.languages())
def test_the_words_of_a_copy_read_as_the_built_in_ones(language: str) -> None:
    copy = unpacked(content_of(built_in()), built_in().fingerprint)
    steps = [s for g in guides().values() for p in g.prompts for s in p.steps]
    asked = [s for s in steps if f"prompts.{s.replace('/', '_')}" in phrases.keys(language)]
    assert len(asked) > 40
    for step in asked:
        for label in ("", "jobs & <pay>"):
            assert copy.question(language, step, label) == built_in().question(language, step, label)
        assert copy.example(language, step) == built_in().example(language, step)


def test_the_warning_before_a_question_that_can_hold_the_table_back_stays(whole: Files) -> None:
    name = "words/en.yaml"
    files = edited(whole, name, 'T7: "', 'T7: "Now: ')
    checked = check(files)
    assert checked.guides is not None
    assert "Your answer can hold the table back" in checked.guides.question("en", "T7")
    assert "Now: " in checked.guides.question("en", "T7")
    assert "hold the table back" not in files[name].decode()


def test_no_question_of_the_method_has_the_name_of_an_own_one() -> None:
    assert [p.id for g in guides().values() for p in g.prompts if OWN.fullmatch(p.id)] == []
    for id in ("A1", "F99", "G10"):
        assert prompt(id).tier.value == id[0]
    for id in ("A0", "A100", "P1x", "a1", "B1"):
        assert OWN.fullmatch(id) is None


def test_differences_name_what_people_look_for(whole: Files) -> None:
    files = edited(with_own(whole, "A1"), "words/en.yaml", R1_WORDS, 'R1: "Whom is it for?"')
    files = _without(files, "problem_solving", "P7")
    files = edited(files, "problem_solving.yaml", "{id: P1, ", "{id: P0, ")
    files = edited(files, "problem_solving.yaml", "{id: P2, ", "{id: P1, ")
    files = edited(files, "problem_solving.yaml", "{id: P0, ", "{id: P2, ")
    after = check(files).guides
    assert after is not None
    found = {(d.how, d.name, d.language) for d in differences(built_in(), after)}
    assert found == {
        (How.ADDED, "A1", ""),
        (How.LEFT_OUT, "P7", ""),
        (How.MOVED, "reflection", ""),
        (How.REWORDED, "R1", "en"),
        *(
            (How.REWORDED, name, language)
            for name in ("A1", "A1_example")
            for language in phrases.languages()
        ),
    }
    (moved,) = [d for d in differences(built_in(), after) if d.how is How.MOVED]
    assert moved.after.startswith("P2, P1, P3")
    assert differences(after, after) == ()
    assert {d.how for d in differences(after, built_in(), FIRST_LANGUAGE)} >= {How.ADDED, How.LEFT_OUT}
    moved_on = check(with_own(whole, "A1", topic="map")).guides
    before = check(with_own(whole, "A1")).guides
    assert before is not None
    assert moved_on is not None
    assert (How.ASKED_OTHERWISE, "A1") in {(d.how, d.name) for d in differences(before, moved_on)}


def test_every_word_of_every_language_is_in_a_copy() -> None:
    names = {language: set(words_of(language)) for language in phrases.languages()}
    assert len({frozenset(some) for some in names.values()}) == 1
    plain: Callable[[str], bool] = lambda text: "{%" not in text  # noqa: E731
    assert all(plain(text) for language in names for text in words_of(language).values())


def test_the_folder_of_a_copy_holds_what_is_read(tmp_path: Path) -> None:
    copy_to(tmp_path / "copy")
    found = {
        p.relative_to(tmp_path / "copy").as_posix() for p in (tmp_path / "copy").rglob("*") if p.is_file()
    }
    assert found == {*file_names(), "README.md"}
