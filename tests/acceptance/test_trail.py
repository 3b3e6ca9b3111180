"""Who changed what: noted where things change, shown by role, without private words, names and voters."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.rehearsal.file_shelf import file_bytes
from bot.rehearsal.players import Player
from dialogues.events import Started, Who
from dialogues.model import Ballot, Change, Invitation, Person, Round, Seat
from dialogues.trail.noting import Trail
from storage.repository import SqlRepository
from tests.acceptance import acts, people
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.test_forgetting import forgets
from tests.acceptance.test_own_data import own_data
from tests.bot.conftest import reading


async def reads_changes(player: Player) -> str:
    """What the list of changes shows this person, its first page."""
    await player.says("/table")
    if "What has changed" not in [b.text for b in player.stage.bot_messages(player.user)[-1].buttons]:
        await player.presses("Documents and pictures")  # facilitators have it on a page of their panel
    await player.presses("What has changed")
    return player.reads()


def noted(table: Played, kind: str, **equals: object) -> list[tuple[str, str, str | None]]:
    """Who did what to which field, of one kind."""
    return [(c.by, c.what, c.field) for c in table.find(Change, kind=kind, **equals)]


async def test_settings_seats_and_links_are_noted_with_who_did_it(convened: Played) -> None:
    lena, ottilie = people.seat_of(convened, convened.lena), people.seat_of(convened, convened["Ottilie"])
    (added,) = convened.find(Change, kind="organisation", name="Lake Alder Council")
    assert (added.seat_id, added.by, added.what) == (lena.id, "facilitator", "added")
    (sat,) = convened.find(Change, kind="seat", subject_id=ottilie.id, what="added")
    assert (sat.seat_id, sat.by, sat.name, sat.after) == (
        ottilie.id,
        "member",
        "Lake Alder Council",
        "member",
    )
    assert noted(convened, "invitation", name="Lake Alder Council") == [("facilitator", "added", None)]
    await acts.forges(
        convened, convened.lena, f"go:1:link:{people.organisation(convened, 'Lake Alder Council').id}"
    )
    assert ("facilitator", "changed", "revoked") in noted(convened, "invitation", name="Lake Alder Council")
    tokens = [row.token for row in convened.find(Invitation)]
    assert not any(token in str(c) for c in convened.find(Change) for token in tokens)


async def test_facilitators_read_all_and_members_what_they_share(convened: Played) -> None:
    lena = await reads_changes(convened.lena)
    assert "Organisation “Mill Towns Assembly” – new" in lena
    assert "Lena (facilitator)" in lena
    assert "Marigold (Mill Towns Assembly)" in lena
    assert "Join link “Mill Towns Assembly” – new" in lena
    member = await reads_changes(convened["Marigold"])
    assert "Organisation “Mill Towns Assembly” – new" in member
    assert "Join link" not in member
    stranger = convened.stage.player("Stranger")
    await stranger.starts()
    hello = stranger.has_read()
    await acts.forges(convened, stranger, "trail:1:0")
    assert stranger.has_read() == hello


async def test_older_ones_are_a_tap_away(voting: Played) -> None:
    newest = await reads_changes(voting.lena)
    await voting.lena.presses("Older ones")
    older = voting.lena.reads()
    assert older != newest
    seen = newest + older
    while "Older ones" in [b.text for b in voting.stage.bot_messages(voting.lena.user)[-1].buttons]:
        await voting.lena.presses("Older ones")
        seen += voting.lena.reads()
    assert seen.count("• ") == len(voting.find(Change))


async def test_a_member_reads_it_in_spanish(convened: Played) -> None:
    ottilie = convened["Ottilie"]
    await ottilie.says("/language")
    await ottilie.presses("Español")
    await ottilie.says("/table")
    await ottilie.presses("Qué ha cambiado")
    assert "Organización «Mill Towns Assembly» – nuevo" in ottilie.reads()
    assert "Lena (facilita)" in ottilie.reads()


async def test_rounds_proposals_and_numbers_are_noted_by_state(mapping: Played) -> None:
    result = mapping.one(Round, topic="result")
    states = [c.after for c in mapping.find(Change, kind="round", subject_id=result.id, field="state")]
    assert states[-1] == "ratified"
    assert ("facilitator", "added", None) in noted(mapping, "proposal")
    (told,) = mapping.find(Change, kind="result")
    assert told.after == RESULT[:119] + "…"
    assert [c.after for c in mapping.find(Change, kind="indicator")] == ["90"]
    assert "What we count “residents with a job” – new, target: 90" in mapping.lena.reads() or await seen(
        mapping
    )


async def seen(table: Played) -> bool:
    return "residents with a job" in await reads_changes(table.lena)


async def test_a_deadline_that_is_extended_tells_from_and_to(naming: Played) -> None:
    before = naming.one(Round, topic="result").deadline
    await naming.lena.says("/table")
    await naming.lena.presses("Two more days")
    after = naming.one(Round, topic="result").deadline
    (extended,) = naming.find(Change, kind="round", field="deadline", by="facilitator")[-1:]
    assert before is not None
    assert after is not None
    assert (extended.before, extended.after) == (before.isoformat(), after.isoformat())


async def test_an_answer_on_behalf_is_noted_without_its_words_and_for_facilitators_alone(
    naming: Played,
) -> None:
    seat = people.seat_of(naming, naming["Marigold"])
    await acts.forges(naming, naming.lena, f"go:1:behalf:{seat.id}")
    await naming.lena.says("Mothers in the mill towns")
    (entered,) = naming.find(Change, kind="answer")
    assert (entered.by, entered.name, entered.what) == ("facilitator", "Mill Towns Assembly", "added")
    assert (entered.field, entered.before, entered.after) == (None, None, None)
    assert "Answer entered for somebody “Mill Towns Assembly”" in await reads_changes(naming.lena)
    assert "Answer entered" not in await reads_changes(naming["Ottilie"])


async def test_nothing_tells_who_answered_or_voted_last(voting: Played) -> None:
    """Whatever follows from a private act is the bot's, by the rules."""
    before = len(voting.find(Change))
    for name, player in voting.people.items():
        await player.presses(f"{4 if name != 'Ottilie' else 3} ·")
    by_votes = voting.find(Change)[before:]
    assert {(c.by, c.seat_id) for c in by_votes} <= {("rules", None)}
    members = {people.seat_of(voting, player).id for player in voting.people.values()}
    rounds = [c for c in voting.find(Change) if c.kind in ("round", "proposal", "result")]
    assert not any(c.seat_id in members for c in rounds)


