"""What comes through the other doors than Telegram's messages: bodies, lines, files, paths of every wrong kind.

Each is answered or refused with a sentence; none ends a process, and what comes after it is answered as ever.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.backup import CannotCopy, restore
from bot.method import the_method
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.room_acts import ACTS
from bot.rehearsal.scenario.failures import ScenarioWrong
from bot.rehearsal.scenario.reading import read, read_text
from bot.rehearsal.transcript.replaying import TranscriptWrong, read_transcript
from bot.rehearsal_room import RehearsalRoom
from bot.settings import Settings
from dialogues.checks.measurable import answer_lines
from storage.backup import CopyUnusable
from tests.bot.conftest import START, Room
from tests.bot.test_webhook import JSON, message, serving
from tests.fuzz.strange import MISPLACED, TEXTS

DEEP = 100_000
NOT_JSON = (
    b"", b"\x00", b"{", b"}", b"null", b"true", b'""', b"[]", b"{}", b"NaN", b"Infinity", b"-", b"'a'",
    b"\xff\xfe\x00", b"\xef\xbb\xbf{}", b"[" * DEEP, b'{"a":' * DEEP, b"9" * 5000, b"-1e999", b'"\\ud800"',
    b'{"update_id": 1e3}', b'{"update_id": "1"}', b'{"update_id": true}', b'{"update_id": -1}',
    b'{"update_id": 9223372036854775808}', b'{"update_id": ' + b"9" * 5000 + b"}", b'{"update_id": NaN}',
    b'{"update_id": {}}', b'{"update_id": null, "update_id": []}', b"<xml/>", b"update_id=1",
)  # fmt: skip
# JSON in which one thing stands twice, is not a number, or goes on and on, where an update may stand.
ODD_JSON = (
    b'{"update_id": 70, "message": {"text": NaN}}',
    b'{"update_id": 71, "message": "\\ud800"}',
    b'{"update_id": 72, "update_id": 73}',
    b'{"update_id": 74, "message": {"message_id": 1e999}}',
    b'{"update_id": 75, "callback_query": {"data": {"a": [[[[[]]]]]}}}',
    b'{"update_id": 76, "message": ' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"update_id": 77, "\\u0000": 1}',
    b'{"update_id": 78, "message": {"from": {"id": 12345678901234567890123}}}',
)  # fmt: skip


async def test_whatever_the_webhook_is_sent_it_answers_and_goes_on(room: Room) -> None:
    async with serving(room) as served:
        for body in NOT_JSON:
            assert await served.post(body) == 400, body[:40]
        for body in ODD_JSON:
            assert await served.post(body) == 200, body[:40]
        assert await served.post(message(90_001, "jobs")) == 200
        await served.bot.settle()


@pytest.mark.parametrize(
    "path",
    ["/", "//", "/../healthz", "/%2e%2e/%2e%2e/etc/passwd", "/healthz/../metrics", "/%00", "/" + "x" * 4000,
     "/healthz%0d%0aSet-Cookie:a", "/{{7*7}}", "/%ff%fe", "/readyz?x=" + "y" * 4000, "/page/..%2f..%2fcli.py"],
)  # fmt: skip
async def test_whatever_path_is_asked_for_the_front_answers_without_saying_it_again(
    room: Room, path: str
) -> None:
    async with serving(room) as served:
        status, words = await served.page(path)
        assert status in (200, 404, 405)
        assert "passwd" not in words
        assert "{{7*7}}" not in words
        assert "x" * 100 not in words
        assert await served.page("/healthz") == (200, "alive\n")


def good_line(name: str, **other: Any) -> bytes:
    line = {
        "id": name,
        "text": "By 2031, 60% of tenants in Reno have heat.",
        "lang": "en",
        "as_of": "2026-11-22",
    }
    return json.dumps(line | other).encode()


def odd_lines() -> Iterator[bytes]:
    yield from (body for body in NOT_JSON if body.strip())
    for text in TEXTS:
        for key in ("id", "text", "lang", "as_of"):
            yield good_line("x", **{key: text})
    for value in MISPLACED:
        for key in ("id", "text", "lang", "as_of"):
            yield good_line("x", **{key: value})
    yield good_line("x", lang="x" * 100_000)
    yield good_line("x", as_of="9999-12-31", text="in 9999 years, 9e9% of people")
    yield b'{"id":"x","id":"y","text":"z","lang":"en","as_of":"2026-11-22"}'


def test_whatever_a_line_of_the_result_check_holds_every_line_has_its_answer() -> None:
    lines = [line for odd in odd_lines() for line in (odd, good_line("next"))]
    answers = list(answer_lines(lines))
    assert len(answers) == len(lines)
    for answer, was_answered in answers:
        told = json.loads(answer)
        assert b"\n" not in answer
        assert was_answered is ("error" not in told)
        assert was_answered or told["id"] is None
    assert all(json.loads(answer)["id"] == "next" for answer, _ in answers[1::2])


EXAMPLE = Path(__file__).parents[2] / "docs" / "scenarios" / "harbor-road.json"
PLACES_TRIED = 300


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from places(inner)


def test_a_scenario_with_a_wrong_thing_in_any_place_is_read_or_refused_with_a_sentence() -> None:
    source = EXAMPLE.read_text("utf-8")
    everywhere = len(list(places(json.loads(source))))
    refused = 0
    for number in range(0, everywhere, max(1, everywhere // PLACES_TRIED)):
        body = json.loads(source)
        holder, key = list(places(body))[number]
        holder[key] = MISPLACED[number % len(MISPLACED)]
        try:
            read_text(json.dumps(body), "it.json")
        except ScenarioWrong:
            refused += 1
    assert refused > PLACES_TRIED // 2


@pytest.mark.parametrize("body", [*NOT_JSON, *(b'{"id": "a", "title": "b", "id": "c"}', b"[NaN]")])
def test_a_file_that_is_no_scenario_is_refused_with_a_sentence(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "scenario.json"
    file.write_bytes(body)
    with pytest.raises(ScenarioWrong) as refused:
        read(file)
    assert str(file) in str(refused.value)
    assert len(str(refused.value)) < 5000


@pytest.mark.parametrize(
    "body", [*NOT_JSON, b"steps: [{at: 1, does: x}]", b"a: &a [*a]", b"begins: x\nsteps: []"]
)
def test_a_file_that_is_no_transcript_is_refused_with_a_sentence(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "transcript.yaml"
    file.write_bytes(body)
    with pytest.raises(TranscriptWrong) as refused:
        read_transcript(file)
    assert len(str(refused.value)) < 5000


@pytest.mark.parametrize("body", [*NOT_JSON, b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_file_that_is_no_backup_is_refused_with_a_sentence(tmp_path: Path, body: bytes) -> None:
    file, database = tmp_path / "backup.db", tmp_path / "tablekeeper.db"
    file.write_bytes(body)
    settings = Settings(_env_file=None, database_url=f"sqlite:///{database}")  # type: ignore[call-arg, arg-type]
    with pytest.raises((CannotCopy, CopyUnusable)) as refused:
        restore(settings, file, only_look=False, tell=lambda _line: None)
    assert len(str(refused.value)) < 2000
    assert sorted(one.name for one in tmp_path.iterdir()) == ["backup.db"]


BODIES: Mapping[str, Mapping[str, Any]] = {
    "say": {"text": "hello", "reply_to": 1, "anonymous": False},
    "kind": {"kind": "photo"},
    "edit": {"message": 1, "text": "x"},
    "press": {"message": 1, "row": 0, "column": 0},
    "follow": {"url": "https://t.me/x"},
    "start": {"payload": "go"},
    "block": {"blocked": True},
    "person": {"name": "Gus"},
    "migrate": {},
    "clock": {"to": "next_deadline"},
    "restart": {"kind": "nothing"},
    "scenario": {"text": "{}", "name": "x"},
    "play": {"do": "speed", "speed": 1},
    "fresh": {"name": "x", "organisations": []},
    "saved": {},
    "open": {"name": "x"},
    "delete": {"name": "x"},
}  # fmt: skip


async def test_whatever_the_rooms_page_is_sent_the_room_says_why_not_and_goes_on(tmp_path: Path) -> None:
    """Every act of the room with every part of its body replaced by what should not stand there."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    clock = RehearsalClock(START, frozen=True)
    room = RehearsalRoom(settings, the_method(), folder=tmp_path, port=0, clock=clock, kept=False)
    async with room, aiohttp.ClientSession() as http:
        anna = room.world.add_user("Anna")
        room.world.start(anna)
        await room.settle()
        assert {*ACTS} <= {*BODIES}
        address, _, key = room.address.partition("?key=")
        headers = {"x-room-key": key}
        for act, body in BODIES.items():
            whole = {"seat": anna.id, "chat": anna.id, **body}
            for odd in odd_bodies(whole):
                async with http.post(f"{address}room/{act}", json=odd, headers=headers) as answer:
                    told = await answer.json()
                    assert answer.status in (200, 400, 404), (act, odd, answer.status)
                    assert answer.status == 200 or told["error"], (act, odd)
        for seconds in TOO_FAR:
            async with http.post(
                f"{address}room/clock", json={"seconds": seconds}, headers=headers
            ) as answer:
                assert answer.status == 400, seconds
        for written in NOT_JSON:
            async with http.post(f"{address}room/say", data=written, headers=headers | JSON) as answer:
                assert answer.status == 400, written[:40]
        assert room.clock.now() < datetime(2200, 1, 1, tzinfo=UTC)
        room.world.unblock_bot(anna)
        room.world.say(anna, anna, "/help")
        await room.settle()
        said = [m for m in room.world.messages(anna) if m.from_id == room.world.bot.id]
        assert "/table" in said[-1].words


TOO_FAR: tuple[Any, ...] = (1e308, -1, 1e18, "nan", "inf", None, [], "9" * 400, 253_402_300_799)
# The client cannot send what is no UTF-8; the bodies above do.
_WRITTEN = [v for v in MISPLACED if not (isinstance(v, str) and "\ud800" in v)]
_VALUES = itertools.cycle([*_WRITTEN, "9" * 400, "2026-11-26", "9999-12-31T00:00:00+00:00", 1e308, -1e308])


def odd_bodies(whole: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for key in whole:
        yield {k: v for k, v in whole.items() if k != key}
        # A few of them in each place, others in the next one.
        for value in itertools.islice(_VALUES, 7):
            yield {**whole, key: value}
