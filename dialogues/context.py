"""One event being handled: what is known, what time it is, and what is to be said.

Everything said goes through `say_to`, `say_to_facilitators` or `say_to_group`; their value
types are the tiers of docs/method.md 0, so that a leak fails to type-check.
"""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Never

from markupsafe import Markup

from dialogues import phrases
from dialogues.checks import rest
from dialogues.checks.privacy import FacilitatorValue, GroupSafe, GroupValue, PersonValue
from dialogues.effects import (
    Button,
    Decision,
    Effect,
    Link,
    OfferCommands,
    Press,
    Rows,
    Say,
    ToChat,
    ToGroup,
    ToPerson,
    Urgency,
)
from dialogues.model import Organisation, Person, Role, Seat, Table, Wish
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings
from dialogues.wording import shortened


@dataclass(frozen=True, slots=True)
class Offer:
    """A button before it is put into the reader's language: a phrase, or a name as it is."""

    phrase: str
    does: Press | Link
    values: dict[str, GroupSafe] = field(default_factory=dict)
    literal: bool = False


Offers = Sequence[Sequence[Offer]]

# Hours in the group are the table's, and say so.
_NAMED: Mapping[str, bool] = MappingProxyType({phrases.ZONE_NAMED: True})
TOAST_UNITS = 200

_NOTHING: Mapping[str, Never] = MappingProxyType({})


