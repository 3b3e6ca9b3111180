"""The reflection that closes a cycle: private answers, sense-making, decisions, what is fed back, the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from dialogues import collecting, forms, house_rules, lifecycle, live, rounds, self_rating, summary, timers
from dialogues.advice import open_reflection
from dialogues.checks import privacy
from dialogues.checks.privacy import TooFew
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.machines import Moved, Outcome
from dialogues.model import Focus, Indicator, IndicatorValue, Person, Reflection, Role, Seat, Summary, Table
from dialogues.moves import explain, move_reflection
from dialogues.pressing import Stale, require

LOOKING_BACK = ("P1", "P2", "P3", "P4", "P5", "P6", "P7")
UPSTREAM = ("problem_text", "hypothesis", "map", "structure", "result", "nothing")


def prepare(ctx: Context, person: Person, table: Table, seat: Seat) -> None:
    """A facilitator starts the reflection; the data come first."""
    idle = ctx.repository.add(Reflection(table_id=table.id, cycle=table.cycle, opened_at=ctx.now))
    reflection, outcome = move_reflection(ctx, table, idle, "prepare", seat)
    if not isinstance(outcome, Moved):
        ctx.repository.remove(Reflection, id=idle.id)
        explain(ctx, person, table, outcome)
        return
    offers = [[Offer("buttons.reflect_begin", Pressing("go", (table.id, "reflect_begin", reflection.id)))]]
    if ctx.repository.first(Indicator, table_id=table.id) is not None:
        offers.insert(0, [Offer("buttons.enter_value", Pressing("go", (table.id, "value", 0)))])
    ctx.say_to(person, "reflecting.prepare", table=table, offers=offers, cycle=table.cycle)


def begin(ctx: Context, person: Person, table: Table, reflection: Reflection, seat: Seat) -> None:
    """Opens the private questions; without a new value the data are marked missing."""
    if ctx.repository.count(IndicatorValue, table_id=table.id, cycle=reflection.cycle) == 0:
        _mark_missing(ctx, table, reflection)
        reflection = ctx.repository.put(replace(reflection, data="missing"))
    deadline = ctx.now + timedelta(days=house_rules.REFLECTION_DAYS.value)
    reflection, outcome = move_reflection(ctx, table, reflection, "begin", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    reflection = ctx.repository.put(replace(reflection, deadline=deadline))
    timers.arm(ctx, table, "reflection_deadline", reflection.id, deadline)
    middle = timers.outside_quiet_hours(ctx.now + (deadline - ctx.now) / 2, table.time_zone)
    timers.arm(ctx, table, "reflection_reminder", reflection.id, middle)
    live.show_collection(ctx, table, collecting.of_reflection(reflection), anew=True)
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
        rounds.remind_waiting(ctx, table, f"reflection:{reflection.id}", None)


def close(ctx: Context, table: Table, reflection: Reflection, seat: Seat | None) -> Outcome:
    """Closes the private questions and shows the group every point without names."""
    reflection, outcome = move_reflection(ctx, table, reflection, "close_reflection", seat)
    if not isinstance(outcome, Moved):
        return outcome
    _disarm(ctx, reflection)
    rounds.clear_focus(ctx, table, "reflection", reflection.id)
    collection = collecting.of_reflection(reflection)
    live.show_collection(ctx, table, collection)
    points = [_points(ctx, table, collection, step) for step in LOOKING_BACK]
    shown = [point for point in points if point]
    parts = shown or [ctx.group_text(table, "reflecting.nothing_to_show")]
    ratings = self_rating.lines(ctx, reflection, table.languages[0])
    ctx.say_to_group(
        table,
        "reflecting.points",
        parts=[*parts, ctx.group_text(table, "reflecting.ratings", ratings=ratings)],
    )
    ctx.say_to_facilitators(
        table,
        "reflecting.told_decide",
        offers=[
            [Offer("buttons.reflect_decide", Pressing("go", (table.id, "reflect_decide", reflection.id)))]
        ],
    )
    return outcome


def _points(ctx: Context, table: Table, collection: Collection, step: str) -> Markup:
    """What was said to one question, without names."""
    said = [(a.organisation_id or 0, a.text) for a in collecting.answers_to(ctx, collection, step)]
    shown = privacy.unnamed("A", said, salt=f"reflection:{collection.id}:{step}")
    question = ctx.label(table.languages[0], f"prompts.{step}")
    if isinstance(shown, TooFew):
        return Markup("")
    return ctx.group_text(table, "reflecting.revealed", question=question, said=shown)


def _disarm(ctx: Context, reflection: Reflection) -> None:
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


def feed_back(ctx: Context, person: Person, table: Table, reflection: Reflection) -> None:
    """Asks again what the reflection changes upstream."""
    forms.begin(ctx, person, table, FEED_BACK, reflection.id)


def _fed_back(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    reflection = ctx.repository.get(Reflection, now.subject_id or 0)
    what, why = str(now.values["what"]), str(now.values["text"])
    reflection = ctx.repository.put(
        replace(reflection, upstream=None if what == "nothing" else what, upstream_reason=why)
    )
    seat = require(ctx, person, table, Role.FACILITATOR)
    reflection, outcome = move_reflection(ctx, table, reflection, "summarize", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    what_said = ctx.label(table.languages[0], f"upstream.{what}")
    ctx.say_to_group(table, "reflecting.fed_back", what=what_said, nothing=what == "nothing", why=why)
    show_summary(ctx, person, table, reflection)


DECISIONS = forms.register(Form("decisions", (Step("text"),), _decided, _may("deciding")))
FEED_BACK = forms.register(
    Form(
        "feed_back",
        (Step("what", read=forms.buttons_only, options=_upstream), Step("text")),
        _fed_back,
        _may("feeding_back"),
    )
)


def show_summary(ctx: Context, person: Person, table: Table, reflection: Reflection) -> None:
    """The facilitator looks at the summary before it goes."""
    offers = [[Offer("buttons.send_summary", Pressing("go", (table.id, "send", reflection.id)))]]
    for language in table.languages:
        page = summary.write(ctx, table, reflection, language)
        ctx.say_to(person, "reflecting.look", table=table, offers=offers, page=summary.as_html(page))


def deliver(ctx: Context, person: Person, table: Table, reflection: Reflection, seat: Seat) -> None:
    """Sends the summary to the coordinators, ends the cycle and opens the next."""
    reflection, outcome = move_reflection(ctx, table, reflection, "deliver", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    pages = {language: summary.write(ctx, table, reflection, language) for language in table.languages}
    for language, page in pages.items():
        ctx.repository.add(
            Summary(
                table_id=table.id,
                cycle=reflection.cycle,
                language=language,
                text=summary.plain(page),
                written_at=ctx.now,
                delivered_at=ctx.now,
            )
        )
    for coordinator in ctx.people_in(table, Role.COORDINATOR):
        for page in pages.values():
            ctx.say_to(coordinator, "reflecting.page", table=table, page=summary.as_html(page))
    ctx.say_to(person, "reflecting.delivered", table=table)
    ctx.say_to_group(table, "reflecting.cycle_closed", cycle=reflection.cycle)
    lifecycle.open_cycle(ctx, table)


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
    rounds.clear_focus(ctx, table, "reflection", reflection.id)
    ctx.say_to_group(table, "reflecting.cancelled", reason=reason)
