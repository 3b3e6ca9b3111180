"""The documents of a table in chat: who is offered what, who gets it, and that the files are what they say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from icalendar import Calendar

import dialogues
from bot.rehearsal.file_shelf import file_bytes
from bot.rehearsal.players import Player
from dialogues import phrases
from dialogues.documents_panel import DOCUMENTS, PICTURES
from dialogues.model import Person, Seat, SignedText, Table
from dialogues.signed_texts import short
from tests.acceptance import acts
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.structure_acts import open_page, sign, write_section

SCHEMA = Path(dialogues.__path__[0]) / "record.schema.json"
FOR_ALL = ["Operating document, PDF", "Operating document, Word", "Its text, to check the code", "Calendar"]


def files(table: Played, player: Player) -> dict[str, bytes]:
    """The files a person was sent, the newest of each name."""
    found: dict[str, bytes] = {}
    for message in table.stage.bot_messages(player.user):
        document: Any = message.content.get("document")
        if document is not None:
            found[document["file_name"]] = file_bytes(table.world.files[document["file_id"]])
    return found


async def offered(table: Played, player: Player) -> list[str]:
    await player.says("/table")
    await player.presses("Documents")
    return [b.text for b in table.stage.bot_messages(player.user)[-1].buttons]


@pytest.fixture
async def with_document(mapping: Played) -> Played:
    """A result stands, and an operating document of two sections, one signature under it."""
    await write_section(mapping, "How we decide")
    await write_section(mapping, "When we disagree", own="We <b>talk</b> at the lake & #import it.")
    await sign(mapping, "Ottilie")
    return mapping


async def test_a_facilitator_gets_everything_and_it_is_what_it_says(with_document: Played) -> None:
    lena = with_document.lena
    labels = await offered(with_document, lena)
    assert labels[:4] == FOR_ALL
    assert "Pictures" in labels
    papers = [phrases.render("en", f"buttons.paper_{name}", "UTC", {}) for name in DOCUMENTS]
    assert set(papers) <= set(labels)
    for label in (*papers, "Pictures"):
        await lena.presses(label)
    assert len([m for m in with_document.stage.bot_messages(lena.user) if "photo" in m.content]) >= 2
    got = files(with_document, lena)
    assert sorted(got) == sorted(document.file_name for document in DOCUMENTS.values())
    assert got["operating-document.pdf"].startswith(b"%PDF-")
    record = json.loads(got["record.json"])
    jsonschema.validate(record, json.loads(SCHEMA.read_text("utf-8")))
    assert record["result"]["statement"] == RESULT
    with zipfile.ZipFile(io.BytesIO(got["record-csv.zip"])) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("organisations.csv").decode("utf-8-sig"))))
    assert rows[1][1] == "Lake Alder Council"
    assert b"Lake Alder Council" in got["interest-map.graphml"]
    assert "Lake Alder Council" in [e["label"] for e in json.loads(got["interest-map.kumu.json"])["elements"]]


async def test_the_code_on_the_paper_is_that_of_the_file_and_of_the_signature(with_document: Played) -> None:
    lena = with_document.lena
    await offered(with_document, lena)
    await lena.presses("Its text, to check the code")
    await lena.presses("Operating document, Word")
    got = files(with_document, lena)
    code = hashlib.sha256(got["operating-document.json"]).hexdigest()
    assert with_document.one(SignedText).content_hash == code
    word = docx.Document(io.BytesIO(got["operating-document.docx"]))
    assert code in [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert "We <b>talk</b> at the lake & #import it." in [p.text for p in word.paragraphs]
    states = [table.rows[0].cells[0].text for table in word.tables[1:]]
    assert states[0].startswith("Lake Alder Council\nSigned in the chat on ")
    assert states[0].endswith(f"text {short(code)}")
    assert [state.partition("\n")[2] for state in states[1:]] == ["Not signed yet"] * 4


async def test_a_member_gets_the_agreement_and_the_days(with_document: Played) -> None:
    marigold = with_document["Marigold"]
    assert await offered(with_document, marigold) == FOR_ALL
    await marigold.presses("Operating document, PDF")
    await marigold.presses("Calendar")
    got = files(with_document, marigold)
    assert sorted(got) == ["calendar.ics", "operating-document.pdf"]
    names = [str(e["summary"]) for e in Calendar.from_ical(got["calendar.ics"]).walk("VEVENT")]
    assert "The result is due" in names
    assert "Look back on cycle 1" in names
    assert any(name.startswith("Answers are due: ") for name in names)


@pytest.mark.parametrize(
    "name", [*(n for n, document in DOCUMENTS.items() if not document.for_all), PICTURES]
)
async def test_the_record_is_not_for_members(with_document: Played, name: str) -> None:
    marigold = with_document["Marigold"]
    await acts.forges(with_document, marigold, f"paper:1:{name}")
    assert "facilitator" in (acts.toast(with_document, marigold) or "").lower()
    assert files(with_document, marigold) == {}
    assert not [m for m in with_document.stage.bot_messages(marigold.user) if "photo" in m.content]


async def test_an_ended_table_still_has_its_documents(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("End the table")
    await convened.lena.presses("Coordinator and I agree")
    await convened.carl.presses("I agree to end it")
    assert convened.one(Table).lifecycle == "adjourned"
    await offered(convened, convened.lena)
    await convened.lena.presses("Record, JSON")
    assert json.loads(files(convened, convened.lena)["record.json"])["table"]["lifecycle"] == "adjourned"
    await acts.forges(convened, convened["Marigold"], "paper:1:record")
    assert files(convened, convened["Marigold"]) == {}


async def test_who_has_no_seat_any_more_gets_nothing(with_document: Played) -> None:
    marigold = with_document["Marigold"]
    await offered(with_document, marigold)
    person = with_document.one(Person, name="Marigold")
    await acts.becomes(with_document, replace(with_document.one(Seat, person_id=person.id), present=False))
    await marigold.presses("Calendar")
    await acts.forges(with_document, marigold, "documents:1")
    assert files(with_document, marigold) == {}


@pytest.mark.parametrize(
    "press", ["paper:1:nothing", "paper:9:calendar", "paper:1", "documents:9", "documents:x"]
)
async def test_a_made_up_press_changes_nothing(convened: Played, press: str) -> None:
    await acts.forges(convened, convened.lena, press)
    assert acts.toast(convened, convened.lena) is not None
    assert files(convened, convened.lena) == {}


async def test_without_a_document_there_is_none_to_have(convened: Played) -> None:
    assert await offered(convened, convened["Marigold"]) == ["Calendar"]
    assert "The operating document has not been begun yet." in convened["Marigold"].reads()
    await acts.forges(convened, convened["Marigold"], "paper:1:pdf")
    assert files(convened, convened["Marigold"]) == {}


async def test_who_is_asked_to_sign_gets_the_paper_too(with_document: Played) -> None:
    await open_page(with_document)
    await with_document.lena.presses("The document")
    await with_document.lena.presses("Ask for the signatures")
    for name in ("Clementine", "Thaddeus", "Philippa", "Marigold"):
        assert list(files(with_document, with_document[name])) == ["operating-document.pdf"]
    assert files(with_document, with_document["Ottilie"]) == {}
