"""Log lines: no token, no words of people, also in tracebacks and other libraries' lines."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot.logs import (
    HIDDEN,
    LEFT_OUT,
    SECRET,
    JsonLines,
    concern,
    concerning,
    hide,
    places,
    redacted,
    set_up_logging,
)

TOKEN = "123456789:AAExample-token_of-nobody-at-all"  # noqa: S105 - opens nothing


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("aiohttp", "telegram", "httpx", "sqlalchemy")}
    monkeypatch.setattr("sys.stderr", stream)
    set_up_logging("DEBUG")
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def test_tokens_are_hidden_also_inside_addresses() -> None:
    assert (
        redacted(f"https://api.telegram.org/bot{TOKEN}/getMe")
        == f"https://api.telegram.org/bot{HIDDEN}/getMe"
    )
    assert redacted("at 12:30 update=123456 took 5:1") == "at 12:30 update=123456 took 5:1"


@pytest.mark.parametrize("library", ["aiohttp.client", "httpx", "telegram.Bot", "some.other"])
def test_no_library_writes_the_token(written: io.StringIO, library: str) -> None:
    logging.getLogger(library).warning("POST %s failed", f"https://x/bot{TOKEN}/sendMessage")
    logging.getLogger("bot.anything").warning("asked address=%s", f"https://x/bot{TOKEN}/sendMessage")
    assert "POST %s failed" in written.getvalue()
    assert f"https://x/bot{HIDDEN}/sendMessage" in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_tracebacks_name_places_and_no_words(written: io.StringIO) -> None:
    try:
        try:
            raise ValueError(f"what Anna wrote, and {TOKEN}")
        except ValueError as error:
            raise RuntimeError("more of what Anna wrote") from error
    except RuntimeError as error:
        logging.getLogger("bot").exception("it broke")
        told = places(error)
    assert "Anna" not in written.getvalue() + told
    assert TOKEN not in written.getvalue() + told
    assert "RuntimeError" in told
    assert "ValueError" in told
    assert "test_logs.py" in told
    assert "it broke" in written.getvalue()


def test_chatty_libraries_keep_requests_to_themselves(written: io.StringIO) -> None:
    logging.getLogger("telegram.Bot").debug("parameters {'text': 'what Anna wrote'}")
    assert written.getvalue() == ""


def as_json(record_of: str, message: str, *args: object, level: int = logging.INFO) -> dict[str, Any]:
    """The JSON line of one record of a logger."""
    record = logging.LogRecord(record_of, level, __file__, 1, message, args, None, "as_json")
    line: dict[str, Any] = json.loads(JsonLines().format(record))
    return line


def test_a_line_is_taken_apart_into_its_event_and_its_values() -> None:
    line = as_json("bot.desk", "tried again outbox=%d in=%.1f reason=%s", 7, 2.5, "server error")
    assert (line["event"], line["outbox"], line["in"], line["reason"]) == (
        "tried again",
        7,
        2.5,
        "server error",
    )
    assert line["level"] == "INFO"
    assert line["time"].endswith("+00:00")
    assert isinstance(line["process"], int)
    assert as_json("bot.x", "a line\nof two at 100%%")["event"] == "a line of two at 100%"


def test_lines_carry_the_ids_of_what_they_are_about() -> None:
    with concerning(request="ab", update=7, table=None):
        inside = as_json("bot.desk", "parked error=%s", "e")
        with concerning(table=3):
            deeper = as_json("bot.desk", "parked update=%d", 8)
    outside = as_json("bot.desk", "parked")
    assert (inside["request"], inside["update"], "table" in inside) == ("ab", 7, False)
    assert (deeper["request"], deeper["update"], deeper["table"]) == ("ab", 8, 3)
    assert not {"request", "update", "table"} & outside.keys()


async def test_a_task_tells_its_ids_to_nobody_else() -> None:
    import asyncio

    async def one(number: int) -> dict[str, Any]:
        concern(outbox=number)
        await asyncio.sleep(0)
        return as_json("bot.courier", "sent")

    lines = await asyncio.gather(*(one(number) for number in range(3)))
    assert [line["outbox"] for line in lines] == [0, 1, 2]
    assert "outbox" not in as_json("bot.courier", "idle")


def test_hidden_words_stand_in_no_line(written: io.StringIO) -> None:
    hide("the-webhooks-path", "abc")
    logging.getLogger("bot").warning("asked for path=%s", "https://x/the-webhooks-path/abc")
    assert f"https://x/{SECRET}/abc" in written.getvalue()


def test_of_other_libraries_only_what_stands_in_their_code_is_shown(written: io.StringIO) -> None:
    other = logging.getLogger("some.library")
    what = "Anna"
    other.warning("could not read %s of %d", what, 7)
    other.warning(f"could not read {what}")  # a message put together at run time
    other.error("broke: %r", ValueError(what), exc_info=ValueError(what))
    assert what not in written.getvalue()
    first, second, third = written.getvalue().splitlines()
    assert "could not read %s of %d said_at=" in first
    assert f"{LEFT_OUT} said_at=" in second
    assert "raised=builtins.ValueError" in third


def test_a_text_line_stays_one_line(written: io.StringIO) -> None:
    with concerning(update=7):
        logging.getLogger("bot.desk").error("parked error=%s", "one\n caused by another")
    (line,) = written.getvalue().splitlines()
    assert line.endswith("ERROR bot.desk parked error=one; caused by another update=7")


@pytest.mark.parametrize("end", ["raise ValueError(WORDS)", "thread", "unraisable"])
def test_an_unforeseen_end_is_told_without_words(end: str) -> None:
    ends = {
        "thread": "import threading\ndef f(): raise ValueError(WORDS)\n"
        "t = threading.Thread(target=f); t.start(); t.join()",
        "unraisable": "class A:\n    def __del__(self): raise ValueError(WORDS)\ndel_me = A()\ndel del_me",
    }
    script = (
        "from bot.logs import set_up_logging, tell_of_unforeseen_ends\n"
        "set_up_logging('DEBUG', 'json'); tell_of_unforeseen_ends()\n"
        f"WORDS = 'what ' + 'Anna wrote'\n{ends.get(end, end)}\n"
    )
    ended = subprocess.run(  # noqa: S603 - what stands above
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert "Anna" not in ended.stderr
    (line,) = [json.loads(line) for line in ended.stderr.splitlines()]
    assert "ValueError" in line["error"]
