"""Who chose what is found nowhere: not in a row, a byte, a line of the log or a message, at no time.

Two tables are played alike but for who chooses what, and somebody who reads everything except the memory of
the process compares them after every single choice, and at each moment in between.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.seal import NONCE_BYTES
from dialogues.model import CheckMark, UnnamedCheck, Urn
from storage.mapping import mapping_of
from tests.acceptance.acts import toast
from tests.acceptance.playing import Played
from tests.acceptance.scenes import Scenes
from tests.acceptance.test_unnamed import closes, opens, puts_in

NAMES = ("Ottilie", "Clementine", "Thaddeus", "Philippa", "Marigold")
# The same totals, chosen by others.
WORLDS = (
    ("No", "Yes", "Pass", "Yes", "Not yet"),
    ("Yes", "Not yet", "Yes", "No", "Pass"),
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?")
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class Eavesdropper:
    """Reads the whole database whenever anything happens, keeps every sealed text, and every log line."""

    table: Played
    sealed: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)
    after_each: list[Rows] = field(default_factory=list)
    toasts: list[str | None] = field(default_factory=list)
    logged: list[Counter[str]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.table.room.folder / "tablekeeper.db"

    def raw(self) -> dict[str, list[dict[str, Any]]]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
                for name in names
            }

    def look(self) -> None:
        """At any moment, also between a commit and what is said of it."""
        rows = self.raw()
        self.sealed |= {row["sealed"] for row in rows.get("urn", ())}
        self.letters |= {row["text"] for row in rows["outbox"] if row["kind"] == "sealed"}
        self.seen.append(json.dumps([rows["outbox"], rows["parked_update"], rows.get("focus")], default=str))

    def rows(self) -> Rows:
        """All rows in the order in which they stand; instants, and what is sealed but for its length, hidden."""
        return {
            name: [tuple(_hidden(name, row, column) for column in row) for row in rows]
            for name, rows in self.raw().items()
        }

    def bytes(self) -> bytes:
        return b"".join(f.read_bytes() for f in sorted(self.file.parent.glob("tablekeeper.db*")))


def _hidden(table: str, row: dict[str, Any], column: str) -> Any:
    value = row[column]
    if (table, column) == ("urn", "sealed") or (table == "outbox" and row.get("kind") == "sealed"):
        return f"sealed {len(str(value))}" if isinstance(value, str) else value
    return _MOMENT.sub("(at)", value) if isinstance(value, str) else value


def lines_of(caplog: pytest.LogCaptureFixture) -> Counter[str]:
    """What our own parts have logged, instants and addresses hidden."""
    return Counter(
        _MOMENT.sub("(at)", re.sub(r"127\.0\.0\.1:\d+|0x[0-9a-f]+", "", record.getMessage()))
        for record in caplog.records
        if record.name.split(".")[0] in ("bot", "dialogues", "storage")
    )


async def play(
    table: Played, choices: tuple[str, ...], caplog: pytest.LogCaptureFixture | None = None
) -> Eavesdropper:
    """Everybody puts in one choice; one of them goes back first, whatever it is."""
    listener = Eavesdropper(table)
    table.world.on_change(listener.look)
    await opens(table)
    for name, choice in zip(NAMES, choices, strict=True):
        if name == "Thaddeus":
            await table[name].presses(choice)
            await table[name].presses("◀ Back")
        await puts_in(table, name, choice)
        listener.toasts.append(toast(table, table[name]))
        listener.after_each.append(listener.rows())
        if caplog is not None:
            listener.logged.append(lines_of(caplog))
            caplog.clear()
    return listener


async def played(
    scenes: Scenes, folder: Path, choices: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> tuple[Eavesdropper, dict[str, Any]]:
    """One world to its end: the listener, and what stands at the end."""
    caplog.clear()
    async with scenes.open("clarifying", folder) as table:
        with caplog.at_level(logging.DEBUG):
            listener = await play(table, choices, caplog)
            await closes(table)
        end = {
            "rows": listener.rows(),
            "bytes": listener.bytes(),
            "log": [*listener.logged, lines_of(caplog)],
            "chats": {
                name: [(m.words, [b.text for b in m.buttons]) for m in table.stage.bot_messages(player.user)]
                for name, player in table.people.items()
            },
            "group": [m.words for m in table.in_group()],
            "toasts": listener.toasts,
        }
    return listener, end


async def test_swapping_who_chose_what_changes_no_row_byte_line_or_message(
    scenes: Scenes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    one, first = await played(scenes, tmp_path / "one", WORLDS[0], caplog)
    other, second = await played(scenes, tmp_path / "other", WORLDS[1], caplog)
    for place, (a, b) in enumerate(zip(one.after_each, other.after_each, strict=True)):
        assert a == b, f"the database tells the choice of {NAMES[place]}"
    assert first["rows"] == second["rows"]
    assert first["log"] == second["log"]
    assert all(sum(lines.values()) > 0 for lines in first["log"]), "each choice leaves some lines"
    for what in ("chats", "group", "toasts"):
        assert first[what] == second[what], what
    assert len(set(first["toasts"])) == 1
    for listener, end in ((one, first), (other, second)):
        assert_nothing_can_be_read(listener)
        assert_all_is_gone(listener, end)


def assert_nothing_can_be_read(listener: Eavesdropper) -> None:
    """At no moment does a row hold a choice or the words that show one."""
    # One letter for each choice that was shown: five people, one of them twice.
    assert len(listener.letters) == len(NAMES) + 1
    assert len({len(letter) for letter in listener.letters}) == 1
    # Empty, and one more with each choice: never the same text twice, always the same length.
    assert len(listener.sealed) == len(NAMES) + 1
    assert len({len(urn) for urn in listener.sealed}) == 1
    for urn in listener.sealed:
        # Not even what everybody could guess: an urn of so few people is mostly zeros.
        assert bytes(3) not in base64.urlsafe_b64decode(urn)[NONCE_BYTES:]
    for moment in listener.seen:
        assert "You chose" not in moment
        assert not re.search(r"unnamed:\d+:put", moment)


def assert_all_is_gone(listener: Eavesdropper, end: dict[str, Any]) -> None:
    """After the close no mark and no urn is left, in rows or in the bytes of file and log."""
    assert (end["rows"]["urn"], end["rows"]["check_mark"]) == ([], [])
    left = [text for text in listener.sealed | listener.letters if text.encode() in end["bytes"]]
    assert left == []


def test_the_search_of_bytes_finds_what_stands_there(tmp_path: Path) -> None:
    """Without letting go of old pages the log still holds them; so the search above can fail."""
    file = tmp_path / "tablekeeper.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE urn (sealed TEXT)")
        connection.execute("INSERT INTO urn VALUES ('0123456789abcdef')")
        connection.commit()
        connection.execute("DELETE FROM urn")
        connection.commit()
        content = b"".join(f.read_bytes() for f in tmp_path.glob("tablekeeper.db*"))
        assert b"0123456789abcdef" in content


def test_neither_side_has_a_column_that_could_lead_across() -> None:
    assert mapping_of(Urn).fields == ("id", "table_id", "check_id", "sealed")
    assert mapping_of(CheckMark).fields == ("id", "table_id", "check_id", "seat_id", "taken")


async def test_marks_stand_in_the_order_of_seats_whoever_was_first(scenes: Scenes, tmp_path: Path) -> None:
    async with scenes.open("clarifying", tmp_path) as table:
        await opens(table)
        before = [(m.id, m.seat_id) for m in table.find(CheckMark)]
        for name in reversed(NAMES):
            await puts_in(table, name, "Yes")
        assert [(m.id, m.seat_id) for m in table.find(CheckMark)] == before
        assert before == sorted(before)


async def test_what_is_kept_afterwards_is_what_was_told_and_no_count(scenes: Scenes, tmp_path: Path) -> None:
    kept = []
    for choices in (("Yes", "Yes", "Yes", "Yes", "Yes"), ("Yes", "No", "Yes", "Not yet", "Yes")):
        async with scenes.open("clarifying", tmp_path / choices[1] / choices[3]) as table:
            await play(table, choices)
            await closes(table)
            kept.append(dict(table.one(UnnamedCheck).told or {}))
    assert kept[0] == kept[1] == {"took_part": 5, "yes_least": 3, "yes_most": 5}


async def test_two_phones_at_once_put_in_one_choice(scenes: Scenes, tmp_path: Path) -> None:
    async with scenes.open("clarifying", tmp_path) as table:
        await opens(table)
        marigold = table["Marigold"]
        for name in NAMES[:4]:
            await puts_in(table, name, "Yes")
        message = table.stage.bot_messages(marigold.user)[-1]
        check = table.one(UnnamedCheck)
        for place in (2, 0, 2, 1):
            table.world.press(marigold.user, message, data=f"unnamed:{check.id}:put:{place}")
        await table.settle()
        await closes(table)
        assert (table.one(UnnamedCheck).told or {})["took_part"] == len(NAMES)


async def test_a_changed_token_leaves_an_urn_shut_and_says_so(scenes: Scenes, tmp_path: Path) -> None:
    async with scenes.open("clarifying", tmp_path) as table:
        await opens(table)
        for name in NAMES:
            await puts_in(table, name, "No")
        table.bot._urns._seal._key = b"another key, of thirty-two bytes"
        await closes(table)
        assert "has to be asked anew" in table.group_text()
        assert table.one(UnnamedCheck).told is None
