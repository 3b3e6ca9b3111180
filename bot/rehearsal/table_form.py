"""A fresh table from the page's form: who sits where. Its people take their seats through the bot, as people would.

A form is a scenario in which nothing happens after the seats are taken; the scenario's steps play it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bot.rehearsal.scenario.nouns import Member, Org, RepresentativeType, Scenario, Structure
from dialogues import house_rules, inviting, phrases

Json = dict[str, Any]
LONGEST_NAME = 60
MOST_ORGANISATIONS, MOST_PEOPLE = 20, 40
Name = Annotated[str, StringConstraints(strip_whitespace=True)]


class FormWrong(ValueError):
    """The form cannot be played as it is filled in. The message says field by field what to change."""


class Part(BaseModel):
    """Nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FormPerson(Part):
    """Who sits for an organisation; the first of each has its vote."""

    name: Name
    type: RepresentativeType


class FormOrganisation(Part):
    """An organisation and its people."""

    name: Name
    sector: Name
    grassroots: bool = False
    people: tuple[FormPerson, ...]


class TableForm(Part):
    """What the page's form holds."""

    name: Name
    time_zone: Name
    language: str
    facilitator: Name
    coordinator: Name
    organisations: tuple[FormOrganisation, ...]


def choices() -> Json:
    """What the form offers, as [value, words]."""
    spoken = phrases.languages()
    pairs = [f"{a}/{b}" for a in spoken for b in spoken if a != b]
    types = ("decision_maker", "doer", "designee")
    return {
        "sectors": [[s, _word(f"sectors.{s}")] for s in inviting.SECTORS],
        "types": [[one, _word(f"buttons.{one}")] for one in types],
        "languages": [[c, " + ".join(phrases.own_name(o) for o in c.split("/"))] for c in (*spoken, *pairs)],
    }


def scenario_of(asked: Json, now: datetime) -> Scenario:
    """The form as a scenario that ends when everybody sits; raises `FormWrong`."""
    try:
        form = TableForm.model_validate(asked)
    except ValidationError as error:
        places = [".".join(str(part) for part in problem["loc"]) for problem in error.errors()]
        raise FormWrong(f"Fill in again: {', '.join(dict.fromkeys(places))}.") from None
    wrong = list(_problems(form))
    if wrong:
        raise FormWrong(" ".join(wrong))
    return _scenario(form, now.astimezone(ZoneInfo(form.time_zone)).date())


def _problems(form: TableForm) -> Iterator[str]:
    people = [p.name for o in form.organisations for p in o.people]
    everybody = [form.facilitator, form.coordinator, *people]
    names = [form.name, *everybody, *(o.name for o in form.organisations)]
    if not all(names):
        yield "Give everybody and every organisation a name."
    if any(len(name) > LONGEST_NAME for name in names):
        yield f"Keep each name under {LONGEST_NAME + 1} characters."
    if form.time_zone not in available_timezones():
        yield "Choose a time zone from the list, like America/Chicago."
    if form.language not in [value for value, _ in choices()["languages"]]:
        yield "Choose a language from the list."
    if not 1 <= len(form.organisations) <= MOST_ORGANISATIONS or len(people) > MOST_PEOPLE:
        yield f"A form takes 1 to {MOST_ORGANISATIONS} organisations and up to {MOST_PEOPLE} people."
    yield from _twice(everybody, "Two people are called {}. Give one another name, to tell them apart.")
    yield from _twice([o.name for o in form.organisations], "Two organisations are called {}. Rename one.")
    yield from (f"Who sits for {o.name}? Name one person." for o in form.organisations if not o.people)


def _twice(names: Sequence[str], said: str) -> Iterator[str]:
    counted = Counter(name.casefold() for name in names if name)
    seen = {name.casefold(): name for name in names}
    yield from (said.format(seen[name]) for name, count in counted.items() if count > 1)


def _scenario(form: TableForm, today: date) -> Scenario:
    language = form.language.split("/")[0]
    return Scenario.model_construct(
        title=form.name,
        lang=form.language,
        as_of=today,
        start_date=today,
        time_zone=form.time_zone,
        cycle_length_days=house_rules.CYCLE_DAYS.value,
        facilitator=form.facilitator,
        coordinator=form.coordinator,
        orgs=tuple(
            Org(id=f"o{n}", name=o.name, sector=o.sector, grassroots=o.grassroots, voting=True)
            for n, o in enumerate(form.organisations)
        ),
        members=tuple(
            Member.model_construct(
                id=f"o{n}-{m}",
                name=person.name,
                org=f"o{n}",
                voting_rep=m == 0,
                claimed_rep_type=person.type,
                lang=language,
                active_at_mapping=True,
            )
            for n, o in enumerate(form.organisations)
            for m, person in enumerate(o.people)
        ),
        functions=(),
        experiments=(),
        cycles=(),
        structure=Structure.model_construct(bodies=()),
    )


def _word(phrase: str) -> str:
    return phrases.render("en", phrase, "UTC", {})
