"""Trust at a table with Spanish phones: pulse, disagreement, refusals and stages, no English word from the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogues import phrases
from dialogues.model import Table
from tests.acceptance.test_in_spanish import Mesa, b, english_in
from tests.bot.conftest import open_room


@pytest.fixture
async def met(tmp_path: Path) -> AsyncIterator[Mesa]:
    """Five organisations have met."""
    async with open_room(tmp_path) as room:
        played = Mesa(room)
        await played.start()
        await played.open()
        await played.seat_all()
        await played.meet()
        yield played
        await played.stop()


async def ask_for(mesa: Mesa, stage: str) -> None:
    await mesa.lena.says("/table")
    await mesa.lena.presses(b("ask_stage"))
    await mesa.lena.presses(phrases.render("es", f"trust_stages.{stage}", "UTC", {}))


async def pulse(mesa: Mesa, *names: str) -> None:
    await mesa.lena.says("/table")
    await mesa.lena.presses(b("open_pulse"))
    for name in names:
        for _ in range(8):
            await mesa[name].presses("4")
        await mesa[name].presses("Sí, y se resolvió")
    await mesa.lena.says("/table")
    await mesa.lena.presses(b("close_and_show"))


async def test_trust_in_spanish(met: Mesa) -> None:
    await ask_for(met, "performing")
    assert "diferencias" in met.lena.reads()
    assert "odavía no" in met.lena.reads()
    await met["Marigold"].says("/table")
    await met["Marigold"].presses(b("disagree"))
    await met["Marigold"].says("Una cifra o varias")
    await met["Marigold"].says("/table")
    await met["Marigold"].presses(b("know_role"))
    await ask_for(met, "storming")
    assert met.one(Table).trust_stage == "storming"
    await pulse(met, "Ottilie", "Clementine", "Thaddeus", "Marigold")
    assert "muy pocas respuestas" in met.in_group()[-1].words
    await met.lena.says("/table")
    await met.lena.presses("Cómo terminó: Una cifra")
    await met.lena.presses(b("is_settled"))
    await met.lena.says("Varias cifras")
    await pulse(met, *met.people)
    assert "en conjunto: 4" in met.in_group()[-1].words
    await ask_for(met, "norming")
    assert "conocen su papel" in met.lena.reads()
    english = {who: {w for text in shown for w in english_in(text)} for who, shown in met.shown.items()}
    assert {who: found for who, found in english.items() if found} == {}
