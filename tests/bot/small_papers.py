"""`python -m tests.bot.small_papers`: a workshop for the courier's tests, with every way to go wrong."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping
from typing import Any

from bot.documents.making import Paper, answer
from bot.rehearsal.odd_content import ONE_PIXEL


def note(data: Mapping[str, Any], language: str) -> Paper:
    """A text file of what was ordered."""
    return Paper(f"{language}: {data['words']}".encode(), note=str(data.get("note", "")))


def pixel(_data: Mapping[str, Any], _language: str) -> Paper:
    """The smallest picture."""
    return Paper(ONE_PIXEL)


def broken(data: Mapping[str, Any], _language: str) -> Paper:
    """Fails, with a person's words in the error."""
    raise RuntimeError(f"secret words: {data['words']}")


def killed(_data: Mapping[str, Any], _language: str) -> Paper:
    """The process ends, as when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)
    return Paper(b"")


def endless(_data: Mapping[str, Any], _language: str) -> Paper:
    """Never ends by itself."""
    threading.Event().wait()
    return Paper(b"")


def empty(_data: Mapping[str, Any], _language: str) -> Paper:
    """What Telegram refuses."""
    return Paper(b"no picture at all")


if __name__ == "__main__":
    answer(
        {
            "note": note,
            "pixel": pixel,
            "broken": broken,
            "killed": killed,
            "endless": endless,
            "refused": empty,
        }
    )
