"""Answers by voice or phone: the facilitator enters them, marked so; whoever said them hears of it."""

from __future__ import annotations

from dataclasses import replace

from dialogues.checks.privacy import for_storage
from dialogues.model import Answer, Focus, Person, Reflection, Round, Seat, Table
from tests.acceptance import acts
from tests.acceptance.playing import Played


def seat_of(table: Played, name: str) -> Seat:
    person = table.one(Person, name=name)
    return table.one(Seat, person_id=person.id, present=True)


def texts(table: Played, name: str) -> dict[str, tuple[str, bool]]:
    """What stands under each prompt for a person's seat, and whether somebody else entered it."""
    found = table.find(Answer, seat_id=seat_of(table, name).id, round_id=table.one(Round, topic="result").id)
    return {a.prompt: (for_storage(a.text), a.on_behalf) for a in found}


async def choose(table: Played, name: str) -> None:
    await table.lena.says("/table")
    await table.lena.presses("All questions")
    await table.lena.presses("Answers on behalf")
    await table.lena.presses(name)


async def test_what_somebody_said_by_phone_is_entered_and_counts_as_theirs(naming: Played) -> None:
    lena, marigold = naming.lena, naming["Marigold"]
    await choose(naming, "Marigold")
    question = lena.reads()
    assert question.startswith("You enter this for Marigold.")
    assert "without a name" in question
    await lena.says("Mothers in the mill towns")
    await lena.says("Shifts they can live with")
    await lena.says("88 percent by 2036")
    assert texts(naming, "Marigold") == {
        "R1": ("Mothers in the mill towns", True),
        "R2": ("Shifts they can live with", True),
        "R4": ("88 percent by 2036", True),
    }
    assert "Nothing more is left to enter for Marigold" in lena.reads()
    assert "1 of 5" in naming.group_text()
    told = [m for m in naming.stage.bot_messages(marigold.user) if "Lena has entered your answers" in m.words]
    assert len(told) == 1
    assert len(told[0].buttons) == 3


async def test_the_person_looks_at_it_and_says_it_otherwise(naming: Played) -> None:
    marigold = naming["Marigold"]
    await choose(naming, "Marigold")
    await naming.lena.says("Mothers in the mill towns")
    await marigold.presses("✎")
    assert "Mothers in the mill towns" in marigold.reads()
    await marigold.says("Parents in the mill towns")
    assert texts(naming, "Marigold")["R1"] == ("Parents in the mill towns", False)
    await naming.lena.presses("Edit")
    assert "done its work" in (acts.toast(naming, naming.lena) or "")


async def test_a_question_answered_on_behalf_is_not_asked_any_more(naming: Played) -> None:
    marigold = naming["Marigold"]
    asked = marigold.reads()
    await choose(naming, "Marigold")
    await naming.lena.says("Mothers in the mill towns")
    assert asked not in [m.words for m in naming.stage.bot_messages(marigold.user)]
    await marigold.says("hello?")
    assert texts(naming, "Marigold")["R1"] == ("Mothers in the mill towns", True)
    assert "Question 2 of 3" in marigold.reads()


async def test_what_a_person_said_meanwhile_is_never_overwritten(naming: Played) -> None:
    lena, marigold = naming.lena, naming["Marigold"]
    await choose(naming, "Marigold")
    await marigold.says("My own words")
    await lena.presses("Pass")
    assert "done its work" in (acts.toast(naming, lena) or "")
    await lena.says("Somebody else's words")
    assert "Marigold has answered this in person" in lena.has_read()
    assert texts(naming, "Marigold") == {"R1": ("My own words", False)}
    assert "Question 1 of 2" in lena.reads()


