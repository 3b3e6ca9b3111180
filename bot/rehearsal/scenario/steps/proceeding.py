"""After every event: the next step of the lifecycle, where nothing that can be seen is missing for it."""

from __future__ import annotations

from bot.rehearsal.scenario.play import Play
from dialogues import structure_facts
from dialogues.guide_list import STEPS
from dialogues.model import Gap, Table
from dialogues.repository import Repository


async def ask_for_next_step(play: Play) -> None:
    """The facilitator asks for it; the bot decides. Steps that come by themselves need no asking."""
    table = play.table()
    with play.look() as repository:
        ready = _looks_ready(repository, table)
    if not ready:
        return
    action = STEPS[table.lifecycle]
    button = await play.offers(action) or (
        None if table.lifecycle == "convening" else await play.on_a_page(action)
    )
    if button is not None:
        await play.facilitator.press(button)
        await play.quiet()


def _looks_ready(repository: Repository, table: Table) -> bool:
    """What a facilitator sees on the pages before asking."""
    match table.lifecycle:
        case "convening":
            return True
        case "mapping":
            open_ = repository.find(Gap, table_id=table.id, closed_cycle=None, severity="must")
            return not any(g.owner is None or g.code == "NO_COMMUNITY_VOICE" for g in open_)
        case "structuring":
            unequal = structure_facts.leverage_flags(repository, table)
            return not unequal and structure_facts.ratified_round(repository, table) is not None
        case _:
            return False
