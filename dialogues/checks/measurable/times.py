"""Reads times: days to school years, and spans counted from today (docs/method.md 1b)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from dialogues.checks.measurable.pack import Pack
from dialogues.checks.measurable.patterns import Match
from dialogues.checks.measurable.tokens import Item, When

_LAST_YEAR = 9998
_SPAN_UNITS = frozenset(("unit_year", "unit_month", "unit_week", "unit_day", "unit_decade"))


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date | None:
    """The same day so many months later (the last day of a shorter month); None out of the calendar."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= _LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _year(items: list[Item]) -> int | None:
    year = next((int(i.quantity.low) for i in items if i.quantity and "year" in i.tags), None)
    tail = items[0].low.rpartition("-")[2]
    return (
        int(tail)
        if year is None and len(tail) == 4 and tail.isdecimal() and 1900 <= int(tail) <= 2100
        else year
    )


def _plain_numbers(items: list[Item]) -> list[int]:
    return [
        int(i.quantity.low)
        for i in items
        if i.quantity
        and "year" not in i.tags
        and i.quantity.low <= 100_000
        and i.quantity.low == int(i.quantity.low)
    ]


def _month(items: list[Item], pack: Pack) -> int | None:
    return next((pack.months[i.low] for i in items if i.low in pack.months), None)


def _of_month(year: int, month: int) -> When:
    return When(date(year, month, 1), last_day(year, month), "month")


def _feast(items: list[Item], pack: Pack, as_of: date) -> When | None:
    """ "Labor Day 2028", "Navidad de 2028": the month it mostly falls in."""
    year, month = _year(items), pack.settings["feasts"].get(items[0].low)
    return _of_month(year, month) if year and month else None


def _whole_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year = _year(items)
    return When(date(year, 1, 1), date(year, 12, 31), "year") if year else None


def _month_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year, month = _year(items), _month(items, pack)
    return _of_month(year, month) if year and month else None


def _day_month_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year, month, numbers = _year(items), _month(items, pack), _plain_numbers(items)
    if not year or not month or not numbers:
        return None
    day = numbers[0]
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return When(date(year, month, day), date(year, month, day), "day")


