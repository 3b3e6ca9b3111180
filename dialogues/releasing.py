"""After a block: the guided next steps, and the blocker's own way to take it back (docs/method.md 0).

A block never times out and nobody overrides it; it ends by a changed text, by whoever raised it, or by a fallback
rule that the table ratified before (`dialogues.fallback`).
"""

from __future__ import annotations

from dialogues import blocks, house_rules, texts
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.fallback import rules
from dialogues.machines import Moved
from dialogues.model import Person, Round, Table
from dialogues.moves import move_round
from dialogues.pressing import Press, Stale


def guide(ctx: Context, table: Table, round_: Round) -> None:
    """Tells the facilitators what to talk about now, and offers the release to those who blocked."""
    raised = blocks.raised(ctx, round_)
    if not raised:
        return
    ctx.say_to_facilitators(table, "releasing.guided", topic_title=texts.title(ctx, table, round_))
    for seat in ctx.seats(table):
        if ctx.casts_vote(seat) and seat.organisation_id in raised:
            ctx.say_to(
                ctx.repository.get(Person, seat.person_id),
                "releasing.yours",
                table=table,
                offers=[[_offer(round_)]],
                key=f"release:{round_.id}:{round_.ballot_round}:{seat.id}",
                anew=True,
                stale_after=f"round:{round_.id}",
                topic_title=texts.title(ctx, table, round_),
                released=False,
                fallback=rules.may_come(ctx, table, round_),
                rounds=house_rules.MAXIMUM_BALLOT_ROUNDS.value,
            )


def _offer(round_: Round) -> Offer:
    return Offer("buttons.release", Pressing("release", (round_.id, round_.ballot_round)))


def release(ctx: Context, press: Press) -> None:
    """A voice takes its organisation's block back: round, ballot round. The same text may be voted on again."""
    round_ = ctx.repository.get(Round, press.number(0))
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or not ctx.casts_vote(seat) or round_.ballot_round != press.number(1):
        raise Stale
    if seat.organisation_id not in blocks.standing(ctx, round_):
        raise Stale
    round_, outcome = move_round(ctx, table, round_, "release", seat)
    if not isinstance(outcome, Moved):
        raise Stale
    left, title = len(blocks.standing(ctx, round_)), texts.title(ctx, table, round_)
    name = ctx.organisation_name(seat.organisation_id)
    ctx.say_to(
        press.person,
        "releasing.yours",
        table=table,
        key=f"release:{round_.id}:{round_.ballot_round}:{seat.id}",
        topic_title=title,
        released=True,
    )
    ctx.say_to_group(table, "releasing.released", organisation=name, topic_title=title, left=left)
    recall = Offer("buttons.recall", Pressing("go", (table.id, "recall", round_.id)))
    ctx.say_to_facilitators(
        table,
        "releasing.told_released",
        offers=[] if left else [[recall]],
        organisation=name,
        topic_title=title,
        left=left,
    )
