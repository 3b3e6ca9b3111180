"""Writes down what the bot said in a play: when, where, to whom, and the words as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.rehearsal.records import Message
from bot.rehearsal.world import World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """One message, or an edit that gave it other words."""

    at: datetime
    chat_id: int
    text: str


class Listener:
    """Listens from its making on."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.heard: list[Heard] = []
        world.on_words(self._take)

    def _take(self, message: Message) -> None:
        if message.words:
            self.heard.append(Heard(self._world.clock.now(), message.chat_id, message.words))

    def messages(
        self, group_id: int, readers: Mapping[int, str], openings: Sequence[tuple[int, datetime]]
    ) -> list[Json]:
        """What was said, as the record wants it.

        `readers`: private chat → seat, facilitator or coordinator; what others were told is left out.
        `openings`: (cycle, when it opened), in their order.
        """
        told = [one for one in self.heard if one.chat_id == group_id or one.chat_id in readers]
        return [
            {
                "seq": seq,
                "at": one.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "cycle": max((n for n, opened in openings if opened <= one.at), default=0),
                "chat": "group" if one.chat_id == group_id else "private",
                "recipient": readers.get(one.chat_id),
                "text": one.text,
            }
            for seq, one in enumerate(told, start=1)
        ]
