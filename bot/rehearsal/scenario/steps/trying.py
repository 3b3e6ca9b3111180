"""Experiments: registered and closed when a cycle opens, started once the table agrees, extended in time."""

from __future__ import annotations

from datetime import timedelta

from bot.rehearsal.scenario.filling import SKIP, Picked, Reply, Typed, fill
from bot.rehearsal.scenario.happenings import Vote
from bot.rehearsal.scenario.nouns import Cycle, Experiment
from bot.rehearsal.scenario.own_words import said
from bot.rehearsal.scenario.play import Play
from dialogues import house_rules
from dialogues.guards_of_experiments import MAY_START
from dialogues.model import Experiment as Card

VOTE = "t"


def _typed(text: str) -> Reply:
    return Typed(text) if text else SKIP


async def _make_card(play: Play, experiment: Experiment) -> None:
    """The facilitator writes the card with its owner."""
    last = play.hours.today() + timedelta(days=house_rules.EXPERIMENT_DAYS_MOST.value)
    await play.enters(
        "experiment",
        "experiment",
        {
            "owner": Picked(play.ours("o", experiment.owner)),
            "title": Typed(experiment.title),
            "level": Picked(experiment.level),
            "existing": Picked("existing" if experiment.registered_existing else "new"),
            "hypothesis": _typed(experiment.X2_hypothesis),
            "measure": _typed(experiment.X3_measure),
            "prediction": _typed(experiment.X3_prediction),
            "doer": Picked("representative"),
            "ends": Typed(last.isoformat()),
        },
    )


async def open_with_cycle(play: Play, cycle: Cycle) -> None:
    """What ends in this cycle is closed, existing work is registered, what goes on gets more time (C1)."""
    for experiment in play.scenario.experiments:
        if experiment.closed_in == cycle.n and experiment.started_cycle < cycle.n:
            await close(play, experiment)
        elif experiment.registered_existing and experiment.started_cycle == cycle.n:
            await _make_card(play, experiment)
            if experiment.closed_in == cycle.n:
                await close(play, experiment)
    await _extend(play, cycle)


async def close(play: Play, experiment: Experiment) -> None:
    """What came out, and what was decided of it."""
    id = play.ours("x", experiment.id)
    await play.turns_to("experiments")
    await play.turns_to("card", id)
    await play.enters(
        "close_experiment",
        "ending",
        {
            "result": _typed(experiment.X6_result or ""),
            "decision": Picked(experiment.decision or "open"),
            "why": SKIP,
            "reason": Typed(said(play.scenario, "left_open")),
        },
        id,
    )


async def _extend(play: Play, cycle: Cycle) -> None:
    """Cards that would run out in this cycle get their next days while there is time."""
    end = play.hours.opening(cycle.n + 1).date()
    with play.look() as repository:
        running = repository.find(Card, state="running")
    for card in running:
        if card.ends_on is None or card.ends_on > end:
            continue
        last = play.hours.today() + timedelta(days=house_rules.EXPERIMENT_DAYS_MOST.value)
        if last > card.ends_on:
            await play.turns_to("experiments")
            await play.turns_to("card", card.id)
            replies = {"ends": Typed(last.isoformat()), "reason": Typed(said(play.scenario, "longer"))}
            await play.enters("longer", "longer", replies, card.id)


async def start_what_may_start(play: Play, cycle: Cycle, done: int) -> None:
    """After the event number `done`: new experiments start once the table may try and no vote on one is to come."""
    to_come = [play.scenario.proposal(e.proposal) for e in cycle.events[done:] if isinstance(e, Vote)]
    table = play.table()
    if table.trust_stage == "forming" or table.lifecycle not in MAY_START:
        return
    if any(p.what == "experiment" for p in to_come):
        return
    for experiment in play.scenario.experiments:
        is_new = not experiment.registered_existing and experiment.started_cycle == cycle.n
        if is_new and experiment.id not in play.started:
            play.started.add(experiment.id)
            await _start(play, experiment)
            if experiment.closed_in == cycle.n:
                await close(play, experiment)


async def _start(play: Play, experiment: Experiment) -> None:
    """A card, and its start: by a vote that is not used yet, else as agreed before."""
    await _make_card(play, experiment)
    id = play.ours("x", experiment.id)
    await play.does("start", id)
    question = play.facilitator.question("start")
    if question is None:
        raise play.facilitator.cannot(f"start {experiment.id}")
    votes = [value for value in question.picks() if value.startswith(VOTE)]
    agreed = Picked(votes[0] if votes else "meeting")
    await fill(play.facilitator, "start", {"agreed": agreed, "how": Typed(said(play.scenario, "agreed"))})
