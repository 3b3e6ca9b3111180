"""Seats that change: colleagues, organisations without a vote, somebody takes over, leaves, comes back."""

from __future__ import annotations

from sqlalchemy import Connection

from dialogues import record_of_seats, seats_story
from dialogues.context import Context
from dialogues.guards import introduced
from dialogues.model import Ballot, Organisation, Person, Seat, Table, Tally
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.people import (
    changes_seat,
    colleague,
    moves,
    organisation,
    presses_data,
    replaces,
    seat_of,
    sits_down,
)
from tests.acceptance.playing import Played
from tests.bot.conftest import reading

COUNCIL, ASSEMBLY = "Lake Alder Council", "Mill Towns Assembly"


def introduced_now(table: Played) -> set[int]:
    def look(connection: Connection) -> set[int]:
        ctx = Context(SqlRepository(connection), Surroundings(table.room.clock.now(), lambda: "t", "bot"))
        return introduced(ctx, table.one(Table))

    found: set[int] = reading(table.bot, look)
    return found


async def test_a_colleague_is_asked_but_casts_no_vote_and_is_no_move(introduced: Played) -> None:
    deputy = introduced.stage.player("Deputy")
    await colleague(introduced, deputy, ASSEMBLY)
    assert "Somebody else casts your organisation's vote" in deputy.has_read()
    assert not seat_of(introduced, deputy).holds_vote
    assert moves(introduced) == []
    await changes_seat(introduced, deputy, "leave")
    assert "Your seat at Lake Alder table for Mill Towns Assembly has ended" in deputy.has_read()
    assert not seat_of(introduced, deputy).present
    assert moves(introduced) == []


async def test_an_organisation_without_a_vote_has_a_voice_and_is_not_counted(convened: Played) -> None:
    link = await convened.invite("Harbour Watch", "Nonprofit", "No")
    await convened.lena.presses("It has no vote")
    assert "Harbour Watch sits at the table without a vote" in convened.group_text()
    watcher = convened.stage.player("Watcher")
    await sits_down(watcher, link)
    assert "Your organisation has no vote here. You speak for it." in watcher.has_read()
    assert seat_of(convened, watcher).holds_vote
    await convened.lena.says("/table")
    await convened.lena.presses("Open the introductions")
    assert "What do you gain or lose" in watcher.reads()
    await watcher.says("We watch the harbour.")
    await watcher.says("Hope: none. Worry: none.")
    assert "0 of 5 organisations have answered" in convened.group_text()
    for player in convened.people.values():
        await player.says("Full shifts.")
        await player.says("Hope: peace. Worry: time.")
    await convened.lena.presses("Close and show the answers")
    assert "Harbour Watch: We watch the harbour." in convened.group_text()
    assert moves(convened) == []
    await acts.forges(convened, watcher, "disagree:1")
    assert "has done its work" in (acts.toast(convened, watcher) or "")


async def test_a_vote_given_or_taken_after_people_have_met_is_a_changed_seat(introduced: Played) -> None:
    id = organisation(introduced, ASSEMBLY).id
    await acts.forges(introduced, introduced.lena, f"go:1:no_vote:{id}")
    assert not organisation(introduced, ASSEMBLY).voting
    await acts.forges(introduced, introduced.lena, f"go:1:no_vote:{id}")
    assert organisation(introduced, ASSEMBLY).voting
    assert moves(introduced) == [("seat_left",), ("join_org",)]


async def test_while_a_vote_runs_nobody_gains_or_loses_a_vote(voting: Played) -> None:
    await acts.forges(voting, voting.lena, f"go:1:no_vote:{organisation(voting, ASSEMBLY).id}")
    assert "not while a vote runs" in voting.lena.reads()
    assert organisation(voting, ASSEMBLY).voting


async def test_somebody_takes_over_by_a_link_and_only_that_organisation_is_introduced_anew(
    introduced: Played,
) -> None:
    ottilie, successor = introduced["Ottilie"], introduced.stage.player("Cornelius")
    await ottilie.says("/table")
    await ottilie.presses("I know my role")
    assert len(introduced_now(introduced)) == 5
    await replaces(introduced, ottilie, successor)
    old, new = seat_of(introduced, ottilie), seat_of(introduced, successor)
    assert (old.present, old.holds_vote, new.present, new.holds_vote) == (False, True, True, True)
    assert moves(introduced) == [("replace_voting_rep",)]
    council = organisation(introduced, COUNCIL).id
    everybody = {o.id for o in introduced.find(Organisation)}
    assert introduced_now(introduced) == everybody - {council}
    for listener in (introduced.lena, introduced.carl):
        heard = listener.has_read()
        assert f"Ottilie has left the seat for {COUNCIL}, which has a vote. Cornelius follows." in heard
    await ottilie.says("I gain more")
    assert "I am not asking anything at the moment" in ottilie.reads()
    await acts.forges(introduced, introduced.lena, "go:1:open_introductions:0")
    assert "What do you gain" not in successor.has_read(), "the interest is the organisation's"
    await successor.says("Hope: a bridge. Worry: floods.")
    assert introduced_now(introduced) == everybody
    await ottilie.opens(introduced.lena.link_for("hands on the seat"))
    assert "does not work any more" in ottilie.reads()


