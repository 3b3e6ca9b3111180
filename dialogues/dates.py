"""The days a table has before it, as a record holds them: promises, gaps, the result's own day, cycles, the review.

Of a gap only what many may read stands here (`checks.gaps`): a calendar is passed on.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dialogues import phrases
from dialogues.checks.gaps import FOR_FACILITATOR_ONLY
from dialogues.checks.measurable import check, judged_languages, read_date
from dialogues.checks.measurable.times import add_months
from dialogues.effects import FileValue
from dialogues.record_names import RecordNames

Json = dict[str, Any]
SESSION = "session"
KINDS = ("promise", "gap", "result", "cycle", "look_back", "review", "answers", "vote", "experiment", SESSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One day, or one instant, of a table. `about` tells it from others of its `kind` for good.

    `kind` names the phrases "dates.<kind>" and "dates.<kind>_more"; `values` is what they say.
    """

    kind: str
    about: tuple[str, ...]
    on: date | datetime
    values: Mapping[str, str | int | None] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """The day's name as plain text."""
        return html.unescape(phrases.render(language, f"dates.{self.kind}", "UTC", self.values))

    def more(self, language: str) -> str:
        """What else there is to say of it, as plain text."""
        return html.unescape(phrases.render(language, f"dates.{self.kind}_more", "UTC", self.values))

    def as_json(self) -> dict[str, FileValue]:
        """Plain values, from which `of_json` makes it again."""
        return {"kind": self.kind, "about": self.about, "on": self.on.isoformat(), "values": self.values}


def of_json(value: Mapping[str, Any]) -> Dated:
    """What `Dated.as_json` gave."""
    said = str(value["on"])
    on = datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
    return Dated(kind=value["kind"], about=tuple(value["about"]), on=on, values=value["values"])


def made_on(record: Json) -> date:
    """The day on which the record was made, in the table's own zone."""
    return _day(record["made_at"], record["table"]["time_zone"])


def of_record(record: Json, language: str) -> list[Dated]:
    """All days of a record in their order; the words in them in one language."""
    names = RecordNames(record, language)
    found = [*_promises(record, names), *_gaps(record, names), *_result(record), *_cycles(record)]
    return in_order([*found, *_review(record)])


def in_order(found: list[Dated]) -> list[Dated]:
    """By day; what has no hour comes first."""
    return sorted(found, key=lambda one: (_as_day(one.on), isinstance(one.on, datetime), one.kind, one.about))


def _as_day(on: date | datetime) -> date:
    return on.date() if isinstance(on, datetime) else on


def _promises(record: Json, names: RecordNames) -> list[Dated]:
    return [
        Dated(
            kind="promise",
            about=(p["by"], p["to"], p["what"]),
            on=date.fromisoformat(p["due"]),
            values={
                "by": names.organisation(p["by"]),
                "to": names.organisation(p["to"]),
                "what": p["what"],
                "status": p["status"],
            },
        )
        for p in record["structure"]["commitments"]
    ]


def _gaps(record: Json, names: RecordNames) -> list[Dated]:
    """Open gaps that have a day, one a name: where many read, several are told alike."""
    found: dict[str, Dated] = {}
    for gap in record["map"]["gaps"]:
        if gap["due"] is None or gap["closed_cycle"] is not None or gap["code"] in FOR_FACILITATOR_ONLY:
            continue
        name = names.gap(gap, for_many=True)
        dated = Dated(
            kind="gap",
            about=(gap["code"], gap["subject"] or "", str(gap["found_cycle"])),
            on=date.fromisoformat(gap["due"]),
            values={"gap": name, "owner": names.owner(gap["owner"])},
        )
        found.setdefault(f"{name}\0{gap['due']}", dated)
    return list(found.values())


def _result(record: Json) -> list[Dated]:
    """The day by which the result should be there, where its sentence can be read."""
    statement = record["result"]["statement"]
    if statement is None:
        return []
    day = _deadline(record, statement)
    return [] if day is None else [Dated(kind="result", about=(), on=day, values={"statement": statement})]


def _deadline(record: Json, statement: str) -> date | None:
    checked = record["result"]["check"] or {}
    said = (checked.get("parts") or {}).get("deadline")
    spoken = [one for one in record["table"]["languages"] if one in judged_languages()]
    for language in spoken or [phrases.FIRST_LANGUAGE]:
        found = check(statement, language, made_on(record)).deadline
        if found is None and said:
            read = read_date(said, language, made_on(record))
            found = read if isinstance(read, date) else None
        if found is not None:
            return found
    return None


def _cycles(record: Json) -> list[Dated]:
    """When each cycle opened, and the look back before the next: only the messages of a rehearsal tell."""
    zone = record["table"]["time_zone"]
    opened: dict[int, date] = {}
    for message in record["messages"] or ():
        opened.setdefault(message["cycle"], _day(message["at"], zone))
    days = [(number, day) for number, day in sorted(opened.items()) if number > 0]
    found = [cycle(n, day) for n, day in days]
    lengths = [later - earlier for (_, earlier), (_, later) in itertools.pairwise(days)]
    if lengths:
        number, last = days[-1]
        until = last + lengths[-1]
        found.append(look_back(number, until - timedelta(days=1)))
        found.append(cycle(number + 1, until))
    return found


def cycle(number: int, on: date) -> Dated:
    """The day on which a cycle opens."""
    return Dated(kind="cycle", about=(str(number),), on=on, values={"cycle": number})


def look_back(number: int, on: date) -> Dated:
    """The reflection that ends a cycle, on its last day."""
    return Dated(kind="look_back", about=(str(number),), on=on, values={"cycle": number})


def session(planned: date, at: datetime, moved: bool) -> Dated:
    """A session of the table's rhythm, named by its planned day so that a calendar moves what was moved."""
    return Dated(kind=SESSION, about=(planned.isoformat(),), on=at, values={"moved": moved})


def _review(record: Json) -> list[Dated]:
    """The latest day for the document's review: its months counted from the record, which is later."""
    on, months = latest_review(record), review_months(record)
    return [] if on is None or months is None else [review(on, months)]


def review_months(record: Json) -> int | None:
    """After how many months the document is looked at again; None where that is not agreed."""
    document = record["structure"]["document"]
    return document["review_months"] if document else None


def latest_review(record: Json) -> date | None:
    """The day after which the document's review is overdue for certain; None where none was agreed."""
    months = review_months(record)
    return add_months(made_on(record), months) if months else None


def review(on: date, months: int) -> Dated:
    """The day of the operating document's review."""
    return Dated(kind="review", about=(), on=on, values={"months": months})


def _day(instant: str, zone: str) -> date:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).date()
