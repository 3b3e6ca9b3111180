"""A facilitator uses the table's fallback rule on a text whose block outlasted every ballot.

It is asked once more before it happens; whoever blocked hears it first and in private, then the group: the rule,
the counts, and the reason of the block, which stays beside the text as a reservation.
"""

from __future__ import annotations

from dialogues import blocks, forms, guards, proposals, ratifying, rounds, texts, translations
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context
from dialogues.fallback import rules, standing
from dialogues.forms import Form, Step
from dialogues.machines import Moved, fire
from dialogues.model import Focus, Person, Role, Round, Seat, Table
from dialogues.moves import explain, log, move_round
from dialogues.pressing import Stale, require


def begin(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    """The facilitator's button: says what is missing, or asks once more."""
    round_ = ctx.repository.get(Round, subject)
    outcome = fire("round", rules.TRIGGER, round_.state, guards.of_round(ctx, table, round_))
    if isinstance(outcome, Moved):
        forms.begin(ctx, person, table, USE, round_.id)
        return
    log(ctx, table, "round", round_.id, rules.TRIGGER, seat, outcome)
    explain(ctx, person, table, outcome)


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if round_.table_id != table.id or round_.state != "parked":
        raise Stale


def _shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    found = standing.support(ctx, table, round_)
    return {
        "title": texts.title_in(ctx, person.language, round_),
        "have": found.have,
        "all": found.of,
        "lines": standing.reasons(ctx, round_),
    }


def _answered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if now.values["sure"] != "yes":
        ctx.say_to(person, "use_fallback.left", table=table)
        return
    seat = require(ctx, person, table, Role.FACILITATOR)
    round_, outcome = move_round(ctx, table, round_, rules.TRIGGER, seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    _tell_who_blocked(ctx, table, round_)
    _announce(ctx, table, round_)
    ratifying.ratified(ctx, table, round_)


def _tell_who_blocked(ctx: Context, table: Table, round_: Round) -> None:
    raised = blocks.raised(ctx, round_)
    for seat in ctx.seats(table):
        if ctx.casts_vote(seat) and seat.organisation_id in raised:
            person = ctx.repository.get(Person, seat.person_id)
            ctx.say_to(
                person,
                "use_fallback.told_who_blocked",
                table=table,
                topic_title=texts.title_in(ctx, person.language, round_),
                organisation=ctx.organisation_name(seat.organisation_id),
            )


def _announce(ctx: Context, table: Table, round_: Round) -> None:
    proposal = proposals.current(ctx, round_)
    found = standing.support(ctx, table, round_)
    ctx.say_to_group(
        table,
        "use_fallback.used",
        topic_title=rounds.title(ctx, table, round_),
        wordings=translations.wordings(ctx.repository, table, proposal),
        have=found.have,
        need=found.need,
        all=found.of,
        lines=standing.reasons(ctx, round_),
    )


USE = forms.register(
    Form(
        "use_fallback",
        (Step("sure", read=forms.read_yes_no, options=forms.yes_or_no, shown=_shown),),
        _answered,
        _may,
    )
)
