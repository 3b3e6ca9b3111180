"""Who may press what, where and when: one table of buttons, facilitators' actions and commands.

It is asked at the moment of the press (`dialogues.gate`), never when a button is drawn. What stands
here is what anybody can check at a glance: role, chat, the table's state, the state of what the button
is about. What a machine's guards say beyond that is told as a refusal with its rules. A button, action or
command without a row does not exist. Drawn in docs/permissions.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dialogues.machines import ACTIVE, ROUND, ROUND_FINAL, TABLE
from dialogues.model import (
    Answer,
    Body,
    Commitment,
    Disagreement,
    Drafted,
    Experiment,
    Function,
    Gap,
    Invitation,
    Lever,
    Objection,
    Organisation,
    Question,
    Reflection,
    Responsibility,
    Round,
    Seat,
    Table,
    Talk,
    UnnamedCheck,
)


class Holder(StrEnum):
    """Who may. Each is asked of the seat at the table that the button is about, as it is held now."""

    ANYBODY = "anybody"
    ADMINISTRATOR = "who administers the group"
    ASKED = "whom the question is put to"
    OWN = "whose it is"
    SAT_HERE = "a seat, held now or before"
    SEATED = "a seat"
    FOR_ORGANISATION = "a seat for an organisation"
    SPEAKING = "the seat that speaks for an organisation"
    VOTING = "the seat that casts an organisation's vote"
    OWING = "the seat that speaks for who owes it, or a facilitator"
    OFFERED = "whom the role is offered"
    COORDINATOR = "a coordinator"
    COORDINATOR_SOMEWHERE = "a coordinator of any table"
    FACILITATOR = "a facilitator"


class Where(StrEnum):
    """In which chat; a group is the table's own."""

    PRIVATE = "private"
    GROUP = "group"
    EITHER = "either"


Noun = type[
    Table
    | Round
    | Reflection
    | Lever
    | Commitment
    | Answer
    | Organisation
    | Seat
    | Question
    | Objection
    | Disagreement
    | Gap
    | Invitation
    | Function
    | Experiment
    | Body
    | Responsibility
    | Drafted
    | Talk
    | UnnamedCheck
]

ANY = TABLE.states
NOT_ENDED = tuple(state for state in ANY if state != "adjourned")
UNPAUSED = tuple(state for state in NOT_ENDED if state != "paused")
ROUND_OPEN = tuple(state for state in ROUND.states if state not in ROUND_FINAL)
HELD_IN_ROOM = ("collecting", "synthesizing", "clarifying", "voting", "amending")
LOOKING_BACK = ("private_reflection", "sense_making", "deciding", "feeding_back", "summarizing")


@dataclass(frozen=True, slots=True)
class Permission:
    """One row. `tables`: the states of the table in which it may be done.

    `about`: what the button names, which has to belong to the table; `states` of it, () where any will do.
    `optional`: 0 names nothing in particular.
    """

    who: Holder
    where: Where = Where.PRIVATE
    tables: tuple[str, ...] = ANY
    about: Noun | None = None
    states: tuple[str, ...] = ()
    optional: bool = False


def _facilitator(
    about: Noun | None = None, *states: str, tables: tuple[str, ...] = UNPAUSED, optional: bool = False
) -> Permission:
    return Permission(Holder.FACILITATOR, Where.PRIVATE, tables, about, states, optional)


