"""The exported record: everything agreed, nothing private, made from a table that was really played."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
from click.testing import CliRunner

import dialogues
from bot.cli import main
from dialogues.model import Table
from dialogues.record import record_of
from storage.repository import SqlRepository
from tests.acceptance.playing import RESULT, Played

SCHEMA = Path(dialogues.__path__[0]) / "record.schema.json"
NOW = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


def record(played: Played) -> dict[str, Any]:
    with played.bot.reading() as connection:
        repository = SqlRepository(connection)
        (table,) = repository.find(Table)
        return record_of(repository, table, NOW, source="export")


async def test_what_was_agreed_stands_in_the_record(mapping: Played) -> None:
    made = record(mapping)
    assert (made["format"], made["made_at"]) == ("tablekeeper.record/1", "2027-01-02T03:04:05Z")
    assert made["result"]["statement"] == RESULT
    assert made["result"]["check"]["overall"] is True
    assert made["result"]["indicator"]["baseline"] == 81
    (decision,) = made["decisions"]
    assert (decision["what"], decision["state"], decision["stakes"]) == ("result", "ratified", "high")
    (ballots,) = decision["rounds"]
    assert (ballots["outcome"], ballots["eligible"], sorted(ballots["counted"].values())) == (
        "passed",
        5,
        [4] * 5,
    )
    assert set(ballots["counted"]) == {o["id"] for o in made["organisations"]}


async def test_nothing_private_stands_in_the_record(mapping: Played) -> None:
    text = json.dumps(record(mapping), ensure_ascii=False)
    for private in (
        "Hope: peace",
        "Residents of town",
        "Pay slip",
        "percent by 2036",
        *mapping.people,
        "Lena",
        "Carl",
    ):
        assert private not in text


async def test_the_command_writes_it(mapping: Played, tmp_path: Path) -> None:
    await mapping.stop()
    address = {"DATABASE_URL": f"sqlite:///{mapping.room.folder / 'tablekeeper.db'}"}
    out = tmp_path / "record.json"
    done = CliRunner().invoke(main, ["export", "Lake Alder table", "--out", str(out)], env=address)
    assert done.exit_code == 0, done.output
    written = json.loads(out.read_text("utf-8"))
    jsonschema.validate(written, json.loads(SCHEMA.read_text("utf-8")))
    assert (written["table"]["lifecycle"], written["messages"]) == ("mapping", None)
    await mapping.start()
