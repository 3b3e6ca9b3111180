"""The reply markup of a message: what Telegram takes and with which words it refuses."""

from typing import Any

from bot.rehearsal.errors import bad_request
from bot.rehearsal.html_entities import is_link
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.records import Json

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
OTHER_ACTIONS = (
    "login_url", "web_app", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip


def reply_markup_of(parameters: Parameters, *, inline_only: bool = False) -> Json | None:
    """The checked reply markup, None if there is none or it is empty. Raises BotApiError 400."""
    markup = parameters.nested("reply_markup", "reply keyboard markup JSON object")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if inline_only and markup:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return _reply_keyboard(markup)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def _rows(keyboard: Any) -> list[list[Any]]:
    if not isinstance(keyboard, list) or not all(isinstance(row, list) for row in keyboard):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return [row for row in keyboard if row]


def _inline(keyboard: Any) -> Json | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(keyboard)]
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: can't find field \"text\"")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if "url" in button:
        _check_url(str(button["url"]))
    elif "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not any(action in button for action in OTHER_ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    return button


def _check_url(url: str) -> None:
    if not url:
        raise bad_request("BUTTON_URL_INVALID")
    if not is_link(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_keyboard(markup: Json) -> Json | None:
    rows = [[_key(key) for key in row] for row in _rows(markup["keyboard"])]
    if sum(map(len, rows)) > 300:
        raise bad_request("reply markup is too long")
    return markup | {"keyboard": rows} if rows else None


def _key(key: Any) -> Json:
    if isinstance(key, str):
        key = {"text": key}
    if not isinstance(key, dict) or not isinstance(key.get("text"), str):
        raise bad_request("can't parse keyboard button: can't find field \"text\"")
    if not key["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return key
