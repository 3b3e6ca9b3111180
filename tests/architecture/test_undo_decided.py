"""Every step a facilitator can take is decided: whether it may be taken back, or why it stays."""

from __future__ import annotations

from dialogues import conversation, forms, permissions
from dialogues.permissions import Holder
from dialogues.undo import steps

BY_FACILITATORS = (Holder.FACILITATOR, Holder.OWING)


def test_every_action_form_and_button_of_a_facilitator_is_decided() -> None:
    assert conversation.PRESSES
    assert set(steps.ACTIONS) == set(permissions.ACTIONS), "decide in dialogues/undo/steps.py"
    assert set(steps.FORMS) == set(forms.FORMS), "decide in dialogues/undo/steps.py"
    own = {verb for verb, row in permissions.PRESSES.items() if row.who in BY_FACILITATORS}
    assert set(steps.PRESSES) == own, "decide in dialogues/undo/steps.py"
