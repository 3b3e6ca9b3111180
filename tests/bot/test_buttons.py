"""The 64 bytes of a button."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingress.buttons import PressTooLong, PressUnreadable, decode, encode
from dialogues.effects import Press

VERBS = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
ARGUMENTS = st.lists(st.text("abcXYZ0189-_é", max_size=8) | st.integers(-(10**6), 10**6), max_size=3)


@given(VERBS, ARGUMENTS)
def test_what_is_pressed_is_what_was_offered(verb: str, arguments: list[str | int]) -> None:
    press = Press(verb, tuple(arguments))
    assert decode(encode(press)) == Press(verb, tuple(str(argument) for argument in arguments))


def test_64_bytes_fit_and_65_do_not() -> None:
    assert len(encode(Press("v", ("x" * 62,)))) == 64
    with pytest.raises(PressTooLong, match="v:"):
        encode(Press("v", ("x" * 63,)))
    with pytest.raises(PressTooLong, match="vote"):
        encode(Press("vote", ("é" * 30,)))


@pytest.mark.parametrize(
    "press", [Press("a:b"), Press("Vote"), Press(""), Press("v", ("a:b",)), Press("v", ("a\n",))]
)
def test_what_could_not_be_read_again_is_refused(press: Press) -> None:
    with pytest.raises(PressUnreadable):
        encode(press)


@pytest.mark.parametrize(
    "data",
    [None, "", "v:" + "9" * 80, "v:\x00", "V:1", ":1", "v:\udc00", "é" * 33, "-1", "v;1", "v 1"],
)
def test_hostile_data_says_nothing(data: str | None) -> None:
    assert decode(data) == Press("")


def test_arguments_are_words_and_prove_nothing() -> None:
    assert decode("confirm:7:org=4") == Press("confirm", ("7", "org=4"))


@given(st.text(max_size=100))
def test_nothing_at_all_breaks_the_reading(data: str) -> None:
    decode(data)
