"""The vote: one ballot an organisation, from 0 (block) to 5 (will help lead), counted at closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogues import (
    advancing,
    asking,
    ballots,
    confirming,
    focus,
    forms,
    holding,
    house_rules,
    live,
    passes,
    proposals,
    ratifying,
    reading,
    releasing,
    rounds,
    rules_in_force,
    texts,
    timers,
    too_smooth,
    translating,
    translations,
)
from dialogues.checks import consensus
from dialogues.checks.consensus import Count
from dialogues.checks.privacy import GroupSafe, PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.fallback import offering
from dialogues.forms import Form, Step
from dialogues.machines import Moved
from dialogues.manners import absence, reminding, wishes
from dialogues.model import Ballot, Focus, Person, Round, Seat, Table, Tally
from dialogues.moves import explain, move_round
from dialogues.pressing import Press, Stale
from dialogues.reading import Misread, Read
from dialogues.synthesis import talking
from dialogues.unnamed import closing


def open_vote(ctx: Context, person: Person, table: Table, round_: Round, seat: Seat) -> None:
    """Opens the vote, or says when it may be opened."""
    round_, outcome = move_round(ctx, table, round_, "open_vote", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        _ask_for_languages(ctx, person, table, round_, seat)
        return
    _run(ctx, table, round_)


def recall(ctx: Context, person: Person, table: Table, round_: Round, seat: Seat) -> None:
    """Puts the same text to the vote again, after a missed quorum or when every block was released."""
    round_, outcome = move_round(ctx, table, round_, "recall_vote", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        _ask_for_languages(ctx, person, table, round_, seat)
        return
    _run(ctx, table, ctx.repository.put(replace(round_, ballot_round=round_.ballot_round + 1)))


def _ask_for_languages(ctx: Context, person: Person, table: Table, round_: Round, seat: Seat) -> None:
    """A vote that waits for a language asks for the text in it at once."""
    if translations.lacking(ctx.repository, table, proposals.current(ctx, round_)):
        translating.ask(ctx, person, table, seat, round_.id)


def _run(ctx: Context, table: Table, round_: Round) -> None:
    deadline = ctx.now + timedelta(days=rules_in_force.value(ctx, table, house_rules.VOTE_DAYS))
    round_ = ctx.repository.put(replace(round_, deadline=deadline))
    timers.disarm(ctx, "notice_over", round_.id)
    closing.close_of(ctx, table, round_)
    timers.arm(ctx, table, "vote_deadline", round_.id, deadline)
    wanted = deadline - house_rules.VOTE_REMINDER_BEFORE.value
    timers.arm(ctx, table, "vote_reminder", round_.id, timers.in_time(wanted, deadline, table.time_zone))
    live.show_vote(ctx, table, round_, anew=True)
    gone = wishes.away(ctx, table)
    for seat in ctx.seats(table):
        if seat.organisation_id is not None and seat.id not in gone:
            ballots.show(ctx, ctx.repository.get(Person, seat.person_id), table, round_, seat, anew=True)


def cast(ctx: Context, press: Press) -> None:
    """A score is pressed: round, ballot round, score."""
    round_ = ctx.repository.get(Round, press.number(0))
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    score = press.number(2)
    is_running = round_.state == "voting" and round_.ballot_round == press.number(1)
    if seat is None or seat.organisation_id is None:
        ctx.answer_press(press.person.language, "toasts.no_seat")
        if is_running and score <= house_rules.HIGHEST_SCORE.value:
            _put_aside(ctx, press.person, table, round_, score)
        return
    if not is_running or score > house_rules.HIGHEST_SCORE.value:
        raise Stale
    if score == house_rules.BLOCK.value:
        forms.begin(ctx, press.person, table, REASON, round_.id, score=str(score))
        return
    _store(ctx, press.person, table, round_, seat, score, None)
    if score < house_rules.CONSENSUS_MINIMUM.value:
        forms.begin(ctx, press.person, table, CONCERN, round_.id, score=str(score))
    elif _reason_awaited(ctx, press.person, round_):
        # Its score has just been replaced: a reason typed now would bring it back.
        focus.clear(ctx, press.person)
        asking.ask_next(ctx, press.person, table=table)


def _reason_awaited(ctx: Context, person: Person, round_: Round) -> bool:
    now = focus.current(ctx, person)
    return now is not None and now.form in (REASON.name, CONCERN.name) and now.subject_id == round_.id


def _store(
    ctx: Context, person: Person, table: Table, round_: Round, seat: Seat, score: int, reason: str | None
) -> None:
    round_, outcome = move_round(ctx, table, round_, "cast", seat)
    if not isinstance(outcome, Moved):
        raise Stale
    ballot = _ballot(ctx, round_, seat, score, reason)
    earlier = ballots.own(ctx, round_, seat)
    if earlier is None:
        ctx.repository.add(ballot)
    else:
        ctx.repository.put(replace(ballot, id=earlier.id))
    reminding.settle(ctx, reminding.about_vote(round_), seat)
    ctx.answer_press(person.language, "toasts.ballot_kept")
    ballots.show(ctx, person, table, round_, seat)
    live.show_vote(ctx, table, round_)
    if ballot.counts and not _voices_waiting(ctx, table, round_):
        ctx.say_to_facilitators(
            table,
            "voting.all_voted",
            offers=[[Offer("buttons.close_vote", Pressing("go", (table.id, "close_vote", round_.id)))]],
            key=f"voted:{round_.id}:{round_.ballot_round}",
        )


def _put_aside(ctx: Context, person: Person, table: Table, round_: Round, score: int) -> None:
    """Somebody who has left presses an old button: the record says that it was not counted, nobody is told."""
    left = ctx.repository.find(Seat, table_id=table.id, person_id=person.id, present=False)
    seats = [s for s in left if s.organisation_id is not None]
    if seats and ballots.own(ctx, round_, seats[-1]) is None:
        ctx.repository.add(_ballot(ctx, round_, seats[-1], score, None))


def _ballot(ctx: Context, round_: Round, seat: Seat, score: int, reason: str | None) -> Ballot:
    return Ballot(
        table_id=round_.table_id,
        round_id=round_.id,
        ballot_round=round_.ballot_round,
        seat_id=seat.id,
        organisation_id=seat.organisation_id or 0,
        score=score,
        reason=reason,
        counts=ctx.casts_vote(seat),
        cast_at=ctx.now,
    )


def _voices_waiting(ctx: Context, table: Table, round_: Round) -> bool:
    gone = wishes.away(ctx, table)
    voices = [s for s in ctx.seats(table) if s.id not in gone and ctx.casts_vote(s)]
    return any(ballots.own(ctx, round_, s) is None for s in voices)


def _close_ballots(ctx: Context, table: Table, round_: Round) -> None:
    """The private ballots lose their buttons: what has been counted can't be changed."""
    for seat in ctx.seats(table):
        if seat.organisation_id is not None:
            cast = ballots.own(ctx, round_, seat)
            ctx.say_to(
                ctx.repository.get(Person, seat.person_id),
                "voting.ballot_closed",
                table=table,
                key=ballots.key(round_, seat),
                score=cast.score if cast else None,
            )


