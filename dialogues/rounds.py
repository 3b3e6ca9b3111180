"""Opens, reminds, extends, closes and ends the rounds of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogues import (
    asking,
    collecting,
    elements,
    focus,
    guards,
    guide_versions,
    house_rules,
    live,
    must_haves,
    own_questions,
    rules_in_force,
    timers,
)
from dialogues.context import Context
from dialogues.guides import guides
from dialogues.machines import ROUND_FINAL, Moved, Outcome
from dialogues.manners import reminding, wishes
from dialogues.model import Candidate, Person, Role, Round, Seat, Table, Tally
from dialogues.moves import explain, move_round
from dialogues.texts import title as title


def open_round(
    ctx: Context,
    person: Person,
    table: Table,
    topic: str,
    seat: Seat,
    candidates: Sequence[str] = (),
    left_out: Sequence[str] = (),
) -> Round | None:
    """Opens a topic's questions to the table; tells the facilitator when it may not be.

    `candidates` are what a topic with labelled prompts asks about, in their order; `left_out` the prompts
    that are not asked this time.
    """
    drafted = ctx.repository.add(
        Round(
            table_id=table.id,
            topic=topic,
            cycle=table.cycle,
            guide_version=_guide_version(topic),
            guides=guide_versions.pinned(ctx, table),
            left_out=tuple(left_out),
            opened_at=ctx.now,
            deadline=ctx.now + timedelta(days=rules_in_force.value(ctx, table, house_rules.COLLECTION_DAYS)),
        )
    )
    round_, outcome = move_round(ctx, table, drafted, "open", seat)
    if not isinstance(outcome, Moved):
        ctx.repository.remove(Round, id=drafted.id)
        explain(ctx, person, table, outcome)
        return None
    for place, label in enumerate(candidates, start=1):
        candidate = Candidate(table_id=table.id, round_id=round_.id, place=place, label=label)
        ctx.repository.add(candidate)
    arm_collection(ctx, table, round_)
    if table.lifecycle not in elements.topic(topic).states:
        ctx.say_to(person, "rounds.early", table=table)
    live.show_collection(ctx, table, collecting.of_round(ctx, round_), anew=True)
    ask_everyone(ctx, table)
    return round_


def _guide_version(topic: str) -> int:
    """The version of the guide that the topic's first prompt stands in; 1 where prompts come of many guides."""
    prompts = elements.topic(topic).prompts
    if not prompts:
        return 1
    wanted = prompts[0]
    return next(g.version for g in guides().values() if any(p.id == wanted for p in g.prompts))


def arm_collection(ctx: Context, table: Table, round_: Round) -> None:
    """Timers of an open collection: two reminders, then the deadline."""
    deadline = round_.deadline or ctx.now
    timers.arm(ctx, table, "collection_deadline", round_.id, deadline)
    middle = ctx.now + (deadline - ctx.now) / 2
    remind_at = timers.in_time(middle, deadline, table.time_zone)
    timers.arm(ctx, table, "collection_reminder", round_.id, remind_at)


def ask_everyone(ctx: Context, table: Table) -> None:
    """Asks each seated person who is here and not busy with another question."""
    gone = wishes.away(ctx, table)
    for seat in ctx.seats(table):
        person = ctx.repository.get(Person, seat.person_id)
        if seat.id not in gone and focus.current(ctx, person) is None:
            asking.ask_next(ctx, person, table=table)


def remind(ctx: Context, table: Table, round_: Round) -> None:
    """Reminds, in private, those who have not answered; at most twice and a day apart.

    A reminder that comes after the deadline is for grassroots organisations that were asked only
    once: they get a day. Without them the collection closes and nobody is reminded.
    """
    late = round_.deadline is not None and ctx.now >= round_.deadline
    if late and guards.of_round(ctx, table, round_)("grassroots_heard") is None:
        return
    round_, outcome = move_round(ctx, table, round_, "remind", None)
    if not isinstance(outcome, Moved):
        return
    round_ = ctx.repository.put(replace(round_, reminders=round_.reminders + 1))
    remind_waiting(ctx, table, collecting.of_round(ctx, round_))
    if late:
        timers.arm(ctx, table, "collection_deadline", round_.id, ctx.now + timers.A_DAY)
    next_at = timers.outside_quiet_hours(ctx.now + house_rules.REMINDER_GAP.value, table.time_zone)
    if (
        round_.reminders < house_rules.MAXIMUM_REMINDERS.value
        and round_.deadline
        and next_at < round_.deadline
    ):
        timers.arm(ctx, table, "collection_reminder", round_.id, next_at)


