"""Tables to play at: an empty group, or one taken up where an earlier play of it stopped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance.playing import Played
from tests.acceptance.scenes import Scenes
from tests.bot.conftest import open_room


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[Played]:
    """An empty group with a facilitator, a coordinator and five people; the bot is not in it yet."""
    async with open_room(tmp_path) as room:
        played = Played(room)
        await played.start()
        yield played
        await played.stop()


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    """The stages of a table's life, each played once and then copied."""
    return Scenes(tmp_path_factory.mktemp("scenes"))


@pytest.fixture
async def convened(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """Five organisations have taken their seats."""
    async with scenes.open("convened", tmp_path) as played:
        yield played


@pytest.fixture
async def introducing(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """The introductions (M1, T10) are open; nobody has answered."""
    async with scenes.open("introducing", tmp_path) as played:
        yield played


@pytest.fixture
async def introduced(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """The introductions are done; nothing else is."""
    async with scenes.open("introduced", tmp_path) as played:
        yield played


@pytest.fixture
async def naming(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """The questions about the result (R1, R2, R4) are open; nobody has answered."""
    async with scenes.open("naming", tmp_path) as played:
        yield played


@pytest.fixture
async def clarifying(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """A sentence is on the table; its notice of 48 hours has just begun."""
    async with scenes.open("clarifying", tmp_path) as played:
        yield played


@pytest.fixture
async def voting(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """The vote on the sentence is open; nobody has voted."""
    async with scenes.open("voting", tmp_path) as played:
        yield played


@pytest.fixture
async def agreed(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """The result stands with its number; the questions of the map are next."""
    async with scenes.open("agreed", tmp_path) as played:
        yield played


@pytest.fixture
async def mapping(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """The result stands; the questions of the map (M2 to M6) are open."""
    async with scenes.open("mapping", tmp_path) as played:
        yield played


@pytest.fixture
async def trying(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """The table maps, and is forming still; what could be tried (X1, X4) is answered and not yet shown."""
    async with scenes.open("trying", tmp_path) as played:
        yield played


@pytest.fixture
async def reflecting(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Played]:
    """The questions that look back on the first cycle are open; there is no result yet."""
    async with scenes.open("reflecting", tmp_path) as played:
        yield played
