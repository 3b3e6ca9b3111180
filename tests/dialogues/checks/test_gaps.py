"""What a map lacks (docs/method.md 3c), on a whole map from which one thing is taken at a time."""

from __future__ import annotations

from dataclasses import replace

from dialogues.checks.gaps import Lack, Member, Part, Voice, find

PARTS = (Part(1, "policy"), Part(2, "practice"), Part(3, "data"), Part(4, "community"))
ALL = frozenset({1, 2, 3})
MEMBERS = (
    Member(1, "government", False, True, ALL),
    Member(2, "health", False, True, ALL),
    Member(3, "community", True, True, frozenset({4})),
)
DECIDES = Voice(1, 1, True, "decision_maker", "doer", "decision_maker", False)
VOICES = (
    DECIDES,
    Voice(2, 2, True, "decision_maker", None, "decision_maker", False),
    Voice(3, 3, True, "designee", None, "designee", False),
)


def codes(lacks: list[Lack]) -> set[tuple[str, str | None]]:
    return {(lack.code, lack.subject) for lack in lacks}


def without(n: int, **values: object) -> list[Voice]:
    return [replace(v, **values) if v.id == n else v for v in VOICES]  # type: ignore[arg-type]


def test_a_whole_map_lacks_nothing() -> None:
    assert find(PARTS, MEMBERS, VOICES) == []


def test_a_doer_beside_deciding_counts_for_the_need_and_for_the_table() -> None:
    lacks = codes(find(PARTS, MEMBERS, without(1, secondary=None)))
    assert lacks == {("NO_DOER", "2"), ("NO_DOER", "3"), ("REP_TYPE_MISSING", "doer")}


def test_any_seat_of_a_covering_organisation_meets_a_need() -> None:
    colleague = Voice(4, 2, False, "doer", None, "doer", False)
    assert find(PARTS, MEMBERS, [*without(1, secondary=None), colleague]) == []


def test_a_community_part_needs_a_grassroots_organisation_that_sits_and_is_no_single_point() -> None:
    assert codes(find(PARTS, MEMBERS, VOICES[:2])) == {
        ("NO_COMMUNITY_VOICE", None),
        ("SEAT_VACANT", "3"),
        ("REP_TYPE_MISSING", "designee"),
    }
    others = (*MEMBERS[:2], replace(MEMBERS[2], grassroots=False))
    assert codes(find(PARTS, others, VOICES)) == {("NO_COMMUNITY_VOICE", None)}


def test_without_a_vote_neither_interest_nor_a_seat_is_missed_but_speaking_for_a_sector_is_told() -> None:
    guest = Member(4, "business", False, False, frozenset())
    assert find(PARTS, (*MEMBERS, guest), VOICES) == []
    speaks = Voice(4, 4, True, "designee", None, "designee", True)
    assert codes(find(PARTS, (*MEMBERS, guest), (*VOICES, speaks))) == {("SECTOR_MONOLITH", "4")}
    voting = replace(guest, voting=True)
    assert codes(find(PARTS, (*MEMBERS, voting), VOICES)) == {
        ("ORG_WITHOUT_INTEREST", "4"),
        ("SEAT_VACANT", "4"),
    }


def test_a_title_that_differs_from_the_answers_is_told_unless_it_is_the_second_type() -> None:
    assert find(PARTS, MEMBERS, without(1, claimed="doer")) == []
    assert codes(find(PARTS, MEMBERS, without(3, claimed="doer"))) == {("REP_TYPE_MISMATCH", "3")}


def test_one_covering_organisation_is_a_warning() -> None:
    alone = (replace(MEMBERS[0], covers=frozenset({2})), *MEMBERS[1:])
    found = find(PARTS, alone, without(2, type="designee"))
    assert {(f.code, f.subject) for f in found if f.severity == "warn"} == {
        ("SINGLE_POINT", "1"),
        ("SINGLE_POINT", "3"),
    }
    assert codes(found) >= {("NO_DECISION_MAKER", "1"), ("NO_DOER", "3")}


def test_all_who_decide_from_one_sector_are_a_warning_but_a_single_one_is_not() -> None:
    alike = (MEMBERS[0], replace(MEMBERS[1], sector="government"), MEMBERS[2])
    warning = Lack("DECISION_MAKERS_ONE_SECTOR", "government", "warn")
    assert find(PARTS, alike, VOICES) == [warning]
    assert warning not in find(PARTS, alike, without(2, type="designee"))
