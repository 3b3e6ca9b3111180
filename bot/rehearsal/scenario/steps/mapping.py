"""The map after its first drawing: owners and days of gaps, and the map drawn anew."""

from __future__ import annotations

from bot.rehearsal.scenario.failures import CannotPlay
from bot.rehearsal.scenario.filling import Picked, Typed
from bot.rehearsal.scenario.happenings import GapOwned, MapChecked
from bot.rehearsal.scenario.play import Play
from dialogues.model import Gap, Round

ABOUT = {
    "FUNCTION_UNCOVERED": "f",
    "NO_DECISION_MAKER": "f",
    "NO_DOER": "f",
    "SINGLE_POINT": "f",
    "ORG_WITHOUT_INTEREST": "o",
    "SECTOR_MONOLITH": "o",
    "SEAT_VACANT": "o",
    "REP_TYPE_MISMATCH": "s",
}


async def checked(play: Play, _event: MapChecked) -> None:
    """The facilitator has the map drawn over the seats of this moment."""
    await play.does("check_map")


ROLES = ("facilitator", "coordinator")


async def put_to_table(play: Play) -> None:
    """The map is put to the table and nobody objects, if there are days enough before the first cycle."""
    with play.look() as repository:
        drawn = repository.find(Round, topic="map", state="synthesizing")
    if not drawn:
        return
    await play.does("put_map", drawn[-1].id)
    with play.look() as repository:
        until = repository.get(Round, drawn[-1].id).notice_until
    if until is not None and until < play.hours.opening(1):
        await play.hours.until(until)


async def gap_owned(play: Play, event: GapOwned) -> None:
    """The facilitator enters who looks after a gap and by when."""
    code, _, about = event.gap.partition(":")
    subject = play.ours(ABOUT[code], about) if code in ABOUT else about or None
    with play.look() as repository:
        gap = repository.first(Gap, code=code, subject=subject, closed_cycle=None)
    if gap is None:
        raise CannotPlay(str(play.facilitator), f"own the gap {event.gap}", "a map without such a gap")
    owner = event.owner if event.owner in ROLES else play.ours("o", event.owner)
    await play.turns_to("gaps")
    await play.enters("gap", "gap", {"owner": Picked(owner), "due": Typed(event.due.isoformat())}, gap.id)
