"""What is said when a cycle opens: what is carried over, what to get better at, and that the discussion is open."""

from __future__ import annotations

from datetime import date

from dialogues import aligning, house_rules, problem_solving_story
from dialogues.checks.privacy import GroupSafe, GroupValue
from dialogues.context import Context, shorten
from dialogues.model import Commitment, Experiment, Role, Table
from dialogues.panel_pages.place import last_row

Lines = list[dict[str, GroupSafe]]
LONGEST = 200


def key(table: Table, number: int) -> str:
    """The key of the message whose replies are the open discussion of a cycle."""
    return f"cycle:{table.id}:{number}"


def is_key(table: Table, said: str) -> bool:
    """Whether a message opened one of this table's cycles."""
    return said.startswith(f"cycle:{table.id}:")


def say(ctx: Context, table: Table, *, until: date) -> None:
    """Opens the cycle and its discussion in the group; gives the facilitators a first question for it."""
    number, language = table.cycle, table.languages[0]
    looked = problem_solving_story.of_cycle(ctx.repository, table, number - 1) if number > 1 else None
    ctx.say_to_group(
        table,
        "cycles.opened",
        key=key(table, number),
        anew=True,
        n=number,
        until=until,
        more=_carried_over(ctx, table),
        weakest=ctx.label(language, f"stages.{looked.weakest}") if looked else None,
        practice=problem_solving_story.practice(ctx, looked, language) if looked else None,
    )
    aligning.tell(ctx, table)
    if looked is None:
        return
    for person in ctx.people_in(table, Role.FACILITATOR):
        ctx.say_to(
            person,
            "cycles.told_first_question",
            table=table,
            offers=[last_row(table)],
            n=number,
            weakest=ctx.label(person.language, f"stages.{looked.weakest}"),
            question=ctx.label(person.language, f"first_questions.{looked.weakest}"),
        )


def _carried_over(ctx: Context, table: Table) -> dict[str, GroupValue]:
    """Open promises with their days, experiments that run, and ended ones without a decision."""
    most = house_rules.CARRIED_OVER_LISTED.value
    closed = ctx.repository.find(Experiment, table_id=table.id, state="closed", decision=None)
    running = ctx.repository.find(Experiment, table_id=table.id, state="running")
    lists = {
        "promises": _promises(ctx, table),
        "running": [_experiment(ctx, e) for e in running],
        "undecided": [_experiment(ctx, e) for e in closed],
    }
    left = sum(max(0, len(lines) - most) for lines in lists.values())
    return {**{name: lines[:most] for name, lines in lists.items()}, "left": left}


def _promises(ctx: Context, table: Table) -> Lines:
    found = ctx.repository.find(Commitment, table_id=table.id, status=("open", "due"))
    return [
        {
            "by": ctx.organisation_name(c.by_organisation),
            "to": ctx.organisation_name(c.to_organisation),
            "what": shorten(c.what, LONGEST),
            "due": c.due,
        }
        for c in sorted(found, key=lambda c: (c.due, c.id))
    ]


def _experiment(ctx: Context, experiment: Experiment) -> dict[str, GroupSafe]:
    name = ctx.organisation_name(experiment.organisation_id)
    return {"title": shorten(experiment.title, LONGEST), "organisation": name}
