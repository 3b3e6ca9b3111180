"""Asked at the moment of every press: may this person do this, here and now? The table is `dialogues.permissions`.

Whatever a button carries came from the client and proves nothing: the table it names is looked up, then the
seat this person holds there now, then whether what it is about belongs to that table and stands as it must.
"""

from __future__ import annotations

from typing import Any, assert_never

from dialogues import focus
from dialogues.context import Context
from dialogues.model import Answer, Commitment, Invitation, Person, Reflection, Role, Round, Seat, Table
from dialogues.permissions import ACTIONS, PRESSES, Holder, Noun, Permission, Where
from dialogues.pressing import AnotherChat, NoSeat, NotAllowed, NotNow, Press, Stale

# What these buttons are about stands behind the word for its kind.
OF_COLLECTION = ("pick", "nav", "redo", "not_this_round")
COLLECTIONS: dict[str, type[Round] | type[Reflection]] = {
    "guide": Round,
    "reflection": Reflection,
    "vote": Round,
}


def check(ctx: Context, verb: str, press: Press) -> None:
    """Returns when the press may be carried out.

    Raises `Stale`, `AnotherChat`, `NoSeat`, `NotAllowed` or `NotNow`; nothing has changed then.
    """
    permission = of(verb, press)
    here = Where.PRIVATE if press.group is None else Where.GROUP
    if permission.where not in (here, Where.EITHER):
        raise AnotherChat(permission.where.value)
    table, subject = _what(ctx, verb, permission, press)
    if table is not None and press.group is not None and press.group.chat_id != table.chat_id:
        raise Stale
    _held(ctx, permission, press, table, subject)
    if table is not None and table.lifecycle not in permission.tables:
        raise NotNow(table.lifecycle)
    if permission.states and subject is not None and subject.state not in permission.states:
        raise Stale


def of(verb: str, press: Press) -> Permission:
    """The row of a button; raises `Stale` where there is none."""
    permission = ACTIONS.get(press.word(1)) if verb == "go" else PRESSES.get(verb)
    if permission is None:
        raise Stale
    return permission


def _what(ctx: Context, verb: str, permission: Permission, press: Press) -> tuple[Table | None, Any]:
    """The table a button names, and what it is about where that is something of the table's."""
    if verb == "go":
        table = ctx.repository.get(Table, press.number(0))
        return table, _of_table(ctx, permission, table, press.number(2)) if permission.about else None
    if verb in OF_COLLECTION:
        return _collection_table(ctx, press), None
    if permission.about is None:
        return None, None
    subject: Any = _get(ctx, permission.about, press.number(0))
    return (
        (subject, None)
        if permission.about is Table
        else (ctx.repository.get(Table, subject.table_id), subject)
    )


def _of_table(ctx: Context, permission: Permission, table: Table, id: int) -> Any:
    if permission.about is None or (permission.optional and id == 0):
        return None
    subject: Any = _get(ctx, permission.about, id)
    if subject.table_id != table.id:
        raise Stale
    return subject


def _get(ctx: Context, noun: Noun, id: int) -> Any:
    stored: Any = noun
    return ctx.repository.get(stored, id)


def _collection_table(ctx: Context, press: Press) -> Table | None:
    """The table whose questions a button belongs to; None for the step of a form."""
    noun = COLLECTIONS.get(press.word(0))
    if noun is None:
        return None
    return ctx.repository.get(Table, ctx.repository.get(noun, press.number(1)).table_id)


def _held(ctx: Context, permission: Permission, press: Press, table: Table | None, subject: Any) -> None:
    match permission.who:
        case Holder.ANYBODY | Holder.ADMINISTRATOR:
            # Who administers a group is asked of Telegram beforehand, and looked at where it is needed.
            return
        case Holder.ASKED:
            _is_asked(ctx, press)
        case Holder.OWN:
            _is_own(ctx, press, subject)
        case Holder.COORDINATOR_SOMEWHERE:
            if not ctx.tables_of(press.person, Role.COORDINATOR):
                raise NotAllowed(Role.COORDINATOR)
        case _:
            if table is None:
                raise Stale
            _sits(ctx, permission, press.person, table, subject)


def _is_asked(ctx: Context, press: Press) -> None:
    now = focus.current(ctx, press.person)
    if now is None or (now.form, now.subject_id or 0) != (press.word(0), press.number(1)):
        raise Stale


def _is_own(ctx: Context, press: Press, subject: Any) -> None:
    mine = press.number(0)
    if isinstance(subject, Answer):
        mine = ctx.repository.get(Seat, subject.seat_id).person_id
    if mine != press.person.id:
        raise Stale


def _sits(ctx: Context, permission: Permission, person: Person, table: Table, subject: Any) -> None:
    who, seat = permission.who, ctx.seat_of(person, table)
    if who is Holder.SAT_HERE:
        if ctx.repository.first(Seat, table_id=table.id, person_id=person.id) is None:
            raise NoSeat
        return
    if who is Holder.FACILITATOR or who is Holder.COORDINATOR:
        role = Role.FACILITATOR if who is Holder.FACILITATOR else Role.COORDINATOR
        if seat is None or role.value not in seat.roles:
            raise NotAllowed(role)
        return
    if seat is None:
        # A button in the group is before everybody's eyes: who has no seat hears how to get one.
        raise NoSeat if permission.where is Where.EITHER else Stale
    if not _serves(ctx, who, seat, subject):
        raise Stale


def _serves(ctx: Context, who: Holder, seat: Seat, subject: Any) -> bool:
    """Whether a seat at the table is the kind of seat that is wanted."""
    for_organisation = seat.organisation_id is not None
    match who:
        case Holder.SEATED:
            return True
        case Holder.FOR_ORGANISATION:
            return for_organisation
        case Holder.SPEAKING:
            return for_organisation and seat.holds_vote
        case Holder.VOTING:
            return ctx.casts_vote(seat)
        case Holder.OFFERED:
            return isinstance(subject, Invitation) and subject.for_seat == seat.id
        case Holder.OWING:
            owes = isinstance(subject, Commitment) and seat.organisation_id == subject.by_organisation
            return Role.FACILITATOR.value in seat.roles or (owes and seat.holds_vote)
        case (
            Holder.ANYBODY
            | Holder.ADMINISTRATOR
            | Holder.ASKED
            | Holder.OWN
            | Holder.SAT_HERE
            | Holder.COORDINATOR
            | Holder.COORDINATOR_SOMEWHERE
            | Holder.FACILITATOR
        ):
            return False
        case _:
            assert_never(who)
