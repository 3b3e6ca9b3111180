"""The machines of a table, its trust, rounds, reflections and experiments. The only importer of `transitions`.

One shared Machine a kind, fired on a small subject: no machine is ever built for a table, and
no state is set by hand. Guards are names; what they mean stands in `dialogues.guards`.
Source: docs/state_machines.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from transitions import Machine

ACTIVE = ("convening", "naming_result", "mapping", "structuring", "working")
ROUND_FINAL = ("ratified", "withdrawn", "expired", "superseded")
REFLECTION_FINAL = ("delivered", "cancelled")
TRUST_STAGES = ("forming", "storming", "norming", "performing")
# The last step of a facilitator is taken back: to where it came from, while nobody has acted on it.
TAKE_BACK = "take_back"
BY_FALLBACK = (
    "fallback_stands", "fallback_came_first", "fallback_unquestioned", "fallback_reaches_it",
    "blocked_each_time", "fallback_notice_over", "blocks_have_reasons", "most_support_it",
    "grassroots_support_it",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrow:
    """One transition: from any of `sources` to `target` when all `guards` hold."""

    trigger: str
    sources: tuple[str, ...]
    target: str
    guards: tuple[str, ...] = ()


def _back(target: str, *sources: str) -> Arrow:
    """The way back to where the last step came from."""
    return Arrow(TAKE_BACK, sources, target, (f"stood_at_{target}", "nobody_acted_since"))


@dataclass(frozen=True, slots=True)
class Chart:
    """One kind of machine, as data: what is drawn in docs/ and what is run."""

    name: str
    states: tuple[str, ...]
    arrows: tuple[Arrow, ...]


TABLE = Chart(
    "table",
    ("draft", *ACTIVE, "paused", "adjourned"),
    (
        Arrow("open_table", ("draft",), "convening", ("roles_are_bound",)),
        Arrow(
            "begin_result",
            ("convening",),
            "naming_result",
            ("enough_organisations", "enough_sectors", "introductions_done"),
        ),
        Arrow("result_ratified", ("naming_result",), "mapping", ("result_stands", "baseline_or_data_plan")),
        Arrow(
            "accept_map",
            ("mapping",),
            "structuring",
            ("community_has_voice", "gaps_have_owners", "map_unopposed"),
        ),
        Arrow(
            "structure_ratified",
            ("structuring",),
            "working",
            ("document_ratified", "leverage_is_equal", "trust_past_forming"),
        ),
        Arrow("reopen_result", ("mapping", "structuring", "working"), "naming_result", ("reopening_voted",)),
        Arrow("reopen_map", ("structuring", "working"), "mapping", ("seats_changed_or_new_gap",)),
        Arrow("reopen_structure", ("working",), "structuring", ("document_review_due",)),
        Arrow("pause", ACTIVE, "paused"),
        *(Arrow("resume", ("paused",), state, (f"was_{state}",)) for state in ACTIVE),
        Arrow("adjourn", (*ACTIVE, "paused"), "adjourned", ("adjourning_agreed",)),
        _back("convening", "naming_result"),
        _back("naming_result", "mapping"),
        _back("mapping", "structuring"),
        _back("structuring", "working", "mapping"),
        _back("working", "structuring", "mapping"),
    ),
)

ROUND = Chart(
    "round",
    (
        "drafted",
        "collecting",
        "synthesizing",
        "proposed",
        "clarifying",
        "voting",
        "no_quorum",
        "amending",
        "provisional",
        "parked",
        *ROUND_FINAL,
    ),
    (
        Arrow("open", ("drafted",), "collecting", ("table_is_open", "no_other_round_on_topic")),
        Arrow("remind", ("collecting",), "collecting", ("reminders_left", "reminder_gap_kept")),
        Arrow("extend", ("collecting",), "collecting", ("extensions_left",)),
        Arrow("close_collection", ("collecting",), "synthesizing", ("enough_answered", "grassroots_heard")),
        Arrow("propose", ("synthesizing",), "proposed", ("nobody_objects",)),
        Arrow("return_invalid", ("proposed",), "synthesizing"),
        Arrow("clarify", ("proposed",), "clarifying", ("text_is_valid",)),
        Arrow("object", ("proposed",), "synthesizing"),
        Arrow(
            "accept_unopposed",
            ("proposed",),
            "ratified",
            ("settled_by_silence", "objection_window_over", "nobody_objects"),
        ),
        Arrow("conclude", ("synthesizing",), "ratified", ("nothing_to_agree",)),
        Arrow(
            "reopen_synthesis", ("clarifying",), "synthesizing", ("point_is_missing", "not_reopened_before")
        ),
        Arrow(
            "open_vote",
            ("clarifying",),
            "voting",
            ("notice_is_over", "questions_answered", "text_in_each_language"),
        ),
        Arrow("cast", ("voting",), "voting"),
        Arrow("close_vote", ("voting",), "no_quorum", ("quorum_missed",)),
        Arrow("close_vote", ("voting",), "amending", ("support_unmet",)),
        Arrow("close_vote", ("voting",), "provisional", ("confirmation_needed",)),
        Arrow("close_vote", ("voting",), "ratified", ("vote_passed",)),
        Arrow("recall_vote", ("no_quorum",), "voting", ("ballot_rounds_left", "text_in_each_language")),
        Arrow("release", ("amending",), "amending", ("block_stands",)),
        Arrow(
            "recall_vote",
            ("amending",),
            "voting",
            ("blocks_released", "ballot_rounds_left", "text_in_each_language"),
        ),
        Arrow("amend", ("amending",), "proposed", ("ballot_rounds_left",)),
        Arrow("confirm", ("provisional",), "ratified", ("all_confirmed",)),
        Arrow("lapse", ("provisional",), "parked"),
        Arrow("park", ("synthesizing", "proposed", "clarifying", "no_quorum", "amending"), "parked"),
        Arrow("revive", ("parked",), "synthesizing"),
        Arrow("use_fallback", ("parked",), "ratified", BY_FALLBACK),
        Arrow(
            "withdraw",
            (
                "drafted",
                "collecting",
                "synthesizing",
                "proposed",
                "clarifying",
                "voting",
                "no_quorum",
                "amending",
                "provisional",
                "parked",
            ),
            "withdrawn",
        ),
        Arrow(
            "expire",
            ("drafted", "synthesizing", "amending", "no_quorum", "parked"),
            "expired",
            ("idle_long_enough",),
        ),
        Arrow("supersede", ("ratified", "parked"), "superseded"),
        Arrow(
            TAKE_BACK,
            ("collecting", "synthesizing", "clarifying"),
            "withdrawn",
            ("made_by_it", "nobody_acted_since"),
        ),
        _back("collecting", "withdrawn"),
        _back("synthesizing", "proposed", "clarifying", "parked", "withdrawn"),
        _back("proposed", "parked", "withdrawn"),
        _back("clarifying", "voting", "parked", "withdrawn"),
        _back("voting", "withdrawn"),
        _back("no_quorum", "voting", "parked", "withdrawn"),
        _back("amending", "clarifying", "voting", "parked", "withdrawn"),
        _back("provisional", "withdrawn"),
        _back("parked", "synthesizing", "withdrawn"),
    ),
)

REFLECTION = Chart(
    "reflection",
    (
        "idle",
        "preparing",
        "private_reflection",
        "sense_making",
        "deciding",
        "feeding_back",
        "summarizing",
        *REFLECTION_FINAL,
    ),
    (
        Arrow(
            "prepare",
            ("idle",),
            "preparing",
            ("table_is_open", "cycle_has_begun", "no_other_reflection", "one_look_back_a_cycle"),
        ),
        Arrow("begin", ("preparing",), "private_reflection", ("data_is_marked",)),
        Arrow(
            "remind", ("private_reflection",), "private_reflection", ("reminders_left", "reminder_gap_kept")
        ),
        Arrow("extend", ("private_reflection",), "private_reflection", ("extensions_left",)),
        Arrow("close_reflection", ("private_reflection",), "sense_making", ("enough_answered",)),
        Arrow("decide", ("sense_making",), "deciding", ("looked_back_first",)),
        Arrow("feed_back", ("deciding",), "feeding_back", ("decisions_taken", "experiments_decided")),
        Arrow("summarize", ("feeding_back",), "summarizing", ("something_fed_back",)),
        Arrow("deliver", ("summarizing",), "delivered", ("facilitator_checked",)),
        Arrow(
            "cancel",
            ("preparing", "private_reflection", "sense_making", "deciding", "feeding_back", "summarizing"),
            "cancelled",
        ),
        _back("idle", "preparing"),
        _back("preparing", "private_reflection"),
        _back("sense_making", "deciding"),
        _back("deciding", "feeding_back"),
        _back("feeding_back", "summarizing"),
    ),
)

TRUST = Chart(
    "trust",
    (*TRUST_STAGES, "adjourning"),
    (
        Arrow("advance", ("forming",), "storming", ("introductions_done", "difference_surfaced")),
        Arrow(
            "advance",
            ("storming",),
            "norming",
            (
                "result_stands",
                "differences_closed",
                "pulse_answered",
                "safe_to_speak",
                "partners_trusted",
                "roles_known",
            ),
        ),
        Arrow(
            "advance",
            ("norming",),
            "performing",
            (
                "document_ratified",
                "difference_settled",
                "pulse_answered",
                "pulse_conditions",
                "experiment_running",
                "reflection_delivered",
                "no_block_open",
            ),
        ),
        Arrow("membership_changed", TRUST_STAGES, "forming"),
        Arrow("trust_dropped", ("norming", "performing"), "storming", ("pulse_has_dropped",)),
        Arrow("serious_block", ("norming", "performing"), "storming", ("block_outlasted_rounds",)),
        Arrow("result_withdrawn", ("norming", "performing"), "storming", ("result_is_withdrawn",)),
        Arrow("work_lapsed", ("performing",), "norming", ("work_has_lapsed",)),
        Arrow("adjourn", TRUST_STAGES, "adjourning", ("table_has_ended",)),
        _back("forming", "storming"),
        _back("storming", "norming"),
        _back("norming", "performing"),
    ),
)

EXPERIMENT = Chart(
    "experiment",
    ("drafted", "running", "closed"),
    (
        Arrow("register", ("drafted",), "running", ("table_is_open", "ran_before")),
        Arrow(
            "start",
            ("drafted",),
            "running",
            (
                "not_while_forming",
                "work_may_start",
                "card_has_doer",
                "card_has_hypothesis",
                "card_has_measure",
                "card_has_prediction",
                "card_ends_in_time",
                "harm_is_asked",
                "start_is_agreed",
            ),
        ),
        Arrow("prolong", ("running",), "running"),
        Arrow("close", ("running",), "closed"),
        _back("drafted", "running"),
        _back("running", "closed"),
    ),
)

CHARTS = {chart.name: chart for chart in (TABLE, ROUND, REFLECTION, TRUST, EXPERIMENT)}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why a guard does not hold: its rule by name, and the numbers a refusal tells."""

    rule: str
    have: str = ""
    need: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The trigger was granted; `target` is the state now."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Guards do not hold; all of them are listed."""

    source: str
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True)
class NotFromHere:
    """The trigger does not start at this state: somebody was quicker, or the button is old."""

    source: str


