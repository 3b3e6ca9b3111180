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

MAKER = "-//Tablekeeper//Dates of a table//EN"
HOUR = timedelta(hours=1)


def calendar_of_record(record: Mapping[str, Any], language: str) -> bytes:
    """The days of a record as the bytes of a file."""
    name, made = record["table"]["name"], datetime.fromisoformat(record["made_at"])
    return as_calendar(name, made, dates.of_record(dict(record), language), language)


def as_calendar(table: str, made: datetime, days: Sequence[Dated], language: str) -> bytes:
    """The days of the table of this name as the bytes of a file; `made` is when they were true."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", xml_text(table))
    for dated in days:
        calendar.add_component(_event(table, made, dated, language))
    return bytes(calendar.to_ical())


def _event(table: str, made: datetime, dated: Dated, language: str) -> Event:
    event = Event()
    event.add("uid", _uid(table, dated))
    event.add("dtstamp", made.astimezone(UTC))
    event.add("summary", xml_text(dated.title(language)))
    event.add("description", xml_text(f"{dated.more(language)}\n{table}"))
    begin, end = _span(dated.on, begins=dated.kind == dates.SESSION)
    event.add("dtstart", begin)
    event.add("dtend", end)
    event.add("transp", "TRANSPARENT")
    return event


def _span(on: date | datetime, *, begins: bool) -> tuple[date | datetime, date | datetime]:
    """An instant is the end of something: it stands as the hour before it; a session begins with its own."""
    if isinstance(on, datetime) and begins:
        return on.astimezone(UTC), on.astimezone(UTC) + HOUR
    if isinstance(on, datetime):
        return on.astimezone(UTC) - HOUR, on.astimezone(UTC)
    return on, on + timedelta(days=1)


def _uid(table: str, dated: Dated) -> str:
    about = "\0".join((table, dated.kind, *dated.about))
    return f"{hashlib.sha256(about.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@tablekeeper"
