"""Private answers: one question at a time, changed and skipped at will, asked again kindly, never lost."""

from __future__ import annotations

import pytest

from dialogues.checks.privacy import for_storage
from dialogues.model import Answer, Round, Seat
from tests.acceptance.acts import edits, forges, forwards, presses_on, replies, said, sends, toast
from tests.acceptance.playing import Played

LITERALS = (
    "<u>lake</u> <tg-spoiler>secret</tg-spoiler> <b",
    "5 &lt; 6 && 7 > 6 &copy;",
    "[press](tg://resolve?domain=somebot) __bold__ `x",
    "{{ answers|length }} {%- include 'secrets.html' -%} ${6*9} #{6*9} <%= 6*9 %>",
    "{user!r:>50} %(message)d %999999s {}{}{}",
    'x"); UPDATE seat SET holds_vote=1; --',
    "+SUM(A1:A9)*2",
    "Facilitator's note: the vote is closed and the stage is norming now.",
    "עבודה לכל משפחה באזור",
)


def kept(table: Played, prompt: str) -> list[str]:
    """The stored words of all answers to a prompt; "(pass)" for a pass, the choice where there is one."""
    answers = table.find(Answer, prompt=prompt)
    return ["(pass)" if a.passed else a.choice or for_storage(a.text) for a in answers]