def _numeric_day(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year, numbers = _year(items), _plain_numbers(items)
    if not year:
        return None
    if len(numbers) == 1:
        return _of_month(year, numbers[0]) if 1 <= numbers[0] <= 12 else None
    if len(numbers) < 2:
        return None
    a, b = numbers[0], numbers[1]
    iso = "year" in items[0].tags
    orders = [(a, b)] if iso else ([(b, a)] if pack.settings["day_first"] else [(b, a), (a, b)])
    days = [date(year, m, d) for m, d in orders if 1 <= m <= 12 and 1 <= d <= monthrange(year, m)[1]]
    if not days:
        return None
    return When(days[0], days[0], "day", tuple(days) if len(set(days)) > 1 else ())


def _season(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year = _year(items)
    ends = next((pack.seasons[i.low] for i in items if i.low in pack.seasons), None)
    if not ends:
        return None
    if year:
        return When(date(year, ends[0], 1), last_day(year, ends[1]), "season")
    year = as_of.year if ends[0] > as_of.month else as_of.year + 1
    return When(date(year, ends[0], 1), last_day(year, ends[1]), "season")


def _quarter(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year = _year(items)
    number = next((n for i in items for word, n in pack.settings["quarters"].items() if i.low == word), None)
    if not year or not number:
        return None
    return When(date(year, 3 * number - 2, 1), last_day(year, 3 * number), "quarter")


def _span_of_years(items: list[Item], pack: Pack, as_of: date) -> When | None:
    """ "2030-31", "2030-2031": a school or fiscal year, or several calendar years; ends with the last one."""
    years = [int(i.quantity.low) for i in items if i.quantity and "year" in i.tags]
    if len(years) == 1:
        short = [n for n in _plain_numbers(items) if n < 100]
        if not short:
            return None
        years.append(years[0] // 100 * 100 + short[-1])
    if len(years) < 2 or years[1] < years[0]:
        return None
    if any(i.low in pack.settings["start_words"] for i in items):
        return When(date(years[0], 7, 1), date(years[0], 9, 30), "school_year")
    if years[1] == years[0] + 1:
        end = int(pack.settings["school_year_ends"])
        return When(date(years[0], end % 12 + 1, 1), last_day(years[1], end), "school_year")
    return When(date(years[0], 1, 1), date(years[1], 12, 31), "years")


def _end_of_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year = _year(items)
    return When(date(year, 10, 1), date(year, 12, 31), "year_end") if year else None


def _start_of_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year = _year(items)
    return When(date(year, 1, 1), last_day(year, 3), "year_start") if year else None


def _middle_of_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    year = _year(items)
    return When(date(year, 4, 1), last_day(year, 6), "year_middle") if year else None


def _fiscal(items: list[Item], pack: Pack, as_of: date) -> When | None:
    """A fiscal year by its name only: each table's ends on another day, so the named year's end is taken."""
    year = _year(items)
    if not year:
        tail = "".join(c for c in items[0].low if c.isdecimal())
        year = int(tail) if len(tail) == 4 else 2000 + int(tail) if len(tail) == 2 else None
    return (
        When(date(year, 1, 1), date(year, 12, 31), "fiscal_year") if year and 1900 <= year <= 2100 else None
    )


def _decade(items: list[Item], pack: Pack, as_of: date) -> When | None:
    first = as_of.year // 10 * 10
    last = date(first + 9, 12, 31)
    return When(as_of, last, "decade", (last, date(first + 10, 12, 31)))


def _ahead(items: list[Item], pack: Pack, as_of: date) -> When | None:
    """ "within five years", "eight years from now", "18 months": counted from the answer's day."""
    count: Decimal | None = next(
        (i.quantity.low for i in items if i.quantity and i.quantity.unit == "count"), None
    )
    if count is None:
        count = next((i.quantity.low / 100 for i in items if i.quantity and i.quantity.unit == "share"), None)
    if count is None:
        count = Decimal(1) if any(i.low in pack.settings["one_words"] for i in items) else None
    if count is None or not 0 < count <= 1000:
        return None
    for unit, months in (("unit_year", 12), ("unit_decade", 120), ("unit_month", 1)):
        if any(unit in i.tags for i in items):
            end = add_months(as_of, int(count * months))
            # A month or two is a span inside an indicator ("back within a month"), seldom a horizon.
            return When(as_of, end, "ahead" if count * months > 2 else "ahead_days") if end else None
    days = 7 if any("unit_week" in i.tags for i in items) else 1
    return When(as_of, as_of + timedelta(days=int(count) * days), "ahead_days")


def _next_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    return When(date(as_of.year + 1, 1, 1), date(as_of.year + 1, 12, 31), "next_year")


def _this_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    return When(as_of, date(as_of.year, 12, 31), "this_year")


def _last_year(items: list[Item], pack: Pack, as_of: date) -> When | None:
    return When(date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31), "last_year")


def _bare_month(items: list[Item], pack: Pack, as_of: date) -> When | None:
    month = _month(items, pack)
    if not month:
        return None
    return _of_month(as_of.year if month >= as_of.month else as_of.year + 1, month)


_READERS: dict[str, Callable[[list[Item], Pack, date], When | None]] = {
    "year": _whole_year,
    "month_year": _month_year,
    "day_month_year": _day_month_year,
    "numeric_day": _numeric_day,
    "season": _season,
    "feast": _feast,
    "quarter": _quarter,
    "years": _span_of_years,
    "year_end": _end_of_year,
    "year_start": _start_of_year,
    "year_middle": _middle_of_year,
    "fiscal": _fiscal,
    "decade": _decade,
    "ahead": _ahead,
    "next_year": _next_year,
    "this_year": _this_year,
    "last_year": _last_year,
    "bare_month": _bare_month,
}


def read_time(match: Match, items: list[Item], pack: Pack, as_of: date) -> When | None:
    """The time that a match of the pack's `times` patterns says, or None if there is no such day."""
    try:
        return _READERS[match.name](items[match.start : match.end], pack, as_of)
    except (ValueError, OverflowError):  # out of the calendar
        return None


def with_times(items: list[Item], pack: Pack, as_of: date) -> list[Item]:
    """Replaces every time said by one item, tagged `when`, its kind, and `past` or `future`."""
    made: list[Item] = []
    said: dict[int, list[Match]] = {}
    for match in pack.times.find(items)["times"]:
        said.setdefault(match.start, []).append(match)
    i = 0
    while i < len(items):
        best: tuple[int, When] | None = None
        for match in said.get(i, ()):
            if match.name == "bare_month" and any(
                "year" in x.tags or "num" in x.tags for x in items[match.end : match.end + 2]
            ):
                continue
            if best is None or match.end > best[0]:
                when = read_time(match, items, pack, as_of)
                if when:
                    best = (match.end, when)
        if best is None:
            made.append(items[i])
            i += 1
            continue
        end, when = best
        side = "past" if when.last < as_of else "future"
        tags = frozenset(("when", "when_" + when.how, side))
        made.append(Item(items[i].start, items[end - 1].end, "\x00when", tags, None, when))
        i = end
    return made


def read_loose(items: list[Item], pack: Pack, as_of: date) -> When | None:
    """A time as people fill it into a date field, without a cue: "June", "5 years"."""
    if len(items) == 1 and items[0].low in pack.months:
        return _bare_month(items, pack, as_of)
    if any(item.quantity for item in items) and any(item.tags & _SPAN_UNITS for item in items):
        return _ahead(items, pack, as_of)
    return None
