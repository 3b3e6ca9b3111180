"""What the bot is to hear: which updates are made, which wait, which are confirmed."""

from bot.rehearsal.records import Chat, Json, Message, StoredUpdate, User
from bot.rehearsal.telegram_views import chat_view, member_view, message_view, user_view
from bot.rehearsal.world_state import KEPT_CONFIRMED_UPDATES, WorldState

LEFT_OUT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


class UpdateQueue(WorldState):
    """The bot's side of the mailbox."""

    def redeliver(self, update_id: int) -> None:
        """Hand out an already confirmed update once more, as Telegram does when an answer got lost.

        Raises KeyError if it is unknown (only the latest thousand are remembered).
        """
        update = self.updates[update_id]
        with self.change():
            update.confirmed, update.again = False, True
            self.keep(update)

    def pending_updates(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.waiting_updates())

    def waiting_updates(self) -> list[StoredUpdate]:
        """The unconfirmed updates, lowest id first."""
        return sorted(
            (update for update in self.updates.values() if not update.confirmed),
            key=lambda update: update.update_id,
        )

    def confirm_before(self, offset: int) -> None:
        """Confirm every update with an id below `offset`."""
        self.confirm(
            [update for update in self.waiting_updates() if update.update_id < offset and not update.again]
        )

    def confirm(self, updates: list[StoredUpdate]) -> None:
        if not updates:
            return
        with self.change():
            for update in updates:
                update.confirmed = True
                self.keep(update)
            confirmed = [update.update_id for update in self.updates.values() if update.confirmed]
            self.forget_updates(confirmed[:-KEPT_CONFIRMED_UPDATES])

    def allow_updates(self, kinds: list[str]) -> None:
        """Remember what the bot wants to hear; an empty list means Telegram's default."""
        if kinds != self.setting("allowed_updates", []):
            with self.change():
                self.settings["allowed_updates"] = kinds
                self.keep_settings()

    def tell_bot(self, kind: str, body: Json, lane: str) -> int | None:
        """Queue an update; None if the bot has not asked for this kind. Returns its id."""
        allowed = self.setting("allowed_updates", [])
        if (kind not in allowed) if allowed else (kind in LEFT_OUT_BY_DEFAULT):
            return None
        with self.change():
            update = StoredUpdate(update_id=self.number("update"), kind=kind, body=body, lane=lane)
            self.updates[update.update_id] = update
            self.keep(update)
        return update.update_id

    def tell_message(self, message: Message, *, edited: bool = False) -> None:
        kind = "edited_message" if edited else "message"
        self.tell_bot(kind, message_view(self, message), f"chat:{message.chat_id}")

    def tell_member(self, chat: Chat, by: User, who: User, old: Json, kind: str) -> None:
        """Queue a ChatMemberUpdated from the state `old` (a ChatMember) to the present one."""
        body: Json = {
            "chat": chat_view(self, chat),
            "from": user_view(by),
            "date": self.unix_now(),
            "old_chat_member": old,
            "new_chat_member": member_view(who, chat.status_of(who.id) or "left"),
        }
        self.tell_bot(kind, body, f"chat:{chat.id}")
