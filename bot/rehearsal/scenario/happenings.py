"""What can happen in a cycle of a scenario: one class an event, told apart by its `type`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SECTIONS = (
    "purpose_result",
    "members_seats",
    "bodies_authority",
    "decision_rule",
    "roles",
    "accountability",
    "data_confidentiality",
    "conflict",
    "community_participation",
    "communication",
    "review_amendment",
    "term_exit",
)


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(ids)) < len(ids):
        raise ValueError("names something twice. Name each once")
    return ids


def _a_section(name: str) -> str:
    if name not in SECTIONS:
        raise ValueError(f"is none of the twelve sections. Use one of: {', '.join(SECTIONS)}")
    return name


Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=64)]
Ids = Annotated[tuple[Id, ...], AfterValidator(_once)]
Sections = Annotated[tuple[Annotated[str, AfterValidator(_a_section)], ...], AfterValidator(_once)]


class Part(BaseModel):
    """A part of an event: nothing unknown in it, nothing changed after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Body(Part):
    """A body: who sits in it, how it votes, and where its word goes."""

    id: Id
    name: Text
    decides: bool
    seats: Ids
    voting: Literal["per_org", "per_person"]
    community: bool
    channel_to: str | None


class Task(Part):
    """Who does a task (R) and who answers for it (A)."""

    task: Text
    R: Ids
    A: Ids


class Commitment(Part):
    """What one organisation owes another, and by when."""

    by: Id
    to: Id
    what: Text
    due: date


class Document(Part):
    """The operating document: the sections that are written, who signed, how often it is reviewed."""

    sections: Sections
    signed_by: Ids
    review_months: int | None


class StructureParts(Part):
    """The whole structure of a table."""

    bodies: tuple[Body, ...]
    raci: tuple[Task, ...]
    commitments: tuple[Commitment, ...]
    participation_support: bool
    document: Document | None


class Changes(Part):
    """The parts of the structure that are replaced whole; the others stay."""

    bodies: tuple[Body, ...] | None = None
    raci: tuple[Task, ...] | None = None
    commitments: tuple[Commitment, ...] | None = None
    participation_support: bool | None = None
    document: Document | None = None


class IntrosDone(Part):
    """The representatives of these organisations say one hope and one worry."""

    type: Literal["intros_done"]
    orgs: Ids


class RolesAcknowledged(Part):
    """The representatives of these organisations press that they know their role."""

    type: Literal["roles_acknowledged"]
    orgs: Ids


class TextChecked(Part):
    """The facilitator proposes the text, and the bot's check refuses it."""

    type: Literal["proposal_text_checked"]
    proposal: Id


class Vote(Part):
    """A text is put to the table and voted on."""

    type: Literal["vote"]
    proposal: Id
    round: Annotated[int, Field(ge=1, le=3)]


class Confirm(Part):
    """An organisation's decision-maker, who has no seat, confirms what was passed provisionally."""

    type: Literal["confirm"]
    proposal: Id
    org: Id
    by: Text


class DisagreementOpened(Part):
    """An organisation's representative says that there is a disagreement."""

    type: Literal["disagreement_opened"]
    id: Id
    topic: Text
    by: Id


class DisagreementSettled(Part):
    """The facilitator records how a disagreement was settled."""

    type: Literal["disagreement_settled"]
    id: Id
    how: Text


class Membership(Part):
    """Somebody joins, or takes the vote over."""

    type: Literal["membership"]
    change: Literal["join_org", "replace_voting_rep", "observer_join"]
    org: Id
    member: Id
    leaves: Id | None = None


class PulseTaken(Part):
    """The pulse is opened, answered by those whom the cycle names, and closed."""

    type: Literal["pulse"]


class ReflectionDone(Part):
    """The reflection of this cycle is delivered."""

    type: Literal["reflection_done"]


class MapChecked(Part):
    """The map is drawn anew."""

    type: Literal["map_checked"]


class TransitionRequest(Part):
    """The facilitator asks for a trust stage."""

    type: Literal["transition_request"]
    to: Literal["storming", "norming", "performing"]
    by: Literal["facilitator"]


class GapOwned(Part):
    """A gap ("CODE" or "CODE:subject") gets an owner and a day."""

    type: Literal["gap_owned"]
    gap: Annotated[str, Field(pattern=r"^[A-Z_]+(:.+)?$")]
    owner: Text
    due: date


class StructureChanged(Part):
    """The named parts of the structure are replaced whole, then the structure is checked."""

    type: Literal["structure_changed"]
    changes: Changes


Event = Annotated[
    IntrosDone
    | RolesAcknowledged
    | TextChecked
    | Vote
    | Confirm
    | DisagreementOpened
    | DisagreementSettled
    | Membership
    | PulseTaken
    | ReflectionDone
    | MapChecked
    | TransitionRequest
    | GapOwned
    | StructureChanged,
    Field(discriminator="type"),
]
