"""The live messages of the group: counts that are edited in place, never names of who is missing."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from dialogues import collecting, texts
from dialogues.checks.privacy import GroupSafe
from dialogues.collecting import Collection, Turnout
from dialogues.context import Context, Offer
from dialogues.effects import Link, Press
from dialogues.manners import absence
from dialogues.meeting import standing
from dialogues.model import Ballot, Round, Table


def show_joined(ctx: Context, table: Table, *, anew: bool = False) -> None:
    """How many organisations have taken their seat."""
    organisations = ctx.organisations(table)
    seated = {s.organisation_id for s in ctx.seats(table) if s.organisation_id is not None}
    ctx.say_to_group(
        table, "live.joined", key=f"joined:{table.id}", anew=anew, n=len(seated), m=len(organisations)
    )


def show_collection(
    ctx: Context, table: Table, collection: Collection, turnout: Turnout | None = None, *, anew: bool = False
) -> None:
    """How many organisations have answered the open prompts."""
    turnout = turnout or collecting.turnout(ctx, table, collection)
    ctx.say_to_group(
        table,
        "live.collection" if collection.is_open else "live.collection_closed",
        offers=[[Offer("buttons.my_questions", Link("go"))]] if collection.is_open else [],
        key=f"{collection.form}:{collection.id}",
        anew=anew,
        title=_title(ctx, table, collection.topic),
        n=len(turnout.done),
        m=turnout.asked,
        deadline=collection.deadline,
        more=_in_room(ctx, collection),
    )


def _in_room(ctx: Context, collection: Collection) -> Mapping[str, GroupSafe]:
    """How the round is held in the room, and what is left of its minutes; a look back never is."""
    if collection.form != "guide":
        return {"in_room": False, "minutes": None, "seconds": None}
    return standing.values(ctx, ctx.repository.get(Round, collection.id))


def _title(ctx: Context, table: Table, topic: str) -> Markup:
    return Markup(ctx.text(table.languages[0], f"topics.{topic}"))  # noqa: S704 - our own phrase


def tell_all_answered(ctx: Context, table: Table, collection: Collection) -> None:
    """Tells the facilitators that nobody is waited for any more; said again it only redraws."""
    action = "close" if collection.form == "guide" else "reflect_close"
    ctx.say_to_facilitators(
        table,
        "live.all_answered",
        offers=[[Offer("buttons.close_and_show", Press("go", (table.id, action, collection.id)))]],
        key=f"all:{collection.form}:{collection.id}",
        title=Markup(ctx.text(table.languages[0], f"topics.{collection.topic}")),  # noqa: S704
    )


def show_vote(ctx: Context, table: Table, round_: Round, *, anew: bool = False) -> None:
    """How many organisations have voted; no scores before the end (docs/method.md 0)."""
    ballots = ctx.repository.find(Ballot, round_id=round_.id, ballot_round=round_.ballot_round, counts=True)
    voted = {b.organisation_id for b in ballots}
    away = absence.organisations(ctx, table) - voted
    ctx.say_to_group(
        table,
        "live.vote" if round_.state == "voting" else "live.vote_closed",
        offers=[[Offer("buttons.my_ballot", Link("go"))]] if round_.state == "voting" else [],
        key=vote_key(round_),
        anew=anew,
        title=texts.title(ctx, table, round_),
        n=len(voted),
        m=len([o for o in ctx.voting_organisations(table) if o.id not in away]),
        deadline=round_.deadline,
        more=standing.values(ctx, round_),
    )


def vote_key(round_: Round) -> str:
    """The key under which the live count of a vote is edited."""
    return f"vote:{round_.id}:{round_.ballot_round}"
