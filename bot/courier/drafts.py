"""Effects as outbox rows: buttons in Telegram's bytes, long texts in parts."""

from __future__ import annotations

import functools
from typing import Any, assert_never

from bot.courier.limits import BUTTONS_MOST, CAPTION_UNITS, MESSAGE_UNITS, cut_short, split
from bot.ingress import buttons
from dialogues.effects import (
    Button,
    Effect,
    Link,
    OfferCommands,
    Press,
    Rows,
    Say,
    SendFile,
    ToChat,
    ToGroup,
    ToPerson,
)
from storage.outbox import Draft, Kind

# Left free in a caption for what is added when the file has been made.
NOTE_UNITS = 224


def drafts_of(effect: Effect, bot_username: str) -> list[Draft]:
    """The rows of one effect, in the order in which they are sent.

    Raises `buttons.PressTooLong` before anything is said, so that the mistake shows where it is made.
    """
    match effect:
        case Say():
            return _of_say(effect, bot_username)
        case OfferCommands():
            return [
                Draft(
                    kind=Kind.COMMANDS,
                    commands=[list(command) for command in effect.commands],
                    key=f"commands:{effect.to.person_id}",
                    **_addressee(effect.to),
                )
            ]
        case SendFile():
            return _of_file(effect)
        case _:
            assert_never(effect)


def _of_file(file: SendFile) -> list[Draft]:
    """The file with its caption; what the caption cannot hold follows as a message of its own."""
    caption, *rest = split(file.caption, CAPTION_UNITS - NOTE_UNITS) or [""]
    about: dict[str, Any] = {
        "urgency": int(file.urgency),
        "about_table_id": file.table_id,
        "stale_after": file.stale_after,
        **_addressee(file.to),
    }
    order = {
        "paper": file.paper,
        "data": file.data,
        "language": file.language,
        "name": file.file_name,
        "as_picture": file.as_picture,
        "instead": split(file.instead, MESSAGE_UNITS),
    }
    first = Draft(kind=Kind.FILE, text=caption, file=order, key=file.key, anew=True, **about)
    return [first, *(Draft(text=part, **about) for part in rest)]


def _of_say(say: Say, bot_username: str) -> list[Draft]:
    parts = [cut_short(say.text)] if say.in_one else split(say.text)
    rows = _rows(say.buttons, bot_username)
    drafts = []
    for place, part in enumerate(parts, start=1):
        last = place == len(parts)
        drafts.append(
            Draft(
                kind=Kind.SEALED if say.sealed else Kind.MESSAGE,
                urgency=int(say.urgency),
                text=part,
                buttons=rows if last else [],
                key=say.key if last else None,
                # One message cannot be edited into several.
                anew=say.anew or len(parts) > 1,
                ask_reply=say.ask_reply and last,
                about_table_id=say.table_id,
                stale_after=say.stale_after,
                **_addressee(say.to),
            )
        )
    return drafts


def _addressee(to: ToPerson | ToGroup | ToChat) -> dict[str, Any]:
    match to:
        case ToPerson():
            return {"to_person_id": to.person_id}
        case ToGroup():
            return {"to_table_id": to.table_id}
        case ToChat():
            return {"to_chat_id": to.chat_id}
        case _:
            assert_never(to)


@functools.lru_cache(maxsize=1024)
def _rows(rows: Rows, bot_username: str) -> list[Any]:
    """The same for everybody who is asked the same: a list that nobody changes."""
    return [[_button(button, bot_username) for button in row] for row in _fitting(rows)]


def _fitting(rows: Rows) -> Rows:
    """Rows of as many buttons as Telegram takes; the last one, which leads back, stays in any case.

    Long lists are turned by the page before they come here; a message is said with fewer buttons rather than not.
    """
    if not rows or sum(len(row) for row in rows) <= BUTTONS_MOST:
        return rows
    *first, last = rows
    left = BUTTONS_MOST - len(last)
    fitting = []
    for row in first:
        left -= len(row)
        if left < 0:
            break
        fitting.append(row)
    return (*fitting, last)


def _button(button: Button, bot_username: str) -> dict[str, str]:
    match button.does:
        case Press():
            return {"label": button.label, "data": buttons.encode(button.does)}
        case Link():
            return {
                "label": button.label,
                "url": f"https://t.me/{bot_username}?start={button.does.payload}",
            }
        case _:
            assert_never(button.does)