def remind_waiting(ctx: Context, table: Table, collection: collecting.Collection) -> None:
    """Each person whose answer to these questions is waited for is owed a private reminder."""
    about = reminding.about_collection(collection.form, collection.id)
    for seat in ctx.seats(table):
        reminding.owe(ctx, table, seat, about)


def extend(ctx: Context, person: Person, table: Table, round_: Round, seat: Seat) -> None:
    """Gives an open collection two more days."""
    round_, outcome = move_round(ctx, table, round_, "extend", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    later = (round_.deadline or ctx.now) + timedelta(
        days=rules_in_force.value(ctx, table, house_rules.EXTENSION_DAYS)
    )
    round_ = ctx.repository.put(replace(round_, deadline=later, extensions=round_.extensions + 1))
    timers.arm(ctx, table, "collection_deadline", round_.id, later)
    live.show_collection(ctx, table, collecting.of_round(ctx, round_))
    ctx.say_to(person, "rounds.extended", table=table, deadline=later)


def close(ctx: Context, table: Table, round_: Round, seat: Seat | None) -> Outcome:
    """Closes the collection and shows the group what was collected."""
    round_, outcome = move_round(ctx, table, round_, "close_collection", seat)
    if not isinstance(outcome, Moved):
        return outcome
    disarm(ctx, round_)
    collection = collecting.of_round(ctx, round_)
    clear_focus(ctx, table, "guide", round_.id)
    live.show_collection(ctx, table, collection)
    own_questions.reveal(ctx, table, collection)
    elements.topic(round_.topic).reveal(ctx, table, round_)
    must_haves.ask(ctx, table, round_)
    return outcome


def clear_focus(ctx: Context, table: Table, form: str, subject_id: int) -> None:
    """Nobody is asked the prompts of a closed collection any more; other open ones come up."""
    for seat in ctx.seats(table):
        person = ctx.repository.get(Person, seat.person_id)
        now = focus.current(ctx, person)
        if now is not None and (now.form, now.subject_id) == (form, subject_id):
            focus.clear(ctx, person)
            asking.ask_next(ctx, person, table=table)


def deadline_passed(ctx: Context, table: Table, round_: Round) -> None:
    """At the deadline the collection closes, or the facilitators hear what is missing."""
    if round_.state != "collecting":
        return
    outcome = close(ctx, table, round_, None)
    if not isinstance(outcome, Moved):
        timers.arm(ctx, table, "collection_deadline", round_.id, ctx.now + timers.A_DAY)
        for facilitator in ctx.people_in(table, Role.FACILITATOR):
            explain(ctx, facilitator, table, outcome)


def finish(ctx: Context, table: Table, round_: Round, trigger: str, seat: Seat | None) -> Round:
    """Ends a round by a trigger that needs no guard (withdraw, park, supersede)."""
    round_, outcome = move_round(ctx, table, round_, trigger, seat)
    if isinstance(outcome, Moved):
        disarm(ctx, round_)
        clear_focus(ctx, table, "guide", round_.id)
        outlasted = tries(round_) >= house_rules.MAXIMUM_BALLOT_ROUNDS.value
        ctx.say_to_group(
            table, f"rounds.{round_.state}", topic_title=title(ctx, table, round_), outlasted=outlasted
        )
    return round_


def restart_ballots(ctx: Context, round_: Round) -> Round:
    """A revived round has its ballot rounds again; those on record keep their numbers."""
    tried = ctx.repository.first(Tally, round_id=round_.id, ballot_round=round_.ballot_round) is not None
    next_ = round_.ballot_round + tried
    return ctx.repository.put(replace(round_, ballot_round=next_, first_ballot_round=next_))


def tries(round_: Round) -> int:
    """Which ballot round this is, counted from the last revival."""
    return round_.ballot_round - round_.first_ballot_round + 1


def disarm(ctx: Context, round_: Round) -> None:
    """Forgets every timer and reminder of a round."""
    reminding.settle(ctx, reminding.about_collection("guide", round_.id))
    reminding.settle(ctx, reminding.about_vote(round_))
    for kind in (
        "collection_deadline",
        "collection_reminder",
        "notice_over",
        "vote_deadline",
        "room_tick",
        "objections_over",
        "confirmations_over",
    ):
        timers.disarm(ctx, kind, round_.id)


def running(ctx: Context, table: Table) -> list[Round]:
    """The rounds of this table that have not ended."""
    return [
        r for r in ctx.repository.find(Round, table_id=table.id, closed_at=None) if r.state not in ROUND_FINAL
    ]