# What a button is about stands first in it; of "go" the table does, the action and what it is about follow.
PRESSES: dict[str, Permission] = {
    "facilitate": Permission(Holder.ADMINISTRATOR, Where.GROUP),
    "pick": Permission(Holder.ASKED, Where.PRIVATE, NOT_ENDED),
    "nav": Permission(Holder.ASKED, Where.PRIVATE, NOT_ENDED),
    # The own answer, or one entered for somebody by a facilitator: the seat is looked at where it is asked.
    "redo": Permission(Holder.SEATED, Where.PRIVATE, NOT_ENDED),
    "not_this_round": Permission(Holder.SEATED, Where.PRIVATE, NOT_ENDED),
    "resume": Permission(Holder.ANYBODY),
    "settings": Permission(Holder.ANYBODY),
    "mute": Permission(Holder.SEATED, Where.PRIVATE, ANY, Table),
    "snooze": Permission(Holder.SEATED, Where.PRIVATE, NOT_ENDED, Table),
    "not_now": Permission(Holder.SEATED, Where.PRIVATE, NOT_ENDED, Table),
    "away": Permission(Holder.SEATED, Where.PRIVATE, NOT_ENDED, Table),
    "question": Permission(Holder.FOR_ORGANISATION, Where.EITHER, NOT_ENDED, Round, ("clarifying",)),
    "missing_point": Permission(Holder.FOR_ORGANISATION, Where.EITHER, NOT_ENDED, Round, ("clarifying",)),
    "object": Permission(Holder.FOR_ORGANISATION, Where.EITHER, NOT_ENDED, Round, ("proposed",)),
    "must": Permission(Holder.VOTING, Where.PRIVATE, NOT_ENDED, Round, ("synthesizing",)),
    "group": Permission(Holder.FACILITATOR, Where.PRIVATE, NOT_ENDED, Round),
    "draft": Permission(Holder.FACILITATOR, Where.PRIVATE, UNPAUSED, Drafted),
    "talk_with": Permission(Holder.FACILITATOR, Where.PRIVATE, UNPAUSED, Round, ("amending",)),
    "talk": Permission(Holder.VOTING, Where.PRIVATE, UNPAUSED, Talk),
    "unnamed": Permission(Holder.FOR_ORGANISATION, Where.PRIVATE, NOT_ENDED, UnnamedCheck),
    "waive": Permission(Holder.VOTING, Where.GROUP, UNPAUSED, Round, ("clarifying",)),
    # A press of who has left is put aside: the record says that it was not counted.
    "cast": Permission(Holder.SAT_HERE, Where.PRIVATE, NOT_ENDED, Round, ("voting",)),
    "vote_now": Permission(Holder.FOR_ORGANISATION, Where.PRIVATE, NOT_ENDED, Round, ("voting",)),
    "release": Permission(Holder.VOTING, Where.PRIVATE, NOT_ENDED, Round, ("amending",)),
    "disagree": Permission(Holder.VOTING, Where.PRIVATE, ACTIVE, Table),
    "know_role": Permission(Holder.VOTING, Where.PRIVATE, ACTIVE, Table),
    "read_back": Permission(Holder.FOR_ORGANISATION, Where.PRIVATE, NOT_ENDED, Table),
    "confirm_link": Permission(Holder.SPEAKING, Where.PRIVATE, NOT_ENDED, Round, ("provisional",)),
    "agree_end": Permission(Holder.COORDINATOR, Where.PRIVATE, NOT_ENDED, Table),
    "dot": Permission(Holder.VOTING, Where.PRIVATE, NOT_ENDED, Lever),
    "experiment": Permission(Holder.SPEAKING, Where.PRIVATE, ACTIVE, Table),
    "mark": Permission(Holder.FACILITATOR, Where.PRIVATE, NOT_ENDED, Reflection, LOOKING_BACK),
    "letter": Permission(Holder.COORDINATOR, Where.PRIVATE, ANY, Table),
    "asks": Permission(Holder.COORDINATOR, Where.PRIVATE, ANY, Table),
    "ask_done": Permission(Holder.COORDINATOR, Where.PRIVATE, ANY, Table),
    "compare_cycles": Permission(Holder.COORDINATOR, Where.PRIVATE, ANY, Table),
    "enter_number": Permission(Holder.COORDINATOR, Where.PRIVATE, NOT_ENDED, Table),
    "how_told": Permission(Holder.COORDINATOR_SOMEWHERE),
    "tell_so": Permission(Holder.COORDINATOR_SOMEWHERE),
    "my_part": Permission(Holder.FOR_ORGANISATION, Where.PRIVATE, ANY, Table),
    "my_promise": Permission(Holder.SPEAKING, Where.PRIVATE, NOT_ENDED, Commitment),
    "promise_done": Permission(Holder.OWING, Where.PRIVATE, ACTIVE, Commitment),
    "promise_missed": Permission(Holder.OWING, Where.PRIVATE, ACTIVE, Commitment),
    "read": Permission(Holder.SEATED, Where.PRIVATE, ANY, Table),
    "sign": Permission(Holder.VOTING, Where.PRIVATE, ACTIVE, Table),
    "changes": Permission(Holder.SEATED, Where.PRIVATE, ANY, Table),
    "trail": Permission(Holder.SEATED, Where.PRIVATE, ANY, Table),
    "read_minutes": Permission(Holder.SEATED, Where.PRIVATE, ANY, Table),
    "documents": Permission(Holder.SEATED, Where.PRIVATE, ANY, Table),
    "paper": Permission(Holder.SEATED, Where.PRIVATE, ANY, Table),
    "take_role": Permission(Holder.OFFERED, Where.PRIVATE, NOT_ENDED, Invitation),
    "name_facilitator": Permission(Holder.COORDINATOR, Where.PRIVATE, NOT_ENDED, Table),
    "volunteer": Permission(Holder.FOR_ORGANISATION, Where.GROUP, NOT_ENDED, Table),
    "back": Permission(Holder.VOTING, Where.GROUP, NOT_ENDED, Invitation),
    "language": Permission(Holder.ANYBODY),
    "forget": Permission(Holder.OWN),
    "leave": Permission(Holder.FOR_ORGANISATION, Where.PRIVATE, NOT_ENDED, Table),
    "my_answers": Permission(Holder.SAT_HERE, Where.PRIVATE, ANY, Table),
    "my_answer": Permission(Holder.OWN, Where.PRIVATE, ANY, Answer),
    "drop_answer": Permission(Holder.OWN, Where.PRIVATE, ANY, Answer),
}

