"""What people read of a threshold is the threshold: its number in the phrases of each language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dialogues import guards, house_rules, phrases
from dialogues.house_rules import Rule
from tests.dialogues.phrases_in_code import templates


@dataclass(frozen=True, slots=True)
class Words:
    """A value as it is said in each language."""

    value: object
    en: str
    es: str


THREE = Words(3, "three", "tres")
THREE_QUARTERS = Words(Fraction(3, 4), "three quarters", "tres cuartos")
TWO_THIRDS = Words(Fraction(2, 3), "two thirds", "dos tercios")
FOUR_IN_FIVE = Words(Fraction(4, 5), "four in five", "cuatro de cada cinco")
THREE_DAYS = Words(timedelta(hours=72), "72 hours", "72 horas")
MORE_THAN_HALF = Words(Fraction(1, 2), "more than half", "más de la mitad")
A_QUARTER, HALF_A_YEAR = Words(90, "90 days", "90 días"), Words(180, "180 days", "180 días")
FROM_TO = Words((14, 366), "14 to 366", "14 a 366")

# What is said, the rule it tells, and how
TOLD: list[tuple[str, Rule[Any], Words]] = [
    ("refusals.introductions_done", house_rules.INTRODUCTIONS_SHARE, FOUR_IN_FIVE),
    ("refusals.map_unopposed", house_rules.OBJECTION_WINDOW, THREE_DAYS),
    ("refusals.reminder_gap_kept", house_rules.REMINDER_GAP, Words(timedelta(days=1), "a day", "un día")),
    ("refusals.reminder_gap_kept", house_rules.QUIET_FROM, Words(time(20), "20:00", "20:00")),
    ("refusals.reminder_gap_kept", house_rules.QUIET_UNTIL, Words(time(8), "08:00", "08:00")),
    ("opening.how", house_rules.MINUTES_PER_CYCLE, Words(10, "ten minutes", "diez minutos")),
    ("manners.settings", house_rules.MAXIMUM_REMINDERS, Words(2, "two reminders", "dos recordatorios")),
    ("manners.settings", house_rules.REMINDER_GAP, Words(timedelta(days=1), "a day apart", "un día entre")),
    ("manners.settings", house_rules.QUIET_WEEKDAYS, Words((5, 6), "the weekend", "fin de semana")),
    ("manners.unmuted", house_rules.MAXIMUM_REMINDERS, Words(2, "twice", "dos veces")),
    ("manners.unmuted", house_rules.QUIET_WEEKDAYS, Words((5, 6), "working days", "entre semana")),
    ("buttons.snooze_hours", house_rules.SNOOZE, Words(timedelta(hours=2), "2 hours", "2 horas")),
    ("again.away_day", house_rules.AWAY_DAYS_MOST, Words(366, "within a year", "dentro de un año")),
    ("refusals.reminder_gap_kept", house_rules.QUIET_WEEKDAYS, Words((5, 6), "weekend", "fin de semana")),
    ("refusals.enough_answered", house_rules.COLLECTION_SHARE, TWO_THIRDS),
    ("refusals.grassroots_heard", house_rules.GRASSROOTS_ASKED, Words(2, "rule: twice", "regla: dos")),
    ("refusals.notice_is_over", house_rules.HIGH_NOTICE, Words(timedelta(hours=48), "rule: 48", "regla: 48")),
    ("refusals.most_support_it", house_rules.FALLBACK_SUPPORT, THREE_QUARTERS),
    ("refusals.most_support_it", house_rules.CONSENSUS_MINIMUM, Words(3, "3 or more", "3 o más")),
    ("refusals.grassroots_support_it", house_rules.CONSENSUS_MINIMUM, Words(3, "3 or more", "3 o más")),
    (
        "refusals.fallback_notice_over",
        house_rules.FALLBACK_NOTICE,
        Words(timedelta(hours=48), "rule: 48", "regla: 48"),
    ),
    ("fallback_texts.by_most", house_rules.FALLBACK_SUPPORT, THREE_QUARTERS),
    ("refusals.difference_surfaced", house_rules.CONSENSUS_MINIMUM, Words(3, "under 3", "menos de 3")),
    (
        "refusals.difference_surfaced",
        house_rules.DIFFERENCE_ORGANISATIONS,
        Words(2, "two organisations", "dos organizaciones"),
    ),
    ("refusals.pulse_answered", house_rules.PULSE_RESPONSE, TWO_THIRDS),
    ("refusals.reopening_voted", house_rules.HIGH_QUORUM, TWO_THIRDS),
    ("refusals.reopening_voted", house_rules.HIGH_QUORUM, TWO_THIRDS),
    ("refusals.roles_known", house_rules.ROLES_SHARE, FOUR_IN_FIVE),
    ("refusals.harm_is_asked", house_rules.HARM_SHARE, TWO_THIRDS),
    (
        "refusals.idle_long_enough",
        house_rules.IDLE_DAYS,
        Words(30, "a month of silence", "un mes de silencio"),
    ),
    ("advice.line", house_rules.COLLECTION_SHARE, TWO_THIRDS),
    ("advice.line", house_rules.OBJECTION_WINDOW, THREE_DAYS),
    (
        "advice.line",
        house_rules.TABLE_MINIMUM_ORGANISATIONS,
        Words(3, "at least three with a vote", "al menos tres con voto"),
    ),
    ("advice.line", house_rules.TABLE_MINIMUM_SECTORS, Words(2, "two sectors", "dos sectores")),
    ("again.too_long", house_rules.ANSWER_CHARACTERS, Words(3000, "3,000", "3000")),
    ("again.name_too_long", house_rules.NAME_UNITS, Words(120, "120", "120")),
    ("again.scale", house_rules.LOWEST_MARK, Words(1, "1", "1")),
    ("again.scale", house_rules.HIGHEST_MARK, Words(5, "5", "5")),
    ("again.days", house_rules.CYCLE_DAYS_RANGE, FROM_TO),
    ("again.end_late", house_rules.EXPERIMENT_DAYS_MOST, HALF_A_YEAR),
    ("again.line_too_long", house_rules.TASK_UNITS, Words(300, "300", "300")),
    ("again.months", house_rules.REVIEW_MONTHS_RANGE, Words((1, 60), "1 to 60", "1 al 60")),
    ("review.months", house_rules.REVIEW_MONTHS_RANGE, Words((1, 60), "1 to 60", "1 al 60")),
    ("review.months", house_rules.REVIEW_MONTHS_MAXIMUM, Words(12, "A year at most", "un año como máximo")),
    ("remedies.DOC_NO_REVIEW_DATE", house_rules.REVIEW_MONTHS_MAXIMUM, Words(12, "twelve", "doce")),
    ("experiment.ends", house_rules.EXPERIMENT_DAYS_MOST, HALF_A_YEAR),
    ("longer.ends", house_rules.EXPERIMENT_DAYS_MOST, HALF_A_YEAR),
    ("buttons.in_ninety_days", house_rules.EXPERIMENT_DAYS, A_QUARTER),
    ("advice.line", house_rules.EXPERIMENT_DAYS, A_QUARTER),
    ("trying.revealed", house_rules.EXPERIMENT_DAYS, A_QUARTER),
    ("levers.OWN_AGENDA", house_rules.OWN_AGENDA_SHARE, Words(Fraction(1, 2), "Half", "La mitad")),
    ("promise.missed_twice", house_rules.SECOND_MISS, Words(2, "twice", "dos veces")),
    ("bring.stakes", house_rules.HIGH_QUORUM, TWO_THIRDS),
    ("bring.stakes", house_rules.ROUTINE_QUORUM, MORE_THAN_HALF),
    ("voting.no_quorum", house_rules.ROUTINE_QUORUM, MORE_THAN_HALF),
    ("evidence_marks.IH1", house_rules.EVIDENCE_CAUSES, Words(3, "Three causes", "Tres causas")),
    ("evidence_marks.IH1", house_rules.EVIDENCE_BOXES, Words(2, "two kinds", "dos tipos")),
    ("evidence_marks.SF1", house_rules.EVIDENCE_OPTIONS, Words(3, "Three options", "Tres opciones")),
    (
        "evidence_marks.SF1",
        house_rules.EVIDENCE_OPTION_ORGANISATIONS,
        Words(2, "two organisations", "dos organizaciones"),
    ),
    ("buttons.extend", house_rules.EXTENSION_DAYS, Words(2, "Two more days", "Dos días más")),
    ("coach.HORIZON_TOO_LONG", house_rules.HORIZON_YEARS_MAXIMUM, Words(15, "15", "15")),
    ("receipt.A", house_rules.UNNAMED_MINIMUM_ORGANISATIONS, THREE),
    ("reflecting.nothing_to_show", house_rules.UNNAMED_MINIMUM_ORGANISATIONS, THREE),
    ("rounds.parked", house_rules.MAXIMUM_BALLOT_ROUNDS, THREE),
    (
        "trust_reasons.overall_drop",
        house_rules.TRUST_DROP,
        Words(Decimal("0.5"), "half a step", "medio punto"),
    ),
    ("trust_reasons.block_after_three_rounds", house_rules.MAXIMUM_BALLOT_ROUNDS, THREE),
    ("voting.no_quorum", house_rules.HIGH_QUORUM, TWO_THIRDS),
    ("voting.tap", house_rules.HIGHEST_SCORE, Words(5, "5", "5")),
    ("voting.tap", house_rules.BLOCK, Words(0, "0", "0")),
]
AWAY = {"en": ("a week", "two weeks", "30 days"), "es": ("una semana", "dos semanas", "30 días")}
COUNTED = {  # numbers in refusals that are no rule of the method
    "refusals.looked_back_first": Words(len(guards.LOOKING_BACK), "first three", "primeras tres"),
}
NUMBERS = {
    "en": r"\d+|\b(?:two|three|four|five|six|seven|eight|nine|ten|thirds?|half|twice)\b",
    "es": r"\d+|\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|tercios?|mitad)\b",
}


def said(language: str, phrase: str) -> str:
    """A phrase as it is written, without what is filled in."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", templates(language)[phrase], flags=re.S)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("phrase", "rule", "words"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_what_is_said_of_a_rule_is_the_rule(
    phrase: str, rule: Rule[Any], words: Words, language: str
) -> None:
    assert rule.value == words.value
    assert getattr(words, language) in said(language, phrase)


@pytest.mark.parametrize("language", NUMBERS)
def test_no_refusal_tells_a_number_that_no_rule_stands_for(language: str) -> None:
    spoken = [(phrase, words) for phrase, _, words in TOLD] + list(COUNTED.items())
    untold = {}
    for phrase in sorted(k for k in phrases.keys(language) if k.startswith("refusals.")):
        text = said(language, phrase)
        for words in [w for told, w in spoken if told == phrase]:
            text = text.replace(getattr(words, language), "")
        if left := re.findall(NUMBERS[language], text, re.I):
            untold[phrase] = left
    assert untold == {}, "add the phrase and its rule to TOLD"


@pytest.mark.parametrize("language", phrases.languages())
def test_each_choice_of_a_cycle_or_a_review_has_a_button_that_names_it(language: str) -> None:
    for days in house_rules.CYCLE_DAYS_CHOICES.value:
        assert str(days) in said(language, f"buttons.days_{days}")
    for days, word in zip(house_rules.AWAY_DAYS_CHOICES.value, AWAY[language], strict=True):
        assert word in said(language, f"buttons.away_{days}")
    for months in house_rules.REVIEW_MONTHS_CHOICES.value:
        assert str(months) in said(language, f"buttons.months_{months}")
