"""The facts of the guards by which a blocked text passes under the table's fallback rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogues.model import Ballot, Organisation, Person, Request, Seat, TableRule, Tally
from tests.dialogues.stand import NOW, Stand
from tests.dialogues.walking import Facts, nothing

BLOCKER, OTHER, GRASSROOTS = 1, 2, 0
MORE = 6


def ratified(stand: Stand) -> None:
    """The table has ratified a fallback rule."""
    round_ = stand.opened("rule", "ratified", subject="fallback=by_most")
    stand.add(TableRule, rule="fallback", value="by_most", round_id=round_.id, set_at=NOW)
    _asked(stand, round_.id, "close_vote", "ratified")


def voted_first(stand: Stand) -> None:
    """The rule came later than the first vote on the text."""
    _asked(stand, stand.round_id, "open_vote", "voting")
    rule = stand.repository.first(TableRule, table_id=stand.id)
    assert rule is not None
    _asked(stand, rule.round_id, "close_vote", "ratified")


def about_to_vote(stand: Stand, state: str) -> None:
    stand.opened("rule", state, subject="fallback=none")


def counted(stand: Stand, *outcomes: str) -> None:
    """How the ballots of the text were counted, two days ago."""
    for n, outcome in enumerate(outcomes, start=1):
        blocks = (stand.seats[BLOCKER].organisation_id,) if outcome == "blocked" else ()
        stand.tally(stand.round_id, outcome, ballot_round=n, blocks=blocks)
    for tally in stand.repository.find(Tally, round_id=stand.round_id):
        stand.repository.put(replace(tally, counted_at=NOW - timedelta(hours=48)))
    stand.change_round(ballot_round=len(outcomes))


def just_counted(stand: Stand) -> None:
    last = stand.repository.find(Tally, round_id=stand.round_id)[-1]
    stand.repository.put(replace(last, counted_at=NOW - timedelta(minutes=61)))


def blocks(stand: Stand, reason: str | None) -> None:
    _cast(stand, stand.seats[BLOCKER], 0, reason)


def support(stand: Stand, more: int = MORE) -> None:
    """All others can live with it."""
    for n in (GRASSROOTS, OTHER):
        _cast(stand, stand.seats[n], 4)
    for n in range(more):
        one = stand.add(Organisation, name=f"M{n}", name_key=f"m{n}", sector="s")
        person = stand.repository.add(Person(telegram_id=100 + n, name=f"M{n}", language="en"))
        seat = Seat(
            table_id=stand.id, person_id=person.id, organisation_id=one.id, holds_vote=True, joined_at=NOW
        )
        _cast(stand, stand.repository.add(seat), 3)


def not_grassroots(stand: Stand) -> None:
    own = stand.repository.find(
        Ballot, round_id=stand.round_id, organisation_id=stand.seats[GRASSROOTS].organisation_id
    )
    for ballot in own:
        stand.repository.put(replace(ballot, score=2))


def _cast(stand: Stand, seat: Seat, score: int, reason: str | None = None) -> None:
    stand.add(
        Ballot,
        round_id=stand.round_id,
        ballot_round=stand.round.ballot_round,
        seat_id=seat.id,
        organisation_id=seat.organisation_id or 0,
        score=score,
        reason=reason,
        counts=True,
        cast_at=NOW,
    )


def _asked(stand: Stand, round_id: int, trigger: str, target: str) -> None:
    stand.add(
        Request,
        machine="round",
        subject_id=round_id,
        trigger=trigger,
        source="x",
        target=target,
        seat_id=stand.seats[OTHER].id,
        outcome="allowed",
        cycle=1,
        at=NOW,
    )


def other_text(stand: Stand) -> None:
    stand.change_round(topic="other")


FACTS = {
    "fallback_stands": Facts(ratified, nothing),
    "fallback_came_first": Facts(lambda s: _asked(s, s.round_id, "open_vote", "voting"), voted_first),
    "fallback_unquestioned": Facts(
        lambda s: about_to_vote(s, "parked"), lambda s: about_to_vote(s, "clarifying")
    ),
    "fallback_reaches_it": Facts(other_text, nothing),
    "blocked_each_time": Facts(
        lambda s: counted(s, "blocked", "blocked", "blocked"),
        lambda s: counted(s, "needs_discussion", "blocked", "blocked"),
        "2",
        "3",
    ),
    "fallback_notice_over": Facts(nothing, just_counted, need="47"),
    "blocks_have_reasons": Facts(lambda s: blocks(s, "why"), lambda s: blocks(s, None), "0", "1"),
    "most_support_it": Facts(support, lambda s: support(s, 0), "2", "3"),
    "grassroots_support_it": Facts(nothing, not_grassroots),
}
