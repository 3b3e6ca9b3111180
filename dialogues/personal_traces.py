"""Where a person stands in what is kept: one decision for every noun, for /mydata and for /forgetme alike.

A noun that refers to a person or a seat is in `TRACES`; every other noun is in `OF_THE_TABLE`. A test
walks all nouns and their fields, so that nobody adds one without deciding (docs/decisions/0020).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dialogues import model
from dialogues.model import Person, Seat
from dialogues.repository import Repository


class By(Enum):
    """How the rows of a person are found."""

    ITSELF = "id"
    PERSON = "person_id"
    SEAT = "seat_id"
    ORGANISATION = "by_organisation"
    OFFERED = "for_seat"


class Fate(Enum):
    """What becomes of a row when its person is forgotten."""

    EMPTIED = "stays without anything that tells who it was"
    REMOVED = "is deleted"
    WITHOUT_WORDS = "stays as the organisation's, without the person's words"
    STAYS = "stays as the organisation's or the table's"


@dataclass(frozen=True, slots=True)
class Trace:
    """One noun's decision. `hidden` are fields that are no data of the person (secrets, inner state)."""

    by: By
    fate: Fate
    hidden: frozenset[str] = frozenset()


_INNER = frozenset({"table_id", "person_id", "seat_id"})

TRACES: Mapping[type[Any], Trace] = {
    model.Person: Trace(By.ITSELF, Fate.EMPTIED),
    model.Seat: Trace(By.PERSON, Fate.EMPTIED, _INNER),
    model.Focus: Trace(By.PERSON, Fate.REMOVED, _INNER),
    model.Said: Trace(By.PERSON, Fate.REMOVED, _INNER),
    model.Wish: Trace(By.SEAT, Fate.REMOVED, _INNER),
    model.Reminder: Trace(By.SEAT, Fate.REMOVED, _INNER),
    model.Answer: Trace(By.SEAT, Fate.WITHOUT_WORDS, _INNER),
    model.Ballot: Trace(By.SEAT, Fate.WITHOUT_WORDS, _INNER),
    model.MustHave: Trace(By.SEAT, Fate.STAYS, _INNER),
    model.Proposal: Trace(By.SEAT, Fate.STAYS, _INNER),
    model.Drafted: Trace(By.SEAT, Fate.REMOVED, _INNER),
    model.Talk: Trace(By.SEAT, Fate.WITHOUT_WORDS, _INNER),
    model.Translation: Trace(By.SEAT, Fate.STAYS, _INNER),
    model.Question: Trace(By.SEAT, Fate.REMOVED, _INNER),
    model.Objection: Trace(By.SEAT, Fate.WITHOUT_WORDS, _INNER),
    model.Disagreement: Trace(By.SEAT, Fate.WITHOUT_WORDS, _INNER),
    model.Waiver: Trace(By.SEAT, Fate.STAYS, _INNER),
    model.Dot: Trace(By.SEAT, Fate.STAYS, _INNER),
    # What was put in stands apart from it, and nobody can find it again (docs/decisions/0035).
    model.CheckMark: Trace(By.SEAT, Fate.REMOVED, _INNER | {"check_id"}),
    model.Signature: Trace(By.SEAT, Fate.STAYS, _INNER),
    model.RoleAcknowledgement: Trace(By.SEAT, Fate.STAYS, _INNER),
    # Why a guard refused was told when it was asked; here it could be read without its words.
    model.Request: Trace(By.SEAT, Fate.STAYS, _INNER | {"reasons"}),
    model.CoordinatorWish: Trace(By.PERSON, Fate.REMOVED, _INNER),
    model.AskDone: Trace(By.SEAT, Fate.STAYS, _INNER | {"ask"}),
    # Old and new values may name others; the entry itself stays the table's, and its seat has no name any more.
    model.Change: Trace(By.SEAT, Fate.STAYS, _INNER | {"subject_id", "before", "after"}),
    # What the last step replaced are the table's words; whose step it was goes, and the step can't be taken back.
    model.LastStep: Trace(By.SEAT, Fate.REMOVED, _INNER | {"story"}),
    # What was offered to a seat, and not the links: who opens one is kept nowhere. A seat that ended can't use it.
    model.Invitation: Trace(By.OFFERED, Fate.STAYS, _INNER | {"for_seat", "replaces_seat", "token"}),
    model.Backing: Trace(By.SEAT, Fate.STAYS, _INNER | {"invitation_id"}),
    # Who follows is another person; what is kept of them stands by their own seat.
    model.Turnover: Trace(By.SEAT, Fate.WITHOUT_WORDS, _INNER | {"by_seat", "new_seat", "invitation_id"}),
    model.ReadBack: Trace(By.SEAT, Fate.WITHOUT_WORDS, _INNER | {"result_id", "document_id"}),
    model.Commitment: Trace(By.ORGANISATION, Fate.STAYS, _INNER),
}

# They name a table, organisations, rounds; a person at most by what a table has written and agreed itself.
# A group of answers holds their numbers, and goes with them (dialogues.synthesis.groups).
OF_THE_TABLE: frozenset[type[Any]] = frozenset(
    {
        model.Table, model.Organisation, model.Round, model.Tally, model.Function, model.Gap,
        model.Reflection, model.Summary, model.Result, model.Candidate, model.Indicator, model.IndicatorValue,
        model.Body, model.Responsibility, model.FacilitatorEntry, model.OperatingDocument, model.Flag,
        model.DocumentSection, model.SignedText, model.Confirmation, model.TableRule, model.Pulse,
        model.Sorting, model.Lever, model.Experiment, model.Cycle, model.EvidenceMark, model.Turns, model.Timer,
        model.Minutes,
        model.AnswerGroup, model.Figure, model.InRoom, model.GuideVersion, model.UnnamedCheck, model.Urn,
    }
)  # fmt: skip


def seats_of(repository: Repository, person: Person) -> list[Seat]:
    """Every seat the person has or had, by the order in which they were taken."""
    return repository.find(Seat, person_id=person.id)


def rows_of(repository: Repository, person: Person, noun: type[Any], seats: list[Seat]) -> list[Any]:
    """What is kept of a noun about this person, at these seats (which are the person's)."""
    match TRACES[noun].by:
        case By.ITSELF:
            return [person]
        case By.PERSON:
            return repository.find(noun, person_id=person.id)
        case By.SEAT:
            return repository.find(noun, seat_id=tuple(s.id for s in seats)) if seats else []
        case By.OFFERED:
            return repository.find(noun, for_seat=tuple(s.id for s in seats)) if seats else []
        case By.ORGANISATION:
            spoken_for = tuple({s.organisation_id for s in seats if s.present and s.organisation_id})
            return repository.find(noun, by_organisation=spoken_for) if spoken_for else []
