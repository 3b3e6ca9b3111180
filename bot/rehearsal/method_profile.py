"""Bot API methods about what the bot shows of itself: its command menu, name and descriptions."""

import re
from typing import Any

from bot.rehearsal.errors import bad_request
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.records import Chat, Json, User
from bot.rehearsal.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
SCOPES = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
)  # fmt: skip
PROFILE_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def scope_key(scope: Json, language: str) -> str:
    """The name under which the commands of a scope and language are kept."""
    return "|".join((scope["type"], str(scope.get("chat_id", "")), str(scope.get("user_id", "")), language))


def _scope_of(parameters: Parameters) -> str:
    scope: Any = parameters.nested("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    language = parameters.text("language_code") or ""
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language_code specified")
    return scope_key(scope, language)


def set_my_commands(world: World, parameters: Parameters) -> bool:
    commands = parameters.nested("commands", "commands JSON object")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = [_command(command) for command in commands]
    _keep_commands(world, _scope_of(parameters), kept)
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _keep_commands(world: World, key: str, commands: list[Json] | None) -> None:
    with world.change():
        menus = world.settings.setdefault("commands", {})
        menus.pop(key, None)
        if commands:
            menus[key] = commands
        world.keep_settings()


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    _keep_commands(world, _scope_of(parameters), None)
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    menu: list[Json] = world.setting("commands", {}).get(_scope_of(parameters), [])
    return menu


def commands_for(world: World, chat: Chat, user: User) -> list[Json]:
    """The menu an app shows this person in this chat: the narrowest scope that has one."""
    here, both = {"chat_id": chat.id}, {"chat_id": chat.id, "user_id": user.id}
    scopes: list[Json] = [{"type": "chat", **here}, {"type": "all_private_chats"}, {"type": "default"}]
    if chat.is_group:
        is_admin = chat.status_of(user.id) in ("creator", "administrator")
        scopes = [{"type": "chat_member", **both}]
        scopes += [{"type": "chat_administrators", **here}] if is_admin else []
        scopes += [{"type": "chat", **here}]
        scopes += [{"type": "all_chat_administrators"}] if is_admin else []
        scopes += [{"type": "all_group_chats"}, {"type": "default"}]
    menus = world.setting("commands", {})
    for scope in scopes:
        for language in ((user.language_code or "")[:2], ""):
            if menu := menus.get(scope_key(scope, language)):
                found: list[Json] = menu
                return found
    return []


def set_profile(what: str) -> Any:
    """The method that sets the name, description or short description, per language."""

    def method(world: World, parameters: Parameters) -> bool:
        text = parameters.text(what) or ""
        if len(text) > PROFILE_LIMITS[what]:
            raise bad_request(f"{what.replace('_', ' ')} is too long")
        with world.change():
            profile = world.settings.setdefault("profile", {})
            profile[f"{what}|{parameters.text('language_code') or ''}"] = text
            world.keep_settings()
        return True

    return method


def get_profile(what: str) -> Any:
    """The method that tells what `set_profile` kept."""

    def method(world: World, parameters: Parameters) -> Json:
        profile = world.setting("profile", {})
        fallback = world.bot.first_name if what == "name" else ""
        language = parameters.text("language_code") or ""
        return {what: profile.get(f"{what}|{language}") or profile.get(f"{what}|") or fallback}

    return method


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    with world.change():
        button = parameters.nested("menu_button", "menu button") or {"type": "default"}
        world.settings.setdefault("menu_button", {})[parameters.text("chat_id") or ""] = button
        world.keep_settings()
    return True


def get_chat_menu_button(world: World, parameters: Parameters) -> Json:
    buttons = world.setting("menu_button", {})
    button: Json = buttons.get(parameters.text("chat_id") or "") or {"type": "commands"}
    return button if button["type"] != "default" else {"type": "commands"}
