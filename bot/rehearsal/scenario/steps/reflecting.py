"""The table looks back, and the summary of the cycle goes out (C3 to C5)."""

from __future__ import annotations

from bot.rehearsal.scenario.acting import Actor
from bot.rehearsal.scenario.filling import SKIP, Picked, Replies, Reply, Typed, fill
from bot.rehearsal.scenario.nouns import LOOKING_BACK, STAGES, Cycle
from bot.rehearsal.scenario.own_words import said
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.screens import ANY
from bot.rehearsal.scenario.steps.answering import answer_all, close_when_possible, end_introductions, seated
from bot.rehearsal.scenario.steps.entering import typed_number
from dialogues.checks.problem_solving import MARKS
from dialogues.model import Reflection


async def look_back(play: Play, cycle: Cycle, *, deliver: bool) -> None:
    """The reflection from its data to the summary; where it is not finished it is cancelled."""
    await end_introductions(play)
    await play.does("reflect")
    if cycle.indicator_latest is not None:
        value = typed_number(play, cycle.indicator_latest)
        await play.enters("value", "value", {"value": value})
    begin = await play.does("reflect_begin")
    id = begin.word(2)
    await answer_all(play, _replies(play, cycle))
    await close_when_possible(play, "reflect_close", id, lambda: _is_open(play, id))
    await _mark(play, cycle, id)
    if deliver:
        await _conclude(play, id)
    else:
        await play.enters(
            "reflect_cancel", "cancel_reflection", {"reason": Typed(said(play.scenario, "not_finished"))}
        )
        await play.does("send_cycle_summary")
    await play.does("send", id)


def _is_open(play: Play, id: str) -> bool:
    with play.look() as repository:
        return repository.get(Reflection, int(id)).state == "private_reflection"


def _replies(play: Play, cycle: Cycle) -> dict[Actor, Replies]:
    """Organisations answer the first so many questions; raters the four ratings. The rest waits for later."""
    people: dict[Actor, Replies] = {}
    raters = list(cycle.pulse)
    for member in seated(play):
        actor, replies = play.cast[member.id], dict[str, Reply]()
        rates = member.id in raters
        if actor is play.cast.voice(member.org):
            part = cycle.participation.get(member.org)
            answered = LOOKING_BACK[: part.answered if part else 0]
            replies |= {p: Typed(text) for p in answered if (text := getattr(cycle.reflection, p))}
            if rates:
                replies = {**dict.fromkeys(LOOKING_BACK, SKIP), **replies}
        for stage in STAGES if rates else ():
            values = getattr(cycle.self_rating, stage)
            place = raters.index(member.id)
            if place < len(values):
                replies[f"P8/{stage}"] = Picked(values[place])
        people[actor] = replies
    return people


async def _mark(play: Play, cycle: Cycle, id: str) -> None:
    """The facilitator enters the sixteen marks."""
    await play.does("evidence", id)
    for stage in STAGES:
        given = getattr(cycle.ps_evidence, stage)
        for name, mark in zip(MARKS[stage], given, strict=True):
            await play.facilitator.presses("mark", id, name, int(mark * 2))
    await play.quiet()


async def _conclude(play: Play, id: str) -> None:
    """What is decided and what changes; then the summary lies before the facilitator."""
    await play.enters("reflect_decide", "decisions", {"text": Typed(said(play.scenario, "decided"))}, id)
    await fill(
        play.facilitator,
        "feed_back",
        {"what": Picked("nothing"), "text": Typed(said(play.scenario, "nothing_changes"))},
    )
    if play.facilitator.private.find("go", ANY, "send", id) is None:
        await play.does("summary", id)
