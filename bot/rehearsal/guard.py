"""Keeps other web pages away: only a browser that means this machine gets an answer."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")


def refusal_of(scope: Scope) -> Response | None:
    """A refusal, if the Host is not this machine (DNS rebinding) or the Origin is another page."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if _name_of(f"//{host}") not in LOCAL_NAMES:
        return PlainTextResponse("This server answers only to 127.0.0.1.\n", status_code=421)
    origin = headers.get("origin")
    if origin is not None and (_name_of(origin) not in LOCAL_NAMES or urlsplit(origin).netloc != host):
        return PlainTextResponse("Other pages are not served here.\n", status_code=403)
    return None


def _name_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
