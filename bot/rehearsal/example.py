"""The example table of the rehearsal room: the employment table after the article's figure 1, invented people.

It is played into the room through the Bot API as people would, so nothing in it is set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.rehearsal.players import Player, Stage
from bot.rehearsal.records import Chat
from dialogues import phrases
from dialogues.model import Gap, Reflection, Round, Seat, Table

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

GUIDE = {
    "example": {
        "title": "See a private round in three minutes",
        "steps": [
            "You play everybody. Pick Marigold among the seats: a question waits in her private chat.",
            "Answer her three questions. Each says first who will see the answer. “Pass” works too.",
            "Pick Lena, the facilitator, and press “Close and show the answers”.",
            "Look at the group: every answer stands there, and no name.",
            "Go on as Lena: “Write the sentence”, put it to the table, move the clock past the notice, "
            "open the vote. Try to block it as Marigold.",
        ],
    },
    "empty": {
        "title": "Set up a table from the start",
        "steps": [
            "You play everybody. Pick Lena and press “I facilitate this table” in the group.",
            "Press “Open the private chat” and answer the set-up questions there.",
            "Add organisations. Each gets a link; click a link and choose who opens it.",
            "Then open the introductions from Lena's panel (/table).",
        ],
    },
}


class ExampleTable:
    """Seeds the room and tells the page who sits where and where the table stands."""

    def __init__(self) -> None:
        self._kind = "example"

    async def seed(self, room: RehearsalRoom, kind: str) -> None:
        """Plays the people in: up to an open round, or only into a group with the bot in it."""
        self._kind = kind
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
            "guide": lambda: GUIDE["example" if self._has_table(room) else "empty"],
            "seat_labels": lambda: _labels(room),
            "state": lambda: table_state(room),
        }

    def _has_table(self, room: RehearsalRoom) -> bool:
        if not room.is_running:
            return False
        with room.repository() as repository:
            return repository.count(Table) > 0 and self._kind == "example"


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


def _labels(room: RehearsalRoom) -> dict[int, str]:
    organisations = {voice.name: voice.organisation for voice in VOICES}
    roles = {FACILITATOR: "Facilitator", COORDINATOR: "Coordinator"}
    users = list(room.world.users.values())
    return {
        u.id: organisations.get(u.first_name) or roles.get(u.first_name, "Guest")
        for u in users
        if not u.is_bot
    }


def table_state(room: RehearsalRoom) -> list[dict[str, str]]:
    """The machines of the first table in words; no answers."""
    if not room.is_running:
        return [{"title": "Table", "value": "one moment", "detail": "the bot is starting or stopping"}]
    with room.repository() as repository:
        table = repository.first(Table)
        if table is None:
            return [{"title": "Table", "value": "not set up yet", "detail": ""}]
        stage = phrases.render("en", "panel.stage", "UTC", {"lifecycle": table.lifecycle})
        seated = repository.count(Seat, table_id=table.id, present=True, holds_vote=True)
        rows = [
            {"title": "Stage", "value": stage, "detail": f"cycle {table.cycle}"},
            {"title": "Trust", "value": table.trust_stage, "detail": ""},
            {"title": "Votes seated", "value": str(seated), "detail": ""},
        ]
        for round_ in repository.find(Round, table_id=table.id, closed_at=None):
            title = phrases.render("en", f"topics.{round_.topic}", "UTC", {})
            rows.append({"title": title, "value": round_.state, "detail": f"round {round_.ballot_round}"})
        for reflection in repository.find(Reflection, table_id=table.id, closed_at=None):
            rows.append({"title": "Looking back", "value": reflection.state.replace("_", " "), "detail": ""})
        gaps = repository.count(Gap, table_id=table.id, severity="must", closed_cycle=None)
        if gaps:
            rows.append({"title": "Open gaps", "value": str(gaps), "detail": ""})
        return rows


EXAMPLE = ExampleTable()
