"""The room of tests/bot, for bots that run in a process of their own and are killed."""

from tests.bot.conftest import room

__all__ = ["room"]
