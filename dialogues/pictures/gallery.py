"""Every picture there is to draw of a record, in the order of the method."""

from __future__ import annotations

from dialogues.pictures.drawing import Drawing, Record
from dialogues.pictures.indicator_curve import indicator_curve
from dialogues.pictures.interest_map import interest_map
from dialogues.pictures.participation import participation
from dialogues.pictures.problem_solving_cycle import problem_solving_cycle
from dialogues.pictures.trust_cycle import trust_cycle


def drawings(record: Record, language: str) -> list[Drawing]:
    """The pictures before they are drawn; those of which the record has nothing to show are left out."""
    found = [
        interest_map(record, language),
        interest_map(record, language, for_facilitator=True),
        trust_cycle(record, language),
        problem_solving_cycle(record, language),
        indicator_curve(record, language),
        participation(record, language),
    ]
    return [drawing for drawing in found if drawing is not None]
