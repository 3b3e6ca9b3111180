"""Opens a round by a tap; where that asks too much of somebody in this cycle, it is said and asked back first.

The facilitator may leave questions out, take the round up in the next cycle, or open it knowingly: it is never
refused (docs/method.md 0, Load). What is too much for a person is optional for that person (`manners.load`).
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dialogues import advice, cycles, elements, forms, guide_versions, house_rules, rounds, timers
from dialogues.advice import NextStep
from dialogues.checks.privacy import GroupSafe, PersonValue
from dialogues.context import Context, Offer, shorten
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.guides import prompt
from dialogues.guides.guide_set import GuideSet
from dialogues.machines import ACTIVE
from dialogues.manners import load
from dialogues.manners.load import Load
from dialogues.model import Answer, Focus, Person, Role, Round, Seat, Table, Values
from dialogues.moves import move_round
from dialogues.pressing import Stale, require

MOVED = cycles.ROUND_MOVED
ALL, FEWER, LATER = "all", "fewer", "later"
# What a step of the table opens, where its action is not named after the topic.
OPENS = {"begin_result": "result"}
# The steps that lead to the questions of a look back.
LOOKS_BACK = ("reflect", "reflect_begin")


def open_round(
    ctx: Context, person: Person, table: Table, topic: str, seat: Seat, candidates: Sequence[str] = ()
) -> None:
    """Opens a topic's questions, as `rounds.open_round` does; asks first where they are too much for somebody.

    What compares candidates has just been asked for in words, so it opens at once, and the load is said after.
    """
    if candidates or not _is_new(ctx, table, topic) or not load.of_topic(ctx, table, topic).over:
        opened = rounds.open_round(ctx, person, table, topic, seat, candidates)
        if opened is not None and candidates:
            _say_heavy(ctx, person, table, opened)
        return
    forms.begin(ctx, person, table, OPENING, topic=topic)


def _is_new(ctx: Context, table: Table, topic: str) -> bool:
    """Whether nothing stands in the way that is to be said before all else."""
    same = any(r.topic == topic and r.title is None for r in rounds.running(ctx, table))
    return table.lifecycle in ACTIVE and not same


def _say_heavy(ctx: Context, person: Person, table: Table, opened: Round) -> None:
    """One line to who opened more than the rule, with the way back while nobody has answered."""
    cost = load.of_round(ctx, table, opened)
    if cost.over:
        move = Offer("buttons.move_round", Pressing("go", (table.id, "move_round", opened.id)))
        # What compares candidates is opened with them, not by a tap alone.
        offers = [] if elements.topic(opened.topic).labelled else [[move]]
        ctx.say_to(person, "rounds.heavy", table=table, offers=offers, over=cost.over)


def cost_of(ctx: Context, table: Table, step: NextStep) -> dict[str, GroupSafe]:
    """What the round would ask that a step of the panel opens; of nobody where it opens none."""
    action = step.action or ""
    if action in LOOKS_BACK:
        return cost_of_look_back(ctx, table)
    topic = OPENS.get(action) or action.removeprefix("open_")
    if topic == action or topic in load.UNCOUNTED_TOPICS or topic not in elements.topics():
        return _said(Load())
    return _said(load.of_topic(ctx, table, topic))


def cost_of_look_back(ctx: Context, table: Table) -> dict[str, GroupSafe]:
    """What the look back of this cycle would ask, as long as its questions are not open."""
    return _said(load.of_reflection(ctx, table, advice.open_reflection(ctx, table)))


def _said(cost: Load) -> dict[str, GroupSafe]:
    return {
        "asked": cost.asked,
        "prompts": cost.prompts,
        "minutes": cost.minutes,
        "over": cost.over,
        "have": cost.have,
        "takes": cost.takes,
        "most": house_rules.PROMPTS_PER_CYCLE.value,
        "most_minutes": house_rules.MINUTES_PER_CYCLE.value,
    }


# the question before a round that is too much for somebody


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    if str(now.values.get("topic")) not in elements.topics() or table.lifecycle not in ACTIVE:
        raise Stale


def _shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    topic = str(now.values["topic"])
    first = advice.steps(ctx, table)[:1]
    instead = [step for step in first if step.action not in (f"open_{topic}", "begin_result")]
    return {
        "topic_title": ctx.label(person.language, f"topics.{topic}"),
        **_said(load.of_topic(ctx, table, topic)),
        "step": instead[0].name if instead else None,
        "n": instead[0].n if instead else 0,
        "m": instead[0].m if instead else 0,
        "title": instead[0].title if instead else "",
        "languages": " ".join(instead[0].languages) if instead else "",
    }


def _ways(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    several = len(_asked(ctx, table, now)) > 1
    fewer = [Choice(FEWER, "buttons.ask_fewer")] if several else []
    return (*fewer, Choice(LATER, "buttons.ask_later"), Choice(ALL, "buttons.ask_all"))


def _asked(ctx: Context, table: Table, now: Focus) -> tuple[str, ...]:
    """The questions of the round, as the table's guides have them."""
    return tuple(p.id for p in guide_versions.of_table(ctx, table).asked(str(now.values["topic"])))


