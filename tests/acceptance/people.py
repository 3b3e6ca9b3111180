"""People who come and go at a table that is being played."""

from __future__ import annotations

from bot.rehearsal.players import Player
from dialogues.model import Organisation, Person, Request, Seat
from tests.acceptance import acts
from tests.acceptance.playing import Played


async def sits_down(player: Player, link: str, part: str = "decision_maker") -> None:
    """Opens a link and takes the seat it gives; works in every language."""
    await player.opens(link)
    for step, value in (("consent", "agree"), ("right", "yes"), ("type", part)):
        await presses_data(player, f":{step}:{value}")


async def presses_data(player: Player, end: str) -> None:
    """Presses the newest button whose data ends so, whatever it is called."""
    for message in reversed(player.stage.bot_messages(player.user)):
        for button in message.buttons:
            if (button.data or "").endswith(end):
                player.stage.world.press(player.user, message, label=button.text)
                await player.stage.settle()
                return
    raise AssertionError(f"no button ends with {end}")


def organisation(table: Played, name: str) -> Organisation:
    return table.one(Organisation, name=name)


def seat_of(table: Played, player: Player) -> Seat:
    person = table.one(Person, telegram_id=player.user.id)
    return table.one(Seat, person_id=person.id)


async def colleague(table: Played, player: Player, name: str) -> None:
    """Somebody sits down beside the voice of an organisation."""
    await acts.forges(table, table.lena, f"go:1:colleague:{organisation(table, name).id}")
    await sits_down(player, table.lena.link_for(name), "doer")


async def changes_seat(table: Played, player: Player, how: str) -> None:
    """The facilitator chooses a seat from the list, and what becomes of it."""
    await table.lena.says("/table")
    await table.lena.presses("Who sits where")
    await presses_data(table.lena, f":seat:{seat_of(table, player).id}")
    await presses_data(table.lena, f":how:{how}")


async def replaces(table: Played, player: Player, newcomer: Player) -> None:
    """A newcomer takes over a seat by its link."""
    await changes_seat(table, player, "link")
    await sits_down(newcomer, table.lena.link_for("hands on the seat"))


def moves(table: Played) -> list[tuple[str, ...]]:
    """Why the table formed anew, in order."""
    found = table.find(Request, machine="trust", trigger="membership_changed")
    return [r.reasons for r in found]
