"""How the bot behaves towards one person: reminders that suit, mute, later, not this round, away, unreachable."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.faults import FaultRule
from bot.rehearsal.players import Player
from bot.rehearsal.records import Message
from dialogues.model import Answer, Person, Reminder, Seat, Table, Tally, Timer, Wish
from tests.acceptance import acts
from tests.acceptance.people import seat_of
from tests.acceptance.playing import Played
from tests.acceptance.scenes import Scenes
from tests.acceptance.test_deadlines import CHICAGO, REMINDER, answer_all, hour_by_hour, reminded
from tests.support import virtual_time

TOKYO = ZoneInfo("Asia/Tokyo")
VOTE_REMINDER = "The vote of Mill Towns Assembly is not in yet."


async def lives_in(player: Player, city: str) -> None:
    """A person sets the own time zone."""
    await player.says("/settings")
    await player.presses("Time zone")
    await player.says(city)


async def middle_of_the_round(table: Played) -> None:
    """To the first reminder: opened early on a Monday for seven days, it comes on Thursday afternoon."""
    await table.wait(days=3, hours=12)


def said(table: Played, player: Player, words: str) -> list[datetime]:
    return [m.at for m in table.stage.bot_messages(player.user) if words in m.words]


# when it is said


async def test_each_is_reminded_by_day_where_they_are(naming: Played) -> None:
    await lives_in(naming["Marigold"], "Tokyo")
    await lives_in(naming["Philippa"], "Madrid")
    await hour_by_hour(naming, 7, step=1)
    for name, zone in (("Marigold", TOKYO), ("Philippa", ZoneInfo("Europe/Madrid")), ("Thaddeus", CHICAGO)):
        there = [at.astimezone(zone) for at in reminded(naming, naming[name])]
        assert 1 <= len(there) <= 2, name
        assert all(8 <= at.hour < 20 and at.weekday() < 5 for at in there), (name, there)
    assert reminded(naming, naming["Marigold"])[0] != reminded(naming, naming["Thaddeus"])[0]


async def test_nobody_is_reminded_at_the_weekend(naming: Played) -> None:
    await naming.wait(days=4, hours=13)
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await answer_all(naming[name])
    before = len(reminded(naming, naming["Marigold"]))
    await naming.wait(days=2)
    assert len(reminded(naming, naming["Marigold"])) == before
    assert all(at.weekday() < 5 for at in reminded(naming, naming["Marigold"]))


async def test_two_of_one_round_and_never_two_in_a_day_whatever_is_open(voting: Played) -> None:
    """A vote and two rounds of questions wait for the same people."""
    await voting.lena.says("/table")
    await voting.lena.presses("Take the pulse")
    await voting.lena.says("/table")
    await voting.lena.presses("Ask: what are we not saying?")
    await hour_by_hour(voting, 12)
    everything = sorted(
        [*reminded(voting, voting["Marigold"]), *said(voting, voting["Marigold"], VOTE_REMINDER)]
    )
    assert len(everything) == 2
    gaps = [later - earlier for earlier, later in itertools.pairwise(everything)]
    assert min(gaps) >= timedelta(hours=24)


def test_who_answers_while_the_reminder_is_on_its_way_does_not_get_it(scenes: Scenes, tmp_path: Path) -> None:
    virtual_time.run(_answers_while_it_is_on_its_way(scenes, tmp_path))


async def _answers_while_it_is_on_its_way(scenes: Scenes, folder: Path) -> None:
    """Telegram asks for ten minutes of patience in one chat; meanwhile that person answers."""
    async with scenes.open("naming", folder) as table:
        marigold, words = table["Marigold"], ["Families", "A pay slip", "90 percent by 2036"]
        table.room.faults.add(
            FaultRule(kind="too_many_requests", method="sendMessage", chat=marigold.user.id, retry_after=600)
        )

        def answers_now(message: Message) -> None:
            while REMINDER in message.words and words:
                table.world.say(marigold.user, marigold.user, words.pop(0))

        table.world.on_words(answers_now)
        await middle_of_the_round(table)
        assert words == []
        assert table.room.faults.met == ["too_many_requests"]
        assert reminded(table, table["Thaddeus"]) != []
        assert reminded(table, marigold) == []
        assert len(table.find(Answer, seat_id=seat_of(table, marigold).id, prompt="R2")) == 1


# what a person can ask for


async def test_muted_until_unmuted(naming: Played) -> None:
    marigold = naming["Marigold"]
    await marigold.says("/settings")
    await marigold.presses("🔕 No reminders")
    assert "No reminders from Lake Alder table any more" in marigold.reads()
    await hour_by_hour(naming, 5)
    assert reminded(naming, marigold) == []
    assert reminded(naming, naming["Thaddeus"]) != []
    await marigold.presses("🔔 Remind me again")
    await hour_by_hour(naming, 1)
    assert naming.one(Wish, seat_id=seat_of(naming, marigold).id).muted is False
    assert reminded(naming, naming.lena) == []


async def test_later_is_once_and_at_the_time_that_was_said(naming: Played) -> None:
    marigold = naming["Marigold"]
    await marigold.presses("⏰ Not now")
    await marigold.presses("⏰ In 2 hours")
    assert "I ask again on Mon 23 Nov, 08:00" in marigold.reads()
    wish = naming.one(Wish, seat_id=seat_of(naming, marigold).id)
    assert wish.snoozed_until is not None
    await naming.wait(hours=4, minutes=59)
    assert reminded(naming, marigold) == []
    await naming.wait(minutes=1)
    assert reminded(naming, marigold) == [wish.snoozed_until.astimezone(CHICAGO)]


@pytest.mark.parametrize(("button", "weekday", "hour"), [("⏰ Tomorrow morning", 1, 8), ("⏰ Monday", 0, 8)])
async def test_tomorrow_is_in_the_morning_and_monday_a_monday(
    naming: Played, button: str, weekday: int, hour: int
) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.presses("⏰ Not now")
    await ottilie.presses(button)
    until = naming.one(Wish, seat_id=seat_of(naming, ottilie).id).snoozed_until
    assert until is not None
    there = until.astimezone(CHICAGO)
    assert (there.weekday(), there.hour, there.minute) == (weekday, hour, 0)
    await answer_all(ottilie)
    await hour_by_hour(naming, 8)
    assert reminded(naming, ottilie) == []


async def test_a_reminder_can_be_put_off_and_then_does_not_come_twice(naming: Played) -> None:
    marigold = naming["Marigold"]
    await middle_of_the_round(naming)
    assert len(reminded(naming, marigold)) == 1
    await marigold.presses("⏰ Monday")
    await hour_by_hour(naming, 2)
    assert len(reminded(naming, marigold)) == 1


async def test_not_this_round_is_a_pass_on_all_that_is_left(naming: Played) -> None:
    marigold = naming["Marigold"]
    await marigold.says("Families of the mill towns")
    await marigold.presses("⏰ Not now")
    await marigold.presses("Pass on this round")
    assert "you pass on the rest" in marigold.has_read()
    given = {a.prompt: a.passed for a in naming.find(Answer, seat_id=seat_of(naming, marigold).id)}
    assert {p: v for p, v in given.items() if p.startswith("R")} == {"R1": False, "R2": True, "R4": True}
    assert "1 of 5 organisations have answered" in naming.group_text()
    await hour_by_hour(naming, 6)
    assert reminded(naming, marigold) == []


async def test_who_passed_on_a_round_may_answer_after_all(naming: Played) -> None:
    marigold = naming["Marigold"]
    await marigold.presses("⏰ Not now")
    await marigold.presses("Pass on this round")
    await marigold.presses("I answer after all")
    await answer_all(marigold)
    given = naming.find(Answer, seat_id=seat_of(naming, marigold).id)
    assert [a.passed for a in given if a.prompt.startswith("R")] == [False] * 3


async def test_not_this_vote_ends_the_reminders_and_is_no_ballot(voting: Played) -> None:
    marigold = voting["Marigold"]
    await voting.wait(days=4, hours=23)
    await hour_by_hour(voting, 2)
    assert len(said(voting, marigold, VOTE_REMINDER)) == 1
    await marigold.presses("I don't vote this time")
    await voting.wait(days=3)
    assert len(said(voting, marigold, VOTE_REMINDER)) == 1
    assert voting.one(Tally).counted == 0


async def test_vote_now_shows_the_ballot_and_a_vote_ends_the_reminders(voting: Played) -> None:
    marigold = voting["Marigold"]
    await voting.wait(days=4, hours=23)
    await hour_by_hour(voting, 2)
    await marigold.presses("Vote now")
    await marigold.presses("4 ·")
    assert voting.find(Reminder, seat_id=seat_of(voting, marigold).id) == []


# away


async def goes_away(player: Player, how: str = "In two weeks") -> None:
    await player.says("/settings")
    await player.presses("🌴 I'm away")
    await player.presses(how)


async def test_who_is_away_is_not_waited_for_and_comes_back_by_itself(naming: Played) -> None:
    marigold = naming["Marigold"]
    await goes_away(marigold)
    assert "Marigold (Mill Towns Assembly) is away" in naming.lena.reads()
    assert naming.group_text().endswith("“Pass” is always fine.")
    assert "0 of 4 organisations have answered" in naming.group_text()
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await answer_all(naming[name])
    assert "every organisation has answered" in naming.lena.reads()
    await hour_by_hour(naming, 13, step=6)
    assert reminded(naming, marigold) == []
    await hour_by_hour(naming, 4, step=6)
    assert "Welcome back to Lake Alder table" in marigold.has_read()
    assert naming.lena.has_read().count("is back at Lake Alder table") == 1
    assert naming.one(Wish, seat_id=seat_of(naming, marigold).id).away_until is None


async def test_back_before_the_day_counts_again_and_is_asked(naming: Played) -> None:
    marigold = naming["Marigold"]
    await goes_away(marigold, "In 30 days")
    await marigold.presses("I'm back")
    assert "0 of 5 organisations have answered" in naming.group_text()
    assert "Who should be better off" in marigold.reads()


async def test_what_is_answered_while_away_counts(naming: Played) -> None:
    marigold = naming["Marigold"]
    await goes_away(marigold)
    await answer_all(marigold)
    assert "1 of 5 organisations have answered" in naming.group_text()


async def test_a_vote_is_not_sent_to_who_is_away_and_its_quorum_is_of_who_is_here(clarifying: Played) -> None:
    await goes_away(clarifying["Thaddeus"])
    ballots = len(clarifying.stage.bot_messages(clarifying["Thaddeus"].user))
    await clarifying.wait(hours=48)
    await clarifying.lena.presses("Open the vote")
    assert len(clarifying.stage.bot_messages(clarifying["Thaddeus"].user)) == ballots
    assert "0 of 4 organisations have voted" in clarifying.group_text()
    for name in ("Ottilie", "Marigold", "Clementine"):
        await clarifying[name].presses("4 ·")
    await clarifying.close_vote()
    tally = clarifying.one(Tally)
    assert (tally.outcome, tally.eligible, tally.counted) == ("passed", 4, 3)


async def test_a_result_is_never_agreed_by_half_the_table_because_the_others_are_away(
    clarifying: Played,
) -> None:
    for name in ("Thaddeus", "Philippa", "Clementine"):
        await goes_away(clarifying[name])
    await clarifying.wait(hours=48)
    await clarifying.lena.presses("Open the vote")
    for name in ("Ottilie", "Marigold"):
        await clarifying[name].presses("5 ·")
    await clarifying.close_vote()
    assert clarifying.one(Tally).outcome == "no_quorum"


@pytest.mark.parametrize("day", ["1 January 2020", "yesterday", "in 3 years", "soon"])
async def test_a_day_that_cannot_be_meant_is_asked_again(naming: Played, day: str) -> None:
    marigold = naming["Marigold"]
    await marigold.says("/settings")
    await marigold.presses("🌴 I'm away")
    await marigold.says(day)
    assert naming.find(Wish, seat_id=seat_of(naming, marigold).id) == []
    await marigold.says("7 December")
    wish = naming.one(Wish, seat_id=seat_of(naming, marigold).id)
    assert wish.away_until is not None
    assert wish.away_until.astimezone(CHICAGO).isoformat() == "2026-12-07T00:00:00-06:00"


async def test_who_is_forgotten_leaves_no_wish_no_reminder_and_no_timer(naming: Played) -> None:
    marigold = naming["Marigold"]
    await lives_in(marigold, "Tokyo")
    await middle_of_the_round(naming)
    assert naming.find(Timer, kind="reminder") != []
    await marigold.presses("⏰ Not now")
    await marigold.presses("⏰ Monday")
    await goes_away(marigold)
    await marigold.says("/forgetme")
    await marigold.presses("Forget me")
    await marigold.presses("Yes, forget me")
    kinds = {t.kind for t in naming.find(Timer)} & {"reminder", "snooze_over", "away_over"}
    seats = {s.id for s in naming.find(Seat, present=True)}
    assert kinds == set()
    assert {w.seat_id for w in naming.find(Wish)} <= seats
    assert {r.seat_id for r in naming.find(Reminder)} <= seats
    assert [p.time_zone for p in naming.find(Person) if p.time_zone] == []


# typed


@pytest.mark.parametrize(
    ("words", "button"),
    [
        ("Stop", "🔕 No reminders"),
        ("mute", "🔕 No reminders"),
        ("Not now.", "⏰ In 2 hours"),
        ("not this round", "Pass on this round"),
        ("I’m on vacation until 7 December", "Write again on December 7, 2026"),
        ("away until 7 December", "Write again on December 8, 2026"),
    ],
)
async def test_what_is_typed_is_asked_and_may_be_the_answer_all_the_same(
    naming: Played, words: str, button: str
) -> None:
    marigold = naming["Marigold"]
    await marigold.says(words)
    assert marigold.find(button)
    assert naming.find(Answer, prompt="R1") == []
    assert naming.find(Wish) == []
    await marigold.presses("That is my answer")
    assert len(naming.find(Answer, prompt="R1")) == 1


async def test_a_longer_sentence_is_an_answer(naming: Played) -> None:
    await naming["Marigold"].says("People who are away from home until late, and stop looking for a job")
    assert len(naming.find(Answer, prompt="R1")) == 1


async def test_away_until_a_typed_day_is_taken_by_a_tap(convened: Played) -> None:
    marigold = convened["Marigold"]
    await marigold.says("I am on vacation until 7 December")
    await marigold.presses("Write again on December 8, 2026")
    wish = convened.one(Wish)
    assert wish.away_until is not None
    assert wish.away_until.astimezone(CHICAGO).isoformat() == "2026-12-08T00:00:00-06:00"


# reach


async def test_who_blocks_the_bot_is_told_once_left_alone_and_comes_back_by_writing(naming: Played) -> None:
    marigold = naming["Marigold"]
    naming.world.block_bot(marigold.user)
    await naming.settle()
    await hour_by_hour(naming, 5, step=6)
    assert naming.lena.has_read().count("Marigold can't be reached") == 1
    assert reminded(naming, marigold) == []
    naming.world.unblock_bot(marigold.user)
    await marigold.says("Here I am")
    assert naming.one(Person, name="Marigold").reachable
    assert naming.lena.has_read().count("Marigold can't be reached") == 1


async def test_a_facilitator_out_of_reach_is_told_to_the_coordinator(naming: Played) -> None:
    naming.world.block_bot(naming.lena.user)
    await naming.settle()
    assert naming.carl.has_read().count("Lena can't be reached") == 1
    assert "can't be reached" not in naming.group_text()


async def test_hours_are_the_readers_in_private_and_the_tables_by_name_in_the_group(naming: Played) -> None:
    await lives_in(naming["Marigold"], "Madrid")
    await middle_of_the_round(naming)
    await hour_by_hour(naming, 1)
    assert "Open until Mon 30 Nov, 03:00 (Chicago)." in naming.group_text()
    assert "Open until Mon 30 Nov, 10:00." in naming["Marigold"].has_read()
    assert "Open until Mon 30 Nov, 03:00." in naming["Ottilie"].has_read()


async def test_forged_presses_about_another_table_or_from_the_group_change_nothing(naming: Played) -> None:
    stranger = naming.stage.player("Stranger")
    await stranger.starts()
    one = naming.one(Table).id
    for data in (f"mute:{one}:on", f"away:{one}:on:739000", f"snooze:{one}:monday", f"away:{one}:back"):
        await acts.forges(naming, stranger, data)
        await acts.forges(naming, naming["Marigold"], f"{data}:9")
    assert naming.find(Wish, muted=True) in (
        [],
        naming.find(Wish, seat_id=seat_of(naming, naming["Marigold"]).id),
    )
    assert all(w.away_until is None for w in naming.find(Wish))
