"""/mydata: everything about me, as a file, in private, and nothing about others."""

from __future__ import annotations

import json
from typing import Any

from bot.rehearsal.file_shelf import file_bytes
from bot.rehearsal.players import Player
from dialogues.model import Answer, Person, Seat
from tests.acceptance import acts, people
from tests.acceptance.playing import Played


async def own_data(table: Played, player: Player) -> dict[str, Any]:
    """What a person gets for /mydata."""
    await player.says("/mydata")
    document: Any = table.stage.bot_messages(player.user)[-1].content["document"]
    assert document["file_name"] == "my-data.json"
    found: dict[str, Any] = json.loads(file_bytes(table.world.files[document["file_id"]]))
    return found


async def test_it_holds_what_a_person_said_and_nothing_of_others(voting: Played) -> None:
    ottilie = voting["Ottilie"]
    await ottilie.presses("0 ·")
    await ottilie.says("The number is a guess.")
    data = await own_data(voting, ottilie)
    assert data["person"]["telegram_id"] == ottilie.user.id
    assert data["person"]["name"] == "Ottilie"
    (here,) = data["tables"]
    assert here["table"] == "Lake Alder table"
    (seat,) = here["seats"]
    assert (seat["organisation"], seat["holds_vote"]) == ("Lake Alder Council", True)
    said = {answer["prompt"]: answer for answer in here["answers"]}
    assert said["R1"]["text"] == "Residents of town 0"
    assert "Who should be better off" in said["R1"]["question"]
    assert "without a name" in said["R1"]["who_sees_it"]
    assert [(b["score"], b["reason"]) for b in here["ballots"]] == [(0, "The number is a guess.")]
    text = json.dumps(data)
    for number, name in enumerate(voting.people):
        if name != "Ottilie":
            assert name not in text
            assert f"Residents of town {number}" not in text
            assert str(voting[name].user.id) not in text
    caption = ottilie.reads()
    assert "Seats: 1" in caption
    assert f"answers: {len(here['answers'])}" in caption


async def test_what_is_private_is_in_the_authors_file_alone(reflecting: Played) -> None:
    marigold, lena = reflecting["Marigold"], reflecting.lena
    await marigold.says("What changed: I trust nobody yet.")
    assert "I trust nobody yet" in json.dumps(await own_data(reflecting, marigold))
    for other in (lena, reflecting.carl, reflecting["Ottilie"]):
        assert "I trust nobody yet" not in json.dumps(await own_data(reflecting, other))


async def test_what_was_entered_for_me_is_marked(introducing: Played) -> None:
    clementine = introducing["Clementine"]
    await acts.forges(
        introducing, introducing.lena, f"go:1:behalf:{people.seat_of(introducing, clementine).id}"
    )
    await introducing.lena.says("She gains trained people.")
    (here,) = (await own_data(introducing, clementine))["tables"]
    assert [(a["text"], a["on_behalf"]) for a in here["answers"]] == [("She gains trained people.", True)]


async def test_a_held_answer_is_in_it(introducing: Played) -> None:
    thaddeus = introducing["Thaddeus"]
    await thaddeus.says("Maria Lopez was in hospital for her diabetes.")
    assert introducing.one(Answer).held
    (here,) = (await own_data(introducing, thaddeus))["tables"]
    assert [a["held"] for a in here["answers"]] == [True]


async def test_what_waits_to_be_sent_is_in_it(introducing: Played) -> None:
    ottilie = introducing["Ottilie"]
    person = introducing.one(Person, name="Ottilie")
    assert introducing.find(Seat, person_id=person.id)
    data = await own_data(introducing, ottilie)
    assert data["asked_now"][0]["form"] == "guide"
    assert data["messages_on_their_way"] == []


async def test_somebody_without_a_seat_gets_a_file_too(convened: Played) -> None:
    stranger = convened.stage.player("Stranger")
    data = await own_data(convened, stranger)
    assert data["tables"] == []
    assert data["person"]["name"] == "Stranger"


async def test_the_group_gets_no_file(convened: Played) -> None:
    before = len(convened.in_group())
    convened.world.say(convened["Ottilie"].user, convened.group, "/mydata@rehearsal_bot")
    await convened.settle()
    assert not any("document" in m.content for m in convened.in_group()[before:])
