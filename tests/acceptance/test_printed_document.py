"""What the paper says of a running table: its version, its vote, its review, each signature, what changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from dialogues import document_drafts, drafts_of_record
from dialogues.checks.leverage import SECTIONS
from dialogues.context import Context
from dialogues.model import Table
from dialogues.printing_documents import printed_table
from dialogues.record import record_of
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.acceptance.playing import Played
from tests.acceptance.structure_acts import fix_everything, open_page, sign, write_section
from tests.acceptance.test_operating_document import past_forming, structuring, vote_on_the_document
from tests.bot.conftest import reading

__all__ = ["structuring"]


def paper(table: Played) -> Any:
    return reading(table.bot, lambda c: printed_table(SqlRepository(c), table.one(Table)))


def facts(table: Played) -> dict[str, str]:
    return {fact["label"]: fact["value"] for fact in paper(table)["facts"]}


async def test_there_is_no_paper_before_there_is_a_document(convened: Played) -> None:
    assert paper(convened) is None


async def test_the_paper_says_how_the_document_stands(structuring: Played) -> None:
    await write_section(structuring, "How we decide")
    assert facts(structuring)["Status"] == "Not ratified yet"
    assert facts(structuring)["Next review"] == "No day agreed yet"
    await past_forming(structuring)
    await vote_on_the_document(structuring, "No")
    assert facts(structuring)["Status"].startswith("Ratified by the table on ")
    await sign(structuring, "Ottilie")
    await structuring.wait(hours=24)
    await write_section(structuring, "✓ How we decide", own="By a show of hands.")
    found = paper(structuring)
    assert facts(structuring)["Version"] == "2"
    assert facts(structuring)["Status"].endswith("and is not ratified yet")
    assert [line["state"] for line in found["signatures"]["lines"]] == ["Not signed yet"] * 5
    assert found["sections"][3]["blocks"] == [{"kind": "clause", "text": "By a show of hands."}]
    assert found["sections"][0]["remark"] == "The table has not written this section yet."
    assert found["changes"]["title"] == "What changed since version 1"
    assert {"kind": "new", "text": "By a show of hands."} in found["changes"]["sections"][0]["runs"]


async def test_the_paper_speaks_the_tables_first_language(convened: Played) -> None:
    await write_section(convened, "How we decide")
    await open_page(convened)
    assert paper(convened)["language"] == convened.one(Table).languages[0]


async def test_a_record_proposes_the_same_texts_as_the_running_table(structuring: Played) -> None:
    await fix_everything(structuring)
    now = structuring.room.clock.now()

    def both(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
        repository = SqlRepository(connection)
        table = structuring.one(Table)
        ctx = Context(repository, Surroundings(now, lambda: "", ""))
        running = {name: document_drafts.draft(ctx, table, name) for name in SECTIONS}
        record = record_of(repository, table, now, source="export")
        return running, drafts_of_record.drafts(record, table.languages[0])

    running, from_record = reading(structuring.bot, both)
    differing = {name for name in SECTIONS if running[name] != from_record[name]}
    assert differing <= {"community_participation"}, "only the facilitator's own words are not in a record"
    assert "What people need to take part is arranged." in from_record["community_participation"]
