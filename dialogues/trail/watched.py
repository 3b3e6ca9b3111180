"""Which changes at a table are noted, who may read of each, and where the old and new value may be told.

Every noun is decided here: it is in `WATCHED`, or in `NOT_WATCHED`; a test walks them all. What a person
says or votes in private is never noted, and `PRIVATE_ACTS` keep their author out of what follows from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from dialogues import model


class Told(Enum):
    """How a changed field is told: that it changed, or from what to what, and what kind of value that is."""

    THAT_IT_CHANGED = "changed"
    AS_IT_IS = "text"
    WORD = "word"
    STATE = "state"
    DAY = "day"
    MOMENT = "moment"
    ORGANISATIONS = "organisations"
    PERSON = "person"
    ROLES = "roles"


class Readers(Enum):
    """Who may read of a change: everybody at the table of what is shared, facilitators of everything noted."""

    TABLE = "table"
    FACILITATORS = "facilitators"


def _always(_value: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One noun's decision: the fields whose change is noted, and how each is told.

    `called`: the field that names it. `tells_first`: the field whose value is told when one is added.
    `comes`: whether one that is added or taken away is noted. `only`: which rows are noted at all.
    `tells`: of which rows values are told; of the others only that they changed.
    """

    fields: Mapping[str, Told]
    readers: Readers = Readers.TABLE
    called: str | None = None
    tells_first: str | None = None
    comes: bool = True
    only: Callable[[Any], bool] = field(default=_always)
    tells: Callable[[Any], bool] = field(default=_always)


def _fields(that: str = "", **told: Told) -> Mapping[str, Told]:
    return dict.fromkeys(that.split(), Told.THAT_IT_CHANGED) | told


def _on_behalf(answer: model.Answer) -> bool:
    return answer.on_behalf


def _by_hand(mark: model.EvidenceMark) -> bool:
    return mark.by == "facilitator"


def _is_how_long(entry: model.FacilitatorEntry) -> bool:
    return entry.prompt == "retention"


_SAID, _WORD, _STATE = Told.AS_IT_IS, Told.WORD, Told.STATE

