"""What hypothesis draws a play of strange updates from."""

from __future__ import annotations

from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from tests.fuzz import strange
from tests.fuzz.acts import (
    Act,
    Again,
    Damaged,
    Edits,
    Extras,
    Membership,
    OfAnotherKind,
    Presses,
    SaysInGroup,
    Sends,
    Starts,
    Together,
    Writes,
)
from tests.fuzz.acts_of_apps import (
    BEFALLS,
    BROUGHT,
    OTHERWISE,
    Befalls,
    Brings,
    ComesOtherwise,
    IsCalled,
)
from tests.fuzz.families import FAMILIES

T = TypeVar("T")


def weighted(*given: tuple[int, st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """One of them, each as often as its weight says; `one_of` would take each equally often."""
    return st.sampled_from([one for weight, one in given for _ in range(weight)]).flatmap(lambda one: one)


# Half characters too: apps of Telegram's don't send them, JSON can hold them.
ANY_LETTER = st.characters(codec=None, categories=None, exclude_categories=())
people = st.integers(0, 10)
few = st.integers(0, 30)
of_families = st.builds(
    lambda family, seed: FAMILIES[family](Random(seed)),
    st.sampled_from(sorted(FAMILIES)),
    st.integers(0, 2**32),
)
texts = weighted(
    (3, st.sampled_from(strange.WORDS)),
    (3, of_families),
    (5, st.sampled_from(strange.TEXTS)),
    (2, st.text(ANY_LETTER, max_size=12)),
)
maybe = st.sampled_from((False, False, False, False, True))
extras = st.builds(
    Extras,
    forwarded=maybe,
    via_bot=maybe,
    reply=weighted((2, st.none()), (1, few)),
    topic=maybe,
    entities=maybe,
)
plain = st.just(Extras())
names = weighted((6, st.none()), (1, st.sampled_from(strange.NAMES)))
parts = st.one_of(
    st.sampled_from(("1", "2", "3", "0", "-1", "99999", "9" * 19, "٣", "1.0", "x", "", "yes", "no", "all")),
    st.sampled_from(strange.DATA),
)

writes = st.builds(Writes, people, texts, weighted((3, plain), (1, extras)), names)
presses_own = st.builds(
    Presses, people, st.just("own"), few, st.just(""), st.none(), st.just(""), st.just("whole")
)
presses_any = st.builds(
    Presses,
    people,
    st.sampled_from(("own", "anybody", "group", "made_up")),
    few,
    st.one_of(st.sampled_from(strange.DATA), st.text(ANY_LETTER, max_size=20)),
    weighted((1, st.none()), (1, st.integers(0, 5))),
    parts,
    st.sampled_from(("whole", "whole", "whole", "old", "inline", "game")),
)
starts = st.builds(
    Starts,
    people,
    st.one_of(st.sampled_from(strange.PAYLOADS), st.text(ANY_LETTER, max_size=70)),
    st.one_of(st.none(), few),
    st.sampled_from(("whole", "case", "cut", "more")),
)
sends = st.builds(
    Sends, people, st.sampled_from(strange.KINDS_OF_MESSAGES), st.one_of(st.none(), texts), st.booleans()
)
in_group = st.builds(
    SaysInGroup,
    people,
    st.one_of(texts, st.sampled_from(("/table", "/help", "/status", "/go@Tablekeeper_bot", "/close_vote"))),
    extras,
    st.sampled_from(("member", "member", "anonymous", "channel", "bot")),
)
commands = st.builds(
    Writes,
    people,
    st.sampled_from(
        ("/table", "/go", "/help", "/cancel", "/privacy", "/language", "/mydata", "/forgetme", "/start",
         "/close_vote", "/advance norming", "/pause", "/nonsense", "/status\n/pause", "/TABLE", "/go x")
    ),
    plain,
    st.none(),
)  # fmt: skip
edits = st.builds(Edits, few, texts)
membership = st.builds(
    Membership,
    people,
    st.sampled_from(strange.STATUSES),
    st.sampled_from(strange.STATUSES),
    st.sampled_from(("private", "group", "elsewhere", "channel")),
)
of_another_kind = st.builds(OfAnotherKind, people, st.sampled_from(strange.KINDS_OF_UPDATES), texts)
called = st.builds(
    IsCalled, people, st.one_of(st.sampled_from(strange.NAMES), of_families), texts, st.booleans()
)
brings = st.builds(Brings, people, st.sampled_from(BROUGHT), texts, st.booleans(), maybe)
befalls = st.builds(Befalls, people, st.sampled_from(BEFALLS), texts)
otherwise = st.builds(ComesOtherwise, people, st.sampled_from(OTHERWISE), texts)
again = st.builds(Again, few, st.booleans())

sound: st.SearchStrategy[Act] = weighted(
    (30, presses_own),
    (24, writes),
    (14, presses_any),
    (6, commands),
    (5, starts),
    (4, sends),
    (5, in_group),
    (3, edits),
    (2, membership),
    (2, of_another_kind),
    (2, called),
    (3, brings),
    (1, befalls),
    (2, otherwise),
    (5, again),
)
damaged: st.SearchStrategy[Act] = st.builds(
    Damaged,
    st.one_of(
        presses_own, writes, starts, sends, in_group, edits, membership, of_another_kind, called, brings
    ),
    st.integers(0, 60),
    st.sampled_from(("lost", "nested", "listed", "instead", "instead", "instead")),
    st.sampled_from(strange.MISPLACED),
)
acts: st.SearchStrategy[Act] = weighted((7, sound), (1, damaged))
together = st.builds(
    Together,
    st.lists(acts, min_size=1, max_size=4).map(tuple),
    maybe,
    st.sampled_from((0,) * 12 + (1, 25, 49, 200)),
)


def plays(most: int) -> st.SearchStrategy[list[Together]]:
    """A play of up to so many turns."""
    return st.lists(together, min_size=most // 2, max_size=most)
