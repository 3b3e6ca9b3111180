"""The office on PostgreSQL: one holder, freed with its session; and rows that become visible out of order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from storage import election, outbox
from storage.database import open_migrated
from storage.election import Office, TermOver
from storage.outbox import Draft, ReadUpTo
from tests.storage.conftest import NOW


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    opened = open_migrated(postgres_url)
    yield opened
    opened.dispose()


def held(engine: Engine) -> bool:
    with engine.connect() as connection:
        return election.is_held(connection, Office.SENDING)


async def test_one_has_the_office_until_it_gives_it_up(engine: Engine) -> None:
    assert not held(engine)
    first = election.stand(engine, Office.SENDING)
    assert first is not None
    assert election.stand(engine, Office.SENDING) is None
    assert await first.lasts()
    assert held(engine)
    await first.end()
    second = election.stand(engine, Office.SENDING)
    assert second is not None
    await second.end()
    assert not held(engine)


async def test_each_office_is_held_by_itself(engine: Engine) -> None:
    sending = election.stand(engine, Office.SENDING)
    polling = election.stand(engine, Office.POLLING)
    assert sending is not None
    assert polling is not None
    await sending.end()
    assert election.stand(engine, Office.POLLING) is None
    assert await polling.lasts()
    await polling.end()


async def test_with_the_session_the_office_is_gone_and_nothing_can_be_done_by_it(engine: Engine) -> None:
    first = election.stand(engine, Office.SENDING)
    assert first is not None
    pid = await first.writer.run(lambda c: c.execute(text("SELECT pg_backend_pid()")).scalar_one())
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    second = election.stand(engine, Office.SENDING)
    assert second is not None
    assert not await first.lasts()
    with pytest.raises(TermOver):
        await first.writer.run(lambda connection: connection.execute(text("SELECT 1")))
    assert await second.lasts()
    await first.end()
    await second.end()


def written(connection: Connection, chat_id: int) -> None:
    outbox.write(connection, [Draft(to_chat_id=chat_id, text="words")], NOW)


def test_a_row_that_becomes_visible_after_a_later_one_is_still_shown(engine: Engine) -> None:
    upto, shown = ReadUpTo(), list[str]()

    def look() -> list[str]:
        nonlocal upto
        with engine.begin() as connection:
            headers, upto = outbox.new_headers(connection, upto)
        shown.extend(header.lane for header in headers)
        return [header.lane for header in headers]

    with engine.begin() as slow:
        written(slow, 1)
        assert [look(), look(), look()] == [[], [], []]
        for chat_id in (2, 3):
            with engine.begin() as quick:
                written(quick, chat_id)
            assert look() == [f"chat:{chat_id}"]
        assert look() == []
    assert look() == ["chat:1"]
    for chat_id in (4, 5):
        with engine.begin() as quick:
            written(quick, chat_id)
        assert look() == [f"chat:{chat_id}"]
    assert look() == []
    # What has long been settled is not read again.
    assert (upto.id, upto.shown) == (5, frozenset())
