"""Which days a row of signs means (docs/method.md 1b): every sign has to be understood, none is passed over.

A day, a month, a quarter, a half, a season, a year or a school year, or a part of one; a span from today on; a day
near by. Each reader takes what its pattern found and gives one span, or several where several could be meant.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dialogues import house_rules
from dialogues.checks.days.signs import Words
from dialogues.checks.measurable.times import add_months, last_day

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_TWO_MONTHS = [timedelta(days=n) for n in range(62)]
_MONTHS_OF = {"m": 1, "y": 12}
_DAYS_OF = {"d": 1, "w": 7}


class NotInCalendar(ValueError):
    """A day that is clearly said and that there is not, as the 30th of February."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day of what was said."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Known:
    """What a reading is counted from."""

    today: date
    words: Words


Spans = tuple[Span, ...]
_COUNTED = re.compile(r"(?:N\d+|ONE) U")
_Reader = Callable[[re.Match[str], Known], Spans]


def spans(signs: str, known: Known) -> Spans:
    """The spans that the signs can mean; none where they are not understood. Raises `NotInCalendar`."""
    said = re.sub(r"^(?:LEAD )*(?:U1d (?=[NO]\d))?|(?: TAIL)+$", "", signs)
    weekday = re.fullmatch(r"W(\d) (.+)|(.+) W(\d)", said)
    found = _whole(weekday[2] or weekday[3], known) if weekday else ()
    if weekday and found and all(one.first == one.last for one in found):
        return _on(int(weekday[1] or weekday[4]), found)
    return _whole(said, known)


def _on(weekday: int, found: Spans) -> Spans:
    right = tuple(one for one in found if one.first.weekday() == weekday)
    if not right:
        raise NotInCalendar
    return right


def _whole(said: str, known: Known) -> Spans:
    """With "before", which means the day before the first; the end of something is not over before its last."""
    if said.startswith("BEFORE "):
        rest = said.removeprefix("BEFORE ")
        found = _part(rest, known)
        if "END" in rest.split() or _COUNTED.match(rest):
            return found
        return tuple(Span(one.first - _DAY, one.first - _DAY) for one in found)
    return _part(said, known)


def _part(said: str, known: Known) -> Spans:
    """A whole period, or its beginning, middle or end."""
    if decade := re.fullmatch(r"(?:END )?(?:THIS )?U10y(?: END)?", said):
        return _decade(known.today) if decade[0] != "U10y" else ()
    if bare := re.fullmatch(r"(END|START|MID) (U1[wmy]|Q|M\d+)|(U1[wmy]|Q|M\d+) (END|START)", said):
        return _to_come(bare[1] or bare[4], bare[2] or bare[3], known)
    said = _week_month_year(said, known.today)
    split = re.fullmatch(r"(END|START|MID|FIRST_DAY) (.+)|(.+) (END|START)", said)
    if split is None:
        return _period(said, known)
    return _cut(split[1] or split[4], split[2] or split[3], known)


def _to_come(part: str, unit: str, known: Known) -> Spans:
    """ "Mid-year" and "early November" are of this year, or of the next where they are over."""
    today = known.today
    years = (f"{unit} Y{today.year}", f"{unit} Y{today.year + 1}")
    for whole in years if unit.startswith("M") else (f"THIS {unit}", f"NEXT {unit}"):
        found = _cut(part, _week_month_year(whole, today), known)
        if found and found[0].last >= today:
            return found
    return ()


def _cut(part: str, whole: str, known: Known) -> Spans:
    found = _period(whole, known)
    if part == "END" and not re.fullmatch(r"Y\d+", whole):
        return found
    if len(found) != 1:
        return ()
    first, last = found[0].first, found[0].last
    if part == "FIRST_DAY":
        return (Span(first, first),)
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return (_months(first.year, 3, {"START": 1, "MID": 2, "END": 4}[part]),)
    return (
        (_within_month(part, first),) if (first.day, last) == (1, last_day(first.year, first.month)) else ()
    )


def _within_month(part: str, first: date) -> Span:
    if part == "START":
        return Span(first, first.replace(day=house_rules.EARLY_IN_A_MONTH.value))
    middle = first.replace(day=house_rules.MIDDLE_OF_A_MONTH.value)
    return Span(middle, middle)


