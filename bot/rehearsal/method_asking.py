"""Bot API methods that ask: about the bot itself, a chat, its members, a file."""

from bot.rehearsal.destinations import known_chat
from bot.rehearsal.errors import bad_request
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.records import Json
from bot.rehearsal.telegram_views import chat_full_view, member_view, user_view
from bot.rehearsal.world import World

MAX_DOWNLOAD = 20 * 1024 * 1024
BOT_ABILITIES = (
    "supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled",
)  # fmt: skip


def get_me(world: World, _parameters: Parameters) -> Json:
    reads_all = bool(world.setting("can_read_all_group_messages", False))
    return (
        user_view(world.bot)
        | {"can_join_groups": True, "can_read_all_group_messages": reads_all}
        | dict.fromkeys(BOT_ABILITIES, False)
    )


def get_chat(world: World, parameters: Parameters) -> Json:
    return chat_full_view(world, known_chat(world, parameters))


def get_chat_member(world: World, parameters: Parameters) -> Json:
    chat = known_chat(world, parameters)
    user = world.users.get(parameters.number("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified")
    return member_view(user, chat.status_of(user.id) or "left")


def get_chat_administrators(world: World, parameters: Parameters) -> list[Json]:
    chat = known_chat(world, parameters)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [
        member_view(world.users[int(user_id)], status)
        for user_id, status in chat.members.items()
        if status in ("creator", "administrator")
    ]


def get_chat_member_count(world: World, parameters: Parameters) -> int:
    chat = known_chat(world, parameters)
    if chat.type == "private":
        return 2
    return sum(1 for user_id in chat.members if chat.has(int(user_id)))


def get_file(world: World, parameters: Parameters) -> Json:
    file_id = parameters.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


def send_chat_action(world: World, parameters: Parameters) -> bool:
    chat = known_chat(world, parameters)
    if not parameters.text("action"):
        raise bad_request("wrong parameter action in request")
    world.typing[chat.id] = world.clock.now().timestamp()
    world.wake()
    return True


def leave_chat(world: World, parameters: Parameters) -> bool:
    chat = known_chat(world, parameters)
    if chat.type == "private":
        raise bad_request("chat not found")
    world.bot_leaves(chat)
    return True
