"""What the map of a table lacks (docs/method.md 3c): parts of the work nobody covers, types that are missing.

Needs by kind of function: policy, funding and demand a decision-maker; practice a
decision-maker and a doer; data a doer; community at least one grassroots organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dialogues.model import RepresentativeType

MUST = "must"
WARN = "warn"
NEEDS_DECISION_MAKER = ("policy", "funding", "demand", "practice")
NEEDS_DOER = ("practice", "data")
FOR_FACILITATOR_ONLY = ("REP_TYPE_MISMATCH", "SECTOR_MONOLITH")
# Beside the list of who covers what, these would tell who cannot decide; where many read they are all "thin".
TOLD_AS_THIN = ("NO_DECISION_MAKER", "NO_DOER", "SINGLE_POINT")


@dataclass(frozen=True, slots=True)
class Part:
    """A function of the work."""

    id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation at the table and the functions it covers."""

    id: int
    sector: str
    grassroots: bool
    voting: bool
    covers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Voice:
    """A seat that is taken now. `type` is None until M3 and M4 are answered."""

    id: int
    organisation_id: int
    holds_vote: bool
    type: str | None
    secondary: str | None
    claimed: str | None
    speaks_for_sector: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """One gap: its code, what it is about (an id or a type; None: the table), and how serious."""

    code: str
    subject: str | None
    severity: str


def representative_type(can_commit: bool, does_work: bool) -> tuple[str, str | None]:
    """Type and secondary type: M3 yes is a decision-maker (a doer too with M4 yes), else doer, else designee."""
    if can_commit:
        return RepresentativeType.DECISION_MAKER.value, RepresentativeType.DOER.value if does_work else None
    return (RepresentativeType.DOER if does_work else RepresentativeType.DESIGNEE).value, None


def find(parts: Sequence[Part], members: Sequence[Member], voices: Sequence[Voice]) -> list[Lack]:
    """All gaps of a map, the serious ones first."""
    lacks = [
        *(lack for part in parts for lack in _of_part(part, members, voices)),
        *_of_community(parts, members, voices),
        *_of_types(voices),
        *(lack for member in members for lack in _of_member(member, voices)),
        *(lack for voice in voices for lack in _of_voice(voice)),
        *_of_sectors(members, voices),
    ]
    return sorted(lacks, key=lambda lack: lack.severity != MUST)


def _of_part(part: Part, members: Sequence[Member], voices: Sequence[Voice]) -> Iterable[Lack]:
    covering = [m for m in members if part.id in m.covers]
    if not covering:
        yield Lack("FUNCTION_UNCOVERED", str(part.id), MUST)
        return
    if part.kind == "community":
        return
    inside = {m.id for m in covering}
    types = {t for v in voices if v.organisation_id in inside for t in (v.type, v.secondary)}
    if part.kind in NEEDS_DECISION_MAKER and RepresentativeType.DECISION_MAKER.value not in types:
        yield Lack("NO_DECISION_MAKER", str(part.id), MUST)
    if part.kind in NEEDS_DOER and RepresentativeType.DOER.value not in types:
        yield Lack("NO_DOER", str(part.id), MUST)
    if len(covering) == 1:
        yield Lack("SINGLE_POINT", str(part.id), WARN)


def _of_community(
    parts: Sequence[Part], members: Sequence[Member], voices: Sequence[Voice]
) -> Iterable[Lack]:
    """A grassroots organisation sits at the table, and covers the community's part if there is one."""
    community = {p.id for p in parts if p.kind == "community"}
    sitting = {v.organisation_id for v in voices}
    heard = any(m.grassroots and m.id in sitting and (not community or m.covers & community) for m in members)
    if not heard:
        yield Lack("NO_COMMUNITY_VOICE", None, MUST)


def _of_types(voices: Sequence[Voice]) -> Iterable[Lack]:
    there = {t for v in voices for t in (v.type, v.secondary)}
    for wanted in RepresentativeType:
        if wanted.value not in there:
            yield Lack("REP_TYPE_MISSING", wanted.value, MUST)


def _of_member(member: Member, voices: Sequence[Voice]) -> Iterable[Lack]:
    """A vote needs an interest and somebody in the seat; nobody speaks for a sector, with or without a vote."""
    own = [v for v in voices if v.organisation_id == member.id]
    if member.voting and not member.covers:
        yield Lack("ORG_WITHOUT_INTEREST", str(member.id), MUST)
    if member.voting and not any(v.holds_vote for v in own):
        yield Lack("SEAT_VACANT", str(member.id), MUST)
    if any(v.speaks_for_sector for v in own):
        yield Lack("SECTOR_MONOLITH", str(member.id), MUST)


def _of_voice(voice: Voice) -> Iterable[Lack]:
    if voice.type and voice.claimed and voice.claimed not in (voice.type, voice.secondary):
        yield Lack("REP_TYPE_MISMATCH", str(voice.id), MUST)


def _of_sectors(members: Sequence[Member], voices: Sequence[Voice]) -> Iterable[Lack]:
    sector: Mapping[int, str] = {m.id: m.sector for m in members}
    deciding = [
        sector[v.organisation_id]
        for v in voices
        if v.type == RepresentativeType.DECISION_MAKER.value and v.organisation_id in sector
    ]
    alike = len(deciding) > 1 and len(set(deciding)) == 1
    if alike and len(set(sector.values())) > 1:
        yield Lack("DECISION_MAKERS_ONE_SECTOR", deciding[0], WARN)
