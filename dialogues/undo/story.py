"""What a step did, as it is kept until the step is taken back or the next one is taken.

Of what it wrote only what it replaced is kept; what it wrote itself stands where it was written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogues import model
from dialogues.undo import values
from dialogues.undo.values import Json

# The nouns that are put back as they were; a step that writes any other cannot be taken back.
NOUNS: Mapping[str, type[Any]] = {
    noun.__name__: noun
    for noun in (
        model.Table, model.Round, model.Reflection, model.Experiment, model.Proposal, model.Translation,
        model.Drafted, model.Candidate, model.AnswerGroup, model.InRoom, model.Question, model.Objection,
        model.Disagreement, model.FacilitatorEntry, model.Commitment, model.Body, model.Responsibility,
        model.Function, model.Gap, model.Lever, model.Sorting, model.Indicator, model.IndicatorValue,
        model.OperatingDocument, model.DocumentSection,
    )
}  # fmt: skip
# What is noted besides and stays: the log, the trail, where messages stand, what somebody is being asked, and
# a version of the guides, which is nobody's.
BESIDE = frozenset(
    {
        model.Request, model.Change, model.Said, model.Focus, model.Reminder, model.Timer, model.LastStep,
        model.GuideVersion,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Write:
    """One noun that a step added (`before` None), changed, or took away (`after` None).

    `before` holds the fields it replaced, of one taken away all; `after` is the digest of `fields` since.
    """

    noun: str
    id: int
    before: Mapping[str, Json] | None
    fields: tuple[str, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A message of a step: its key, whose chat (None: the group), and whether it was new with the step."""

    key: str
    person_id: int | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class Set:
    """A timer that a step set, moved or stopped: when it was due before, None where there was none."""

    kind: str
    subject_id: int
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Story:
    """All of a step. `counts` says how much others had said by its end (`undo.acted`)."""

    writes: tuple[Write, ...] = ()
    timers: tuple[Set, ...] = ()
    told: tuple[Told, ...] = ()
    counts: Mapping[str, int] | None = None

    def as_text(self) -> str:
        """As it is kept."""
        return json.dumps(
            {
                "writes": [[w.noun, w.id, w.before, w.fields, w.after] for w in self.writes],
                "timers": [[t.kind, t.subject_id, t.due.isoformat() if t.due else None] for t in self.timers],
                "told": [[t.key, t.person_id, t.fresh] for t in self.told],
                "counts": dict(self.counts or {}),
            },
            ensure_ascii=False,
        )

    def of(self, noun: type[Any], id: int) -> Write | None:
        """What the step did to one noun."""
        name = noun.__name__
        return next((w for w in self.writes if (w.noun, w.id) == (name, id)), None)


def read(text: str) -> Story:
    """What `Story.as_text` gave; an empty story where nothing is kept."""
    if not text:
        return Story()
    kept = json.loads(text)
    return Story(
        writes=tuple(
            Write(noun, id, before, tuple(fields), after)
            for noun, id, before, fields, after in kept["writes"]
        ),
        timers=tuple(
            Set(kind, subject, datetime.fromisoformat(due) if due else None)
            for kind, subject, due in kept["timers"]
        ),
        told=tuple(Told(*one) for one in kept["told"]),
        counts=kept["counts"],
    )


def write_of(before: Any | None, after: Any | None) -> Write | None:
    """What became of one noun between two states; None where nothing did."""
    if before == after:
        return None
    if after is None:
        whole = values.of(before, values.names_of(type(before)))
        return Write(type(before).__name__, int(before.id), whole, (), None)  # type: ignore[union-attr]
    names = values.names_of(type(after))
    if before is not None:
        names = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    if not names:
        return None
    kept = None if before is None else values.of(before, names)
    return Write(type(after).__name__, int(after.id), kept, names, values.digest(values.of(after, names)))
