"""The sixteen marks of a reflection: derived from the record, shown to the facilitator, changed by a tap."""

from __future__ import annotations

from dataclasses import replace

from dialogues import evidence_facts
from dialogues.checks import problem_solving
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.problem_solving import ALL_MARKS, HALVES, MARKS, STAGES
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import EvidenceMark, Person, Reflection, Role, Table
from dialogues.pressing import Press, Stale, require
from dialogues.repository import Repository

DERIVED, FACILITATOR = "derived", "facilitator"
OPEN = ("private_reflection", "sense_making", "deciding", "feeding_back", "summarizing")


def marks(repository: Repository, reflection: Reflection) -> dict[str, EvidenceMark]:
    """All sixteen marks of a reflection by name: those that are kept, the others as the record has them now."""
    kept = {m.mark: m for m in repository.find(EvidenceMark, reflection_id=reflection.id)}
    if len(kept) == len(ALL_MARKS):
        return kept
    found = problem_solving.derived(evidence_facts.gather(repository, reflection))
    return {name: kept.get(name) or _mark(reflection, name, found[name], DERIVED) for name in ALL_MARKS}


def _mark(reflection: Reflection, name: str, halves: int, by: str) -> EvidenceMark:
    return EvidenceMark(
        table_id=reflection.table_id, reflection_id=reflection.id, mark=name, halves=halves, by=by
    )


def keep(ctx: Context, reflection: Reflection) -> None:
    """The reflection is over: the marks stay as they are now, whatever becomes of the table later."""
    for mark_ in marks(ctx.repository, reflection).values():
        if mark_.id == 0:
            ctx.repository.add(mark_)


def is_marked(ctx: Context, reflection: Reflection) -> bool:
    """Whether a facilitator has looked at the marks and changed or confirmed one."""
    return ctx.repository.count(EvidenceMark, reflection_id=reflection.id, by=FACILITATOR) > 0


def show(ctx: Context, person: Person, table: Table, reflection: Reflection) -> None:
    """Four private messages to a facilitator, one a stage."""
    if reflection.table_id != table.id or reflection.state not in OPEN:
        raise Stale
    for stage in STAGES:
        _show_stage(ctx, person, table, reflection, stage, anew=True)


def mark(ctx: Context, press: Press) -> None:
    """A facilitator's tap: reflection, mark, halves (0, 1 or 2)."""
    reflection = ctx.repository.get(Reflection, press.number(0))
    table = ctx.repository.get(Table, reflection.table_id)
    require(ctx, press.person, table, Role.FACILITATOR)
    name, halves = press.word(1), press.number(2)
    if reflection.state not in OPEN or name not in ALL_MARKS or halves not in HALVES:
        raise Stale
    known = ctx.repository.first(EvidenceMark, reflection_id=reflection.id, mark=name)
    if known is None:
        ctx.repository.add(_mark(reflection, name, halves, FACILITATOR))
    else:
        ctx.repository.put(replace(known, halves=halves, by=FACILITATOR))
    stage = next(s for s in STAGES if name in MARKS[s])
    _show_stage(ctx, press.person, table, reflection, stage)


def _show_stage(
    ctx: Context, person: Person, table: Table, reflection: Reflection, stage: str, *, anew: bool = False
) -> None:
    found = marks(ctx.repository, reflection)
    score = problem_solving.scores({name: m.halves for name, m in found.items()})[stage]
    lines: list[dict[str, GroupSafe]] = [
        {
            "n": n,
            "text": ctx.label(person.language, f"evidence_marks.{name}"),
            "derived": found[name].by == DERIVED,
        }
        for n, name in enumerate(MARKS[stage], start=1)
    ]
    ctx.say_to(
        person,
        "evidence.stage",
        table=table,
        offers=[
            *(_row(reflection, n, found[name]) for n, name in enumerate(MARKS[stage], start=1)),
            *(_then(table, reflection) if stage == STAGES[-1] else []),
        ],
        key=f"evidence:{person.id}:{reflection.id}:{stage}",
        anew=anew,
        title=ctx.label(person.language, f"stages.{stage}"),
        cycle=reflection.cycle,
        lines=lines,
        score=score,
        band=ctx.label(person.language, f"bands.{problem_solving.band(score)}"),
    )


def _then(table: Table, reflection: Reflection) -> list[list[Offer]]:
    """Under the last stage what follows: the answers are shown, so the table decides."""
    if reflection.state not in ("sense_making", "deciding"):
        return []
    decide = Pressing("go", (table.id, "reflect_decide", reflection.id))
    return [[Offer("buttons.reflect_decide", decide)]]


def _row(reflection: Reflection, n: int, mark_: EvidenceMark) -> list[Offer]:
    return [
        Offer(
            f"buttons.mark_{halves}",
            Pressing("mark", (reflection.id, mark_.mark, halves)),
            {"n": n, "chosen": mark_.halves == halves},
        )
        for halves in HALVES
    ]
