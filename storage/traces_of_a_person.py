"""What the bot's own rows hold of one person: messages on their way, updates that could not be decided."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select, update

from storage.letters import WITHOUT_WORDS
from storage.outbox import Kind, State
from storage.tables_of_delivery import OutboxRow, ParkedUpdateRow

_outbox: Table = OutboxRow.__table__  # type: ignore[attr-defined]
_parked: Table = ParkedUpdateRow.__table__  # type: ignore[attr-defined]


def on_the_way_to(connection: Connection, person_id: int) -> list[str]:
    """The texts that wait to be said to a person, in their order; sealed ones cannot be read here."""
    mine = (_outbox.c.to_person_id == person_id, _outbox.c.kind != str(Kind.SEALED))
    rows = connection.execute(select(_outbox.c.text).where(*mine).order_by(_outbox.c.id))
    return [text for (text,) in rows if text]


def parked_from(connection: Connection, telegram_id: int) -> list[str]:
    """The parked updates that name this person, as they came."""
    return [payload for _, payload in _parked_naming(connection, telegram_id)]


def erase(connection: Connection, person_id: int, telegram_id: int) -> None:
    """Deletes what waits for a person, and what is parked of them.

    What is being sent at this moment loses its words and stays, for the courier settles it.
    """
    mine = or_(_outbox.c.to_person_id == person_id, _outbox.c.to_chat_id == telegram_id)
    connection.execute(delete(_outbox).where(mine, _outbox.c.state != str(State.SENDING)))
    connection.execute(update(_outbox).where(mine).values(WITHOUT_WORDS))
    ids = [id for id, _ in _parked_naming(connection, telegram_id)]
    if ids:
        connection.execute(delete(_parked).where(_parked.c.id.in_(ids)))


def take_name_out(connection: Connection, name: str, table_ids: Sequence[int]) -> None:
    """Puts a dash for a person's name in what waits for others about these tables: words, buttons and files.

    What is being sent at this moment is out of reach.
    """
    about = or_(_outbox.c.about_table_id.in_(table_ids), _outbox.c.to_table_id.in_(table_ids))
    waiting = select(_outbox.c.id, _outbox.c.text, _outbox.c.buttons, _outbox.c.file).where(
        about, _outbox.c.state == str(State.WAITING), _outbox.c.kind != str(Kind.SEALED)
    )
    named = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in {name, html.escape(name)}))
    for id, text, buttons, file in connection.execute(waiting).all():
        held = {"text": text, "buttons": buttons, "file": file}
        without = _without(held, named)
        if without != held:
            connection.execute(update(_outbox).where(_outbox.c.id == id).values(without))


def _without(held: Any, named: re.Pattern[str]) -> Any:
    match held:
        case str():
            return named.sub("–", held)
        case dict():
            return {key: _without(one, named) for key, one in held.items()}
        case list():
            return [_without(one, named) for one in held]
        case _:
            return held


def _parked_naming(connection: Connection, telegram_id: int) -> list[tuple[int, str]]:
    rows = connection.execute(select(_parked.c.id, _parked.c.payload).order_by(_parked.c.id))
    return [(id, payload) for id, payload in rows if _names(json.loads(payload), telegram_id)]


def _names(held: Any, telegram_id: int) -> bool:
    """Whether a person or chat of this number stands anywhere in an update."""
    if isinstance(held, dict):
        return held.get("id") == telegram_id or any(_names(one, telegram_id) for one in held.values())
    return isinstance(held, list) and any(_names(one, telegram_id) for one in held)
