"""The work that is compared is the same: from each bot a person sees the same chat, word for word."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import orjson
import pytest

from tests.benchmarks.answers import missed
from tests.benchmarks.contenders.questions import LONGEST, QUESTIONS, refusal
from tests.benchmarks.measuring import running
from tests.benchmarks.sides.people import people_of, words
from tests.benchmarks.taking_turns import Figures

ANSWERS = 8
Chat = list[dict[str, Any]]


def _parameters(body: bytes) -> dict[str, Any]:
    """What was asked, however it was written."""
    if body.startswith(b"{"):
        return dict(orjson.loads(body))
    read: dict[str, Any] = dict(parse_qsl(body.decode()))
    for name in ("reply_markup", "link_preview_options"):
        read[name] = orjson.loads(read[name])
    for name in ("chat_id", "message_id"):
        if name in read:
            read[name] = int(read[name])
    # aiogram says the same twice, in the old way and the new.
    read.pop("disable_web_page_preview", None)
    return read


async def _chat_with(contender: str) -> Chat:
    """What stands in the chat of somebody who has answered all: each message with its last text and buttons."""
    (person, *_) = people_of(1, 5)[1:]
    asked: list[tuple[str, dict[str, Any]]] = []

    def hear(method: str, body: bytes) -> None:
        if method in ("sendmessage", "editmessagetext"):
            asked.append((method, _parameters(body)))

    async with running(contender, 5) as bot:
        bot.people.api.on_asked = hear
        await bot.people.begin([person])
        await bot.people.answer([person], ANSWERS, 1)
    chat: Chat = [message for method, message in asked if method == "sendmessage"]
    edits = [message for method, message in asked if method == "editmessagetext"]
    assert [edit.pop("message_id") for edit in edits] == [2 * number for number in range(1, ANSWERS + 1)]
    chat[: len(edits)] = edits
    return chat


async def test_peers_show_what_tablekeeper_shows() -> None:
    own = await _chat_with("tablekeeper")
    assert len(own) == ANSWERS + 1
    assert words(0) in own[0]["text"]
    for peer in ("ptb_conversation_pickle", "aiogram_memory"):
        assert await _chat_with(peer) == own, peer


async def test_the_stateless_peer_asks_one_question_and_redraws_it_as_often() -> None:
    chat = await _chat_with("ptb_echo")
    assert [message["text"] for message in chat] == [
        *(QUESTIONS[1].kept(words(turn)) for turn in range(ANSWERS)),
        QUESTIONS[1].text,
    ]


@pytest.mark.parametrize(("text", "taken"), [("we met", True), (" \n ", False), ("x" * (LONGEST + 1), False)])
def test_peers_check_an_answer(text: str, taken: bool) -> None:
    assert (refusal(text) is None) is taken


def _figures(answers_per_second: float, p99_ms: float) -> Figures:
    return Figures(answers_per_second, p99_ms, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (_figures(300, 10), []),
        (_figures(299, 10), ["ptb_conversation_pickle"]),
        (_figures(300, 11), ["ptb_conversation_pickle", "aiogram_memory"]),
    ],
)
def test_a_bar_is_missed_by_the_pace_or_by_the_p99(own: Figures, found: list[str]) -> None:
    peers = {"ptb_conversation_pickle": _figures(100, 10), "aiogram_memory": _figures(250, 10)}
    assert missed({"tablekeeper": own} | peers) == found
    assert missed(peers) == []
