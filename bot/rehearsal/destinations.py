"""Where a message goes: finds the chat and refuses as Telegram does when the bot may not write there."""

from bot.rehearsal.errors import bad_request, chat_was_upgraded, forbidden
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.records import Chat, Json, Message
from bot.rehearsal.world import World


def chat_of(world: World, parameters: Parameters) -> Chat:
    """The chat of `chat_id`, whether or not the bot may write there. Raises BotApiError 400."""
    written = parameters.text("chat_id")
    if not written:
        raise bad_request("chat_id is empty")
    try:
        chat_id = int(written)
    except ValueError:
        raise bad_request("chat not found") from None
    if chat_id in world.users and chat_id != world.bot.id:
        return world.private_chat(world.users[chat_id])
    chat = world.chats.get(chat_id)
    if chat is None or (chat.is_group and chat.status_of(world.bot.id) is None):
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise chat_was_upgraded(chat.migrated_to)
    return chat


def known_chat(world: World, parameters: Parameters) -> Chat:
    """The chat, if the bot is in it (or has been written to). Raises BotApiError 400 or 403."""
    chat = chat_of(world, parameters)
    if chat.type == "private":
        _refuse_private(world, chat)
        return chat
    status = chat.status_of(world.bot.id)
    name = "supergroup chat" if chat.type == "supergroup" else "group chat"
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {name}")
    if not chat.has(world.bot.id):
        raise forbidden(f"bot is not a member of the {name}")
    return chat


def writable_chat(world: World, parameters: Parameters) -> Chat:
    """The chat, if the bot may send there. Raises BotApiError 400 or 403."""
    chat = known_chat(world, parameters)
    if not chat.bot_may_write:
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def _refuse_private(world: World, chat: Chat) -> None:
    person = world.users[chat.id]
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def thread_of(chat: Chat, parameters: Parameters) -> int | None:
    """The topic to write in. Raises BotApiError 400 if the chat has no such topic."""
    thread_id = parameters.number("message_thread_id")
    if not thread_id:
        return None
    if str(thread_id) not in chat.topics:
        raise bad_request("message thread not found")
    return thread_id


def replied_message(world: World, chat: Chat, parameters: Parameters) -> int | None:
    """The id of the message replied to. Raises BotApiError 400 if it is not there and has to be."""
    reply: Json = parameters.nested("reply_parameters", "reply parameters") or {}
    message_id = int(reply.get("message_id", 0) or parameters.number("reply_to_message_id"))
    if not message_id:
        return None
    if world.message(chat.id, message_id) is not None:
        return message_id
    if reply.get("allow_sending_without_reply") or parameters.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def own_message(world: World, chat: Chat, parameters: Parameters) -> Message:
    """The bot's message to edit. Raises BotApiError 400 if it is gone or somebody else's."""
    message_id = parameters.number("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = world.message(chat.id, message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message.from_id != world.bot.id or "left_chat_member" in message.content:
        raise bad_request("message can't be edited")
    if message.reply_markup is not None and "inline_keyboard" not in message.reply_markup:
        raise bad_request("message can't be edited")
    return message
