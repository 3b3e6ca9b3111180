"""/forgetme: what is erased, what stays without a name, and that nothing is left to be found in the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.rehearsal.players import Player
from dialogues.model import Answer, Ballot, Disagreement, Focus, Gap, Organisation, Person, Said, Seat, Table
from storage.database import open_engine
from storage.parked import park
from storage.tables_of_delivery import OutboxRow
from tests.acceptance import acts, people
from tests.acceptance.playing import RESULT, Played

OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]


async def forgets(player: Player) -> None:
    """The whole way: the command, what it says, once more, done."""
    await player.says("/forgetme")
    await player.presses("Forget me")
    await player.presses("Yes, forget me for good")


def database(table: Played) -> Path:
    return table.room.folder / "tablekeeper.db"


def found_in_rows(table: Played, *traces: str) -> list[str]:
    """Where one of these stands in any column of any table."""
    found = []
    with closing(sqlite3.connect(database(table))) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - SQLite's own names
                found += [f"{name}: {value}" for value in row if any(trace in str(value) for trace in traces)]
    return found


def found_in_file(table: Played, *traces: str) -> list[str]:
    """Which of these stand in the bytes of the file or of its log, once the log is emptied into the file."""
    with closing(sqlite3.connect(database(table))) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    files = sorted(database(table).parent.glob("tablekeeper.db*"))
    assert next(f.name for f in files) == "tablekeeper.db"
    content = b"".join(f.read_bytes() for f in files)
    return [trace for trace in traces if trace.encode() in content]


def _row(person_id: int, state: str, now: datetime) -> dict[str, Any]:
    return {
        "kind": "message", "lane": f"person:{person_id}", "to_person_id": person_id, "urgency": 0,
        "text": f"A letter, {state}", "buttons": [], "commands": [], "anew": False, "ask_reply": False,
        "state": state, "attempts": 0, "unsure": 0, "said_at": now,
    }  # fmt: skip


SAID = ("Ottilie", "Residents of town 0", "Pay slip 0", "86 percent by 2036", "The number is a guess")


async def test_nothing_is_left_to_be_found(voting: Played) -> None:
    ottilie = voting["Ottilie"]
    await ottilie.presses("0 ·")
    await ottilie.says("The number is a guess.")
    assert found_in_file(voting, *SAID) == list(SAID), "the search finds what stands there"
    assert found_in_rows(voting, str(ottilie.user.id))
    await forgets(ottilie)
    assert "I have forgotten you" in ottilie.reads()
    assert found_in_rows(voting, *SAID, str(ottilie.user.id)) == []
    assert found_in_file(voting, *SAID, str(ottilie.user.id)) == []
    assert "town 1" in str(found_in_rows(voting, "Residents of town 1")), "what others said stays"


async def test_what_counted_stays_and_a_running_vote_does_not_count_it(voting: Played) -> None:
    await voting.vote()
    council = voting.one(Organisation, name="Lake Alder Council")
    before = voting.find(Ballot, organisation_id=council.id)
    assert [b.counts for b in before] == [True]
    await forgets(voting["Ottilie"])
    (kept,) = voting.find(Ballot, organisation_id=council.id)
    assert (kept.score, kept.counts, kept.reason) == (4, True, None)
    seat = voting.one(Seat, id=kept.seat_id)
    assert (seat.present, seat.consented_at, seat.roles) == (False, None, ("member",))
    nobody = voting.one(Person, id=seat.person_id)
    assert (nobody.name, nobody.telegram_id, nobody.reachable) == ("–", -nobody.id, False)
    assert all(a.passed and not a.choice for a in voting.find(Answer, seat_id=seat.id))
    assert voting.find(Answer, seat_id=seat.id), "that somebody answered stays counted"
    assert RESULT in voting.group_text()


async def test_a_running_vote_forgets_the_ballot(voting: Played) -> None:
    await voting["Ottilie"].presses("3 ·")
    await forgets(voting["Ottilie"])
    assert voting.find(Ballot) == []


async def test_facilitators_hear_only_that_the_seat_is_vacant(convened: Played) -> None:
    before = len(convened.stage.bot_messages(convened.lena.user))
    carl_before = len(convened.stage.bot_messages(convened.carl.user))
    await forgets(convened["Ottilie"])
    heard = [m.words for m in convened.stage.bot_messages(convened.lena.user)[before:]]
    assert len(heard) == 1
    assert "The seat of Lake Alder Council is vacant now" in heard[0]
    assert "Ottilie" not in heard[0]
    assert "forg" not in heard[0].lower()
    assert convened.stage.bot_messages(convened.carl.user)[carl_before:] == []
    assert "4 of 5 organisations have taken their seat" in convened.group_text()


async def test_the_vacant_seat_is_flagged_and_taken_anew(mapping: Played) -> None:
    ottilie = mapping["Ottilie"]
    await ottilie.presses("Rules and policy")
    await ottilie.presses("Done")
    await forgets(ottilie)
    for name in ("Clementine", "Thaddeus", "Philippa", "Marigold"):
        player = mapping[name]
        await player.presses("Money")
        for answer in ("Done", "No", "Yes", "No"):
            await player.presses(answer)
        await player.says("Nobody.")
    await mapping.lena.says("/table")
    await mapping.lena.presses("Close and show the answers")
    council = mapping.one(Organisation, name="Lake Alder Council")
    assert mapping.one(Gap, code="SEAT_VACANT").subject == str(council.id)
    await mapping.lena.says("/table")
    await mapping.lena.presses("Join links")
    await mapping.lena.presses("Lake Alder Council")
    await people.sits_down(ottilie, mapping.lena.link_for("Lake Alder Council"))
    anew = [p for p in mapping.find(Person) if p.telegram_id == ottilie.user.id]
    assert [p.name for p in anew] == ["Ottilie"]
    assert len(mapping.find(Seat, person_id=anew[0].id)) == 1
    assert mapping.find(Answer, seat_id=people.seat_of(mapping, ottilie).id) == []
    assert "has asked" in ottilie.has_read() or "Which parts" in ottilie.has_read()


async def test_it_asks_once_more_and_no_leaves_everything(convened: Played) -> None:
    ottilie = convened["Ottilie"]
    seats = convened.find(Seat)
    await ottilie.says("/forgetme")
    assert "It cannot be undone" in ottilie.reads()
    assert "only facilitator" not in ottilie.reads()
    await ottilie.presses("Forget me")
    assert "Are you sure" in ottilie.reads()
    await ottilie.presses("No, keep me")
    assert "Nothing has changed" in ottilie.reads()
    assert convened.find(Seat) == seats


async def test_an_old_button_forgets_nobody_who_began_anew(convened: Played) -> None:
    ottilie = convened["Ottilie"]
    await forgets(ottilie)
    await ottilie.says("/start")
    await ottilie.presses("Yes, forget me for good")
    assert convened.one(Person, telegram_id=ottilie.user.id).name == "Ottilie"


async def test_nobody_forgets_another(convened: Played) -> None:
    victim = convened.one(Person, name="Ottilie")
    await acts.forges(convened, convened["Marigold"], f"forget:{victim.id}:now")
    assert convened.one(Person, name="Ottilie") == victim
    assert convened.one(Person, name="Marigold")


async def test_the_only_facilitator_is_told_and_may_go(convened: Played) -> None:
    lena = convened.lena
    await lena.says("/forgetme")
    assert "You are the only facilitator of Lake Alder table" in lena.reads()
    await lena.presses("Forget me")
    await lena.presses("Yes, forget me for good")
    assert "Nobody can facilitate this table at the moment" in convened.group_text()
    assert not [s for s in convened.find(Seat, present=True) if "facilitator" in s.roles]
    await lena.presses("I facilitate this table", convened.group)
    assert [s for s in convened.find(Seat, present=True) if "facilitator" in s.roles]


async def test_what_waits_and_what_is_parked_goes_too(convened: Played) -> None:
    ottilie = convened["Ottilie"]
    person = convened.one(Person, name="Ottilie")
    engine = open_engine(f"sqlite:///{database(convened)}")
    with engine.begin() as connection:
        now = convened.room.clock.now()
        payload = (
            f'{{"update_id": 1, "message": {{"from": {{"id": {ottilie.user.id}}}, "text": "Secret 7"}}}}'
        )
        park(connection, update_id=1, payload=payload, error="E", at=now, attempts=2)
        for state in ("waiting", "refused", "unsure"):
            # The courier has looked already and does not know of these.
            connection.execute(insert(OUTBOX), _row(person.id, state, now))
    engine.dispose()
    assert found_in_rows(convened, "Secret 7", "A letter")
    await forgets(ottilie)
    assert found_in_rows(convened, "Secret 7", "A letter", str(ottilie.user.id)) == []
    assert found_in_file(convened, "Secret 7", "A letter") == []
    assert convened.find(Said, person_id=person.id) == []
    assert convened.find(Focus, person_id=person.id) == []


async def test_a_difference_stays_without_its_words(introduced: Played) -> None:
    ottilie = introduced["Ottilie"]
    await ottilie.says("/table")
    await ottilie.presses("A real disagreement")
    await ottilie.says("Who pays for the bus.")
    difference = introduced.one(Disagreement)
    assert difference.topic == "Who pays for the bus."
    await forgets(ottilie)
    assert introduced.one(Disagreement).topic == "–"
    assert found_in_file(introduced, "Who pays for the bus") == []


async def test_a_stranger_is_forgotten_without_a_trace(convened: Played) -> None:
    stranger: Any = convened.stage.player("Wanderer")
    await stranger.says("/start")
    tables = convened.find(Table)
    await forgets(stranger)
    assert convened.find(Person, name="Wanderer") == []
    assert len(convened.find(Person)) == len({p.telegram_id for p in convened.find(Person)})
    assert convened.find(Table) == tables
    assert found_in_file(convened, "Wanderer") == []
