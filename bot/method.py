"""What the bot takes from the dialogues: the decision, and the few words it says by itself."""

from __future__ import annotations

from dataclasses import replace

from bot.wiring import CommandMenu, Method
from dialogues import commands, elements, guides, phrases
from dialogues.checks import disclosure
from dialogues.conversation import decide
from dialogues.effects import Decision, Say, ToChat, ToGroup, ToPerson
from dialogues.events import Event
from dialogues.guides.guide_set import GuideSet
from dialogues.model import Person, Table
from dialogues.repository import Repository
from dialogues.surroundings import Decide, Surroundings


def the_method(own: GuideSet | None = None) -> Method:
    """The method of Tablekeeper, in every language it speaks. New tables ask from `own` guides, if there are some.

    Guides and phrases are read and checked here, before anything starts; raises `GuideFault` or
    `PhraseFault` with file, line and remedy.
    """
    guides.guides()
    elements.topics()
    phrases.check()
    disclosure.get_ready()
    deciding = decide if own is None else _asking_from(own)
    return Method(decide=deciding, apology=apology, repeat_notice=repeat_notice, menus=menus())


def _asking_from(own: GuideSet) -> Decide:
    def deciding(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
        return decide(event, repository, replace(surroundings, guides=own))

    return deciding


def apology(event: Event, repository: Repository, _surroundings: Surroundings) -> Decision:
    """One kind sentence where the event came from, when it could not be decided."""
    group = getattr(event, "group", None)
    who = getattr(event, "who", None)
    # To the table or the person where they are known: then it keeps its place among what they are told.
    if group is not None:
        table = repository.first(Table, chat_id=group.chat_id)
        if table is not None:
            return _sorry(ToGroup(table_id=table.id), table.languages[0])
        return _sorry(ToChat(chat_id=group.chat_id), who.language if who else "")
    if who is None:
        return Decision()
    person = repository.first(Person, telegram_id=who.telegram_id)
    if person is not None:
        return _sorry(ToPerson(person_id=person.id), person.language)
    return _sorry(ToChat(chat_id=who.telegram_id), who.language)


def repeat_notice(language: str | None) -> str:
    """What stands before a message that may have arrived already."""
    return phrases.render(phrases.spoken(language or ""), "errors.perhaps_twice", "UTC", {})


def menus() -> list[CommandMenu]:
    """The command menus of every language; the first language's also for everybody else.

    Telegram knows languages of two letters only; whoever chooses another gets their menu in their own chat.
    """
    offered = {"private": commands.PRIVATE, "group": commands.GROUP}
    return [
        CommandMenu(scope=scope, language=code, commands=commands.menu(language, names))
        for scope, names in offered.items()
        for language in phrases.languages()
        if len(language) == 2
        for code in ([None, language] if language == phrases.languages()[0] else [language])
    ]


def _sorry(to: ToPerson | ToGroup | ToChat, language: str) -> Decision:
    text = phrases.render(phrases.spoken(language), "errors.parked", "UTC", {})
    return Decision((Say(to=to, text=text),))
