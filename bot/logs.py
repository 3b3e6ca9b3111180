"""Log lines as `words key=value` or as JSON, without personal text and without anything that opens a door.

Our own lines name numbers, kinds and places only. Of other libraries' lines no word is taken on
trust: what stands in their code is shown, what they put together at run time is not, for it may
hold what a person wrote. Errors are told by their classes and places.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType, TracebackType
from typing import Any, Final, Literal

Form = Literal["text", "json"]
Id = str | int | None

HIDDEN: Final = "<token>"
SECRET: Final = "<secret>"  # noqa: S105 - what is shown instead of one
LEFT_OUT: Final = "(words left out)"
_TOKEN: Final = re.compile(r"\d{5,}:[A-Za-z0-9_-]{8,}")
_OWN: Final = frozenset({"bot", "storage", "dialogues", "__main__"})
# These write whole requests, and with them what people said, when they are asked to be talkative.
_CHATTY: Final = ("telegram", "aiohttp", "httpx", "httpcore", "sqlalchemy", "alembic", "asyncio", "uvicorn")
PART: Final = re.compile(r"(?:(\w+)=)?%(?:(%)|[-#0 +]*\d*(?:\.\d+)?[a-zA-Z])")
_SHORTEST_SECRET: Final = 6

_about: ContextVar[dict[str, str | int]] = ContextVar("about")
_NOTHING: Final[dict[str, str | int]] = {}
_secrets: set[str] = set()


def concern(**ids: Id) -> None:
    """From here on every line of this task, and of what it starts, carries these ids (None: left out)."""
    _about.set(_with(ids))


class concerning:
    """Every line inside carries these ids (None: left out)."""

    __slots__ = ("_before", "_ids")

    def __init__(self, **ids: Id) -> None:
        self._ids = ids

    def __enter__(self) -> None:
        self._before = _about.set(_with(self._ids))

    def __exit__(self, *_exception: object) -> None:
        _about.reset(self._before)


def _with(ids: dict[str, Id]) -> dict[str, str | int]:
    known = _about.get(_NOTHING).copy()
    for name, value in ids.items():
        if value is not None:
            known[name] = value
    return known


def hide(*secrets: str) -> None:
    """These words never stand in a line: a password, the webhook's path."""
    _secrets.update(secret for secret in secrets if len(secret) >= _SHORTEST_SECRET)


def redacted(text: str) -> str:
    """The text without what looks like a bot token, also inside an address, and without hidden words."""
    text = _TOKEN.sub(HIDDEN, text)
    for secret in _secrets:
        text = text.replace(secret, SECRET)
    return text


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


def set_up_logging(level: str, form: Form = "text", secrets: Iterable[str] = ()) -> None:
    """Writes log lines to standard error from `level` (DEBUG, INFO, WARNING or ERROR) up."""
    hide(*secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def logs_are_json() -> bool:
    """Whether a machine reads the lines, so that nothing else should stand between them."""
    return any(isinstance(handler.formatter, JsonLines) for handler in logging.getLogger().handlers)


def tell_of_unforeseen_ends() -> None:
    """What ends a thread or the process unforeseen is logged by its places, instead of a traceback with words."""
    sys.excepthook = _process_ended
    threading.excepthook = _thread_ended
    sys.unraisablehook = _not_raised


@dataclass(frozen=True, slots=True)
class Told:
    """A line taken apart. `event` is the same for all lines of a kind; `fields` are its values."""

    event: str
    fields: dict[str, Any]
    whole: str


class TextLines(logging.Formatter):
    """`2026-11-26 09:00:00,123 INFO bot.desk decided effects=2 update=7 table=3`."""

    def format(self, record: logging.LogRecord) -> str:
        told = _told(record)
        ids = {name: id for name, id in _about.get({}).items() if name not in told.fields}
        rest = "".join(f" {name}={value}" for name, value in (ids | _of_error(record)).items())
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {told.whole}{rest}"
        return redacted(line.replace("\n", ";"))


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, event, process, the ids, the line's own values."""

    def format(self, record: logging.LogRecord) -> str:
        told = _told(record)
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": told.event,
            "process": os.getpid(),
        }
        line |= _about.get({}) | told.fields | _of_error(record)
        return redacted(json.dumps(line, ensure_ascii=False, default=str))


def _told(record: logging.LogRecord) -> Told:
    if record.name.partition(".")[0] not in _OWN:
        words = str(record.msg) if _stands_in_the_code(record) else LEFT_OUT
        said_at = f"{_short(record.pathname)}:{record.lineno}"
        return Told(words, {"said_at": said_at}, f"{words} said_at={said_at}")
    values = iter(record.args if isinstance(record.args, tuple) else (record.args,))
    fields: dict[str, Any] = {}

    def part(found: re.Match[str]) -> str:
        name, percent = found.group(1, 2)
        if percent:
            return "%"
        value = next(values, None)
        if name is None:
            return str(value)
        plain = value is None or isinstance(value, (int, float))
        fields[name] = value if plain else str(value)
        return ""

    event = " ".join(PART.sub(part, str(record.msg)).split())
    return Told(event, fields, record.getMessage())


def _of_error(record: logging.LogRecord) -> dict[str, str]:
    """Where an error that goes with the line was raised."""
    if not record.exc_info or record.exc_info[1] is None:
        return {}
    return {"raised": places(record.exc_info[1])}


def _stands_in_the_code(record: logging.LogRecord) -> bool:
    """Whether a line's words, without its values, are a constant of the function that logs it."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code.co_name == record.funcName and code.co_filename == record.pathname:
            return isinstance(record.msg, str) and record.msg in code.co_consts
        frame = frame.f_back
    return False


def _process_ended(kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("bot").critical("ended unforeseen error=%s", places(error))


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
        logging.getLogger("bot").critical("a thread ended unforeseen error=%s", places(ended.exc_value))


def _not_raised(lost: Any) -> None:
    logging.getLogger("bot").error("an error could not be raised error=%s", places(lost.exc_value))


def _short(filename: str) -> str:
    return "/".join(filename.rsplit("/", 3)[-3:])
