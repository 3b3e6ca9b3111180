"""The command menu per scope and language, and which one an app shows to whom."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest

from bot.rehearsal.method_profile import commands_for
from bot.rehearsal.records import Chat, User
from bot.rehearsal.world import World
from tests.bot.rehearsal.conftest import Call


async def test_kept_per_scope_and_language(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("help", "What I can do")])
    await bot.set_my_commands([BotCommand("help", "Qué puedo hacer")], language_code="es")
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("edit", "Change an answer")], scope=private)
    assert [c.description for c in await bot.get_my_commands()] == ["What I can do"]
    assert [c.description for c in await bot.get_my_commands(language_code="es")] == ["Qué puedo hacer"]
    assert [c.command for c in await bot.get_my_commands(scope=private)] == ["edit"]
    await bot.delete_my_commands(scope=private)
    assert await bot.get_my_commands(scope=private) == ()


async def test_the_narrowest_scope_is_shown(
    world: World, bot: Bot, anna: User, ben: User, group: Chat
) -> None:
    await bot.set_my_commands([BotCommand("default", "x")])
    await bot.set_my_commands([BotCommand("groups", "x")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([BotCommand("admins", "x")], scope=BotCommandScopeAllChatAdministrators())
    await bot.set_my_commands([BotCommand("grupos", "x")], BotCommandScopeAllGroupChats(), language_code="es")

    def shown(user: User, chat: Chat) -> list[str]:
        return [command["command"] for command in commands_for(world, chat, user)]

    assert shown(anna, group) == ["admins"]
    assert shown(ben, group) == ["grupos"]
    assert shown(ben, world.private_chat(ben)) == ["default"]
    await bot.set_my_commands([BotCommand("here", "x")], scope=BotCommandScopeChat(group.id))
    assert shown(anna, group) == ["here"]


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        ("Help", "x", "BOT_COMMAND_INVALID"),
        ("with space", "x", "BOT_COMMAND_INVALID"),
        ("x" * 33, "x", "BOT_COMMAND_INVALID"),
        ("help", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("help", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_refused_commands(call: Call, command: str, description: str, words: str) -> None:
    answer = await call("setMyCommands", commands=[{"command": command, "description": description}])
    assert answer.description == f"Bad Request: {words}"


async def test_profile(bot: Bot) -> None:
    assert (await bot.get_my_name()).name == "Tablekeeper"
    assert await bot.set_my_description("Keeps the table", language_code="en")
    assert (await bot.get_my_description(language_code="en")).description == "Keeps the table"
    assert await bot.set_my_short_description("Keeps")
    with pytest.raises(BadRequest, match=r"^Short description is too long$"):
        await bot.set_my_short_description("x" * 121)
    assert (await bot.get_chat_menu_button()).type == "commands"
    assert await bot.set_chat_menu_button()
    me = await bot.get_me()
    assert (me.username, me.can_join_groups, me.can_read_all_group_messages) == (
        "tablekeeper_bot",
        True,
        False,
    )
