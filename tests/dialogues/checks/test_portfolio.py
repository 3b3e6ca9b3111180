"""Whole cards, and what is to be said of all experiments of a cycle (docs/method.md 5c)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogues.checks import portfolio
from dialogues.checks.portfolio import Card

TRIAL = Card("x1", "practice", ends_on=date(2027, 6, 1), started_cycle=2, closed_cycle=3, decided_cycle=3)
FUND = Card("x2", "resource_flow", ends_on=date(2027, 9, 1), started_cycle=2)
CLINIC = Card("x3", "program", has_hypothesis=False, has_measure=False, has_prediction=False,
              started_cycle=1, closed_cycle=2)  # fmt: skip
FORM = Card("x4", "policy", ends_on=date(2027, 9, 1), started_cycle=3)


def test_a_whole_card_misses_nothing_and_an_empty_one_is_told_part_by_part() -> None:
    assert portfolio.missing(TRIAL) == ()
    assert portfolio.missing(CLINIC) == ("hypothesis", "measure", "prediction", "end")
    assert portfolio.missing(replace(TRIAL, has_doer=False)) == ("doer",)


def test_what_started_early_and_ended_without_a_decision_stays_in_the_portfolio() -> None:
    cards = [TRIAL, FUND, CLINIC, FORM]
    assert set(portfolio.flags(cards, 1)) == {"DOING_WITHOUT_THINKING:x3", "PROGRAM_ONLY"}
    open_ = {"DOING_WITHOUT_THINKING:x3", "CLOSED_WITHOUT_LEARNING:x3"}
    assert set(portfolio.flags(cards, 2)) == open_
    assert set(portfolio.flags(cards, 3)) == open_
    decided = [TRIAL, FUND, replace(CLINIC, decided_cycle=3), FORM]
    assert "CLOSED_WITHOUT_LEARNING:x3" in portfolio.flags(decided, 2)
    assert "CLOSED_WITHOUT_LEARNING:x3" not in portfolio.flags(decided, 3)


def test_talk_alone_is_told_from_the_second_cycle_on() -> None:
    drafted = replace(FUND, started_cycle=None)
    assert portfolio.flags([drafted], 1) == ()
    assert portfolio.flags([drafted], 2) == ("ALL_TALK",)
    assert portfolio.flags([], 3) == ("ALL_TALK",)


def test_one_experiment_is_a_bet_from_the_third_cycle_on() -> None:
    assert portfolio.flags([FUND], 2) == ()
    assert portfolio.flags([FUND], 3) == ("SINGLE_BET",)
    assert portfolio.flags([FUND, TRIAL], 3) == ()


def test_only_programs_are_told_until_something_else_starts() -> None:
    program = Card("x5", "program", started_cycle=1)
    assert portfolio.flags([program, FUND], 1) == ("PROGRAM_ONLY",)
    assert portfolio.flags([program, FUND], 2) == ()


def test_a_closed_experiment_is_closed_for_its_cycle_and_every_later_one() -> None:
    assert portfolio.status_by_cycle(CLINIC, 3) == {1: "running", 2: "closed", 3: "closed"}
    assert portfolio.status_by_cycle(FORM, 3) == {3: "running"}
    assert portfolio.status_by_cycle(replace(FUND, started_cycle=0), 2) == {1: "running", 2: "running"}
    assert portfolio.status_by_cycle(replace(FUND, started_cycle=None), 2) == {}


def test_overdue_is_what_runs_after_its_last_day() -> None:
    assert portfolio.is_overdue(FUND, date(2027, 9, 2))
    assert not portfolio.is_overdue(FUND, date(2027, 9, 1))
    assert not portfolio.is_overdue(TRIAL, date(2027, 9, 2))
    assert portfolio.last_day(date(2027, 1, 1)) == date(2027, 6, 30)
