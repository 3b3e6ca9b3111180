"""Who can be reached and where the group is: blocked, removed, moved, anonymous."""

from __future__ import annotations

from dataclasses import replace

from dialogues import asking, cycle_opening, discussion, panel, phrases, reading, votes_in_group
from dialogues.context import Context
from dialogues.effects import Urgency
from dialogues.events import (
    AnonymousCommanded,
    Blocked,
    BotRemoved,
    GroupMoved,
    GroupUnreachable,
    Unblocked,
    WroteInGroup,
)
from dialogues.facilitating import vacancy
from dialogues.guides import Kind, prompt
from dialogues.model import Person, Role, Said, Table
from dialogues.pressing import Stale
from dialogues.reading import Read
from dialogues.repository import NotStored


def reach_changed(ctx: Context, event: Blocked | Unblocked | GroupUnreachable) -> None:
    """A person or a group can, or can't, be written to any more; facilitators hear it once."""
    if isinstance(event, GroupUnreachable):
        _group_lost(ctx, ctx.repository.first(Table, id=event.table_id))
        return
    person = ctx.repository.first(Person, telegram_id=event.telegram_id)
    reachable = isinstance(event, Unblocked)
    if person is None or person.reachable == reachable:
        return
    ctx.repository.put(replace(person, reachable=reachable))
    if not reachable:
        for table in ctx.tables_of(person):
            _tell_unreachable(ctx, table, person)
    for table in ctx.tables_of(person, Role.FACILITATOR):
        (vacancy.has_come if reachable else vacancy.tell)(ctx, table)


def _tell_unreachable(ctx: Context, table: Table, person: Person) -> None:
    """Facilitators hear it; where none of them can be reached, the coordinators."""
    for role in (Role.FACILITATOR, Role.COORDINATOR):
        there = [p for p in ctx.people_in(table, role) if p.reachable and p.id != person.id]
        for listener in there:
            ctx.say_to(
                listener, "membership.unreachable", table=table, urgency=Urgency.NOTICE, name=person.name
            )
        if there:
            return


def bot_removed(ctx: Context, event: BotRemoved) -> None:
    """The bot may not write in the group any more: everything is kept, the coordinator hears it once."""
    _group_lost(ctx, ctx.repository.first(Table, chat_id=event.group.chat_id))


def _group_lost(ctx: Context, table: Table | None) -> None:
    if table is None or not table.group_reachable:
        return
    table = ctx.repository.put(replace(table, group_reachable=False))
    told = {p.id: p for role in (Role.COORDINATOR, Role.FACILITATOR) for p in ctx.people_in(table, role)}
    for person in told.values():
        ctx.say_to(person, "membership.group_lost", table=table)


def group_moved(ctx: Context, event: GroupMoved) -> None:
    """The group became a supergroup: same table, new chat id; live messages are posted anew."""
    table = ctx.repository.first(Table, chat_id=event.old_chat_id)
    if table is None or event.old_chat_id == event.new_chat_id:
        return
    table = ctx.repository.put(replace(table, chat_id=event.new_chat_id, group_reachable=True))
    panel.repost_live(ctx, table)


def anonymous(ctx: Context, event: AnonymousCommanded) -> None:
    """An anonymous admin can't be recognised by a command; a button press can."""
    table = ctx.repository.first(Table, chat_id=event.group.chat_id)
    if table is None:
        ctx.say_in_chat(event.group.chat_id, phrases.FIRST_LANGUAGE, "membership.anonymous_new")
    else:
        ctx.say_to_group(table, "membership.anonymous")


def wrote_in_group(ctx: Context, event: WroteInGroup) -> None:
    """A message in the group is talk, never an answer: private questions are answered in private.

    It counts for the writer's organisation in the open discussion. Nothing of it is kept, and
    nobody is stored for talking.
    """
    table = ctx.repository.first(Table, chat_id=event.group.chat_id)
    person = ctx.repository.first(Person, telegram_id=event.who.telegram_id)
    if table is None or person is None:
        return
    discussion.hear(ctx, table, person)
    try:
        _answer_gone_astray(ctx, person, table, event)
    except (NotStored, Stale):
        return


def _answer_gone_astray(ctx: Context, person: Person, table: Table, event: WroteInGroup) -> None:
    """Whoever seems to answer or to vote in the group is asked to do so in private."""
    replied = event.reply_to is not None
    if event.reply_to is not None and _is_discussion(ctx, table, event.reply_to):
        return
    vote = votes_in_group.answers_vote(ctx, table, event)
    private = vote is None and (replied or _is_mark(ctx, person, table, event.text))
    if private and asking.has_open(ctx, person, table):
        if person.reachable:
            ctx.say_to(person, "membership.answer_in_private", table=table)
            asking.ask_next(ctx, person, table=table)
        return
    vote = vote or votes_in_group.is_vote(ctx, person, table, event.text)
    if vote is not None:
        votes_in_group.send_to_private(ctx, person, table, vote)


def _is_mark(ctx: Context, person: Person, table: Table, text: str) -> bool:
    """Whether a bare "2" was meant for the marks that are asked for in private, and not for the talk.

    Raises as `asking.asked_now`.
    """
    if not isinstance(reading.scale(text), Read):
        return False
    asked = asking.asked_now(ctx, person)
    return asked is not None and asked[1].id == table.id and prompt(asked[0].step).kind is Kind.SCALE


def _is_discussion(ctx: Context, table: Table, message_id: int) -> bool:
    """Whether the message opened a cycle: replies to it are the discussion, and no answers gone astray."""
    said = ctx.repository.find(Said, table_id=table.id, person_id=None, message_id=message_id)
    return any(cycle_opening.is_key(table, s.key) for s in said)