WATCHED: Mapping[type[Any], Watch] = {
    model.Table: Watch(
        fields=_fields(
            "chat_id guides", name=_SAID, time_zone=_SAID, languages=_SAID, cycle_length_days=_SAID,
            starts_on=Told.DAY, lifecycle=_STATE, trust_stage=_STATE,
        ),
    ),
    model.Organisation: Watch(fields=_fields("sector", name=_SAID, grassroots=_WORD, voting=_WORD), called="name"),
    # Nothing of a type or an authority: that is made of what somebody said in private.
    model.Seat: Watch(
        fields=_fields(
            person_id=Told.PERSON, organisation_id=Told.ORGANISATIONS, roles=Told.ROLES, holds_vote=_WORD,
            present=_WORD,
        ),
        called="organisation_id",
        tells_first="roles",
    ),
    model.Invitation: Watch(
        fields=_fields(revoked=_WORD),
        readers=Readers.FACILITATORS,
        called="organisation_id",
    ),
    model.Round: Watch(fields=_fields("title stakes", state=_STATE, deadline=Told.MOMENT), tells_first="state"),
    model.Answer: Watch(
        fields=_fields("text choice passed"),
        readers=Readers.FACILITATORS,
        called="organisation_id",
        only=_on_behalf,
    ),
    model.Proposal: Watch(fields=_fields("text plain")),
    model.Translation: Watch(fields=_fields("text")),
    model.Disagreement: Watch(fields=_fields("how until"), comes=False),
    model.Objection: Watch(fields=_fields("settled"), comes=False),
    model.Function: Watch(fields=_fields("kind", label=_SAID), called="label"),
    model.Gap: Watch(fields=_fields(owner=_SAID, due=Told.DAY), comes=False),
    model.Reflection: Watch(
        fields=_fields("decisions upstream practice", state=_STATE, deadline=Told.MOMENT), tells_first="state"
    ),
    model.Result: Watch(
        fields=_fields("plain", statement=_SAID, deadline=Told.DAY, withdrawn=_WORD), tells_first="statement"
    ),
    model.Candidate: Watch(fields=_fields(label=_SAID), called="label"),
    model.Indicator: Watch(
        fields=_fields(
            "groups", name=_SAID, unit=_SAID, baseline=_SAID, baseline_on=_SAID, target=_SAID, source=_SAID,
            plan_owner=_SAID, plan_due=Told.DAY,
        ),
        called="name",
        tells_first="target",
    ),
    model.IndicatorValue: Watch(fields=_fields("on source group", value=_SAID), tells_first="value"),
    model.Body: Watch(
        fields=_fields(
            "per_person channel_to", name=_SAID, decides=_WORD, community=_WORD, seats=Told.ORGANISATIONS
        ),
        called="name",
    ),
    model.Responsibility: Watch(
        fields=_fields(task=_SAID, responsible=Told.ORGANISATIONS, accountable=Told.ORGANISATIONS), called="task"
    ),
    model.Commitment: Watch(
        fields=_fields("what", status=_WORD, due=Told.DAY, by_organisation=Told.ORGANISATIONS),
        called="what", tells_first="due",
    ),
    model.FacilitatorEntry: Watch(
        fields=_fields(text=_SAID), called="prompt", tells_first="text", tells=_is_how_long
    ),
    model.OperatingDocument: Watch(fields=_fields(review_months=_SAID)),
    model.DocumentSection: Watch(fields=_fields("text"), called="section"),
    model.TableRule: Watch(fields=_fields(value=_SAID), called="rule", tells_first="value"),
    model.Sorting: Watch(fields=_fields(kind=_WORD), called="organisation_id", tells_first="kind"),
    model.Lever: Watch(
        fields=_fields("condition kind decider doer outlasts", label=_SAID, chosen=_WORD), called="label"
    ),
    model.Experiment: Watch(
        fields=_fields(
            "level doer hypothesis measure prediction result why", title=_SAID, ends_on=Told.DAY, state=_STATE,
            decision=_WORD, organisation_id=Told.ORGANISATIONS,
        ),
        called="title",
    ),
    # What the step wrote has entries of its own; that it was taken back, and by whom, is told here.
    model.LastStep: Watch(fields=_fields(taken_back=_WORD), called="kind", comes=False),
    # That it was opened and closed, by whom; never anything of what was put in.
    model.UnnamedCheck: Watch(fields=_fields(status=_WORD), tells_first="status"),
    model.EvidenceMark: Watch(
        fields=_fields(halves=_SAID),
        readers=Readers.FACILITATORS,
        called="mark",
        tells_first="halves",
        only=_by_hand,
    ),
}  # fmt: skip

# What people say and do for themselves, what the bot works out or counts, and what it notes for itself.
NOT_WATCHED: frozenset[type[Any]] = frozenset(
    {
        model.Person, model.Ballot, model.Dot, model.MustHave, model.Question, model.Confirmation,
        model.Signature, model.RoleAcknowledgement, model.Backing, model.ReadBack,
        # A seat that passes on is noted as the seats it changes.
        model.Turnover,
        model.Tally, model.Pulse, model.Flag, model.SignedText, model.Summary, model.Turns, model.Cycle,
        model.Focus, model.Said, model.Timer, model.Request, model.Change, model.AnswerGroup,
        model.Drafted, model.Talk, model.InRoom, model.Waiver, model.Urn, model.CheckMark,
        model.CoordinatorWish, model.AskDone, model.Minutes, model.Figure,
        model.Wish, model.Reminder, model.GuideVersion,
    }
)  # fmt: skip

# Where one of these is written, whatever else changes follows by the rules: an entry that named the author
# would tell who answered or voted last. An answer entered for somebody is no private act.
PRIVATE_ACTS: frozenset[type[Any]] = frozenset(
    {
        model.Answer,
        model.Ballot,
        model.Dot,
        model.MustHave,
        model.Talk,
        model.CheckMark,
        model.Urn,
        model.ReadBack,
    }
)

# Files that show more than every member sees; taking one is noted like a change.
WIDER_FILES: frozenset[str] = frozenset({"record", "spreadsheets", "graphml", "kumu"})
FILE = "file"


def kind_of(noun: type[Any]) -> str:
    """The noun's name as changes and phrases have it: "indicator_value"."""
    name = noun.__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


BY_KIND: Mapping[str, tuple[type[Any], Watch]] = {
    kind_of(noun): (noun, watch) for noun, watch in WATCHED.items()
}


def readers_of(kind: str) -> Readers:
    """Who may read of changes of this kind; that a wider file was taken, everybody."""
    return BY_KIND[kind][1].readers if kind in BY_KIND else Readers.TABLE
