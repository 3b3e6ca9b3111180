"""The page of steps and rounds: all that can be done now with its reason, every open round, whom to call."""

from __future__ import annotations

from dialogues import advice, collecting, ending, opening, rounds, texts
from dialogues.advice import NextStep
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.fallback import offering as fallback
from dialogues.meeting import controls
from dialogues.model import Ballot, Objection, Person, Round, Seat, Table
from dialogues.panel_pages import calls
from dialogues.panel_pages.place import going, last_row, place
from dialogues.synthesis import by_hand
from dialogues.undo import offering as undoing


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The page, in the facilitator's panel."""
    go = going(table)
    found, running = advice.steps(ctx, table), rounds.running(ctx, table)
    ends = [
        [go("end_round", "end_round", r.id, title=texts.title_in(ctx, person.language, r))] for r in running
    ]
    ctx.say_to_facilitator(
        person,
        "panel.steps",
        table=table,
        offers=[
            *(advice.offer(table, step) for step in found),
            [go("bring", "bring"), go("on_behalf", "on_behalf")],
            [go("guides", "guides"), go("unnamed", "unnamed")],
            *by_hand.offers(ctx, table),
            *controls.offers(ctx, table),
            *ends,
            *_objections(ctx, table),
            *fallback.offers(ctx, table, person.language),
            *([go("expire", "expire", r.id)] for r in running if ending.may_expire(ctx, table, r)),
            *undoing.offers(ctx, table, person.language),
            last_row(table),
        ],
        **place(ctx, person, table),
        last=undoing.line(ctx, person, table),
        steps=[{**reason(step), **opening.cost_of(ctx, table, step)} for step in found],
        open=[_line(ctx, table, r, person.language) for r in running],
        calls=calls.lines(ctx, table, person.language),
    )


def _objections(ctx: Context, table: Table) -> list[list[Offer]]:
    """A button for each objection to the map that is not settled yet."""
    go = going(table)
    return [
        [go("settled_of", "settled", o.id, organisation=ctx.organisation_name(o.organisation_id))]
        for o in ctx.repository.find(Objection, table_id=table.id, settled=False)
    ]


def open_lines(ctx: Context, table: Table, language: str) -> list[dict[str, GroupSafe]]:
    """The open rounds, with their counts."""
    return [_line(ctx, table, r, language) for r in rounds.running(ctx, table)]


def _line(ctx: Context, table: Table, round_: Round, language: str) -> dict[str, GroupSafe]:
    """A round with its state, its counts while it is open to answers or ballots, and its deadline."""
    done, of = _counts(ctx, table, round_)
    return {
        "title": texts.title_in(ctx, language, round_),
        "state": round_.state,
        "done": done,
        "of": of,
        "until": round_.deadline if of else None,
    }


def reason(step: NextStep) -> dict[str, GroupSafe]:
    """What "advice.line" needs to say why the step is next."""
    return {
        "name": step.name,
        "n": step.n,
        "m": step.m,
        "title": step.title,
        "languages": " ".join(step.languages),
    }


def _counts(ctx: Context, table: Table, round_: Round) -> tuple[int, int]:
    if round_.state == "collecting":
        turnout = collecting.turnout(ctx, table, collecting.of_round(ctx, round_))
        return len(turnout.done), turnout.asked
    if round_.state != "voting":
        return 0, 0
    ballots = ctx.repository.find(Ballot, round_id=round_.id, ballot_round=round_.ballot_round, counts=True)
    return len({b.organisation_id for b in ballots}), len(ctx.voting_organisations(table))
