"""What a facilitator sets of the rhythm: the rhythm itself, another day for a session or none, days off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dialogues import cycles, facilitator_entries, forms, house_rules, mapping, reading, typed_days
from dialogues.checks.privacy import GroupSafe, PersonValue
from dialogues.checks.wall_clock import instant_at
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Person, Role, Seat, Table, Values
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read
from dialogues.rhythm import rule, sessions
from dialogues.rhythm.rule import Rhythm
from dialogues.rhythm.sessions import Session

NONE = "none"
WEEKDAYS = tuple(range(len(rule.WEEKDAYS)))


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The page behind "Cycle and dates": the rhythm, the coming sessions, the days off."""

    def go(label: str, action: str, subject: int = 0, **values: GroupSafe) -> Offer:
        return Offer(f"buttons.{label}", Pressing("go", (table.id, action, subject)), values)

    found = coming(ctx, table)
    each = [
        [go("session_move_of", "session_move", s.planned.toordinal(), day=s.day),
         go("session_skip_of", "session_skip", s.planned.toordinal(), day=s.day)]
        for s in found[: house_rules.SESSIONS_CHANGED.value]
    ]  # fmt: skip
    ctx.say_to(
        person,
        "rhythm.page",
        table=table,
        offers=[
            [go("set_rhythm", "set_rhythm"), go("day_off", "day_off")],
            *each,
            last_row(table, "page_dates"),
        ],
        **place(ctx, person, table),
        more=described(ctx, table, person.language),
        sessions=[{"at": s.at, "planned": s.planned if s.is_moved else None} for s in found],
        off=sorted(d for d in sessions.days_off(ctx.repository, table) if d >= _today(ctx, table)),
    )


def coming(ctx: Context, table: Table) -> list[Session]:
    """The sessions from the running cycle's on."""
    since = table.cycle_opened_at or ctx.now
    return sessions.coming(ctx.repository, table, since, house_rules.SESSIONS_LISTED.value)


def described(ctx: Context, table: Table, language: str) -> dict[str, GroupSafe]:
    """The rhythm as "rhythm.line" says it; `kind` None without one."""
    kept = sessions.rhythm(ctx.repository, table)
    if kept is None:
        return {"kind": None, "every": 0, "which": "", "weekday": "", "wall": ""}
    return {
        "kind": kept.kind,
        "every": kept.every,
        "which": ctx.label(language, f"rhythm.{kept.place}"),
        "weekday": ctx.label(language, f"rhythm.weekday_{kept.weekday}"),
        "wall": kept.wall.strftime("%H:%M"),
    }


def _today(ctx: Context, table: Table) -> date:
    return ctx.now.astimezone(ZoneInfo(table.time_zone)).date()


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


# the rhythm itself


