"""Log lines as `words key=value`, without personal text and without the token."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import Final

_TOKEN: Final = re.compile(r"\d{5,}:[A-Za-z0-9_-]{8,}")
HIDDEN: Final = "<token>"
# These write whole requests, and with them what people said, when they are asked to be talkative.
_CHATTY: Final = ("telegram", "aiohttp", "httpx", "httpcore", "sqlalchemy", "alembic", "asyncio", "uvicorn")


def redacted(text: str) -> str:
    """The text with everything that looks like a bot token hidden, also inside an address."""
    return _TOKEN.sub(HIDDEN, text)


class TokenFilter(logging.Filter):
    """Hides tokens in what any library logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = redacted(message)
        if hidden != message:
            record.msg, record.args = hidden, None
        if record.exc_info and not record.exc_text:
            record.exc_text = places(record.exc_info[1])
        return True


def places(error: BaseException | None) -> str:
    """The classes of an error and its causes with where they were raised; never their words.

    An error's words may hold what a person wrote; files, lines and functions do not.
    """
    lines: list[str] = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        where = " < ".join(
            f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames[-8:])
        )
        lines.append(f"{type(error).__module__}.{type(error).__qualname__} at {where or 'nowhere'}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n caused by ".join(lines)


def set_up_logging(level: str) -> None:
    """Writes log lines to standard error from `level` (DEBUG, INFO, WARNING or ERROR) up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(TokenFilter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _short(filename: str) -> str:
    return "/".join(filename.rsplit("/", 3)[-3:])
