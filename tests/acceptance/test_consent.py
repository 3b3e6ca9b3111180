"""A start is put to the vote as safe enough to try, until its last day (docs/method.md 0, the consent question)."""

from __future__ import annotations

import pytest

from tests.acceptance.acts import said
from tests.acceptance.playing import Played
from tests.acceptance.test_experiments import TRIAL, make_card, panel, show_tried, to_storming

QUESTION = "Good enough for now, safe enough to try: an objection is information."


@pytest.mark.parametrize(
    ("title", "question"),
    [
        (TRIAL.upper(), "Do you see harm to our result if we try this until"),
        ("Rides", "Do you see harm to our result if we try this? Good"),
    ],
)
async def test_the_ballot_and_the_group_ask_for_consent(trying: Played, title: str, question: str) -> None:
    await show_tried(trying)
    await to_storming(trying)
    await make_card(trying)
    await panel(trying, "Bring a text to the table", "An experiment")
    await trying.lena.says(title)
    await trying.lena.presses("Routine")
    await trying.lena.presses("No")
    await trying.lena.says("We try paid weeks in two wards.")
    await trying.lena.presses("Put it to the table")
    told = next(m for m in reversed(trying.in_group()) if "a text is on the table" in m.words)
    assert question.replace("Do", "do", 1) in told.words
    assert QUESTION in told.words
    assert "My point is missing" not in [b.text for b in told.buttons]
    await trying.wait(hours=24)
    await panel(trying, f"Open the vote: {title}")
    ballot = said(trying, trying["Marigold"], "Do you see harm").words
    assert question in ballot
    assert QUESTION in ballot


async def test_other_texts_ask_whether_to_go_on(voting: Played) -> None:
    ballot = said(voting, voting["Marigold"], "Do you see harm").words
    assert "if we go on with this?" in ballot
    assert QUESTION not in ballot + voting.group_text()