async def test_a_colleague_takes_the_vote_over_at_once(voting: Played) -> None:
    deputy, marigold = voting.stage.player("Deputy"), voting["Marigold"]
    await colleague(voting, deputy, ASSEMBLY)
    await deputy.presses("4 ·")
    await marigold.presses("3 ·")
    await changes_seat(voting, marigold, f"c{seat_of(voting, deputy).id}")
    assert "You speak for Mill Towns Assembly" in deputy.has_read()
    assert "this ballot is not open for you any more" in marigold.has_read()
    assert moves(voting) == [("replace_voting_rep",)]
    for name in ("Ottilie", "Clementine", "Thaddeus"):
        await voting[name].presses("4 ·")
    await voting.close_vote()
    counted = {b.organisation_id: b.score for b in voting.find(Ballot, counts=True)}
    assert counted[organisation(voting, ASSEMBLY).id] == 4
    assert voting.one(Tally).counted == 4
    await acts.forges(voting, marigold, "cast:1:1:0")
    assert {b.score for b in voting.find(Ballot, seat_id=seat_of(voting, marigold).id)} == {3}


async def test_a_voice_leaves_without_a_successor_and_a_colleague_speaks_later(introduced: Played) -> None:
    marigold, deputy = introduced["Marigold"], introduced.stage.player("Deputy")
    await colleague(introduced, deputy, ASSEMBLY)
    await changes_seat(introduced, marigold, "leave")
    assert "Nobody follows yet." in introduced.lena.has_read()
    assert moves(introduced) == [("seat_left",)]
    await changes_seat(introduced, deputy, "voice")
    assert seat_of(introduced, deputy).holds_vote
    assert moves(introduced) == [("seat_left",), ("replace_voting_rep",)]
    await sits_down(marigold, await colleague_link(introduced))
    assert (seat_of(introduced, marigold).present, seat_of(introduced, marigold).holds_vote) == (True, False)
    assert len(introduced.find(Seat, person_id=seat_of(introduced, marigold).person_id)) == 1
    assert len(moves(introduced)) == 2


async def colleague_link(table: Played) -> str:
    await acts.forges(table, table.lena, f"go:1:colleague:{organisation(table, ASSEMBLY).id}")
    return table.lena.link_for(ASSEMBLY)


async def test_a_facilitator_who_leaves_a_seat_goes_on_facilitating(introduced: Played) -> None:
    await acts.forges(introduced, introduced.lena, f"go:1:colleague:{organisation(introduced, COUNCIL).id}")
    await sits_down(introduced.lena, introduced.lena.link_for(COUNCIL))
    await changes_seat(introduced, introduced.lena, "leave")
    seat = seat_of(introduced, introduced.lena)
    assert (seat.present, seat.organisation_id, seat.roles) == (True, None, ("facilitator",))
    await introduced.lena.says("/table")
    await introduced.lena.presses("Who sits where")


async def test_only_a_facilitator_changes_seats(introduced: Played) -> None:
    seat = seat_of(introduced, introduced["Ottilie"])
    for action in ("seats:0", f"seat:{seat.id}", f"colleague:{seat.organisation_id}", "no_vote:1"):
        await acts.forges(introduced, introduced["Marigold"], f"go:1:{action}")
        assert "Only a facilitator" in (acts.toast(introduced, introduced["Marigold"]) or "")
    assert seat_of(introduced, introduced["Ottilie"]).present


async def test_a_language_that_is_not_spoken_becomes_the_tables_first(table: Played) -> None:
    await table.set_up(languages="Español + English")
    link = await table.invite("Fanm Lakay", "Community", "Yes")
    person = table.stage.player("Nadège", language="ht")
    await sits_down(person, link)
    assert "Ya tiene su lugar" in person.has_read()
    stored = table.one(Person, name="Nadège")
    assert (stored.language, stored.own_language) == ("es", "ht")
    english = table.stage.player("Ann", language="en-GB")
    await presses_data(table.lena, f":colleague:{organisation(table, 'Fanm Lakay').id}")
    await sits_down(english, table.lena.link_for("Fanm Lakay"))
    assert "You have your seat" in english.has_read()
    found = reading(table.bot, lambda c: record_of_seats.seats(SqlRepository(c), table.one(Table)))
    assert [s["language"] for s in found] == ["ht", "en"]
    assert [s["voting"] for s in found] == [True, False]


async def test_record_and_summary_know_who_came_and_went(introduced: Played) -> None:
    successor = introduced.stage.player("Cornelius")
    await introduced.wait(days=1)
    await replaces(introduced, introduced["Ottilie"], successor)
    await changes_seat(introduced, introduced["Marigold"], "leave")

    def look(repository: SqlRepository) -> tuple[list[dict[str, object]], dict[str, object]]:
        now = introduced.one(Table)
        ctx = Context(repository, Surroundings(introduced.room.clock.now(), lambda: "t", "bot"))
        return record_of_seats.seats(repository, now), seats_story.for_summary(ctx, now, now.cycle, "en")

    seats, story = reading(introduced.bot, lambda c: look(SqlRepository(c)))
    council = [s for s in seats if s["organisation"] == f"o{organisation(introduced, COUNCIL).id}"]
    assert [(s["present"], s["voting"]) for s in council] == [(False, True), (True, True)]
    assert story["vacant"] == [ASSEMBLY]
    assert story["changed"] == [COUNCIL]
    assert story["joined"] == []
