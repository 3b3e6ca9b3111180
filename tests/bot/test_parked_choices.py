"""What is kept of an update that could not be decided: never what somebody chose without a name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.parking import without_choices

CHAT = {"id": 7, "type": "private", "first_name": "Ottilie"}
SHOWN: dict[str, Any] = {
    "message_id": 12,
    "date": 1,
    "chat": CHAT,
    "from": {"id": 99, "is_bot": True, "first_name": "Tablekeeper"},
    "text": "You chose: No",
    "reply_markup": {"inline_keyboard": [[{"text": "Yes, put it in", "callback_data": "unnamed:3:put:2"}]]},
}
WHO = {"id": 7, "is_bot": False, "first_name": "Ottilie"}


def press(data: str, message: dict[str, Any] = SHOWN) -> dict[str, Any]:
    return {"update_id": 5, "callback_query": {"id": "1", "from": WHO, "data": data, "message": message}}


@pytest.mark.parametrize("data", ["unnamed:3:put:2", "unnamed:3:choose:2", "unnamed:3:back"])
def test_a_choice_is_not_kept(data: str) -> None:
    kept = without_choices(press(data))
    assert kept["callback_query"]["data"] == "unnamed"
    for trace in ("You chose", "put:2", "choose", "Yes, put it in"):
        assert trace not in json.dumps(kept)
    assert kept["callback_query"]["message"]["message_id"] == 12
    assert kept["callback_query"]["from"] == WHO


def test_another_press_on_that_message_keeps_its_data_and_not_the_words() -> None:
    kept = without_choices(press("mute:4"))
    assert kept["callback_query"]["data"] == "mute:4"
    assert "You chose" not in json.dumps(kept)


@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_a_reply_to_it_keeps_the_own_words_alone(kind: str) -> None:
    said = {"message_id": 13, "date": 2, "chat": CHAT, "from": WHO, "text": "hm"}
    held: dict[str, Any] = {
        "update_id": 6,
        kind: said | {"reply_to_message": SHOWN, "quote": {"text": "You chose: No"}},
    }
    kept = without_choices(held)
    assert kept[kind]["text"] == "hm"
    assert "You chose" not in json.dumps(kept)
    assert held[kind]["reply_to_message"] is SHOWN, "what was handed in is left as it was"


def test_what_stands_in_a_group_stays_as_it_came() -> None:
    in_group = SHOWN | {"chat": {"id": -5, "type": "supergroup", "title": "Work"}}
    held = press("question:1:1", in_group)
    assert without_choices(held) == held
