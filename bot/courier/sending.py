"""One call to Telegram for one letter, and its outcome."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, assert_never, cast

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.request import RequestData

from bot.courier.limits import CAPTION_UNITS, parsed, parsed_units
from bot.courier.outcomes import CANNOT_PARSE, THREAD_NOT_FOUND, Delivered, Outcome, Refused, outcome_of
from bot.courier.workshop import Made
from storage.letters import Letter
from storage.outbox import Kind

# Posts with or without a topic and marks, and gives the id of the message.
_Post = Callable[[str, int | None, ParseMode | None], Awaitable[int]]
TALLEST_PICTURE = 2560


@dataclass(slots=True)
class _Plain:
    """What the transport reads of a `RequestData` without files."""

    parameters: dict[str, Any]
    contains_files: bool = False
    multipart_data: dict[str, Any] = field(default_factory=dict)


class Sending:
    """Speaks to Telegram for the courier."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, letter: Letter, text: str, made: Made | None = None) -> Outcome:
        """Posts, edits or sets commands. `text` is the letter's, perhaps with a word before it.

        `made` is the file of a letter that brings one.
        """
        try:
            match letter.kind:
                case Kind.COMMANDS:
                    return await self._offer_commands(letter)
                case Kind.MESSAGE:
                    return await self._post(letter, text, self._saying(letter))
                case Kind.FILE if made is not None:
                    return await self._post(letter, _captioned(text, made), self._bringing(letter, made))
                case Kind.FILE:
                    return Refused("no file was made")
                case Kind.SEALED:
                    return Refused("it was not opened")
                case _:
                    assert_never(letter.kind)
        except TelegramError as error:
            return outcome_of(error, editing=letter.message_id is not None or letter.kind is Kind.COMMANDS)

    async def _offer_commands(self, letter: Letter) -> Outcome:
        commands = [BotCommand(name, description) for name, description in letter.commands]
        await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(letter.address.chat_id))
        return Delivered(None)

    async def _post(self, letter: Letter, text: str, post: _Post) -> Outcome:
        """As it stands; without its topic or its marks when exactly these are what Telegram refuses.

        Both refusals come before anything is posted, so trying again is safe.
        """
        thread_id = letter.address.thread_id
        mode: ParseMode | None = ParseMode.HTML
        for _ in range(3):
            try:
                return Delivered(await post(text, thread_id, mode))
            except BadRequest as error:
                if THREAD_NOT_FOUND in error.message.lower() and thread_id is not None:
                    thread_id = None
                elif CANNOT_PARSE in error.message.lower() and mode is not None:
                    text, mode = parsed(text), None
                else:
                    raise
        raise BadRequest("Refused without its topic and without marks.")

    def _saying(self, letter: Letter) -> _Post:
        async def post(text: str, thread_id: int | None, mode: ParseMode | None) -> int:
            asked: dict[str, Any] = {
                "chat_id": letter.address.chat_id,
                "text": text,
                "link_preview_options": {"is_disabled": True},
            }
            if mode is not None:
                asked["parse_mode"] = mode.value
            if letter.buttons:
                asked["reply_markup"] = keyboard(letter.buttons)
            if letter.message_id is not None:
                await self._call("editMessageText", asked | {"message_id": letter.message_id})
                return letter.message_id
            if letter.ask_reply and not letter.buttons:
                asked["reply_markup"] = {"force_reply": True, "selective": True}
            if thread_id is not None:
                asked["message_thread_id"] = thread_id
            posted = await self._call("sendMessage", asked)
            return int(posted["message_id"])

        return post

    async def _call(self, method: str, asked: dict[str, Any]) -> Any:
        """As `Bot` calls it, without an object for every value on the way out and in: there are many."""
        plain = cast(RequestData, _Plain(asked))
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", plain)

    def _bringing(self, letter: Letter, made: Made) -> _Post:
        order = letter.file or {}

        async def post(text: str, thread_id: int | None, mode: ParseMode | None) -> int:
            about: dict[str, Any] = {
                "caption": text,
                "parse_mode": mode,
                "message_thread_id": thread_id,
                "filename": order["name"],
            }
            if order["as_picture"] and not _too_tall(made.content):
                posted = await self._bot.send_photo(letter.address.chat_id, made.content, **about)
            else:
                posted = await self._bot.send_document(letter.address.chat_id, made.content, **about)
            return posted.message_id

        return post


def _too_tall(picture: bytes) -> bool:
    """Whether Telegram's apps would show a PNG much smaller than it is: then it comes as a document."""
    is_png = picture[:8] == b"\x89PNG\r\n\x1a\n"
    return is_png and int.from_bytes(picture[20:24], "big") > TALLEST_PICTURE


def _captioned(caption: str, made: Made) -> str:
    """The caption with what is to be said of the file as it was made."""
    noted = "\n\n".join(part for part in (caption, made.note) if part)
    return noted if parsed_units(noted) <= CAPTION_UNITS else caption


def keyboard(rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """The inline keyboard of an outbox row; a button has a label and either data or url."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: dict[str, Any]) -> dict[str, Any]:
    does = {"url": button["url"]} if "url" in button else {"callback_data": button["data"]}
    return {"text": button["label"], **does}
