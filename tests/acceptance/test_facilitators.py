"""Several facilitators: one more by a link or an offer, two at once, stepping down, and what the group reads."""

from __future__ import annotations

from datetime import timedelta

from bot.rehearsal.players import Player
from dialogues.model import Invitation, Person, Request, Round, Seat
from tests.acceptance import acts
from tests.acceptance.facilitating import Facilitator
from tests.acceptance.people import presses_data, seat_of
from tests.acceptance.playing import Played


def roles(table: Played, player: Player) -> tuple[str, ...]:
    return seat_of(table, player).roles


def facilitating(table: Played) -> list[str]:
    """The names of who facilitates, as the database has them."""
    seats = [s for s in table.find(Seat, present=True) if "facilitator" in s.roles]
    return sorted(table.one(Person, id=s.person_id).name for s in seats)


def who_facilitates(table: Played) -> list[str]:
    """Every message of the group that says who does, as it stands now."""
    return [m.words for m in table.in_group() if "Facilitating:" in m.words]


async def page(table: Played, player: Player, *labels: str) -> None:
    await player.says("/table")
    for label in ("People and map", "Who facilitates", *labels):
        await player.presses(label)


async def offered(table: Played, to: str) -> Facilitator:
    """Lena asks somebody at the table; gives them with a facilitator's eyes."""
    await page(table, table.lena, "Ask somebody here")
    await presses_data(table.lena, f":who:{seat_of(table, table[to]).id}")
    return Facilitator(table.stage, table[to].user)


async def together(table: Played, name: str) -> Facilitator:
    """Somebody at the table facilitates with Lena."""
    second = await offered(table, name)
    await second.presses("Yes, I will")
    return second


async def by_link(table: Played, name: str, *, language: str = "en") -> Facilitator:
    """Somebody new facilitates with Lena, by a link."""
    await page(table, table.lena, "Link to facilitate")
    newcomer = Facilitator(table.stage, table.stage.player(name, language=language).user)
    await newcomer.opens(table.lena.link_for("then facilitates"))
    await presses_data(newcomer, ":consent:agree")
    return newcomer


async def test_a_link_gives_the_role_to_one_person_for_a_week(convened: Played) -> None:
    await page(convened, convened.lena, "Link to facilitate")
    link = convened.lena.link_for("then facilitates")
    invitation = convened.one(Invitation, token=link.partition("start=")[2])
    assert (invitation.role, invitation.uses_left) == ("facilitator", 1)
    assert invitation.expires_at - convened.room.clock.now() <= timedelta(days=7)
    bea, late = convened.stage.player("Bea"), convened.stage.player("Late")
    await bea.opens(link)
    assert "You join to facilitate" in bea.reads()
    assert facilitating(convened) == ["Lena"], "only who agrees facilitates"
    await bea.presses("I agree")
    assert facilitating(convened) == ["Bea", "Lena"]
    await late.opens(link)
    assert "does not work any more" in late.reads()
    assert "Bea now facilitates this table too" in convened.group_text()
    assert "Bea now facilitates with you" in convened.lena.has_read()
    assert len(who_facilitates(convened)) == 1


async def test_a_link_too_old_or_taken_back_gives_nothing(convened: Played) -> None:
    await page(convened, convened.lena, "Link to facilitate")
    first = convened.lena.link_for("then facilitates")
    await page(convened, convened.lena, "Take back: –")
    guest = convened.stage.player("Gus")
    await guest.opens(first)
    assert "does not work any more" in guest.reads()
    await page(convened, convened.lena, "Link to facilitate")
    await convened.wait(days=8)
    await guest.opens(convened.lena.link_for("then facilitates"))
    assert "does not work any more" in guest.reads()
    assert facilitating(convened) == ["Lena"]


async def test_a_member_is_asked_in_private_and_may_say_no(convened: Played) -> None:
    before = convened.group_text()
    clementine = await offered(convened, "Clementine")
    assert "Lena asks you to facilitate Lake Alder table too" in clementine.reads()
    assert convened.group_text() == before
    assert facilitating(convened) == ["Lena"]
    await clementine.presses("No, thank you")
    assert "Clementine would rather not facilitate" in convened.lena.reads()
    assert convened.group_text() == before
    await acts.forges(convened, clementine, f"take_role:{convened.find(Invitation)[-1].id}:yes")
    assert "has done its work" in (acts.toast(convened, clementine) or "")
    assert facilitating(convened) == ["Lena"]


async def test_an_offer_is_for_one_seat_and_its_token_opens_nothing(convened: Played) -> None:
    await offered(convened, "Clementine")
    offer = convened.find(Invitation)[-1]
    marigold = convened["Marigold"]
    await acts.forges(convened, marigold, f"take_role:{offer.id}:yes")
    assert "has done its work" in (acts.toast(convened, marigold) or "")
    await marigold.starts(offer.token)
    assert "does not work any more" in marigold.reads()
    assert facilitating(convened) == ["Lena"]
    await convened["Clementine"].presses("Yes, I will")
    assert facilitating(convened) == ["Clementine", "Lena"]
    assert roles(convened, convened["Clementine"]) == ("member", "facilitator")


async def test_whoever_sits_for_an_organisation_goes_on_sitting_there(convened: Played) -> None:
    clementine = await together(convened, "Clementine")
    seat = seat_of(convened, clementine)
    assert (seat.holds_vote, seat.present) == (True, True)
    assert "Lake Alder table: where we stand" in clementine.has_read()
    await clementine.says("/table")
    await clementine.presses("Open the introductions")
    assert "Clementine" in [p.name for p in convened.find(Person)]
    assert convened.one(Round, topic="introductions").state == "collecting"


