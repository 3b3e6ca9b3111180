"""Log lines: no token, no words of people, also in tracebacks and other libraries' lines."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import HIDDEN, places, redacted, set_up_logging

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
    assert HIDDEN in written.getvalue()
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
