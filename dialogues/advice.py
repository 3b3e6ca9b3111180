"""What the method would do next at a table, and why. Used by the panel and by nudges to facilitators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from dialogues import collecting, confirming, cycles, elements, evidence, guards_of_experiments
from dialogues.checks import gaps
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.guards import of_table, standing_result
from dialogues.machines import ROUND_FINAL
from dialogues.model import (
    Candidate,
    Experiment,
    Gap,
    Indicator,
    IndicatorValue,
    Organisation,
    Question,
    Reflection,
    Role,
    Round,
    Seat,
    Table,
)

# What is decided beside the table's way from its result to its work, and holds nothing of it up.
BESIDE = ("purpose", "experiment", "other")


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sensible step: phrases "advice.<name>" (why) and "buttons.<button>" (do it), if there is a button.

    `title` names the text it is about, where it was brought with one.
    """

    name: str
    action: str | None = None
    subject: int = 0
    button: str = ""
    n: int = 0
    m: int = 0
    title: str = ""


def steps(ctx: Context, table: Table) -> list[NextStep]:
    """What can be done now, the most sensible first."""
    if table.lifecycle == "adjourned":
        return []
    if table.lifecycle == "paused":
        return [NextStep("resume", "resume", button="resume")]
    running = _running(ctx, table)
    held = [r for r in running if _holds_up(table, r)]
    found = [step for r in held for step in _of_round(ctx, table, r)]
    found += _of_reflection(ctx, table)
    if not any(step.action for step in found if not step.name.startswith("wait")) and not _busy(ctx, table):
        found += _of_lifecycle(ctx, table)
    beside = [r for r in running if r.topic in BESIDE]
    early = [r for r in running if r not in held and r not in beside]
    return [
        *(step for r in beside for step in _of_round(ctx, table, r)),
        *found,
        *(step for r in early for step in _of_round(ctx, table, r)),
    ]


def _holds_up(table: Table, round_: Round) -> bool:
    """Whether the table's way goes on only after this round: not of what is beside it, or was opened early."""
    return round_.topic not in BESIDE and table.lifecycle in elements.topic(round_.topic).states


def _running(ctx: Context, table: Table) -> list[Round]:
    return [
        r for r in ctx.repository.find(Round, table_id=table.id, closed_at=None) if r.state not in ROUND_FINAL
    ]


def _busy(ctx: Context, table: Table) -> bool:
    rounds = [r for r in _running(ctx, table) if r.state != "parked" and _holds_up(table, r)]
    return bool(rounds) or open_reflection(ctx, table) is not None


def open_reflection(ctx: Context, table: Table) -> Reflection | None:
    """The reflection that has not ended, if there is one."""
    return ctx.repository.first(Reflection, table_id=table.id, closed_at=None)


def _of_round(ctx: Context, table: Table, round_: Round) -> Iterable[NextStep]:
    about = round_.title or ""
    silence = elements.topic(round_.topic).settled_by == "silence"
    match round_.state:
        case "collecting":
            turnout = collecting.turnout(ctx, table, collecting.of_round(ctx, round_))
            name = "wait_answers" if turnout.waiting else "close"
            yield NextStep(name, "close", round_.id, "close_and_show", len(turnout.done), turnout.asked)
            yield NextStep("extend", "extend", round_.id, "extend")
        case "synthesizing" if silence:
            yield from _of_gaps(ctx, table)
            yield NextStep("put_map", "put_map", round_.id, "put_map")
        case "synthesizing" if round_.title is not None:
            yield NextStep("write_text", "draft", round_.id, "write_text", title=round_.title)
        case "synthesizing":
            yield NextStep("draft", "draft", round_.id, "draft")
            if round_.topic == "result" and not ctx.repository.count(Candidate, table_id=table.id):
                yield NextStep("compare", "compare", button="compare")
        case "proposed" if silence:
            yield NextStep("wait_objections")
        case "clarifying" if round_.notice_until is not None and ctx.now < round_.notice_until:
            yield from _of_questions(ctx, round_)
            hours = ceil((round_.notice_until - ctx.now) / timedelta(hours=1))
            yield NextStep("wait_notice", "vote", round_.id, "open_vote", n=hours, title=about)
        case "clarifying":
            yield from _of_questions(ctx, round_)
            yield NextStep("open_vote", "vote", round_.id, "open_vote", title=about)
        case "voting":
            yield NextStep("close_vote", "close_vote", round_.id, "close_vote", title=about)
        case "amending":
            yield NextStep("amend", "draft", round_.id, "amend", title=about)
        case "no_quorum":
            yield NextStep("recall", "recall", round_.id, "recall", title=about)
        case "provisional":
            needed = confirming.of_round(ctx, round_)
            given = sum(c.confirmed_at is not None for c in needed)
            yield NextStep("wait_confirmations", n=given, m=len(needed), title=about)
        case "parked":
            yield NextStep("revive", "revive", round_.id, "revive", title=about)
        case _:
            return


def _of_questions(ctx: Context, round_: Round) -> Iterable[NextStep]:
    """Open questions to the text come before its vote."""
    for question in ctx.repository.find(Question, round_id=round_.id, answered=False):
        yield NextStep("answer_question", "answered", question.id, "question_answered")


def _of_gaps(ctx: Context, table: Table) -> Iterable[NextStep]:
    open_ = ctx.repository.find(Gap, table_id=table.id, closed_cycle=None, severity=gaps.MUST)
    without = [g for g in open_ if g.owner is None]
    if without:
        yield NextStep("own_gaps", "gaps", button="gaps", n=len(without))


