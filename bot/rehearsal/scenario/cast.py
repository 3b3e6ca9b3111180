"""Who plays: a person with a phone for every member, the facilitator and the coordinator, and their group."""

from __future__ import annotations

from bot.rehearsal.scenario.acting import Actor, Hall
from bot.rehearsal.scenario.nouns import Scenario
from bot.rehearsal.scenario.screens import Screen

FACILITATOR, COORDINATOR = "facilitator", "coordinator"


class Cast:
    """The people of a scenario. Members come into the group when they take their seats."""

    ROLES = (FACILITATOR, COORDINATOR)

    def __init__(self, hall: Hall, scenario: Scenario) -> None:
        self._hall = hall
        self._scenario = scenario
        self._language = scenario.languages[0]
        self.facilitator = self._person(scenario.facilitator, self._language, FACILITATOR)
        self.coordinator = self._person(scenario.coordinator, self._language, COORDINATOR)
        self._members = {m.id: self._person(m.name, m.lang, m.id) for m in scenario.members}
        self._voices = {o.id: r.id for o in scenario.orgs if (r := scenario.representative(o.id))}
        self.seated: list[str] = []
        self.group = hall.world.create_group(scenario.title, self.facilitator.user, [self.coordinator.user])

    def __getitem__(self, member: str) -> Actor:
        return self._members[member]

    @property
    def group_screen(self) -> Screen:
        """What everybody sees in the group."""
        return Screen(self._hall.world, self.group)

    def voice(self, org: str) -> Actor | None:
        """Who casts the organisation's vote at this moment, if that person is seated."""
        member = self._voices.get(org)
        return self[member] if member in self.seated else None

    def voice_of(self, org: str) -> Actor:
        """Who casts the organisation's vote; raises `CannotPlay` when nobody does."""
        found = self.voice(org)
        if found is None:
            raise self.facilitator.cannot(f"find a representative of {org}: nobody has its vote")
        return found

    def comes(self, member: str) -> None:
        """A member comes into the group."""
        actor = self[member]
        if not self.group.has(actor.user.id):
            self._hall.world.join(self.group, actor.user)

    def sits(self, member: str) -> None:
        """A member has taken a seat."""
        self.seated.append(member)

    def hands_over(self, org: str, member: str, leaves: str | None) -> None:
        """A member has the organisation's vote from now on; who leaves has no seat any more."""
        self._voices[org] = member
        if leaves is not None:
            self.seated.remove(leaves)

    def guest(self, name: str) -> Actor:
        """Somebody without a seat, who opens a link that was passed on."""
        return self._person(name, self._language, None)

    def readers(self) -> dict[int, str]:
        """Private chat → seat, facilitator or coordinator."""
        named = [self.facilitator, self.coordinator, *(self[m] for m in self.seated_ever)]
        return {actor.user.id: actor.id for actor in named if actor.id is not None}

    @property
    def seated_ever(self) -> list[str]:
        """Every member who has been written to by the bot as somebody with a seat."""
        return [id for id, actor in self._members.items() if actor.user.started]

    def _person(self, name: str, language: str, id: str | None) -> Actor:
        return Actor(self._hall, self._hall.world.add_user(name, language_code=language), id)
