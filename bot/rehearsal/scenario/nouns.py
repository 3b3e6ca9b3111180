"""What stands in a scenario file, as frozen values: the people of a table, what they say, and what happens.

Read this file first. The names are those of the file; ids hold within one file.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.rehearsal.scenario.happenings import Event, Id, Ids, StructureParts, Text


def _a_mark(value: float) -> float:
    if value not in (0, 0.5, 1):
        raise ValueError("must be 0, 0.5 or 1")
    return value


Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Score = Annotated[int, Field(ge=0, le=5)]
Tap = Annotated[int, Field(ge=1, le=5)]
Settled = Annotated[int, Field(ge=0, le=2)]
Mark = Annotated[float, AfterValidator(_a_mark)]
Marks = tuple[Mark, Mark, Mark, Mark]
PulseTaps = tuple[Tap, Tap, Tap, Tap, Tap, Tap, Tap, Tap, Settled]
CycleNumber = Annotated[str, Field(pattern=r"^[1-9][0-9]*$")]
Condition = Literal[
    "policies", "practices", "resource_flows", "relationships", "power_dynamics", "mental_models"
]
Level = Literal[
    "policy", "practice", "resource_flow", "relationship", "power", "mental_model", "program"
]  # fmt: skip
RepresentativeType = Literal["decision_maker", "doer", "designee"]
LOOKING_BACK = ("P1", "P2", "P3", "P4", "P5", "P6", "P7")
STAGES = ("problem_defining", "interpreting_hypothesizing", "solution_finding", "analyzing_reflecting")


class Noun(BaseModel):
    """Every part of the file: nothing unknown in it, nothing changed after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Org(Noun):
    """An organisation. With `joins_cycle` it is not at the table before its event in that cycle."""

    id: Id
    name: Text
    sector: Text
    grassroots: bool
    voting: bool
    joins_cycle: Annotated[int, Field(ge=1)] | None = None


class PrivateAnswers(Noun):
    """What a person answers to M3, M4 and M5."""

    M3_can_commit: bool
    M4_does_work: bool
    M5_speaks_for_sector: bool


class Member(Noun):
    """A person who takes one seat. `voting_rep` casts the organisation's vote."""

    id: Id
    name: Text
    org: Id
    table_role: Literal["member"]
    voting_rep: bool
    claimed_rep_type: RepresentativeType
    can_commit: bool
    does_work: bool
    speaks_for_sector: bool
    lang: Language
    active_at_mapping: bool
    answers_private: PrivateAnswers


class Function(Noun):
    """A part of the work."""

    id: Id
    label: Text
    kind: Literal["policy", "practice", "funding", "data", "demand", "community"]


class SortedStrategies(Noun):
    """S3: whose strategy was sorted as system and whose as program."""

    system: Ids
    program: Ids


class FacilitatorAnswers(Noun):
    """What the facilitator enters for the table."""

    R3: str
    S3: SortedStrategies
    U1: str
    U4: str
    U5: str


class BallotRound(Noun):
    """One vote: member → score in the order of the presses, member → reason, what was agreed afterwards."""

    n: Annotated[int, Field(ge=1, le=3)]
    votes: dict[Id, Score]
    reasons: dict[Id, Text]
    amendment_after_round: Text | None = None
    text: Text | None = None


class Proposal(Noun):
    """A text that is checked or voted on."""

    id: Id
    title: Text
    kind: Literal["high", "routine"]
    text: Text
    commits_orgs: bool
    what: Literal["result", "purpose", "document", "experiment", "other"]
    rounds: Annotated[tuple[BallotRound, ...], Field(max_length=3)]

    def text_in(self, n: int) -> str:
        """The text that is voted on in round `n`: its own, else the one before with what was agreed."""
        text = self.text
        for number, round_ in enumerate(self.rounds[:n]):
            agreed = self.rounds[number - 1].amendment_after_round if number else None
            text = round_.text or (f"{text} {agreed}" if agreed else text)
        return text


class Structure(StructureParts):
    """What is entered of the structure at the set-up: all of it."""