def _of_reflection(ctx: Context, table: Table) -> Iterable[NextStep]:
    reflection = open_reflection(ctx, table)
    if reflection is None:
        return
    match reflection.state:
        case "preparing":
            if _value_is_open(ctx, table, reflection):
                yield NextStep("reflect_value", "value", button="enter_value")
            yield NextStep("reflect_begin", "reflect_begin", reflection.id, "reflect_begin")
        case "private_reflection":
            turnout = collecting.turnout(ctx, table, collecting.of_reflection(reflection))
            name = "wait_answers" if turnout.waiting else "close"
            yield NextStep(
                name, "reflect_close", reflection.id, "close_and_show", len(turnout.done), turnout.asked
            )
        case "sense_making" | "deciding":
            if (n := len(guards_of_experiments.undecided(ctx, table))) > 0:
                yield NextStep("undecided", "experiments", button="experiments", n=n)
            elif not evidence.is_marked(ctx, reflection):
                yield NextStep("evidence", "evidence", reflection.id, "evidence")
            yield NextStep("reflect_decide", "reflect_decide", reflection.id, "reflect_decide")
        case "feeding_back":
            yield NextStep("reflect_feed", "reflect_feed", reflection.id, "reflect_feed")
        case "summarizing":
            yield NextStep("summary", "summary", reflection.id, "summary")
        case _:
            return


def _value_is_open(ctx: Context, table: Table, reflection: Reflection) -> bool:
    """There is an indicator, and this cycle has no value of it yet."""
    if ctx.repository.first(Indicator, table_id=table.id) is None:
        return False
    return ctx.repository.count(IndicatorValue, table_id=table.id, cycle=reflection.cycle) == 0


def _of_lifecycle(ctx: Context, table: Table) -> Iterable[NextStep]:
    match table.lifecycle:
        case "draft":
            if not ctx.people_in(table, Role.COORDINATOR):
                yield NextStep("coordinator", "coordinator", button="send_coordinator_link")
            yield NextStep("organisations", "organisation", button="add_organisation")
        case "convening":
            yield from _of_convening(ctx, table)
        case "naming_result":
            yield from _of_naming(ctx, table)
        case "mapping":
            yield from _of_mapping(ctx, table)
        case _:
            yield from _of_work(ctx, table)
            yield from _of_cycle(ctx, table)


def _of_cycle(ctx: Context, table: Table) -> Iterable[NextStep]:
    """Looking back, once a cycle; after it the next one waits for its day."""
    if cycles.has_delivered(ctx, table):
        yield NextStep("next_cycle", "next_cycle", table.cycle, "next_cycle")
    elif table.cycle:
        yield NextStep("reflect", "reflect", button="reflect")


def _of_convening(ctx: Context, table: Table) -> Iterable[NextStep]:
    seated = {
        s.organisation_id for s in ctx.repository.find(Seat, table_id=table.id, holds_vote=True, present=True)
    }
    invited = ctx.repository.count(Organisation, table_id=table.id)
    holds = of_table(ctx, table)
    if holds("enough_organisations") or holds("enough_sectors"):
        yield NextStep("organisations", "organisation", button="add_organisation", n=len(seated), m=invited)
    elif holds("introductions_done"):
        yield NextStep("introductions", "open_introductions", button="open_introductions")
    else:
        yield NextStep("begin_result", "begin_result", button="begin_result")


def _of_naming(ctx: Context, table: Table) -> Iterable[NextStep]:
    if standing_result(ctx, table) is None:
        yield NextStep("open_result", "open_result", button="open_result")
    else:
        yield NextStep("data", "data", button="enter_data")


def _of_mapping(ctx: Context, table: Table) -> Iterable[NextStep]:
    if ctx.repository.count(Round, table_id=table.id, topic="map", state="ratified") == 0:
        yield NextStep("open_map", "open_map", button="open_map")
        yield NextStep("functions", "function", button="add_function")
        return
    yield from _of_gaps(ctx, table)
    yield NextStep("accept_map", "accept_map", button="accept_map")
    yield from _of_system(ctx, table)


def _of_system(ctx: Context, table: Table) -> Iterable[NextStep]:
    """Once the table knows who is needed, it asks what keeps things as they are; then what could be tried."""
    if ctx.repository.count(Round, table_id=table.id, topic="system") == 0:
        yield NextStep("open_system", "open_system", button="open_system")
    elif ctx.repository.count(Round, table_id=table.id, topic="trying") == 0:
        yield NextStep("open_trying", "open_trying", button="open_trying")


def _of_work(ctx: Context, table: Table) -> Iterable[NextStep]:
    yield from _of_system(ctx, table)
    drafted = ctx.repository.count(Experiment, table_id=table.id, state="drafted")
    if table.lifecycle == "working" and not guards_of_experiments.running(ctx, table):
        yield NextStep("start_experiment", "experiments", button="experiments", n=drafted)


def offer(table: Table, step: NextStep) -> list[Offer]:
    """The button of a step, if it has one."""
    if step.action is None:
        return []
    about: dict[str, GroupSafe] = {"title": step.title} if step.title else {}
    return [Offer(f"buttons.{step.button}", Pressing("go", (table.id, step.action, step.subject)), about)]


def nudge(ctx: Context, table: Table, about: Round | None = None) -> None:
    """Tells the facilitators the next sensible step, of the table or of one round, with its button."""
    found = steps(ctx, table) if about is None else list(_of_round(ctx, table, about))
    if found:
        first = found[0]
        ctx.say_to_facilitators(
            table,
            "advice.nudge",
            offers=[offer(table, first)],
            urgency=Urgency.NOTICE,
            step=first.name,
            n=first.n,
            m=first.m,
            title=first.title,
        )
