"""What people do about the structure of a table, each act as one call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.rehearsal.players import Player
from dialogues.checks.leverage import SECTIONS
from dialogues.model import Flag, Organisation, Table
from dialogues.record_of_structure import structure
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import ORGANISATIONS, Played
from tests.bot.conftest import reading

COUNCIL, COLLEGE, EMPLOYERS, FOUNDATION, ASSEMBLY = (name for _, name, *_ in ORGANISATIONS)


def record(table: Played) -> Any:
    return reading(table.bot, lambda c: structure(SqlRepository(c), table.one(Table)))


def ids(table: Played, *names: str) -> list[str]:
    found = {o.name: f"o{o.id}" for o in table.find(Organisation)}
    return [found[name] for name in names]


async def open_page(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("The structure")


async def pick(player: Player, *labels: str) -> None:
    for label in labels:
        await player.presses(label)
    await player.presses("Done")


async def add_body(
    table: Played, name: str, decides: str, community: str, *seats: str, channel: str = "To no body yet"
) -> None:
    lena = table.lena
    await lena.presses("Add a body")
    await lena.says(name)
    await lena.presses(decides)
    await lena.presses(community)
    await lena.presses("One vote for each organisation")
    await pick(lena, *seats)
    await lena.presses(channel)


async def add_task(table: Played, task: str, responsible: list[str], accountable: list[str]) -> None:
    await table.lena.presses("Add a task")
    await table.lena.says(task)
    await pick(table.lena, *responsible)
    await pick(table.lena, *accountable)


async def add_promise(table: Played, by: str, to: str, what: str, due: str) -> None:
    await table.lena.presses("Add a promise")
    await table.lena.presses(by)
    await table.lena.presses(to)
    await table.lena.says(what)
    await table.lena.says(due)


async def check(table: Played) -> set[tuple[str, str | None]]:
    """The facilitator has the structure checked; gives the flags that are open then, but for signatures."""
    await open_page(table)
    await table.lena.presses("Check the structure")
    open_ = table.find(Flag, fixed_cycle=None)
    return {(f.code, f.subject) for f in open_ if f.code != "DOC_UNSIGNED"}


async def write_section(table: Played, title: str, *, own: str | None = None) -> None:
    await open_page(table)
    await table.lena.presses("The document")
    await table.lena.presses(title)
    if own is None:
        await table.lena.presses("Take this text")
    else:
        await table.lena.presses("Write another text")
        await table.lena.says(own)


async def write_whole_document(table: Played) -> None:
    await open_page(table)
    await table.lena.presses("The document")
    for place in range(1, len(SECTIONS) + 1):
        await acts.forges(table, table.lena, f"go:1:section:{place}")
        await table.lena.presses("Take this text")


async def sign(table: Played, *names: str) -> None:
    for name in names:
        await table[name].says("/table")
        await table[name].presses("Sign the document")


async def until(table: Played, year: int, month: int, day: int) -> None:
    """The clock goes to noon of a day; what is due before is done on its day."""
    while (left := datetime(year, month, day, 18, tzinfo=UTC) - table.room.clock.now()) > timedelta(0):
        await table.wait(hours=min(left / timedelta(hours=1), 24 * 20))


async def fix_everything(table: Played) -> None:
    """A structure that shares decisions, entered from nothing."""
    await open_page(table)
    await add_body(table, "Council", "Yes", "No", COUNCIL, COLLEGE, ASSEMBLY)
    await add_body(table, "Bench", "No", "Yes", ASSEMBLY, channel="Council")
    await add_task(table, "door survey", [ASSEMBLY], [COUNCIL])
    await add_promise(table, COUNCIL, ASSEMBLY, "an answer within thirty days", "31 August 2027")
    await open_page(table)
    await table.lena.presses("Help to take part")
    await table.lena.presses("Yes")
    await table.lena.presses("Later")