def _week_month_year(said: str, today: date) -> str:
    """This and next year and month by their numbers."""
    said = re.sub(r"(U1[wmy]) (NEXT|THIS)\b", r"\2 \1", said)
    said = re.sub(r"^U1y (END|START) (?=Y)", r"\1 ", said)
    following = add_months(today.replace(day=1), 1)
    for name, year, month in (("THIS", today.year, today), ("NEXT", today.year + 1, following)):
        said = said.replace(f"{name} U1y", f"Y{year}")
        if month:
            said = said.replace(f"{name} U1m", f"M{month.month} Y{month.year}")
    return re.sub(r"U1m (?=M\d)|U1y (?=Y\d)", "", said)


def _period(said: str, known: Known) -> Spans:
    for pattern, reader in _READERS:
        if found := pattern.fullmatch(said):
            return reader(found, known)
    return ()


# one day


def _day_of(year: int, month: int, day: int) -> Span:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        raise NotInCalendar
    found = date(year, month, day)
    return Span(found, found)


def _full_day(found: re.Match[str], _known: Known) -> Spans:
    return (_day_of(_year(found["y"]), int(found["m"]), int(found["d"])),)


def _year(said: str) -> int:
    """In full, or its last two digits."""
    return int(said) if len(said) == len("2027") else int(f"20{said:0>2}")


def _day_to_come(found: re.Match[str], known: Known) -> Spans:
    """A day without a year is the next of its kind."""
    return (_next_day(int(found["m"]), int(found["d"]), known.today),)


def _next_day(month: int, day: int, today: date) -> Span:
    for year in range(today.year, today.year + 9):  # between two leap days there are at most eight
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return _day_of(year, month, day)
    raise NotInCalendar


def _numeric(found: re.Match[str], known: Known) -> Spans:
    """ "02/01/2027": in which order depends on the language; where both are usual, both are given."""
    a, b = int(found["a"]), int(found["b"])
    year = found.groupdict().get("y")
    orders = [(b, a)] if known.words.day_first else [(a, b), (b, a)]
    days: list[Span] = []
    for month, day in dict.fromkeys(orders):
        try:
            days.append(_day_of(_year(year), month, day) if year else _next_day(month, day, known.today))
        except NotInCalendar:
            continue
    if not days:
        raise NotInCalendar
    return tuple(sorted(set(days), key=lambda one: one.first))


# periods


def _of_month(year: int, month: int) -> Span:
    if not 1 <= month <= 12:
        raise NotInCalendar
    return Span(date(year, month, 1), last_day(year, month))


def _month_of_year(found: re.Match[str], _known: Known) -> Spans:
    return (_of_month(_year(found["y"]), int(found["m"])),)


def _month_and_two_digits(found: re.Match[str], known: Known) -> Spans:
    """ "Jun-27": a day of that month, or that month of a year to come."""
    day = _next_day(int(found["m"]), int(found["d"]), known.today)
    year = _year(found["d"])
    return (day, _of_month(year, int(found["m"]))) if year >= known.today.year else (day,)


def _month_to_come(found: re.Match[str], known: Known) -> Spans:
    month, today = int(found["m"]), known.today
    return (_of_month(today.year if month >= today.month else today.year + 1, month),)


def _months(year: int, length: int, number: int) -> Span:
    """The `number`-th piece of `length` months of a year."""
    if not 1 <= number * length <= 12:
        raise NotInCalendar
    return Span(date(year, (number - 1) * length + 1, 1), last_day(year, number * length))


def _piece(length: int) -> _Reader:
    """A reader of quarters or halves: of a year, or of those to come."""

    def read(found: re.Match[str], known: Known) -> Spans:
        number = 12 // length if found["n"] == "LAST" else int(found["n"][1:])
        if found.groupdict().get("y"):
            return (_months(_year(found["y"]), length, number),)
        this_year = _months(known.today.year, length, number)
        return (
            this_year if this_year.last >= known.today else _months(known.today.year + 1, length, number),
        )

    return read


