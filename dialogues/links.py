"""Invitations: how they are made and ended, and the addresses they are opened by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogues import house_rules
from dialogues.context import Context
from dialogues.model import Invitation, Role, Table


def link(ctx: Context, invitation: Invitation) -> str:
    """The address a person opens to use an invitation."""
    return f"https://t.me/{ctx.bot_username}?start={invitation.token}"


def works(ctx: Context, invitation: Invitation) -> bool:
    """Whether it has been neither used up nor ended, and is not too old."""
    return not invitation.revoked and invitation.uses_left > 0 and invitation.expires_at > ctx.now


def invite(
    ctx: Context,
    table: Table,
    role: Role,
    organisation_id: int | None = None,
    *,
    voice: bool = True,
    replaces_seat: int | None = None,
    for_seat: int | None = None,
) -> Invitation:
    """A fresh link: opaque, capped, expiring; what it gives stays on the server."""
    many = role is Role.MEMBER and replaces_seat is None
    uses = house_rules.INVITATION_USES.value if many else 1
    wide = role is Role.FACILITATOR
    days = (house_rules.ROLE_OFFER_DAYS if wide else house_rules.INVITATION_DAYS).value
    return ctx.repository.add(
        Invitation(
            table_id=table.id,
            organisation_id=organisation_id,
            role=role.value,
            token=ctx.new_token(),
            uses_left=uses,
            expires_at=ctx.now + timedelta(days=days),
            voice=voice,
            replaces_seat=replaces_seat,
            for_seat=for_seat,
        )
    )


def revoke(ctx: Context, **which: object) -> None:
    """The links like these stop working."""
    for old in ctx.repository.find(Invitation, revoked=False, **which):
        ctx.repository.put(replace(old, revoked=True))
