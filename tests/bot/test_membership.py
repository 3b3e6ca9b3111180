"""Who administers the group is asked of Telegram, and only where it matters."""

from __future__ import annotations

import pytest

from bot.rehearsal.faults import FaultRule
from tests.bot.conftest import Room


@pytest.mark.parametrize(("who", "answer"), [("creator", "facilitate True"), ("member", "facilitate False")])
async def test_the_rights_of_whoever_presses(room: Room, who: str, answer: str) -> None:
    anna, ben = room.person("Anna"), room.person("Ben")
    group = room.group("Work", anna)
    room.world.join(group, ben)
    async with room.bot() as bot:
        room.world.say(anna, group, "/live 1")
        await bot.settle()
        query = room.world.press(anna if who == "creator" else ben, room.said(group)[0], label="Facilitate")
        await bot.settle()
        assert room.world.queries[query.id].answer_text == answer  # type: ignore[union-attr]


async def test_when_telegram_does_not_tell_the_method_knows_that(room: Room) -> None:
    anna = room.person("Anna")
    group = room.group("Work", anna)
    room.faults.add(FaultRule(kind="server_error", method="getChatAdministrators"))
    async with room.bot() as bot:
        room.world.say(anna, group, "/live 1")
        await bot.settle()
        query = room.world.press(anna, room.said(group)[0], label="Facilitate")
        await bot.settle()
        assert room.world.queries[query.id].answer_text == "facilitate None"  # type: ignore[union-attr]
