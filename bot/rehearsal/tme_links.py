"""Links to the bot: t.me/<bot>?start=… opens the private chat, ?startgroup=… adds it to a group."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class StartLink:
    """A link to the bot and what it hands over."""

    payload: str | None
    in_group: bool


def bot_link(url: str, bot_username: str) -> StartLink | None:
    """What the link asks for, None if it does not lead to this bot."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if parts.scheme == "tg" and parts.netloc == "resolve":
        name = query.get("domain", "")
    elif parts.netloc.lower() in ("t.me", "telegram.me", "www.t.me"):
        name = parts.path.strip("/")
    else:
        return None
    if name.lower() != bot_username.lower():
        return None
    if "startgroup" in query:
        return StartLink(query["startgroup"] or None, in_group=True)
    return StartLink(query.get("start") or None, in_group=False)
