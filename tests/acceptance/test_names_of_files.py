"""A name that reads like a path or a device is told inside the files; their own names are made by the program."""

from __future__ import annotations

import asyncio
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.documents.exports.sheets import SHEETS
from bot.exporting import export_record
from bot.rehearsal.file_shelf import file_bytes
from dialogues import phrases
from dialogues.documents_panel import DOCUMENTS, PICTURES
from dialogues.model import Organisation, Table
from dialogues.own_data import FILE_NAME
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.structure_acts import write_section
from tests.acceptance.test_cycles import look_back
from tests.acceptance.test_hostile import adds

NAMES = ("..\\..\\boot.ini", "../../etc/passwd", "CON", "a/b:c", "nul.txt", "-rf ~", "\u202egpj.exe")
#: Nothing that any system takes for a folder, a drive, a device, an option or a hidden file.
PLAIN = re.compile(r"(?!-)(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[\w-]+(?:\.[a-z]+)+", re.IGNORECASE)


async def gets_everything(table: Played) -> None:
    """The facilitator asks for each document, the pictures and the own data."""
    await table.lena.says("/table")
    await table.lena.presses("Documents")
    papers = {phrases.render("en", f"buttons.paper_{name}", "UTC", {}) for name in (*DOCUMENTS, PICTURES)}
    for button in table.stage.bot_messages(table.lena.user)[-1].buttons:
        if button.text in papers:
            await table.lena.presses(button.text)
    await table.lena.says("/mydata")


def sent(table: Played) -> dict[str, bytes]:
    """Every file that was sent to anybody, by its name."""
    return {stored.name: file_bytes(stored) for stored in table.world.files.values()}


@pytest.fixture
async def odd(mapping: Played) -> Played:
    """Organisations of these names at a table with a document and a map."""
    await mapping.answer_map()
    for name in NAMES:
        await adds(mapping, name)
    await write_section(mapping, "How we decide", own=" ".join(NAMES))
    return mapping


async def test_the_files_of_such_a_table(odd: Played, tmp_path: Path) -> None:
    known = [o.name for o in odd.find(Organisation)]
    assert known[5:] == [*NAMES[:-1], "gpj.exe"], "the name is a name"
    await gets_everything(odd)
    got = sent(odd)
    assert {FILE_NAME, *(d.file_name for d in DOCUMENTS.values())} <= set(got)
    assert [name for name in got if not PLAIN.fullmatch(name)] == []
    with zipfile.ZipFile(io.BytesIO(got["record-csv.zip"])) as archive:
        assert {name.removesuffix(".csv") for name in archive.namelist()} == set(SHEETS)
    record = json.loads(got["record.json"])
    assert [o["name"] for o in record["organisations"]] == known

    # The same on the command line: everything lies in the folder that was named, and nothing beside it.
    box = tmp_path / "box"
    out = box / "some" / "where"
    out.mkdir(parents=True)
    (box / "given.json").write_bytes(got["record.json"])
    given = ["documents", str(box / "given.json"), "--out", str(out)]
    done = await asyncio.to_thread(CliRunner().invoke, main, given)
    assert done.exit_code == 0, done.output
    written = [p for p in box.rglob("*") if p.is_file() and p.name != "given.json"]
    assert len(written) > len(SHEETS)
    assert [p for p in written if not PLAIN.fullmatch(p.name)] == []
    assert {p.relative_to(out).parts[0] for p in written if p.parent != out} == {"csv"}


@pytest.mark.parametrize("name", NAMES[:5])
async def test_the_page_for_print_and_the_record_of_a_table_of_such_a_name(
    convened: Played, name: str, tmp_path: Path
) -> None:
    await acts.becomes(convened, replace(convened.one(Table), name=name))
    await look_back(convened)
    await gets_everything(convened)
    got = sent(convened)
    (page,) = (one for one in got if one.endswith("summary-of-cycle-1.pdf"))
    assert [one for one in got if not PLAIN.fullmatch(one)] == []
    assert json.loads(got["record.json"])["table"]["name"] == name
    assert page.count(".") == 1
    box = tmp_path / "box" / "deeper"
    box.mkdir(parents=True)
    said = await asyncio.to_thread(export_record, convened.room.settings(), name, box / "record.json")
    assert str(box / "record.json") in said
    assert [p.name for p in (tmp_path / "box").rglob("*")] == ["deeper", "record.json"]
