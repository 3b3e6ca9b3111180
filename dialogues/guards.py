"""What each guard of the machines means, from the facts of the table.

A guard gives None when it holds, else a `Shortfall` with the rule's numbers. Thresholds stand
in `house_rules`; sources in docs/method.md and docs/state_machines.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction

from dialogues import (
    collecting,
    elements,
    guards_of_converging,
    guards_of_experiments,
    guards_of_fallback,
    guards_of_undo,
    history,
    house_rules,
    structure_facts,
    timers,
)
from dialogues.checks import consensus, names
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.machines import ACTIVE, ROUND_FINAL, Holds, Shortfall
from dialogues.meeting import waiving
from dialogues.model import (
    Answer,
    Confirmation,
    Gap,
    Indicator,
    IndicatorValue,
    Objection,
    Proposal,
    Question,
    Reflection,
    Request,
    Result,
    Role,
    Round,
    Table,
    Tally,
)

Guard = Callable[[], Shortfall | None]
# What sends a table back so far that its map, or its document, is agreed anew.
BEFORE_MAP = ("reopen_result", "reopen_map")
BEFORE_DOCUMENT = ("reopen_result", "reopen_structure")
LOOKING_BACK = ("P1", "P2", "P3")


def _named(guards: dict[str, Guard]) -> Holds:
    return lambda name: guards[name]()


def _unless(holds: bool, rule: str, have: object = "", need: object = "") -> Shortfall | None:
    return None if holds else Shortfall(rule, str(have), str(need))


def _share(share: Fraction, of: int) -> int:
    """The smallest whole number that is at least this share."""
    return -((-share.numerator * of) // share.denominator)


def of_table(ctx: Context, table: Table) -> Holds:
    """The guards of the table machine."""
    return _named(
        {
            "roles_are_bound": lambda: _roles_are_bound(ctx, table),
            "enough_organisations": lambda: _enough_organisations(ctx, table),
            "enough_sectors": lambda: _enough_sectors(ctx, table),
            "introductions_done": lambda: _introductions_done(ctx, table),
            "result_stands": lambda: _unless(standing_result(ctx, table) is not None, "result_stands"),
            "baseline_or_data_plan": lambda: _baseline_or_data_plan(ctx, table),
            "community_has_voice": lambda: _community_has_voice(ctx, table),
            "gaps_have_owners": lambda: _gaps_have_owners(ctx, table),
            "map_unopposed": lambda: _ratified(ctx, table, "map", "map_unopposed", *BEFORE_MAP),
            "document_ratified": lambda: _ratified(
                ctx, table, "document", "document_ratified", *BEFORE_DOCUMENT
            ),
            "leverage_is_equal": lambda: _leverage_is_equal(ctx, table),
            "trust_past_forming": lambda: _unless(table.trust_stage != "forming", "trust_past_forming"),
            "reopening_voted": lambda: _reopening_voted(ctx, table),
            "seats_changed_or_new_gap": lambda: _unless(
                _map_has_changed(ctx, table), "seats_changed_or_new_gap"
            ),
            "document_review_due": lambda: _unless(
                structure_facts.review_overdue(ctx, table)
                or structure_facts.is_superseded(ctx.repository, table),
                "document_review_due",
            ),
            "adjourning_agreed": lambda: _adjourning_agreed(ctx, table),
            **{f"was_{state}": _was(table, state) for state in ACTIVE},
            **guards_of_undo.of(ctx, table, "table", table.id),
        }
    )


def _was(table: Table, state: str) -> Guard:
    return lambda: _unless(table.paused_from == state, "already_moved")


def _ratified(ctx: Context, table: Table, topic: str, rule: str, *reopened_by: str) -> Shortfall | None:
    """A round on this topic has been ratified, since one of these triggers last sent the table back."""
    back = history.latest_step(ctx, table, *reopened_by) if reopened_by else None
    return _unless(history.ratified_since(ctx, table, topic, back.id if back else 0), rule)


def _adjourning_agreed(ctx: Context, table: Table) -> Shortfall | None:
    """The table has voted to end, or its facilitator and its coordinator both said so."""
    if history.agreed_to_end(ctx, table):
        return None
    return _ratified(ctx, table, "adjourning", "adjourning_agreed")


def _reopening_voted(ctx: Context, table: Table) -> Shortfall | None:
    """A vote to reopen the result that stands now: after it was ratified, and not used yet."""
    used, result = history.latest_step(ctx, table, "reopen_result"), standing_result(ctx, table)
    since = max(used.id if used else 0, history.ratification(ctx, result.round_id) if result else 0)
    voted = history.ratified_since(ctx, table, "reopening", since, subject="result")
    return _unless(voted, "reopening_voted")


def _map_has_changed(ctx: Context, table: Table) -> bool:
    """Since the map was accepted a voting seat changed, or a gap that must be closed was found.

    When it was accepted every gap had an owner: one without is new, as is one of a later cycle.
    """
    accepted = history.latest_leave(ctx, table, "mapping")
    changes = ctx.repository.find(
        Request, table_id=table.id, machine="trust", trigger="membership_changed", outcome="automatic"
    )
    if any(accepted is None or change.id > accepted.id for change in changes):
        return True
    gaps = ctx.repository.find(Gap, table_id=table.id, severity="must", closed_cycle=None)
    return any(accepted is None or g.owner is None or g.found_cycle > accepted.cycle for g in gaps)


def _roles_are_bound(ctx: Context, table: Table) -> Shortfall | None:
    roles = {role for seat in ctx.seats(table) for role in seat.roles}
    return _unless({Role.FACILITATOR.value, Role.COORDINATOR.value} <= roles, "roles_are_bound")


def _enough_organisations(ctx: Context, table: Table) -> Shortfall | None:
    need = house_rules.TABLE_MINIMUM_ORGANISATIONS.value
    have = len({s.organisation_id for s in ctx.seats(table) if ctx.casts_vote(s)})
    return _unless(have >= need, "enough_organisations", have, need)


def _enough_sectors(ctx: Context, table: Table) -> Shortfall | None:
    seated = {s.organisation_id for s in ctx.seats(table)}
    have = len({o.sector.casefold() for o in ctx.voting_organisations(table) if o.id in seated})
    need = house_rules.TABLE_MINIMUM_SECTORS.value
    return _unless(have >= need, "enough_sectors", have, need)


def introduced(ctx: Context, table: Table) -> set[int]:
    """The voting organisations that have met the others: interest (M1), and T10 of the voice they have now.

    A new voice has hopes and worries of its own; the interest is the organisation's (docs/method.md 6c).
    """
    answers = ctx.repository.find(Answer, table_id=table.id, prompt=("M1", "T10"))
    interest = {a.organisation_id for a in answers if a.prompt == "M1"}
    voices = {s.id: s for s in ctx.seats(table) if ctx.casts_vote(s)}
    hopes = [a for a in answers if a.prompt == "T10" and a.seat_id in voices]
    met = {voices[a.seat_id] for a in hopes if a.answered_at >= voices[a.seat_id].joined_at}
    return {s.organisation_id for s in met if s.organisation_id is not None} & interest


def _introductions_done(ctx: Context, table: Table) -> Shortfall | None:
    organisations = ctx.voting_organisations(table)
    have = len(introduced(ctx, table))
    need = _share(house_rules.INTRODUCTIONS_SHARE.value, len(organisations))
    return _unless(have >= need, "introductions_done", have, need)


def standing_result(ctx: Context, table: Table) -> Result | None:
    """The ratified result that stands, if any."""
    found = ctx.repository.find(Result, table_id=table.id, withdrawn=False)
    return found[-1] if found else None


def _baseline_or_data_plan(ctx: Context, table: Table) -> Shortfall | None:
    indicator = ctx.repository.first(Indicator, table_id=table.id)
    if indicator is None:
        return Shortfall("baseline_or_data_plan")
    planned = indicator.plan_owner is not None and indicator.plan_due is not None
    return _unless(indicator.baseline is not None or planned, "baseline_or_data_plan")


def _community_has_voice(ctx: Context, table: Table) -> Shortfall | None:
    missing = ctx.repository.count(Gap, table_id=table.id, code="NO_COMMUNITY_VOICE", closed_cycle=None)
    return _unless(missing == 0, "community_has_voice")


def _gaps_have_owners(ctx: Context, table: Table) -> Shortfall | None:
    gaps = ctx.repository.find(Gap, table_id=table.id, severity="must", closed_cycle=None)
    without = [g for g in gaps if g.owner is None or g.due is None]
    return _unless(not without, "gaps_have_owners", len(gaps) - len(without), len(gaps))


def _leverage_is_equal(ctx: Context, table: Table) -> Shortfall | None:
    """The structure has been checked and no flag of leverage is open; without `have` it was not checked."""
    if not structure_facts.is_checked(ctx.repository, table):
        return Shortfall("leverage_is_equal")
    open_ = structure_facts.leverage_flags(ctx.repository, table)
    return _unless(not open_, "leverage_is_equal", len(open_))


def of_round(ctx: Context, table: Table, round_: Round) -> Holds:
    """The guards of the round machine."""
    return _named(
        {
            "table_is_open": lambda: _unless(table.lifecycle in ACTIVE, "table_is_open"),
            "no_other_round_on_topic": lambda: _no_other_round(ctx, table, round_),
            "reminders_left": lambda: _left(
                round_.reminders, house_rules.MAXIMUM_REMINDERS.value, "reminders_left"
            ),
            "reminder_gap_kept": lambda: _reminder_gap_kept(ctx, table, "round", round_.id),
            "extensions_left": lambda: _left(
                round_.extensions, house_rules.MAXIMUM_EXTENSIONS.value, "extensions_left"
            ),
            "enough_answered": lambda: _enough_answered(ctx, table, collecting.of_round(ctx, round_)),
            "grassroots_heard": lambda: _grassroots_heard(ctx, table, round_),
            "text_is_valid": lambda: _text_is_valid(ctx, table, round_),
            "settled_by_silence": lambda: _settled_by(round_, "silence"),
            "nothing_to_agree": lambda: _settled_by(round_, "reveal"),
            "objection_window_over": lambda: _over(ctx, round_.notice_until, "objection_window_over"),
            "nobody_objects": lambda: _unless(
                ctx.repository.count(Objection, round_id=round_.id, settled=False) == 0, "nobody_objects"
            ),
            "notice_is_over": lambda: _notice_is_over(ctx, table, round_),
            "questions_answered": lambda: _unless(
                ctx.repository.count(Question, round_id=round_.id, answered=False) == 0, "questions_answered"
            ),
            "quorum_missed": lambda: _outcome_is(ctx, round_, consensus.NO_QUORUM),
            "support_unmet": lambda: _outcome_is(ctx, round_, consensus.BLOCKED, consensus.NEEDS_DISCUSSION),
            "confirmation_needed": lambda: _outcome_is(ctx, round_, consensus.PASSED_PROVISIONAL),
            "vote_passed": lambda: _outcome_is(ctx, round_, consensus.PASSED),
            "ballot_rounds_left": lambda: _left(
                round_.ballot_round - round_.first_ballot_round + 1,
                house_rules.MAXIMUM_BALLOT_ROUNDS.value,
                "ballot_rounds_left",
            ),
            "all_confirmed": lambda: _all_confirmed(ctx, round_),
            "idle_long_enough": lambda: _idle_long_enough(ctx, round_),
            **guards_of_converging.of_round(ctx, table, round_),
            **guards_of_fallback.of_round(ctx, table, round_),
            **guards_of_undo.of(ctx, table, "round", round_.id),
        }
    )


def _all_confirmed(ctx: Context, round_: Round) -> Shortfall | None:
    """Every organisation that was asked has confirmed what this ballot round agreed."""
    needed = ctx.repository.find(Confirmation, round_id=round_.id, ballot_round=round_.ballot_round)
    given = [c for c in needed if c.confirmed_at is not None]
    return _unless(bool(needed) and given == needed, "all_confirmed", len(given), len(needed))


def _idle_long_enough(ctx: Context, round_: Round) -> Shortfall | None:
    """Nobody has asked anything of this round for a month."""
    have = (ctx.now - last_touched(ctx, round_)).days
    need = house_rules.IDLE_DAYS.value
    return _unless(have >= need, "idle_long_enough", have, need)


def last_touched(ctx: Context, round_: Round) -> datetime:
    """When something was last asked of this round, granted or not."""
    asked = ctx.repository.find(Request, machine="round", subject_id=round_.id)
    return asked[-1].at if asked else round_.opened_at


def _settled_by(round_: Round, how: str) -> Shortfall | None:
    return _unless(elements.topic(round_.topic).settled_by == how, f"settled_by_{how}")


def _text_is_valid(ctx: Context, table: Table, round_: Round) -> Shortfall | None:
    proposal = ctx.repository.first(Proposal, id=round_.proposal_id) if round_.proposal_id else None
    valid = elements.topic(round_.topic).valid
    holds = proposal is not None and (valid is None or valid(ctx, table, proposal.text))
    return _unless(holds, "text_is_valid")


def _reminder_gap_kept(ctx: Context, table: Table, machine: str, subject_id: int) -> Shortfall | None:
    """A day since the last reminder of this collection, and outside quiet hours."""
    asked = ctx.repository.find(
        Request, machine=machine, subject_id=subject_id, trigger="remind", outcome=("automatic", "allowed")
    )
    rested = not asked or ctx.now - asked[-1].at >= house_rules.REMINDER_GAP.value
    quiet = timers.outside_quiet_hours(ctx.now, table.time_zone) != ctx.now
    return _unless(rested and not quiet, "reminder_gap_kept")


def _left(used: int, most: int, rule: str) -> Shortfall | None:
    return _unless(used < most, rule, used, most)


def _over(ctx: Context, until: datetime | None, rule: str) -> Shortfall | None:
    hours = math.ceil(max(timedelta(0), (until or ctx.now) - ctx.now) / timedelta(hours=1))
    return _unless(until is not None and ctx.now >= until, rule, need=hours)


def _notice_is_over(ctx: Context, table: Table, round_: Round) -> Shortfall | None:
    """The notice has passed, or every voting organisation has waived the rest of it in the room."""
    return (
        None if waiving.is_waived(ctx, table, round_) else _over(ctx, round_.notice_until, "notice_is_over")
    )


def _no_other_round(ctx: Context, table: Table, round_: Round) -> Shortfall | None:
    """Nothing else runs on this topic under this title."""
    others = ctx.repository.find(Round, table_id=table.id, topic=round_.topic)
    wanted = names.name_key(round_.title or "")
    running = [
        r
        for r in others
        if r.id != round_.id and r.state not in ROUND_FINAL and names.name_key(r.title or "") == wanted
    ]
    return _unless(not running, "no_other_round_on_topic")


def _enough_answered(ctx: Context, table: Table, collection: Collection) -> Shortfall | None:
    if not collection.prompts or (collection.deadline is not None and ctx.now >= collection.deadline):
        return None
    turnout = collecting.turnout(ctx, table, collection)
    need = _share(house_rules.COLLECTION_SHARE.value, turnout.asked)
    return _unless(len(turnout.done) >= max(1, need), "enough_answered", len(turnout.done), need)


def _grassroots_heard(ctx: Context, table: Table, round_: Round) -> Shortfall | None:
    """Each grassroots organisation answered, passed or was asked twice (opening counts as once)."""
    collection = collecting.of_round(ctx, round_)
    if 1 + round_.reminders >= house_rules.GRASSROOTS_ASKED.value or not collection.prompts:
        return None
    turnout = collecting.turnout(ctx, table, collection)
    return _unless(not any(o.grassroots for o in turnout.waiting), "grassroots_heard")


def _outcome_is(ctx: Context, round_: Round, *outcomes: str) -> Shortfall | None:
    tally = ctx.repository.first(Tally, round_id=round_.id, ballot_round=round_.ballot_round)
    return _unless(tally is not None and tally.outcome in outcomes, "vote_not_counted")


def of_reflection(ctx: Context, table: Table, reflection: Reflection) -> Holds:
    """The guards of the reflection machine."""
    return _named(
        {
            "table_is_open": lambda: _unless(table.lifecycle in ACTIVE, "table_is_open"),
            "cycle_has_begun": lambda: _unless(table.cycle > 0, "cycle_has_begun"),
            "no_other_reflection": lambda: _no_other_reflection(ctx, table, reflection),
            "one_look_back_a_cycle": lambda: _unless(
                ctx.repository.count(Reflection, table_id=table.id, cycle=reflection.cycle, state="delivered")
                == 0,
                "one_look_back_a_cycle",
                need=reflection.cycle,
            ),
            "data_is_marked": lambda: _unless(_data_is_marked(ctx, table, reflection), "data_is_marked"),
            "reminders_left": lambda: _left(
                reflection.reminders, house_rules.MAXIMUM_REMINDERS.value, "reminders_left"
            ),
            "reminder_gap_kept": lambda: _reminder_gap_kept(ctx, table, "reflection", reflection.id),
            "extensions_left": lambda: _left(
                reflection.extensions, house_rules.MAXIMUM_EXTENSIONS.value, "extensions_left"
            ),
            "enough_answered": lambda: _enough_answered(
                ctx, table, collecting.of_reflection(ctx, reflection)
            ),
            "looked_back_first": lambda: _looked_back(ctx, reflection),
            "decisions_taken": lambda: _unless(reflection.decisions is not None, "decisions_taken"),
            "experiments_decided": lambda: guards_of_experiments.experiments_decided(ctx, table),
            "something_fed_back": lambda: _unless(
                bool(reflection.upstream or reflection.upstream_reason), "something_fed_back"
            ),
            "facilitator_checked": lambda: None,
            **guards_of_undo.of(ctx, table, "reflection", reflection.id),
        }
    )


def _no_other_reflection(ctx: Context, table: Table, reflection: Reflection) -> Shortfall | None:
    others = ctx.repository.find(Reflection, table_id=table.id, closed_at=None)
    return _unless(all(r.id == reflection.id for r in others), "no_other_reflection")


def _data_is_marked(ctx: Context, table: Table, reflection: Reflection) -> bool:
    if reflection.data is not None:
        return True
    return ctx.repository.count(IndicatorValue, table_id=table.id, cycle=reflection.cycle) > 0


def _looked_back(ctx: Context, reflection: Reflection) -> Shortfall | None:
    """P1 to P3 have an answer (a pass is one) before anything is decided."""
    answers = ctx.repository.find(Answer, reflection_id=reflection.id, prompt=LOOKING_BACK)
    have = len({a.prompt for a in answers})
    return _unless(have == len(LOOKING_BACK), "looked_back_first", have, len(LOOKING_BACK))
