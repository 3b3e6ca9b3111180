"""Takes the last step back: every machine by its own arrow, every noun as it was, every message edited in place.

All in the transaction of the press. Nothing is done where any machine refuses.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, assert_never

from dialogues import (
    advancing,
    ballots,
    collecting,
    guards_of_undo,
    house_rules,
    live,
    machines,
    rounds,
    timers,
    voting,
)
from dialogues.context import Context
from dialogues.guards import of_reflection, of_round, of_table
from dialogues.guards_of_experiments import of_experiment
from dialogues.guards_of_trust import of_trust
from dialogues.guards_of_undo import MOVING, Moving
from dialogues.machines import TAKE_BACK, Holds, Moved
from dialogues.manners import reminding
from dialogues.model import Experiment, LastStep, Person, Reflection, Round, Seat, Table
from dialogues.moves import move_experiment, move_reflection, move_round, move_table
from dialogues.undo import acted, steps, story, values
from dialogues.undo.story import NOUNS, Story, Write

# Forms in which a facilitator writes about a round; nobody goes on with them when it is gone.
FORMS_OF_ROUNDS = ("draft", "confirm_text", "translate")


def why_it_stays(ctx: Context, table: Table, step: LastStep) -> str | None:
    """Why this step is not taken back now, as a code of `undo_reasons`; None where it may be."""
    if step.stays is not None:
        return step.stays
    if ctx.now - step.taken_at > house_rules.UNDO_FOR.value:
        return steps.LATE
    told = story.read(step.story)
    since = acted.since(ctx.repository, table.id, told)
    if since is not None:
        return since
    return None if all(_granted(ctx, table, m, w) for m, w in _moves(ctx, told)) else acted.CHANGED


def take_back(ctx: Context, table: Table, step: LastStep, seat: Seat) -> Story:
    """Undoes what `why_it_stays` has let pass; gives what was undone."""
    told = story.read(step.story)
    for moving, write in _moves(ctx, told):
        _move(ctx, table, moving, write.id, seat)
    for write in told.writes:
        if write.after is None:
            _bring_back(ctx, write)
    for write in told.writes:
        if write.before is not None and write.after is not None:
            _restore(ctx, write)
    for write in reversed(told.writes):
        if write.before is None and write.noun != Round.__name__:
            ctx.repository.remove(NOUNS[write.noun], id=write.id)
    table = ctx.repository.get(Table, table.id)
    for one in told.timers:
        if one.due is None:
            timers.disarm(ctx, one.kind, one.subject_id)
        else:
            timers.arm(ctx, table, one.kind, one.subject_id, one.due)
    ctx.repository.put(replace(step, taken_back=True, story=""))
    return told


# the machines


def _moves(ctx: Context, told: Story) -> list[tuple[Moving, Write]]:
    """What a machine has to move, the table first: what follows it in the log counts against it."""
    return [
        (moving, write)
        for moving in MOVING
        for write in told.writes
        if write.noun == moving.noun.__name__ and _has_moved(ctx, moving, write)
    ]


def _has_moved(ctx: Context, moving: Moving, write: Write) -> bool:
    """Whether the step moved it; what was only written down, or put off, is where it is left."""
    if write.after is None or moving.field not in write.fields:
        return False
    if write.before is not None:
        return True
    made = ctx.repository.first(moving.noun, id=write.id)
    still = (machines.CHARTS[moving.chart].states[0], "withdrawn")
    return made is not None and getattr(made, moving.field) not in still


def _granted(ctx: Context, table: Table, moving: Moving, write: Write) -> bool:
    subject = ctx.repository.get(moving.noun, write.id)
    state = str(getattr(subject, moving.field))
    outcome = machines.fire(moving.chart, TAKE_BACK, state, _guards(ctx, table, moving, subject))
    if not isinstance(outcome, Moved):
        return False
    made = moving.noun is Round and write.before is None
    return outcome.target == ("withdrawn" if made else guards_of_undo.before(moving, write))


def _guards(ctx: Context, table: Table, moving: Moving, subject: Any) -> Holds:
    match moving.chart:
        case "table":
            return of_table(ctx, subject)
        case "trust":
            return of_trust(ctx, subject)
        case "round":
            return of_round(ctx, table, subject)
        case "reflection":
            return of_reflection(ctx, table, subject)
        case _:
            return of_experiment(ctx, table, subject)


def _move(ctx: Context, table: Table, moving: Moving, id: int, seat: Seat) -> None:
    table = ctx.repository.get(Table, table.id)
    match ctx.repository.get(moving.noun, id):
        case Table() if moving.chart == "trust":
            advancing.move_trust(ctx, table, "take_back", seat)
        case Table():
            move_table(ctx, table, "take_back", seat)
        case Round() as round_:
            move_round(ctx, table, round_, "take_back", seat)
        case Reflection() as reflection:
            move_reflection(ctx, table, reflection, "take_back", seat)
        case Experiment() as experiment:
            move_experiment(ctx, table, experiment, "take_back", seat)
        case other:
            assert_never(other)


# the nouns


def _bring_back(ctx: Context, write: Write) -> None:
    noun = NOUNS[write.noun]
    ctx.repository.bring_back(noun(id=write.id, **values.read(noun, write.before or {})))


def _restore(ctx: Context, write: Write) -> None:
    """The fields that the step changed are as they were; the machines have already moved the states."""
    noun = NOUNS[write.noun]
    moved = {moving.field for moving in MOVING if moving.noun is noun}
    kept = {name: value for name, value in (write.before or {}).items() if name not in moved}
    ctx.repository.put(replace(ctx.repository.get(noun, write.id), **values.read(noun, kept)))


# what people are asked


def ask_as_before(ctx: Context, table: Table, told: Story) -> None:
    """Nobody is asked any more what is not asked now; who was being asked before is asked again."""
    for write in told.writes:
        if write.noun == Round.__name__:
            _of_round(ctx, table, ctx.repository.get(Round, write.id), write)
        elif write.noun == Reflection.__name__ and write.after is not None:
            reminding.settle(ctx, reminding.about_collection("reflection", write.id))
            rounds.clear_focus(ctx, table, "reflection", write.id)


def _of_round(ctx: Context, table: Table, round_: Round, write: Write) -> None:
    match round_.state:
        case "collecting":
            live.show_collection(ctx, table, collecting.of_round(ctx, round_))
            if "state" in write.fields:
                rounds.ask_everyone(ctx, table)
            return
        case "voting":
            live.show_vote(ctx, table, round_)
            for seat in ctx.seats(table):
                if seat.organisation_id is not None:
                    person = ctx.repository.get(Person, seat.person_id)
                    ballots.show(ctx, person, table, round_, seat, anew=True)
            return
        case "withdrawn":
            rounds.disarm(ctx, round_)
        case _:
            reminding.settle(ctx, reminding.about_vote(round_))
    for form in ("guide", voting.REASON.name, voting.CONCERN.name, *FORMS_OF_ROUNDS):
        rounds.clear_focus(ctx, table, form, round_.id)
