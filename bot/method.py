"""What the bot takes from the dialogues: the decision, and the few words it says by itself."""

from __future__ import annotations

from bot.wiring import CommandMenu, Method
from dialogues import commands, elements, guides, phrases
from dialogues.conversation import decide
from dialogues.effects import Decision, Say, ToChat
from dialogues.events import Event
from dialogues.model import Table
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings


def the_method() -> Method:
    """The method of Tablekeeper, in every language it speaks.

    Guides and phrases are read and checked here, before anything starts; raises `GuideFault` or
    `PhraseFault` with file, line and remedy.
    """
    guides.guides()
    elements.topics()
    phrases.check()
    return Method(decide=decide, apology=apology, repeat_notice=repeat_notice, menus=menus())


def apology(event: Event, repository: Repository, _surroundings: Surroundings) -> Decision:
    """One kind sentence where the event came from, when it could not be decided."""
    group = getattr(event, "group", None)
    who = getattr(event, "who", None)
    if group is not None:
        table = repository.first(Table, chat_id=group.chat_id)
        language = table.languages[0] if table is not None else who.language if who else ""
        return _sorry(group.chat_id, language)
    return Decision() if who is None else _sorry(who.telegram_id, who.language)


def repeat_notice(language: str | None) -> str:
    """What stands before a message that may have arrived already."""
    return phrases.render(phrases.spoken(language or ""), "errors.perhaps_twice", "UTC", {})


def menus() -> list[CommandMenu]:
    """The command menus of every language; the first language's also for everybody else."""
    offered = {"private": commands.PRIVATE, "group": commands.GROUP}
    return [
        CommandMenu(scope=scope, language=code, commands=commands.menu(language, names))
        for scope, names in offered.items()
        for language in phrases.languages()
        for code in ([None, language] if language == phrases.languages()[0] else [language])
    ]


def _sorry(chat_id: int, language: str) -> Decision:
    text = phrases.render(phrases.spoken(language), "errors.parked", "UTC", {})
    return Decision((Say(to=ToChat(chat_id=chat_id), text=text),))
