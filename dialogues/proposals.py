"""From a drafted text to the vote: draft, check, propose, questions, notice, amend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dialogues import (
    consent,
    elements,
    forms,
    holding,
    house_rules,
    missing_points,
    must_haves,
    phrases,
    reading,
    rounds,
    texts,
    timers,
    translating,
    translations,
)
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.machines import Moved
from dialogues.meeting import waiving
from dialogues.model import Focus, Organisation, Person, Proposal, Question, Role, Round, Seat, Table, Values
from dialogues.moves import explain, move_round
from dialogues.pressing import Press, Stale, require
from dialogues.synthesis import comparing, for_draft

APPEND = "append"
_NONE: Mapping[str, str] = MappingProxyType({})


def current(ctx: Context, round_: Round) -> Proposal | None:
    """The text that is on the table in this round."""
    return ctx.repository.get(Proposal, round_.proposal_id) if round_.proposal_id else None


def _may_draft(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if round_.table_id != table.id or round_.state not in ("synthesizing", "amending"):
        raise Stale


def _shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    before = current(ctx, round_)
    return {
        "before": before.text if before else None,
        "topic": round_.topic,
        "title": texts.title_in(ctx, person.language, round_),
        "marked": must_haves.for_facilitator(ctx, table, round_),
        **for_draft.values(ctx, table, round_),
    }


def _drafted(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """Checks the text; what fits is offered to be put to the table, the rest stays with its author."""
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    text = _amended(ctx, round_, now) if _is_appended(now.values) else str(now.values["text"])
    topic = elements.topic(round_.topic)
    if topic.added is not None and (before := now.values.get("before")):
        text = topic.added(ctx, table, str(before), text)
    consider(ctx, person, table, round_, text)


def consider(ctx: Context, person: Person, table: Table, round_: Round, text: str) -> None:
    """A text that somebody would put to the table: checked, and shown once more before it goes."""
    topic = elements.topic(round_.topic)
    if topic.check is not None and not topic.check(ctx, table, person, text):
        _return_invalid(ctx, person, table, round_, text)
        forms.begin_quietly(ctx, person, table, DRAFT, round_.id, before=text)
        return
    read_aloud(ctx, person, table, round_, text)


def read_aloud(
    ctx: Context,
    person: Person,
    table: Table,
    round_: Round,
    text: str,
    by_language: Mapping[str, str] = _NONE,
) -> None:
    """Asks for the text in every language of the table, then whether it is to be put to the table."""
    there = by_language or {phrases.likely(text, table.languages): text}
    told = {"text": text, "topic": round_.topic, **translating.as_values(there)}
    translating.before_it_is_proposed(ctx, person, table, round_.id, CONFIRM, told)


def _additions(ctx: Context, _table: Table, now: Focus) -> tuple[forms.Choice, ...]:
    """To a text that was voted on, what was agreed with those who objected can be added."""
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    voted = round_.state == "amending" and round_.proposal_id is not None
    return (forms.Choice(APPEND, "buttons.append"),) if voted else ()


def _is_appended(values: Values) -> bool:
    return values.get("text") == APPEND


def _amended(ctx: Context, round_: Round, now: Focus) -> str:
    """The text that was voted on, a blank, and the agreed amendment."""
    standing = current(ctx, round_)
    amendment = str(now.values["amendment"])
    return f"{standing.text} {amendment}" if standing else amendment


def _return_invalid(ctx: Context, person: Person, table: Table, round_: Round, text: str) -> None:
    """A text that fails its check was proposed all the same: it stays on record, and its author goes on.

    Nobody else hears of it. A change to a text that was voted on is not made by one that fails: until
    there is a valid one, the voted text stands.
    """
    if round_.state != "synthesizing":
        return
    seat = require(ctx, person, table, Role.FACILITATOR)
    round_, outcome = move_round(ctx, table, round_, "propose", seat)
    if isinstance(outcome, Moved):
        round_ = _put_on_record(ctx, table, round_, seat, text, None)
        move_round(ctx, table, round_, "return_invalid", None)


def _put_on_record(
    ctx: Context, table: Table, round_: Round, seat: Seat, text: str, plain: str | None
) -> Round:
    """The text is this round's proposal from now on."""
    proposal = ctx.repository.add(
        Proposal(
            table_id=table.id,
            round_id=round_.id,
            ballot_round=round_.ballot_round,
            text=text,
            plain=plain,
            seat_id=seat.id,
            written_at=ctx.now,
        )
    )
    return ctx.repository.put(replace(round_, proposal_id=proposal.id))


