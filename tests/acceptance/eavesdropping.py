"""Hears everything that leaves the bot: each request with its words, buttons and files, and each log line."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from telegram.request import RequestData

from bot.courier.workshop import Made, NotMade, Workshop
from bot.logs import set_up_logging
from bot.transport import AiohttpRequest

LIBRARIES = ("telegram", "aiohttp", "sqlalchemy", "alembic", "asyncio", "uvicorn")
_UNSEEN = re.compile(r"<[^>]*>|[\u00ad\u200b-\u200f\u2060]")


@dataclass(frozen=True, slots=True)
class Heard:
    """One request: to which chat (None: an answered press, named by its query), the words, and those of files."""

    chat: int | None
    query: str | None
    words: str
    in_file: str


def folded(text: str) -> str:
    """The text without case, tags, unseen signs and odd forms of letters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


class Eavesdropper:
    """What was heard so far, in order; `lines` holds the log."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.lines = io.StringIO()
        self._orders: dict[str, str] = {}

    def take(self, parameters: Mapping[str, Any], files: Mapping[str, Any]) -> None:
        """One request of the bot."""
        chat, query = parameters.get("chat_id"), parameters.get("callback_query_id")
        bodies = [body for _, body, *_ in files.values() if isinstance(body, bytes)]
        words = "\n".join(json.dumps(v, ensure_ascii=False, default=str) for v in parameters.values())
        self.heard.append(
            Heard(
                chat=None if chat is None else int(chat),
                query=None if query is None else str(query),
                words=folded(words.replace("\\n", "\n")),
                in_file="\n".join(folded(f"{text_of(b)}\n{self._orders.get(_print(b), '')}") for b in bodies),
            )
        )

    def made(self, order: Mapping[str, Any], made: Made | NotMade) -> None:
        """What a file was made of: a picture's words can't be read from its dots."""
        if isinstance(made, Made):
            self._orders[_print(made.content)] = json.dumps(order, ensure_ascii=False, default=str)


def _print(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def text_of(body: bytes) -> str:
    """The words of a file: members of an archive, the text of a PDF where there is a reader, else its letters."""
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    reader = shutil.which("pdftotext")
    if body.startswith(b"%PDF") and reader:
        done = subprocess.run([reader, "-raw", "-", "-"], input=body, capture_output=True, check=True)  # noqa: S603
        return done.stdout.decode("utf-8", "replace")
    return body.decode("utf-8", "replace")


@contextmanager
def eavesdropping() -> Iterator[Eavesdropper]:
    """From now on everything is heard; logs are as talkative as they get."""
    ear = Eavesdropper()
    sends, makes = AiohttpRequest.do_request, Workshop.make

    async def do_request(
        request: AiohttpRequest,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *times: Any,
        **named: Any,
    ) -> tuple[int, bytes]:
        if request_data is not None and not url.endswith("/getUpdates"):
            ear.take(request_data.parameters, request_data.multipart_data or {})
        return await sends(request, url, method, request_data, *times, **named)

    async def make(workshop: Workshop, order: Mapping[str, Any]) -> Made | NotMade:
        made = await makes(workshop, order)
        ear.made(order, made)
        return made

    with _talkative(ear.lines):
        AiohttpRequest.do_request = do_request  # type: ignore[assignment, method-assign]
        Workshop.make = make  # type: ignore[assignment, method-assign]
        try:
            yield ear
        finally:
            AiohttpRequest.do_request = sends  # type: ignore[method-assign]
            Workshop.make = makes  # type: ignore[method-assign]


@contextmanager
def _talkative(lines: io.StringIO) -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    set_up_logging("DEBUG", "json")
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    for handler in root.handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(lines)
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        for name, old in levels.items():
            logging.getLogger(name).setLevel(old)