async def test_each_reads_the_same_pages_in_the_own_language(naming: Played) -> None:
    await naming["Ottilie"].says("People of our two towns.")
    elvira = await by_link(naming, "Elvira", language="es")
    await elvira.says("/table")
    await elvira.presses("Pasos y rondas")
    assert "Mill Towns Assembly (Marigold)" in elvira.reads()
    await naming.lena.says("/table")
    await naming.lena.presses("Steps and rounds")
    assert "Whom you could call" in naming.lena.reads()


async def test_two_who_close_a_round_at_once_close_it_once(introducing: Played) -> None:
    second = await together(introducing, "Clementine")
    for name, player in introducing.people.items():
        await player.says(f"{name} gains.")
        await player.says(f"{name} hopes.")
    round_ = introducing.one(Round, topic="introductions")
    for player in (introducing.lena, second):
        told = acts.said(introducing, player, "Close" if player is None else "ll")
        introducing.world.press(player.user, told, data=f"go:1:close:{round_.id}")
    await introducing.settle()
    closed = introducing.find(Request, trigger="close_collection", outcome="allowed")
    assert len(closed) == 1
    assert introducing.group_text().count("• Lake Alder Council: Ottilie gains.") == 1
    assert "has done its work" in (acts.toast(introducing, second) or "")


async def test_a_task_reaches_each_once_and_is_redrawn_when_one_has_done_it(introducing: Played) -> None:
    second = await together(introducing, "Clementine")
    for name, player in introducing.people.items():
        await player.says(f"{name} gains.")
        await player.says(f"{name} hopes.")
    for player in (introducing.lena, second):
        told = [
            m
            for m in introducing.stage.bot_messages(player.user)
            if "every organisation has answered" in m.words
        ]
        assert len([m for m in told if m.buttons]) == 1
    await introducing.lena.presses("Close and show the answers")
    redrawn = acts.said(introducing, second, "Lena has done this: Close and show the answers")
    assert not redrawn.buttons
    assert "has done this" not in introducing.lena.has_read()


async def test_a_step_that_one_has_taken_is_redrawn_for_the_other(introducing: Played) -> None:
    second = await together(introducing, "Clementine")
    for name, player in introducing.people.items():
        await player.says(f"{name} gains.")
        await player.says(f"{name} hopes.")
    await introducing.lena.presses("Close and show the answers")
    asked = [acts.said(introducing, p, "next step") for p in (introducing.lena, second)]
    assert [[b.text for b in m.buttons] for m in asked] == [["Begin: name the result", "Where we stand"]] * 2
    await acts.presses_on(introducing, introducing.lena, asked[0], "Begin: name the result")
    assert "Lena has done this: Begin: name the result" in second.has_read()
    await acts.forges(introducing, second, "go:1:begin_result:0")
    assert len(introducing.find(Request, trigger="begin_result", outcome="allowed")) == 1


async def test_a_step_that_is_refused_still_waits_for_the_other(introduced: Played) -> None:
    second = await together(introduced, "Clementine")
    await introduced.lena.presses("Begin: name the result")
    before = [m.words for m in introduced.stage.bot_messages(second.user)]
    await acts.forges(introduced, introduced.lena, "go:1:to_working:0")
    assert [m.words for m in introduced.stage.bot_messages(second.user)] == before


async def test_one_who_steps_down_loses_the_wider_view_and_the_buttons(convened: Played) -> None:
    second = await together(convened, "Clementine")
    await page(convened, second, "I step down")
    await second.presses("Yes, I step down")
    assert facilitating(convened) == ["Lena"]
    assert roles(convened, second) == ("member",)
    assert seat_of(convened, second).holds_vote
    stands = [
        m for m in convened.stage.bot_messages(second.user) if "This belonged to facilitating" in m.words
    ]
    assert stands
    assert all(not m.buttons for m in stands)
    await acts.forges(convened, second, "go:1:page_people:0")
    assert "Only a facilitator" in (acts.toast(convened, second) or "")
    (told,) = who_facilitates(convened)
    assert "Clementine no longer facilitates this table. Facilitating: Lena" in " ".join(told.split())
    assert "Clementine no longer facilitates" in convened.lena.has_read()


async def test_the_last_one_is_told_what_to_do_instead(convened: Played) -> None:
    await page(convened, convened.lena, "I step down")
    assert "hand over first" in convened.lena.reads()
    assert facilitating(convened) == ["Lena"]


async def test_two_who_step_down_at_once_leave_one(convened: Played) -> None:
    second = await together(convened, "Clementine")
    for player in (convened.lena, second):
        await page(convened, player, "I step down")
    for player in (convened.lena, second):
        message, label = player.find("Yes, I step down")
        convened.world.press(player.user, message, label=label)
    await convened.settle()
    assert len(facilitating(convened)) == 1
    assert "hand over first" in second.reads()


async def test_who_steps_down_while_entering_something_is_not_asked_on(convened: Played) -> None:
    second = await together(convened, "Clementine")
    await page(convened, second, "I step down")
    step_down = acts.said(convened, second, "Do you no longer want to facilitate")
    await acts.forges(convened, second, "go:1:help_text:0")
    await acts.presses_on(convened, second, step_down, "Yes, I step down")
    assert facilitating(convened) == ["Clementine", "Lena"], "one question at a time"
    await page(convened, second, "I step down")
    await second.presses("Yes, I step down")
    await second.says("Call the centre.")
    assert "I am not asking anything" in second.reads()