def test_what_follows_from_a_ballot_is_nobodys(voting: Played) -> None:
    """The same event, with and without a private act in it."""
    ottilie, now = voting["Ottilie"], voting.room.clock.now()
    who = Who(ottilie.user.id, "Ottilie", "en")
    seat, round_ = people.seat_of(voting, ottilie), voting.one(Round, topic="result")

    ballot = Ballot(
        table_id=1, round_id=round_.id, ballot_round=1, seat_id=seat.id, score=4, counts=True, cast_at=now,
        organisation_id=seat.organisation_id or 0,
    )  # fmt: skip

    def becomes(connection: Connection, state: str, *acts: Ballot) -> list[Change]:
        repository = SqlRepository(connection)
        trail = Trail(repository, Started(at=now, who=who, payload=None))
        for act in acts:
            trail.add(act)
        trail.put(replace(trail.get(Round, round_.id), state=state))
        trail.write((), now)
        return repository.find(Change, table_id=1, after=state)

    (openly,) = reading(voting.bot, lambda connection: becomes(connection, "parked"))
    assert (openly.by, openly.seat_id) == ("member", seat.id)
    (voted,) = reading(voting.bot, lambda connection: becomes(connection, "withdrawn", ballot))
    assert (voted.by, voted.seat_id) == ("rules", None)