Outcome = Moved | Refused | NotFromHere
Holds = Callable[[str], Shortfall | None]


class _Subject:
    """What a machine moves: a state, and the guards by name."""

    def __init__(self, state: str, holds: Holds) -> None:
        self.state = state
        self._holds = holds

    def __getattr__(self, guard: str) -> Callable[[], bool]:
        if guard.startswith("_"):
            raise AttributeError(guard)
        return lambda: self._holds(guard) is None


def _machine(chart: Chart) -> Machine:
    machine = Machine(model=None, states=list(chart.states), initial=chart.states[0], auto_transitions=False)
    for arrow in chart.arrows:
        machine.add_transition(
            arrow.trigger, list(arrow.sources), arrow.target, conditions=list(arrow.guards)
        )
    return machine


_MACHINES: dict[str, Machine] = {name: _machine(chart) for name, chart in CHARTS.items()}


def fire(chart: str, trigger: str, state: str, holds: Holds) -> Outcome:
    """Asks machine `chart` for `trigger` from `state`; `holds` gives a guard's shortfall or None."""
    machine = _MACHINES[chart]
    if trigger not in machine.get_triggers(state):
        return NotFromHere(state)
    subject: Any = _Subject(state, holds)
    if machine.events[trigger].trigger(subject):
        return Moved(state, subject.state)
    arrows = [a for a in CHARTS[chart].arrows if a.trigger == trigger and state in a.sources]
    missing = [holds(guard) for arrow in arrows for guard in arrow.guards]
    return Refused(state, tuple(s for s in missing if s is not None))


def guards_of(chart: str, trigger: str) -> tuple[str, ...]:
    """The guards on a trigger, in the chart's order."""
    return tuple(g for a in CHARTS[chart].arrows if a.trigger == trigger for g in a.guards)


def triggers(chart: str, state: str) -> tuple[str, ...]:
    """The triggers that start at `state`, in the chart's order."""
    return tuple(dict.fromkeys(a.trigger for a in CHARTS[chart].arrows if state in a.sources))


def diagram(chart: str) -> str:
    """The machine as a Mermaid state diagram, for docs/state_machines.md."""
    lines = ["stateDiagram-v2", f"    [*] --> {CHARTS[chart].states[0]}"]
    for arrow in CHARTS[chart].arrows:
        label = arrow.trigger + (f" [{', '.join(arrow.guards)}]" if arrow.guards else "")
        lines += [f"    {source} --> {arrow.target}: {label}" for source in arrow.sources]
    left = {s for a in CHARTS[chart].arrows for s in a.sources}
    lines += [f"    {state} --> [*]" for state in CHARTS[chart].states if state not in left]
    return "\n".join(lines) + "\n"
