"""Beside a flooding person and a flooding group: the others are answered as ever, the flooder is told once."""

from __future__ import annotations

import itertools
from pathlib import Path

from bot.ingress.allowance import Allowance
from bot.method import the_method
from dialogues.checks.privacy import for_storage
from dialogues.model import Answer, Person, Seat
from tests.acceptance.scenes import Scenes
from tests.bot.conftest import stored
from tests.bot.test_allowance import QUICK, in_group
from tests.bot.test_desk import update


async def test_beside_a_flooder_others_are_heard_in_order_and_the_flooder_loses_nothing_confirmed(
    scenes: Scenes, tmp_path: Path
) -> None:
    """A member who has answered floods, and so does the group; the others answer meanwhile, each in turn."""
    async with scenes.open("naming", tmp_path) as table:
        await table["Ottilie"].says("People of our two towns.")
        await table.stop()
        async with table.room.bot(the_method(), allowance=Allowance(lambda: 0.0)) as bot:
            await bot.settle()
            flooder, others = table["Ottilie"].user, [table[name] for name in ("Clementine", "Marigold")]
            said = ("Everybody who wants work", "A pay slip each month", "90 percent by 2036")
            flood = itertools.count(600_000)
            for turn, words in enumerate(said):
                batch = [update(next(flood), f"more {n}", person=flooder.id) for n in range(60)]
                batch += [in_group(next(flood), 700_000 + n, table.group.id) for n in range(150)]
                for place, other in enumerate(others):
                    batch.insert(70 * place, update(next(flood), f"{words}, {turn}", person=other.user.id))
                await bot.desk.take(batch)
                await bot.settle()
            for other in others:
                (person,) = stored(bot, Person, telegram_id=other.user.id)
                (seat,) = stored(bot, Seat, person_id=person.id)
                answers = {a.prompt: for_storage(a.text) for a in stored(bot, Answer, seat_id=seat.id)}
                assert [answers[prompt] for prompt in ("R1", "R2", "R4")] == [
                    f"{words}, {turn}" for turn, words in enumerate(said)
                ]
                assert not any(QUICK in words for words in table.room.texts(other.user))
            assert [words for words in table.room.texts(flooder) if QUICK in words] != []
            assert len([words for words in table.room.texts(flooder) if QUICK in words]) == 1
            assert len(stored(bot, Answer, prompt="R1")) == 3
            assert "People of our two towns." in [
                for_storage(a.text) for a in stored(bot, Answer, prompt="R1")
            ]
        await table.start()
