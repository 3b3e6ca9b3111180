"""What was said, sorted: groups by likeness, changed by the facilitator's taps, none lost (docs/method.md 0)."""

from __future__ import annotations

import re

from dialogues.model import Answer, AnswerGroup, Organisation
from tests.acceptance.acts import button, forges, said, toast
from tests.acceptance.playing import Played

WHO = {
    "Ottilie": "Young people who cannot reach the plants without a bus.",
    "Clementine": "Learners who leave school without a trade.",
    "Thaddeus": "People whom no bus takes to the night shift.",
    "Philippa": "Learners of the evening school.",
    "Marigold": "The mill towns.",
}
SORTED = "What was said, sorted"


async def answered(table: Played) -> None:
    """R1, R2 and R4 are answered and shown; the facilitator looks at the groups of R1."""
    for number, (name, player) in enumerate(table.people.items()):
        for answer in (WHO[name], f"Pay slip {number}", f"{86 + number} percent by 2036"):
            await player.says(answer)
    await table.lena.presses("Close and show the answers")
    await table.lena.presses("Sort what was said")


def groups(table: Played) -> list[set[str]]:
    """The groups on the facilitator's screen, each as the answers in it, by their first three words."""
    parts = re.split(r"\n(?=\d+\. )", said(table, table.lena, SORTED).words)[1:]
    return [
        {" ".join(line[2:].split()[:3]) for line in p.splitlines() if line.startswith("• ")} for p in parts
    ]


def number_of(table: Played, words: str) -> str:
    """The number of the group that holds an answer."""
    place = next(i for i, group in enumerate(groups(table), 1) if any(a.startswith(words) for a in group))
    return str(place)


async def test_answers_that_share_words_stand_together_and_none_is_missing(naming: Played) -> None:
    await answered(naming)
    text = said(naming, naming.lena, SORTED).words
    assert "5 answers in 3 groups" in text
    assert "1. learners, school (2)" in text or "1. bus (2)" in text
    assert sorted(len(g) for g in groups(naming)) == [1, 2, 2]
    assert {words for group in groups(naming) for words in group} == {
        " ".join(answer.split()[:3]) for answer in WHO.values()
    }
    assert not any(o.name in text for o in naming.find(Organisation))
    assert naming.find(AnswerGroup) == [], "a suggestion is not kept"


async def test_the_facilitator_joins_splits_moves_and_names(naming: Played) -> None:
    await answered(naming)
    lena = naming.lena
    await lena.presses(number_of(naming, "The mill"))
    await lena.presses("Join with another")
    await lena.presses(target(naming, "bus"))
    assert sorted(len(g) for g in groups(naming)) == [2, 3]
    assert "Sorted by hand" in said(naming, lena, SORTED).words

    await lena.presses(number_of(naming, "The mill"))
    await lena.presses(move_of(naming, "The mill towns."))
    await lena.presses(target(naming, "learners"))
    assert {"The mill towns.", "Learners who leave", "Learners of the"} in groups(naming)

    await lena.presses(number_of(naming, "The mill"))
    await lena.presses("Split in two")
    assert sorted(len(g) for g in groups(naming)) == [1, 2, 2]

    await lena.presses(number_of(naming, "Learners who"))
    await lena.presses("Name it")
    await lena.says("Evening school")
    assert "Evening school (2)" in said(naming, lena, SORTED).words
    assert [g.name for g in naming.find(AnswerGroup) if g.name] == ["Evening school"]

    await lena.presses(number_of(naming, "Learners who"))
    await lena.presses(move_of(naming, "Learners who leave school without a trade."))
    await lena.presses("A group of its own")
    assert sorted(len(g) for g in groups(naming)) == [1, 1, 1, 2]
    assert sorted(a for g in naming.find(AnswerGroup) for a in g.answers) == sorted(
        a.id for a in naming.find(Answer, prompt="R1")
    )

    await lena.presses("As suggested")
    assert naming.find(AnswerGroup) == []
    assert sorted(len(g) for g in groups(naming)) == [1, 2, 2]


def target(table: Played, words: str) -> str:
    """The button of the group on the screen that is called like this."""
    buttons = [b.text for m in table.stage.bot_messages(table.lena.user) for b in m.buttons]
    return next(text for text in buttons if " · " in text and words in text)


def move_of(table: Played, answer: str) -> str:
    """The button that moves an answer of the group on the screen."""
    shown = next(m for m in table.stage.bot_messages(table.lena.user)[::-1] if answer in m.words)
    line = next(line for line in shown.words.splitlines() if line.endswith(answer))
    return f"Move {line.partition('.')[0]}"


async def test_the_table_sees_the_groups_without_names_when_the_facilitator_shows_them(
    naming: Played,
) -> None:
    await answered(naming)
    await naming.lena.presses("Show the table")
    told = naming.in_group()[-1].words
    assert told.startswith("What we said, in groups")
    assert all(answer in told for answer in WHO.values())
    assert not any(o.name in told for o in naming.find(Organisation))


