"""getUpdates: hands out what waits, or waits itself, one request at a time."""

import asyncio

from bot.rehearsal.errors import bad_request, conflict
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.records import Json, StoredUpdate
from bot.rehearsal.world import World

MAX_UPDATES = 100
MAX_WAIT_SECONDS = 50
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class LongPolling:
    """The one mailbox window: a second request sends the first away with 409."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._latest = 0
        self._waiting = 0
        self._closing = False

    def close(self) -> None:
        """Answer whoever waits with what is there, and wait no more."""
        self._closing = True
        self._world.wake()

    async def get_updates(self, parameters: Parameters) -> list[Json]:
        """The updates from `offset` on. Raises BotApiError 409 as Telegram does."""
        world = self._world
        if world.setting("webhook", {}).get("url"):
            raise conflict(WEBHOOK_ACTIVE)
        self._latest += 1
        mine = self._latest
        if self._waiting:
            world.wake()
        allow_updates(world, parameters)
        limit = parameters.number("limit", MAX_UPDATES)
        limit = limit if 1 <= limit <= MAX_UPDATES else MAX_UPDATES
        self._confirm(parameters.number("offset"))
        wait = min(max(parameters.number("timeout"), 0), MAX_WAIT_SECONDS)
        loop = asyncio.get_running_loop()
        until = loop.time() + wait
        while not (found := world.waiting_updates()[:limit]):
            try:
                self._waiting += 1
                async with asyncio.timeout_at(until if not self._closing else loop.time()):
                    await world.wait_change()
            except TimeoutError:
                break
            finally:
                self._waiting -= 1
            self._refuse_if_replaced(mine)
        self._refuse_if_replaced(mine)
        self._handed_out(found)
        return [update.as_sent() for update in found]

    def _refuse_if_replaced(self, mine: int) -> None:
        if self._world.setting("webhook", {}).get("url"):
            raise conflict("terminated by setWebhook request")
        if self._latest != mine:
            raise conflict(TERMINATED)

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self._world.confirm_before(offset)
        elif offset < 0:
            waiting = self._world.waiting_updates()
            self._world.confirm(waiting[:offset])

    def _handed_out(self, updates: list[StoredUpdate]) -> None:
        again = [update for update in updates if update.again]
        if again:
            with self._world.change():
                for update in again:
                    update.again = False
                    self._world.keep(update)


def allow_updates(world: World, parameters: Parameters) -> None:
    """Take over `allowed_updates`; left out, the earlier setting stays."""
    allowed = parameters.nested("allowed_updates", "allowed_updates JSON object")
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise bad_request("can't parse allowed_updates: expected an Array of String")
    world.allow_updates([str(kind) for kind in allowed])
