"""The days of a table as a calendar file (iCalendar, RFC 5545), for any calendar program.

A day without an hour is an all-day event; an instant stands in UTC, which every calendar shows in its own
zone. An event keeps its UID for good, so that a file read in again moves what has moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from bot.documents.exports.xml_text import xml_text
from dialogues import dates
from dialogues.dates import Dated
from dialogues.record_names import RecordNames

MAKER = "-//Tablekeeper//Dates of a table//EN"
HOUR = timedelta(hours=1)


def as_calendar(record: Mapping[str, Any], language: str, more: Sequence[Dated] = ()) -> bytes:
    """The days of a record, and `more` that only the running table knows, as the bytes of a file."""
    names = RecordNames(dict(record), language)
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", xml_text(record["table"]["name"]))
    known = {(one.kind, one.about) for one in more}
    own = [one for one in dates.of_record(dict(record), language) if (one.kind, one.about) not in known]
    for dated in dates.in_order([*more, *own]):
        calendar.add_component(_event(record, names, dated))
    return bytes(calendar.to_ical())


def _event(record: Mapping[str, Any], names: RecordNames, dated: Dated) -> Event:
    made = datetime.fromisoformat(record["made_at"]).astimezone(UTC)
    event = Event()
    event.add("uid", _uid(record, dated))
    event.add("dtstamp", made)
    event.add("summary", xml_text(names.label(f"dates.{dated.kind}", **dated.values)))
    more = xml_text(names.label(f"dates.{dated.kind}_more", **dated.values))
    event.add("description", f"{more}\n{xml_text(record['table']['name'])}")
    begin, end = _span(dated.on)
    event.add("dtstart", begin)
    event.add("dtend", end)
    event.add("transp", "TRANSPARENT")
    return event


def _span(on: date | datetime) -> tuple[date | datetime, date | datetime]:
    """An instant is the end of something: it stands as the hour before it."""
    if isinstance(on, datetime):
        return on.astimezone(UTC) - HOUR, on.astimezone(UTC)
    return on, on + timedelta(days=1)


def _uid(record: Mapping[str, Any], dated: Dated) -> str:
    about = "\0".join((record["table"]["name"], dated.kind, *dated.about))
    return f"{hashlib.sha256(about.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@tablekeeper"
