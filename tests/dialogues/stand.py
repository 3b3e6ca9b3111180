"""A table whose facts a test sets one by one: three organisations, one grassroots, a round, a reflection."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from dialogues import collecting, guards_of_undo
from dialogues.checks.privacy import Sealed
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.model import (
    Answer,
    Confirmation,
    Disagreement,
    Experiment,
    Flag,
    Gap,
    LastStep,
    OperatingDocument,
    Organisation,
    Person,
    Proposal,
    Pulse,
    Reflection,
    Request,
    Result,
    RoleAcknowledgement,
    Round,
    Seat,
    Table,
    Tally,
    Tier,
    Translation,
)
from dialogues.structure_facts import CHECK_LOG, CHECKED
from dialogues.surroundings import Surroundings
from dialogues.undo import acted as undo_acted
from dialogues.undo import values
from dialogues.undo.story import Story, Write
from dialogues.undo.story import read as read_story
from storage.repository import SqlRepository

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Stand:
    """The facts of one table. What is under test moves it; a test may only set where it starts."""

    def __init__(self, repository: SqlRepository) -> None:
        self.repository = repository
        self.ctx = Context(repository, Surroundings(NOW, lambda: "t" * 22, "bot"))
        self.id = repository.add(Table(name="Lake", chat_id=-1, lifecycle="working", cycle=2)).id
        self.seats = [self._seat(n) for n in range(3)]
        self.introductions = self.opened("introductions", "ratified")
        self.round_id = self.reflection_id = self.experiment_id = 0

    @property
    def table(self) -> Table:
        return self.repository.get(Table, self.id)

    @property
    def round(self) -> Round:
        return self.repository.get(Round, self.round_id)

    @property
    def reflection(self) -> Reflection:
        return self.repository.get(Reflection, self.reflection_id)

    @property
    def experiment(self) -> Experiment:
        return self.repository.get(Experiment, self.experiment_id)

    def add(self, noun: type[Any], **values: Any) -> Any:
        return self.repository.add(noun(table_id=self.id, **values))

    def change_table(self, **values: Any) -> None:
        self.repository.put(replace(self.table, **values))

    def change_round(self, **values: Any) -> None:
        self.repository.put(replace(self.round, **values))

    def change_reflection(self, **values: Any) -> None:
        self.repository.put(replace(self.reflection, **values))

    def change_experiment(self, **values: Any) -> None:
        self.repository.put(replace(self.experiment, **values))

    def change_seat(self, n: int, **values: Any) -> None:
        self.seats[n] = self.repository.put(replace(self.seats[n], **values))

    def organisation(self, n: int) -> Organisation:
        return self.repository.get(Organisation, self.seats[n].organisation_id or 0)

    def change_organisation(self, n: int, **values: Any) -> None:
        self.repository.put(replace(self.organisation(n), **values))

    def _seat(self, n: int) -> Seat:
        person = self.repository.add(Person(telegram_id=n + 1, name=f"P{n}", language="en"))
        organisation = self.add(Organisation, name=f"O{n}", name_key=f"o{n}", sector="s", grassroots=n == 0)
        seat: Seat = self.add(
            Seat, person_id=person.id, organisation_id=organisation.id, holds_vote=True, joined_at=NOW
        )
        return seat

    def opened(self, topic: str, state: str, **values: Any) -> Round:
        """A round beside the one that is moved."""
        made: Round = self.add(Round, topic=topic, cycle=1, state=state, opened_at=NOW, **values)
        return made

    def ratify(self, topic: str) -> None:
        self.opened(topic, "ratified")

    def in_round(self, state: str) -> None:
        """The round that is moved: a result that is to be voted on."""
        deadline = NOW + timedelta(days=3)
        self.round_id = self.add(
            Round, topic="result", cycle=2, state=state, opened_at=NOW, deadline=deadline
        ).id

    def in_reflection(self, state: str) -> None:
        """The reflection that is moved."""
        deadline = NOW + timedelta(days=3)
        self.reflection_id = self.add(Reflection, cycle=2, state=state, opened_at=NOW, deadline=deadline).id

    def tried(self, **values: Any) -> Experiment:
        """An experiment whose card is whole."""
        made: Experiment = self.add(
            Experiment,
            **{
                "organisation_id": self.seats[0].organisation_id,
                "title": "Rides to work",
                "level": "practices",
                "doer": "Lena",
                "hypothesis": "x",
                "measure": "x",
                "prediction": "x",
                "ends_on": NOW.date() + timedelta(days=30),
            }
            | values,
        )
        return made

    def in_experiment(self, state: str) -> None:
        """The experiment that is moved."""
        self.experiment_id = self.tried(state=state).id

    # what people have said

    def _answer(self, seat: Seat, prompt: str, tier: Tier, **where: object) -> None:
        self.add(
            Answer,
            seat_id=seat.id,
            organisation_id=seat.organisation_id,
            prompt=prompt,
            tier=tier,
            text=Sealed("x"),
            answered_at=NOW,
            **where,
        )

    def introduce(self, people: int = 3) -> None:
        for seat in self.seats[:people]:
            self._answer(seat, "M1", Tier.NAMED, round_id=self.introductions.id)
            self._answer(seat, "T10", Tier.FACILITATOR, round_id=self.introductions.id)

    def answer_round(self, *people: int) -> None:
        """These seats have answered everything that the round asks of them."""
        self._answer_all(people, collecting.of_round(self.ctx, self.round))

    def answer_reflection(self, *people: int) -> None:
        """These seats have answered everything that the reflection asks of them."""
        self._answer_all(people, collecting.of_reflection(self.ctx, self.reflection))

    def _answer_all(self, people: tuple[int, ...], collection: Collection) -> None:
        for seat in (self.seats[n] for n in people):
            for step in collecting.steps_for(seat, collection):
                self._answer(seat, step, Tier.UNNAMED, **collection.where)

    def look_back(self, *steps: str) -> None:
        for step in steps:
            self._answer(self.seats[0], step, Tier.UNNAMED, reflection_id=self.reflection_id)

    def propose(self, text: str) -> None:
        made = self.add(
            Proposal,
            round_id=self.round_id,
            ballot_round=1,
            text=text,
            seat_id=self.seats[0].id,
            written_at=NOW,
        )
        self.change_round(proposal_id=made.id)

    def propose_in(self, *languages: str, at: tuple[str, ...]) -> None:
        """A text that is there in these languages, at a table that has those."""
        self.change_table(languages=at)
        self.propose("x")
        for language in languages:
            self.add(
                Translation,
                proposal_id=self.round.proposal_id,
                language=language,
                text=f"x in {language}",
                seat_id=self.seats[0].id,
                written_at=NOW,
            )

    def raise_in_round(self, noun: type[Any], **values: Any) -> None:
        """A question or an objection to the text of the round."""
        self.add(noun, round_id=self.round_id, seat_id=self.seats[1].id, **values)

    def remind(self, machine: str, ago: timedelta) -> None:
        """A reminder was sent so long ago."""
        self._log(machine, self.round_id or self.reflection_id, "remind", NOW - ago)

    def sent_back(self) -> None:
        """A missing point has sent the text of the round back."""
        self._log("round", self.round_id, "reopen_synthesis", NOW)

    def block_round(self, *, released: bool) -> None:
        """One organisation blocks the text, whichever ballot round it is in; its seat may have released that."""
        for ballot_round in (1, 2, 3):
            blocks = (self.seats[1].organisation_id,)
            self.tally(self.round_id, "blocked", blocks=blocks, ballot_round=ballot_round)
        self._log("round", self.round_id, "close_vote", NOW)
        if released:
            self._log("round", self.round_id, "release", NOW, seat_id=self.seats[1].id)

    def count_again(self) -> None:
        """The ballots of the round were counted once more."""
        self._log("round", self.round_id, "close_vote", NOW)

    def _log(
        self, machine: str, subject_id: int, trigger: str, at: datetime, seat_id: int | None = None
    ) -> Request:
        made: Request = self.add(
            Request,
            machine=machine,
            subject_id=subject_id,
            trigger=trigger,
            source="x",
            target="x",
            seat_id=seat_id,
            outcome="automatic",
            cycle=2,
            at=at,
        )
        return made

    # the last step

    def stepped(self, chart: str, before: str | None) -> None:
        """The last step moved what is moved here from a state (None: made it)."""
        moving = next(m for m in guards_of_undo.MOVING if m.chart == chart)
        ids = {
            "table": self.id,
            "trust": self.id,
            "round": self.round_id,
            "reflection": self.reflection_id,
            "experiment": self.experiment_id,
        }
        subject = self.repository.get(moving.noun, ids[chart])
        kept = None if before is None else {moving.field: before}
        after = values.digest(values.of(subject, (moving.field,)))
        write = Write(moving.noun.__name__, subject.id, kept, (moving.field,), after)
        counts = undo_acted.counts(self.repository, self.id, (write,))
        story = Story(writes=(write,), counts=counts).as_text()
        self.repository.remove(LastStep, table_id=self.id)
        self.add(LastStep, seat_id=self.seats[0].id, kind="opened", story=story, taken_at=NOW)

    def acted_on(self) -> None:
        """Somebody has acted on the last step since."""
        last = self.repository.first(LastStep, table_id=self.id)
        assert last is not None
        (write,) = read_story(last.story).writes
        moved = replace(write, after="other")
        self.repository.put(replace(last, story=Story(writes=(moved,)).as_text()))

    # what has come of it

    def tally(self, round_id: int, outcome: str, **values: Any) -> None:
        self.add(
            Tally,
            round_id=round_id,
            cycle=1,
            outcome=outcome,
            eligible=3,
            counted=3,
            quorum_met=True,
            counted_at=NOW,
            **{"ballot_round": 1} | values,
        )

    def count_vote(self, outcome: str) -> None:
        """The ballots of the round are counted."""
        self.tally(self.round_id, outcome)

    def block(self, state: str = "amending") -> None:
        """Another text ended in a block."""
        self.tally(self.opened("result", state).id, "blocked", blocks=(1,))

    def result(self, *, withdrawn: bool = False) -> None:
        round_id = self.introductions.id
        self.add(Result, statement="x", round_id=round_id, cycle=1, ratified_at=NOW, withdrawn=withdrawn)

    def gap(self, code: str = "EMPTY_BOX", **values: Any) -> Gap:
        made: Gap = self.add(
            Gap, **{"code": code, "subject": None, "severity": "must", "found_cycle": 1} | values
        )
        return made

    def check_structure(self) -> Request:
        """The structure was checked by a facilitator."""
        return self._log(CHECK_LOG, self.id, CHECKED, NOW)

    def flag(self, code: str, **values: Any) -> Flag:
        made: Flag = self.add(Flag, **{"code": code, "subject": None, "found_cycle": 1} | values)
        return made

    def document(self, changed_at: datetime, *, review_months: int | None) -> OperatingDocument:
        made: OperatingDocument = self.add(
            OperatingDocument, changed_at=changed_at, review_months=review_months
        )
        return made

    def differ(self, **ended: Any) -> Disagreement:
        seat = self.seats[0]
        made: Disagreement = self.add(
            Disagreement,
            organisation_id=seat.organisation_id,
            seat_id=seat.id,
            topic="counties",
            cycle=1,
            formings=0,
            opened_at=NOW,
            **ended,
        )
        return made

    def settle(self) -> None:
        self.differ(how="a floor", settled_at=NOW, settled_formings=0)

    def pulse(self, mean: str = "4.2", **other: Any) -> Pulse:
        means = {f"t{n}": Decimal(mean) for n in range(1, 9)}
        counts = {"formings": 0, "respondents": 6, "organisations": 3, "asked": 3, "differing": 0}
        leverage = {"equal_leverage": True}
        round_ = self.opened("pulse", "ratified")
        values: dict[str, Any] = {"suppressed": False, "overall": Decimal(mean)} | means | counts | leverage
        made: Pulse = self.add(Pulse, round_id=round_.id, cycle=2, closed_at=NOW, **(values | other))
        return made

    def know_roles(self, people: int = 3) -> None:
        for seat in self.seats[:people]:
            self.add(RoleAcknowledgement, organisation_id=seat.organisation_id, seat_id=seat.id, at=NOW)

    def confirm(self, *given: bool) -> None:
        """Organisations are asked to confirm what the vote agreed, and have done so or not."""
        for seat, done in zip(self.seats, given, strict=False):
            self.add(
                Confirmation,
                round_id=self.round_id,
                ballot_round=1,
                organisation_id=seat.organisation_id,
                confirmed_at=NOW if done else None,
            )

    def reflect(self, state: str = "delivered", cycle: int = 1) -> Reflection:
        """Another reflection has ended so."""
        made: Reflection = self.add(Reflection, cycle=cycle, state=state, opened_at=NOW, closed_at=NOW)
        return made
