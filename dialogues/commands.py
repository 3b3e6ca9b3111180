"""The commands, in private and in the group, and the menus Telegram shows for them."""

from __future__ import annotations

from dataclasses import replace

from dialogues import (
    answering,
    asking,
    ballots,
    focus,
    forgetting,
    forms,
    house_rules,
    leaving,
    own_answers,
    own_data,
    panel,
    passes,
    phrases,
    retention,
)
from dialogues.context import Context, Offer
from dialogues.effects import Link
from dialogues.effects import Press as Pressing
from dialogues.events import Commanded, Wrote
from dialogues.manners import settings
from dialogues.model import Person, Table
from dialogues.pressing import Press, Stale

PRIVATE = ("go", "table", "settings", "language", "privacy", "mydata", "forgetme", "help")
GROUP = ("table", "help")
FACILITATORS = (
    "close", "draft", "open_vote", "close_vote", "reflect", "advance", "pause", "resume",
)  # fmt: skip


def menu(language: str, commands: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Commands with their descriptions in a language."""
    return tuple((c, phrases.render(language, f"commands.{c}", "UTC", {})) for c in commands)


def in_private(ctx: Context, person: Person, event: Commanded) -> None:
    """A command in the private chat. Of several lines only the first is looked at, and that is said."""
    if event.extra:
        ctx.say_to(person, "errors.one_command")
    match event.command:
        case "go" | "continue":
            _go(ctx, person)
        case "table" | "status":
            if not panel.show_own(ctx, person):
                ctx.say_to(person, "joining.hello", name=person.name)
        case "language":
            settings.ask_language(ctx, person)
        case "settings":
            settings.show(ctx, person)
        case "privacy":
            _privacy(ctx, person)
        case "mydata":
            own_data.send(ctx, person)
        case "forgetme":
            forgetting.explain(ctx, person)
        case "help":
            ctx.say_to(person, "help.private")
        case "cancel":
            focus.clear(ctx, person)
            ctx.say_to(person, "forms.cancelled")
        case command if command in FACILITATORS:
            ctx.say_to(person, "errors.use_panel")
            panel.show_own(ctx, person)
        case _ if _passes(ctx, person, event):
            pass
        case _:
            ctx.say_to(person, "errors.unknown_command")


def _passes(ctx: Context, person: Person, event: Commanded) -> bool:
    """Whether it was "/pass", "/skip" or the like while something is asked; then it has been taken as a pass."""
    text = f"{event.command} {event.argument}"
    if not passes.is_pass(person.language, text):
        return False
    if forms.take_text(ctx, person, text, message_id=event.message_id, command=True):
        return True
    asked = asking.asked_now(ctx, person)
    if asked is None or event.message_id is None:
        return False
    wrote = Wrote(at=event.at, who=event.who, text=text, message_id=event.message_id)
    answering.take_text(ctx, person, wrote, asked)
    return True


def _privacy(ctx: Context, person: Person) -> None:
    """What is kept, who sees what, and the ways to one's own data."""
    minimum = house_rules.UNNAMED_MINIMUM_ORGANISATIONS.value
    offers, erased = (
        [*own_answers.offers(ctx, person), *leaving.offers(ctx, person)],
        retention.of_person(ctx, person),
    )
    offers = [[settings.offer()], *offers]
    ctx.say_to(person, "help.privacy", offers=offers, minimum=minimum, erased=erased)


def _go(ctx: Context, person: Person) -> None:
    waiting = focus.current(ctx, person)
    if waiting is not None and waiting.form in forms.FORMS:
        forms.repeat(ctx, person, waiting)
        return
    if asking.ask_next(ctx, person):
        return
    for table in ctx.tables_of(person):
        seat = ctx.seat_of(person, table)
        for round_ in ballots.waiting(ctx, table, seat) if seat else []:
            if seat is not None:
                ballots.show(ctx, person, table, round_, seat, anew=True)
                return
    if not panel.show_own(ctx, person):
        ctx.say_to(person, "joining.hello", name=person.name)


def choose_language(ctx: Context, press: Press) -> None:
    """The person's own language, for everything said in private."""
    if press.word(0) not in phrases.languages():
        raise Stale
    person = ctx.repository.put(replace(press.person, language=press.word(0)))
    ctx.answer_press(person.language, "toasts.language_kept")
    ctx.offer_commands(person, PRIVATE)
    ctx.say_to(person, "help.language_kept")
    asking.ask_next(ctx, person)


def in_group(ctx: Context, event: Commanded) -> None:
    """A command in the group: where the table stands, or a hint to the private chat."""
    if event.group is None:
        return
    table = ctx.repository.first(Table, chat_id=event.group.chat_id)
    if table is None:
        offers = [[Offer("buttons.facilitate", Pressing("facilitate"))]]
        language = phrases.spoken(event.who.language)
        ctx.say_in_chat(event.group.chat_id, language, "setting_up.greeting", offers=offers)
        return
    if event.command in ("table", "status"):
        panel.show_in_group(ctx, table)
        return
    ctx.say_to_group(table, "help.group", offers=[[Offer("buttons.private_chat", Link("go"))]])
