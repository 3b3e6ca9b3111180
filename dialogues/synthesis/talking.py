"""A guided talk with whoever could not live with a text: name it, what each side needs, a text both can live with.

It is private to that organisation's voice and the facilitators. What both can live with is put to the table
anew, as any changed text is; nobody's block is touched by it (docs/method.md 0, 6b).
"""

from __future__ import annotations

from dataclasses import replace

from dialogues import forms, holding, reading, texts
from dialogues.checks import privacy
from dialogues.checks.privacy import FacilitatorOnly, Own, PersonValue, Sealed
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.model import Focus, Organisation, Person, Proposal, Role, Round, Seat, Table, Talk, Tally
from dialogues.pressing import Press, Stale, require


def offers(ctx: Context, round_: Round, tally: Tally) -> list[list[Offer]]:
    """A button for each organisation that blocked or scored under three."""
    objecting = dict.fromkeys((*tally.blocks, *tally.below_three))
    return [
        [
            Offer(
                "buttons.talk",
                Pressing("talk_with", (round_.id, id)),
                {"organisation": ctx.organisation_name(id)},
            )
        ]
        for id in objecting
    ]


def without_words(talk: Talk) -> Talk:
    """That there was a talk stays; what was said in it is gone."""
    return replace(talk, issue=None, need=None, other_need=None, text=None)


def pressed(ctx: Context, press: Press) -> None:
    """A button of the organisation's voice: which talk, and what."""
    talk = ctx.repository.get(Talk, press.number(0))
    table, round_ = _running(ctx, talk)
    match press.word(1):
        case "name":
            _voice(ctx, press.person, table, talk)
            forms.begin(ctx, press.person, table, NAMING, talk.id)
        case "yes" if talk.text is not None and talk.agreed_at is None:
            _voice(ctx, press.person, table, talk)
            _agree(ctx, press.person, table, round_, talk)
        case "not_yet" if talk.text is not None and talk.agreed_at is None:
            _voice(ctx, press.person, table, talk)
            forms.begin(ctx, press.person, table, NOT_YET, talk.id)
        case _:
            raise Stale


def _running(ctx: Context, talk: Talk) -> tuple[Table, Round]:
    """A talk lasts while the text that was objected to is being changed."""
    round_ = ctx.repository.get(Round, talk.round_id)
    if round_.state != "amending" or round_.ballot_round != talk.ballot_round:
        raise Stale
    return ctx.repository.get(Table, talk.table_id), round_


def _voice(ctx: Context, person: Person, table: Table, talk: Talk) -> Seat:
    seat = ctx.seat_of(person, table)
    if seat is None or seat.id != talk.seat_id or not ctx.casts_vote(seat):
        raise Stale
    return seat


def begin(ctx: Context, press: Press) -> None:
    """A facilitator's button after a vote: the round, and the organisation that could not live with the text."""
    round_ = ctx.repository.get(Round, press.number(0))
    organisation = ctx.repository.get(Organisation, press.number(1))
    table = ctx.repository.get(Table, round_.table_id)
    require(ctx, press.person, table, Role.FACILITATOR)
    tally = ctx.repository.first(Tally, round_id=round_.id, ballot_round=round_.ballot_round)
    if round_.state != "amending" or tally is None:
        raise Stale
    if organisation.id not in (*tally.blocks, *tally.below_three):
        raise Stale
    voices = [s for s in ctx.seats(table) if s.organisation_id == organisation.id and ctx.casts_vote(s)]
    if not voices:
        ctx.answer_press(press.person.language, "toasts.nobody_speaks")
        return
    talk = _open(ctx, table, round_, voices[0])
    ctx.say_to(
        ctx.repository.get(Person, voices[0].person_id),
        "talking.invite",
        table=table,
        offers=[[Offer("buttons.talk_name", Pressing("talk", (talk.id, "name")))]],
        key=f"talk:{talk.id}",
        topic_title=texts.title(ctx, table, round_),
        organisation=organisation.name,
    )
    ctx.answer_press(press.person.language, "toasts.talk_begun")


def _open(ctx: Context, table: Table, round_: Round, voice: Seat) -> Talk:
    """The talk that runs, or a new one; who begins it twice, or hands the voice on, does not lose it."""
    found = ctx.repository.find(Talk, round_id=round_.id, ballot_round=round_.ballot_round)
    running = [t for t in found if t.organisation_id == voice.organisation_id and t.seat_id == voice.id]
    return (
        running[-1]
        if running
        else ctx.repository.add(
            Talk(
                table_id=table.id,
                round_id=round_.id,
                ballot_round=round_.ballot_round,
                organisation_id=voice.organisation_id or 0,
                seat_id=voice.id,
                opened_at=ctx.now,
            )
        )
    )


def _objector(ctx: Context, table: Table, talk: Talk) -> Person:
    return ctx.repository.get(Person, ctx.repository.get(Seat, talk.seat_id).person_id)


