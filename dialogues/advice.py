"""What the method would do next at a table, and why. Used by the panel and by nudges to facilitators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from dialogues import (
    collecting,
    confirming,
    cycles,
    elements,
    evidence,
    guards_of_experiments,
    guards_of_trust,
    house_rules,
    newcomers,
    redrawing,
    rules_in_force,
    structure_facts,
    translations,
)
from dialogues.checks import gaps, leverage
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.guards import introduced, of_round, of_table, standing_result
from dialogues.machines import ACTIVE, ROUND_FINAL
from dialogues.meeting import waiving
from dialogues.model import (
    Candidate,
    Experiment,
    Gap,
    Indicator,
    IndicatorValue,
    Organisation,
    Proposal,
    Question,
    Reflection,
    Role,
    Round,
    Table,
)
from dialogues.panel_pages.place import last_row

# What is decided beside the table's way from its result to its work, and holds nothing of it up.
BESIDE = ("purpose", "experiment", "other", "rule", "means", "unsaid")


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sensible step: phrases "advice.<name>" (why) and "buttons.<button>" (do it), if there is a button.

    `title` names the text it is about, where it was brought with one; `languages` those it lacks.
    """

    name: str
    action: str | None = None
    subject: int = 0
    button: str = ""
    n: int = 0
    m: int = 0
    title: str = ""
    languages: tuple[str, ...] = ()


def steps(ctx: Context, table: Table) -> list[NextStep]:
    """What can be done now, the most sensible first."""
    if table.lifecycle == "adjourned":
        return []
    if table.lifecycle == "paused":
        return [NextStep("resume", "resume", button="resume")]
    running = _running(ctx, table)
    held = [r for r in running if _holds_up(table, r)]
    found = [step for r in held for step in steps_of(ctx, table, r)]
    found += of_reflection(ctx, table)
    changes = list(_of_changes(ctx, table))
    if not any(step.action for step in found if not step.name.startswith("wait")) and not _busy(ctx, table):
        changes += _of_lifecycle(ctx, table)
    beside = [step for r in running if r.topic in BESIDE for step in steps_of(ctx, table, r)]
    changes += _of_means(ctx, table)
    early = [r for r in running if r not in held and r.topic not in BESIDE]
    of_early = [step for r in early for step in steps_of(ctx, table, r)]
    return [*beside, *found, *changes, *of_early, *_of_trust(ctx, table)]


def _of_trust(ctx: Context, table: Table) -> Iterable[NextStep]:
    """What nobody says is asked for once a cycle: while the table storms, or has met and never differed."""
    holds = guards_of_trust.of_trust(ctx, table)
    met = holds("introductions_done") is None and holds("difference_surfaced") is not None
    wanted = table.trust_stage == "storming" or (table.trust_stage == "forming" and met)
    asked = ctx.repository.count(Round, table_id=table.id, topic="unsaid", cycle=table.cycle)
    if table.lifecycle in ACTIVE and wanted and not asked:
        yield NextStep("open_unsaid", "open_unsaid", button="open_unsaid")


def _of_means(ctx: Context, table: Table) -> Iterable[NextStep]:
    """Once while it convenes, a table may ask itself whether acting together is the right means at all."""
    met = ctx.repository.count(Round, table_id=table.id, topic="introductions") > 0
    asked = ctx.repository.count(Round, table_id=table.id, topic="means") > 0
    if table.lifecycle == "convening" and met and not asked:
        yield NextStep("means", "open_means", button="open_means")


def _holds_up(table: Table, round_: Round) -> bool:
    """Whether the table's way goes on only after this round: not of what is beside it, or was opened early."""
    return round_.topic not in BESIDE and table.lifecycle in elements.topic(round_.topic).states


def _of_changes(ctx: Context, table: Table) -> Iterable[NextStep]:
    """What follows when seats have changed: newcomers catch up and are introduced, the map is drawn anew."""
    if table.lifecycle not in ACTIVE:
        return
    waiting = newcomers.waiting(ctx, table)
    if waiting:
        yield NextStep("catch_up", "open_catch_up", button="open_catch_up", n=len(waiting))
    if table.lifecycle != "convening" and not _introducing(ctx, table):
        missing = {o.id for o in ctx.voting_organisations(table)} - introduced(ctx, table)
        if missing:
            yield NextStep("introduce", "open_introductions", button="open_introductions", n=len(missing))
    if redrawing.would_change(ctx, table):
        yield NextStep("check_map", "check_map", button="check_map")


