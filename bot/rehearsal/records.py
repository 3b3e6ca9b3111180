"""What the pretended Telegram remembers: users, chats, messages, button presses, files, updates."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Self

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup"]
MemberStatus = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

ANONYMOUS_ADMIN_ID = 1087968824
PRESENT: tuple[MemberStatus, ...] = ("creator", "administrator", "member", "restricted")


@dataclass
class Record:
    """A row of the world: it turns into JSON and back without loss. `seq` grows with each change."""

    seq: int = field(default=0, kw_only=True)

    def to_json(self) -> Json:
        return asdict(self)

    @classmethod
    def from_json(cls, body: Json) -> Self:
        return cls(**body)


@dataclass(kw_only=True)
class User(Record):
    """A person (or the bot). `started`: has opened the private chat; `blocked`: has blocked the bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(kw_only=True)
class Chat(Record):
    """A private chat or a group. `members` maps user ids (as text, for JSON) to their status."""

    id: int
    type: ChatType
    title: str | None = None
    members: dict[str, MemberStatus] = field(default_factory=dict)
    is_forum: bool = False
    topics: dict[str, str] = field(default_factory=dict)
    migrated_to: int | None = None
    migrated_from: int | None = None
    pinned: list[int] = field(default_factory=list)
    last_message_id: int = 0
    bot_may_write: bool = True

    def status_of(self, user_id: int) -> MemberStatus | None:
        """The status of a user, None if they have never been here."""
        return self.members.get(str(user_id))

    def has(self, user_id: int) -> bool:
        return self.status_of(user_id) in PRESENT

    @property
    def is_group(self) -> bool:
        return self.type != "private"


@dataclass(frozen=True)
class Button:
    """An inline button as a person sees it; exactly what pressing it needs."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(kw_only=True)
class Message(Record):
    """One message of a chat. `content` holds the Bot API fields of whatever is not plain text.

    `after`: the number of the latest act before it, so that a transcript can tell what followed what.
    """

    chat_id: int
    message_id: int
    date: int
    from_id: int
    text: str | None = None
    entities: list[Json] = field(default_factory=list)
    caption: str | None = None
    caption_entities: list[Json] = field(default_factory=list)
    content: Json = field(default_factory=dict)
    reply_to: int | None = None
    reply_markup: Json | None = None
    edit_date: int | None = None
    sender_chat_id: int | None = None
    thread_id: int | None = None
    deleted: bool = False
    after: int = 0

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.date, UTC)

    @property
    def edited(self) -> bool:
        return self.edit_date is not None

    @property
    def words(self) -> str:
        """What a person can read here: the text or the caption."""
        return self.text if self.text is not None else self.caption or ""

    @property
    def inline_keyboard(self) -> list[list[Json]]:
        keyboard: list[list[Json]] = (self.reply_markup or {}).get("inline_keyboard", [])
        return keyboard

    @property
    def buttons(self) -> list[Button]:
        """All inline buttons, row by row."""
        return [
            Button(key["text"], key.get("callback_data"), key.get("url"))
            for row in self.inline_keyboard
            for key in row
        ]


@dataclass(kw_only=True)
class CallbackQuery(Record):
    """A press on an inline button and, once the bot has answered, the answer."""

    id: str
    from_id: int
    chat_id: int
    message_id: int
    data: str
    at: float
    answered: bool = False
    answer_text: str | None = None
    show_alert: bool = False
    answer_url: str | None = None


@dataclass(kw_only=True)
class StoredFile(Record):
    """A file somebody has sent; `body` is base64, `door` the unguessable part of its address on the page."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    size: int
    body: str
    door: str


@dataclass(kw_only=True)
class StoredUpdate(Record):
    """Something the bot is to hear about. `lane` is the queue of the webhook: a chat, or a person's presses.

    `again` marks one that is to be handed out once more, whatever the offset says.
    """

    update_id: int
    kind: str
    body: Json
    lane: str
    confirmed: bool = False
    again: bool = False

    def as_sent(self) -> Json:
        return {"update_id": self.update_id, self.kind: self.body}


@dataclass(kw_only=True)
class Act(Record):
    """Something that was done in the room, told so that it can be done again. `who` None: nobody in particular."""

    number: int
    at: float
    what: str
    who: int | None
    body: Json
