"""What the facilitator enters for the table: parts of the work, the indicator, what was sorted and written."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.rehearsal.scenario.filling import SKIP, Picked, Reply, Typed
from bot.rehearsal.scenario.play import Play

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DECIMAL_COMMA = ("es",)
LONGEST_LINE = 120
GROUP_OF_DIGITS = 3  # so many digits after the mark could be thousands


def typed_number(play: Play, value: float) -> Typed:
    """A number as the facilitator's language writes it."""
    plain = Decimal(repr(value)).normalize()
    text = format(plain, "f")
    if len(text.partition(".")[2]) == GROUP_OF_DIGITS:
        text += "0"
    return Typed(text.replace(".", ",") if play.scenario.languages[0] in DECIMAL_COMMA else text)


async def functions(play: Play) -> None:
    """The parts of the work."""
    for function in play.scenario.functions:
        await play.enters(
            "function", "function", {"kind": Picked(function.kind), "label": Typed(function.label)}
        )


async def strategies(play: Play) -> None:
    """S3: whose strategy is about the system, and whose is a program; the table sees it."""
    sorted_ = play.scenario.facilitator_answers.S3
    if not sorted_.system and not sorted_.program:
        return
    await play.does("sort")
    for org in sorted_.system:
        await play.does("sort_system", play.ours("o", org))
    for org in sorted_.program:
        await play.does("sort_program", play.ours("o", org))
    await play.does("share_sorting")


async def indicator(play: Play) -> None:
    """What is counted, from where to where, by which source (R3)."""
    said, latest = play.scenario.indicator, play.scenario.facilitator_answers.R3
    has = said.baseline is not None
    this_year = play.scenario.as_of.year
    # A target's year may stand there too: the number was taken in one that has come.
    year = next((y.group() for y in _YEAR.finditer(latest) if int(y.group()) <= this_year), str(this_year))
    replies: dict[str, Reply] = {
        "name": Typed(said.name),
        "unit": Typed(said.unit) if said.unit else SKIP,
        "have": Picked("yes" if has else "unknown"),
        "on": Typed(year),
        "source": Typed(said.source) if said.source else SKIP,
        "target": typed_number(play, said.target),
        "groups": Typed(latest) if 0 < len(latest) <= LONGEST_LINE else SKIP,
    }
    if said.baseline is not None:
        replies["baseline"] = typed_number(play, said.baseline)
    await play.enters("data", "data", replies)