def _introducing(ctx: Context, table: Table) -> bool:
    return ctx.repository.count(Round, table_id=table.id, topic="introductions", state="collecting") > 0


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


def steps_of(ctx: Context, table: Table, round_: Round) -> Iterable[NextStep]:
    """What can be done about one round."""
    about = round_.title or ""
    silence = elements.topic(round_.topic).settled_by == "silence"
    match round_.state:
        case "collecting":
            turnout = collecting.turnout(ctx, table, collecting.of_round(ctx, round_))
            name = "wait_answers" if turnout.waiting else "close"
            yield NextStep(name, "close", round_.id, "close_and_show", len(turnout.done), turnout.asked)
            yield NextStep("extend", "extend", round_.id, "extend", n=_extension(ctx, table))
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
        case "clarifying" if waiving.notice_runs(ctx, table, round_):
            yield from _of_questions(ctx, round_)
            hours = ceil(((round_.notice_until or ctx.now) - ctx.now) / timedelta(hours=1))
            if lacks := _lacks(ctx, table, round_):
                yield NextStep(
                    "translate", "translate", round_.id, "vote_waits", title=about, languages=lacks
                )
            yield NextStep("wait_notice", "vote", round_.id, "open_vote", n=hours, title=about)
        case "clarifying" if lacks := _lacks(ctx, table, round_):
            yield from _of_questions(ctx, round_)
            yield NextStep("translate", "translate", round_.id, "vote_waits", title=about, languages=lacks)
        case "clarifying":
            yield from _of_questions(ctx, round_)
            yield NextStep("open_vote", "vote", round_.id, "open_vote", title=about)
        case "voting":
            yield NextStep("close_vote", "close_vote", round_.id, "close_vote", title=about)
        case "amending":
            yield NextStep("amend", "draft", round_.id, "amend", title=about)
            if of_round(ctx, table, round_)("blocks_released") is None:
                yield NextStep("recall_released", "recall", round_.id, "recall", title=about)
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


def _lacks(ctx: Context, table: Table, round_: Round) -> tuple[str, ...]:
    """The languages in which the text of a round is not there yet: its vote waits for them."""
    proposal = ctx.repository.get(Proposal, round_.proposal_id) if round_.proposal_id else None
    return translations.lacking(ctx.repository, table, proposal)


def _extension(ctx: Context, table: Table) -> int:
    return rules_in_force.value(ctx, table, house_rules.EXTENSION_DAYS)


def _of_questions(ctx: Context, round_: Round) -> Iterable[NextStep]:
    """Open questions to the text come before its vote."""
    for question in ctx.repository.find(Question, round_id=round_.id, answered=False):
        yield NextStep("answer_question", "answered", question.id, "question_answered")


def _of_gaps(ctx: Context, table: Table) -> Iterable[NextStep]:
    open_ = ctx.repository.find(Gap, table_id=table.id, closed_cycle=None, severity=gaps.MUST)
    without = [g for g in open_ if g.owner is None]
    if without:
        yield NextStep("own_gaps", "gaps", button="gaps", n=len(without))


def of_reflection(ctx: Context, table: Table) -> Iterable[NextStep]:
    """What can be done about the look back that is under way."""
    reflection = open_reflection(ctx, table)
    if reflection is None:
        return
    match reflection.state:
        case "preparing":
            if _value_is_open(ctx, table, reflection):
                yield NextStep("reflect_value", "value", button="enter_value")
            yield NextStep("reflect_begin", "reflect_begin", reflection.id, "reflect_begin")
        case "private_reflection":
            turnout = collecting.turnout(ctx, table, collecting.of_reflection(ctx, reflection))
            name = "wait_answers" if turnout.waiting else "close"
            yield NextStep(
                name, "reflect_close", reflection.id, "close_and_show", len(turnout.done), turnout.asked
            )
        case "sense_making" | "deciding":
            yield from _of_undecided(ctx, table)
            if not evidence.is_marked(ctx, reflection):
                yield NextStep("evidence", "evidence", reflection.id, "evidence")
            yield NextStep("reflect_decide", "reflect_decide", reflection.id, "reflect_decide")
        case "feeding_back":
            yield NextStep("reflect_feed", "reflect_feed", reflection.id, "reflect_feed")
        case "summarizing":
            yield NextStep("summary", "summary", reflection.id, "summary")
        case _:
            return