class Context:
    """What the handlers of one event share. Facts go through `repository`, words through `say_…`."""

    def __init__(self, repository: Repository, surroundings: Surroundings) -> None:
        self.repository = repository
        self.now: datetime = surroundings.now
        self.new_token = surroundings.new_token
        self.bot_username = surroundings.bot_username
        self.guides_in_use = surroundings.guides
        self.urns = surroundings.urns
        self.effects: list[Effect] = []
        self.toast: str | None = None
        # The message whose button is being handled, where it is one.
        self.pressed_on: int | None = None

    def decision(self) -> Decision:
        """All that was said, in order."""
        return Decision(tuple(self.effects), self.toast)

    # people and seats

    def seats(self, table: Table) -> list[Seat]:
        """The seats of people who are at the table now."""
        return self.repository.find(Seat, table_id=table.id, present=True)

    def seat_of(self, person: Person, table: Table) -> Seat | None:
        """This person's seat at this table, if it is taken now."""
        return self.repository.first(Seat, table_id=table.id, person_id=person.id, present=True)

    def tables_of(self, person: Person, role: Role | None = None) -> list[Table]:
        """The tables where the person sits (in this role)."""
        seats = self.repository.find(Seat, person_id=person.id, present=True)
        wanted = [s.table_id for s in seats if role is None or role.value in s.roles]
        return [self.repository.get(Table, id) for id in wanted]

    def people_in(self, table: Table, role: Role) -> list[Person]:
        """The people who hold a role at the table."""
        holders = [s for s in self.seats(table) if role.value in s.roles]
        return [self.repository.get(Person, s.person_id) for s in holders]

    def organisations(self, table: Table) -> list[Organisation]:
        """The organisations at the table."""
        return self.repository.find(Organisation, table_id=table.id)

    def voting_organisations(self, table: Table) -> list[Organisation]:
        """The organisations with a vote at the table."""
        return self.repository.find(Organisation, table_id=table.id, voting=True)

    def casts_vote(self, seat: Seat) -> bool:
        """Whether this seat speaks for an organisation that has a vote; a ballot of any other is advisory."""
        if not seat.present or not seat.holds_vote or seat.organisation_id is None:
            return False
        return self.repository.get(Organisation, seat.organisation_id).voting

    def organisation_name(self, organisation_id: int | None) -> str:
        """The organisation's name, or a dash where a seat speaks for none."""
        return "–" if organisation_id is None else self.repository.get(Organisation, organisation_id).name

    def zone_of(self, person: Person, table: Table | None) -> str:
        """The IANA zone in which this person reads hours: the own one, else the table's."""
        return person.time_zone or (table.time_zone if table is not None else "UTC")

    def _rests(self, person: Person, table: Table | None) -> bool:
        """Whether this person wants no reminders of this table now."""
        seat = self.seat_of(person, table) if table is not None else None
        return seat is not None and rest.rests(self.repository.first(Wish, seat_id=seat.id), self.now)

    # words

    def text(self, language: str, phrase: str, zone: str = "UTC", **values: object) -> str:
        """A phrase as Telegram HTML."""
        return phrases.render(language, phrase, zone, values)

    def label(self, language: str, phrase: str, **values: object) -> str:
        """A phrase as plain text, for buttons and toasts."""
        return (
            html.unescape(phrases.render(language, phrase, "UTC", values))
            if values
            else _label(language, phrase)
        )

    def say_to(
        self,
        person: Person,
        phrase: str,
        *,
        table: Table | None = None,
        offers: Offers = (),
        urgency: Urgency = Urgency.ANSWER,
        key: str | None = None,
        anew: bool = False,
        in_one: bool = False,
        stale_after: str | None = None,
        sealed: bool = False,
        more: Mapping[str, PersonValue] = _NOTHING,
        **values: PersonValue,
    ) -> None:
        """A message in a person's private chat, in that person's language."""
        where = (key, anew, in_one, stale_after)
        self._say(person, phrase, table, offers, urgency, where, {**more, **values}, sealed)

    def say_to_facilitator(
        self,
        person: Person,
        phrase: str,
        *,
        table: Table,
        offers: Offers = (),
        urgency: Urgency = Urgency.ANSWER,
        key: str | None = None,
        anew: bool = False,
        in_one: bool = False,
        **values: FacilitatorValue,
    ) -> None:
        """A private message that may hold tier F; `person` must facilitate `table`."""
        seat = self.seat_of(person, table)
        if seat is None or Role.FACILITATOR.value not in seat.roles:
            raise PermissionError("only a facilitator of the table may read this: check the role first")
        self._say(person, phrase, table, offers, urgency, (key, anew, in_one, None), values)

    def say_to_facilitators(
        self,
        table: Table,
        phrase: str,
        *,
        offers: Offers = (),
        urgency: Urgency = Urgency.NOTICE,
        key: str | None = None,
        anew: bool = False,
        **values: FacilitatorValue,
    ) -> None:
        """The same private message to every facilitator of the table; each has a `key` of their own."""
        for person in self.people_in(table, Role.FACILITATOR):
            own_key = f"{key}:{person.id}" if key else None
            self._say(person, phrase, table, offers, urgency, (own_key, anew, False, None), values)

    def say_to_group(
        self,
        table: Table,
        phrase: str,
        *,
        offers: Offers = (),
        urgency: Urgency = Urgency.NOTICE,
        key: str | None = None,
        anew: bool = False,
        more: Mapping[str, GroupValue] = _NOTHING,
        **values: GroupValue,
    ) -> None:
        """A message in the table's group, in the table's first language."""
        if not table.group_reachable:
            return
        language = table.languages[0]
        self.effects.append(
            Say(
                to=ToGroup(table_id=table.id),
                text=self.text(
                    language, phrase, table.time_zone, table=table.name, **_NAMED, **more, **values
                ),
                buttons=self._rows(language, offers),
                urgency=urgency,
                key=key,
                anew=anew,
                table_id=table.id,
            )
        )

    def group_text(self, table: Table, phrase: str, **values: GroupValue) -> Markup:
        """A phrase in the group's language, as a part of a longer message to the group."""
        return Markup(phrases.render(table.languages[0], phrase, table.time_zone, {**_NAMED, **values}))  # noqa: S704

    def say_in_chat(
        self, chat_id: int, language: str, phrase: str, *, offers: Offers = (), **values: GroupSafe
    ) -> None:
        """A message in a group that has no table yet."""
        text = phrases.render(language, phrase, "UTC", values)
        self.effects.append(Say(to=ToChat(chat_id=chat_id), text=text, buttons=self._rows(language, offers)))

    def answer_press(self, language: str, phrase: str, **values: GroupSafe) -> None:
        """The short notice over the chat that answers a press (at most 200 UTF-16 units)."""
        self.toast = shortened(self.label(language, phrase, **values), TOAST_UNITS)

    def offer_commands(self, person: Person, commands: Iterable[str]) -> None:
        """The command menu of a person's private chat."""
        menu = tuple((c, self.label(person.language, f"commands.{c}")) for c in commands)
        self.effects.append(OfferCommands(to=ToPerson(person_id=person.id), commands=menu))

    def offer_under(self, said: Say, person: Person, offers: Offers) -> None:
        """Buttons for a message that has been said in this event without any."""
        place = self.effects.index(said)
        self.effects[place] = replace(said, buttons=self._rows(person.language, offers))

    def _say(
        self,
        person: Person,
        phrase: str,
        table: Table | None,
        offers: Offers,
        urgency: Urgency,
        where: tuple[str | None, bool, bool, str | None],
        values: Mapping[str, FacilitatorValue],
        sealed: bool = False,
    ) -> None:
        """`where`: the key, whether anew, whether in one message, and after what it is stale."""
        if not person.reachable or (urgency is Urgency.REMINDER and self._rests(person, table)):
            return
        key, anew, in_one, stale_after = where
        zone = self.zone_of(person, table)
        text = self.text(person.language, phrase, zone, table=table.name if table else "", **values)
        self.effects.append(
            Say(
                to=ToPerson(person_id=person.id),
                text=text,
                buttons=self._rows(person.language, offers),
                urgency=urgency,
                key=key,
                anew=anew,
                in_one=in_one,
                table_id=table.id if table else None,
                stale_after=stale_after,
                sealed=sealed,
            )
        )

    def _rows(self, language: str, offers: Offers) -> Rows:
        rows = []
        for row in offers:
            buttons = []
            for offer in row:
                label = offer.phrase if offer.literal else self.label(language, offer.phrase, **offer.values)
                buttons.append(Button(shorten(label), offer.does))
            if buttons:
                rows.append(tuple(buttons))
        return tuple(rows)


@functools.cache
def _label(language: str, phrase: str) -> str:
    """A label without values is always the same."""
    return html.unescape(phrases.render(language, phrase, "UTC", {}))


def shorten(label: str, most: int = 60) -> str:
    """A label that fits a button; a cut is shown, and parts no letter or emoji."""
    return shortened(label, most)


def in_two_columns(offers: Sequence[Offer]) -> list[list[Offer]]:
    """Many buttons, two in a row."""
    return [list(offers[i : i + 2]) for i in range(0, len(offers), 2)]


def with_role(seat: Seat, role: Role) -> Seat:
    """The seat with one more role."""
    return seat if role.value in seat.roles else replace(seat, roles=(*seat.roles, role.value))
