"""Meeting, differing and agreeing: introductions, disagreements, known roles, the pulse, the stages of trust."""

from __future__ import annotations

from bot.rehearsal.scenario.acting import Actor
from bot.rehearsal.scenario.filling import PASS, Picked, Replies, Reply, Typed, fill
from bot.rehearsal.scenario.happenings import (
    DisagreementOpened,
    DisagreementSettled,
    IntrosDone,
    PulseTaken,
    RolesAcknowledged,
    TransitionRequest,
)
from bot.rehearsal.scenario.nouns import PulseTaps
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.screens import ANY
from bot.rehearsal.scenario.steps.answering import answer_all, close_round, open_round, seated
from dialogues.machines import TRUST_STAGES
from dialogues.model import Round

DIFFERED = ("none", "open", "settled")


async def introduced(play: Play, event: IntrosDone) -> None:
    """The representatives say one hope and one worry; colleagues pass."""
    with play.look() as repository:
        open_ = repository.find(Round, topic="introductions", state="collecting")
    id = str(open_[-1].id) if open_ else await open_round(play, "introductions")
    people: dict[Actor, Replies] = {}
    for member in seated(play):
        voice, said = play.cast.voice(member.org), play.scenario.answers_by_org.get(member.org)
        actor = play.cast[member.id]
        if actor is not voice:
            people[actor] = {"T10": PASS}
        elif member.org in event.orgs:
            people[actor] = {
                "M1": Typed(said.M1) if said else PASS,
                "T10": Typed(said.T10) if said else PASS,
            }
    await answer_all(play, people)
    await close_round(play, id)


async def disagreement_opened(play: Play, event: DisagreementOpened) -> None:
    """A representative opens a disagreement."""
    actor = play.cast.voice_of(event.by)
    await actor.writes("/table")
    await actor.quiet()
    await actor.presses("disagree")
    await actor.quiet()
    await fill(actor, "disagreement", {"topic": Typed(event.topic)})
    told = play.facilitator.private.find("go", ANY, "settle_difference")
    if told is None:
        raise play.facilitator.cannot(f"hear of the disagreement {event.id}")
    play.disagreements[event.id] = told.word(2)


async def disagreement_settled(play: Play, event: DisagreementSettled) -> None:
    """The facilitator records how it was settled."""
    await play.enters(
        "settle_difference",
        "settling",
        {"end": Picked("settled"), "how": Typed(event.how)},
        play.disagreements[event.id],
    )


async def roles_acknowledged(play: Play, event: RolesAcknowledged) -> None:
    """Representatives press that they know their role; whose organisation does already has no such button."""
    actors = [play.cast.voice_of(org) for org in event.orgs]
    for actor in actors:
        await actor.writes("/table")
    await play.quiet()
    for actor in actors:
        button = next((b for b in actor.private.newest() if b.press.verb == "know_role"), None)
        if button is not None:
            await actor.press(button)
    await play.quiet()


def pulse_replies(taps: PulseTaps) -> Replies:
    """The nine taps of one person."""
    scale: dict[str, Reply] = {f"T{n}": Picked(tap) for n, tap in enumerate(taps[:8], start=1)}
    return {**scale, "T9": Picked(DIFFERED[taps[8]])}


async def pulse(play: Play, _event: PulseTaken) -> None:
    """The pulse is opened, answered by whom the cycle names, and closed by the facilitator."""
    id = await open_round(play, "pulse")
    taps = play.scenario.cycles[play.cycle - 1].pulse
    await answer_all(play, {play.cast[m]: pulse_replies(nine) for m, nine in taps.items()})
    await close_round(play, id)


async def transition_requested(play: Play, event: TransitionRequest) -> None:
    """The facilitator asks for a stage; the bot decides."""
    asked = TRUST_STAGES.index(event.to)
    if asked <= TRUST_STAGES.index(play.table().trust_stage):
        play.tell(f"  {play.facilitator} cannot ask for {event.to}: the table is there or further")
        return
    await play.turns_to("ask_stage")
    await play.does("stage", asked)
