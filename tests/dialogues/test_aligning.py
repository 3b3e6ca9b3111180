"""Which corner of the alignment triangle is off, from the facts of a table, and who hears of it."""

from __future__ import annotations

from dataclasses import replace

from dialogues import aligning
from dialogues.model import Person, Reflection, Sorting
from tests.dialogues.stand import NOW, Stand


def fits(stand: Stand) -> None:
    """All three corners fit."""
    stand.result()
    stand.tried(state="running", started_at=NOW)
    stand.add(Reflection, cycle=1, state="delivered", opened_at=NOW)
    stand.add(Sorting, organisation_id=stand.seats[0].organisation_id, kind="system", sorted_at=NOW)


def heard(stand: Stand) -> list[str]:
    """What the facilitator is told."""
    stand.change_seat(0, roles=("member", "facilitator"))
    person = stand.repository.get(Person, stand.seats[0].person_id)
    stand.repository.put(replace(person, reachable=True))
    aligning.tell(stand.ctx, stand.table)
    return [effect.text for effect in stand.ctx.effects if hasattr(effect, "text")]


def test_a_table_that_fits_hears_nothing(stand: Stand) -> None:
    fits(stand)
    assert aligning.of_table(stand.ctx, stand.table).off == ()
    assert heard(stand) == []


def test_a_table_that_works_hears_which_corner_is_off(stand: Stand) -> None:
    stand.result()
    stand.tried(state="running", started_at=NOW, hypothesis=None)
    (told,) = heard(stand)
    assert "doing without thinking" in told
    assert "programs" in told
    assert "no measurable result" not in told


def test_before_it_works_nothing_is_said(stand: Stand) -> None:
    stand.change_table(lifecycle="mapping")
    assert heard(stand) == []


def test_a_card_that_waits_is_no_doing_yet(stand: Stand) -> None:
    stand.tried(state="drafted")
    assert aligning.of_table(stand.ctx, stand.table).charge == "thinking"
    stand.tried(state="closed", started_at=NOW)
    assert aligning.of_table(stand.ctx, stand.table).charge == "doing"