# What "go" does.
ACTIONS: dict[str, Permission] = {
    "panel": Permission(Holder.SEATED),
    # the pages of the panel
    "page_people": _facilitator(),
    "page_result": _facilitator(),
    "page_map": _facilitator(),
    "page_steps": _facilitator(),
    "page_trust": _facilitator(),
    "page_dates": _facilitator(),
    "rhythm": _facilitator(),
    "set_rhythm": _facilitator(),
    "session_move": _facilitator(),
    "session_skip": _facilitator(),
    "day_off": _facilitator(),
    "page_settings": _facilitator(),
    "page_papers": _facilitator(tables=ANY),
    "one_organisation": _facilitator(Organisation),
    "picture": _facilitator(),
    # people and links
    "organisation": _facilitator(),
    "links": _facilitator(),
    "end_link": _facilitator(Invitation),
    "link": _facilitator(Organisation),
    "coordinator": _facilitator(),
    "colleague": _facilitator(Organisation),
    "turnover": _facilitator(),
    "turn_over": _facilitator(Seat),
    "facilitators": _facilitator(),
    "facilitator_link": _facilitator(),
    "ask_facilitator": _facilitator(),
    "hand_over": _facilitator(),
    "step_down": _facilitator(),
    "no_vote": _facilitator(Organisation),
    "seats": _facilitator(),
    "seat": _facilitator(Seat),
    "on_behalf": _facilitator(),
    "behalf": _facilitator(Seat),
    "help_text": _facilitator(),
    "retention": _facilitator(),
    # rounds
    "guides": _facilitator(),
    "open_introductions": _facilitator(),
    "begin_result": _facilitator(),
    "open_result": _facilitator(),
    "open_map": _facilitator(),
    "open_pulse": _facilitator(),
    "move_round": _facilitator(Round, "collecting"),
    "open_unsaid": _facilitator(),
    "open_catch_up": _facilitator(),
    "open_means": _facilitator(),
    "open_system": _facilitator(),
    "open_trying": _facilitator(),
    "open_harm": _facilitator(),
    "close": _facilitator(Round, "collecting"),
    "extend": _facilitator(Round, "collecting"),
    "groups": _facilitator(Round, optional=True),
    "drafts": _facilitator(Round),
    "draft_use": _facilitator(Drafted),
    "talk_answer": _facilitator(Talk),
    "talk_text": _facilitator(Talk),
    "unnamed": _facilitator(),
    "unnamed_ask": _facilitator(Round, "proposed", "clarifying"),
    "unnamed_draft": _facilitator(Drafted),
    "unnamed_question": _facilitator(),
    "unnamed_close": _facilitator(UnnamedCheck),
    "unnamed_drop": _facilitator(UnnamedCheck),
    "in_room": _facilitator(Round, *HELD_IN_ROOM),
    "room_leave": _facilitator(Round, *HELD_IN_ROOM),
    "room_count": _facilitator(Round, "collecting", "voting"),
    "room_minutes": _facilitator(Round, "collecting", "voting"),
    "room_more": _facilitator(Round, "collecting", "voting"),
    "room_ask": _facilitator(Round, "clarifying"),
    "draft": _facilitator(Round, "synthesizing", "amending"),
    "bring": _facilitator(),
    "answered": _facilitator(Question),
    "vote": _facilitator(Round, "clarifying"),
    "close_vote": _facilitator(Round, "voting"),
    "translate": _facilitator(Round),
    "recall": _facilitator(Round, "no_quorum", "amending"),
    "revive": _facilitator(Round, "parked"),
    "use_fallback": _facilitator(Round, "parked"),
    "end_round": _facilitator(Round, *ROUND_OPEN),
    "expire": _facilitator(Round, "drafted", "synthesizing", "amending", "no_quorum", "parked"),
    "agenda": _facilitator(),
    "post_agenda": _facilitator(),
    "minutes": _facilitator(),
    "post_minutes": _facilitator(),
    # result and map
    "numbers_by": _facilitator(),
    "compare": _facilitator(),
    "data": _facilitator(),
    "value": _facilitator(),
    "function": _facilitator(),
    "drop_function": _facilitator(Function, optional=True),
    "check_map": _facilitator(),
    "gaps": _facilitator(),
    "gap": _facilitator(Gap),
    "put_map": _facilitator(Round, "synthesizing"),
    "settled": _facilitator(Objection),
    "accept_map": _facilitator(),
    # levers and experiments
    "levers": _facilitator(),
    "lever": _facilitator(),
    "drop_lever": _facilitator(Lever),
    "sort": _facilitator(),
    "sort_system": _facilitator(Organisation),
    "sort_program": _facilitator(Organisation),
    "share_sorting": _facilitator(),
    "dots": _facilitator(),
    "close_dots": _facilitator(),
    "experiments": _facilitator(),
    "experiment": _facilitator(),
    "card": _facilitator(Experiment),
    "edit_title": _facilitator(Experiment, "drafted"),
    "edit_level": _facilitator(Experiment, "drafted"),
    "edit_hypothesis": _facilitator(Experiment, "drafted", "running"),
    "edit_measure": _facilitator(Experiment, "drafted", "running"),
    "edit_prediction": _facilitator(Experiment, "drafted", "running"),
    "edit_doer": _facilitator(Experiment, "drafted", "running"),
    "edit_ends": _facilitator(Experiment, "drafted"),
    "drop_experiment": _facilitator(Experiment, "drafted"),
    "start": _facilitator(Experiment, "drafted"),
    "longer": _facilitator(Experiment, "running"),
    "close_experiment": _facilitator(Experiment, "running"),
    "decide_experiment": _facilitator(Experiment, "closed"),
    # structure and the operating document
    "structure": _facilitator(),
    "body": _facilitator(Body, optional=True),
    "change_body": _facilitator(Body),
    "drop_body": _facilitator(Body),
    "task": _facilitator(Responsibility, optional=True),
    "change_task": _facilitator(Responsibility),
    "drop_task": _facilitator(Responsibility),
    "promise": _facilitator(Commitment, optional=True),
    "change_promise": _facilitator(Commitment),
    "drop_promise": _facilitator(Commitment),
    "open_promises": _facilitator(),
    "entry": _facilitator(),
    "support": _facilitator(),
    "document": _facilitator(),
    "start_document": _facilitator(),
    "drop_document": _facilitator(),
    "section": _facilitator(),
    "review": _facilitator(),
    "ask_signatures": _facilitator(),
    "check_structure": _facilitator(),
    "to_working": _facilitator(),
    "reopen_structure": _facilitator(),
    # trust and differences
    "ask_stage": _facilitator(),
    "stage": _facilitator(),
    "settle_difference": _facilitator(Disagreement),
    # cycles and looking back
    "reflect": _facilitator(),
    "reflect_begin": _facilitator(Reflection, "preparing"),
    "reflect_close": _facilitator(Reflection, "private_reflection"),
    "reflect_decide": _facilitator(Reflection, "sense_making", "deciding"),
    "reflect_feed": _facilitator(Reflection, "feeding_back"),
    "reflect_cancel": _facilitator(),
    "evidence": _facilitator(Reflection, *LOOKING_BACK),
    "summary": _facilitator(Reflection, "summarizing"),
    "send": _facilitator(Reflection, "summarizing", "cancelled"),
    "send_cycle_summary": _facilitator(),
    "next_cycle": _facilitator(),
    "skip_look_back": _facilitator(),
    # the last step, also while the table rests
    "undo": _facilitator(tables=NOT_ENDED),
    "undo_now": _facilitator(tables=NOT_ENDED),
    # the table itself
    "rules": _facilitator(),
    "table_languages": _facilitator(),
    "newer_guides": _facilitator(),
    "take_guides": _facilitator(),
    "rule": _facilitator(),
    "fallback": _facilitator(),
    "reopen": _facilitator(),
    "pause": _facilitator(),
    "resume": _facilitator(tables=NOT_ENDED),
    "adjourn": _facilitator(),
}

COMMANDS: dict[str, Permission] = {
    "start": Permission(Holder.ANYBODY),
    "go": Permission(Holder.ANYBODY),
    "table": Permission(Holder.ANYBODY, Where.EITHER),
    "language": Permission(Holder.ANYBODY),
    "privacy": Permission(Holder.ANYBODY),
    "mydata": Permission(Holder.ANYBODY),
    "forgetme": Permission(Holder.ANYBODY),
    "help": Permission(Holder.ANYBODY, Where.EITHER),
    "settings": Permission(Holder.ANYBODY),
    "cancel": Permission(Holder.ANYBODY),
}
