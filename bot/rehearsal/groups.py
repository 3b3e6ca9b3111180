"""Who sits in which group: joining, leaving, the bot's coming and going, the group becoming a supergroup."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.rehearsal.records import ANONYMOUS_ADMIN_ID, Chat, Json, MemberStatus, Message, User
from bot.rehearsal.telegram_views import member_view, user_view
from bot.rehearsal.update_queue import UpdateQueue


class Groups(UpdateQueue):
    """Actions that change groups and their members. Every one is told to the bot as Telegram tells it."""

    def add_user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        language_code: str = "en",
        username: str | None = None,
        user_id: int | None = None,
    ) -> User:
        """A new person, who has not started the bot. Raises ValueError if the id is taken."""
        number = self.number("user") if user_id is None else user_id
        if number in self.users:
            raise ValueError(f"There is already a user {number}.")
        named = {"name": first_name, "last_name": last_name, "username": username}
        with self.act("comes", None, person=number, language=language_code, **named):
            user = User(
                id=number,
                first_name=first_name,
                last_name=last_name,
                username=username,
                language_code=language_code,
            )
            self.users[number] = user
            self.keep(user)
        return user

    def private_chat(self, user: User) -> Chat:
        """The chat of a person with the bot."""
        if user.id not in self.chats:
            with self.change():
                chat = Chat(id=user.id, type="private", members={str(user.id): "member"})
                self.chats[user.id] = chat
                self.keep(chat)
        return self.chats[user.id]

    def create_group(
        self,
        title: str,
        creator: User,
        members: Sequence[User] = (),
        *,
        supergroup: bool = False,
        forum: bool = False,
    ) -> Chat:
        """A group without the bot: a plain one, or a supergroup, which a forum (with topics) always is."""
        large = supergroup or forum
        number = -self.number("supergroup" if large else "group")
        kind = {"supergroup": supergroup, "forum": forum}
        people = [member.id for member in members]
        with self.act("creates", creator, chat=number, title=title, members=people, **kind):
            statuses: dict[str, MemberStatus] = {str(creator.id): "creator"}
            statuses |= {str(member.id): "member" for member in members if member is not creator}
            chat = Chat(
                id=number,
                type="supergroup" if large else "group",
                title=title,
                members=statuses,
                is_forum=forum,
            )
            self.chats[number] = chat
            self.keep(chat)
        return chat

    @contextmanager
    def _membership(self, chat: Chat, who: User, by: User) -> Iterator[None]:
        """Tell the bot about the change of `who` made inside."""
        with self.change():
            old = member_view(who, chat.status_of(who.id) or "left")
            yield
            self.keep(chat)
            if who is self.bot:
                self.tell_member(chat, by, who, old, "my_chat_member")
            elif chat.status_of(self.bot.id) == "administrator":
                self.tell_member(chat, by, who, old, "chat_member")

    def add_bot(self, chat: Chat, by: User, *, admin: bool = False) -> Message:
        """Put the bot into a group; the service message is returned."""
        with self.act("adds_bot", by, chat=chat.id, admin=admin):
            with self._membership(chat, self.bot, by):
                chat.members[str(self.bot.id)] = "member"
            if admin:
                self.set_admin(chat, self.bot, by=by)
            return self.post_service(chat, by, new_chat_members=[user_view(self.bot)])

    def join(self, chat: Chat, user: User, *, by: User | None = None) -> Message:
        """A person comes in, by themselves or added by somebody."""
        with self.act("joins", user, chat=chat.id, by=(by or user).id):
            with self._membership(chat, user, by or user):
                chat.members[str(user.id)] = "member"
            return self.post_service(chat, by or user, new_chat_members=[user_view(user)])

    def leave(self, chat: Chat, user: User, *, by: User | None = None) -> Message:
        """A person goes, or is removed if `by` is somebody else."""
        with self.act("leaves", user, chat=chat.id, by=(by or user).id):
            with self._membership(chat, user, by or user):
                chat.members[str(user.id)] = "left" if by in (None, user) else "kicked"
            return self.post_service(chat, by or user, left_chat_member=user_view(user))

    def kick_bot(self, chat: Chat, by: User) -> None:
        """Remove the bot: it hears of it once, then every send to the chat is forbidden."""
        with self.act("removes_bot", by, chat=chat.id):
            with self._membership(chat, self.bot, by):
                chat.members[str(self.bot.id)] = "kicked"
            message = self.post(chat, from_id=by.id, content={"left_chat_member": user_view(self.bot)})
            if chat.type == "group":
                self.tell_message(message)

    def bot_leaves(self, chat: Chat) -> None:
        """The bot goes by itself (leaveChat)."""
        with self.change():
            with self._membership(chat, self.bot, self.bot):
                chat.members[str(self.bot.id)] = "left"
            self.post(chat, from_id=self.bot.id, content={"left_chat_member": user_view(self.bot)})

    def set_admin(self, chat: Chat, who: User, *, by: User, admin: bool = True) -> None:
        """Make a person or the bot an administrator, or an ordinary member again."""
        with (
            self.act("makes_admin", by, chat=chat.id, whom=who.id, admin=admin),
            self._membership(chat, who, by),
        ):
            chat.members[str(who.id)] = "administrator" if admin else "member"

    def mute_bot(self, chat: Chat, by: User, *, muted: bool = True) -> None:
        """Take from the bot the right to write in the group, or give it back."""
        with self.act("mutes_bot", by, chat=chat.id, muted=muted), self._membership(chat, self.bot, by):
            chat.members[str(self.bot.id)] = "restricted" if muted else "member"
            chat.bot_may_write = not muted

    def create_topic(self, chat: Chat, by: User, name: str) -> Message:
        """A new topic of a forum; its id is the id of the returned service message."""
        if not chat.is_forum:
            raise ValueError("Only a forum has topics.")
        with self.act("opens_topic", by, chat=chat.id, name=name):
            created: Json = {"name": name, "icon_color": 7322096}
            message = self.post(chat, from_id=by.id, content={"forum_topic_created": created})
            message.thread_id = message.message_id
            chat.topics[str(message.message_id)] = name
            self.keep(chat)
            if chat.has(self.bot.id):
                self.tell_message(message)
        return message

    def migrate(self, chat: Chat) -> Chat:
        """Turn a group into a supergroup: a new id, two service messages, the old id refuses."""
        if chat.type != "group" or chat.migrated_to is not None:
            raise ValueError("Only a plain group can become a supergroup, and only once.")
        number = -self.number("supergroup")
        with self.act("migrates", None, chat=chat.id, new=number):
            new = Chat(
                id=number,
                type="supergroup",
                title=chat.title,
                members=dict(chat.members),
                migrated_from=chat.id,
            )
            self.chats[new.id] = new
            self.keep(new)
            owner = next(int(key) for key, status in chat.members.items() if status == "creator")
            old_end = self.post(chat, from_id=owner, content={"migrate_to_chat_id": new.id})
            chat.migrated_to = new.id
            self.keep(chat)
            new_begin = self.post(
                new,
                from_id=ANONYMOUS_ADMIN_ID,
                sender_chat_id=new.id,
                content={"migrate_from_chat_id": chat.id},
            )
            if new.has(self.bot.id):
                self.tell_message(old_end)
                self.tell_message(new_begin)
        return new

    # -- putting messages into a chat --------------------------------------------------------------

    def post(
        self,
        chat: Chat,
        *,
        from_id: int,
        text: str | None = None,
        entities: Sequence[Json] = (),
        caption: str | None = None,
        caption_entities: Sequence[Json] = (),
        content: Json | None = None,
        reply_to: int | None = None,
        reply_markup: Json | None = None,
        sender_chat_id: int | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """Append a message to a chat; tells nobody."""
        with self.change():
            chat.last_message_id += 1
            message = Message(
                chat_id=chat.id,
                message_id=chat.last_message_id,
                date=self.unix_now(),
                from_id=from_id,
                text=text,
                entities=list(entities),
                caption=caption,
                caption_entities=list(caption_entities),
                content=content or {},
                reply_to=reply_to,
                reply_markup=reply_markup,
                sender_chat_id=sender_chat_id,
                thread_id=thread_id,
                after=self.numbers["act"] - 1,
            )
            self.message_rows.setdefault(chat.id, {})[message.message_id] = message
            self.keep(chat)
            self.keep(message)
        return message

    def post_service(self, chat: Chat, by: User, **content: object) -> Message:
        """A service message, told to the bot if it is in the group."""
        message = self.post(chat, from_id=by.id, content=content)
        if chat.has(self.bot.id):
            self.tell_message(message)
        return message
