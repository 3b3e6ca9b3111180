"""Where a member gives something of their own: may a facilitator enter it for them? Each place has decided."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dialogues import guides, model
from dialogues.guides import Answerer, prompt
from dialogues.model import Answer, Person, Tier
from dialogues.model_of_seats import Backing, ReadBack, Turnover
from dialogues.model_of_undo import LastStep
from dialogues.model_of_unnamed import CheckMark
from dialogues.personal_traces import TRACES
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.test_on_behalf import choose, seat_of, texts

# The facilitator enters it as told by voice or phone (docs/method.md 0, Language).
ENTERED = "answers of rounds and of looking back, but for those of tier P"
# It binds, so it takes the own tap of whom it binds; a facilitator's word for it would be no yes at all.
BINDS = "it binds the organisation or moves the table on the strength of a yes"


# It is given without a name, and a facilitator who types it knows whose it is.
UNNAMED = "nobody may know whose mark it was, the facilitator neither"
# It is nothing that somebody answers.
NO_ANSWER = "what the bot keeps of a person's seat, settings and steps"
FACILITATES = "a facilitator does it in their own name, also with what somebody told them"

# Noun → why or why not. A new noun of a person (`dialogues.personal_traces`) has to decide here.
PLACES: Mapping[type[object], str] = {
    model.Answer: ENTERED,
    model.Ballot: BINDS,
    model.MustHave: BINDS,
    model.Waiver: BINDS,
    model.Dot: BINDS,
    model.Signature: BINDS,
    model.RoleAcknowledgement: BINDS,
    model.Objection: BINDS,
    model.Talk: BINDS,
    model.Commitment: FACILITATES,
    model.Proposal: FACILITATES,
    model.Drafted: FACILITATES,
    model.Translation: FACILITATES,
    model.Question: FACILITATES,
    model.Disagreement: FACILITATES,
    model.Request: FACILITATES,
    ReadBack: BINDS,
    Backing: BINDS,
    CheckMark: UNNAMED,
    LastStep: NO_ANSWER,
    Turnover: NO_ANSWER,
    model.Invitation: NO_ANSWER,
    model.AskDone: NO_ANSWER,
    model.CoordinatorWish: NO_ANSWER,
    model.Person: NO_ANSWER,
    model.Seat: NO_ANSWER,
    model.Focus: NO_ANSWER,
    model.Said: NO_ANSWER,
    model.Wish: NO_ANSWER,
    model.Reminder: NO_ANSWER,
    model.Change: NO_ANSWER,
}

ASKED = (Answerer.MEMBER, Answerer.ORGANISATION, Answerer.REPRESENTATIVE)
PROMPTS = sorted(p.id for g in guides.guides().values() for p in g.prompts if p.who in ASKED)
# Tier P, each with why.
OF_THE_PERSON_ALONE = {
    **{
        f"T{n}": "the pulse is counted from five people on; scores may hold the table back"
        for n in range(1, 10)
    },
    "P8": "the self-rating is told as a mean only",
}


def test_every_place_has_decided() -> None:
    assert set(PLACES) == set(TRACES), "may a facilitator enter it for somebody? Say so in PLACES"


def test_every_prompt_that_people_answer_has_decided_by_its_tier() -> None:
    private = {id for id in PROMPTS if prompt(id).tier is Tier.PRIVATE}
    assert private == set(OF_THE_PERSON_ALONE)
    assert len(PROMPTS) > 30


@pytest.mark.parametrize("id", [p for p in PROMPTS if p not in OF_THE_PERSON_ALONE])
def test_what_is_not_private_can_be_entered(id: str) -> None:
    assert prompt(id).tier in (Tier.FACILITATOR, Tier.UNNAMED, Tier.NAMED)


async def test_what_binds_is_not_pressed_for_another(voting: Played) -> None:
    """A facilitator who forges the buttons of another's seat has nothing done by it."""
    seat = seat_of(voting, "Marigold")
    await acts.forges(voting, voting.lena, f"go:1:behalf:{seat.id}")
    assert voting.find(model.Ballot, seat_id=seat.id) == []
    assert voting.find(model.Signature, seat_id=seat.id) == []
    own = voting.one(Person, name="Lena")
    assert voting.find(model.Focus, person_id=own.id, seat_id=seat.id) == []


