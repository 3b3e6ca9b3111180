"""Whether each step a facilitator can take may be taken back: one table of all actions, forms and buttons.

A test walks every action, form and button there is; a new one has to be decided here. What may be taken
back may be for `UNDO_FOR`, and only while nobody has acted on it (`undo.acted`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Looks:
    """It shows something, or begins a form that is decided by its own name: nothing is done yet."""


@dataclass(frozen=True, slots=True)
class MayBack:
    """It may be taken back. `words` is its name in `undo_steps`; `unmoved` the name where no round moved on."""

    words: str
    unmoved: str | None = None


@dataclass(frozen=True, slots=True)
class Stays:
    """It can never be taken back; `why` is a code of `undo_reasons`."""

    why: str


@dataclass(frozen=True, slots=True)
class Theirs:
    """It is what a person says or does for themselves or an organisation, whatever else the person is."""


Decision = Looks | MayBack | Stays | Theirs

_LOOKS, _THEIRS = Looks(), Theirs()
# What people have seen, what has gone out, what belongs to others, what has a button of its own.
_SEEN, _SENT, _SEATS = Stays("seen"), Stays("sent"), Stays("seats")
_OWN_BUTTON, _RECORD, _WORKED_OUT = Stays("own_button"), Stays("on_record"), Stays("worked_out")
_CYCLE, _VOTE = Stays("cycle"), Stays("counted")
_OPENED = MayBack("opened")


def _all(decision: Decision, names: str) -> dict[str, Decision]:
    return dict.fromkeys(names.split(), decision)


# What "go" does. An action that only begins a form looks; the form is what is done.
ACTIONS: Mapping[str, Decision] = {
    **_all(
        _LOOKS,
        "panel page_people page_result page_map page_steps page_trust page_dates page_settings page_papers "
        "rhythm set_rhythm session_move day_off one_organisation picture organisation links coordinator seats "
        "on_behalf behalf help_text retention guides groups drafts talk_answer draft bring translate agenda "
        "minutes numbers_by compare data value function drop_function gaps gap levers lever sort experiments "
        "experiment card edit_title edit_level edit_hypothesis edit_measure edit_prediction edit_doer edit_ends "
        "longer close_experiment decide_experiment structure body change_body task change_task promise "
        "change_promise entry support document drop_document section review ask_stage settle_difference "
        "reflect_feed reflect_cancel evidence summary end_round rules table_languages rule reopen adjourn "
        "facilitators ask_facilitator hand_over step_down turnover turn_over undo undo_now "
        "unnamed unnamed_question newer_guides fallback use_fallback",
    ),
    # people, links and what goes out
    **_all(
        _SENT,
        "link facilitator_link end_link room_ask post_agenda post_minutes ask_signatures send send_cycle_summary",
    ),
    **_all(_SEATS, "colleague no_vote seat"),
    # rounds
    **_all(
        _OPENED,
        "open_introductions open_result open_map open_pulse open_unsaid open_catch_up open_means open_system "
        "open_trying open_harm open_promises",
    ),
    "begin_result": MayBack("begun"),
    "move_round": MayBack("moved_round"),
    "extend": MayBack("extended"),
    **_all(_SEEN, "close close_dots room_count share_sorting unnamed_close unnamed_drop"),
    **_all(_RECORD, "draft_use talk_text expire"),
    **_all(_OWN_BUTTON, "in_room room_leave room_minutes room_more pause resume unnamed_ask unnamed_draft"),
    "answered": MayBack("answered"),
    "vote": MayBack("vote"),
    "recall": MayBack("recalled"),
    "close_vote": _VOTE,
    "revive": MayBack("revived"),
    # map, levers, structure
    **_all(_WORKED_OUT, "check_map check_structure"),
    "put_map": MayBack("put_map"),
    "settled": MayBack("objection"),
    "accept_map": MayBack("map_accepted"),
    "drop_lever": MayBack("lever"),
    "sort_system": MayBack("sorted"),
    "sort_program": MayBack("sorted"),
    "dots": MayBack("dots"),
    "drop_experiment": MayBack("card"),
    "start": MayBack("started"),
    "drop_body": MayBack("body"),
    "drop_task": MayBack("task"),
    "drop_promise": MayBack("promise"),
    "start_document": MayBack("document"),
    "to_working": MayBack("to_working"),
    "reopen_structure": MayBack("structure_reopened"),
    # trust, dates, looking back
    "stage": MayBack("stage"),
    "take_guides": MayBack("guides"),
    "session_skip": MayBack("session_skipped"),
    "reflect": MayBack("look_back"),
    "reflect_begin": MayBack("look_back_opened"),
    "reflect_close": _SEEN,
    "reflect_decide": MayBack("talked_over"),
    **_all(_CYCLE, "next_cycle skip_look_back"),
}

FORMS: Mapping[str, Decision] = {
    # what people say, and votes, answers, seats of their own
    **_all(
        _THEIRS,
        "question missing_point objection block concern joining confirming disagreement read_back away zone "
        "talk_naming talk_answering talk_not_yet",
    ),
    "set_up": _LOOKS,
    **_all(_SEATS, "organisation lookalike details seat"),
    **_all(_SEATS, "ask_facilitator name_facilitator hand_over step_down turnover passing"),
    "numbers_by": _OWN_BUTTON,
    "unnamed_question": _OWN_BUTTON,
    "retention": _OWN_BUTTON,
    # rounds and texts
    "draft": _RECORD,
    "confirm_text": MayBack("text", unmoved="kept_draft"),
    "translate": MayBack("translated"),
    "bring": MayBack("brought"),
    "rule": MayBack("brought"),
    "fallback": MayBack("brought"),
    "use_fallback": _VOTE,
    "reopen": MayBack("reopened"),
    "adjourn": Stays("ended"),
    "end_round": MayBack("ended_round"),
    "group_name": MayBack("grouped"),
    "candidates": _OPENED,
    "opening": MayBack("opened", unmoved="moved_round"),
    # result and map
    "data": MayBack("data"),
    "value": MayBack("value"),
    "function": MayBack("part"),
    "part": MayBack("part"),
    "gap": MayBack("gap"),
    "lever": MayBack("lever"),
    # experiments
    "experiment": MayBack("experiment"),
    "card_part": MayBack("card"),
    "start": MayBack("started"),
    "ending": MayBack("experiment_ended"),
    "deciding": MayBack("experiment_decided"),
    "longer": MayBack("prolonged"),
    # structure
    "body": MayBack("body"),
    "task": MayBack("task"),
    "promise": MayBack("promise"),
    "promise_done": MayBack("promise_kept"),
    "promise_missed": MayBack("promise_missed"),
    "entry": MayBack("entry"),
    "support": MayBack("entry"),
    "section": MayBack("document"),
    "review": MayBack("document"),
    "drop_document": MayBack("document"),
    # trust, dates, looking back
    "settling": MayBack("difference"),
    "set_rhythm": MayBack("rhythm"),
    "move_session": MayBack("session_moved"),
    "day_off": MayBack("day_off"),
    "decisions": MayBack("decisions"),
    "feed_back": MayBack("fed_back"),
    "cancel_reflection": Stays("cancelled"),
    # the table
    "table_languages": MayBack("languages"),
    "help_text": MayBack("help_text"),
}

# Buttons of a facilitator's own that are no "go".
PRESSES: Mapping[str, Decision] = {
    "group": MayBack("grouped"),
    "draft": MayBack("drafts"),
    "talk_with": _THEIRS,
    "mark": _OWN_BUTTON,
    "promise_done": _LOOKS,
    "promise_missed": _LOOKS,
}

# Why a step that may be taken back is not, now: somebody has acted on it, or too much time has gone by.
ACTED = ("answered", "voted", "asked", "objected", "waived", "talked", "marked", "changed", "followed")
LATE, BEYOND = "late", "beyond"


def words() -> set[str]:
    """The names of all steps that may be taken back."""
    found: set[str] = set()
    for decision in (*ACTIONS.values(), *FORMS.values(), *PRESSES.values()):
        if isinstance(decision, MayBack):
            found |= {decision.words} | ({decision.unmoved} - {None} if decision.unmoved else set())
    return found


def reasons() -> set[str]:
    """The codes of all reasons for which a step stays."""
    found = {d.why for d in (*ACTIONS.values(), *FORMS.values(), *PRESSES.values()) if isinstance(d, Stays)}
    return found | {*ACTED, LATE, BEYOND}
