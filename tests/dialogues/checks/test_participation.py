"""Dominant from two in five of all messages on; silent without a message and without an answer."""

from __future__ import annotations

import pytest

from dialogues.checks.participation import participation


def test_the_article_table_has_one_loud_organisation() -> None:
    messages = {1: 41, 2: 6, 3: 5, 4: 4, 5: 8, 6: 7, 7: 9, 8: 5, 9: 7, 10: 5}
    found = participation(messages, list(messages), [])
    assert found.dominant == {1: 42}
    assert found.silent == ()


@pytest.mark.parametrize(("most", "dominant"), [(39, {}), (40, {1: 40}), (48, {1: 48})])
def test_forty_per_cent_is_dominant(most: int, dominant: dict[int, int]) -> None:
    third = (100 - most) // 3
    messages = {1: most, 2: third, 3: third, 4: 100 - most - 2 * third}
    assert participation(messages, [], []).dominant == dominant


def test_without_a_message_nobody_is_dominant_and_who_answered_is_not_silent() -> None:
    found = participation({}, [1, 2, 3], [2])
    assert (found.messages, found.dominant, found.silent) == (0, {}, (1, 3))


def test_a_message_is_a_voice_as_much_as_an_answer() -> None:
    assert participation({1: 1, 2: 0}, [1, 2], []).silent == (2,)
