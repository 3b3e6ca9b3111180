"""What leads to a fallback rule, and to a text for it: brought, voted on, blocked in every round."""

from __future__ import annotations

from dialogues.model import Round
from tests.acceptance.playing import Played
from tests.acceptance.test_texts import bring, open_vote, vote

RULE, BY_MOST, NONE = "Our fallback rule", "If most can live with it", "No rule: the text waits"
TITLE, TEXT = "How we meet", "The table meets every Monday at nine."
REASON = "Our staff <b>cannot</b> leave the desk on Mondays."


async def choose(table: Played, label: str) -> None:
    """The facilitator brings a fallback rule, or the wish to have none, up to the text that is put to the table."""
    await table.lena.says("/table")
    await table.lena.presses("Our own rules")
    await table.lena.presses("A rule for a block that stays")
    await table.lena.presses(label)


async def agree(table: Played, label: str = BY_MOST, **scores: int) -> None:
    """The same, and the table votes on it."""
    await choose(table, label)
    await table.lena.presses("Put it to the table")
    await open_vote(table, 48, RULE)
    await vote(table, RULE, **scores)


async def bring_text(table: Played, what: str = "Something else", binds: str = "No") -> None:
    """A routine text, where it may be routine, up to its open vote."""
    await bring(table, what, TITLE, stakes="Routine", binds=binds)
    await table.lena.says(TEXT)
    await table.lena.presses("Put it to the table")
    await open_vote(table, 48, TITLE)


async def cast(table: Played, *blockers: str, **scores: int) -> None:
    """Everybody votes, 4 where nothing else is said; the facilitator closes the vote."""
    for name, player in table.people.items():
        await player.presses("0 ·" if name in blockers else f"{scores.get(name, 4)} ·")
        if name in blockers:
            await player.says(REASON)
    await table.lena.says("/table")
    await table.lena.presses(f"Close the vote and count: {TITLE}")


async def amend(table: Played, n: int) -> None:
    """Another wording of the text, up to its open vote."""
    await table.lena.says("/table")
    await table.lena.presses(f"Change the text with them: {TITLE}")
    await table.lena.says(f"{TEXT} (Wording {n})")
    await table.lena.presses("Put it to the table")
    await open_vote(table, 48, TITLE)


async def block_every_time(table: Played, *blockers: str, **scores: int) -> None:
    """The text is blocked in all three rounds, and parked."""
    await cast(table, *blockers, **scores)
    for n in (2, 3):
        await amend(table, n)
        await cast(table, *blockers, **scores)
    assert state(table) == "parked"


async def use(table: Played) -> None:
    """The facilitator's button, from /table."""
    await table.lena.says("/table")
    await table.lena.presses(f"Use our fallback rule: {TITLE}")


def state(table: Played) -> str:
    return table.one(Round, title=TITLE).state
