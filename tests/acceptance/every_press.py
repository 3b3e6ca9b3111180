"""Tables in every state with people in every role, and every press that any of them could make of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from dialogues.checks.privacy import Sealed
from dialogues.machines import CHARTS
from dialogues.model import (
    Answer,
    Body,
    Commitment,
    Disagreement,
    Drafted,
    Experiment,
    Focus,
    Function,
    Gap,
    Invitation,
    Lever,
    Objection,
    Organisation,
    Person,
    Question,
    Reflection,
    Responsibility,
    Round,
    Seat,
    Table,
    Talk,
    Tier,
    UnnamedCheck,
)
from dialogues.permissions import ACTIONS, PRESSES, Holder, Permission, Where
from storage.repository import SqlRepository
from tests.bot.conftest import START

_SITS = {Holder.ANYBODY, Holder.ADMINISTRATOR, Holder.SAT_HERE, Holder.SEATED}
# What each person holds at a table, said a second time and apart from how the bot finds it out.
HELD: dict[str, set[Holder]] = {
    "facilitator": _SITS | {Holder.FACILITATOR, Holder.OWING},
    "coordinator": _SITS | {Holder.COORDINATOR, Holder.COORDINATOR_SOMEWHERE},
    "voice": _SITS
    | {
        Holder.FOR_ORGANISATION,
        Holder.SPEAKING,
        Holder.VOTING,
        Holder.OWING,
        Holder.OWN,
        Holder.ASKED,
        Holder.OFFERED,
    },
    "voice without a vote": _SITS | {Holder.FOR_ORGANISATION, Holder.SPEAKING},
    "colleague": _SITS | {Holder.FOR_ORGANISATION},
    "who has left": {Holder.ANYBODY, Holder.ADMINISTRATOR, Holder.SAT_HERE},
    "stranger": {Holder.ANYBODY, Holder.ADMINISTRATOR},
    "facilitator of another table": {Holder.ANYBODY, Holder.ADMINISTRATOR},
}
ROLES = {"facilitator": ("facilitator",), "coordinator": ("coordinator",)}
PLACES = ("private", "group", "another group")
ELSEWHERE = -1_008_888
OF_NO_TABLE = (Holder.ANYBODY, Holder.ADMINISTRATOR, Holder.OWN, Holder.COORDINATOR_SOMEWHERE)
MACHINES: dict[Any, str] = {Round: "round", Reflection: "reflection", Experiment: "experiment"}


@dataclass
class Scene:
    """One table in one state: who is there, and what its buttons can be about."""

    table: Table
    people: dict[str, Person] = field(default_factory=dict)
    # By noun and state; "" for what has no machine.
    about: dict[tuple[Any, str], Any] = field(default_factory=dict)
    asked: Round | None = None


@dataclass(frozen=True)
class Tried:
    """One press: `allowed` is what the rows say, by `HELD` alone."""

    scene: Scene
    name: str
    data: str
    persona: str
    place: str
    allowed: bool

    @property
    def chat_id(self) -> int | None:
        return {"private": None, "group": self.scene.table.chat_id, "another group": ELSEWHERE}[self.place]


def scenes(repository: SqlRepository) -> dict[str, Scene]:
    """A table in each state of its lifecycle."""
    numbers = itertools.count(1)
    other = repository.add(Table(name="Elsewhere", chat_id=ELSEWHERE, lifecycle="working"))
    return {state: _scene(repository, state, next(numbers), other) for state in CHARTS["table"].states}


def _scene(repository: SqlRepository, state: str, number: int, other: Table) -> Scene:
    table = Table(name=f"Table {state}", chat_id=-1_000_000 - number, lifecycle=state, cycle=1)
    scene = Scene(repository.add(table))
    own, advisory = (
        repository.add(
            Organisation(
                table_id=scene.table.id, name=name, name_key=name.casefold(), sector="health", voting=voting
            )
        )
        for name, voting in (("Own", True), ("Advisory", False))
    )
    for place, persona in enumerate(HELD):
        person = repository.add(
            Person(
                telegram_id=100 * number + place,
                name=persona,
                language="en",
                own_language="en",
                reachable=True,
            )
        )
        scene.people[persona] = person
        _seat(repository, scene, persona, person, own, advisory, other)
    _nouns(repository, scene, own)
    return scene


def _seat(
    repository: SqlRepository,
    scene: Scene,
    persona: str,
    person: Person,
    own: Organisation,
    advisory: Organisation,
    other: Table,
) -> None:
    if persona == "stranger":
        return
    elsewhere = persona == "facilitator of another table"
    organisation = {"voice": own, "colleague": own, "who has left": own, "voice without a vote": advisory}
    at = organisation.get(persona)
    repository.add(
        Seat(
            table_id=other.id if elsewhere else scene.table.id,
            person_id=person.id,
            organisation_id=at.id if at else None,
            roles=("facilitator",) if elsewhere else ROLES.get(persona, ("member",)),
            holds_vote=persona in ("voice", "voice without a vote"),
            present=persona != "who has left",
            joined_at=START,
        )
    )


def _nouns(repository: SqlRepository, scene: Scene, own: Organisation) -> None:
    table, at = scene.table, START
    seat = repository.first(Seat, table_id=table.id, person_id=scene.people["voice"].id)
    assert seat is not None
    keep = scene.about
    for state in CHARTS["round"].states:
        round_ = Round(table_id=table.id, topic="result", cycle=1, state=state, opened_at=at)
        keep[Round, state] = repository.add(round_)
    for cycle, state in enumerate(CHARTS["reflection"].states):
        reflection = Reflection(table_id=table.id, cycle=cycle, state=state, opened_at=at)
        keep[Reflection, state] = repository.add(reflection)
    for state in CHARTS["experiment"].states:
        keep[Experiment, state] = repository.add(
            Experiment(table_id=table.id, organisation_id=own.id, title=state, level="policies", state=state)
        )
    voting = keep[Round, "voting"].id
    ours: dict[str, Any] = {"table_id": table.id}
    by_seat: dict[str, Any] = {**ours, "seat_id": seat.id}
    others: list[Any] = [
        Question(**by_seat, round_id=voting, text="?", asked_at=at),
        Objection(**by_seat, round_id=voting, organisation_id=own.id, reason="x", raised_at=at),
        Disagreement(**by_seat, organisation_id=own.id, topic="x", cycle=1, formings=0, opened_at=at),
        Invitation(
            **ours,
            organisation_id=own.id,
            role="member",
            token=f"token of {table.id}",
            uses_left=5,
            expires_at=at + timedelta(days=30),
            for_seat=seat.id,
        ),
        Function(**ours, label="Rules", kind="policy"),
        Gap(**ours, code="NO_COMMUNITY_VOICE", subject=None, severity="major", found_cycle=1),
        Lever(**ours, label="x", condition="policies", kind="system", written_at=at),
        Body(**ours, name="Board", name_key="board", decides=True),
        Responsibility(**ours, task="x", task_key="x"),
        Commitment(
            **ours,
            by_organisation=own.id,
            to_organisation=own.id,
            what="x",
            due=(at + timedelta(days=30)).date(),
            cycle=1,
        ),
        Drafted(**by_seat, round_id=voting, text="x", written_at=at),
        UnnamedCheck(**ours, text="x", cycle=1, opened_at=at, deadline=at),
        Talk(**by_seat, round_id=voting, ballot_round=1, organisation_id=own.id, opened_at=at),
        Answer(**by_seat, round_id=voting, prompt="R1", tier=Tier.NAMED, text=Sealed("x"), answered_at=at),
    ]
    keep.update({(type(noun), ""): repository.add(noun) for noun in others})
    keep[Organisation, ""], keep[Seat, ""], keep[Table, ""] = own, seat, table
    scene.asked = keep[Round, "collecting"]
    _ask(repository, scene, seat)


def _ask(repository: SqlRepository, scene: Scene, seat: Seat) -> None:
    """The voice is being asked a question of the round that collects."""
    assert scene.asked is not None
    repository.add(
        Focus(
            person_id=scene.people["voice"].id,
            table_id=scene.table.id,
            seat_id=seat.id,
            form="guide",
            subject_id=scene.asked.id,
            step="R1",
            asked_at=START,
        )
    )


def every_press(scene: Scene) -> Iterator[Tried]:
    """Every button and action, about everything it can be about, by everybody, in every chat."""
    rows = [
        *((name, False, row) for name, row in PRESSES.items()),
        *((n, True, r) for n, r in ACTIONS.items()),
    ]
    for name, is_action, row in rows:
        for noun_state, data in _data(scene, name, is_action, row):
            for persona, place in itertools.product(HELD, PLACES):
                allowed = _allowed(scene, row, noun_state, persona, place)
                yield Tried(scene, name, data, persona, place, allowed)


def _data(scene: Scene, name: str, is_action: bool, row: Permission) -> Sequence[tuple[str, str]]:
    table = scene.table.id
    asked = scene.asked.id if scene.asked else 0
    if name in ("pick", "nav", "redo", "not_this_round"):
        return [("", f"{name}:guide:{asked}:R1:yes")]
    if name == "forget":
        return [("", f"forget:{scene.people['voice'].id}:ask")]
    if row.about is None:
        return [("", f"go:{table}:{name}:0" if is_action else f"{name}:{table}")]
    chart = MACHINES.get(row.about)
    states = CHARTS[chart].states if chart else ("",)
    subjects = [(state, scene.about[row.about, state].id) for state in states]
    if is_action:
        return [(state, f"go:{table}:{name}:{id}") for state, id in subjects]
    return [(state, f"{name}:{id}:1:1") for state, id in subjects]


def _allowed(scene: Scene, row: Permission, state: str, persona: str, place: str) -> bool:
    here = {"private": Where.PRIVATE}.get(place, Where.GROUP)
    if place == "another group" and row.who is not Holder.ADMINISTRATOR:
        return False
    about_table = row.about is not None or row.who not in OF_NO_TABLE
    return (
        row.where in (here, Where.EITHER)
        and row.who in HELD[persona]
        and (not about_table or scene.table.lifecycle in row.tables)
        and (not row.states or state in row.states)
    )