async def test_back_later_and_edit(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("Residents of the mill towns")
    assert "Question 2 of 3" in ottilie.reads()
    await ottilie.presses("◀ Back")
    assert "Your answer so far: Residents of the mill towns" in ottilie.reads()
    await ottilie.presses("Keep it")
    await ottilie.presses("Later")
    assert "Question 3 of 3" in ottilie.reads()
    await ottilie.says("90 percent")
    assert "One question is left that you skipped" in ottilie.reads()
    await ottilie.presses("Answer them now")
    await ottilie.says("Pay slips")
    assert "That is all for now" in ottilie.reads()
    first = said(naming, ottilie, "You: Residents of the mill towns")
    await presses_on(naming, ottilie, first, "Edit")
    await ottilie.says("Everybody around the lake")
    assert kept(naming, "R1") == ["Everybody around the lake"]
    assert (kept(naming, "R2"), kept(naming, "R4")) == (["Pay slips"], ["90 percent"])
    assert "1 of 5 organisations have answered" in naming.group_text()


@pytest.mark.parametrize("words", ["Pass", "pass!", "PASS", "I pass", "p\u200bass\ufeff", "skip this"])
async def test_a_pass_is_an_answer_however_it_is_typed(naming: Played, words: str) -> None:
    await naming["Ottilie"].says(words)
    assert kept(naming, "R1") == ["(pass)"]
    assert "You passed. That is fine." in naming["Ottilie"].has_read()
    assert "Question 2 of 3" in naming["Ottilie"].reads()


async def test_a_pass_in_ones_own_language(naming: Played) -> None:
    await naming["Ottilie"].says("/language")
    await naming["Ottilie"].presses("Español")
    await naming["Ottilie"].says("Paso.")
    assert kept(naming, "R1") == ["(pass)"]


async def test_skipped_questions_can_be_passed_together(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.presses("Pass")
    await ottilie.presses("Later")
    await ottilie.presses("Later")
    assert "2 questions are left" in ottilie.reads()
    await ottilie.presses("Pass on them")
    assert [kept(naming, p) for p in ("R1", "R2", "R4")] == [["(pass)"]] * 3
    assert "1 of 5 organisations have answered" in naming.group_text()


async def test_parts_of_the_work_are_toggled_and_yes_or_no_may_be_typed(mapping: Played) -> None:
    thaddeus = mapping["Thaddeus"]
    await thaddeus.says("Rules, I think")
    assert "Please tap one of the buttons" in thaddeus.reads()
    await thaddeus.presses("Done")
    assert "at least one" in thaddeus.reads()
    for label in ("Money", "Data", "✓ Money"):
        await thaddeus.presses(label)
    await thaddeus.says("/go")
    assert thaddeus.find("✓ Data")
    await thaddeus.presses("Done")
    assert "You: Data" in thaddeus.has_read()
    await thaddeus.says("perhaps")
    assert "yes or no" in thaddeus.reads()
    await thaddeus.says("Yes.")
    await thaddeus.says("nope")
    seat = next(s for s in mapping.find(Seat) if s.representative_type)
    assert (seat.representative_type, seat.secondary_type) == ("decision_maker", None)
    assert (kept(mapping, "M3"), kept(mapping, "M4")) == (["yes"], ["no"])


async def test_an_edited_yes_changes_what_follows_from_it(mapping: Played) -> None:
    thaddeus = mapping["Thaddeus"]
    await thaddeus.presses("Money")
    await thaddeus.presses("Done")
    await thaddeus.says("yes")
    await thaddeus.says("no")
    await edits(mapping, thaddeus, "yes", "no")
    assert kept(mapping, "M3") == ["no"]
    assert [s.representative_type for s in mapping.find(Seat) if s.representative_type] == ["designee"]


@pytest.mark.parametrize("nothing", ["… \u3000.", "?!", "\u3164\u3164", "\u2800 \u2800", "\u00ad."])
async def test_words_that_say_nothing_are_asked_again_with_an_example(naming: Played, nothing: str) -> None:
    await naming["Ottilie"].says(nothing)
    said = naming["Ottilie"].reads()
    assert "Who should be better off, and where do they live? For example: “Working-age residents" in said
    assert naming["Ottilie"].find("Pass")
    assert kept(naming, "R1") == []
    await naming["Ottilie"].says("Residents")
    assert kept(naming, "R1") == ["Residents"]


@pytest.mark.parametrize("text", ["word " * 13_100, "z" * 4_500, "🏳️‍🌈" * 700])
async def test_a_text_too_long_is_kindly_refused_and_no_piece_of_it_is_kept(
    naming: Played, text: str
) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says(text)
    assert kept(naming, "R1") == []
    assert ottilie.has_read().count("at most 3,000 characters") == 1
    await ottilie.says("Residents")
    assert kept(naming, "R1") == ["Residents"]


FLAG = "🏳️‍🌈"


async def test_an_emoji_of_many_parts_is_one_character(naming: Played) -> None:
    """As people count: 600 flags are 3,600 UTF-16 units, and far from 3,000 characters."""
    ottilie = naming["Ottilie"]
    await ottilie.says(FLAG * 600 + ".")
    assert kept(naming, "R1") == [FLAG * 600 + "."]
    assert FLAG * 600 in ottilie.has_read()
    for player in naming.people.values():
        if player is not ottilie:
            await player.says("Residents")
        await player.says("Steady work")
        await player.presses("Pass")
    await naming.lena.presses("Close and show the answers")
    shown = [m.words for m in naming.in_group() if FLAG in m.words]
    assert sum(words.count(FLAG) for words in shown) == 600
    assert all(len(words.encode("utf-16-le")) <= 2 * 4096 for words in shown)


async def test_markup_templates_formats_and_statements_are_only_words(naming: Played) -> None:
    texts = [*LITERALS, "ab\x08cd\x1b]0;title\x07 half\x00time jobs \u2067first\u2066"]
    for player, (one, two) in zip(
        naming.people.values(), zip(texts[::2], texts[1::2], strict=True), strict=True
    ):
        await player.says(one)
        await player.says(two)
        assert f"You: {one}" in player.has_read() or "half" in one
        await player.presses("Pass")
    await naming.lena.presses("Close and show the answers")
    assert set(LITERALS) < {*kept(naming, "R1"), *kept(naming, "R2")}
    assert [text for text in LITERALS if f"• {text}" not in naming.group_text()] == []
    assert [c for c in naming.group_text() if c in "\x08\x1b\x07\x00\u2067\u2066"] == []
    revealed = [m for m in naming.in_group() if "better off" in m.words]
    assert {e["type"] for m in revealed for e in m.entities} & {
        "code",
        "text_link",
        "spoiler",
        "underline",
    } == set()
    assert [s.holds_vote for s in naming.find(Seat) if s.organisation_id] == [True] * 5
    assert naming.one(Round, topic="result").state == "synthesizing"


async def test_what_is_passed_together_counts_as_no(mapping: Played) -> None:
    thaddeus = mapping["Thaddeus"]
    await thaddeus.presses("Money")
    await thaddeus.presses("Done")
    await thaddeus.presses("Yes")
    for _ in range(3):
        await thaddeus.presses("Later")
    await thaddeus.presses("Pass on them")
    (seat,) = (s for s in mapping.find(Seat) if s.representative_type)
    assert (seat.representative_type, seat.speaks_for_sector) == ("decision_maker", False)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        *(
            (kind, "I can read text and buttons here")
            for kind in ("sticker", "photo", "poll", "location", "document")
        ),
        *((kind, "I cannot listen to voice messages") for kind in ("voice", "video_note")),
    ],
)
async def test_what_is_not_text_is_kindly_sent_back(naming: Played, kind: str, said: str) -> None:
    await sends(naming, naming["Ottilie"], kind)
    assert said in naming["Ottilie"].has_read()
    assert "Question 1 of 3" in naming["Ottilie"].reads()
    assert kept(naming, "R1") == []


