"""Messages that wait in the outbox with words and buttons nobody can read there: what somebody chose.

All of them have one length, so that not even that tells which choice is shown.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import orjson

from bot.seal import Seal
from storage.letters import Letter
from storage.outbox import Draft, Kind

# Longer than any message that is sealed, also in its wordiest language.
BYTES = 2048
_PLACE = "letter"


class EnvelopeTooSmall(ValueError):
    """A message is too long to be sealed. Say less in it, or raise `BYTES` for all of them."""


class Envelopes:
    """Closes drafts on their way into the outbox, and opens letters just before they are sent."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def closed(self, draft: Draft) -> Draft:
        """A draft as it is written to the database; raises `EnvelopeTooSmall`."""
        if draft.kind is not Kind.SEALED:
            return draft
        plain = orjson.dumps([draft.text, draft.buttons])
        if len(plain) > BYTES:
            raise EnvelopeTooSmall(str(EnvelopeTooSmall.__doc__))
        # JSON may end with blanks.
        return dataclasses.replace(draft, text=self._seal.close(_PLACE, plain.ljust(BYTES)), buttons=[])

    def opened(self, letter: Letter) -> Letter:
        """A letter as it is sent; raises `bot.seal.SealBroken`."""
        if letter.kind is not Kind.SEALED:
            return letter
        held: tuple[str, list[Any]] = orjson.loads(self._seal.open(_PLACE, letter.text))
        text, buttons = held
        return dataclasses.replace(letter, kind=Kind.MESSAGE, text=text, buttons=buttons)
