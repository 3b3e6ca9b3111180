"""The pretended Telegram: people who write, send, edit and press, in groups and in private."""

from itertools import takewhile

from bot.rehearsal.groups import Groups
from bot.rehearsal.message_text import person_text
from bot.rehearsal.odd_content import content_of_kind
from bot.rehearsal.records import ANONYMOUS_ADMIN_ID, CallbackQuery, Chat, Json, Message, User
from bot.rehearsal.telegram_views import member_view, query_view
from bot.rehearsal.tme_links import StartLink, bot_link


class World(Groups):
    """What people do. Each action changes the chats and queues the updates the bot would get.

    People act as their app lets them: whoever is not in a group cannot write there (ValueError).
    """

    # -- writing -----------------------------------------------------------------------------------

    def say(
        self,
        user: User,
        chat: Chat | User,
        text: str,
        *,
        reply_to: Message | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """Write a text; a User as `chat` stands for their private chat with the bot.

        An app splits what is longer than 4,096 units into several messages; the last one is returned.
        """
        kept, entities = person_text(text)
        if not kept:
            raise ValueError("An app sends no empty message.")
        chat = self._room_of(user, chat)
        pieces = _as_an_app_splits(kept)
        about = {"text": text, "reply_to": self.reference(reply_to), "thread": thread_id}
        with self.act("writes", user, chat=chat.id, **about):
            for piece in pieces:
                marks = entities if len(pieces) == 1 else person_text(piece)[1]
                message = self.post(
                    chat,
                    from_id=user.id,
                    text=piece,
                    entities=marks,
                    reply_to=reply_to.message_id if reply_to else None,
                    thread_id=thread_id,
                )
                if self.bot_hears(message):
                    self.tell_message(message)
        return message

    def say_as_anonymous_admin(self, chat: Chat, text: str) -> Message:
        """Write as an administrator who stays anonymous: in the group's own name."""
        kept, entities = person_text(text)
        with self.act("writes_anonymously", None, chat=chat.id, text=text):
            message = self.post(
                chat, from_id=ANONYMOUS_ADMIN_ID, sender_chat_id=chat.id, text=kept, entities=entities
            )
            if self.bot_hears(message):
                self.tell_message(message)
        return message

    def send_kind(
        self,
        user: User,
        chat: Chat | User,
        kind: str,
        *,
        caption: str | None = None,
        reply_to: Message | None = None,
        forward_of: Message | None = None,
    ) -> Message:
        """Send something that is not text: a kind named in `odd_content.KINDS`, or "forward"."""
        chat = self._room_of(user, chat)
        about = {"kind": kind, "caption": caption, "reply_to": self.reference(reply_to)}
        with self.act("sends", user, chat=chat.id, forward_of=self.reference(forward_of), **about):
            content = content_of_kind(self, kind, forward_of)
            words, marks = person_text(caption) if caption else (None, [])
            forwarded = kind == "forward"
            message = self.post(
                chat,
                from_id=user.id,
                text=(forward_of.text if forward_of else "Forwarded words") if forwarded else None,
                caption=forward_of.caption if forward_of else words,
                caption_entities=forward_of.caption_entities if forward_of else marks,
                content=content,
                reply_to=reply_to.message_id if reply_to else None,
            )
            if self.bot_hears(message):
                self.tell_message(message)
        return message

    def edit(self, user: User, message: Message, text: str) -> None:
        """Change the words of one's own message. Raises ValueError for somebody else's."""
        if message.from_id != user.id:
            raise ValueError("People edit only what they wrote themselves.")
        kept, marks = person_text(text)
        with self.act("edits", user, chat=message.chat_id, message=self.reference(message), text=text):
            if message.text is not None:
                message.text, message.entities = kept, marks
            else:
                message.caption, message.caption_entities = kept, marks
            message.edit_date = self.unix_now()
            self.keep(message)
            if self.bot_hears(message):
                self.tell_message(message, edited=True)

    def bot_hears(self, message: Message) -> bool:
        """Group privacy: whether this message is told to the bot."""
        chat = self.chats[message.chat_id]
        if chat.type == "private":
            return True
        status = chat.status_of(self.bot.id)
        if not chat.has(self.bot.id):
            return False
        if status == "administrator" or self.setting("can_read_all_group_messages", False):
            return True
        for entity in message.entities:
            if entity["type"] == "bot_command" and entity["offset"] == 0:
                addressed = message.words[: entity["length"]].partition("@")[2].lower()
                return addressed in ("", (self.bot.username or "").lower())
        replied = self.message(chat.id, message.reply_to) if message.reply_to else None
        return replied is not None and replied.from_id == self.bot.id

    # -- pressing ----------------------------------------------------------------------------------

    def press(
        self, user: User, message: Message, *, label: str | None = None, data: str | None = None
    ) -> CallbackQuery | StartLink | str:
        """Press an inline button, found by its label (or by `data`, which a test may forge).

        A callback button gives its query. A t.me link to the bot does what an app does and gives the
        link; any other url is returned for the person's browser. Raises LookupError without such a button.
        """
        if label is None:
            if data is None:
                raise LookupError("Say which button: label or data.")
            return self._query(user, message, data)
        current = self.message(message.chat_id, message.message_id)
        for button in current.buttons if current else []:
            if button.text == label:
                if button.data is not None:
                    return self._query(user, message, button.data)
                return self.follow(user, button.url or "")
        labels = [button.text for button in current.buttons] if current else []
        raise LookupError(f"No button {label!r} here, but {labels}.")

    def follow(self, user: User, url: str) -> StartLink | str:
        """Open a link: one to the bot starts it in private; a ?startgroup one is left to the caller."""
        link = bot_link(url, self.bot.username or "")
        if link is None:
            return url
        if not link.in_group:
            with self.act("opens", user, url=url):
                self.start(user, link.payload)
        return link

    # -- telling again what was meant ----------------------------------------------------------------

    def reference(self, message: Message | None) -> Json | None:
        """A message as people mean it: the newest of its sender in its chat (1), the one before (2), …"""
        if message is None:
            return None
        newer = reversed(self.messages(message.chat_id))
        back = sum(one.from_id == message.from_id for one in takewhile(lambda one: one is not message, newer))
        return {"of": message.from_id, "chat": message.chat_id, "back": back + 1}

    def button_reference(self, message: Message, data: str) -> Json:
        """A button as people mean it: how it reads, and the how manieth of those that read so, newest first.

        A button that is not there any more is told by what it carries and the message it stood on.
        """
        label = next((b.text for b in message.buttons if b.data == data), None)
        if label is None:
            return {"label": None, "data": data, "message": self.reference(message)}
        back = 1
        for one in reversed(self.messages(message.chat_id)):
            for button in one.buttons:
                if one is message and button.data == data:
                    return {"label": label, "back": back}
                back += button.text == label
        return {"label": None, "data": data, "message": self.reference(message)}

    def _query(self, user: User, message: Message, data: str) -> CallbackQuery:
        with self.act("presses", user, chat=message.chat_id, **self.button_reference(message, data)):
            query = CallbackQuery(
                id=str(self.number("query")),
                from_id=user.id,
                chat_id=message.chat_id,
                message_id=message.message_id,
                data=data,
                at=self.clock.now().timestamp(),
            )
            self.queries[query.id] = query
            self.keep(query)
            self.tell_bot("callback_query", query_view(self, query), f"person:{user.id}")
        return query

    # -- the private chat ----------------------------------------------------------------------------

    def start(self, user: User, payload: str | None = None) -> Message:
        """Open the private chat and press Start: "/start payload" is sent. Unblocks a blocked bot."""
        with self.act("starts", user, payload=payload):
            self.unblock_bot(user)
            return self.say(user, user, f"/start {payload}" if payload else "/start")

    def block_bot(self, user: User) -> None:
        """The person blocks the bot: it is told, and may no longer write to them."""
        self._set_blocked(user, True)

    def unblock_bot(self, user: User) -> None:
        self._set_blocked(user, False)

    def deactivate(self, user: User) -> None:
        """The person deletes their Telegram account; the bot is not told."""
        with self.act("deactivates", user):
            user.deactivated = True
            self.keep(user)

    def _set_blocked(self, user: User, blocked: bool) -> None:
        if user.blocked == blocked:
            return
        with self.act("blocks" if blocked else "unblocks", user):
            chat = self.private_chat(user)
            old = member_view(self.bot, "kicked" if user.blocked else "member")
            user.blocked = blocked
            chat.members[str(self.bot.id)] = "kicked" if blocked else "member"
            self.keep(user)
            self.keep(chat)
            self.tell_member(chat, user, self.bot, old, "my_chat_member")

    def _room_of(self, user: User, chat: Chat | User) -> Chat:
        """The chat to write to. Writing in private opens that chat, so the bot may answer from now on."""
        if user.deactivated:
            raise ValueError(f"{user.first_name} has deleted their account.")
        if isinstance(chat, User):
            if chat is not user:
                raise ValueError("People write to the bot only in their own private chat.")
            chat = self.private_chat(user)
        if chat.type == "private" and not user.started:
            with self.change():
                user.started = True
                self.keep(user)
        if chat.is_group and not chat.has(user.id):
            raise ValueError(f"{user.first_name} is not in {chat.title}.")
        if chat.migrated_to is not None:
            return self.chats[chat.migrated_to]
        return chat


def _as_an_app_splits(text: str) -> list[str]:
    pieces = []
    while len(text.encode("utf-16-le")) > 4096 * 2:
        piece = text.encode("utf-16-le")[: 4096 * 2].decode("utf-16-le", "ignore")
        pieces.append(piece)
        text = text[len(piece) :]
    return [*pieces, text]


__all__ = ["Json", "World"]
