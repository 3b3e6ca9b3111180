"""Whether anybody has acted on a step since it was taken: then it is theirs too, and stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogues import model
from dialogues.repository import NotStored, Repository
from dialogues.undo import values
from dialogues.undo.story import NOUNS, Story, Write

CHANGED = "changed"
# The timer whose step asks for dots (`dialogues.dotting`).
DOTS = "dots_deadline"
# What people say about a round or a look back, and the code under which it is told.
OF_A_ROUND: Mapping[type[Any], str] = {
    model.Answer: "answered",
    model.Ballot: "voted",
    model.Question: "asked",
    model.Objection: "objected",
    model.Waiver: "waived",
    model.Talk: "talked",
    model.MustHave: "marked",
    model.Proposal: CHANGED,
}
OF_A_LOOK_BACK: Mapping[type[Any], str] = {model.Answer: "answered"}
# These lead on from one state of a table to the next: whatever people ask of a machine follows from it.
LEADS_ON = ("lifecycle", "trust_stage")
MACHINES = ("table", "round", "reflection", "experiment", "trust")


def of_step(repository: Repository, table_id: int, story: Story) -> dict[str, int]:
    """How much others have said by now about what a step wrote or opened."""
    found = counts(repository, table_id, story.writes)
    if any(one.kind == DOTS for one in story.timers):
        found[f"marked:{DOTS}"] = repository.count(model.Dot, table_id=table_id)
    return found


def counts(repository: Repository, table_id: int, writes: tuple[Write, ...]) -> dict[str, int]:
    """How much has been said about what a step wrote: by noun and id, and how far the table's log goes."""
    found: dict[str, int] = {}
    for write in writes:
        match write.noun:
            case "Round":
                about, nouns = {"round_id": write.id}, OF_A_ROUND
            case "Reflection":
                about, nouns = {"reflection_id": write.id}, OF_A_LOOK_BACK
            case "Table" if {*write.fields} & {*LEADS_ON}:
                found["followed:0"] = repository.count(
                    model.Request, table_id=table_id, machine=MACHINES, outcome="allowed"
                )
                continue
            case _:
                continue
        for noun, code in nouns.items():
            place = f"{code}:{write.id}"
            found[place] = found.get(place, 0) + repository.count(noun, **about)
    return found


def since(repository: Repository, table_id: int, story: Story) -> str | None:
    """What somebody has done about a step since, as a code of `undo_reasons`; None where nobody has."""
    then = story.counts or {}
    for place, number in of_step(repository, table_id, story).items():
        if then.get(place, 0) != number:
            return place.partition(":")[0]
    return None if all(_stands(repository, write) for write in story.writes) else CHANGED


def on(repository: Repository, table_id: int, story: Story, write: Write) -> str | None:
    """The same about one of the things that a step wrote."""
    then = story.counts or {}
    for place, number in counts(repository, table_id, (write,)).items():
        if then.get(place, 0) != number:
            return place.partition(":")[0]
    return None if _stands(repository, write) else CHANGED


def _stands(repository: Repository, write: Write) -> bool:
    """Whether what a step wrote is still as the step left it."""
    noun = NOUNS[write.noun]
    try:
        value = repository.get(noun, write.id)
    except NotStored:
        return write.after is None
    return write.after is not None and values.digest(values.of(value, write.fields)) == write.after
