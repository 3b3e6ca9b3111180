"""Steps of a facilitator, each played through the bot from a stage on, to be taken back and done again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from dialogues.model import Organisation
from tests.acceptance import structure_acts as structure
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.test_experiments import TRIAL, end, make_card, panel, start_as_agreed, to_storming
from tests.acceptance.test_rhythm import set_rhythm
from tests.acceptance.undoing import undoes

Play = Callable[[Played], Awaitable[None]]


async def _nothing(_table: Played) -> None:
    """Nothing has to be prepared."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """A step: at which stage, what goes before it, how it is done, and what it is called (`undo_steps`)."""

    kind: str
    stage: str
    act: Play
    before: Play = _nothing
    also: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}{self.also}"


def taps(*labels: str, says: str | None = None) -> Play:
    """These buttons from /table on, then a text."""

    async def act(table: Played) -> None:
        await panel(table, *labels)
        if says is not None:
            await table.lena.says(says)

    return act


async def closed_result(table: Played) -> None:
    """The questions of the result are answered and shown."""
    for number, player in enumerate(table.people.values()):
        for answer in (f"Residents of town {number}", f"Pay slip {number}", f"{86 + number} percent by 2036"):
            await player.says(answer)
    await table.lena.presses("Close and show the answers")


async def _proposes(table: Played) -> None:
    await panel(table, "Write the sentence")
    await table.lena.says(RESULT)
    await table.lena.presses("Later")
    await table.lena.presses("Put it to the table")


async def _notice_over(table: Played) -> None:
    await table.wait(hours=48)


async def _blocked(table: Played) -> None:
    for name, player in table.people.items():
        if name == "Ottilie":
            await player.presses("0 ·")
            await player.says("Our council has no mandate for a number.")
        else:
            await player.presses("4 ·")
    await table.close_vote()


async def _amends(table: Played) -> None:
    await panel(table, "Change the text")
    await table.lena.says(RESULT.replace("90%", "89%"))
    await table.lena.presses("Later")
    await table.lena.presses("Put it to the table")


async def _no_quorum(table: Played) -> None:
    await table["Marigold"].presses("4 ·")
    await table.close_vote()


async def _parks(table: Played) -> None:
    await panel(table, "End: The result", "Park it")


async def rhythm(table: Played) -> None:
    """The table meets on first Tuesdays."""
    await set_rhythm(table, "A weekday of the month", "1", "first", "Tuesday", "18:30")


async def _skips(table: Played) -> None:
    await panel(table, "Skip: ")


async def _moves(table: Played) -> None:
    await panel(table, "Move: ")
    await table.lena.says("12 January 2027")


async def _adds_body(table: Played) -> None:
    await structure.open_page(table)
    await structure.add_body(table, "Core group", "Yes", "No", "Lake Alder Council")


async def _adds_task(table: Played) -> None:
    await structure.open_page(table)
    names = [o.name for o in table.find(Organisation)]
    await structure.add_task(table, "Call the bakers", names[:1], names[1:2])


async def adds_promise(table: Played) -> None:
    """One organisation owes another a desk."""
    await structure.open_page(table)
    by, to, *_ = [o.name for o in table.find(Organisation)]
    await structure.add_promise(table, by, to, "A desk in the hall", "1 March 2027")


async def _kept(table: Played) -> None:
    await panel(table, "The structure", "✎ A desk", "It is done")
    await table.lena.says("The desk stands in the hall.")


async def _missed(table: Played) -> None:
    await panel(table, "The structure", "✎ A desk", "It was missed")
    await table.lena.says("1 April 2027")


async def _writes_section(table: Played) -> None:
    await structure.open_page(table)
    await structure.write_section(table, "Purpose")


async def _in_two_languages(table: Played) -> None:
    await panel(table, "Languages of the table", "English + Español")


async def _gap(table: Played) -> None:
    await panel(table, "Who is needed", "Nobody")
    await table.lena.presses("Facilitator")
    await table.lena.says("30 June 2027")


async def _map_drawn(table: Played) -> None:
    await table.answer_map_without_waiting()
    await undoes(table)


async def _card_ready(table: Played) -> None:
    await to_storming(table)
    await make_card(table)


async def _runs(table: Played) -> None:
    await _card_ready(table)
    await start_as_agreed(table)


async def _ends(table: Played) -> None:
    await end(table, "Adopt")


async def _lever(table: Played) -> None:
    await panel(table, "Levers: what we change", "Write a lever")
    await table.lena.says("One form for all")
    await table.lena.presses("A rule")


async def _sorts(table: Played) -> None:
    await panel(table, "System or program", "System: Lake Alder Council")


async def _disagrees(table: Played) -> None:
    await table["Marigold"].says("/table")
    await table["Marigold"].presses("A real disagreement")
    await table["Marigold"].says("Counties")


async def _answered_reflection(table: Played) -> None:
    for name, player in table.people.items():
        for question in range(1, 8):
            await player.says(f"{name} on question {question}")
        for rating in (4, 3, 4, 2):
            await player.presses(str(rating))
    await table.lena.presses("Close and show the answers")


async def _talked_over(table: Played) -> None:
    await _answered_reflection(table)
    await panel(table, "Enter what was decided")


async def _decides(table: Played) -> None:
    await panel(table, "Enter what was decided")
    await table.lena.says("Keep the mentors.")


async def _decided(table: Played) -> None:
    await _talked_over(table)
    await table.lena.says("Keep the mentors.")


async def _feeds_back(table: Played) -> None:
    await panel(table, "Enter what it changes")
    await table.lena.presses("How we tell the problem")
    await table.lena.says("Getting to work is part of the problem.")
    await table.lena.presses("Take the suggested one")


STEPS = (
    Undoable("opened", "convened", taps("Open the introductions"), also="-introductions"),
    Undoable("opened", "convened", taps("Take the pulse"), also="-pulse"),
    Undoable("begun", "introduced", taps("Begin: name the result")),
    Undoable("extended", "naming", taps("Two more days")),
    Undoable("ended_round", "naming", taps("End: The result", "Take it back"), also="-collecting"),
    Undoable("ended_round", "voting", taps("End: The result", "Take it back"), also="-voting"),
    Undoable("ended_round", "clarifying", _parks, also="-parked"),
    Undoable("text", "naming", _proposes, closed_result),
    Undoable("vote", "clarifying", taps("Open the vote"), _notice_over),
    Undoable("text", "voting", _amends, _blocked, also="-amended"),
    Undoable("recalled", "voting", taps("Call the vote again"), _no_quorum),
    Undoable("revived", "clarifying", taps("Take it up again"), _parks),
    Undoable("rhythm", "convened", rhythm),
    Undoable("session_skipped", "convened", _skips, rhythm),
    Undoable("session_moved", "convened", _moves, rhythm),
    Undoable("body", "convened", _adds_body),
    Undoable("body", "convened", taps("The structure", "✎ Core group", "Take it away"), _adds_body, "-away"),
    Undoable("task", "convened", _adds_task),
    Undoable("promise", "convened", adds_promise),
    Undoable("promise_kept", "convened", _kept, adds_promise),
    Undoable("promise_missed", "convened", _missed, adds_promise),
    Undoable("document", "convened", _writes_section),
    Undoable("languages", "convened", _in_two_languages),
    Undoable("help_text", "convened", taps("Where people find help", says="Call 988, day and night.")),
    Undoable("put_map", "mapping", taps("Put the map to the table"), _map_drawn),
    Undoable("experiment", "trying", make_card, to_storming),
    Undoable("started", "trying", start_as_agreed, _card_ready),
    Undoable("experiment_ended", "trying", _ends, _runs),
    Undoable("card", "trying", taps("Experiments", TRIAL, "Take the card back"), make_card),
    Undoable("sorted", "trying", _sorts),
    Undoable("stage", "trying", taps("Ask for the next stage", "storming"), _disagrees),
    Undoable("look_back", "convened", taps("Look back on this cycle")),
    Undoable("look_back_opened", "convened", taps("Open the questions"), taps("Look back on this cycle")),
    Undoable("talked_over", "reflecting", taps("Enter what was decided"), _answered_reflection),
    Undoable("decisions", "reflecting", _decides, _talked_over),
    Undoable("fed_back", "reflecting", _feeds_back, _decided),
)
