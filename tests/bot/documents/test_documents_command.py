"""`tablekeeper documents`: all there is to make of a record file, and a kind word for a file that is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.documents.all_of_record import write_whole
from bot.documents.exports.sheets import SHEETS
from tests.bot.documents.records import Json, empty, full, hostile

PAPERS = {
    "operating-document-a4.pdf",
    "operating-document-letter.pdf",
    "operating-document.docx",
    "operating-document.json",
    "record.json",
    "interest-map.graphml",
    "interest-map.kumu.json",
    "calendar.ics",
    *(f"csv/{name}.csv" for name in SHEETS),
}


def documents(record: Any, folder: Path, *more: str) -> Result:
    file = folder / "given.json"
    file.write_text(record if isinstance(record, str) else json.dumps(record), "utf-8")
    given = ["documents", str(file), "--out", str(folder / "out"), *more]
    return CliRunner().invoke(main, given)


def written(folder: Path) -> set[str]:
    out = folder / "out"
    return {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} if out.exists() else set()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("record", [empty(), full(), hostile()], ids=["empty", "full", "hostile"])
def test_everything_is_made_and_each_file_told(record: Json, language: str, tmp_path: Path) -> None:
    done = documents(record, tmp_path, "--language", language)
    assert done.exit_code == 0, done.output
    found = written(tmp_path)
    assert found >= PAPERS
    pictures = {name for name in found if name.endswith(".png")}
    assert len(pictures) >= 2
    assert {name.replace(".png", ".txt") for name in pictures} <= found
    assert ("coordinators-page-a4.pdf" in found) is bool(record["summaries"])
    *lines, last = done.output.splitlines()
    assert {line.split()[1] for line in lines} == found
    assert [int(line.split()[0]) for line in lines] == list(range(1, len(found) + 1))
    assert last.startswith(f"{len(found)} files of ")
    assert all((tmp_path / "out" / name).stat().st_size > 0 for name in found)


def test_the_first_language_of_the_table_is_spoken(tmp_path: Path) -> None:
    record = full()
    record["table"]["languages"] = ["es", "en"]
    assert documents(record, tmp_path).exit_code == 0
    text = json.loads((tmp_path / "out" / "operating-document.json").read_text("utf-8"))
    assert text["sections"][0][1].startswith("Lake Alder table es una mesa")


def broken(path: str, value: Any) -> Json:
    record = full()
    place: Any = record
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step) if step.isdigit() else step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return record


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("", "is no JSON"),
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is not of type 'object'"),
        ({"format": "tablekeeper.scenario/1"}, "At $"),
        (broken("trust", None), "'trust' is a required property"),
        (broken("structure.document.content", "x"), "At $.structure.document"),
        (broken("table.time_zone", "Moon/Base"), "there is no time zone 'Moon/Base'"),
        (broken("table.time_zone", "../../etc/passwd"), "there is no time zone"),
        (broken("structure.commitments.0.due", "2027-02-31"), "there is no day '2027-02-31'"),
        (broken("map.gaps.0.due", "2027-13-01"), "$.map.gaps[0].due"),
        (broken("made_at", "2027-02-31T00:00:00Z"), "there is no instant"),
        (broken("organisations.0.name", "x" * 5 * 10**5) | {"more": "y" * 10**5}, "At $"),
    ],
)
def test_a_file_that_is_no_record_is_named_with_a_remedy(record: Any, said: str, tmp_path: Path) -> None:
    done = documents(record, tmp_path)
    assert done.exit_code == 1
    assert said in done.stderr
    assert "tablekeeper export TABLE --out record.json" in done.stderr
    assert len(done.stderr) < 900
    assert "Traceback" not in done.output
    assert written(tmp_path) == set()


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    for file in (tmp_path / "nowhere.json", tmp_path):
        done = CliRunner().invoke(main, ["documents", str(file), "--out", str(tmp_path / "out")])
        assert done.exit_code in (1, 2)
        assert "Traceback" not in done.output
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    done = CliRunner().invoke(main, ["documents", str(tmp_path / "bytes"), "--out", str(tmp_path / "out")])
    assert "is no text in UTF-8" in done.stderr


def test_a_language_that_is_not_spoken(tmp_path: Path) -> None:
    done = documents(full(), tmp_path, "--language", "de")
    assert done.exit_code == 1
    assert "(en, es)" in done.stderr


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    file = tmp_path / "given.json"
    file.write_text(json.dumps(empty()), "utf-8")
    done = CliRunner().invoke(main, ["documents", str(file), "--out", str(tmp_path / "out" / "deeper")])
    assert done.exit_code == 1
    assert "Name a folder with --out" in done.stderr


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"before")

    def cut(_file: Path, _to: Path) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(OSError, match="power cut"):
        write_whole(file, b"after")
    assert file.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]
