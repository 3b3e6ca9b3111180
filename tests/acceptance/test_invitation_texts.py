"""Ready texts to send outside: an invitation for whoever is missing, a letter that asks a leadership for time."""

from __future__ import annotations

from dialogues.model import Gap, Organisation, Seat
from tests.acceptance import acts
from tests.acceptance.playing import RESULT, Played

INVITATION = "Here is a text for whoever is invited"


async def own_gap(table: Played, gap: Gap, owner: str) -> list[str]:
    """The facilitator gives a gap an owner and a day; gives the texts that came of it."""
    before = [m.message_id for m in table.stage.bot_messages(table.lena.user)]
    await acts.forges(table, table.lena, f"go:1:gap:{gap.id}")
    await table.lena.presses(owner)
    await table.lena.says("30 June 2027")
    new = [m for m in table.stage.bot_messages(table.lena.user) if m.message_id not in before]
    return [m.words for m in new if m.words.startswith(INVITATION)]


async def drawn(table: Played) -> None:
    """The map is drawn; Marigold's organisation of the people concerned and the rest have answered."""
    parts = ("Rules and policy", "Day-to-day practice", "Employers", "Money", "Voice of")
    for (name, player), part in zip(table.people.items(), parts, strict=True):
        await player.presses(part)
        await player.presses("Done")
        await player.presses("No")
        await player.presses("Yes" if name == "Clementine" else "No")
        await player.presses("Yes" if name == "Thaddeus" else "No")
        await player.says(f"{name} misses somebody who counts")
    await table.lena.presses("Close and show the answers")


async def test_an_owned_gap_brings_a_text_that_can_be_sent(mapping: Played) -> None:
    await drawn(mapping)
    (uncovered,) = mapping.find(Gap, code="FUNCTION_UNCOVERED")
    (text,) = await own_gap(mapping, uncovered, "Alder Lake Foundation")
    assert "Lake Alder table" in text
    assert RESULT in text
    assert "Nobody covers: Data" in text
    assert "June 30, 2027" in text
    assert "Alder Lake Foundation, for Lake Alder table" in text
    (again,) = await own_gap(mapping, uncovered, "Coordinator")
    assert "Carl, for Lake Alder table" in again
    assert "Each needs an owner" in mapping.lena.reads()


async def test_no_text_tells_who_cannot_decide(mapping: Played) -> None:
    await drawn(mapping)
    texts: list[str] = []
    seen = set()
    for gap in mapping.find(Gap, severity="must", closed_cycle=None):
        seen.add(gap.code)
        found = await own_gap(mapping, gap, "Facilitator")
        invites = gap.code not in ("REP_TYPE_MISMATCH", "SECTOR_MONOLITH", "ORG_WITHOUT_INTEREST")
        assert len(found) == invites, gap.code
        texts += found
    assert {"NO_DECISION_MAKER", "REP_TYPE_MISSING", "REP_TYPE_MISMATCH", "SECTOR_MONOLITH"} <= seen
    assert any("Thin, could use more people" in text for text in texts)
    for text in texts:
        assert "decide" not in text
        assert "mandate" not in text
        assert not any(name in text for name in mapping.people)


async def test_the_letter_to_a_leadership_reads_the_same_for_all(convened: Played) -> None:
    carl = convened.carl
    letters = set()
    for organisation in convened.find(Organisation):
        await carl.says("/table")
        await carl.presses("Letter to an organisation")
        await carl.presses(organisation.name)
        assert "so that your representative can speak for you" in carl.reads()
        assert "Carl, for Lake Alder table" in carl.reads()
        letters.add(carl.reads().replace(organisation.name, "…"))
    (letter,) = letters
    assert not any(name in letter for name in convened.people)


async def test_only_coordinators_get_it(convened: Played) -> None:
    organisation = convened.find(Organisation)[0]
    for player in (convened.lena, convened["Ottilie"]):
        await player.says("/table")
        assert not [
            b for m in convened.stage.bot_messages(player.user) for b in m.buttons if "Letter" in b.text
        ]
        await acts.forges(convened, player, f"letter:1:{organisation.id}")
        assert "Only a coordinator" in (acts.toast(convened, player) or "")
    await acts.forges(convened, convened.carl, "letter:1:999")
    assert "done its work" in (acts.toast(convened, convened.carl) or "")
    assert len(convened.find(Seat, present=True)) == 7
