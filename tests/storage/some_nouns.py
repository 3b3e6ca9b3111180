"""Values of every noun, made up from their type hints, and the rows they lean on."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from dialogues.checks.privacy import Sealed
from dialogues.model import Organisation, Person, Proposal, Round, Seat, Table, UnnamedCheck
from dialogues.repository import Repository
from storage.columns import Identity
from storage.mapping import mapping_of

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
HUGE = 2**40 + 1
ODD_TEXT = "l'été 👩‍🚀 'x' \"y\" -- ; DROP"


def made_up(noun: type[Any], *, full: bool, refers: Mapping[str, int]) -> Any:
    """A value of `noun`; `full` fills what may be None. References come from `refers`."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(noun):
        if field.name == "id":
            continue
        hint = get_type_hints(noun)[field.name]
        optional = type(None) in get_args(hint)
        if field.name in refers and not (optional and not full):
            values[field.name] = refers[field.name]
        elif optional and not full:
            values[field.name] = None
        else:
            values[field.name] = _value(_plain(hint), field.name)
            if values[field.name] == HUGE and not _holds_huge(noun, field.name):
                values[field.name] = 2**31 - 1
    return noun(**values)


def _holds_huge(noun: type[Any], field: str) -> bool:
    """Whether the column takes Telegram's numbers and ids; counts and years need no 64 bits."""
    return isinstance(mapping_of(noun).table.c[field].type, Identity)


def lean_on(repository: Repository) -> dict[str, int]:
    """Adds one of each noun that others refer to; their ids by the names of the fields."""
    person = repository.add(Person(telegram_id=7_000_000_000_123, name="Anna", language="en"))
    table = repository.add(Table(name="Work", chat_id=-1_002_200_000_001))
    organisation = repository.add(
        Organisation(table_id=table.id, name="Link", name_key="link", sector="public")
    )
    seat = repository.add(Seat(table_id=table.id, person_id=person.id, joined_at=NOW))
    round = repository.add(Round(table_id=table.id, topic="result", cycle=1, opened_at=NOW))
    proposal = repository.add(
        Proposal(
            table_id=table.id, round_id=round.id, ballot_round=1, text="x", seat_id=seat.id, written_at=NOW
        )
    )
    check = repository.add(UnnamedCheck(table_id=table.id, text="x", cycle=1, opened_at=NOW, deadline=NOW))
    return {
        "check_id": check.id,
        "proposal_id": proposal.id,
        "person_id": person.id,
        "table_id": table.id,
        "organisation_id": organisation.id,
        "by_organisation": organisation.id,
        "to_organisation": organisation.id,
        "seat_id": seat.id,
        "replaces_seat": seat.id,
        "for_seat": seat.id,
        "by_seat": seat.id,
        "new_seat": seat.id,
        "round_id": round.id,
    }


def _plain(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(kind for kind in get_args(hint) if kind is not type(None))
    return hint


def _value(kind: Any, name: str) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return (_value(get_args(kind)[0], name), _value(get_args(kind)[0], name))
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return {"text": ODD_TEXT, "number": 3, "share": 0.5, "yes": True, "none": None}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1]
    made = {
        str: f"{name} {ODD_TEXT}",
        int: HUGE,
        bool: True,
        datetime: NOW,
        date: date(2031, 9, 30),
        Decimal: Decimal("12345678901234567890.12345678901234567890"),
        Sealed: Sealed(ODD_TEXT),
    }
    return made[kind]
