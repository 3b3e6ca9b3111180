"""Our records as the JSON objects of the Bot API."""

from bot.rehearsal.records import ANONYMOUS_ADMIN_ID, CallbackQuery, Chat, Json, MemberStatus, Message, User
from bot.rehearsal.world_state import WorldState

GROUP_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info",
    "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
ADMIN_RIGHTS = {
    "can_be_edited": False, "is_anonymous": False, "can_manage_chat": True, "can_delete_messages": True,
    "can_manage_video_chats": True, "can_restrict_members": True, "can_promote_members": False,
    "can_change_info": True, "can_invite_users": True, "can_post_stories": False, "can_edit_stories": False,
    "can_delete_stories": False, "can_pin_messages": True,
}  # fmt: skip
GIFT_TYPES = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels",
)  # fmt: skip
ANONYMOUS_ADMIN: Json = {
    "id": ANONYMOUS_ADMIN_ID,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


def user_view(user: User) -> Json:
    view: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    for name in ("last_name", "username", "language_code"):
        if (value := getattr(user, name)) is not None:
            view[name] = value
    return view


def chat_view(world: WorldState, chat: Chat) -> Json:
    view: Json = {"id": chat.id, "type": chat.type}
    if chat.type == "private":
        person = world.users[chat.id]
        view["first_name"] = person.first_name
        for name in ("last_name", "username"):
            if (value := getattr(person, name)) is not None:
                view[name] = value
        return view
    view["title"] = chat.title
    if chat.is_forum:
        view["is_forum"] = True
    return view


def chat_full_view(world: WorldState, chat: Chat) -> Json:
    """ChatFullInfo, what getChat answers."""
    view = chat_view(world, chat) | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFT_TYPES, False),
    }
    if chat.is_group:
        view["permissions"] = dict.fromkeys(GROUP_PERMISSIONS, True)
    if chat.pinned and (pinned := world.message(chat.id, chat.pinned[-1])):
        view["pinned_message"] = message_view(world, pinned)
    return view


def member_view(user: User, status: MemberStatus) -> Json:
    """ChatMember of any status, with every field its kind must have."""
    view: Json = {"user": user_view(user), "status": status}
    match status:
        case "creator":
            view["is_anonymous"] = False
        case "administrator":
            view |= ADMIN_RIGHTS
        case "restricted":
            view |= dict.fromkeys(GROUP_PERMISSIONS, False) | {"is_member": True, "until_date": 0}
        case "kicked":
            view["until_date"] = 0
        case "member" | "left":
            pass
    return view


def message_view(world: WorldState, message: Message, *, with_reply: bool = True) -> Json:
    """Message; the message replied to is inside, without its own reply, as Telegram does it."""
    chat = world.chats[message.chat_id]
    view: Json = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat_view(world, chat),
        "from": sender_view(world, message),
    }
    if message.sender_chat_id is not None:
        view["sender_chat"] = chat_view(world, world.chats[message.sender_chat_id])
    if message.thread_id is not None:
        view |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    if message.edit_date is not None:
        view["edit_date"] = message.edit_date
    for name in ("text", "entities", "caption", "caption_entities"):
        if value := getattr(message, name):
            view[name] = value
    view |= message.content
    if message.inline_keyboard:
        view["reply_markup"] = message.reply_markup
    if with_reply and message.reply_to is not None:
        replied = world.message(message.chat_id, message.reply_to)
        if replied is not None:
            view["reply_to_message"] = message_view(world, replied, with_reply=False)
    return view


def sender_view(world: WorldState, message: Message) -> Json:
    if message.from_id == ANONYMOUS_ADMIN_ID:
        return dict(ANONYMOUS_ADMIN)
    return user_view(world.users[message.from_id])


def query_view(world: WorldState, query: CallbackQuery) -> Json:
    message = world.message_rows[query.chat_id][query.message_id]
    return {
        "id": query.id,
        "from": user_view(world.users[query.from_id]),
        "message": message_view(world, message),
        "chat_instance": str(query.chat_id * 7919),
        "data": query.data,
    }
