"""/forgetme: says what is erased and what stays, asks once more, then erases in the same transaction.

What becomes of each noun is decided in `dialogues.personal_traces`; why, in docs/decisions/0020.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dialogues import collecting, personal_traces, phrases, seating
from dialogues.checks.privacy import Sealed
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.facilitating import vacancy
from dialogues.manners import reminding, wishes
from dialogues.model import (
    Answer,
    Ballot,
    Disagreement,
    Focus,
    LastStep,
    Objection,
    Person,
    ReadBack,
    Role,
    Round,
    Seat,
    Table,
    Talk,
    Turnover,
)
from dialogues.personal_traces import TRACES, By, Fate
from dialogues.pressing import Press, Stale
from dialogues.synthesis import groups, talking

NO_WORDS = "–"


def explain(ctx: Context, person: Person) -> None:
    """What is erased, what stays without a name, and what should be handed over first."""
    ctx.say_to(
        person,
        "forgetting.explain",
        offers=[[_offer(person, "buttons.forget_me", "ask")], [_offer(person, "buttons.keep_me", "no")]],
        alone=[table.name for table in _alone_at(ctx, person)],
    )


def _offer(person: Person, label: str, what: str) -> Offer:
    # The number keeps an old button from forgetting somebody who has begun anew.
    return Offer(label, Pressing("forget", (person.id, what)))


def _alone_at(ctx: Context, person: Person) -> list[Table]:
    """The tables that nobody else facilitates."""
    tables = [t for t in ctx.tables_of(person, Role.FACILITATOR) if t.lifecycle != "adjourned"]
    return [t for t in tables if len(ctx.people_in(t, Role.FACILITATOR)) == 1]


def pressed(ctx: Context, press: Press) -> None:
    """A button of /forgetme: whose, and what."""
    person = press.person
    if press.group is not None or press.number(0) != person.id:
        raise Stale
    match press.word(1):
        case "ask":
            offers = [
                [_offer(person, "buttons.forget_me_now", "now")],
                [_offer(person, "buttons.keep_me", "no")],
            ]
            ctx.say_to(person, "forgetting.sure", offers=offers)
        case "no":
            ctx.say_to(person, "forgetting.kept")
        case "now":
            _forget(ctx, person)
        case _:
            raise Stale


def _forget(ctx: Context, person: Person) -> None:
    """Erases the person everywhere; what counted for an organisation stays with a seat of nobody."""
    seats = personal_traces.seats_of(ctx.repository, person)
    left_alone = _alone_at(ctx, person)
    ctx.repository.erase_on_the_way(person, sorted({s.table_id for s in seats}))
    for seat in seats:
        reminding.drop(ctx, seat)
        wishes.drop(ctx, seat)
    for noun, trace in TRACES.items():
        _erase_rows(ctx, person, noun, trace.by, trace.fate, seats)
    if seats:
        ctx.repository.remove(Focus, seat_id=tuple(s.id for s in seats))
        # Nobody's step can bring back what has just been erased.
        ctx.repository.remove(LastStep, table_id=tuple(s.table_id for s in seats))
        ctx.repository.put(_nobody(person))
    else:
        ctx.repository.remove(Person, id=person.id)
    for seat in seats:
        _vacate(ctx, seat)
    for table in left_alone:
        vacancy.tell(ctx, ctx.repository.get(Table, table.id))
    ctx.say_in_chat(person.telegram_id, person.language, "forgetting.done")
    ctx.answer_press(person.language, "toasts.forgotten")


def _nobody(person: Person) -> Person:
    """Somebody who sat here once. No number at Telegram is below zero but a group's, and nobody writes to it."""
    return Person(
        id=person.id,
        telegram_id=-person.id,
        name=NO_WORDS,
        language=phrases.FIRST_LANGUAGE,
        reachable=False,
    )


def _erase_rows(ctx: Context, person: Person, noun: type, by: By, fate: Fate, seats: list[Seat]) -> None:
    if fate is Fate.REMOVED and by is By.PERSON:
        ctx.repository.remove(noun, person_id=person.id)
    elif fate is Fate.REMOVED and seats:
        ctx.repository.remove(noun, seat_id=tuple(s.id for s in seats))
    elif fate is Fate.WITHOUT_WORDS:
        for row in personal_traces.rows_of(ctx.repository, person, noun, seats):
            WITHOUT_WORDS[noun](ctx, row)


def _answer(ctx: Context, answer: Answer) -> None:
    """What was counted stays as a pass; what is still being collected is not counted any more."""
    form, id = ("guide", answer.round_id) if answer.round_id else ("reflection", answer.reflection_id)
    if collecting.load(ctx, form, id or 0).is_open:
        ctx.repository.remove(Answer, id=answer.id)
    else:
        groups.without(ctx, answer)
        ctx.repository.put(as_pass(answer))


def as_pass(answer: Answer) -> Answer:
    """The answer without anything that was said: somebody was asked, and answered (docs/method.md 0, safety)."""
    return replace(
        answer, text=Sealed(""), choice=None, passed=True, held=False, on_behalf=False, message_id=None
    )


def _ballot(ctx: Context, ballot: Ballot) -> None:
    """A ballot that was counted stays the organisation's; one in a running vote is withdrawn."""
    round_ = ctx.repository.get(Round, ballot.round_id)
    if round_.state == "voting" and ballot.ballot_round == round_.ballot_round:
        ctx.repository.remove(Ballot, id=ballot.id)
    else:
        ctx.repository.put(replace(ballot, reason=None))


def _objection(ctx: Context, objection: Objection) -> None:
    ctx.repository.put(replace(objection, reason=NO_WORDS))


def _disagreement(ctx: Context, disagreement: Disagreement) -> None:
    ctx.repository.put(replace(disagreement, topic=NO_WORDS))


def _talk(ctx: Context, talk: Talk) -> None:
    ctx.repository.put(talking.without_words(talk))


def _turnover(ctx: Context, turnover: Turnover) -> None:
    ctx.repository.put(replace(turnover, why=None))


def _read_back(ctx: Context, read_back: ReadBack) -> None:
    ctx.repository.put(without_words(read_back))


def without_words(read_back: ReadBack) -> ReadBack:
    """That it was read, and answered, without what was said."""
    return replace(read_back, text=Sealed(""))


WITHOUT_WORDS: dict[type, Callable[..., None]] = {
    Answer: _answer,
    Ballot: _ballot,
    Objection: _objection,
    Disagreement: _disagreement,
    Talk: _talk,
    Turnover: _turnover,
    ReadBack: _read_back,
}


def _vacate(ctx: Context, seat: Seat) -> None:
    """The seat stands empty; whoever facilitates hears that, and not why."""
    table = ctx.repository.get(Table, seat.table_id)
    ended = Seat(
        id=seat.id,
        table_id=seat.table_id,
        person_id=seat.person_id,
        organisation_id=seat.organisation_id,
        roles=(Role.MEMBER.value,),
        holds_vote=seat.holds_vote,
        present=False,
        joined_at=seat.joined_at,
    )
    ctx.repository.put(ended)
    if seat.present and seat.organisation_id is not None:
        seating.tell_vacant(ctx, table, seat)
