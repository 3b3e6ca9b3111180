"""Our ids and those of the scenario: told apart by names, titles and people, for looking only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.rehearsal.scenario.cast import Cast
from bot.rehearsal.scenario.nouns import Scenario
from dialogues.checks.names import name_key
from dialogues.model import Body, Experiment, Function, Organisation, Person, Round, Seat, Table
from dialogues.repository import Repository

# What people wrote, or a word of the record itself: never an id.
WORDS = frozenset({
    "name", "label", "title", "statement", "text", "task", "what", "hypothesis", "measure", "prediction", "result",
    "source", "unit", "representative_type", "secondary_type", "from", "trigger", "outcome", "state", "status",
    "code", "kind", "level", "sector",
})  # fmt: skip
ABOUT_TASKS = ("NO_R", "NO_A", "MULTIPLE_A", "A_NOT_DECISION_MAKER")


class Names:
    """The ids that stand for each other, as the table is at this moment."""

    def __init__(self, scenario: Scenario, cast: Cast) -> None:
        self._scenario = scenario
        self._cast = cast
        self._rounds: dict[int, str] = {}
        self._theirs: dict[str, str] = {}

    def remember_round(self, id: int | str, proposal: str) -> None:
        """The round with our id is about this proposal."""
        self._rounds[int(id)] = proposal

    def look(self, repository: Repository, table: Table) -> None:
        """Looks up everything that has come to the table since the last look; what has gone stays known."""
        self._theirs |= dict(self._pairs(repository, table))

    def ours(self, letter: str, theirs: str) -> str | None:
        """Our number for an id of theirs: "o" organisation, "f" function, "s" seat, "b" body, "x" experiment."""
        found = [ours for ours, id in self._theirs.items() if id == theirs and ours.startswith(letter)]
        return found[-1][1:] if found else None

    def _pairs(self, repository: Repository, table: Table) -> Iterator[tuple[str, str]]:
        said = self._scenario
        orgs = {name_key(o.name): o.id for o in said.orgs}
        for organisation in repository.find(Organisation, table_id=table.id):
            if organisation.name_key in orgs:
                yield f"o{organisation.id}", orgs[organisation.name_key]
        people = self._cast.readers()
        for seat in repository.find(Seat, table_id=table.id):
            id = people.get(repository.get(Person, seat.person_id).telegram_id)
            if id is not None and seat.organisation_id is not None:
                yield f"s{seat.id}", id
        functions = [(f.id, f.label) for f in said.functions]
        yield from _by_words("f", repository.find(Function, table_id=table.id), "label", functions)
        yield from _by_words("b", repository.find(Body, table_id=table.id), "name", self._bodies())
        experiments = [(x.id, x.title) for x in said.experiments]
        yield from _by_words("x", repository.find(Experiment, table_id=table.id), "title", experiments)
        for round_ in repository.find(Round, table_id=table.id):
            if round_.id in self._rounds:
                yield f"t{round_.id}", self._rounds[round_.id]

    def _bodies(self) -> list[tuple[str, str]]:
        """Every body the scenario knows, under each name it has in the course of time."""
        found = [(b.id, b.name) for b in self._scenario.structure.bodies]
        for cycle in self._scenario.cycles:
            for event in cycle.events:
                if event.type == "structure_changed":
                    found += [(b.id, b.name) for b in event.changes.bodies or ()]
        return list(dict.fromkeys(found))

    def theirs(self, ours: str) -> str | None:
        """The scenario's id for one of ours ("b4"), if it is known."""
        return self._theirs.get(ours)

    def translated(self, value: Any) -> Any:
        """A record with the scenario's ids in place of ours; what people wrote stays as it is."""
        match value:
            case dict():
                return {self._one(key): self._of(key, inside, value) for key, inside in value.items()}
            case list():
                return [self.translated(inside) for inside in value]
            case str():
                return self._one(value)
            case _:
                return value

    def _of(self, key: str, value: Any, around: Mapping[str, Any]) -> Any:
        about_task = key == "subject" and around.get("code") in ABOUT_TASKS
        if isinstance(value, str) and (key in WORDS or about_task):
            return value
        return self.translated(value)

    def _one(self, word: str) -> str:
        """An id, or a flag with the id it is about ("CLOSED_WITHOUT_LEARNING:x9")."""
        code, colon, id = word.partition(":")
        if colon and code.isupper():
            return f"{code}:{self._theirs.get(id, id)}"
        return self._theirs.get(word, word)


def _by_words(
    letter: str, nouns: Sequence[Any], field: str, theirs: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Pairs by the words people gave; those with the same words by their order."""
    left = list(theirs)
    for noun in nouns:
        wanted = name_key(getattr(noun, field))
        pair = next((pair for pair in left if name_key(pair[1]) == wanted), None)
        if pair is not None:
            left.remove(pair)
            yield f"{letter}{noun.id}", pair[0]
