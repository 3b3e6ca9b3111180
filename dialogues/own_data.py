"""/mydata: everything that is kept about a person, as a file for that person alone (docs/method.md 0)."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from dialogues import asking, guide_versions, personal_traces, texts
from dialogues.checks import privacy
from dialogues.checks.privacy import Sealed
from dialogues.context import Context
from dialogues.effects import FileValue, SendFile, ToPerson, Urgency
from dialogues.model import (
    Answer,
    Ballot,
    Change,
    CheckMark,
    Commitment,
    Person,
    ReadBack,
    Round,
    Seat,
    Table,
)
from dialogues.personal_traces import TRACES
from dialogues.trail import telling

FILE_NAME = "my-data.json"
_TAG = re.compile(r"<[^>]+>")


def send(ctx: Context, person: Person) -> None:
    """The file, with a short message of what is in it."""
    data = data_of(ctx, person)
    seats = personal_traces.seats_of(ctx.repository, person)

    def kept(noun: type[Any]) -> int:
        return len(personal_traces.rows_of(ctx.repository, person, noun, seats))

    ctx.effects.append(
        SendFile(
            to=ToPerson(person_id=person.id),
            paper="own_data",
            data=data,
            language=person.language,
            file_name=FILE_NAME,
            caption=ctx.text(
                person.language,
                "own_data.caption",
                seats=str(len(seats)),
                answers=str(kept(Answer)),
                votes=str(kept(Ballot)),
                promises=str(kept(Commitment)),
            ),
            instead=ctx.text(person.language, "own_data.not_made"),
            urgency=Urgency.ANSWER,
            key=f"mydata:{person.id}",
        )
    )


def data_of(ctx: Context, person: Person) -> Mapping[str, FileValue]:
    """All of it by table; what is about no table stands beside. Only what concerns this person is in it."""
    seats = personal_traces.seats_of(ctx.repository, person)
    tables = [ctx.repository.get(Table, id) for id in dict.fromkeys(s.table_id for s in seats)]
    return {
        "about": _plain_label(ctx, person, "own_data.about"),
        "made_at": ctx.now.isoformat(),
        "person": _row(person, TRACES[Person].hidden),
        "tables": [_at(ctx, person, table, [s for s in seats if s.table_id == table.id]) for table in tables],
        "asked_now": _of(ctx, person, seats, "Focus"),
        "messages_that_can_be_edited": _of(ctx, person, seats, "Said"),
        "messages_on_their_way": [_words(text) for text in ctx.repository.on_the_way_to(person.id)],
        "updates_not_understood": list(ctx.repository.parked_from(person.telegram_id)),
    }


def _of(ctx: Context, person: Person, seats: list[Seat], name: str) -> FileValue:
    noun = next(one for one in TRACES if one.__name__ == name)
    rows = personal_traces.rows_of(ctx.repository, person, noun, seats)
    return [_row(row, TRACES[noun].hidden) for row in rows]


def _at(ctx: Context, person: Person, table: Table, seats: list[Seat]) -> Mapping[str, FileValue]:
    """What is kept at one table, a list for each noun; a list that is empty is left out."""
    found: dict[str, FileValue] = {"table": table.name}
    for noun, trace in TRACES.items():
        if noun is Person or noun.__name__ in ("Focus", "Said"):
            continue
        rows = personal_traces.rows_of(ctx.repository, person, noun, seats)
        shown = [
            _row(row, trace.hidden) | _more(ctx, person, table, row) for row in rows if _here(row, table)
        ]
        if shown:
            found[_name(noun)] = shown
    return found


def _here(row: Any, table: Table) -> bool:
    return bool(row.table_id == table.id)


def _name(noun: type[Any]) -> str:
    """The noun in the plural, as a name in the file: "must_haves"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", noun.__name__).lower() + "s"


def _more(ctx: Context, person: Person, table: Table, row: Any) -> dict[str, FileValue]:
    """What makes a row readable: the question, who sees the answer, the text voted on."""
    more: dict[str, FileValue] = {}
    if isinstance(row, Answer):
        more["question"] = _question(ctx, person, row)
        if row.choice is not None:
            more["in_words"] = _words(asking.said(ctx, person, table, row))
        more["who_sees_it"] = _plain_label(ctx, person, f"receipt.{row.tier.value}")
    if isinstance(row, ReadBack):
        more["who_sees_it"] = _plain_label(ctx, person, f"receipt.{row.tier}")
    if isinstance(row, CheckMark):
        more["in_words"] = _plain_label(
            ctx, person, "own_data.took_part" if row.taken else "own_data.took_no_part"
        )
    if isinstance(row, Change):
        more["in_words"] = telling.in_words(ctx, person, table, row)
    organisation = getattr(row, "organisation_id", None)
    if organisation is not None:
        more["organisation"] = ctx.organisation_name(organisation)
    if getattr(row, "round_id", None) is not None:
        more["round"] = texts.title_in(ctx, person.language, ctx.repository.get(Round, row.round_id))
    return more


def _question(ctx: Context, person: Person, answer: Answer) -> str:
    return _words(guide_versions.of_answer(ctx, answer).question(person.language, answer.prompt))


def _plain_label(ctx: Context, person: Person, phrase: str, **values: str) -> str:
    return _words(ctx.text(person.language, phrase, **values))


def _words(text: str) -> str:
    """Telegram's HTML as plain text."""
    return html.unescape(_TAG.sub("", text))


def _row(row: Any, hidden: frozenset[str]) -> dict[str, FileValue]:
    """The fields of a noun as JSON. What a person wrote is opened for its author alone."""
    return {f.name: _plain(getattr(row, f.name)) for f in fields(row) if f.name not in hidden}


def _plain(value: Any) -> FileValue:
    match value:
        case Sealed():
            return privacy.for_author(value).text
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Enum():
            return str(value.value)
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case tuple() | list():
            return [_plain(one) for one in value]
        case _:
            plain: FileValue = value
            return plain