# a pass is an answer, also there


async def test_a_pass_that_was_told_counts_like_every_pass(naming: Played) -> None:
    await choose(naming, "Marigold")
    for _ in range(3):
        await naming.lena.presses("Pass")
    assert texts(naming, "Marigold") == {"R1": ("", True), "R2": ("", True), "R4": ("", True)}
    assert "1 of 5 organisations have answered" in naming.group_text()
    assert "Lena has entered your answers" in naming["Marigold"].has_read()
    assert "You passed. That is fine." in naming["Marigold"].has_read()


# it is marked


MARK = "entered by the facilitator, as told"


async def test_what_the_group_sees_under_a_name_is_marked(introducing: Played) -> None:
    await choose(introducing, "Marigold")
    await introducing.lena.says("Work near home")
    await introducing.lena.presses("Pass")
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await introducing[name].says("Full shifts.")
        await introducing[name].presses("Pass")
    await introducing.lena.says("/table")
    await introducing.lena.presses("Close and show the answers")
    shown = introducing.group_text()
    assert f"Mill Towns Assembly: Work near home ({MARK})" in shown
    assert shown.count(MARK) == 1


async def test_what_is_shown_without_a_name_is_not_marked_so_that_nobody_is_found_by_it(
    naming: Played,
) -> None:
    await choose(naming, "Marigold")
    for answer in ("Mothers in the mill towns", "Shifts they can live with", "88 percent by 2036"):
        await naming.lena.says(answer)
    for number, name in enumerate(("Ottilie", "Clementine", "Thaddeus", "Philippa")):
        for answer in (f"Residents of {name}", f"Pay slips {number}", f"{85 + number} percent by 2036"):
            await naming[name].says(answer)
    await naming.lena.says("/table")
    await naming.lena.presses("Close and show the answers")
    assert "Mothers in the mill towns" in naming.group_text()
    assert MARK not in naming.group_text()


async def test_whose_answer_it_is_sees_the_mark_and_can_take_it_back(naming: Played) -> None:
    marigold, seat = naming["Marigold"], seat_of(naming, "Marigold")
    await choose(naming, "Marigold")
    await naming.lena.says("Mothers in the mill towns")
    assert "The facilitator entered this for you, as you told it." in marigold.has_read()
    await marigold.says("/privacy")
    await marigold.presses("My answers")
    await marigold.presses("Who should be better off")
    assert "The facilitator entered this for you, as you told it." in marigold.reads()
    await marigold.presses("Delete")
    kept = naming.one(Answer, seat_id=seat.id, prompt="R1")
    assert (kept.passed, kept.on_behalf) == (True, False)


async def test_what_a_person_says_anew_is_not_marked_any_more(naming: Played) -> None:
    marigold = naming["Marigold"]
    await choose(naming, "Marigold")
    await naming.lena.says("Mothers in the mill towns")
    await marigold.presses("✎")
    await marigold.says("Parents in the mill towns")
    assert "entered this for you" not in acts.said(naming, marigold, "Parents in the mill towns").words
    assert texts(naming, "Marigold")["R1"] == ("Parents in the mill towns", False)


# what is said by voice


@pytest.mark.parametrize("kind", ["voice", "video_note", "audio"])
async def test_a_voice_message_is_told_the_way(naming: Played, kind: str) -> None:
    marigold = naming["Marigold"]
    naming.world.send_kind(marigold.user, marigold.user, kind)
    await naming.settle()
    told = marigold.has_read()
    assert "I cannot listen to voice messages" in told
    assert "or tell Lena by phone" in told
    assert "Who should be better off" in marigold.reads()
