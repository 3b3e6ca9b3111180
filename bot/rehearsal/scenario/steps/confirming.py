"""A decision-maker without a seat confirms what was passed provisionally (event confirm)."""

from __future__ import annotations

from bot.rehearsal.scenario.filling import Picked, fill
from bot.rehearsal.scenario.happenings import Confirm
from bot.rehearsal.scenario.play import Play


async def confirmed(play: Play, event: Confirm) -> None:
    """The representative asks for the link and passes it on; who opens it confirms."""
    voice = play.cast.voice_of(event.org)
    proposal = play.scenario.proposal(event.proposal)
    await voice.writes("/table")
    await voice.quiet()
    await voice.presses("confirm_link", play.ours("t", proposal.id))
    await voice.quiet()
    guest = play.cast.guest(event.by)
    await guest.opens(voice.newest_link())
    await guest.quiet()
    await fill(guest, "confirming", {"answer": Picked("yes")})