def _of_undecided(ctx: Context, table: Table) -> Iterable[NextStep]:
    """Ended experiments without a decision come before what a look back decides; those left open too."""
    left = ctx.repository.count(Experiment, table_id=table.id, state="closed", decision=None)
    if left:
        yield NextStep("undecided", "experiments", button="experiments", n=left)


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
        case "structuring":
            yield from _of_structuring(ctx, table)
        case _:
            if of_table(ctx, table)("document_review_due") is None:
                yield NextStep("reopen_structure", "reopen_structure", button="reopen_structure")
            yield from _of_work(ctx, table)
            yield from _of_cycle(ctx, table)


def _of_cycle(ctx: Context, table: Table) -> Iterable[NextStep]:
    """Looking back, once a cycle; after it the next one waits for its day."""
    if cycles.has_delivered(ctx, table):
        yield NextStep("next_cycle", "next_cycle", table.cycle, "next_cycle")
    elif table.cycle:
        yield NextStep("reflect", "reflect", button="reflect")


def _of_convening(ctx: Context, table: Table) -> Iterable[NextStep]:
    seated = {s.organisation_id for s in ctx.seats(table) if ctx.casts_vote(s)}
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
    if of_table(ctx, table)("map_unopposed") is not None:
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


def _of_structuring(ctx: Context, table: Table) -> Iterable[NextStep]:
    repository, holds = ctx.repository, of_table(ctx, table)
    if all(holds(g) is None for g in ("document_ratified", "leverage_is_equal", "trust_past_forming")):
        yield NextStep("to_working", "to_working", button="to_working")
        return
    if repository.count(Round, table_id=table.id, topic="promises") == 0:
        yield NextStep("promises", "open_promises", button="open_promises")
    flags = len(structure_facts.leverage_flags(repository, table))
    if not structure_facts.is_checked(repository, table):
        yield NextStep("structure", "structure", button="structure")
    elif flags:
        yield NextStep("leverage", "structure", button="structure", n=flags)
    yield from _of_document(ctx, table)
    yield NextStep("to_working", "to_working", button="to_working")
    yield from _of_work(ctx, table)
    yield from _of_cycle(ctx, table)


def _of_document(ctx: Context, table: Table) -> Iterable[NextStep]:
    unsigned = structure_facts.unsigned(ctx.repository, table)
    written = structure_facts.sections(ctx.repository, table)
    if len(written) < len(leverage.SECTIONS):
        missing = len(leverage.SECTIONS) - len(written)
        yield NextStep("document", "document", button="document", n=missing)
    elif unsigned:
        voting = sum(o.voting for o in structure_facts.at_table(ctx.repository, table))
        yield NextStep("wait_signatures", n=voting - len(unsigned), m=voting)
    if written and structure_facts.ratified_round(ctx.repository, table) is None:
        yield NextStep("document_vote", "bring", button="bring")


def offer(table: Table, step: NextStep) -> list[Offer]:
    """The button of a step, if it has one."""
    if step.action is None:
        return []
    about: dict[str, GroupSafe] = {"title": step.title} if step.title else {}
    if step.languages:
        about["languages"] = " ".join(step.languages)
    if step.action == "extend":
        about["days"] = step.n
    return [Offer(f"buttons.{step.button}", Pressing("go", (table.id, step.action, step.subject)), about)]


def nudge(ctx: Context, table: Table, about: Round | None = None) -> None:
    """Tells the facilitators the next sensible step, of the table or of one round, with its button."""
    found = steps(ctx, table) if about is None else list(steps_of(ctx, table, about))
    if found:
        first = found[0]
        ctx.say_to_facilitators(
            table,
            "advice.nudge",
            offers=[offer(table, first), last_row(table)],
            urgency=Urgency.NOTICE,
            key=f"nudge:{table.id}:{first.action}:{first.subject}",
            anew=True,
            step=first.name,
            n=first.n,
            m=first.m,
            title=first.title,
            languages=" ".join(first.languages),
        )
