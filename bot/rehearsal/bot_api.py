"""The methods of the Bot API this server has, by name."""

from collections.abc import Callable
from typing import Any

from bot.rehearsal import method_asking as asking
from bot.rehearsal import method_profile as profile
from bot.rehearsal import method_sending as sending
from bot.rehearsal.errors import BotApiError
from bot.rehearsal.flood import FloodLimits
from bot.rehearsal.long_polling import LongPolling
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.webhook import Webhook
from bot.rehearsal.world import World

Method = Callable[[World, Parameters], Any]


def _agree(_world: World, _parameters: Parameters) -> bool:
    return True


METHODS: dict[str, Method] = {
    "getMe": asking.get_me,
    "getChat": asking.get_chat,
    "getChatMember": asking.get_chat_member,
    "getChatAdministrators": asking.get_chat_administrators,
    "getChatMemberCount": asking.get_chat_member_count,
    "getFile": asking.get_file,
    "sendChatAction": asking.send_chat_action,
    "leaveChat": asking.leave_chat,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "editMessageText": sending.edit_message_text,
    "editMessageCaption": sending.edit_message_caption,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "pinChatMessage": sending.pin_chat_message,
    "unpinChatMessage": sending.unpin_chat_message,
    "answerCallbackQuery": sending.answer_callback_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_profile("name"),
    "getMyName": profile.get_profile("name"),
    "setMyDescription": profile.set_profile("description"),
    "getMyDescription": profile.get_profile("description"),
    "setMyShortDescription": profile.set_profile("short_description"),
    "getMyShortDescription": profile.get_profile("short_description"),
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "logOut": _agree,
    "close": _agree,
}
BY_LOWER_NAME = {name.lower(): method for name, method in METHODS.items()}


class BotApi:
    """Carries out one request of the bot. Method names count without case, as at Telegram."""

    def __init__(self, world: World, *, flood: FloodLimits | None = None) -> None:
        self.world = world
        self.flood = flood
        self.polling = LongPolling(world)
        self.webhook = Webhook(world, self.call)

    async def call(self, method: str, parameters: Parameters) -> Any:
        """The result of the method. Raises BotApiError."""
        name = method.lower()
        if name == "getupdates":
            return await self.polling.get_updates(parameters)
        if name in self.webhook.methods:
            return await self.webhook.methods[name](parameters)
        if name not in BY_LOWER_NAME:
            raise BotApiError(404, f"Not Found: method is not part of the rehearsal server: {method}")
        if self.flood is not None and self.chat_id(parameters) is not None:
            self.flood.check(name, self.chat_id(parameters) or 0)
        return BY_LOWER_NAME[name](self.world, parameters)

    @staticmethod
    def chat_id(parameters: Parameters) -> int | None:
        return parameters.number("chat_id") or None

    async def close(self) -> None:
        """Let go of whoever waits and stop delivering."""
        self.polling.close()
        await self.webhook.close()
