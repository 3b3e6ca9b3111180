"""Which step plays which event."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.rehearsal.scenario import happenings as happens
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.steps import confirming, joining, mapping, structuring, trusting, voting

Plays = Callable[[Play, Any], Awaitable[None]]

EVENTS: dict[type[happens.Part], Plays] = {
    happens.IntrosDone: trusting.introduced,
    happens.TextChecked: voting.text_checked,
    happens.Vote: voting.vote,
    happens.Confirm: confirming.confirmed,
    happens.DisagreementOpened: trusting.disagreement_opened,
    happens.DisagreementSettled: trusting.disagreement_settled,
    happens.RolesAcknowledged: trusting.roles_acknowledged,
    happens.PulseTaken: trusting.pulse,
    happens.TransitionRequest: trusting.transition_requested,
    happens.Membership: joining.changed,
    happens.MapChecked: mapping.checked,
    happens.GapOwned: mapping.gap_owned,
    happens.StructureChanged: structuring.changed,
}


async def play_event(play: Play, event: happens.Event) -> None:
    """Plays one event; raises `CannotPlay`."""
    await EVENTS[type(event)](play, event)
