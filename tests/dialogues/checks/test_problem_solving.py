"""Sixteen marks, four scores, the weakest stage and what a table does not see of itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dialogues.checks import problem_solving
from dialogues.checks.problem_solving import ALL_MARKS, STAGES, Facts, derived

PD, IH, SF, AR = STAGES


def scored(pd: str, ih: str, sf: str, ar: str) -> dict[str, Decimal]:
    return dict(zip(STAGES, map(Decimal, (pd, ih, sf, ar)), strict=True))


def test_a_score_is_the_mean_of_four_marks_in_per_cent() -> None:
    halves = {"PD1": 2, "PD2": 2, "PD3": 1, "PD4": 1, "IH1": 1, "IH4": 1, "AR4": 1}
    assert problem_solving.scores(halves) == scored("75", "25", "0", "12.5")


@pytest.mark.parametrize(
    ("score", "band"), [("75", "strong"), ("74.99", "developing"), ("50", "developing"), ("49.9", "weak")]
)
def test_bands(score: str, band: str) -> None:
    assert problem_solving.band(Decimal(score)) == band


@pytest.mark.parametrize(
    ("scores", "ratings", "weakest"),
    [
        (scored("75", "25", "37.5", "12.5"), {}, AR),
        (scored("75", "25", "37.5", "25"), {IH: Decimal(3), AR: Decimal(3)}, AR),
        (scored("75", "25", "37.5", "25"), {IH: Decimal("2.9"), AR: Decimal(3)}, IH),
        (scored("75", "25", "37.5", "25"), {IH: Decimal(5)}, IH),
        (scored("25", "25", "37.5", "50"), {}, PD),
        (scored("0", "0", "0", "0"), {}, AR),
    ],
)
def test_the_weakest_stage(scores: dict[str, Decimal], ratings: dict[str, Decimal], weakest: str) -> None:
    assert problem_solving.weakest(scores, ratings) == weakest


def test_a_blind_spot_is_a_high_rating_of_a_weak_stage() -> None:
    ratings = {PD: Decimal("4.0"), IH: Decimal("4.0"), SF: Decimal("3.99")}
    assert problem_solving.blind_spots(scored("50", "37.5", "0", "0"), ratings) == (IH,)


def test_an_empty_record_has_no_marks() -> None:
    assert derived(Facts()) == dict.fromkeys(ALL_MARKS, 0)


@pytest.mark.parametrize(
    ("facts", "mark", "halves"),
    [
        (Facts(has_number=True), "PD1", 2),
        (Facts(groups_named=True), "PD2", 1),
        (Facts(groups_named=True, group_value=True), "PD2", 2),
        (Facts(grassroots_ever_heard=True), "PD3", 1),
        (Facts(grassroots_heard=True), "PD3", 2),
        (Facts(definitions_settled=True), "PD4", 1),
        (Facts(text_revisited=True), "PD4", 2),
        (Facts(causes=3, boxes=2), "IH1", 2),
        (Facts(causes=3, boxes=1), "IH1", 1),
        (Facts(hypotheses=1), "IH2", 1),
        (Facts(hypotheses=1, measured_hypotheses=1), "IH2", 2),
        (Facts(predictions=1), "IH3", 1),
        (Facts(options=2, option_organisations=2), "SF1", 1),
        (Facts(options=3, option_organisations=2), "SF1", 2),
        (Facts(options=3, option_organisations=1), "SF1", 0),
        (Facts(dots=4), "SF2", 1),
        (Facts(started=1), "SF3", 1),
        (Facts(started=2, started_complete=1), "SF3", 2),
        (Facts(system_levers=1), "SF4", 1),
        (Facts(started_above_program=1), "SF4", 2),
        (Facts(ended=2, ended_compared=1), "AR1", 1),
        (Facts(ended=2, ended_compared=2), "AR1", 2),
        (Facts(ended=1), "AR1", 0),
        (Facts(value_updated=True), "AR2", 2),
        (Facts(decided=True), "AR3", 1),
        (Facts(decided=True, decided_with_reason=True), "AR3", 2),
        (Facts(upstream_changed=True), "AR4", 2),
    ],
)
def test_what_the_record_tells(facts: Facts, mark: str, halves: int) -> None:
    assert derived(facts)[mark] == halves
