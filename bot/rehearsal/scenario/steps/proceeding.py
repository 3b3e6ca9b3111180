"""After every event: the next step of the lifecycle, where the panel offers it and nothing is missing for it."""

from __future__ import annotations

from bot.rehearsal.scenario.play import Play

# State of the table → the button that asks for the step out of it, and what the panel offers while it is too early.
STEPS = {
    "convening": ("begin_result", ()),
    "mapping": ("accept_map", ("gaps",)),
}


async def ask_for_next_step(play: Play) -> None:
    """Presses the button if it is there; steps that come by themselves need none."""
    before = play.table().lifecycle
    if before not in STEPS:
        return
    action, early = STEPS[before]
    offered = {b.word(1): b for b in await play.panel() if b.press.verb == "go"}
    if action in offered and not any(name in offered for name in early):
        await play.facilitator.press(offered[action])
        await play.quiet()
