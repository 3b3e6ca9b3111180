"""What people do with a phone besides typing and pressing: forward, reply, edit, send a sticker, forge a press."""

from __future__ import annotations

from bot.rehearsal.players import Player
from bot.rehearsal.records import Chat, Message
from storage.database import open_engine
from storage.repository import SqlRepository
from tests.acceptance.playing import Played


async def sends(table: Played, player: Player, kind: str, chat: Chat | None = None) -> None:
    """Sends something that is no text: "sticker", "voice", "photo", "poll" …"""
    table.world.send_kind(player.user, chat or player.user, kind)
    await table.settle()


async def forwards(table: Played, player: Player, text: str) -> None:
    """Forwards what somebody said in the group to the bot."""
    words = table.world.say(table.carl.user, table.group, text)
    table.world.send_kind(player.user, player.user, "forward", forward_of=words)
    await table.settle()


async def forwards_other(table: Played, player: Player, kind: str) -> None:
    """Forwards something that is no text, which somebody sent to the group."""
    sent = table.world.send_kind(table.carl.user, table.group, kind)
    table.world.send_kind(player.user, player.user, "forward", forward_of=sent)
    await table.settle()


async def replies(table: Played, player: Player, to: Message, text: str, *, chat: Chat | None = None) -> None:
    """Writes as a reply to one message of the bot."""
    table.world.say(player.user, chat or player.user, text, reply_to=to)
    await table.settle()


async def edits(table: Played, player: Player, before: str, after: str) -> None:
    """Changes the newest own private message that reads `before`."""
    own = [m for m in table.world.messages(player.user) if m.from_id == player.user.id and m.words == before]
    table.world.edit(player.user, own[-1], after)
    await table.settle()


async def forges(table: Played, player: Player, data: str, *, chat: Chat | None = None) -> None:
    """Sends a press that no button carries."""
    message = table.stage.bot_messages(chat or player.user)[-1]
    table.world.press(player.user, message, data=data)
    await table.settle()


async def presses_on(table: Played, player: Player, message: Message, label: str) -> None:
    """Presses a button of one given message, also when it has been edited away meanwhile."""
    data = next(b.data for b in message.buttons if b.text.startswith(label))
    table.world.press(player.user, message, data=data)
    await table.settle()


async def stands(table: Played, *nouns: object) -> None:
    """Puts nouns into the table's database while the bot is stopped, as other parts of the method leave them."""
    await table.stop()
    engine = open_engine(f"sqlite:///{table.room.folder / 'tablekeeper.db'}")
    with engine.begin() as connection:
        for noun in nouns:
            SqlRepository(connection).add(noun)
    engine.dispose()
    await table.start()


async def becomes(table: Played, noun: object) -> None:
    """Changes a stored noun while the bot is stopped, as other parts of the method leave it."""
    await table.stop()
    engine = open_engine(f"sqlite:///{table.room.folder / 'tablekeeper.db'}")
    with engine.begin() as connection:
        SqlRepository(connection).put(noun)
    engine.dispose()
    await table.start()


def toast(table: Played, player: Player) -> str | None:
    """The short notice that answered this person's latest press."""
    own = [q for q in table.world.queries.values() if q.from_id == player.user.id]
    latest = max(own, key=lambda query: int(query.id))
    assert latest.answered, "the waiting sign on the button never ended"
    return latest.answer_text


def button(table: Played, player: Player, label: str) -> str:
    """The callback data behind the newest button that reads like `label`."""
    message, full = player.find(label)
    return next(b.data or "" for b in message.buttons if b.text == full)


def said(table: Played, player: Player, words: str) -> Message:
    """The newest private message of the bot with these words, as it stands."""
    return next(m for m in reversed(table.stage.bot_messages(player.user)) if words in m.words)