def _for_facilitator(text: Sealed | None) -> FacilitatorOnly:
    return privacy.for_facilitator("F", text or Sealed(""))


def _own(text: Sealed | None) -> Own:
    """For the organisation's voice: its own words, and what the facilitators wrote for it to read."""
    return privacy.for_author(text or Sealed(""))


# Step one and the organisation's half of step two


def _may_name(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    talk = ctx.repository.get(Talk, now.subject_id or 0)
    _running(ctx, talk)
    _voice(ctx, person, table, talk)


def _standing(ctx: Context, _person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    talk = ctx.repository.get(Talk, now.subject_id or 0)
    proposal = ctx.repository.first(Proposal, id=ctx.repository.get(Round, talk.round_id).proposal_id or 0)
    return {"before": proposal.text if proposal else ""}


def _named(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    talk = ctx.repository.get(Talk, now.subject_id or 0)
    issue, need = Sealed(str(now.values["issue"])), Sealed(str(now.values["need"]))
    talk = ctx.repository.put(replace(talk, issue=issue, need=need))
    ctx.say_to(person, "talking.kept", table=table)
    _tell_facilitators(ctx, table, talk, None)


def _tell_facilitators(ctx: Context, table: Table, talk: Talk, why: Sealed | None) -> None:
    ctx.say_to_facilitators(
        table,
        "talking.told_needs",
        offers=[[Offer("buttons.talk_answer", Pressing("go", (table.id, "talk_answer", talk.id)))]],
        organisation=ctx.organisation_name(talk.organisation_id),
        issue=_for_facilitator(talk.issue),
        need=_for_facilitator(talk.need),
        why=_for_facilitator(why) if why is not None else None,
    )


# The other half of step two, and step three


def _may_answer(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    talk = ctx.repository.get(Talk, now.subject_id or 0)
    _running(ctx, talk)
    if talk.table_id != table.id or talk.need is None or talk.agreed_at is not None:
        raise Stale


def answer(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """A facilitator's button: what the others need, and a text for both."""
    forms.begin(ctx, person, table, ANSWERING, ctx.repository.get(Talk, subject).id)


def _answered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    talk = ctx.repository.get(Talk, now.subject_id or 0)
    other_need, text = Sealed(str(now.values["other_need"])), Sealed(str(now.values["text"]))
    talk = ctx.repository.put(replace(talk, other_need=other_need, text=text))
    ctx.say_to(
        _objector(ctx, table, talk),
        "talking.text",
        table=table,
        offers=[
            [Offer("buttons.talk_yes", Pressing("talk", (talk.id, "yes")))],
            [Offer("buttons.talk_not_yet", Pressing("talk", (talk.id, "not_yet")))],
        ],
        need=_own(talk.need),
        other_need=_own(talk.other_need),
        text=_own(talk.text),
    )
    ctx.say_to(person, "talking.sent", table=table, organisation=ctx.organisation_name(talk.organisation_id))


def _why_given(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    talk = ctx.repository.get(Talk, now.subject_id or 0)
    _tell_facilitators(ctx, table, talk, Sealed(str(now.values["text"])))
    ctx.say_to(person, "talking.kept", table=table)


def _agree(ctx: Context, person: Person, table: Table, round_: Round, talk: Talk) -> None:
    """The organisation can live with the text: the facilitators can put it to the table, which votes anew."""
    talk = ctx.repository.put(replace(talk, agreed_at=ctx.now))
    ctx.say_to(person, "talking.thanks", table=table)
    ctx.say_to_facilitators(
        table,
        "talking.told_agreed",
        offers=[[Offer("buttons.talk_propose", Pressing("go", (table.id, "talk_text", talk.id)))]],
        organisation=ctx.organisation_name(talk.organisation_id),
        topic_title=texts.title(ctx, table, round_),
        text=_for_facilitator(talk.text),
    )


def agreed_text(ctx: Context, table: Table, talk_id: int) -> tuple[Round, str]:
    """The text of a talk that both can live with, on its way to the table; raises `Stale`."""
    talk = ctx.repository.get(Talk, talk_id)
    _, round_ = _running(ctx, talk)
    if talk.table_id != table.id or talk.agreed_at is None or talk.text is None:
        raise Stale
    return round_, _for_facilitator(talk.text).text


# What one side says, the other side and in the end the table read.
_words = holding.for_the_table(reading.free_text)
NAMING = forms.register(
    Form(
        "talk_naming",
        (Step("issue", read=_words, shown=_standing), Step("need", read=_words)),
        _named,
        _may_name,
    )
)
ANSWERING = forms.register(
    Form(
        "talk_answering",
        (Step("other_need", read=_words), Step("text", read=_words, shown=_standing)),
        _answered,
        _may_answer,
    )
)
NOT_YET = forms.register(Form("talk_not_yet", (Step("text", read=_words),), _why_given, _may_name))
