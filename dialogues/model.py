"""Every noun of Tablekeeper on one page, as frozen values. Read this file first.

Instants are aware datetimes in UTC; days are plain dates in the table's time zone.
`id` is 0 until a value has been stored. Machine states are plain words, changed only
by `dialogues.machines`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dialogues.bookkeeping import Change as Change
from dialogues.bookkeeping import Focus as Focus
from dialogues.bookkeeping import GuideVersion as GuideVersion
from dialogues.bookkeeping import Reminder as Reminder
from dialogues.bookkeeping import Request as Request
from dialogues.bookkeeping import Said as Said
from dialogues.bookkeeping import Timer as Timer
from dialogues.bookkeeping import Values as Values
from dialogues.bookkeeping import Wish as Wish
from dialogues.checks.privacy import Sealed
from dialogues.house_rules import CYCLE_DAYS
from dialogues.model_of_coordination import AskDone as AskDone
from dialogues.model_of_coordination import CoordinatorWish as CoordinatorWish
from dialogues.model_of_coordination import Minutes as Minutes
from dialogues.model_of_coordination import Summary as Summary
from dialogues.model_of_meeting import InRoom as InRoom
from dialogues.model_of_meeting import Waiver as Waiver
from dialogues.model_of_result import Candidate as Candidate
from dialogues.model_of_result import Indicator as Indicator
from dialogues.model_of_result import IndicatorValue as IndicatorValue
from dialogues.model_of_result import Result as Result
from dialogues.model_of_seats import Backing as Backing
from dialogues.model_of_seats import ReadBack as ReadBack
from dialogues.model_of_seats import Turnover as Turnover
from dialogues.model_of_structure import Body as Body
from dialogues.model_of_structure import Commitment as Commitment
from dialogues.model_of_structure import Confirmation as Confirmation
from dialogues.model_of_structure import DocumentSection as DocumentSection
from dialogues.model_of_structure import FacilitatorEntry as FacilitatorEntry
from dialogues.model_of_structure import Flag as Flag
from dialogues.model_of_structure import OperatingDocument as OperatingDocument
from dialogues.model_of_structure import Responsibility as Responsibility
from dialogues.model_of_structure import Signature as Signature
from dialogues.model_of_structure import SignedText as SignedText
from dialogues.model_of_structure import TableRule as TableRule
from dialogues.model_of_synthesis import AnswerGroup as AnswerGroup
from dialogues.model_of_synthesis import Drafted as Drafted
from dialogues.model_of_synthesis import MustHave as MustHave
from dialogues.model_of_synthesis import Talk as Talk
from dialogues.model_of_trust import Disagreement as Disagreement
from dialogues.model_of_trust import Pulse as Pulse
from dialogues.model_of_trust import RoleAcknowledgement as RoleAcknowledgement
from dialogues.model_of_undo import LastStep as LastStep
from dialogues.model_of_unnamed import CheckMark as CheckMark
from dialogues.model_of_unnamed import UnnamedCheck as UnnamedCheck
from dialogues.model_of_unnamed import Urn as Urn
from dialogues.model_of_work import Cycle as Cycle
from dialogues.model_of_work import Dot as Dot
from dialogues.model_of_work import EvidenceMark as EvidenceMark
from dialogues.model_of_work import Experiment as Experiment
from dialogues.model_of_work import Figure as Figure
from dialogues.model_of_work import Lever as Lever
from dialogues.model_of_work import Sorting as Sorting
from dialogues.model_of_work import Turns as Turns


class Tier(StrEnum):
    """Who may read an answer (docs/method.md 0)."""

    PRIVATE = "P"
    FACILITATOR = "F"
    UNNAMED = "A"
    NAMED = "G"


class Role(StrEnum):
    """What a seat may do at its table. One seat can hold several."""

    MEMBER = "member"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


class RepresentativeType(StrEnum):
    """How far a representative can commit an organisation (docs/method.md 3)."""

    DECISION_MAKER = "decision_maker"
    DOER = "doer"
    DESIGNEE = "designee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on Telegram. `name` is cleaned of control and direction characters.

    `language` is one the bot speaks; `own_language` the person's own, as Telegram tells it. Where
    `time_zone` (IANA) is None, the person reads the hours of the table.
    """

    id: int = 0
    telegram_id: int
    name: str
    language: str
    own_language: str | None = None
    reachable: bool = False
    time_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A partnership: one Telegram group, one lifecycle, one trust stage, one running cycle.

    `cycle` is 0 until the first one opens, on `starts_on` where the table chose a day. `guides`: the
    version of the guides it asks from (`GuideVersion.fingerprint`; "": the built-in ones as they are).
    """

    id: int = 0
    name: str
    chat_id: int
    thread_id: int | None = None
    time_zone: str = "UTC"
    languages: tuple[str, ...] = ("en",)
    cycle_length_days: int = CYCLE_DAYS.value
    lifecycle: str = "draft"
    trust_stage: str = "forming"
    paused_from: str | None = None
    cycle: int = 0
    cycle_opened_at: datetime | None = None
    starts_on: date | None = None
    opened_at: datetime | None = None
    group_reachable: bool = True
    guides: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A member of a table. `name_key` is the folded name by which likeness is judged."""

    id: int = 0
    table_id: int
    name: str
    name_key: str
    sector: str
    grassroots: bool = False
    voting: bool = True
    joined_cycle: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person at a table. `holds_vote`: it speaks for its organisation, and votes where that has a vote.

    A seat that ended keeps it. `joined_at`: since when it is held as it is, `consented_at`: since the person sits.
    """

    id: int = 0
    table_id: int
    person_id: int
    organisation_id: int | None = None
    roles: tuple[str, ...] = (Role.MEMBER.value,)
    holds_vote: bool = False
    claimed_type: str | None = None
    representative_type: str | None = None
    secondary_type: str | None = None
    speaks_for_sector: bool | None = None
    consented_at: datetime | None = None
    present: bool = True
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link's opaque token. Role and organisation stay here, never in the link.

    `voice`: whoever opens it speaks for the organisation, if nobody does yet. `replaces_seat`: the seat
    that is handed on, or whose facilitator's role is. `round_id`: the text that a decision-maker confirms by
    it. `for_seat`: the one seat that may use it, where a role is offered to somebody at the table.
    """

    id: int = 0
    table_id: int
    organisation_id: int | None = None
    role: str
    token: str
    uses_left: int
    expires_at: datetime
    revoked: bool = False
    voice: bool = True
    replaces_seat: int | None = None
    round_id: int | None = None
    for_seat: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One pass of a topic at a table: collect, synthesize, propose, clarify, vote, ratify.

    A text that was brought to the table has a `title`, and may have `stakes` of its own. `commits`: it
    binds organisations, so that decision-makers have to confirm. `subject` is what the topic is about
    (an experiment's id, a rule's name, what is to be reopened). `left_out`: prompts that are not asked.
    """

    id: int = 0
    table_id: int
    topic: str
    title: str | None = None
    stakes: str | None = None
    commits: bool = False
    subject: str | None = None
    cycle: int
    state: str = "drafted"
    guide_version: int = 1
    guides: str = ""
    opened_at: datetime
    deadline: datetime | None = None
    notice_until: datetime | None = None
    reminders: int = 0
    extensions: int = 0
    ballot_round: int = 1
    first_ballot_round: int = 1
    proposal_id: int | None = None
    closed_at: datetime | None = None
    left_out: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a seat said to one prompt of a round or reflection. `text` opens only by its tier."""

    id: int = 0
    table_id: int
    round_id: int | None = None
    reflection_id: int | None = None
    seat_id: int
    organisation_id: int | None = None
    prompt: str
    tier: Tier
    text: Sealed
    choice: str | None = None
    passed: bool = False
    on_behalf: bool = False
    held: bool = False
    message_id: int | None = None
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One text put to the table, in one ballot round. `plain` says it in the members' own words."""

    id: int = 0
    table_id: int
    round_id: int
    ballot_round: int
    text: str
    plain: str | None = None
    seat_id: int
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A proposal as it reads in one language; the same words where one text stands for several languages."""

    id: int = 0
    table_id: int
    proposal_id: int
    language: str
    text: str
    seat_id: int
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A clarifying question to a proposal, shown with the organisation's name. `missing`: a point is, it says."""

    id: int = 0
    table_id: int
    round_id: int
    seat_id: int
    text: str
    answered: bool = False
    missing: bool = False
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A score from 0 (block) to 5 (will help lead). `counts` is false for advisory ballots."""

    id: int = 0
    table_id: int
    round_id: int
    ballot_round: int
    seat_id: int
    organisation_id: int
    score: int
    reason: str | None = None
    counts: bool
    cast_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How one ballot round ended, as it was counted at closing."""

    id: int = 0
    table_id: int
    round_id: int
    ballot_round: int
    cycle: int
    outcome: str
    eligible: int
    counted: int
    quorum_met: bool
    blocks: tuple[int, ...] = ()
    below_three: tuple[int, ...] = ()
    to_confirm: tuple[int, ...] = ()
    counted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """An organisation that objects to a map during its objection window."""

    id: int = 0
    table_id: int
    round_id: int
    organisation_id: int
    seat_id: int
    reason: str
    settled: bool = False
    raised_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A part of the work. `kind`: policy, practice, funding, data, demand or community."""

    id: int = 0
    table_id: int
    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something missing on the map. Open while `closed_cycle` is None."""

    id: int = 0
    table_id: int
    code: str
    subject: str | None
    severity: str
    owner: str | None = None
    due: date | None = None
    found_cycle: int
    closed_cycle: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """The close of a cycle: private answers, sense-making, decisions, what is fed back."""

    id: int = 0
    table_id: int
    cycle: int
    state: str = "idle"
    data: str | None = None
    decisions: str | None = None
    upstream: str | None = None
    upstream_reason: str | None = None
    practice: str | None = None
    opened_at: datetime
    deadline: datetime | None = None
    reminders: int = 0
    extensions: int = 0
    closed_at: datetime | None = None
    guides: str = ""
    version: int = 0