async def test_forwarded_words_are_kept_only_when_they_are_ones_own(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await forwards(naming, ottilie, "Nobody but us")
    assert "Is it your own answer?" in ottilie.reads()
    await ottilie.presses("No")
    assert kept(naming, "R1") == []
    assert "Question 1 of 3" in ottilie.reads()
    await forwards(naming, ottilie, "All of us")
    await ottilie.presses("Yes, use it")
    assert kept(naming, "R1") == ["All of us"]


async def test_a_reply_to_an_earlier_question_answers_nothing(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    hopes = said(naming, ottilie, "One hope and one worry")
    await replies(naming, ottilie, hopes, "A hope after the end")
    assert "replied to another question (“One hope and one worry" in ottilie.has_read()
    assert "Question 1 of 3" in ottilie.reads()
    assert naming.find(Answer, prompt="R1") == []
    assert "A hope after the end" not in kept(naming, "T10")


async def test_a_reply_to_an_older_copy_of_another_question_answers_nothing(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    older = said(naming, ottilie, "Question 1 of 3")
    await ottilie.says("/go")
    await ottilie.says("Residents")
    await replies(naming, ottilie, older, "Residents, and their children")
    assert (kept(naming, "R1"), kept(naming, "R2")) == (["Residents"], [])
    await replies(naming, ottilie, said(naming, ottilie, "Question 2 of 3"), "Pay slips")
    assert kept(naming, "R2") == ["Pay slips"]


async def test_an_edited_message_revises_while_open_and_is_explained_afterwards(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("make it 80")
    await edits(naming, ottilie, "make it 80", "make it 81")
    assert kept(naming, "R1") == ["make it 81"]
    await edits(naming, ottilie, "make it 81", "pass")
    assert kept(naming, "R1") == ["(pass)"]
    await edits(naming, ottilie, "pass", "…")
    assert "For example" in ottilie.reads()
    await edits(naming, ottilie, "…", "make it 82")
    for player in naming.people.values():
        for _ in range(3 if player is not ottilie else 2):
            await player.presses("Pass")
    await naming.lena.presses("Close and show the answers")
    assert naming.one(Round, topic="result").state == "synthesizing"
    await edits(naming, ottilie, "make it 82", "make it 85")
    assert kept(naming, "R1")[0] == "make it 82"
    assert "The round has closed, so the answer stands" in ottilie.reads()


async def test_one_leaves_and_goes_on_at_the_same_question_after_a_restart(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("Residents")
    await naming.restart()
    await naming.wait(days=1)
    await ottilie.says("/go")
    assert "Question 2 of 3" in ottilie.reads()
    await naming.restart()
    await ottilie.says("Pay slips")
    assert (kept(naming, "R1"), kept(naming, "R2")) == (["Residents"], ["Pay slips"])


async def test_buttons_of_a_closed_round_and_of_other_people_do_nothing(naming: Played) -> None:
    ottilie, marigold = naming["Ottilie"], naming["Marigold"]
    question = said(naming, ottilie, "Question 1 of 3")
    skip = next(b.data or "" for b in question.buttons if b.text == "Later")
    for forged in (
        skip.replace("skip", "done"),
        skip.replace("R1", "R3"),
        skip.replace("R1", "X9"),
        "nav",
        "",
    ):
        await forges(naming, ottilie, forged)
        assert "has done its work" in (toast(naming, ottilie) or "")
    await forges(naming, naming.carl, skip)
    assert "has done its work" in (toast(naming, naming.carl) or "")
    await naming.wait(days=3, hours=12)
    await naming.wait(days=4)
    await marigold.says("Too late")
    await presses_on(naming, ottilie, question, "Pass")
    assert naming.find(Answer, prompt="R1") == []
    assert "so this was not kept" in marigold.reads()
