"""The private ballots of an open vote: who has not cast one, and the message with the text and the six scores."""

from __future__ import annotations

from dialogues import consent, house_rules, proposals, translations
from dialogues.context import Context, Offer, Offers
from dialogues.effects import Press as Pressing
from dialogues.model import Ballot, Person, Round, Seat, Table


def waiting(ctx: Context, table: Table, seat: Seat) -> list[Round]:
    """The open votes in which this seat has no ballot yet."""
    if seat.organisation_id is None:
        return []
    voting = ctx.repository.find(Round, table_id=table.id, state="voting")
    return [r for r in voting if own(ctx, r, seat) is None]


def show_waiting(ctx: Context, person: Person) -> bool:
    """Shows the ballot that waits for this person, with a word on how to vote; False when none does."""
    for table in ctx.tables_of(person):
        seat = ctx.seat_of(person, table)
        open_ = waiting(ctx, table, seat) if seat is not None else []
        if seat is not None and open_:
            ctx.say_to(person, "voting.tap", table=table)
            show(ctx, person, table, open_[0], seat, anew=True)
            return True
    return False


def own(ctx: Context, round_: Round, seat: Seat) -> Ballot | None:
    """The ballot this seat has cast in the running ballot round."""
    return ctx.repository.first(Ballot, round_id=round_.id, ballot_round=round_.ballot_round, seat_id=seat.id)


def show(
    ctx: Context,
    person: Person,
    table: Table,
    round_: Round,
    seat: Seat,
    *,
    anew: bool = False,
) -> None:
    """The private message with the text and the six scores."""
    proposal, cast = proposals.current(ctx, round_), own(ctx, round_, seat)
    scores = range(house_rules.HIGHEST_SCORE.value, house_rules.BLOCK.value - 1, -1)
    offers: Offers = [
        [Offer(f"buttons.score_{n}", Pressing("cast", (round_.id, round_.ballot_round, n)))] for n in scores
    ]
    ctx.say_to(
        person,
        "voting.ballot",
        table=table,
        offers=offers,
        key=key(round_, seat),
        anew=anew,
        stale_after=f"round:{round_.id}",
        text=translations.in_language(ctx.repository, proposal, person.language) if proposal else "",
        plain=proposal.plain if proposal else None,
        counts=ctx.casts_vote(seat),
        organisation=ctx.organisation_name(seat.organisation_id),
        score=cast.score if cast else None,
        reason=cast.reason if cast else None,
        deadline=round_.deadline,
        more=consent.values(ctx, round_),
    )


def key(round_: Round, seat: Seat) -> str:
    """The key under which a seat's private ballot is edited."""
    return f"ballot:{round_.id}:{round_.ballot_round}:{seat.id}"
