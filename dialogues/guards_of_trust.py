"""What the guards of the trust machine mean (docs/method.md 6c), from the facts of the table.

A guard on a pulse asks the latest one since the table last formed; without one only
`pulse_answered` fails. A shortfall never tells more of a pulse than may be shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from zoneinfo import ZoneInfo

from dialogues import blocks, guards, guards_of_experiments, guards_of_undo, house_rules, texts
from dialogues.checks import consensus, pulse_means
from dialogues.context import Context
from dialogues.machines import ROUND_FINAL, Holds, Shortfall
from dialogues.model import (
    Disagreement,
    Organisation,
    Pulse,
    Reflection,
    Request,
    Result,
    RoleAcknowledgement,
    Round,
    Table,
    Tally,
)

Guard = Callable[[], Shortfall | None]
PULSE_CONDITIONS = "pulse_conditions"


def of_trust(ctx: Context, table: Table) -> Holds:
    """The guards of the trust machine."""
    of_table = guards.of_table(ctx, table)
    found: dict[str, Guard] = {
        "introductions_done": lambda: of_table("introductions_done"),
        "difference_surfaced": lambda: _unless(_difference_surfaced(ctx, table), "difference_surfaced"),
        "result_stands": lambda: of_table("result_stands"),
        "differences_closed": lambda: _differences_closed(ctx, table),
        "pulse_answered": lambda: _pulse_answered(ctx, table),
        "safe_to_speak": lambda: _high_enough(
            ctx, table, ("T6",), house_rules.SAFETY_MINIMUM, "safe_to_speak"
        ),
        "partners_trusted": lambda: _high_enough(
            ctx, table, ("T1", "T2", "T3"), house_rules.TRUST_MINIMUM, "partners_trusted"
        ),
        "roles_known": lambda: _roles_known(ctx, table),
        "document_ratified": lambda: of_table("document_ratified"),
        "difference_settled": lambda: _unless(_difference_settled(ctx, table), "difference_settled"),
        PULSE_CONDITIONS: lambda: _pulse_conditions(ctx, table),
        "experiment_running": lambda: _unless(
            guards_of_experiments.valid_one_runs(ctx, table), "experiment_running"
        ),
        "reflection_delivered": lambda: _unless(
            ctx.repository.count(Reflection, table_id=table.id, state="delivered") > 0, "reflection_delivered"
        ),
        "no_block_open": lambda: _unless(not _blocked(ctx, table), "no_block_open"),
        "pulse_has_dropped": lambda: _unless(bool(drops(ctx, table)), "pulse_has_dropped"),
        "block_outlasted_rounds": lambda: _unless(_outlasted(ctx, table), "block_outlasted_rounds"),
        "result_is_withdrawn": lambda: _unless(_withdrawn(ctx, table), "result_is_withdrawn"),
        "work_has_lapsed": lambda: _unless(bool(guards_of_experiments.lapses(ctx, table)), "work_has_lapsed"),
        "table_has_ended": lambda: _unless(table.lifecycle == "adjourned", "table_has_ended"),
        **guards_of_undo.of(ctx, table, "trust", table.id),
    }
    return lambda name: found[name]()


def _unless(holds: bool, rule: str, have: object = "", need: object = "") -> Shortfall | None:
    return None if holds else Shortfall(rule, str(have), str(need))


def formings(ctx: Context, table: Table) -> int:
    """How often a change of seats has sent the table back to forming."""
    return len(_formed(ctx, table))


def _formed(ctx: Context, table: Table) -> list[Request]:
    return ctx.repository.find(
        Request, table_id=table.id, machine="trust", trigger="membership_changed", outcome="automatic"
    )


def latest_pulse(ctx: Context, table: Table) -> Pulse | None:
    """The latest pulse that was closed since the table last formed."""
    found = ctx.repository.find(Pulse, table_id=table.id, formings=formings(ctx, table))
    return found[-1] if found else None


def items(pulse: Pulse) -> dict[str, Decimal | None]:
    """The eight means by statement, for guards and for what may be shown."""
    return {name: getattr(pulse, name.lower()) for name in pulse_means.STATEMENTS}


def drops(ctx: Context, table: Table) -> tuple[str, ...]:
    """Why the newest pulse sends the table back, if it does; compared with the one before, whenever that was."""
    found = ctx.repository.find(Pulse, table_id=table.id)
    if not found:
        return ()
    before = found[-2].overall if len(found) > 1 else None
    return pulse_means.drops(found[-1].overall, items(found[-1]), before)


def disagreements(ctx: Context, table: Table) -> list[Disagreement]:
    """The open ones; one that was agreed to differ opens again when its day has passed."""
    today = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    found = ctx.repository.find(Disagreement, table_id=table.id)
    return [d for d in found if d.settled_at is None or (d.until is not None and d.until < today)]


def ever_differed(ctx: Context, table: Table) -> bool:
    """Whether anybody ever differed: a T9 of yes, a disagreement, a counted ballot under three."""
    if ctx.repository.count(Disagreement, table_id=table.id) > 0:
        return True
    if any(p.differing > 0 for p in ctx.repository.find(Pulse, table_id=table.id)):
        return True
    return any(t.blocks or t.below_three for t in ctx.repository.find(Tally, table_id=table.id))


def _difference_surfaced(ctx: Context, table: Table) -> bool:
    pulse = latest_pulse(ctx, table)
    if pulse is not None and pulse.differing >= house_rules.DIFFERENCE_ORGANISATIONS.value:
        return True
    if ctx.repository.count(Disagreement, table_id=table.id, formings=formings(ctx, table)) > 0:
        return True
    return any(t.blocks or t.below_three for t in _tallies_since_forming(ctx, table))


def _tallies_since_forming(ctx: Context, table: Table) -> list[Tally]:
    """The counts made after the table last formed, by the order in which requests were logged."""
    formed = _formed(ctx, table)
    since = formed[-1].id if formed else 0
    closings = ctx.repository.find(Request, table_id=table.id, machine="round", trigger="close_vote")
    later = [r.subject_id for r in closings if r.id > since]
    found: list[Tally] = []
    for round_id in dict.fromkeys(later):
        found += ctx.repository.find(Tally, round_id=round_id)[-later.count(round_id) :]
    return found


def _differences_closed(ctx: Context, table: Table) -> Shortfall | None:
    open_ = disagreements(ctx, table)
    return _unless(not open_, "differences_closed", len(open_), 0)


def _difference_settled(ctx: Context, table: Table) -> bool:
    still_open = {d.id for d in disagreements(ctx, table)}
    settled = ctx.repository.find(Disagreement, table_id=table.id, settled_formings=formings(ctx, table))
    return any(d.id not in still_open for d in settled)


def _pulse_answered(ctx: Context, table: Table) -> Shortfall | None:
    pulse, share = latest_pulse(ctx, table), house_rules.PULSE_RESPONSE.value
    asked = pulse.asked if pulse else len(ctx.voting_organisations(table))
    have, need = pulse.organisations if pulse else 0, math.ceil(share * asked)
    return _unless(pulse is not None and have >= need, "pulse_answered", have, need)


def _high_enough(
    ctx: Context, table: Table, statements: tuple[str, ...], least: house_rules.Rule[Decimal], rule: str
) -> Shortfall | None:
    """Some means of the pulse are high enough; which is missing is said only of a pulse that may be shown."""
    pulse = latest_pulse(ctx, table)
    if pulse is None or not pulse.organisations:  # that nobody answered stands for all
        return None
    means = items(pulse)
    holds = all(value is not None and value >= least.value for value in (means[s] for s in statements))
    return _unless(holds, PULSE_CONDITIONS if pulse.suppressed else rule, need=least.value)


def _pulse_conditions(ctx: Context, table: Table) -> Shortfall | None:
    """Overall mean, every item and equal leverage: one rule, so that none is known by what is left."""
    pulse = latest_pulse(ctx, table)
    if pulse is None or not pulse.organisations:  # that nobody answered stands for all
        return None
    overall_least, item_least = house_rules.PERFORMING_OVERALL.value, house_rules.PERFORMING_ITEM.value
    strong = pulse.overall is not None and pulse.overall >= overall_least
    even = all(value is not None and value >= item_least for value in items(pulse).values())
    grassroots = ctx.repository.count(Organisation, table_id=table.id, grassroots=True) > 0
    equal = not grassroots or pulse.equal_leverage
    return _unless(strong and even and equal, PULSE_CONDITIONS)


def _roles_known(ctx: Context, table: Table) -> Shortfall | None:
    organisations = ctx.voting_organisations(table)
    have = len(roles_known(ctx, table) & {o.id for o in organisations})
    need = math.ceil(house_rules.ROLES_SHARE.value * len(organisations))
    return _unless(have >= need, "roles_known", have, need)


def roles_known(ctx: Context, table: Table) -> set[int]:
    """The organisations whose present voting seat has acknowledged its role."""
    voices = {s.id: s for s in ctx.seats(table) if s.holds_vote}
    found = ctx.repository.find(RoleAcknowledgement, table_id=table.id)
    return {k.organisation_id for k in found if k.seat_id in voices and k.at >= voices[k.seat_id].joined_at}


def _blocked(ctx: Context, table: Table) -> list[Round]:
    """The rounds whose latest vote ended in a block that stands, and that have not ended since."""
    stopped = ctx.repository.find(Tally, table_id=table.id, outcome=consensus.BLOCKED)
    rounds = [ctx.repository.get(Round, id) for id in sorted({t.round_id for t in stopped})]
    alive = [r for r in rounds if r.state not in ROUND_FINAL]
    found = []
    for round_ in alive:
        tallies = ctx.repository.find(Tally, round_id=round_.id)
        if tallies and tallies[-1].outcome == consensus.BLOCKED and blocks.standing(ctx, round_):
            found.append(round_)
    return found


def _outlasted(ctx: Context, table: Table) -> bool:
    """A text of high stakes is parked, and still blocked."""
    blocked = _blocked(ctx, table)
    return any(r.state == "parked" and texts.stakes(r) == "high" for r in blocked)


def _withdrawn(ctx: Context, table: Table) -> bool:
    gone = ctx.repository.count(Result, table_id=table.id, withdrawn=True)
    return gone > 0 and guards.standing_result(ctx, table) is None
