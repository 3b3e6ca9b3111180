"""What the guards on taking the last step back mean: it led here from there, and nobody has acted on it since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dialogues.context import Context
from dialogues.machines import CHARTS, TAKE_BACK, Shortfall
from dialogues.model import Experiment, LastStep, Reflection, Round, Table
from dialogues.undo import acted, story
from dialogues.undo.story import Write

Guard = Callable[[], Shortfall | None]
STOOD_AT = "stood_at_"
ACTED_ON = "nobody_acted_since"


@dataclass(frozen=True, slots=True)
class Moving:
    """What a machine moves: its chart, the noun, and the field that holds the state."""

    chart: str
    noun: type[Table | Round | Reflection | Experiment]
    field: str = "state"


MOVING = (
    Moving("table", Table, "lifecycle"),
    Moving("trust", Table, "trust_stage"),
    Moving("round", Round),
    Moving("reflection", Reflection),
    Moving("experiment", Experiment),
)
_BY_CHART = {moving.chart: moving for moving in MOVING}


def of(ctx: Context, table: Table, chart: str, id: int) -> Mapping[str, Guard]:
    """The guards of the arrows by which a machine takes the last step back."""
    moving = _BY_CHART[chart]

    def last() -> tuple[story.Story, Write | None]:
        step = ctx.repository.first(LastStep, table_id=table.id)
        found = story.read(step.story) if step is not None else story.Story()
        return found, found.of(moving.noun, id)

    def stood_at(state: str) -> Guard:
        return lambda: _unless(before(moving, last()[1]) == state)

    def made_by_it() -> Shortfall | None:
        write = last()[1]
        return _unless(write is not None and write.before is None)

    def nobody_acted() -> Shortfall | None:
        told, write = last()
        since = acted.on(ctx.repository, table.id, told, write) if write is not None else None
        return _unless(since is None)

    names = {g for a in CHARTS[chart].arrows if a.trigger == TAKE_BACK for g in a.guards}
    found: dict[str, Guard] = {"made_by_it": made_by_it, ACTED_ON: nobody_acted}
    found |= {name: stood_at(name.removeprefix(STOOD_AT)) for name in names if name.startswith(STOOD_AT)}
    return {name: guard for name, guard in found.items() if name in names}


def before(moving: Moving, write: Write | None) -> str | None:
    """The state from which a step moved something; what it made itself was where its chart begins."""
    if write is None:
        return None
    if write.before is None:
        return CHARTS[moving.chart].states[0]
    state = write.before.get(moving.field)
    return None if state is None else str(state)


def _unless(holds: bool) -> Shortfall | None:
    return None if holds else Shortfall("last_step_stays")
