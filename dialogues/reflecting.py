"""The reflection that closes a cycle: private answers, sense-making, decisions, what is fed back, the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from dialogues import (
    asking,
    collecting,
    cycles,
    evidence,
    forms,
    guide_versions,
    holding,
    house_rules,
    live,
    opening,
    own_questions,
    participation_story,
    problem_solving_story,
    reading,
    rounds,
    rules_in_force,
    self_rating,
    summary_delivery,
    timers,
)
from dialogues.advice import open_reflection
from dialogues.checks import privacy
from dialogues.checks.privacy import PersonValue, TooFew
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.coordination import numbers
from dialogues.discussion import LOOKING_BACK as LOOKING_BACK
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.machines import Moved, Outcome
from dialogues.manners import reminding
from dialogues.model import Focus, Indicator, IndicatorValue, Person, Reflection, Role, Seat, Table
from dialogues.moves import explain, move_reflection
from dialogues.pressing import Stale, require
from dialogues.sessions import agenda, minutes

SUGGESTED = "suggested"
UPSTREAM = ("problem_text", "hypothesis", "map", "structure", "result", "nothing")


def prepare(ctx: Context, person: Person, table: Table, seat: Seat) -> None:
    """A facilitator starts the reflection; the data come first."""
    idle = ctx.repository.add(Reflection(table_id=table.id, cycle=table.cycle, opened_at=ctx.now))
    reflection, outcome = move_reflection(ctx, table, idle, "prepare", seat)
    if not isinstance(outcome, Moved):
        ctx.repository.remove(Reflection, id=idle.id)
        explain(ctx, person, table, outcome)
        return
    begin_ = Offer("buttons.reflect_begin", Pressing("go", (table.id, "reflect_begin", reflection.id)))
    offers = [[begin_], [agenda.offer(table)]]
    if ctx.repository.first(Indicator, table_id=table.id) is not None:
        offers.insert(0, [Offer("buttons.enter_value", Pressing("go", (table.id, "value", 0)))])
    cost = opening.cost_of_look_back(ctx, table)
    ctx.say_to(person, "reflecting.prepare", table=table, offers=offers, cycle=table.cycle, more={**cost})
    numbers.ask_coordinators(ctx, table)


def begin(ctx: Context, person: Person, table: Table, reflection: Reflection, seat: Seat) -> None:
    """Opens the private questions; without a new value the data are marked missing."""
    if ctx.repository.count(IndicatorValue, table_id=table.id, cycle=reflection.cycle) == 0:
        _mark_missing(ctx, table, reflection)
        reflection = ctx.repository.put(replace(reflection, data="missing"))
    deadline = ctx.now + timedelta(days=rules_in_force.value(ctx, table, house_rules.REFLECTION_DAYS))
    reflection, outcome = move_reflection(ctx, table, reflection, "begin", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    reflection = ctx.repository.put(
        replace(reflection, deadline=deadline, guides=guide_versions.pinned(ctx, table))
    )
    timers.arm(ctx, table, "reflection_deadline", reflection.id, deadline)
    middle = timers.in_time(ctx.now + (deadline - ctx.now) / 2, deadline, table.time_zone)
    timers.arm(ctx, table, "reflection_reminder", reflection.id, middle)
    live.show_collection(ctx, table, collecting.of_reflection(ctx, reflection), anew=True)
    rounds.ask_everyone(ctx, table)


def _mark_missing(ctx: Context, table: Table, reflection: Reflection) -> None:
    indicator = ctx.repository.first(Indicator, table_id=table.id)
    if indicator is not None:
        ctx.repository.add(
            IndicatorValue(
                table_id=table.id,
                indicator_id=indicator.id,
                cycle=reflection.cycle,
                value=None,
                entered_at=ctx.now,
            )
        )


def remind(ctx: Context, table: Table, reflection: Reflection) -> None:
    """One private reminder to those whose answer is waited for."""
    reflection, outcome = move_reflection(ctx, table, reflection, "remind", None)
    if isinstance(outcome, Moved):
        ctx.repository.put(replace(reflection, reminders=reflection.reminders + 1))
        rounds.remind_waiting(ctx, table, collecting.of_reflection(ctx, reflection))


def close(ctx: Context, table: Table, reflection: Reflection, seat: Seat | None) -> Outcome:
    """Closes the private questions and shows the group every point without names."""
    reflection, outcome = move_reflection(ctx, table, reflection, "close_reflection", seat)
    if not isinstance(outcome, Moved):
        return outcome
    _disarm(ctx, reflection)
    rounds.clear_focus(ctx, table, "reflection", reflection.id)
    collection = collecting.of_reflection(ctx, reflection)
    live.show_collection(ctx, table, collection)
    own_questions.reveal(ctx, table, collection)
    points = [_points(ctx, table, collection, step) for step in LOOKING_BACK]
    shown = [point for point in points if point]
    parts = shown or [ctx.group_text(table, "reflecting.nothing_to_show")]
    self_rating.keep(ctx, reflection)
    ratings = self_rating.lines(ctx, reflection, table.languages[0])
    ctx.say_to_group(
        table,
        "reflecting.points",
        parts=[*parts, ctx.group_text(table, "reflecting.ratings", ratings=ratings)],
    )
    participation_story.tell_group(ctx, table, reflection.cycle)
    participation_story.tell_facilitators(ctx, table, reflection.cycle)
    ctx.say_to_facilitators(
        table,
        "reflecting.told_decide",
        offers=[
            [Offer("buttons.evidence", Pressing("go", (table.id, "evidence", reflection.id)))],
            [Offer("buttons.reflect_decide", Pressing("go", (table.id, "reflect_decide", reflection.id)))],
        ],
    )
    return outcome


def _points(ctx: Context, table: Table, collection: Collection, step: str) -> Markup:
    """What was said to one question, without names."""
    said = [(a.organisation_id or 0, a.text) for a in collecting.answers_to(ctx, collection, step)]
    shown = privacy.unnamed("A", said, salt=f"reflection:{collection.id}:{step}")
    if isinstance(shown, TooFew):
        return Markup("")
    question = asking.question_in_group(table, collection, step)
    return ctx.group_text(table, "reflecting.revealed", question=question, said=shown)


def _disarm(ctx: Context, reflection: Reflection) -> None:
    reminding.settle(ctx, reminding.about_collection("reflection", reflection.id))
    for kind in ("reflection_deadline", "reflection_reminder"):
        timers.disarm(ctx, kind, reflection.id)


def decide(ctx: Context, person: Person, table: Table, reflection: Reflection, seat: Seat) -> None:
    """After the group has talked: what is decided."""
    if reflection.state == "sense_making":
        reflection, outcome = move_reflection(ctx, table, reflection, "decide", seat)
        if not isinstance(outcome, Moved):
            explain(ctx, person, table, outcome)
            return
    forms.begin(ctx, person, table, DECISIONS, reflection.id)


def _may(state: str) -> forms.May:
    def may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
        require(ctx, person, table, Role.FACILITATOR)
        reflection = ctx.repository.get(Reflection, now.subject_id or 0)
        if reflection.table_id != table.id or reflection.state != state:
            raise Stale

    return may


def _decided(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    reflection = ctx.repository.get(Reflection, now.subject_id or 0)
    reflection = ctx.repository.put(replace(reflection, decisions=str(now.values["text"])))
    seat = require(ctx, person, table, Role.FACILITATOR)
    reflection, outcome = move_reflection(ctx, table, reflection, "feed_back", seat)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "reflecting.decided", text=reflection.decisions or "")
        forms.begin(ctx, person, table, FEED_BACK, reflection.id)
    else:
        explain(ctx, person, table, outcome)


def _upstream(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return tuple(Choice(u, f"upstream.{u}") for u in UPSTREAM)


def _suggested(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return (Choice(SUGGESTED, "buttons.suggested_practice"),)


def _suggestion(ctx: Context, person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    """The weakest stage so far, and the practice that trains it."""
    reflection = ctx.repository.get(Reflection, now.subject_id or 0)
    looked = problem_solving_story.of_reflection(ctx.repository, reflection)
    return {
        "weakest": ctx.label(person.language, f"stages.{looked.weakest}"),
        "suggested": ctx.label(person.language, f"practices.{looked.weakest}"),
    }


def feed_back(ctx: Context, person: Person, table: Table, reflection: Reflection) -> None:
    """Asks again what the reflection changes upstream."""
    forms.begin(ctx, person, table, FEED_BACK, reflection.id)


def _fed_back(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    reflection = ctx.repository.get(Reflection, now.subject_id or 0)
    what, why = str(now.values["what"]), str(now.values["text"])
    practice = str(now.values.get("practice") or "")
    reflection = ctx.repository.put(
        replace(
            reflection,
            upstream=None if what == "nothing" else what,
            upstream_reason=why,
            practice=None if practice in ("", SUGGESTED) else practice,
        )
    )
    seat = require(ctx, person, table, Role.FACILITATOR)
    reflection, outcome = move_reflection(ctx, table, reflection, "summarize", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    what_said = ctx.label(table.languages[0], f"upstream.{what}")
    ctx.say_to_group(table, "reflecting.fed_back", what=what_said, nothing=what == "nothing", why=why)
    show_summary(ctx, person, table, reflection)


_words = holding.for_the_table(reading.free_text)
DECISIONS = forms.register(Form("decisions", (Step("text", read=_words),), _decided, _may("deciding")))
FEED_BACK = forms.register(
    Form(
        "feed_back",
        (
            Step("what", read=forms.buttons_only, options=_upstream),
            Step("text", read=_words),
            Step("practice", read=_words, options=_suggested, optional=True, shown=_suggestion),
        ),
        _fed_back,
        _may("feeding_back"),
    )
)


def show_summary(ctx: Context, person: Person, table: Table, reflection: Reflection) -> None:
    """The facilitator looks at the summary before it goes."""
    summary_delivery.look(ctx, person, table, reflection)


def deliver(ctx: Context, person: Person, table: Table, reflection: Reflection, seat: Seat) -> None:
    """Sends the summary to the coordinators; the next cycle opens if its day has come."""
    if reflection.state == "cancelled":
        summary_delivery.send_of_cancelled(ctx, person, table, reflection)
        return
    reflection, outcome = move_reflection(ctx, table, reflection, "deliver", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    evidence.keep(ctx, reflection)
    summary_delivery.send(ctx, table, reflection)
    waits = ctx.now < cycles.next_opening(ctx, table)
    next_on = cycles.next_day(ctx, table) if waits else None
    taps = waits or cycles.opens_by_tap(ctx, table)
    offers = [[minutes.offer(table)], *([[cycles.next_offer(table)]] if taps else [])]
    ctx.say_to(person, "reflecting.delivered", table=table, offers=offers, next_on=next_on)
    ctx.say_to_group(table, "reflecting.cycle_closed", cycle=reflection.cycle, next_on=next_on)
    cycles.go_on(ctx, table)


def cancel(ctx: Context, person: Person, table: Table, seat: Seat, reason: str) -> None:
    """Ends the open reflection without a summary; the group hears why, and nothing said is lost."""
    reflection = open_reflection(ctx, table)
    if reflection is None:
        raise Stale
    reflection, outcome = move_reflection(ctx, table, reflection, "cancel", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    _disarm(ctx, reflection)
    evidence.keep(ctx, reflection)
    self_rating.keep(ctx, reflection)
    rounds.clear_focus(ctx, table, "reflection", reflection.id)
    ctx.say_to_group(table, "reflecting.cancelled", reason=reason)
    participation_story.tell_group(ctx, table, reflection.cycle)
    waits = ctx.now < cycles.next_opening(ctx, table)
    offers = [[summary_delivery.offer(table, reflection.cycle)]]
    if waits or cycles.opens_by_tap(ctx, table):
        offers.append([cycles.next_offer(table)])
    next_on = cycles.next_day(ctx, table) if waits else None
    ctx.say_to(
        person, "cycles.told_cancelled", table=table, offers=offers, cycle=reflection.cycle, next_on=next_on
    )
    cycles.go_on(ctx, table)
