"""People answer what the bot asks them: from a table of prompt to answer, all at once, one question each a turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from bot.rehearsal.scenario.acting import Actor
from bot.rehearsal.scenario.filling import PASS, Picked, Replies, Reply, Typed, answer
from bot.rehearsal.scenario.nouns import Member
from bot.rehearsal.scenario.play import LONGEST_WAIT, Play
from bot.rehearsal.scenario.screens import ANY, fits
from dialogues.model import Round

COLLECTED = ("guide", "reflection", "self_rating")
INTRODUCTIONS = "introductions"
COLLECTED_TOPICS = ("result", "map", "system", "promises", "trying")
IN_SETUP = ("R1", "R2", "R4", "S1", "S2", "M1", "M2", "M6", "U2", "U3", "X1", "X4")


def yes_no(said: bool) -> Reply:
    """The button of a yes or no."""
    return Picked("yes" if said else "no")


def own_replies(member: Member) -> dict[str, Reply]:
    """What a person answers for the own seat."""
    said = member.answers_private
    return {
        "M3": yes_no(said.M3_can_commit),
        "M4": yes_no(said.M4_does_work),
        "M5": yes_no(said.M5_speaks_for_sector),
    }


def voice_replies(play: Play, member: Member) -> dict[str, Reply]:
    """What the organisation's representative answers: everything but hope and worry, which come later."""
    said = play.scenario.answers_by_org.get(member.org)
    replies = own_replies(member)
    if said is None:
        return {**replies, **dict.fromkeys((*IN_SETUP, "S1/condition", "S1/sentence"), PASS)}
    texts = {p: Typed(getattr(said, p)) for p in IN_SETUP if p not in ("S1", "M2")}
    covered = [play.ours("f", f) for f in play.scenario.covers.get(member.org, ())]
    return {
        **replies,
        **texts,
        "S1/condition": Picked(said.S1[0]),
        "S1/sentence": Typed(said.S1[1]),
        "M2": Picked(*covered) if covered else PASS,
    }


MOST_ASKINGS = 3  # a question that comes back so often takes no answer of this kind


async def answer_all(
    play: Play,
    people: Mapping[Actor, Replies],
    *,
    others: Reply | None = None,
    leave: frozenset[str] = frozenset(),
) -> None:
    """Everybody answers the question before them, again and again, until nobody has one that is answered.

    A question without a reply gets `others`, or is left alone. Those in `leave` are left alone.
    """
    answered: set[tuple[Actor, tuple[int, str, str, str]]] = set()
    asked: Counter[tuple[Actor, str, str]] = Counter()
    while True:
        acted = False
        for actor, replies in people.items():
            question = actor.question(*COLLECTED)
            if question is None or question.step in leave or (actor, question.key) in answered:
                continue
            reply = replies.get(question.step, others)
            if reply is not None:
                answered.add((actor, question.key))
                asked[actor, question.subject, question.step] += 1
                if asked[actor, question.subject, question.step] > MOST_ASKINGS:
                    raise actor.cannot(f"answer {question.step}")
                await answer(actor, question, reply)
                acted = True
        if not acted:
            return
        await play.quiet()


def seated(play: Play) -> list[Member]:
    """The members who have a seat, in the order of the file."""
    return [m for m in play.scenario.members if m.id in play.cast.seated]


async def close_round(play: Play, round_id: str) -> None:
    """The facilitator closes a round, as soon as its rules let it be closed."""
    await close_when_possible(play, "close", round_id, lambda: _collects(play, round_id))


async def close_when_possible(play: Play, action: str, id: str, is_open: Callable[[], bool]) -> None:
    """Presses to close, and again after each thing that comes due, until it is closed."""
    latest = play.hours.now() + LONGEST_WAIT
    await play.does(action, id)
    while is_open():
        if not await play.hours.next_thing(latest):
            raise play.facilitator.cannot(f"do {action}:{id}")
        if is_open():
            await play.does(action, id)


def _collects(play: Play, round_id: str) -> bool:
    with play.look() as repository:
        return repository.get(Round, int(round_id)).state == "collecting"


async def end_introductions(play: Play) -> None:
    """Introductions that are still open from the set-up end first: a hope not told yet is asked before all else."""
    with play.look() as repository:
        open_ = repository.find(Round, topic=INTRODUCTIONS, state="collecting")
    for round_ in open_:
        await close_round(play, str(round_.id))


async def open_round(play: Play, topic: str) -> str:
    """The facilitator opens the questions of a topic; gives our id of the round."""
    if topic != INTRODUCTIONS:
        await end_introductions(play)
    await play.does(f"open_{topic}")
    await open_all_the_same(play)
    with play.look() as repository:
        rounds = repository.find(Round, topic=topic, state="collecting")
    if not rounds:
        raise play.facilitator.cannot(f"open the questions of {topic}")
    return str(rounds[-1].id)


async def open_all_the_same(play: Play) -> None:
    """Where a round asks more than the rule, the scenario's facilitator goes on knowingly."""
    wanted = ("opening", ANY, "how", "all")
    for button in play.facilitator.private.newest():
        if fits(button.press, "pick", wanted):
            await play.facilitator.press(button)
            await play.quiet()


async def collect(play: Play) -> None:
    """What is asked in private before the first cycle, but for the introductions (set-up, 3 and 4)."""
    people = _own_answers(play)
    for topic in COLLECTED_TOPICS:
        id = await open_round(play, topic)
        await answer_all(play, people, others=PASS)
        await close_round(play, id)


async def say_interests(play: Play) -> None:
    """The introductions come last, when everybody is seated and has caught up: nothing waits behind them.

    Hope and worry stay open until they are told in a cycle, and their round closes at its deadline.
    """
    await open_round(play, INTRODUCTIONS)
    await answer_all(play, _own_answers(play))


def _own_answers(play: Play) -> dict[Actor, Replies]:
    people: dict[Actor, Replies] = {}
    for member in seated(play):
        actor = play.cast[member.id]
        is_voice = actor is play.cast.voice(member.org)
        people[actor] = voice_replies(play, member) if is_voice else own_replies(member)
    return people
