"""Wherever somebody writes words that the table reads, a private detail of a person is held (docs/method.md 0)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dialogues import conversation, forms
from dialogues.model import Answer, Commitment, FacilitatorEntry
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.test_on_behalf import choose, seat_of

assert conversation.PRESSES  # importing it makes every form known

DETAIL = "Maria Lopez was in jail last year"
HELP = "County help line: 555-0110"

NAME = "a name or a label, that has to fit a button"
VALUE = "a day, a number, a zone or a word of a list"
DRAFTED = "the facilitator's text for the table, shown to its author first, changed by all before it stands"
SETTING = "the facilitator's own setting of the table"
TO_FACILITATORS = "goes to the facilitators alone and is not posted; its author hears where help is"
# Form and step → why its words are not looked through. Any other step that is typed holds them back.
NOT_HELD: Mapping[str, str] = {
    "away.back_on": VALUE,
    "body.name": NAME, "body.rename": NAME,
    "bring.title": NAME,
    "candidates.first": NAME, "candidates.second": NAME, "candidates.third": NAME,
    "card_part.doer": NAME, "experiment.doer": NAME,
    "card_part.ends": VALUE, "experiment.ends": VALUE, "longer.ends": VALUE,
    "confirm_text.plain": DRAFTED, "draft.text": DRAFTED, "draft.amendment": DRAFTED,
    "section.text": DRAFTED, "translate.text": DRAFTED,
    "data.name": NAME, "data.unit": NAME, "data.baseline": VALUE, "data.on": VALUE, "data.source": NAME,
    "data.plan_owner": NAME, "data.plan_due": VALUE, "data.target": VALUE, "data.groups": NAME,
    "value.value": VALUE, "value.on": VALUE, "value.source": NAME, "value.group": NAME,
    "day_off.day": VALUE, "move_session.day": VALUE, "gap.due": VALUE, "promise.due": VALUE,
    "promise_missed.new_day": VALUE, "settling.until": VALUE, "review.months": VALUE, "rule.days": VALUE,
    "set_rhythm.every": VALUE, "set_rhythm.hour": VALUE, "zone.zone": VALUE,
    "set_up.name": NAME, "set_up.zone": VALUE, "set_up.cycle": VALUE, "set_up.start": VALUE,
    "details.sector": NAME, "organisation.name": NAME,
    "entry.text": SETTING, "support.what": SETTING, "help_text.text": SETTING, "help_text.other": SETTING,
    "function.label": NAME, "part.label": NAME, "group_name.text": NAME, "lever.label": NAME,
    "lever.decider": NAME, "lever.doer": NAME, "lever.outlasts": DRAFTED,
    "read_back.text": TO_FACILITATORS,
    "task.task": NAME,
}  # fmt: skip
TAPPED = (forms.buttons_only, forms.read_yes_no)
HOLDS = ("for_the_table.<locals>.reader", "_read_reason", "_read_concern")


def typed_steps() -> dict[str, bool]:
    """Form and step of all that is typed, and whether its words are held where they have to be."""
    return {
        f"{form.name}.{step.id}": step.read.__qualname__ in HOLDS
        for form in forms.FORMS.values()
        for step in form.steps
        if step.read not in TAPPED and not step.read.__qualname__.startswith("_read_yes_no")
    }


def test_every_typed_step_has_decided() -> None:
    unheld = {name for name, held in typed_steps().items() if not held}
    assert unheld == set(NOT_HELD), "wrap its reader in holding.for_the_table, or say here why not"


async def test_what_is_told_on_behalf_is_held_too_and_both_are_told(naming: Played) -> None:
    await choose(naming, "Marigold")
    await naming.lena.says(DETAIL)
    assert naming.one(Answer, seat_id=seat_of(naming, "Marigold").id, prompt="R1").held
    assert "I kept your answer, and I show it to nobody." in naming["Marigold"].has_read()
    assert "One answer is held" in naming.lena.has_read()
    assert "Lopez" not in naming.group_text() + naming.carl.has_read()


async def test_a_promise_is_asked_anew(mapping: Played) -> None:
    await mapping.lena.says("/table")
    await mapping.lena.presses("The structure")
    await mapping.lena.presses("Add a promise")
    await mapping.lena.presses("Lake Alder Council")
    await mapping.lena.presses("Mill Towns Assembly")
    await mapping.lena.says(DETAIL)
    assert "I did not show that to the table" in mapping.lena.has_read()
    assert mapping.find(Commitment) == []
    assert "Lopez" not in mapping.group_text()


async def sets_help(table: Played, first: str, other: str | None = None) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Where people find help")
    await table.lena.says(first)
    if other is not None:
        await table.lena.says(other)


async def test_help_can_be_set_and_is_shown_at_once_and_to_whom_it_concerns(naming: Played) -> None:
    await sets_help(naming, HELP)
    assert naming.one(FacilitatorEntry, prompt="help_text").text == HELP
    marigold = naming["Marigold"]
    await marigold.says(DETAIL)
    assert HELP in marigold.has_read()
    assert "Lopez" not in naming.lena.has_read() + naming.carl.has_read() + naming.group_text()
    assert "Marigold" not in acts.said(naming, naming.lena, "One answer is held").words
    await sets_help(naming, "Another line: 555-0199")
    await naming["Ottilie"].says(DETAIL)
    assert "Another line: 555-0199" in naming["Ottilie"].has_read()
    assert HELP not in naming["Ottilie"].has_read()


@pytest.mark.parametrize("form", ["talk_naming", "talk_answering", "talk_not_yet"])
def test_what_two_sides_say_to_each_other_is_held_back(form: str) -> None:
    held = {name: h for name, h in typed_steps().items() if name.startswith(f"{form}.")}
    assert held
    assert all(held.values())