def _kinds(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return [Choice(kind, f"buttons.rhythm_{kind}") for kind in (*rule.KINDS, NONE)]


def _has_rhythm(values: Values) -> bool:
    return values.get("kind") != NONE


def _by_place(values: Values) -> bool:
    return values.get("kind") in (rule.MONTHS, rule.SCHOOL)


def _counts(values: Values) -> bool:
    return values.get("kind") in (rule.WEEKS, rule.MONTHS)


def _kind_shown(_ctx: Context, _person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    return {"kind": str(now.values.get("kind") or "")}


def _numbers(_ctx: Context, _table: Table, now: Focus) -> Sequence[Choice]:
    known = house_rules.RHYTHM_WEEKS if now.values.get("kind") == rule.WEEKS else house_rules.RHYTHM_MONTHS
    return [Choice(str(n), str(n), literal=True) for n in known.value]


def _number(_ctx: Context, person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    most = house_rules.RHYTHM_EVERY_MOST.value
    return reading.whole(person.language, text, (1, most), Misread("number_between", ("1", str(most))))


def _places(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return [Choice(place_, f"rhythm.{place_}") for place_ in rule.PLACES]


def _weekdays(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return [Choice(str(n), f"rhythm.weekday_{n}") for n in WEEKDAYS]


def _hours(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    hours = [at.strftime("%H:%M") for at in house_rules.RHYTHM_HOURS.value]
    # A button carries no colon of its own.
    return [Choice(hour.replace(":", "."), hour, literal=True) for hour in hours]


def _hour(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.hour(text)


def _set(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    values = now.values
    if not _has_rhythm(values):
        facilitator_entries.store(ctx, table, sessions.RHYTHM, "")
    else:
        kept = Rhythm(
            kind=str(values["kind"]),
            every=int(str(values.get("every") or 1)),
            place=str(values.get("place") or rule.PLACES[0]),
            weekday=int(str(values["weekday"])),
            wall=time.fromisoformat(str(values["hour"]).replace(".", ":")),
            since=_today(ctx, table),
        )
        facilitator_entries.store(ctx, table, sessions.RHYTHM, kept.as_text())
    facilitator_entries.store(ctx, table, sessions.EXCEPTIONS, "")
    _follows(ctx, person, table)
    ctx.say_to_group(table, "rhythm.told_set", more={**described(ctx, table, table.languages[0])})


def _follows(ctx: Context, person: Person, table: Table) -> None:
    """The running cycle ends by the rhythm as it is now; the page shows it."""
    cycles.arm_again(ctx, table)
    show(ctx, person, table, require(ctx, person, table, Role.FACILITATOR), 0)


# another day for one session, or none


def _session(ctx: Context, table: Table, ordinal: int) -> Session:
    """One of the coming sessions, by its planned day; raises `Stale`."""
    found = next((s for s in coming(ctx, table) if s.planned.toordinal() == ordinal), None)
    if found is None:
        raise Stale
    return found


def _except(ctx: Context, table: Table, planned: date, said: str) -> None:
    kept = {**sessions.exceptions(ctx.repository, table), planned.isoformat(): said}
    text = " ".join(f"{day}>{to}" for day, to in sorted(kept.items()))
    facilitator_entries.store(ctx, table, sessions.EXCEPTIONS, text)


def skip(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The facilitator skips one session; the cycle lasts until the next. The group hears it."""
    session = _session(ctx, table, subject)
    _except(ctx, table, session.planned, sessions.SKIPPED)
    after = coming(ctx, table)[0]
    ctx.say_to_group(table, "rhythm.told_skipped", day=session.day, at=after.at)
    _follows(ctx, person, table)


def move(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The facilitator's button: on which day instead."""
    forms.begin(ctx, person, table, MOVING, _session(ctx, table, subject).planned.toordinal())


def _day(ctx: Context, person: Person, table: Table, now: Focus, text: str) -> Read | Misread:
    read = mapping.read_day(ctx, person, table, now, text)
    if isinstance(read, Misread):
        return read
    apart = abs(date.fromisoformat(read.value).toordinal() - (now.subject_id or 0))
    most = house_rules.SESSION_MOVED_MOST.value
    return read if apart <= most else Misread("session_far", (str(most),))


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    return {"day": _session(ctx, table, now.subject_id or 0).day}


def _moved(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    session, day = _session(ctx, table, now.subject_id or 0), str(now.values["day"])
    _except(ctx, table, session.planned, day)
    ctx.say_to_group(
        table, "rhythm.told_moved", before=session.day, at=_at(ctx, table, date.fromisoformat(day))
    )
    _follows(ctx, person, table)


def _at(ctx: Context, table: Table, day: date) -> datetime:
    """When a session of that day begins; it may lie after all that are listed."""
    kept = sessions.rhythm(ctx.repository, table)
    if kept is None:
        raise Stale
    return instant_at(day, kept.wall, table.time_zone)


# days off


def _any_day(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
    found = typed_days.day(text, person.language, _today(ctx, table))
    return Read(found.isoformat()) if isinstance(found, date) else found


def _known_off(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    off = sorted(d for d in sessions.days_off(ctx.repository, table) if d >= _today(ctx, table))
    return [
        Choice(d.isoformat(), f"✕ {d.isoformat()}", literal=True)
        for d in off[: house_rules.ANSWERS_LISTED.value]
    ]


def _off(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """A day that is named becomes one off; one that is off already is taken out."""
    day = date.fromisoformat(str(now.values["day"]))
    kept = sessions.days_off(ctx.repository, table) ^ {day}
    facilitator_entries.store(ctx, table, sessions.DAYS_OFF, " ".join(d.isoformat() for d in sorted(kept)))
    _follows(ctx, person, table)


SETTING = forms.register(
    Form(
        "set_rhythm",
        (
            Step("kind", read=forms.buttons_only, options=_kinds),
            Step("every", read=_number, options=_numbers, applies=_counts, shown=_kind_shown),
            Step("place", read=forms.buttons_only, options=_places, applies=_by_place),
            Step("weekday", read=forms.buttons_only, options=_weekdays, applies=_has_rhythm),
            Step("hour", read=_hour, options=_hours, applies=_has_rhythm),
        ),
        _set,
        _may,
    )
)
MOVING = forms.register(
    Form("move_session", (Step("day", read=_day, shown=_shown, value="day"),), _moved, _may)
)
DAY_OFF = forms.register(
    Form("day_off", (Step("day", read=_any_day, options=_known_off, value="day"),), _off, _may)
)


def _begin(form: Form) -> Callable[[Context, Person, Table, Seat, int], None]:
    def begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
        forms.begin(ctx, person, table, form)

    return begin


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "rhythm": show,
    "set_rhythm": _begin(SETTING),
    "session_move": move,
    "session_skip": skip,
    "day_off": _begin(DAY_OFF),
}
