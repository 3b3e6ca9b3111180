"""Updates of every shape, forged, damaged, repeated and turned round: nothing breaks, and what is kept can be true.

The same plays every time; `uv run python -m tests.fuzz 100000` plays as many as one likes, from other seeds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.ingress.webhook import _update
from tests.acceptance.scenes import Scenes
from tests.fuzz import strange
from tests.fuzz.acts import Together
from tests.fuzz.play import Count, play
from tests.fuzz.playground import prepare
from tests.fuzz.strategies import ANY_LETTER, plays


@pytest.mark.parametrize(("stage", "turns"), [("naming", 30), ("voting", 30)])
def test_strange_updates_break_nothing(scenes: Scenes, tmp_path: Path, stage: str, turns: int) -> None:
    asyncio.run(prepare(scenes, stage, tmp_path))
    count = Count()

    @settings(
        max_examples=14,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
    )
    @given(played=plays(turns))
    def each(played: Sequence[Together]) -> None:
        play(tmp_path, played, count)

    each()
    assert count.updates > 400
    assert count.ends["Decided"] > count.updates / 2
    assert count.ends["Repeated"] > 0
    assert count.parked < count.damaged


JSON = st.recursive(
    st.one_of(st.sampled_from(strange.MISPLACED), st.text(ANY_LETTER, max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(
    body=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
)
def test_the_webhook_reads_any_bytes(body: bytes) -> None:
    read = _update(body)
    assert read is None or isinstance(read["update_id"], int)


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"update_id":' + b"9" * 5000 + b"}", b'{"update_id":1.0}', b'{"update_id":true}',
     b'{"update_id":-1}', b'{"update_id":9223372036854775808}', b'{"update_id":NaN}', b"null", b"", b"\xff\xfe",
     b'{"update_id":"1"}'],
)  # fmt: skip
def test_what_is_no_update_is_none(body: bytes) -> None:
    assert _update(body) is None
