"""Where every event goes: the one function the desk calls. Rights are checked where things are done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from dialogues import (
    acknowledging,
    actions,
    adjourning,
    answering,
    asking,
    ballots,
    commands,
    confirming,
    disagreeing,
    document_changes,
    documents_panel,
    dotting,
    due,
    ended,
    evidence,
    focus,
    forgetting,
    forms,
    gate,
    holding,
    joining,
    keeping,
    leading_on,
    leaving,
    letters,
    membership,
    missing_points,
    must_haves,
    my_part,
    navigating,
    objecting,
    overlong,
    own_answers,
    phrases,
    proposals,
    proposing_experiments,
    releasing,
    revising,
    setting_up,
    signing,
    voting,
    welcoming,
)
from dialogues.context import Context
from dialogues.coordination import asked, comparison, numbers, wishes
from dialogues.effects import Decision
from dialogues.events import (
    AnonymousCommanded,
    Blocked,
    BotAdded,
    BotRemoved,
    Commanded,
    Event,
    GroupMoved,
    GroupUnreachable,
    Hurried,
    Pressed,
    Revised,
    SentOther,
    Started,
    TimerDue,
    Unblocked,
    Who,
    Wrote,
    WroteInGroup,
)
from dialogues.facilitating import offering, vacancy, volunteering
from dialogues.manners import going_away, passing, settings, snoozing, typed, vote_reminders
from dialogues.meeting import waiving
from dialogues.model import Person, Role
from dialogues.pressing import AnotherChat, NoSeat, NotAllowed, NotNow, Press, Stale
from dialogues.repository import NotStored, Repository
from dialogues.sessions import minutes
from dialogues.surroundings import Surroundings
from dialogues.synthesis import by_hand, comparing, talking
from dialogues.trail import telling
from dialogues.trail.noting import Trail
from dialogues.unnamed import asking as unnamed

# The kinds of message that somebody says aloud.
SPOKEN = ("voice", "video_note", "audio")


def decide(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
    """What an event leads to: facts in `repository`, words in the decision."""
    trail = Trail(repository, event)
    ctx = Context(trail, surroundings)
    match event:
        case Started() | Wrote() | Revised() | SentOther() | Commanded(group=None):
            _private(ctx, event)
        case Commanded():
            commands.in_group(ctx, event)
        case Pressed():
            _pressed(ctx, event)
        case AnonymousCommanded() | WroteInGroup() | BotAdded() | BotRemoved() | GroupMoved():
            _in_group(ctx, event)
        case Blocked() | Unblocked() | GroupUnreachable():
            membership.reach_changed(ctx, event)
        case Hurried():
            _hurried(ctx, event)
        case TimerDue():
            due.due(ctx, event)
        case _:
            assert_never(event)
    trail.write(ctx.effects, ctx.now)
    return ctx.decision()


def known(ctx: Context, who: Who, *, reachable: bool = False) -> Person:
    """The person behind an update; whoever writes in private can be written to."""
    person = ctx.repository.first(Person, telegram_id=who.telegram_id)
    if person is None:
        return ctx.repository.add(
            Person(
                telegram_id=who.telegram_id,
                name=who.name,
                language=phrases.spoken(who.language),
                own_language=phrases.short(who.language),
                reachable=reachable,
            )
        )
    own_language = phrases.short(who.language) or person.own_language
    now = (who.name, own_language, person.reachable or reachable)
    if now == (person.name, person.own_language, person.reachable):
        return person
    return ctx.repository.put(replace(person, name=now[0], own_language=now[1], reachable=now[2]))


def _seen(ctx: Context, who: Who) -> Person:
    """The person behind a press in a group; a stranger is not stored for it."""
    stored = ctx.repository.first(Person, telegram_id=who.telegram_id)
    return stored or Person(
        telegram_id=who.telegram_id,
        name=who.name,
        language=phrases.spoken(who.language),
        own_language=phrases.short(who.language),
    )


def _hurried(ctx: Context, event: Hurried) -> None:
    """Said once, in private; nothing is kept of a stranger for it."""
    person = ctx.repository.first(Person, telegram_id=event.who.telegram_id)
    language = person.language if person else phrases.spoken(event.who.language)
    ctx.answer_press(language, "toasts.too_quick")
    phrase = "errors.too_many_links" if event.links else "errors.too_quick"
    if person is not None:
        ctx.say_to(person, phrase)
    elif event.private:
        ctx.say_in_chat(event.who.telegram_id, language, phrase)


def _private(ctx: Context, event: Started | Wrote | Revised | SentOther | Commanded) -> None:
    person = known(ctx, event.who, reachable=True)
    try:
        match event:
            case Started():
                _started(ctx, person, event)
            case Wrote():
                _wrote(ctx, person, event)
            case Revised():
                _revised(ctx, person, event)
            case SentOther():
                _sent_other(ctx, person, event)
            case Commanded():
                commands.in_private(ctx, person, event)
            case _:
                assert_never(event)
    except (Stale, NotStored):
        focus.clear(ctx, person)
        ctx.say_to(person, "errors.moved_on")
        asking.ask_next(ctx, person)
    except NotAllowed as refusal:
        focus.clear(ctx, person)
        ctx.say_to(person, f"errors.only_{refusal.role.value}")
    leading_on.lead_on(ctx, person)


def _started(ctx: Context, person: Person, event: Started) -> None:
    waiting = focus.current(ctx, person)
    if (event.payload in (None, joining.HERE)) and waiting is not None and waiting.form in forms.FORMS:
        forms.repeat(ctx, person, waiting)
        return
    if not confirming.opens(ctx, person, event.payload):
        joining.started(ctx, person, event.payload)


def _wrote(ctx: Context, person: Person, event: Wrote) -> None:
    if overlong.goes_on(ctx, person, event):
        return
    if not event.forwarded and typed.takes(ctx, person, event.text, event.message_id):
        return
    if forms.take_text(ctx, person, event.text, message_id=event.message_id, forwarded=event.forwarded):
        return
    if (asked := asking.asked_now(ctx, person)) is not None:
        answering.take_text(ctx, person, event, asked)
        return
    if event.forwarded:
        ctx.say_to(person, "errors.forwarded")
    heard = holding.hear(ctx, person, event.text)
    if asking.ask_next(ctx, person) or ballots.show_waiting(ctx, person) or ended.tells(ctx, person):
        return
    if not event.forwarded and not heard:
        ctx.say_to(person, "errors.nothing_asked")


def _revised(ctx: Context, person: Person, event: Revised) -> None:
    if (written := revising.as_written(ctx, person, event)) is not None:
        _wrote(ctx, person, written)
    else:
        revising.revise(ctx, person, event)


def _sent_other(ctx: Context, person: Person, event: SentOther) -> None:
    if event.kind in SPOKEN:
        # What can be said by voice can be told by phone: the facilitator enters it (docs/method.md 0, Language).
        tables = [t for t in ctx.tables_of(person) if t.lifecycle != "adjourned"]
        names = [f.name for t in tables for f in ctx.people_in(t, Role.FACILITATOR) if f.id != person.id]
        ctx.say_to(person, "errors.voice", facilitators=", ".join(dict.fromkeys(names)))
    else:
        ctx.say_to(person, "errors.poll" if event.kind == "poll" else "errors.text_or_buttons")
    waiting = focus.current(ctx, person)
    if waiting is not None and waiting.form in forms.FORMS:
        forms.repeat(ctx, person, waiting)
    elif not asking.ask_next(ctx, person):
        ballots.show_waiting(ctx, person)


def _in_group(
    ctx: Context, event: AnonymousCommanded | WroteInGroup | BotAdded | BotRemoved | GroupMoved
) -> None:
    match event:
        case AnonymousCommanded():
            membership.anonymous(ctx, event)
        case WroteInGroup():
            membership.wrote_in_group(ctx, event)
        case BotAdded():
            setting_up.bot_added(ctx, event)
        case BotRemoved():
            membership.bot_removed(ctx, event)
        case GroupMoved():
            membership.group_moved(ctx, event)
        case _:
            assert_never(event)


def _pressed(ctx: Context, event: Pressed) -> None:
    person = known(ctx, event.who, reachable=True) if event.group is None else _seen(ctx, event.who)
    press = Press(person, event.arguments, event.group, event.message_id, event.is_admin)
    ctx.pressed_on = event.message_id
    try:
        gate.check(ctx, event.verb, press)
        PRESSES[event.verb](ctx, press)
        leading_on.lead_on(ctx, person)
    except (Stale, NotStored):
        ctx.answer_press(person.language, "toasts.stale")
    except NoSeat:
        ctx.answer_press(person.language, "toasts.no_seat")
    except NotAllowed as refusal:
        ctx.answer_press(person.language, f"toasts.only_{refusal.role.value}")
    except AnotherChat as refusal:
        ctx.answer_press(person.language, f"toasts.in_{refusal.where}_only")
    except NotNow as refusal:
        told = refusal.lifecycle if refusal.lifecycle in ("paused", "adjourned") else None
        ctx.answer_press(person.language, f"toasts.table_{told}" if told else "toasts.stale")


def _pick(ctx: Context, press: Press) -> None:
    (forms.pick if press.word(0) in forms.FORMS else navigating.pick)(ctx, press)


def _navigate(ctx: Context, press: Press) -> None:
    (forms.navigate if press.word(0) in forms.FORMS else navigating.navigate)(ctx, press)


def _resume(ctx: Context, press: Press) -> None:
    if not asking.ask_next(ctx, press.person) and not ballots.show_waiting(ctx, press.person):
        ctx.answer_press(press.person.language, "toasts.nothing_open")


PRESSES: dict[str, Callable[[Context, Press], None]] = {
    "facilitate": setting_up.facilitate,
    "go": actions.go,
    "pick": _pick,
    "nav": _navigate,
    "redo": navigating.redo,
    "resume": _resume,
    "question": proposals.ask_question,
    "missing_point": missing_points.begin,
    "must": must_haves.mark,
    "waive": waiving.pressed,
    "group": by_hand.pressed,
    "draft": comparing.pressed,
    "talk": talking.pressed,
    "talk_with": talking.begin,
    "unnamed": unnamed.pressed,
    "object": objecting.object_,
    "cast": voting.cast,
    "release": releasing.release,
    "disagree": disagreeing.begin,
    "know_role": acknowledging.acknowledge,
    "read_back": welcoming.begin,
    "confirm_link": confirming.renew_link,
    "agree_end": adjourning.agree,
    "dot": dotting.place,
    "experiment": proposing_experiments.begin,
    "mark": evidence.mark,
    "letter": letters.choose,
    "asks": asked.show,
    "ask_done": asked.tick,
    "compare_cycles": comparison.show,
    "how_told": wishes.show,
    "tell_so": wishes.choose,
    "enter_number": numbers.begin,
    "read_minutes": minutes.read,
    "my_part": my_part.show,
    "my_promise": my_part.promise,
    "promise_done": keeping.tell_done,
    "promise_missed": keeping.tell_missed,
    "read": signing.read,
    "sign": signing.sign,
    "changes": document_changes.pressed,
    "trail": telling.pressed,
    "documents": documents_panel.show,
    "paper": documents_panel.send,
    "take_role": offering.answer,
    "name_facilitator": vacancy.begin,
    "volunteer": volunteering.offer_oneself,
    "back": volunteering.back,
    "language": commands.choose_language,
    "forget": forgetting.pressed,
    "leave": leaving.pressed,
    "my_answers": own_answers.show,
    "my_answer": own_answers.show_one,
    "drop_answer": own_answers.drop,
    "settings": settings.pressed,
    "mute": settings.mute,
    "snooze": snoozing.pressed,
    "away": going_away.pressed,
    "not_this_round": passing.pressed,
    "not_now": snoozing.ask_when,
    "vote_now": vote_reminders.vote_now,
}
