"""What the page asks for and does: the state of the room, its changes, and every act of a seat."""

import asyncio
import hmac
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.rehearsal.file_shelf import file_behind, file_bytes
from bot.rehearsal.method_profile import commands_for
from bot.rehearsal.records import CallbackQuery, Chat, Json, Message, User
from bot.rehearsal.room_acts import ACTS, seat_of, shown_chat
from bot.rehearsal.room_views import answer_view, person_view, room_chat_view, room_message_view
from bot.rehearsal.world import World

T = TypeVar("T")
Hook = Callable[[], T | Awaitable[T]]
KEY_HEADER = "x-room-key"
HEARTBEAT_SECONDS = 15.0
GATHER_SECONDS = 0.02
TYPING_SECONDS = 5.0
NEWEST_MESSAGES = 400
OPENABLE = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")
PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
MIME_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, kw_only=True)
class RoomHooks:
    """What the room asks of whoever opened it; each may be a plain or an async function.

    `next_deadline`: when the bot will next do something by itself, None if never; `next_cycle`: when the
    table's next cycle opens; `move_on`: moves the clock and lets what is due happen. `zone`: the table's
    time zone, by which the page tells hours. `restart`: empties the room and seeds it again ("empty" or
    "example"). `guide`: {"title", "steps": [text, …]}. `seat_labels`: user id → what the person sits there
    for. `state`: where the table stands, as {"title", "value", "detail", "last", "ways"} rows under "items"
    (or the plain list of them). `play`: where a scenario stands that plays by itself. `doings`: what can be
    done with the whole room, by name.
    """

    next_deadline: Hook[datetime | None] | None = None
    next_cycle: Hook[datetime | None] | None = None
    move_on: Callable[[datetime], Awaitable[None]] | None = None
    zone: Hook[str | None] | None = None
    restart: Callable[[str], Awaitable[None] | None] | None = None
    guide: Hook[Json] | None = None
    seat_labels: Hook[Mapping[int, str]] | None = None
    state: Hook[Json | list[Json]] | None = None
    play: Hook[Json | None] | None = None
    doings: Mapping[str, Callable[[Json], Awaitable[Json]]] = field(default_factory=dict)


async def _ask(hook: Hook[T] | None, otherwise: T) -> T:
    if hook is None:
        return otherwise
    answer = hook()
    if isinstance(answer, Awaitable):
        awaited: T = await answer
        return awaited
    return answer