def _prompts(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    person = ctx.repository.get(Person, now.person_id)
    wanted, guides = _asked(ctx, table, now), guide_versions.of_table(ctx, table)
    return tuple(Choice(id, shorten(question(guides, person.language, id)), literal=True) for id in wanted)


def question(guides: GuideSet, language: str, prompt_id: str) -> str:
    """A prompt in one line; of one that is asked in several steps the last, which asks for words."""
    asked = guides.question(language, prompt(prompt_id).steps[-1])
    return Markup(asked).striptags()  # noqa: S704 - our own phrase, or checked with the guides


def _asks_fewer(values: Values) -> bool:
    return values.get("how") == FEWER


def _said_how(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    topic, seat = str(now.values["topic"]), require(ctx, person, table, Role.FACILITATOR)
    if now.values["how"] == LATER:
        _later(ctx, person, table, topic, seat)
        return
    left_out = tuple(str(now.values.get("left_out") or "").split()) if _asks_fewer(now.values) else ()
    if set(left_out) >= set(_asked(ctx, table, now)):
        ctx.say_to(person, "opening.nothing_left", table=table)
        forms.begin(ctx, person, table, OPENING, topic=topic)
        return
    opened = rounds.open_round(ctx, person, table, topic, seat, left_out=left_out)
    if opened is not None:
        _say_heavy(ctx, person, table, opened)


OPENING = forms.register(
    Form(
        "opening",
        (
            Step("how", read=forms.buttons_only, options=_ways, shown=_shown),
            Step("left_out", read=forms.buttons_only, options=_prompts, applies=_asks_fewer, multiple=True),
        ),
        _said_how,
        _may,
    )
)


# in the next cycle


def _later(ctx: Context, person: Person, table: Table, topic: str, seat: Seat) -> None:
    """Nothing is opened now; the round is kept as taken back, so that the next cycle can bring it up."""
    drafted = ctx.repository.add(Round(table_id=table.id, topic=topic, cycle=table.cycle, opened_at=ctx.now))
    round_, _ = move_round(ctx, table, drafted, "withdraw", seat)
    _bring_up_later(ctx, person, table, round_)


def move_on(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    """A round that asks too much is taken back and comes up in the next cycle, while nobody has answered it."""
    round_ = ctx.repository.get(Round, subject)
    if round_.table_id != table.id or round_.state != "collecting" or round_.cycle != table.cycle:
        raise Stale
    if ctx.repository.count(Answer, round_id=round_.id):
        ctx.say_to(person, "rounds.not_moved", table=table)
        return
    _bring_up_later(ctx, person, table, rounds.finish(ctx, table, round_, "withdraw", seat))


def _bring_up_later(ctx: Context, person: Person, table: Table, round_: Round) -> None:
    at = cycles.next_opening(ctx, table)
    timers.arm(ctx, table, MOVED, round_.id, at)
    ctx.say_to(person, "rounds.moved", table=table, on=at)


def moved_is_due(ctx: Context, table: Table, subject: int) -> None:
    """The next cycle has come: whoever facilitates opens what was moved into it, by a tap."""
    moved = ctx.repository.get(Round, subject)
    if moved.state != "withdrawn":
        return
    if table.cycle <= moved.cycle:
        # The day has come and the cycle has not: its opening brings this up (`cycles`), however late.
        timers.arm(ctx, table, MOVED, subject, ctx.now + timers.A_DAY)
        return
    topic = moved.topic
    for facilitator in ctx.people_in(table, Role.FACILITATOR):
        title = ctx.label(facilitator.language, f"topics.{topic}")
        open_ = Offer("buttons.open_guide", Pressing("go", (table.id, f"open_{topic}", 0)), {"title": title})
        ctx.say_to(facilitator, "rounds.moved_here", table=table, offers=[[open_]], topic_title=title)
