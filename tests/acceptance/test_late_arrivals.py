"""Who comes to the table after the introductions is introduced too, and nobody is asked twice."""

from __future__ import annotations

from tests.acceptance.playing import Played


async def test_a_second_round_of_introductions_asks_only_the_newcomers(introducing: Played) -> None:
    for name, player in introducing.people.items():
        await player.says(f"{name} gains full shifts.")
        await player.says("Hope: peace. Worry: time.")
    await introducing.lena.presses("Close and show the answers")
    newcomers = []
    for number in range(2):
        newcomer = introducing.stage.player(f"Newcomer {number}")
        link = await introducing.invite(("Harbour Traders", "Orchard Growers")[number], "Business", "No")
        await newcomer.opens(link)
        for label in ("I agree", "Yes", "I can decide"):
            await newcomer.presses(label)
        newcomers.append(newcomer)
    await introducing.lena.says("/table")
    await introducing.lena.presses("Open the introductions")
    assert introducing["Ottilie"].has_read().count("What do you gain or lose") == 1
    assert all("What do you gain or lose" in newcomer.reads() for newcomer in newcomers)
    for newcomer in newcomers:
        await newcomer.says("We gain customers.")
        await newcomer.says("Hope: work. Worry: none.")
    assert "7 of 7 organisations have answered" in introducing.group_text()
    await introducing.lena.presses("Close and show the answers")
    await introducing.lena.says("/table")
    assert any(
        b.text == "Begin: name the result"
        for b in introducing.stage.bot_messages(introducing.lena.user)[-1].buttons
    )
