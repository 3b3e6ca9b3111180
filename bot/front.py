"""What `tablekeeper serve` shows to the outside: the webhook's door, and three pages for operators."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.ingress.webhook import Door
from bot.metrics import CONTENT_TYPE
from storage.database import revisions
from storage.unit_of_work import Writing

PATIENCE_SECONDS = 5.0

NotReady = Callable[[], Awaitable[list[str]]]


def front_of_house(door: Door, not_ready: NotReady, metrics: Callable[[], bytes]) -> ASGIApp:
    """`not_ready` gives what is missing, one line each; `metrics` is asked off the loop."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_request: Request) -> Response:
        missing = await not_ready()
        return JSONResponse({"ready": not missing, "missing": missing}, status_code=503 if missing else 200)

    async def show_metrics(_request: Request) -> Response:
        return Response(await asyncio.to_thread(metrics), media_type=CONTENT_TYPE)

    pages = Starlette(
        routes=[
            Route("/healthz", healthz, methods=["GET"]),
            Route("/readyz", readyz, methods=["GET"]),
            Route("/metrics", show_metrics, methods=["GET"]),
            Mount("/", door),
        ]
    )

    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        # What Telegram brings goes straight to the door; there is nothing to route.
        await (door if scope["type"] == "http" and scope["method"] == "POST" else pages)(scope, receive, send)

    return front


async def missing_for_work(
    engine: Engine, writer: Writing, courier_somewhere: Callable[[], bool]
) -> list[str]:
    """Why this process should get no updates now; empty when it should."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            current, newest = await asyncio.to_thread(revisions, engine)
            if current != newest:
                return [f"the database is at revision {current or 'none'}, not {newest}: tablekeeper migrate"]
            await writer.run(lambda connection: connection.execute(text("SELECT 1")))
            if not await asyncio.to_thread(courier_somewhere):
                return ["no process sends messages"]
    except TimeoutError:
        return ["the database does not answer in time"]
    except SQLAlchemyError as error:
        return [f"the database does not answer ({type(error).__name__})"]
    return []