async def test_a_seat_that_is_handed_on_and_a_text_that_is_amended(voting: Played) -> None:
    newcomer = voting.stage.player("Newcomer")
    await voting.vote(Marigold=2, Ottilie=2, Thaddeus=2)
    await people.replaces(voting, voting["Philippa"], newcomer)
    text = await reads_changes(voting.lena)
    assert "Seat “Alder Lake Foundation” – new, roles: member" in text
    assert "Seat “Alder Lake Foundation” – changed, at the table: yes → no" in text
    await voting.lena.says("/table")
    await voting.lena.presses("Change the text with them")
    await voting.lena.says(RESULT.replace("90%", "88%"))
    await voting.lena.presses("Later")
    await voting.lena.presses("Put it to the table")
    assert noted(voting, "proposal") == [("facilitator", "added", None)] * 2


async def test_retention_and_exports_are_noted_for_everybody(reflecting: Played) -> None:
    await acts.forges(reflecting, reflecting.lena, "go:1:retention:0")
    await reflecting.lena.presses("6 months")
    await acts.forges(reflecting, reflecting.lena, "go:1:retention:0")
    await reflecting.lena.presses("24 months")
    told = [(c.before, c.after) for c in reflecting.find(Change, kind="facilitator_entry", name="retention")]
    assert told == [(None, "6"), ("6", "24")]
    await reflecting.lena.says("/table")
    await reflecting.lena.presses("Documents")
    await reflecting.lena.presses("Record, JSON")
    member = await reads_changes(reflecting["Ottilie"])
    assert "File with a wider view “Record, JSON” – sent to this person" in member
    assert "Months that private answers stay" in member
    assert "6 → 24" in member


async def test_a_forgotten_person_is_nobody_in_it(introduced: Played) -> None:
    newcomer = introduced.stage.player("Newcomer")
    await people.replaces(introduced, introduced["Ottilie"], newcomer)
    await reads_changes(introduced.lena)
    assert "Newcomer" in introduced.lena.reads()
    seat = introduced.one(Seat, person_id=introduced.one(Person, name="Newcomer").id)
    entries = introduced.find(Change, seat_id=seat.id)
    assert entries
    await forgets(newcomer)
    assert introduced.find(Change, seat_id=seat.id) == entries
    text = await reads_changes(introduced.lena)
    assert "Newcomer" not in text
    assert "Somebody who left" in text


async def test_what_one_did_stands_in_ones_own_data(convened: Played) -> None:
    (here,) = (await own_data(convened, convened.lena))["tables"]
    assert any("Mill Towns Assembly" in c["in_words"] for c in here["changes"])
    (here,) = (await own_data(convened, convened["Marigold"]))["tables"]
    assert [c["kind"] for c in here["changes"]]
    assert {c["by"] for c in here["changes"]} == {"member"}


async def test_the_facilitators_spreadsheets_hold_it_by_seat(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Documents")
    await convened.lena.presses("Record, spreadsheets")
    document: Any = convened.stage.bot_messages(convened.lena.user)[-1].content["document"]
    archive = zipfile.ZipFile(io.BytesIO(file_bytes(convened.world.files[document["file_id"]])))
    rows = list(csv.DictReader(io.StringIO(archive.read("changes.csv").decode("utf-8-sig"))))
    assert len(rows) == len(convened.find(Change)) - 1, "all but that this file was taken"
    lena = people.seat_of(convened, convened.lena)
    assert {r["seat"] for r in rows if r["by"] == "facilitator"} == {f"s{lena.id}"}
    assert not any("Ottilie" in str(r) for r in rows)


async def test_who_enters_the_numbers_is_in_the_list(convened: Played) -> None:
    await acts.forges(convened, convened.lena, "go:1:numbers_by:0")
    await convened.lena.presses("Only facilitators")
    assert "Who enters the numbers" in await reads_changes(convened.lena)