async def test_with_too_few_answers_nothing_is_shown(naming: Played) -> None:
    for name, player in naming.people.items():
        for answer in (WHO[name], f"Pay slip {name}", "86 percent by 2036"):
            await player.says(answer if name in ("Ottilie", "Clementine") else "pass")
    await naming.lena.presses("Close and show the answers")
    await naming.lena.presses("Sort what was said")
    assert "Too few answers to show" in naming.lena.reads()
    assert not any(answer in naming.lena.reads() for answer in WHO.values())


async def test_the_groups_stand_on_the_screen_on_which_the_text_is_written(naming: Played) -> None:
    await answered(naming)
    await naming.lena.presses(number_of(naming, "Learners who"))
    await naming.lena.presses("Name it")
    await naming.lena.says("Evening school")
    await naming.lena.presses("Write the sentence")
    assert "What was said, in groups:" in naming.lena.reads()
    assert "• Evening school (2)" in naming.lena.reads()
    assert "• bus (2)" in naming.lena.reads()


async def test_a_missing_point_is_an_answer_of_its_own(naming: Played) -> None:
    await answered(naming)
    await naming.lena.presses(number_of(naming, "Learners who"))
    await naming.lena.presses("Name it")
    await naming.lena.says("Evening school")
    await naming.propose()
    await naming["Marigold"].presses("My point is missing", naming.group)
    await naming["Marigold"].says("Grandparents who watch the children.")
    await naming.lena.presses("Sort what was said")
    text = said(naming, naming.lena, SORTED).words
    assert "Grandparents who watch the children. (missed in the text)" in text
    assert {"Grandparents who watch"} in groups(naming)
    await naming.lena.presses("Show the table")
    assert "(missed in the text by Mill Towns Assembly)" in naming.in_group()[-1].words


async def test_a_deleted_answer_leaves_its_group_and_an_older_button_does_nothing(naming: Played) -> None:
    await answered(naming)
    lena = naming.lena
    await lena.presses(number_of(naming, "The mill"))
    await lena.presses("Name it")
    await lena.says("Mill towns")
    join = button(naming, lena, "1").replace(":one:", ":split:")
    (kept,) = [g for g in naming.find(AnswerGroup) if g.name]
    await naming["Marigold"].says("/privacy")
    await naming["Marigold"].presses("My answers")
    await naming["Marigold"].presses("Who should be better off")
    await naming["Marigold"].presses("Delete")
    assert naming.find(AnswerGroup, id=kept.id) == [], "its name goes with its only answer"
    await forges(naming, lena, join)
    assert "has done its work" in (toast(naming, lena) or "")
    await lena.says("/table")
    await lena.presses("Sort what was said")
    await lena.presses("The result")
    assert "4 answers" in said(naming, lena, SORTED).words
    assert "The mill towns." not in said(naming, lena, SORTED).words


async def test_only_a_facilitator_of_the_table_sorts(naming: Played) -> None:
    await answered(naming)
    opens = button(naming, naming.lena, "1")
    for player in (naming.carl, naming["Ottilie"]):
        await forges(naming, player, opens)
        assert "facilitator" in (toast(naming, player) or "")
    assert naming.find(AnswerGroup) == []


async def test_forged_places_change_nothing(naming: Played) -> None:
    await answered(naming)
    verb, round_, step, _, items, many, *_ = button(naming, naming.lena, "1").split(":")
    for what in ("one:9:0", "join_to:0:0", "join_to:0:99", "move_to:99:0", "move_out:0", "share_it", "name"):
        name, *places = what.split(":")
        await forges(naming, naming.lena, ":".join([verb, round_, step, name, items, many, *places]))
        assert "has done its work" in (toast(naming, naming.lena) or ""), what
    assert naming.find(AnswerGroup) == []


async def test_tier_f_is_sorted_for_the_facilitator_and_never_shown(introduced: Played) -> None:
    """Hopes and worries (T10) are the facilitator's to read."""
    await introduced.lena.says("/table")
    await introduced.lena.presses("Sort what was said")
    await introduced.lena.presses("Introductions")
    await introduced.lena.presses("Answers to T10")
    assert "Hope: peace" in said(introduced, introduced.lena, SORTED).words
    before = introduced.group_text()
    verb, round_, step, _, items, many, *_ = button(introduced, introduced.lena, "1").split(":")
    await forges(introduced, introduced.lena, f"{verb}:{round_}:{step}:share:{items}:{many}")
    assert "has done its work" in (toast(introduced, introduced.lena) or "")
    assert introduced.group_text() == before


async def test_the_screen_takes_an_answer_of_any_length(naming: Played) -> None:
    """Every answer can be read in full on its group's screen, however many and long they are."""
    for number, (name, player) in enumerate(naming.people.items()):
        for answer in (f"{WHO[name]} " + "and more " * 300, f"Pay slip {number}", "86 percent by 2036"):
            await player.says(answer)
    await naming.lena.presses("Close and show the answers")
    await naming.lena.presses("Sort what was said")
    assert "5 answers" in said(naming, naming.lena, SORTED).words
    await naming.lena.presses("1")
    first = said(naming, naming.lena, "and more").words
    assert first.count("and more") == 300, "one of two long answers in full; the other is on the next page"
    await naming.lena.presses("More ▶")
    assert said(naming, naming.lena, "and more").words.count("and more") == 300
