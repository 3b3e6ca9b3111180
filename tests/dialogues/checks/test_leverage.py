"""Every flag of the structure, raised and not raised."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.checks.leverage import LEVERAGE, SECTIONS, Group, Paper, Party, Raised, Task, find, missing

COUNCIL, CLINIC, MOTHERS = 1, 2, 3
PARTIES = (
    Party(COUNCIL, grassroots=False, voting=True, can_commit=True),
    Party(CLINIC, grassroots=False, voting=True, can_commit=False),
    Party(MOTHERS, grassroots=True, voting=True, can_commit=True),
)
BOARD = Group(
    10, decides=True, community=False, per_person=False, seats=frozenset((COUNCIL, MOTHERS)), channel_to=None
)
BENCH = Group(11, decides=False, community=True, per_person=False, seats=frozenset((MOTHERS,)), channel_to=10)
SURVEY = Task("door survey", frozenset((MOTHERS, CLINIC)), frozenset((COUNCIL,)))
PAPER = Paper(frozenset(SECTIONS), frozenset((COUNCIL, CLINIC, MOTHERS)), 12)


def raised(
    *groups: Group,
    tasks: tuple[Task, ...] = (SURVEY,),
    owed_to: frozenset[int] = frozenset((MOTHERS,)),
    support: bool = True,
    paper: Paper | None = PAPER,
    parties: tuple[Party, ...] = PARTIES,
) -> list[tuple[str, str | None]]:
    found = find(parties, groups or (BOARD, BENCH), tasks, owed_to, support=support, paper=paper)
    return [(flag.code, flag.subject) for flag in found]


def test_a_structure_that_shares_decisions_raises_nothing() -> None:
    assert raised() == []


def test_no_body_decides_and_then_nothing_is_said_of_its_seats() -> None:
    assert raised(BENCH, tasks=()) == [("NO_DECISION_BODY", None)]


def test_a_deciding_body_without_grassroots() -> None:
    assert raised(replace(BOARD, seats=frozenset((COUNCIL, CLINIC))), BENCH, tasks=()) == [
        ("NO_GRASSROOTS_SEAT", None)
    ]
    second = replace(BOARD, id=12)
    assert raised(replace(BOARD, seats=frozenset((COUNCIL,))), second) == []


def test_votes_by_person_count_only_where_something_is_decided() -> None:
    assert raised(replace(BOARD, per_person=True)) == [("PER_PERSON_VOTING", None)]
    assert raised(BOARD, replace(BENCH, per_person=True)) == []


def test_a_community_body_needs_a_way_to_be_heard() -> None:
    assert raised(BOARD, replace(BENCH, channel_to=None)) == [("NO_FEEDBACK_CHANNEL", "11")]
    assert raised(BOARD, replace(BENCH, channel_to=None, community=False)) == []


def test_work_without_authority_ends_with_a_seat_or_a_task_to_answer_for() -> None:
    without_seat = replace(BOARD, seats=frozenset((COUNCIL,)))
    assert raised(without_seat) == [
        ("NO_GRASSROOTS_SEAT", None),
        ("WORK_WITHOUT_AUTHORITY", str(MOTHERS)),
    ]
    answering = Task("reading hour", frozenset((COUNCIL,)), frozenset((MOTHERS,)))
    assert raised(without_seat, tasks=(SURVEY, answering)) == [("NO_GRASSROOTS_SEAT", None)]
    assert raised(without_seat, tasks=()) == [("NO_GRASSROOTS_SEAT", None)]
    assert raised(replace(without_seat, decides=False), BENCH) == [
        ("NO_DECISION_BODY", None),
        ("WORK_WITHOUT_AUTHORITY", str(MOTHERS)),
    ]


def test_something_is_owed_to_the_community() -> None:
    assert raised(owed_to=frozenset((COUNCIL, CLINIC))) == [("NO_ACCOUNTABILITY_TO_COMMUNITY", None)]


def test_taking_part_is_made_possible() -> None:
    assert raised(support=False) == [("NO_PARTICIPATION_SUPPORT", None)]


@pytest.mark.parametrize(
    ("task", "codes"),
    [
        (replace(SURVEY, responsible=frozenset()), ["NO_R"]),
        (replace(SURVEY, accountable=frozenset()), ["NO_A"]),
        (replace(SURVEY, accountable=frozenset((COUNCIL, MOTHERS))), ["MULTIPLE_A"]),
        (replace(SURVEY, accountable=frozenset((CLINIC,))), ["A_NOT_DECISION_MAKER"]),
        (replace(SURVEY, accountable=frozenset((COUNCIL, CLINIC))), ["MULTIPLE_A", "A_NOT_DECISION_MAKER"]),
        (replace(SURVEY, responsible=frozenset(), accountable=frozenset()), ["NO_R", "NO_A"]),
        (replace(SURVEY, accountable=frozenset((MOTHERS,))), []),
    ],
)
def test_a_task_has_somebody_who_does_it_and_one_who_answers_for_it(task: Task, codes: list[str]) -> None:
    assert raised(tasks=(task,)) == [(code, "door survey") for code in codes]


def test_without_a_document_nothing_else_is_said_of_it() -> None:
    assert raised(paper=None) == [("DOC_MISSING", None)]


def test_a_document_is_whole_signed_and_reviewed() -> None:
    two_missing = replace(PAPER, sections=frozenset(SECTIONS) - {"conflict", "term_exit"})
    assert raised(paper=two_missing) == [
        ("DOC_SECTIONS_MISSING", "conflict"),
        ("DOC_SECTIONS_MISSING", "term_exit"),
    ]
    assert raised(paper=replace(PAPER, signed_by=frozenset((COUNCIL, MOTHERS)))) == [
        ("DOC_UNSIGNED", str(CLINIC))
    ]
    guest = replace(PARTIES[1], voting=False)
    unsigned = replace(PAPER, signed_by=frozenset((COUNCIL, MOTHERS)))
    assert raised(paper=unsigned, parties=(PARTIES[0], guest, PARTIES[2])) == []
    for months, flags in ((None, 1), (13, 1), (12, 0), (1, 0)):
        found = raised(paper=replace(PAPER, review_months=months))
        assert found == [("DOC_NO_REVIEW_DATE", None)] * flags


def test_an_empty_structure_raises_what_it_lacks() -> None:
    assert find((), (), (), frozenset(), support=False, paper=None) == [
        Raised("NO_DECISION_BODY"),
        Raised("NO_ACCOUNTABILITY_TO_COMMUNITY"),
        Raised("NO_PARTICIPATION_SUPPORT"),
        Raised("DOC_MISSING"),
    ]


def test_there_are_twelve_sections_and_six_flags_of_leverage() -> None:
    assert (len(SECTIONS), len(LEVERAGE)) == (12, 6)
    assert missing(frozenset(SECTIONS[:10])) == ("review_amendment", "term_exit")
