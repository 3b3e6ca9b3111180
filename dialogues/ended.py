"""What is still pressed or written after a table has ended is answered kindly, and changes nothing."""

from __future__ import annotations

from dialogues.context import Context
from dialogues.model import Commitment, Lever, Person, Reflection, Round, Table
from dialogues.pressing import Press

# What the first argument of a button names.
OF_TABLE = (
    "disagree",
    "know_role",
    "read_back",
    "experiment",
    "sign",
    "agree_end",
    "snooze",
    "away",
    "not_now",
)
OF: dict[str, type[Round] | type[Lever] | type[Reflection] | type[Commitment]] = {
    "question": Round,
    "object": Round,
    "cast": Round,
    "vote_now": Round,
    "confirm_link": Round,
    "dot": Lever,
    "mark": Reflection,
    "my_promise": Commitment,
    "promise_done": Commitment,
    "promise_missed": Commitment,
}
COLLECTIONS: dict[str, type[Round] | type[Reflection]] = {"guide": Round, "reflection": Reflection}


def answers(ctx: Context, verb: str, press: Press) -> bool:
    """Whether the button belongs to a table that has ended; its press is answered then."""
    table = _table(ctx, verb, press)
    if table is None or table.lifecycle != "adjourned":
        return False
    ctx.answer_press(press.person.language, "toasts.table_adjourned")
    return True


def _table(ctx: Context, verb: str, press: Press) -> Table | None:
    if verb in OF_TABLE:
        return ctx.repository.first(Table, id=press.number(0))
    if verb in OF:
        subject = ctx.repository.first(OF[verb], id=press.number(0))
    elif verb in ("pick", "nav", "redo") and press.word(0) in COLLECTIONS:
        subject = ctx.repository.first(COLLECTIONS[press.word(0)], id=press.number(1))
    else:
        return None
    return ctx.repository.first(Table, id=subject.table_id) if subject is not None else None


def tells(ctx: Context, person: Person) -> bool:
    """Whether every table of this person has ended; the newest one's end is said then."""
    tables = ctx.tables_of(person)
    if not tables or any(t.lifecycle != "adjourned" for t in tables):
        return False
    ctx.say_to(person, "adjourn.has_ended", table=tables[-1])
    return True
