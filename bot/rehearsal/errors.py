"""What the Bot API answers instead of a result."""

from typing import Any


class BotApiError(Exception):
    """An answer with `ok: false`: its HTTP code, Telegram's description and the optional parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters is not None:
            body["parameters"] = self.parameters
        return body


def bad_request(what: str, parameters: dict[str, Any] | None = None) -> BotApiError:
    return BotApiError(400, f"Bad Request: {what}", parameters)


def forbidden(what: str) -> BotApiError:
    return BotApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> BotApiError:
    return BotApiError(409, f"Conflict: {what}")


def too_many_requests(retry_after: int) -> BotApiError:
    return BotApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def chat_was_upgraded(new_chat_id: int) -> BotApiError:
    return bad_request("group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new_chat_id})
