"""The example table of the rehearsal room: the employment table after the article's figure 1, invented people.

It is played into the room through the Bot API as people would, so nothing in it is set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.rehearsal import table_in_room
from bot.rehearsal.players import Player, Stage
from bot.rehearsal.records import Chat
from bot.rehearsal.table_in_room import Guide

if TYPE_CHECKING:
    from bot.rehearsal_room import RehearsalRoom

FACILITATOR, COORDINATOR = "Lena", "Carl"
GROUP = "Lake Alder table"


@dataclass(frozen=True, slots=True)
class Voice:
    """A representative, the organisation, and what they say."""

    name: str
    organisation: str
    sector: str
    grassroots: bool
    part: str
    gain: str
    hope: str
    answers: tuple[str, str, str]


VOICES = (
    Voice(
        "Ottilie",
        "Lake Alder Council of Governments",
        "Government",
        False,
        "I can decide",
        "Half of our calls are about plants that cannot fill a shift.",
        "Hope: five counties that count alike. Worry: it is dropped after the fair season.",
        (
            "Everyone in the five counties who looks for work, those between jobs first.",
            "How many of them have a job in the regional labor survey.",
            "90 percent in ten years, counted county by county.",
        ),
    ),
    Voice(
        "Clementine",
        "Alder Technical College",
        "Education",
        False,
        "I can decide",
        "Empty benches in the welding hall.",
        "Hope: benches filled. Worry: the plants hire my two best teachers away.",
        (
            "Adults who left school for the mills and now have no trade.",
            "Graduates with a paid place three months later.",
            "89 percent by the end of 2036.",
        ),
    ),
    Voice(
        "Thaddeus",
        "Valley Care Employers",
        "Health",
        False,
        "I do the work",
        "We close beds because rosters are empty.",
        "Hope: full rosters. Worry: people think trial weeks are cheap labor.",
        (
            "People who could care for our elders and are not working now.",
            "Wards with a full roster.",
            "90 percent within ten years.",
        ),
    ),
    Voice(
        "Philippa",
        "Alder Lake Foundation",
        "Philanthropy",
        False,
        "I can decide",
        "Twenty years of classroom grants changed little.",
        "Hope: patience. Worry: trustees who want a photo by spring.",
        (
            "Households around the lake with nobody in work.",
            "Households with at least one steady wage.",
            "90 percent by 2036 and nobody left under 84.",
        ),
    ),
    Voice(
        "Marigold",
        "Mill Towns Residents Assembly",
        "Community",
        True,
        "I represent",
        "Our sons move away.",
        "Hope: the towns are in the sentence. Worry: we were asked for the grant form only.",
        (
            "Our two mill towns, where every third door has someone at home all day.",
            "Neighbors with a wage that lasts past the winter.",
            "90 percent here too, not only by the lake shore.",
        ),
    ),
)
WAITING = ("Ottilie", "Marigold")

GUIDE = Guide(
    "See a private round in three minutes",
    (
        "You play everybody. Pick Marigold among the seats: a question waits in her private chat.",
        "Answer her three questions. Each says first who will see the answer. “Pass” works too.",
        "Pick Lena, the facilitator, and press “Close and show the answers”.",
        "Look at the group: every answer stands there, and no name.",
        "Go on as Lena: “Write the sentence”, put it to the table, move the clock past the notice, "
        "open the vote. Try to block it as Marigold.",
    ),
)


class ExampleTable:
    """Seeds the room and tells the page who sits where and where the table stands."""

    async def seed(self, room: RehearsalRoom, kind: str) -> None:
        """Plays the people in: up to an open round, or only into a group with the bot in it."""
        stage = Stage(room.world, room.settle)
        lena, carl = stage.player(FACILITATOR), stage.player(COORDINATOR)
        people = [stage.player(voice.name) for voice in VOICES]
        users = [player.user for player in (carl, *people)]
        group = room.world.create_group(GROUP, lena.user, users)
        room.world.add_bot(group, lena.user)
        await room.settle()
        if kind == "example":
            await _set_up(lena, carl, group)
            for voice, player in zip(VOICES, people, strict=True):
                room.tell(f"  {voice.name} takes a seat for {voice.organisation}")
                await _take_seat(lena, voice, player)
            room.tell("  They introduce themselves")
            await _meet(lena, people)
            room.tell("  Three of five answer the first private round")
            await _begin_result(lena, people)

    def hooks(self, room: RehearsalRoom) -> Mapping[str, Any]:
        """What the page shows beside the chats."""
        return {
            "guide": lambda: GUIDE.view() if room.kind == "example" else table_in_room.guide(room),
            "seat_labels": lambda: {**_expected(room), **table_in_room.seat_labels(room)},
        }


async def _set_up(lena: Player, carl: Player, group: Chat) -> None:
    await lena.presses("I facilitate this table", group)
    await lena.starts("go")
    await lena.presses(GROUP)
    await lena.presses("Chicago")
    await lena.presses("English")
    await lena.presses("90 days")
    await lena.presses("Today")
    await lena.presses("Link for the coordinator")
    await carl.opens(lena.link_for("coordinator"))
    await carl.presses("I agree")


async def _take_seat(lena: Player, voice: Voice, player: Player) -> None:
    await lena.presses("Add a")
    await lena.says(voice.organisation)
    await lena.presses(voice.sector)
    await lena.presses("Yes" if voice.grassroots else "No")
    await player.opens(lena.link_for(voice.organisation))
    await player.presses("I agree")
    await player.presses("Yes")
    await player.presses(voice.part)


async def _meet(lena: Player, people: list[Player]) -> None:
    await lena.says("/table")
    await lena.presses("Open the introductions")
    for voice, player in zip(VOICES, people, strict=True):
        await player.says(voice.gain)
        await player.says(voice.hope)
    await lena.presses("Close and show the answers")


async def _begin_result(lena: Player, people: list[Player]) -> None:
    await lena.presses("Begin: name the result")
    for voice, player in zip(VOICES, people, strict=True):
        if voice.name not in WAITING:
            for answer in voice.answers:
                await player.says(answer)
    await lena.says("/table")


def _expected(room: RehearsalRoom) -> dict[int, str]:
    """Whom people are to sit for, until they do."""
    if room.kind not in ("example", "empty"):
        return {}
    expected = {voice.name: voice.organisation for voice in VOICES}
    return {u.id: expected[u.first_name] for u in room.world.users.values() if u.first_name in expected}


EXAMPLE = ExampleTable()