class Experiment(Noun):
    """An experiment's card. An empty text is not given."""

    id: Id
    owner: Id
    title: Text
    level: Level
    registered_existing: bool
    X2_hypothesis: str
    X3_measure: str
    X3_prediction: str
    hypothesis: bool
    measure: bool
    started_cycle: Annotated[int, Field(ge=1)]
    status_by_cycle: dict[CycleNumber, Literal["running", "closed"]]
    decision: Literal["adopt", "adapt", "abandon"] | None
    X6_result: str | None

    @property
    def closed_in(self) -> int | None:
        """The first cycle in which it stands as closed."""
        closed = [int(n) for n, status in self.status_by_cycle.items() if status == "closed"]
        return min(closed, default=None)


class Indicator(Noun):
    """The headline indicator."""

    name: Text
    baseline: float | None
    target: float
    unit: str
    source: str | None


class Participation(Noun):
    """What an organisation says in a cycle: messages in the open discussion, prompts answered."""

    turns: Annotated[int, Field(ge=0)]
    answered: Annotated[int, Field(ge=0, le=7)]


class Reflection(Noun):
    """The table's text for each question of the reflection."""

    P1: str
    P2: str
    P3: str
    P4: str
    P5: str
    P6: str
    P7: str


class Evidence(Noun):
    """The sixteen marks, four a stage."""

    problem_defining: Marks
    interpreting_hypothesizing: Marks
    solution_finding: Marks
    analyzing_reflecting: Marks


class SelfRating(Noun):
    """P8: one value a rater for each stage."""

    problem_defining: tuple[Tap, ...]
    interpreting_hypothesizing: tuple[Tap, ...]
    solution_finding: tuple[Tap, ...]
    analyzing_reflecting: tuple[Tap, ...]


class Cycle(Noun):
    """What happens in one cycle, and what is said, rated and measured in it."""

    n: Annotated[int, Field(ge=1)]
    events: tuple[Event, ...]
    pulse: dict[Id, PulseTaps]
    participation: dict[Id, Participation]
    reflection: Reflection
    ps_evidence: Evidence
    self_rating: SelfRating
    indicator_latest: float | None


class OrgAnswers(Noun):
    """What an organisation's representative says to each prompt."""

    R1: Text
    R2: Text
    R4: Text
    S1: tuple[Condition, Text]
    S2: Text
    M1: Text
    M6: Text
    U2: Text
    U3: Text
    X1: Text
    X4: Text
    T10: Text


class Scenario(Noun):
    """A whole scenario."""

    id: Id
    title: Text
    basis: str
    lang: Annotated[str, Field(pattern=r"^[a-z]{2,3}(/[a-z]{2,3})*$")]
    as_of: date
    time_zone: Text = "UTC"
    cycle_length_days: Annotated[int, Field(ge=30, le=366)]
    start_date: date
    orgs: Annotated[tuple[Org, ...], Field(min_length=3)]
    members: Annotated[tuple[Member, ...], Field(min_length=3)]
    facilitator: Text
    coordinator: Text
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]
    covers: dict[Id, Ids]
    facilitator_answers: FacilitatorAnswers
    proposals: tuple[Proposal, ...]
    structure: Structure
    experiments: tuple[Experiment, ...]
    indicator: Indicator
    cycles: Annotated[tuple[Cycle, ...], Field(min_length=1)]
    answers_by_org: dict[Id, OrgAnswers]
    answers_by_org_visibility: dict[str, str]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the table, first one first."""
        return tuple(self.lang.split("/"))

    def org(self, id: str) -> Org:
        """The organisation with this id; raises StopIteration where the cross-checks were left out."""
        return next(o for o in self.orgs if o.id == id)

    def member(self, id: str) -> Member:
        """The member with this id."""
        return next(m for m in self.members if m.id == id)

    def proposal(self, id: str) -> Proposal:
        """The proposal with this id."""
        return next(p for p in self.proposals if p.id == id)

    def representative(self, org: str) -> Member | None:
        """Who casts the organisation's vote when it sits down first.

        Where an organisation without a vote names nobody, and the file has answers of it, the first of
        its people gives them.
        """
        named = [m for m in self.members if m.org == org and m.voting_rep]
        if not named and not self.org(org).voting and (org in self.covers or org in self.answers_by_org):
            named = [m for m in self.members if m.org == org and m.active_at_mapping]
        return next((m for m in named if m.active_at_mapping), named[0] if named else None)
