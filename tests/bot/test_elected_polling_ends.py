"""How elected polling ends: by a refused token with the office given back, and never by a database that is away."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.ingress.elected_polling import ElectedPolling
from bot.ingress.polling import Polling, TokenRefused
from bot.transport import AiohttpRequest
from storage import election
from storage.database import open_engine
from storage.election import Office
from tests.bot.conftest import Room
from tests.bot.test_polling import Taker
from tests.bot.test_webhook import free_port

NOBODYS = "123456:nobody-knows-this-one"


def polling_of(room: Room, request: AiohttpRequest, token: str) -> Polling:
    return Polling(request=request, base_url=f"{room.url}/bot{token}", take=Taker(room).take, poll_seconds=0)


async def test_a_refused_token_ends_it_and_gives_the_office_back(room: Room, postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    async with AiohttpRequest() as request:
        elected = ElectedPolling(
            engine=engine, make_polling=lambda: polling_of(room, request, NOBODYS), tell=lambda _line: None
        )
        await elected.start()
        assert await asyncio.to_thread(election.stand, engine, Office.POLLING) is None
        async with asyncio.timeout(60):
            with pytest.raises(TokenRefused, match="BotFather"):
                await elected.run()
    # This process lives on, and another may poll at once.
    term = await asyncio.to_thread(election.stand, engine, Office.POLLING)
    assert term is not None
    await term.end()
    engine.dispose()


async def test_a_database_that_is_away_is_waited_for(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    engine = open_engine(f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/nothing")
    caplog.set_level(logging.WARNING)
    async with AiohttpRequest() as request, asyncio.timeout(60):
        elected = ElectedPolling(
            engine=engine, make_polling=lambda: polling_of(room, request, NOBODYS), tell=lambda _line: None
        )
        running = asyncio.create_task(elected.run())
        while caplog.text.count("the office could not be taken") < 2:
            assert not running.done()
            await asyncio.wait([running], timeout=0.05)
        elected.stop()
        await running
    engine.dispose()
