"""Means over people, rounding, the fewest answers, what has dropped, and equal leverage."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from dialogues.checks import pulse_means
from dialogues.checks.pulse_means import LOW_ITEM, OVERALL_DROP, STATEMENTS, Reply


def reply(organisation: int, scores: int | list[int], t9: str = "none", **more: bool) -> Reply:
    """What one person said to all nine."""
    each = [scores] * 8 if isinstance(scores, int) else scores
    choices: Mapping[str, str] = dict(zip(STATEMENTS, map(str, each), strict=True)) | {"T9": t9}
    return Reply(organisation, more.get("grassroots", False), more.get("voting", True), choices)


def test_means_are_over_people_with_or_without_a_vote() -> None:
    two_of_one = [reply(1, 5), reply(1, 5, voting=False), reply(2, 2)]
    assert pulse_means.count(two_of_one).items["T1"] == Decimal("4.00")


@pytest.mark.parametrize(
    ("values", "mean"),
    [([1, 2, 2], "1.67"), ([1] * 7 + [2], "1.13"), ([4, 5], "4.50"), ([3] * 199 + [4], "3.01")],
)
def test_a_half_is_rounded_up(values: list[int], mean: str) -> None:
    assert pulse_means.mean([Decimal(v) for v in values]) == Decimal(mean)


def test_the_overall_mean_is_that_of_the_eight_rounded_means() -> None:
    replies = [reply(n, [1, 1, 1, 1, 1, 1, 1, 2 if n == 0 else 1]) for n in range(8)]
    counted = pulse_means.count(replies)
    assert counted.items["T8"] == Decimal("1.13")
    assert counted.overall == Decimal("1.02")


def test_response_counts_voting_organisations_with_an_answer() -> None:
    replies = [reply(1, 4), reply(1, 4), reply(2, 4, voting=False), reply(3, 4), Reply(4, False, True, {})]
    assert pulse_means.count(replies).organisations == 2


@pytest.mark.parametrize(("people", "suppressed"), [(0, True), (4, True), (5, False), (9, False)])
def test_under_five_a_pulse_is_suppressed(people: int, suppressed: bool) -> None:
    assert pulse_means.count([reply(n, 4) for n in range(people)]).suppressed is suppressed


def test_one_statement_with_too_few_answers_suppresses_all() -> None:
    passed_t7 = Reply(9, False, True, {k: v for k, v in reply(9, 4).choices.items() if k != "T7"})
    counted = pulse_means.count([*(reply(n, 4) for n in range(4)), passed_t7])
    assert (counted.respondents, counted.suppressed) == (4, True)


def test_t9_counts_organisations_and_t7_by_group_is_a_verdict_for_guards() -> None:
    counted = pulse_means.count(
        [reply(1, 4, "open"), reply(1, 4, "settled"), reply(2, 4, "settled"), reply(3, 2, grassroots=True)]
    )
    assert counted.differing == 2
    assert not counted.equal_leverage


def items(**means: str) -> dict[str, Decimal | None]:
    return {name: Decimal(means.get(name, "4")) for name in STATEMENTS}


@pytest.mark.parametrize(
    ("now", "before", "means", "why"),
    [
        ("3.50", "4.00", {}, (OVERALL_DROP,)),
        ("3.51", "4.00", {}, ()),
        ("4.00", None, {"T6": "2.99"}, (LOW_ITEM,)),
        ("4.00", None, {"T6": "3.00", "T7": "1.00"}, ()),
        ("3.00", "4.00", {"T1": "2.50"}, (OVERALL_DROP, LOW_ITEM)),
        (None, "4.00", {}, ()),
    ],
)
def test_what_has_dropped(
    now: str | None, before: str | None, means: dict[str, str], why: tuple[str, ...]
) -> None:
    overall, earlier = (Decimal(v) if v else None for v in (now, before))
    assert pulse_means.drops(overall, items(**means), earlier) == why


@pytest.mark.parametrize(
    ("grassroots", "others", "equal"),
    [
        ("3.50", "4.50", True),
        ("3.50", "4.51", False),
        ("3.49", "3.49", False),
        ("4.00", None, True),
        (None, "4.00", False),
    ],
)
def test_equal_leverage(grassroots: str | None, others: str | None, equal: bool) -> None:
    one, other = (Decimal(v) if v else None for v in (grassroots, others))
    assert pulse_means.is_equal_leverage(one, other) is equal
