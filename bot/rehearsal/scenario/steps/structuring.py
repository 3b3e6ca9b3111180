"""The structure is entered, changed and checked: bodies, tasks, promises, support, the operating document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.rehearsal.scenario.filling import SKIP, Given, Picked, Reply, Typed, fill
from bot.rehearsal.scenario.happenings import (
    SECTIONS,
    Body,
    Changes,
    Commitment,
    Document,
    StructureChanged,
    StructureParts,
    Task,
)
from bot.rehearsal.scenario.own_words import said
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.steps.answering import yes_no
from dialogues import structure_facts
from dialogues.checks.names import name_key
from dialogues.model import Body as OurBody
from dialogues.model import Commitment as OurCommitment
from dialogues.model import Responsibility


async def enter_all(play: Play) -> None:
    """U1, U4 and U5, the whole structure, and its check (set-up, 5 and 6)."""
    answers = play.scenario.facilitator_answers
    for place, text in ((1, answers.U1), (4, answers.U4), (5, answers.U5)):
        if text:
            await play.enters("entry", "entry", {"text": Typed(text)}, place)
    await _enter(play, play.scenario.structure)
    await check(play)


async def changed(play: Play, event: StructureChanged) -> None:
    """The named parts are replaced whole, then the structure is checked."""
    await _enter(play, event.changes)
    await check(play)


async def check(play: Play) -> None:
    """The facilitator has the structure checked."""
    await play.turns_to("structure")
    await play.does("check_structure")


async def _enter(play: Play, parts: StructureParts | Changes) -> None:
    """Enters what is named; a document that is null takes the document back."""
    named = parts.model_fields_set
    await play.turns_to("structure")
    if parts.bodies is not None:
        await _bodies(play, parts.bodies)
    if parts.raci is not None:
        await _tasks(play, parts.raci)
    if parts.commitments is not None:
        await _promises(play, parts.commitments)
    if parts.participation_support is not None:
        await play.enters("support", "support", {"given": yes_no(parts.participation_support), "what": SKIP})
    if "document" in named:
        await _document(play, parts.document)


def _picked(play: Play, orgs: Iterable[str]) -> Picked:
    return Picked(*(play.ours("o", org) for org in orgs))


# bodies


async def _bodies(play: Play, bodies: Sequence[Body]) -> None:
    """Bodies whose word goes to another come after it; where two wait for each other, one is entered twice."""
    known = _known_bodies(play)
    wanted = {b.id for b in bodies}
    for id, row in known.items():
        if id not in wanted:
            await _drop(play, "body", row.id)
    left = list(bodies)
    entered: set[str] = set()
    while left:
        ready = [b for b in left if b.channel_to is None or b.channel_to in entered]
        body = (ready or left)[0]
        await _body(play, body, known.get(body.id), with_channel=bool(ready))
        entered.add(body.id)
        if ready:
            left.remove(body)


def _known_bodies(play: Play) -> dict[str, OurBody]:
    table = play.table()
    with play.look() as repository:
        play.names.look(repository, table)
        rows = repository.find(OurBody, table_id=table.id)
    return {play.names.theirs(f"b{row.id}") or row.name: row for row in rows}


async def _body(play: Play, body: Body, known: OurBody | None, *, with_channel: bool) -> None:
    """A body is entered by its name; one that has another name now keeps its place and is renamed."""
    channel = play.ours("b", body.channel_to) if body.channel_to and with_channel else "none"
    seats = {play.ours("o", org) for org in body.seats}
    renamed = known is not None and known.name_key != name_key(body.name)
    if known is not None and renamed:
        seats ^= {str(o) for o in known.seats}
    replies: dict[str, Reply] = {
        "name": Typed(body.name),
        "rename": Typed(body.name),
        "decides": yes_no(body.decides),
        "community": yes_no(body.community),
        "voting": Picked(body.voting),
        "seats": Picked(*sorted(seats)),
        "channel_to": Picked(channel),
    }
    if known is not None and renamed:
        await play.turns_to("structure")
        await play.turns_to("body", known.id)
        await play.enters("change_body", "body", replies, known.id)
    else:
        await play.enters("body", "body", replies, 0)


async def _drop(play: Play, what: str, id: int) -> None:
    await play.turns_to("structure")
    await play.turns_to(what, id)
    await play.does(f"drop_{what}", id)


# tasks and promises


async def _tasks(play: Play, tasks: Sequence[Task]) -> None:
    wanted = {name_key(t.task) for t in tasks}
    with play.look() as repository:
        gone = [t.id for t in repository.find(Responsibility) if t.task_key not in wanted]
    for id in gone:
        await _drop(play, "task", id)
    for task in tasks:
        await play.enters(
            "task",
            "task",
            {
                "task": Typed(task.task),
                "responsible": _picked(play, task.R),
                "accountable": _picked(play, task.A),
            },
            0,
        )


async def _promises(play: Play, promises: Sequence[Commitment]) -> None:
    """Promises that stay as they are stay; the others go, new ones are entered."""
    wanted = {(play.ours("o", p.by), play.ours("o", p.to), p.what, p.due): p for p in promises}
    with play.look() as repository:
        known = {
            (str(c.by_organisation), str(c.to_organisation), c.what, c.due): c.id
            for c in repository.find(OurCommitment)
        }
    for key, id in known.items():
        if key not in wanted:
            await _drop(play, "promise", id)
    for key, promise in wanted.items():
        if key in known:
            continue
        await play.enters(
            "promise",
            "promise",
            {
                "by": Picked(play.ours("o", promise.by)),
                "to": Picked(play.ours("o", promise.to)),
                "what": Typed(promise.what),
                "due": Typed(promise.due.isoformat()),
            },
            0,
        )


# the document


async def _document(play: Play, document: Document | None) -> None:
    await play.turns_to("document")
    table = play.table()
    with play.look() as repository:
        begun = structure_facts.document(repository, table)
        written = set(structure_facts.sections(repository, table))
    if document is None:
        if begun is not None:
            await play.enters("drop_document", "drop_document", {"sure": Picked("yes")})
        return
    if begun is None:
        await play.does("start_document")
    for place, name in enumerate(SECTIONS, start=1):
        if (name in document.sections) != (name in written):
            await _section(play, place, "leave_out" if name in written else "take")
    months = str(document.review_months) if document.review_months is not None else None
    if (begun.review_months if begun else None) != document.review_months:
        await play.does("review")
        await fill(play.facilitator, "review", {"months": Given(months or "none")})
    await _sign(play, document)


async def _section(play: Play, place: int, how: str) -> None:
    await play.enters(
        "section", "section", {"how": Picked(how), "text": Typed(said(play.scenario, "section"))}, place
    )


async def _sign(play: Play, document: Document) -> None:
    """The representatives sign. Who signed and does not any more makes a new version necessary."""
    table = play.table()
    with play.look() as repository:
        signed = {str(o) for o in structure_facts.signed_by(repository, table)}
    wanted = {play.ours("o", org) for org in document.signed_by}
    if signed - wanted and document.sections:
        place = SECTIONS.index(document.sections[0]) + 1
        await _section(play, place, "leave_out")
        await _section(play, place, "take")
        signed = set()
    signing = [play.cast.voice_of(org) for org in document.signed_by if play.ours("o", org) not in signed]
    for actor in signing:
        await actor.writes("/table")
    await play.quiet()
    for actor in signing:
        await actor.presses("sign")
    await play.quiet()
