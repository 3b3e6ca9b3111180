"""The addresses that invitations are opened by."""

from __future__ import annotations

from dialogues.context import Context
from dialogues.model import Invitation


def link(ctx: Context, invitation: Invitation) -> str:
    """The address a person opens to use an invitation."""
    return f"https://t.me/{ctx.bot_username}?start={invitation.token}"
