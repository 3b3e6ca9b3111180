"""What is too much for one message: fewer buttons, a page cut short, and never a refusal."""

from __future__ import annotations

from dialogues.effects import Button, Press, Say, ToPerson
from dialogues.model import Person
from tests.bot.conftest import Room, stored
from tests.bot.test_courier import left, say


async def test_a_message_is_said_with_fewer_buttons_rather_than_not(room: Room) -> None:
    """A hundred of them, whole rows alone, and the last row: it leads back."""
    anna = room.person()
    rows = tuple((Button(f"a{n}", Press("a", (n,))), Button(f"b{n}", Press("b", (n,)))) for n in range(80))
    async with room.bot() as bot:
        room.world.start(anna)
        await bot.settle()
        (person,) = stored(bot, Person)
        back = (Button("Back", Press("back")),)
        await say(bot, Say(to=ToPerson(person_id=person.id), text="Which?", buttons=(*rows, back)))
        await bot.settle()
    labels = [button.text for button in room.said(anna)[-1].buttons]
    assert labels == [*(f"{c}{n}" for n in range(49) for c in "ab"), "Back"]


async def test_a_page_longer_than_a_message_stays_one_message(room: Room) -> None:
    anna = room.person()
    async with room.bot() as bot:
        room.world.start(anna)
        await bot.settle()
        (person,) = stored(bot, Person)
        to, key = ToPerson(person_id=person.id), "panel:1:1"
        await say(bot, Say(to=to, text="short", key=key, in_one=True))
        await bot.settle()
        before = len(room.said(anna))
        await say(bot, Say(to=to, text="<b>long</b> " + "word " * 3000, key=key, in_one=True))
        await bot.settle()
        assert left(bot) == {}
    assert len(room.said(anna)) == before
    assert room.said(anna)[-1].words.endswith("…")