def _has_plain(values: Values) -> bool:
    """Only a result is also said in the members' own words (docs/method.md 1f)."""
    return values.get("topic") == "result"


def _ready(ctx: Context, _table: Table, now: Focus) -> tuple[forms.Choice, ...]:
    ways = [forms.Choice("propose", "buttons.propose"), forms.Choice("change", "buttons.change_text")]
    if comparing.has_room(ctx, ctx.repository.get(Round, now.subject_id or 0)):
        ways.append(forms.Choice("keep", "buttons.draft_keep"))
    return tuple(ways)


def _confirm_shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    earlier = current(ctx, ctx.repository.get(Round, now.subject_id or 0))
    plain = str(now.values.get("plain") or "") or (earlier.plain if earlier else None)
    there = translating.of_values(now.values)
    return {
        "text": str(now.values["text"]),
        "plain": plain,
        "wordings": translations.side_by_side(table, there),
        "lacks": [language for language in table.languages if language not in there],
    }


def _confirmed(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if now.values["ready"] == "change":
        forms.begin(ctx, person, table, DRAFT, round_.id)
        return
    if now.values["ready"] == "keep":
        seat = require(ctx, person, table, Role.FACILITATOR)
        comparing.keep(ctx, person, table, round_, seat, str(now.values["text"]))
        return
    plain = str(now.values.get("plain") or "") or None
    propose(ctx, person, table, round_, str(now.values["text"]), plain, translating.of_values(now.values))


def propose(
    ctx: Context,
    person: Person,
    table: Table,
    round_: Round,
    text: str,
    plain: str | None,
    by_language: Mapping[str, str],
) -> None:
    """Puts a text to the table, in the languages it is there in: proposed, checked, opened to questions."""
    seat = require(ctx, person, table, Role.FACILITATOR)
    trigger = "amend" if round_.state == "amending" else "propose"
    round_, outcome = move_round(ctx, table, round_, trigger, seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    earlier = current(ctx, round_)
    if plain is None and earlier is not None:
        plain = earlier.plain
    high = texts.stakes(round_) == "high"
    notice = (house_rules.HIGH_NOTICE if high else house_rules.ROUTINE_NOTICE).value
    ballot_round = round_.ballot_round + (trigger == "amend")
    round_ = replace(round_, ballot_round=ballot_round, notice_until=ctx.now + notice)
    round_ = _put_on_record(ctx, table, round_, seat, text, plain)
    translating.store(ctx, table, ctx.repository.get(Proposal, round_.proposal_id or 0), seat, by_language)
    round_, outcome = move_round(ctx, table, round_, "clarify", seat)
    if isinstance(outcome, Moved):
        timers.arm(ctx, table, "notice_over", round_.id, round_.notice_until or ctx.now)
        _announce(ctx, table, round_)
        lacks = [language for language in table.languages if language not in by_language]
        ctx.say_to(
            person,
            "proposals.proposed",
            table=table,
            offers=[
                translating.offer(table, round_, "buttons.translate" if lacks else "buttons.correct_wording")
            ],
            notice=round_.notice_until,
            lacks=lacks,
        )
    else:
        move_round(ctx, table, round_, "return_invalid", seat)
        explain(ctx, person, table, outcome)


def _announce(ctx: Context, table: Table, round_: Round) -> None:
    proposal = ctx.repository.get(Proposal, round_.proposal_id or 0)
    must_haves.tell_group(ctx, table, round_)
    ask = Offer("buttons.ask_question", Pressing("question", (round_.id, round_.ballot_round)))
    ctx.say_to_group(
        table,
        "proposals.on_the_table",
        offers=[[ask], missing_points.offer(round_)],
        more=consent.values(ctx, round_),
        topic_title=rounds.title(ctx, table, round_),
        wordings=translations.wordings(ctx.repository, table, proposal),
        lacks=list(translations.lacking(ctx.repository, table, proposal)),
        plain=proposal.plain,
        n=rounds.tries(round_),
        most=house_rules.MAXIMUM_BALLOT_ROUNDS.value,
        notice=round_.notice_until,
    )


def ask_question(ctx: Context, press: Press) -> None:
    """The button under a proposal: the question itself is typed in private."""
    round_ = ctx.repository.get(Round, press.number(0))
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or seat.organisation_id is None:
        ctx.answer_press(press.person.language, "toasts.no_seat")
        return
    if round_.state != "clarifying" or round_.ballot_round != press.number(1):
        raise Stale
    ctx.answer_press(press.person.language, "toasts.wrote_in_private")
    forms.begin(ctx, press.person, table, QUESTION, round_.id)


def _may_ask(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = ctx.seat_of(person, table)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if seat is None or seat.organisation_id is None or round_.state != "clarifying":
        raise Stale


def _asked(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = _seat(ctx, person, table)
    question = ctx.repository.add(
        Question(
            table_id=table.id,
            round_id=now.subject_id or 0,
            seat_id=seat.id,
            text=str(now.values["text"]),
            asked_at=ctx.now,
        )
    )
    organisation = ctx.repository.get(Organisation, seat.organisation_id or 0)
    ctx.say_to_group(table, "proposals.question", organisation=organisation.name, text=question.text)
    ctx.say_to_facilitators(
        table,
        "proposals.told_question",
        offers=[[Offer("buttons.question_answered", Pressing("go", (table.id, "answered", question.id)))]],
        organisation=organisation.name,
        text=question.text,
    )
    ctx.say_to(person, "proposals.question_sent", table=table)


def _seat(ctx: Context, person: Person, table: Table) -> Seat:
    seat = ctx.seat_of(person, table)
    if seat is None:
        raise Stale
    return seat


def mark_answered(ctx: Context, person: Person, table: Table, question_id: int) -> None:
    """The facilitator says that a question has been answered in the group."""
    question = ctx.repository.get(Question, question_id)
    if question.table_id != table.id:
        raise Stale
    ctx.repository.put(replace(question, answered=True))
    left = ctx.repository.count(Question, round_id=question.round_id, answered=False)
    round_ = ctx.repository.get(Round, question.round_id)
    ready = left == 0 and not waiving.notice_runs(ctx, table, round_)
    offers = [[Offer("buttons.open_vote", Pressing("go", (table.id, "vote", round_.id)))]] if ready else []
    ctx.say_to(person, "proposals.question_closed", table=table, offers=offers, left=left)


DRAFT = forms.register(
    Form(
        "draft",
        (
            Step("text", options=_additions, shown=_shown),
            Step("amendment", applies=_is_appended, shown=_shown),
        ),
        _drafted,
        _may_draft,
    )
)
CONFIRM = forms.register(
    Form(
        "confirm_text",
        (
            Step("plain", optional=True, applies=_has_plain, shown=_confirm_shown),
            Step("ready", read=forms.buttons_only, options=_ready, shown=_confirm_shown),
        ),
        _confirmed,
        _may_draft,
    )
)
QUESTION = forms.register(
    Form(
        "question",
        (Step("text", read=holding.for_the_table(reading.free_text)),),
        _asked,
        _may_ask,
        own_wish=True,
    )
)