class RoomPage:
    """The page's files and its API under /room."""

    def __init__(self, world: World, token: str | None, hooks: RoomHooks) -> None:
        self._world = world
        self._token = token
        self._hooks = hooks
        self._closing = False

    def close(self) -> None:
        """End every open event stream."""
        self._closing = True
        self._world.wake()

    def routes(self) -> list[Route]:
        return [
            Route("/", self._index),
            Route("/page/{name}", self._asset),
            Route("/room/state", self._guarded(self._state)),
            Route("/room/events", self._guarded(self._events)),
            Route("/room/commands", self._guarded(self._commands)),
            Route("/room/guide", self._guarded(self._guide)),
            Route("/room/open/{door}/{name}", self._file),
            Route("/room/clock", self._guarded(self._clock), methods=["POST"]),
            Route("/room/restart", self._guarded(self._restart), methods=["POST"]),
            Route("/room/{act}", self._guarded(self._act), methods=["POST"]),
        ]

    # -- the page's own files -------------------------------------------------------------------------

    async def _index(self, _request: Request) -> Response:
        return _page_file("index.html")

    async def _asset(self, request: Request) -> Response:
        return _page_file(request.path_params["name"])

    def _guarded(
        self, endpoint: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def checked(request: Request) -> Response:
            given = request.headers.get(KEY_HEADER, "")
            if self._token is not None and not hmac.compare_digest(given.encode(), self._token.encode()):
                return _json({"error": "Open the page with the address printed in the terminal."}, 403)
            try:
                return await endpoint(request)
            except (ValueError, LookupError, TypeError, OverflowError) as error:
                return _json({"error": str(error).strip("'\"") or type(error).__name__}, 400)

        return checked

    # -- looking ------------------------------------------------------------------------------------

    async def _state(self, _request: Request) -> Response:
        world = self._world
        messages = [
            message for chat_id in world.chats for message in world.messages(chat_id)[-NEWEST_MESSAGES:]
        ]
        whole = await self._picture(list(world.users.values()), list(world.chats.values()), messages, [])
        whole["guide"] = await _ask(self._hooks.guide, {})
        whole["can_restart"] = self._hooks.restart is not None
        whole["doings"] = sorted(self._hooks.doings)
        whole["bot"] = {"id": world.bot.id, "name": world.bot.first_name, "username": world.bot.username}
        return _json(whole)

    async def _picture(
        self, people: list[User], chats: list[Chat], messages: list[Message], answers: list[CallbackQuery]
    ) -> Json:
        world = self._world
        seq, epoch = world.seq, world.epoch
        nobody: Mapping[int, str] = {}
        nothing: Json | list[Json] = []
        labels = await _ask(self._hooks.seat_labels, nobody)
        panel = await _ask(self._hooks.state, nothing)
        deadline = await _ask(self._hooks.next_deadline, None)
        play = await _ask(self._hooks.play, None)
        now = world.clock.now()
        return {
            "seq": seq,
            "epoch": epoch,
            "now": now.timestamp(),
            "frozen": world.clock.frozen,
            "deadline": _ahead(deadline, now),
            "next_cycle": _ahead(await _ask(self._hooks.next_cycle, None), now),
            "zone": await _ask(self._hooks.zone, None),
            "people": [person_view(user, labels) for user in people],
            "chats": [room_chat_view(world, chat) for chat in chats],
            "messages": [room_message_view(world, message) for message in messages],
            "answers": [answer_view(query) for query in answers],
            "typing": [chat for chat, at in world.typing.items() if now.timestamp() - at < TYPING_SECONDS],
            "play": play,
            "panel": panel.get("items", []) if isinstance(panel, dict) else panel,
        }

    async def _events(self, request: Request) -> Response:
        since = int(request.query_params.get("since", "0"))
        epoch = int(request.query_params.get("epoch", "0"))
        return StreamingResponse(
            self._stream(since, epoch), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _stream(self, since: int, epoch: int) -> AsyncIterator[bytes]:
        world = self._world
        yield b"retry: 500\n\n"
        fresh = world.seq > since
        while not self._closing:
            if world.epoch != epoch:
                yield b"event: reset\ndata: {}\n\n"
                return
            if not fresh:
                try:
                    async with asyncio.timeout(HEARTBEAT_SECONDS):
                        await world.wait_change()
                except TimeoutError:
                    yield b": still here\n\n"
                # Several changes at once become one event.
                await asyncio.sleep(GATHER_SECONDS)
            fresh = False
            if world.epoch != epoch:
                continue
            delta = await self._delta(since)
            since = delta["seq"]
            yield b"data: " + orjson.dumps(delta) + b"\n\n"

    async def _delta(self, since: int) -> Json:
        changed = self._world.changed_since(since)
        return await self._picture(
            [record for record in changed if isinstance(record, User)] or self._people_if_labelled(),
            [record for record in changed if isinstance(record, Chat)],
            [record for record in changed if isinstance(record, Message)],
            [record for record in changed if isinstance(record, CallbackQuery)],
        )

    def _people_if_labelled(self) -> list[User]:
        # What a person sits there for may change without a change of the person.
        return list(self._world.users.values()) if self._hooks.seat_labels is not None else []

    async def _commands(self, request: Request) -> Response:
        seat = seat_of(self._world, {"seat": request.query_params["seat"]})
        chat = shown_chat(self._world, seat, int(request.query_params["chat"]))
        return _json({"commands": commands_for(self._world, chat, seat)})

    async def _guide(self, _request: Request) -> Response:
        return _json(await _ask(self._hooks.guide, {}))

    async def _file(self, request: Request) -> Response:
        # A link and an <img> cannot send the key; the door in the address stands for it.
        stored = file_behind(self._world, request.path_params["door"])
        if stored is None:
            return _json({"error": "No such file."}, 404)
        opens = stored.mime_type in OPENABLE
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
        headers["Content-Disposition"] = "inline" if opens else "attachment"
        kind = stored.mime_type if opens else "application/octet-stream"
        return Response(file_bytes(stored), media_type=kind, headers=headers)

    # -- acting -------------------------------------------------------------------------------------

    async def _act(self, request: Request) -> Response:
        name = request.path_params["act"]
        if (doing := self._hooks.doings.get(name)) is not None:
            return _json(await doing(await _body(request)))
        act = ACTS.get(name)
        if act is None:
            return _json({"error": "The room knows no such act."}, 404)
        return _json(act(self._world, await _body(request)))

    async def _clock(self, request: Request) -> Response:
        clock = self._world.clock
        target = await self._target(await _body(request))
        if self._hooks.move_on is None:
            clock.move_to(target)
        else:
            await self._hooks.move_on(target)
        return _json({"now": clock.now().timestamp()})

    async def _target(self, body: Json) -> datetime:
        """Where the clock is to be moved: to what is due, to an instant, or some seconds further."""
        now = self._world.clock.now()
        match body.get("to"):
            case "next_deadline":
                due, nothing = self._hooks.next_deadline, "Nothing is due: no deadline is set."
            case "next_cycle":
                due, nothing = self._hooks.next_cycle, "No cycle is set. Set up the table first."
            case None:
                return now + timedelta(seconds=float(body["seconds"]))
            case instant:
                return datetime.fromisoformat(str(instant))
        found = await _ask(due, None)
        if found is None:
            raise ValueError(nothing)
        return max(now, found)

    async def _restart(self, request: Request) -> Response:
        kind = (await _body(request)).get("kind")
        if kind not in ("empty", "example"):
            raise ValueError('Say which kind of table: "empty" or "example".')
        if self._hooks.restart is None:
            raise ValueError("This room cannot start over.")
        done = self._hooks.restart(kind)
        if inspect.isawaitable(done):
            await done
        return _json({})


def _ahead(instant: datetime | None, now: datetime) -> float | None:
    return instant.timestamp() if instant is not None and instant > now else None


async def _body(request: Request) -> Json:
    # Asking for JSON by name makes browsers ask first, so no form of another page can act here.
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise ValueError("The room takes JSON.")
    body: Any = orjson.loads(await request.body())
    if not isinstance(body, dict):
        raise ValueError("The room takes a JSON object.")
    return body


def _page_file(name: str) -> Response:
    kind = MIME_TYPES.get(Path(name).suffix)
    source = files("bot.rehearsal").joinpath("page", name)
    if kind is None or "/" in name or not source.is_file():
        return _json({"error": "Not found."}, 404)
    return Response(source.read_bytes(), media_type=kind, headers=PAGE_HEADERS)


def _json(body: Json, code: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(body), status_code=code, media_type="application/json", headers=headers)
