"""python-telegram-bot as its documentation has it for a web server of one's own: the endpoint fills the queue."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from tests.benchmarks.contenders.serving import PATH, SECRET, serve
from tests.benchmarks.sides.bot_api import TOKEN

Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, int]]


def builder(api_url: str) -> ApplicationBuilder:  # type: ignore[type-arg]
    """An application with PTB's default transport and no updater."""
    return Application.builder().token(TOKEN).base_url(f"{api_url}/bot").updater(None)


async def run_behind_webhook(application: Application) -> None:  # type: ignore[type-arg]
    """Serves until killed."""

    async def take(request: Request) -> Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return Response(status_code=403)
        update = Update.de_json(data=await request.json(), bot=application.bot)
        await application.update_queue.put(update)
        return Response()

    app = Starlette(routes=[Route(PATH, take, methods=["POST"])])
    async with application:
        await application.start()
        kept = {who: len(data["answers"]) for who, data in application.user_data.items()}
        await serve(app, kept)
        await application.stop()
