"""The menus of commands that Telegram shows while one types."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

_log = logging.getLogger(__name__)

SCOPES: Mapping[str, BotCommandScope] = {
    "default": BotCommandScopeDefault(),
    "private": BotCommandScopeAllPrivateChats(),
    "group": BotCommandScopeAllGroupChats(),
    "group_admins": BotCommandScopeAllChatAdministrators(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandMenu:
    """The commands Telegram offers while one types. `scope` is a key of `SCOPES`.

    `language` is a two-letter code; None stands for everybody without a menu in their language.
    """

    scope: str
    language: str | None
    commands: tuple[tuple[str, str], ...]


async def offer_menus(bot: Bot, menus: Sequence[CommandMenu]) -> None:
    """Sets Telegram's command menus. Best effort: without them the commands still work."""
    for menu in menus:
        commands = [BotCommand(name, description) for name, description in menu.commands]
        try:
            await bot.set_my_commands(commands, scope=SCOPES[menu.scope], language_code=menu.language)
        except TelegramError as error:
            _log.warning("the command menu was not set scope=%s error=%s", menu.scope, type(error).__name__)
