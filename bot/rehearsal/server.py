"""The rehearsal server: the Bot API under /bot<token>/, the page and its API beside it."""

import asyncio
from collections.abc import Awaitable, MutableMapping
from contextlib import suppress
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.http_server import HttpServer
from bot.rehearsal.bot_api import BotApi
from bot.rehearsal.errors import BotApiError, bad_request
from bot.rehearsal.faults import FaultPlan, FaultRule
from bot.rehearsal.file_shelf import file_at, file_bytes
from bot.rehearsal.flood import FloodLimits
from bot.rehearsal.guard import refusal_of
from bot.rehearsal.parameters import Parameters, Upload
from bot.rehearsal.room_api import RoomHooks, RoomPage
from bot.rehearsal.world import World

MAX_FIELD = 4 * 1024 * 1024
ABORT = "rehearsal.abort"


class RoomApp(Starlette):
    """Keeps strangers out before anything else, and lets a fault tear the connection."""

    bot_api: BotApi
    page: RoomPage

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if (refusal := refusal_of(scope)) is not None:
                await refusal(scope, receive, send)
                return
            scope[ABORT] = _abort_of(send)
        await super().__call__(scope, receive, send)

    async def close(self) -> None:
        """Let go of long polls, page connections and deliveries."""
        self.page.close()
        await self.bot_api.close()


def _abort_of(send: Send) -> Any:
    """Uvicorn keeps the connection in the cycle whose method `send` is; elsewhere there is none."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    return getattr(transport, "abort", None)


def create_app(
    world: World,
    *,
    page_token: str | None,
    hooks: RoomHooks | None = None,
    flood: FloodLimits | None = None,
    faults: FaultPlan | None = None,
) -> RoomApp:
    """The whole server as an ASGI application. `page_token` None opens the page's API without one."""
    bot_api = BotApi(world, flood=flood)
    page = RoomPage(world, page_token, hooks or RoomHooks())
    endpoint = BotApiEndpoint(bot_api, faults or FaultPlan())
    app = RoomApp(
        routes=[
            Route("/bot{token}/{method}", endpoint.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", endpoint.download, methods=["GET"]),
            *page.routes(),
        ]
    )
    app.bot_api = bot_api
    app.page = page
    return app


class BotApiEndpoint:
    """HTTP in, HTTP out: reads parameters, meets faults, writes Telegram's kind of answer."""

    def __init__(self, bot_api: BotApi, faults: FaultPlan) -> None:
        self._api = bot_api
        self._faults = faults

    async def answer(self, request: Request) -> Response:
        try:
            if request.path_params["token"] != self._api.world.token:
                raise BotApiError(401, "Unauthorized")
            method = request.path_params["method"]
            parameters = await read_parameters(request)
            in_topic = parameters.number("message_thread_id") != 0
            fault = self._faults.meet(method, self._api.chat_id(parameters), in_topic=in_topic)
            if fault is None:
                result = await _unless_gone(request, self._api.call(method, parameters))
            else:
                result = await self._with_fault(request, fault, method, parameters)
            return _json(200, {"ok": True, "result": result})
        except BotApiError as error:
            return _json(error.code, error.body())

    async def _with_fault(
        self, request: Request, fault: FaultRule, method: str, parameters: Parameters
    ) -> Any:
        if refusal := fault.refusal():
            raise refusal
        if fault.kind in ("duplicate", "reorder"):
            return fault.altered(await _unless_gone(request, self._api.call(method, parameters)))
        result = None
        if fault.kind in ("reset_after", "timeout_after"):
            result = await self._api.call(method, parameters)
        if fault.kind in ("timeout_before", "timeout_after"):
            with suppress(TimeoutError):
                async with asyncio.timeout(fault.hold):
                    await _gone(request)
        elif (abort := request.scope[ABORT]) is not None:
            abort()
        return result

    async def download(self, request: Request) -> Response:
        if request.path_params["token"] != self._api.world.token:
            return _json(401, BotApiError(401, "Unauthorized").body())
        stored = file_at(self._api.world, request.path_params["path"])
        if stored is None:
            return _json(404, BotApiError(404, "Not Found").body())
        return Response(file_bytes(stored), media_type="application/octet-stream")


async def read_parameters(request: Request) -> Parameters:
    """Query and body together, the body winning. Raises BotApiError 400 for broken JSON."""
    parameters = Parameters(dict(request.query_params))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        try:
            values = orjson.loads(body) if body else {}
        except orjson.JSONDecodeError:
            raise bad_request("can't parse request body as JSON") from None
        if not isinstance(values, dict):
            raise bad_request("can't parse request body as JSON")
        parameters.values.update(values)
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form(max_part_size=MAX_FIELD) as form:
            for name, value in form.multi_items():
                if isinstance(value, str):
                    parameters.values[name] = value
                else:
                    parameters.uploads[name] = Upload(
                        value.filename or "file", value.content_type or "", await value.read()
                    )
    else:
        await request.body()
    return parameters


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _unless_gone(request: Request, work: Awaitable[Any]) -> Any:
    """The result of `work`; given up when the client has hung up, so that a dead poll takes no update."""
    task = asyncio.ensure_future(work)
    watch = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((task, watch), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise BotApiError(499, "Client Closed Request")
        return task.result()
    finally:
        for future in (task, watch):
            future.cancel()


def _json(code: int, body: MutableMapping[str, Any]) -> Response:
    return Response(orjson.dumps(body), status_code=code, media_type="application/json")


class RoomServer:
    """Serves the room from the running loop."""

    def __init__(self, app: RoomApp) -> None:
        self.app = app
        self._server = HttpServer(app, closing_seconds=3)
        self._open = False

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; port 0 takes a free one. The base URL. Raises OSError if the port is taken."""
        taken = await self._server.start(host, port)
        self._open = True
        await self.app.bot_api.webhook.start()
        return f"http://{host}:{taken}"

    async def stop(self) -> None:
        """Answer whoever waits, then close. May be called twice."""
        if not self._open:
            return
        self._open = False
        await self.app.close()
        await self._server.stop()
