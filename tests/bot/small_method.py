"""A very small method, real enough to see what the bot around it does."""

from __future__ import annotations

from datetime import timedelta

from bot.wiring import CommandMenu, Method
from dialogues.checks.privacy import Sealed
from dialogues.effects import Button, Decision, Press, Say, SendFile, ToChat, ToGroup, ToPerson
from dialogues.events import (
    Blocked,
    BotAdded,
    Commanded,
    Event,
    GroupMoved,
    GroupUnreachable,
    Pressed,
    Revised,
    SentOther,
    Started,
    TimerDue,
    Unblocked,
    Who,
    Wrote,
)
from dialogues.model import Answer, Person, Round, Seat, Table, Tier, Timer
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings

BREAKS = "break the method"
FILE = "send a file"


def decide(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
    """Greets, keeps what is written as answers, keeps one live message a group, reminds once."""
    match event:
        case Started():
            person = _person(repository, event.who)
            repository.put(_reachable(person, True))
            return _say(ToPerson(person_id=person.id), f"Hello {person.name}")
        case Wrote() if event.text == BREAKS:
            _answer(repository, event, surroundings)
            raise RuntimeError(f"secret words: {event.text}")
        case Wrote() if event.text == FILE:
            person = _person(repository, event.who)
            return Decision((_file(ToPerson(person_id=person.id)),))
        case Wrote():
            answer = _answer(repository, event, surroundings)
            person = _person(repository, event.who)
            return _say(ToPerson(person_id=person.id), f"Kept {answer.id}: {event.text}")
        case Revised():
            return _revise(repository, event)
        case SentOther():
            return _say(ToChat(chat_id=event.who.telegram_id), f"Not a {event.kind}, please")
        case Commanded(group=None) | BotAdded():
            return Decision()
        case Commanded():
            return _commanded(repository, event, surroundings)
        case Pressed():
            return Decision(toast=f"{event.verb or 'unreadable'} {event.is_admin}")
        case TimerDue():
            timer = repository.get(Timer, event.timer_id)
            return _say(ToGroup(table_id=timer.table_id), f"Reminder {timer.kind} {timer.subject_id}")
        case Blocked() | Unblocked():
            person_ = repository.first(Person, telegram_id=event.telegram_id)
            if person_ is not None:
                repository.put(_reachable(person_, isinstance(event, Unblocked)))
            return Decision()
        case GroupMoved():
            table = repository.first(Table, chat_id=event.old_chat_id)
            if table is not None:
                repository.put(_with(table, chat_id=event.new_chat_id))
            return Decision()
        case GroupUnreachable():
            repository.put(_with(repository.get(Table, event.table_id), group_reachable=False))
            return Decision()
        case _:
            return Decision()


def apology(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
    who = getattr(event, "who", None)
    if who is None:
        return Decision()
    return _say(ToChat(chat_id=who.telegram_id), "Something went wrong here; nothing else is lost")


def repeat_notice(language: str | None) -> str:
    return f"Perhaps you have this already ({language}):"


MENUS = (
    CommandMenu(scope="private", language=None, commands=(("start", "Begin"),)),
    CommandMenu(scope="group", language="es", commands=(("table", "La mesa"),)),
)
SMALL_METHOD = Method(decide=decide, apology=apology, repeat_notice=repeat_notice, menus=MENUS)


def _say(to: ToPerson | ToGroup | ToChat, text: str) -> Decision:
    return Decision((Say(to=to, text=text),))


def _file(to: ToPerson) -> SendFile:
    return SendFile(
        to=to,
        paper="note",
        data={"words": "kept"},
        language="en",
        file_name="note.txt",
        caption="A file",
        instead="In words",
    )


def _with(table: Table, **changes: object) -> Table:
    import dataclasses

    return dataclasses.replace(table, **changes)  # type: ignore[arg-type]


def _reachable(person: Person, reachable: bool) -> Person:
    import dataclasses

    return dataclasses.replace(person, reachable=reachable)


def _person(repository: Repository, who: Who) -> Person:
    found = repository.first(Person, telegram_id=who.telegram_id)
    return found or repository.add(Person(telegram_id=who.telegram_id, name=who.name, language=who.language))


def _answer(repository: Repository, event: Wrote, surroundings: Surroundings) -> Answer:
    person = _person(repository, event.who)
    table = repository.first(Table, chat_id=-event.who.telegram_id)
    if table is None:
        table = repository.add(Table(name=f"Table of {person.name}", chat_id=-event.who.telegram_id))
        repository.add(Seat(table_id=table.id, person_id=person.id, joined_at=surroundings.now))
        repository.add(Round(table_id=table.id, topic="result", cycle=0, opened_at=surroundings.now))
    seat = repository.first(Seat, table_id=table.id, person_id=person.id)
    round = repository.first(Round, table_id=table.id)
    assert seat is not None
    assert round is not None
    return repository.add(
        Answer(
            table_id=table.id,
            round_id=round.id,
            seat_id=seat.id,
            prompt=f"message {event.message_id}",
            tier=Tier.PRIVATE,
            text=Sealed(event.text),
            message_id=event.message_id,
            answered_at=event.at,
        )
    )


def _revise(repository: Repository, event: Revised) -> Decision:
    import dataclasses

    answer = repository.first(Answer, message_id=event.message_id)
    if answer is not None:
        repository.put(dataclasses.replace(answer, text=Sealed(event.text)))
    return Decision()


def _commanded(repository: Repository, event: Commanded, surroundings: Surroundings) -> Decision:
    group = event.group
    assert group is not None
    table = repository.first(Table, chat_id=group.chat_id)
    if table is None:
        table = repository.add(Table(name=group.title, chat_id=group.chat_id, thread_id=group.thread_id))
    here = ToGroup(table_id=table.id)
    match event.command:
        case "live":
            buttons = ((Button("Facilitate", Press("facilitate", (table.id,))),),)
            live = Say(to=here, text=f"Live {event.argument}", key=f"live:{table.id}", buttons=buttons)
            return Decision((live,))
        case "remind":
            due = surroundings.now + timedelta(minutes=int(event.argument))
            repository.remove(Timer, kind="reminder", subject_id=table.id)
            repository.add(Timer(table_id=table.id, kind="reminder", subject_id=table.id, due=due))
            return Decision()
        case _:
            return _say(here, f"Heard {event.command}")