async def test_a_button_for_one_person_never_answers_for_another(mapping: Played) -> None:
    lena = mapping.lena
    await choose(mapping, "Marigold")
    await lena.presses("Voice of")
    await lena.presses("Done")
    for_marigold = acts.said(mapping, lena, "You enter this for Marigold")
    await choose(mapping, "Thaddeus")
    await lena.presses("Employers")
    await lena.presses("Done")
    assert "You enter this for Thaddeus" in lena.reads()
    await acts.presses_on(mapping, lena, for_marigold, "Yes")
    assert "done its work" in (acts.toast(mapping, lena) or "")
    assert [a.prompt for a in mapping.find(Answer, prompt="M3")] == []
    await lena.presses("Yes")
    assert mapping.one(Answer, prompt="M3").seat_id == seat_of(mapping, "Thaddeus").id


async def test_private_ratings_are_left_to_the_person(reflecting: Played) -> None:
    lena = reflecting.lena
    await choose(reflecting, "Philippa")
    for number in range(1, 8):
        assert "You enter this for Philippa" in lena.reads()
        await lena.says(f"Philippa on question {number}")
    assert "Nothing more is left to enter for Philippa" in lena.reads()
    found = reflecting.find(Answer, reflection_id=reflecting.one(Reflection).id)
    assert {a.prompt for a in found} == {f"P{n}" for n in range(1, 8)}
    assert all(a.on_behalf for a in found)
    await lena.presses("Answers on behalf")
    assert not [b for b in acts.said(reflecting, lena, "For whom").buttons if "Philippa" in b.text]


async def test_a_pulse_is_not_entered_for_anybody(introduced: Played) -> None:
    await introduced.lena.says("/table")
    await introduced.lena.presses("Take the pulse")
    await introduced.lena.says("/table")
    await introduced.lena.presses("All questions")
    await introduced.lena.presses("Answers on behalf")
    assert "Nothing is left that you could enter" in introduced.lena.reads()
    seat = seat_of(introduced, "Marigold")
    await acts.forges(introduced, introduced.lena, f"go:1:behalf:{seat.id}")
    assert introduced.find(Answer, prompt="T1") == []
    assert introduced.find(Focus, seat_id=seat.id, person_id=introduced.one(Person, name="Lena").id) == []


async def test_only_facilitators_and_only_for_as_long_as_they_are(naming: Played) -> None:
    lena, seat = naming.lena, seat_of(naming, "Marigold")
    for player in (naming["Ottilie"], naming.carl):
        await acts.forges(naming, player, f"go:1:behalf:{seat.id}")
        assert "Only a facilitator" in (acts.toast(naming, player) or "")
        round_ = naming.one(Round, topic="result")
        await acts.forges(naming, player, f"redo:guide:{round_.id}:R1:{seat.id}")
        assert "done its work" in (acts.toast(naming, player) or "")
    await choose(naming, "Marigold")
    own = seat_of(naming, "Lena")
    await acts.becomes(naming, replace(own, roles=("member",)))
    await lena.presses("Pass")
    assert "done its work" in (acts.toast(naming, lena) or "")
    await lena.says("Words that nobody asked for")
    assert "moved on" in lena.has_read() or "has closed" in lena.has_read()
    assert naming.find(Answer, seat_id=seat.id, prompt="R1") == []


async def test_it_stops_kindly_when_the_round_has_closed(naming: Played) -> None:
    lena = naming.lena
    for name, player in naming.people.items():
        if name != "Marigold":
            for answer in (f"Residents of {name}", "Pay slips", "90 percent by 2036"):
                await player.says(answer)
    await choose(naming, "Marigold")
    question = acts.said(naming, lena, "You enter this for Marigold")
    await acts.forges(naming, lena, "go:1:end_round:" + str(naming.one(Round, topic="result").id))
    await lena.presses("Take it back")
    await acts.presses_on(naming, lena, question, "Pass")
    assert "done its work" in (acts.toast(naming, lena) or "")
    assert texts(naming, "Marigold") == {}


async def test_the_facilitators_own_edit_of_a_message_revises_it(naming: Played) -> None:
    await choose(naming, "Marigold")
    await naming.lena.says("Mothers in the mil towns")
    await acts.edits(naming, naming.lena, "Mothers in the mil towns", "Mothers in the mill towns")
    assert texts(naming, "Marigold")["R1"] == ("Mothers in the mill towns", True)
    assert naming.one(Table).lifecycle == "naming_result"