def _may_give_reason(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = ctx.seat_of(person, table)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if seat is None or seat.organisation_id is None or round_.state != "voting":
        raise Stale


def _reason_given(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = ctx.seat_of(person, table)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if seat is None:
        raise Stale
    reason = str(now.values.get("text") or "") or None
    _store(ctx, person, table, round_, seat, int(str(now.values["score"])), reason)
    ctx.say_to(person, "voting.kept", table=table, score=str(now.values["score"]))


def _shown(_ctx: Context, _person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    return {"score": str(now.values["score"])}


_safe = holding.for_the_table(reading.free_text)


def _read_reason(ctx: Context, person: Person, table: Table, now: Focus, text: str) -> Read | Misread:
    """A block whose reason can't be shown stands all the same; its reason is still to come. A pass is no reason."""
    if passes.is_no_reason(person.language, text):
        return Misread("block_reason")
    found, seat = _safe(ctx, person, table, now, text), ctx.seat_of(person, table)
    score = int(str(now.values["score"]))
    if found == Misread("held") and score == house_rules.BLOCK.value and seat is not None:
        _store(ctx, person, table, ctx.repository.get(Round, now.subject_id or 0), seat, score, None)
    return found


def _read_concern(ctx: Context, person: Person, table: Table, now: Focus, text: str) -> Read | Misread:
    """The score counts without a reason too."""
    if passes.is_no_reason(person.language, text):
        return Read("")
    return _safe(ctx, person, table, now, text)


REASON = forms.register(
    Form("block", (Step("text", read=_read_reason, shown=_shown),), _reason_given, _may_give_reason)
)
CONCERN = forms.register(
    Form(
        "concern",
        (Step("text", read=_read_concern, optional=True, shown=_shown),),
        _reason_given,
        _may_give_reason,
    )
)


def close_vote(ctx: Context, table: Table, round_: Round, seat: Seat | None) -> Round:
    """Counts the ballots and tells the group what came out, with scores and public reasons."""
    if round_.state != "voting":
        return round_
    ballots = settle_counts(ctx, table, round_)
    counted = _count(ctx, table, round_, ballots)
    tally = Tally(
        table_id=table.id,
        round_id=round_.id,
        ballot_round=round_.ballot_round,
        cycle=table.cycle,
        outcome=counted.outcome,
        eligible=counted.eligible,
        counted=len({b.organisation_id for b in ballots}),
        quorum_met=counted.quorum_met,
        blocks=counted.blocks,
        below_three=counted.below_three,
        to_confirm=counted.to_confirm if counted.outcome == consensus.PASSED_PROVISIONAL else (),
        counted_at=ctx.now,
    )
    ctx.repository.add(tally)
    round_, _ = move_round(ctx, table, round_, "close_vote", seat)
    rounds.disarm(ctx, round_)
    timers.disarm(ctx, "vote_reminder", round_.id)
    rounds.clear_focus(ctx, table, REASON.name, round_.id)
    rounds.clear_focus(ctx, table, CONCERN.name, round_.id)
    live.show_vote(ctx, table, round_)
    _close_ballots(ctx, table, round_)
    _announce(ctx, table, round_, tally, ballots)
    if round_.state in ("ratified", "provisional"):
        too_smooth.tell(ctx, table, round_, ballots)
    _follow(ctx, table, round_, tally)
    return round_


def settle_counts(ctx: Context, table: Table, round_: Round) -> list[Ballot]:
    """The ballots of the seats that hold a vote now; whoever has left or handed it on is not counted.

    Which ones counted is kept with them.
    """
    voices = {s.id: s.organisation_id for s in ctx.seats(table) if ctx.casts_vote(s)}
    found = []
    for ballot in ctx.repository.find(Ballot, round_id=round_.id, ballot_round=round_.ballot_round):
        counts = voices.get(ballot.seat_id) == ballot.organisation_id
        kept = ballot if ballot.counts == counts else ctx.repository.put(replace(ballot, counts=counts))
        if counts:
            found.append(kept)
    return found


def _count(ctx: Context, table: Table, round_: Round, ballots: list[Ballot]) -> Count:
    organisations = ctx.voting_organisations(table)
    return consensus.count(
        {b.organisation_id: b.score for b in ballots},
        eligible={o.id for o in organisations},
        grassroots={o.id for o in organisations if o.grassroots},
        stakes=texts.stakes(round_),
        commits=round_.commits,
        cannot_commit=confirming.cannot_commit(ctx, table),
        away=absence.organisations(ctx, table),
    )


def _announce(ctx: Context, table: Table, round_: Round, tally: Tally, ballots: list[Ballot]) -> None:
    lines: list[dict[str, GroupSafe]] = [
        {"organisation": ctx.organisation_name(b.organisation_id), "score": b.score, "reason": b.reason}
        for b in sorted(ballots, key=lambda b: (b.score, b.organisation_id))
    ]
    proposal = proposals.current(ctx, round_)
    ctx.say_to_group(
        table,
        f"voting.{tally.outcome}",
        topic_title=rounds.title(ctx, table, round_),
        wordings=translations.wordings(ctx.repository, table, proposal),
        plain=proposal.plain if proposal else None,
        lines=lines,
        counted=tally.counted,
        eligible=tally.eligible,
        stakes=texts.stakes(round_),
        n=rounds.tries(round_),
        most=house_rules.MAXIMUM_BALLOT_ROUNDS.value,
    )


def _follow(ctx: Context, table: Table, round_: Round, tally: Tally) -> None:
    match round_.state:
        case "ratified":
            ratifying.ratified(ctx, table, round_)
        case "provisional":
            confirming.await_them(ctx, table, round_, tally)
        case "amending" | "no_quorum" if rounds.tries(round_) >= house_rules.MAXIMUM_BALLOT_ROUNDS.value:
            round_ = rounds.finish(ctx, table, round_, "park", None)
            advancing.vote_parked(ctx, table)
            offering.tell(ctx, table, round_)
        case "amending":
            releasing.guide(ctx, table, round_)
            ctx.say_to_facilitators(
                table,
                "voting.told_amend",
                offers=[
                    *talking.offers(ctx, round_, tally),
                    [Offer("buttons.amend", Pressing("go", (table.id, "draft", round_.id)))],
                ],
            )
        case "no_quorum":
            ctx.say_to_facilitators(
                table,
                "voting.told_recall",
                offers=[[Offer("buttons.recall", Pressing("go", (table.id, "recall", round_.id)))]],
            )