def _running_quarter(found: re.Match[str], known: Known) -> Spans:
    day = known.today if found["which"] == "THIS" else add_months(known.today.replace(day=1), 3)
    return (_months(day.year, 3, (day.month + 2) // 3),) if day else ()


def _half_of_month(found: re.Match[str], known: Known) -> Spans:
    (whole,) = _month_of_year(found, known) if found.groupdict().get("y") else _month_to_come(found, known)
    middle = whole.first.replace(day=house_rules.MIDDLE_OF_A_MONTH.value)
    number = found["n"][1:]
    return {"1": (Span(whole.first, middle),), "2": (Span(middle + _DAY, whole.last),)}.get(number, ())


def _season(found: re.Match[str], known: Known) -> Spans:
    first, last = int(found["first"]), int(found["last"])
    said = found.groupdict().get("y")
    year = int(said) if said else known.today.year + (first <= known.today.month)
    return (Span(date(year, first, 1), last_day(year, last)),)


def _whole_year(found: re.Match[str], _known: Known) -> Spans:
    year = _year(found["y"])
    return (Span(date(year, 1, 1), date(year, 12, 31)),)


def _years(found: re.Match[str], known: Known) -> Spans:
    """ "2030-31": a school or fiscal year; "2027-06": a month; "2027-2030": until the last of them."""
    first, said = int(found["y"]), found["to"]
    number = int(said[1:])
    last = number if said[0] == "Y" else number + first // 100 * 100
    if last == first + 1:
        end = known.words.school_year_ends
        return (Span(last_day(first, end) + _DAY, last_day(last, end)),)
    if found["school"]:
        return ()
    if said[0] == "N" and 1 <= number <= 12:
        return (_of_month(first, number),)
    return (Span(date(first, 1, 1), date(last, 12, 31)),) if last > first else ()


def _decade(today: date) -> Spans:
    """Some count it to the year with a nine, some to the one with a nought (docs/method.md 1)."""
    nine = date(today.year // 10 * 10 + 9, 12, 31)
    return tuple(Span(day, day) for day in (nine, nine.replace(year=nine.year + 1)))


# from today on


def _ahead(found: re.Match[str], known: Known) -> Spans:
    count = 1 if found["n"] == "ONE" else int(found["n"][1:])
    length, unit = count * int(found["length"]), found["unit"]
    if count <= 0:
        return ()
    if unit in _MONTHS_OF:
        day = add_months(known.today, length * _MONTHS_OF[unit])
    else:
        day = known.today + timedelta(days=length * _DAYS_OF[unit])
    return (Span(known.today, day),) if day else ()


def _near(found: re.Match[str], known: Known) -> Spans:
    days = {"YESTERDAY": -1, "TODAY": 0, "TOMORROW": 1, "OVERMORROW": 2}[found[0]]
    day = known.today + timedelta(days=days)
    return (Span(day, day),)


def _weekday(found: re.Match[str], known: Known) -> Spans:
    """The coming one. "Next Friday" may also be the Friday of next week, where the language leaves it open."""
    number, said = int(found["w"]), found[0].split()
    coming = known.today + _DAY * ((number - known.today.weekday() - 1) % 7 + 1)
    next_week = _monday(known.today) + _WEEK + _DAY * number
    days = {coming}
    if "U1w" in said:
        days = {next_week if "NEXT" in said else next_week - _WEEK}
    elif said[0] == "NEXT" and known.words.next_weekday_may_be_later:
        days = {coming, next_week}
    return tuple(Span(day, day) for day in sorted(days))


def _day_of_this_month(found: re.Match[str], known: Known) -> Spans:
    """ "Friday 27": the next of that number, which has to be such a weekday."""
    number = int(found["d"])
    day = next((d for d in map(known.today.__add__, _TWO_MONTHS) if d.day == number), None)
    if day is None:
        raise NotInCalendar
    return _on(int(found["w"]), (Span(day, day),))


def _weekend(found: re.Match[str], known: Known) -> Spans:
    """Its Sunday; the next one as the next Friday."""
    sunday = _monday(known.today) + _DAY * 6
    later = found[0].startswith("NEXT") and known.words.next_weekday_may_be_later
    days = (sunday, sunday + _WEEK) if later else (sunday,)
    return tuple(Span(day - _DAY, day) for day in days)


def _week(found: re.Match[str], known: Known) -> Spans:
    """A week ends on Friday for those who work, on Sunday for the calendar."""
    monday = _monday(known.today) + _WEEK * (found["which"] == "NEXT")
    ends = (monday + _DAY * day for day in house_rules.WEEK_ENDS_ON.value)
    return tuple(Span(monday, day) for day in ends)


def _monday(day: date) -> date:
    return day - _DAY * day.weekday()


def _either(*pieces: str) -> tuple[str, ...]:
    """A piece of a year before it, after it, and alone."""
    forms = ("{}" + _WITH + _Y, _Y + _WITH + "{}", "{}" + _WITH + "(?:FISCAL )?" + _YY, "{}")
    return tuple(form.replace("{}", piece) for piece in pieces for form in forms)


_D, _M, _Y, _YY = r"[NO](?P<d>\d{1,2})", r"M(?P<m>\d+)", r"Y(?P<y>\d+)", r"N(?P<y>\d\d)"
_N = r"(?P<n>N\d|O\d|LAST)"
_SEPARATED = r"N(?P<a>\d{1,2}) (?P<between>[./-]) N(?P<b>\d{1,2})"
_SEASON = r"S(?P<first>\d+)-(?P<last>\d+)"
_HALF = f"{_N} (?:H|MID|U15d)"
_TO = r"(?P<to>Y\d+|N\d\d?)"
_WITH = r" (?:[/-] )?"
_COMING = "(?:(?:NEXT|THIS) )?"
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for reader, patterns in (
        (_full_day, (f"{_D} {_M} {_Y}", f"{_M} {_D} {_Y}", f"{_Y} {_M} {_D}", f"{_D} {_M} (?:- )?{_YY}")),
        (_full_day, (rf"{_Y} (?P<between>[./-]) N(?P<m>\d+) (?P=between) N(?P<d>\d+)",)),
        (_day_to_come, (f"{_COMING}{_D} {_M}", f"{_COMING}{_M} {_D}", f"{_D} {_M} NEXT")),
        (_numeric, (f"{_SEPARATED} (?P=between) {_Y}", f"{_SEPARATED} (?P=between) {_YY}")),
        (_numeric, (r"N(?P<a>\d{1,2}) / N(?P<b>\d{1,2})",)),
        (_month_of_year, (f"{_M}{_WITH}{_Y}", f"{_Y} {_M}", rf"N(?P<m>\d\d?) [./-] {_Y}")),
        (_month_and_two_digits, (rf"{_M} - N(?P<d>\d\d)",)),
        (_month_to_come, (f"{_COMING}{_M}", f"{_M} NEXT")),
        (_half_of_month, (f"{_HALF} {_M} {_Y}", f"{_HALF} {_M}")),
        (_piece(3), _either(f"Q {_N}", f"{_N} Q")),
        (_piece(6), _either(f"H {_N}", f"{_N} (?:H|MID)")),
        (_running_quarter, ("(?P<which>THIS|NEXT) Q",)),
        (_season, (f"{_SEASON} {_Y}", f"{_Y} {_SEASON}", f"{_COMING}{_SEASON}")),
        (_whole_year, (f"(?:FISCAL )?{_Y}", f"FISCAL {_YY}", f"{_Y} FISCAL")),
        (_years, (f"(?P<school>(?:(?:SCHOOL|FISCAL) )?){_Y} [/-] {_TO}",)),
        (_years, (f"{_Y} [/-] {_TO} (?P<school>SCHOOL|FISCAL)",)),
        (_ahead, (r"(?:NEXT )?(?P<n>N\d{1,4}|ONE) U(?P<length>\d+)(?P<unit>[dwmy])",)),
        (_near, ("YESTERDAY|TODAY|TOMORROW|OVERMORROW",)),
        (_weekday, (f"{_COMING}W(?P<w>\\d)", r"W(?P<w>\d) NEXT", r"W(?P<w>\d) (?:NEXT|THIS) U1w")),
        (_day_of_this_month, (r"W(?P<w>\d) N(?P<d>\d{1,2})",)),
        (_weekend, (f"{_COMING}WEEKEND", "WEEKEND NEXT")),
        (_week, ("(?P<which>THIS|NEXT) U1w",)),
    )
    for pattern in patterns
)
