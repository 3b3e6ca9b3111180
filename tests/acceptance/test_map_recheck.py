"""The map changes when it is drawn, and not under people's hands (docs/method.md 3c)."""

from __future__ import annotations

from dialogues.model import Function, Gap
from tests.acceptance import acts
from tests.acceptance.people import changes_seat, organisation, presses_data
from tests.acceptance.playing import Played
from tests.acceptance.test_catching_up import close, mapped

__all__ = ["mapped"]


def open_codes(table: Played) -> set[tuple[str, str | None]]:
    return {(g.code, g.subject) for g in table.find(Gap, closed_cycle=None)}


async def test_a_seat_that_left_becomes_a_gap_only_when_the_map_is_drawn_anew(mapped: Played) -> None:
    before = open_codes(mapped)
    await changes_seat(mapped, mapped["Thaddeus"], "leave")
    assert open_codes(mapped) == before
    await mapped.lena.says("/table")
    await mapped.lena.presses("Steps and rounds")
    assert "Draw it anew" in mapped.lena.reads()
    await mapped.lena.presses("Draw the map anew")
    vacant = ("SEAT_VACANT", str(organisation(mapped, "Valley Care Employers").id))
    assert open_codes(mapped) - before >= {vacant}
    await mapped.lena.says("/table")
    await mapped.lena.presses("Steps and rounds")
    assert "Draw it anew" not in mapped.lena.reads()
    assert "Who covers which part of the work" in mapped.in_group()[-1].words


async def test_the_map_can_be_drawn_anew_when_nothing_has_changed(mapped: Played) -> None:
    before = open_codes(mapped)
    await mapped.lena.says("/table")
    assert "Draw it anew" not in mapped.lena.reads()
    await mapped.lena.presses("Who looks after each gap")
    await mapped.lena.presses("Draw the map anew")
    assert open_codes(mapped) == before
    assert "Who covers which part of the work" in mapped.in_group()[-1].words


async def test_a_warning_can_have_an_owner_too(mapping: Played) -> None:
    for name, player in mapping.people.items():
        await player.presses("Day-to-day practice" if name == "Ottilie" else "Voice of")
        await player.presses("Done")
        for label in ("Yes", "No", "No", "Pass"):
            await player.presses(label)
    await close(mapping)
    warning = mapping.one(Gap, closed_cycle=None, code="SINGLE_POINT")
    await mapping.lena.says("/table")
    await mapping.lena.presses("Who looks after each gap")
    await presses_data(mapping.lena, f":gap:{warning.id}")
    await presses_data(mapping.lena, ":owner:coordinator")
    await mapping.lena.says("30 June 2027")
    assert mapping.one(Gap, id=warning.id).owner == "coordinator"


async def test_the_window_to_object_changes_no_gap(mapped: Played) -> None:
    for gap in mapped.find(Gap, closed_cycle=None, severity="must"):
        await acts.forges(mapped, mapped.lena, f"go:1:gap:{gap.id}")
        await presses_data(mapped.lena, ":owner:facilitator")
        await mapped.lena.says("30 June 2027")
    await mapped.lena.says("/table")
    await mapped.lena.presses("Put the map to the table")
    await changes_seat(mapped, mapped["Thaddeus"], "leave")
    before = open_codes(mapped)
    await mapped.wait(hours=72)
    assert "The map is accepted" in mapped.group_text()
    assert open_codes(mapped) == before


async def test_a_table_with_its_own_parts_gets_no_others_and_can_rename_or_take_out(convened: Played) -> None:
    for label in ("Child care", "Buses", "Typo"):
        await acts.forges(convened, convened.lena, "go:1:function:0")
        await presses_data(convened.lena, ":kind:practice")
        await convened.lena.says(label)
    await convened.lena.presses("Rename or take out")
    await convened.lena.presses("✎ Buses")
    await convened.lena.presses("Rename it")
    await convened.lena.says("Early buses")
    await convened.lena.presses("✎ Typo")
    await convened.lena.presses("Take it out")
    assert [f.label for f in convened.find(Function)] == ["Child care", "Early buses"]
    await acts.forges(convened, convened.lena, "go:1:open_map:0")
    assert [f.label for f in convened.find(Function)] == ["Child care", "Early buses"]
    await convened["Ottilie"].presses("Early buses")
    await convened["Ottilie"].presses("Done")
    await acts.forges(convened, convened.lena, f"go:1:drop_function:{convened.find(Function)[1].id}")
    assert "so it stays" in convened.lena.reads()
    await acts.forges(convened, convened.lena, f"pick:part:{convened.find(Function)[1].id}:how:drop")
    assert len(convened.find(Function)) == 2
