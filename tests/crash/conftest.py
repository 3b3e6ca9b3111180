"""The room of tests/bot, for bots that run in a process of their own and are killed, on each database."""

from tests.bot.conftest import room
from tests.support.each_database import database

__all__ = ["database", "room"]
