"""The commonest update, read without the detour over python-telegram-bot's objects.

Most of what people send a bot is a plain text in private. Building an `Update` for it costs as much
as deciding on it; whatever has anything more to it goes through `bot.ingress.translate`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from bot.ingress.translate import NOT_PEOPLE, language_of
from dialogues.events import Who, Wrote
from dialogues.wording import clean_name, clean_text

_UPDATE: Final = frozenset({"update_id", "message"})
_MESSAGE: Final = frozenset({"message_id", "date", "chat", "from", "text"})


def plain_text(raw: dict[str, Any]) -> Wrote | None:
    """What `translate` would give for a plain text in private; None for everything else.

    May raise anything for what is no update at all.
    """
    if raw.keys() != _UPDATE or raw["message"].keys() != _MESSAGE:
        return None
    message = raw["message"]
    text, who = message["text"], message["from"]
    if message["chat"]["type"] != "private" or text.startswith("/") or who["is_bot"] is not False:
        return None
    if who["id"] in NOT_PEOPLE:
        return None
    last_name = who.get("last_name")
    full_name = f"{who['first_name']} {last_name}" if last_name else who["first_name"]
    return Wrote(
        at=datetime.fromtimestamp(message["date"], UTC),
        who=Who(
            telegram_id=who["id"],
            name=clean_name(full_name, f"Member {who['id'] % 1000}"),
            language=language_of(who.get("language_code")),
        ),
        text=clean_text(text),
        message_id=message["message_id"],
        reply_to=None,
        forwarded=False,
    )
