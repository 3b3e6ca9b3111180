"""Keeps the map of a table: functions, who covers them, gaps with owner and date, objections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from dialogues import forms, house_rules, letters, paging, phrases, reading, typed_days
from dialogues.checks import gaps
from dialogues.checks.gaps import FOR_FACILITATOR_ONLY, TOLD_AS_THIN, Lack, Member, Part, Voice
from dialogues.checks.privacy import FacilitatorOnly, GroupSafe, PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import (
    Answer,
    Focus,
    Function,
    Gap,
    Organisation,
    Person,
    Role,
    Seat,
    Table,
)
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read

ABOUT_A_PART = ("FUNCTION_UNCOVERED", "NO_DECISION_MAKER", "NO_DOER", "SINGLE_POINT")
KINDS = ("policy", "practice", "funding", "data", "demand", "community")


def ensure_functions(ctx: Context, table: Table) -> None:
    """A table that entered no parts of the work starts with one of each kind."""
    if ctx.repository.count(Function, table_id=table.id) == 0:
        for kind in KINDS:
            label = ctx.label(table.languages[0], f"functions.{kind}")
            ctx.repository.add(Function(table_id=table.id, label=label, kind=kind))


def coverage(ctx: Context, table: Table) -> dict[int, frozenset[int]]:
    """Organisation → the functions it can speak to (its latest M2)."""
    covers: dict[int, frozenset[int]] = {}
    for answer in ctx.repository.find(Answer, table_id=table.id, prompt="M2"):
        chosen = frozenset(int(word) for word in (answer.choice or "").split())
        covers[answer.organisation_id or 0] = chosen
    return covers


def lacks(ctx: Context, table: Table) -> list[Lack]:
    """What the map lacks at this moment."""
    covers = coverage(ctx, table)
    parts = [Part(f.id, f.kind) for f in ctx.repository.find(Function, table_id=table.id)]
    sat = {s.organisation_id for s in ctx.repository.find(Seat, table_id=table.id)}
    members = [
        Member(o.id, o.sector, o.grassroots, o.voting, covers.get(o.id, frozenset()))
        for o in ctx.organisations(table)
        if o.voting or o.id in sat
    ]
    voices = [_voice(seat) for seat in ctx.seats(table) if seat.organisation_id is not None]
    return gaps.find(parts, members, voices)


def _voice(seat: Seat) -> Voice:
    return Voice(
        seat.id,
        seat.organisation_id or 0,
        seat.holds_vote,
        seat.representative_type,
        seat.secondary_type,
        seat.claimed_type,
        bool(seat.speaks_for_sector),
    )


def check(ctx: Context, table: Table) -> None:
    """Compares the map with the gaps on record: new ones are found, vanished ones closed."""
    now = {(lack.code, lack.subject): lack for lack in lacks(ctx, table)}
    open_ = {(g.code, g.subject): g for g in open_gaps(ctx, table)}
    for key, gap in open_.items():
        if key not in now:
            ctx.repository.put(replace(gap, closed_cycle=table.cycle))
    for key, lack in now.items():
        if key not in open_:
            ctx.repository.add(
                Gap(
                    table_id=table.id,
                    code=lack.code,
                    subject=lack.subject,
                    severity=lack.severity,
                    found_cycle=table.cycle,
                )
            )
            if lack.code == "REP_TYPE_MISMATCH":
                _tell_representative(ctx, table, int(lack.subject or 0))


def _tell_representative(ctx: Context, table: Table, seat_id: int) -> None:
    """Only the person (and the facilitator) hears that title and answers differ."""
    seat = ctx.repository.get(Seat, seat_id)
    person = ctx.repository.get(Person, seat.person_id)
    ctx.say_to(
        person,
        "map.told_mandate",
        table=table,
        claimed=ctx.label(person.language, f"buttons.{seat.claimed_type}"),
        organisation=ctx.organisation_name(seat.organisation_id),
    )


def open_gaps(ctx: Context, table: Table) -> list[Gap]:
    """The gaps that are open, in the order they were found."""
    return ctx.repository.find(Gap, table_id=table.id, closed_cycle=None)


def show(ctx: Context, table: Table) -> None:
    """The map as text: for the group without what would expose anybody, for facilitators whole."""
    covers = coverage(ctx, table)
    rows: list[dict[str, GroupSafe]] = []
    for function in ctx.repository.find(Function, table_id=table.id):
        inside = [o for o in ctx.organisations(table) if function.id in covers.get(o.id, frozenset())]
        listed = ", ".join(o.name + (" ◆" if o.grassroots else "") for o in inside)
        rows.append({"label": function.label, "organisations": listed})
    ctx.say_to_group(table, "map.drawn", rows=rows, gaps=shared_gaps(ctx, table, table.languages[0]))
    for person in ctx.people_in(table, Role.FACILITATOR):
        show_to_facilitator(ctx, person, table)


def shared_gaps(
    ctx: Context, table: Table, language: str, *, must_only: bool = False
) -> list[dict[str, GroupSafe]]:
    """The gaps as many may read them: a line for each subject, none that tells who cannot decide."""
    lines: dict[str, dict[str, GroupSafe]] = {}
    for gap in open_gaps(ctx, table):
        if gap.code in FOR_FACILITATOR_ONLY or (must_only and gap.severity != gaps.MUST):
            continue
        line = _gap_line(ctx, table, gap, language)
        line["name"] = shared_name(ctx, table, gap, language)
        known = lines.get(str(line["name"]))
        if known is None or (known["owner"] is None and line["owner"] is not None):
            lines[str(line["name"])] = line
    return list(lines.values())


def shared_name(ctx: Context, table: Table, gap: Gap, language: str) -> str:
    """A gap in words for many readers."""
    if gap.code in TOLD_AS_THIN:
        return ctx.label(language, "gaps.THIN", subject=_subject(ctx, gap, language))
    return gap_name(ctx, table, gap, language)


def show_to_facilitator(ctx: Context, person: Person, table: Table, page: int = 0) -> None:
    """All gaps with a button each to give it an owner and a day, those that must be closed first."""
    ctx.say_to_facilitator(
        person,
        "map.told_gaps",
        table=table,
        offers=[
            *gap_offers(ctx, table, person.language, "gaps", page),
            [Offer("buttons.check_map", Pressing("go", (table.id, "check_map", 0)))],
            last_row(table, "page_map"),
        ],
        **place(ctx, person, table),
        gaps=gap_lines(ctx, table, person.language),
    )


def gap_offers(ctx: Context, table: Table, language: str, action: str, page: int) -> list[list[Offer]]:
    """A button for each open gap, those that must be closed first; `action` shows another page of them."""
    every = sorted(open_gaps(ctx, table), key=lambda g: g.severity != gaps.MUST)
    found = paging.page_of(every, page)
    rows = [
        [
            Offer(
                "buttons.own_gap",
                Pressing("go", (table.id, "gap", g.id)),
                {"gap": gap_name(ctx, table, g, language), "owned": g.owner is not None},
            )
        ]
        for g in found.shown
    ]
    return rows + found.turning(lambda n: Pressing("go", (table.id, action, n)))


def gap_lines(ctx: Context, table: Table, language: str) -> list[dict[str, GroupSafe | FacilitatorOnly]]:
    """Every open gap as a list for facilitators shows it."""
    return [{**_gap_line(ctx, table, g, language)} for g in open_gaps(ctx, table)]


def _gap_line(ctx: Context, table: Table, gap: Gap, language: str) -> dict[str, GroupSafe]:
    return {
        "name": gap_name(ctx, table, gap, language),
        "owner": owner_name(ctx, gap, language),
        "due": gap.due,
        "warn": gap.severity == gaps.WARN,
    }


def gap_name(ctx: Context, table: Table, gap: Gap, language: str) -> str:
    """A gap in words, with the name of what it is about."""
    return ctx.label(language, f"gaps.{gap.code}", subject=_subject(ctx, gap, language))


def _subject(ctx: Context, gap: Gap, language: str) -> str:
    match gap.code:
        case code if code in ABOUT_A_PART:
            return ctx.repository.get(Function, int(gap.subject or 0)).label
        case "ORG_WITHOUT_INTEREST" | "SECTOR_MONOLITH" | "SEAT_VACANT":
            return ctx.repository.get(Organisation, int(gap.subject or 0)).name
        case "REP_TYPE_MISMATCH":
            seat = ctx.repository.get(Seat, int(gap.subject or 0))
            return ctx.organisation_name(seat.organisation_id)
        case "REP_TYPE_MISSING":
            return ctx.label(language, f"buttons.{gap.subject}")
        case "DECISION_MAKERS_ONE_SECTOR":
            return sector_name(ctx, gap.subject or "", language)
        case _:
            return ""


def sector_name(ctx: Context, sector: str, language: str) -> str:
    """A sector's name: ours in the reader's language, another as it was typed."""
    phrase = f"sectors.{sector}"
    return ctx.label(language, phrase) if phrase in phrases.keys(language) else sector


def owner_name(ctx: Context, gap: Gap, language: str) -> str | None:
    """Who looks after a gap: facilitator, coordinator or an organisation."""
    if gap.owner is None:
        return None
    if gap.owner in (Role.FACILITATOR.value, Role.COORDINATOR.value):
        return ctx.label(language, f"roles.{gap.owner}")
    return ctx.repository.get(Organisation, int(gap.owner)).name


# owner and day of a gap


def _may_own(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    gap = ctx.repository.get(Gap, now.subject_id or 0)
    if gap.table_id != table.id or gap.closed_cycle is not None:
        raise Stale


def _owners(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    roles = [Choice(r.value, f"roles.{r.value}") for r in (Role.FACILITATOR, Role.COORDINATOR)]
    return [*roles, *(Choice(str(o.id), o.name, literal=True) for o in ctx.organisations(table))]


def read_day(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
    """A day from today on, in the table's time zone."""
    today = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    return typed_days.day_from(text, person.language, today, today)


def _gap_shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    gap = ctx.repository.get(Gap, now.subject_id or 0)
    return {"gap": gap_name(ctx, table, gap, person.language)}


def _owned(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    gap = ctx.repository.get(Gap, now.subject_id or 0)
    due = date.fromisoformat(str(now.values["due"]))
    gap = ctx.repository.put(replace(gap, owner=str(now.values["owner"]), due=due))
    letters.give_invitation(ctx, person, table, gap, shared_name(ctx, table, gap, table.languages[0]))
    show_to_facilitator(ctx, person, table)


OWNER = forms.register(
    Form(
        "gap",
        (
            Step("owner", read=forms.buttons_only, options=_owners, shown=_gap_shown),
            Step("due", read=read_day, shown=_gap_shown, value="day"),
        ),
        _owned,
        _may_own,
    )
)


# a part of the work


def _may_enter(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _kinds(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return tuple(Choice(k, f"functions.{k}") for k in KINDS)


def _label(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def begin_part(ctx: Context, person: Person, table: Table) -> None:
    """Asks for one more part of the work, while the list can still be read."""
    if ctx.repository.count(Function, table_id=table.id) >= house_rules.FUNCTIONS_MOST.value:
        rename = Offer("buttons.change_functions", Pressing("go", (table.id, "drop_function", 0)))
        ctx.say_to(
            person, "function.enough", table=table, offers=[[rename]], most=house_rules.FUNCTIONS_MOST.value
        )
        return
    forms.begin(ctx, person, table, FUNCTION)


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    ctx.repository.add(
        Function(table_id=table.id, label=str(now.values["label"]), kind=str(now.values["kind"]))
    )
    ctx.say_to(
        person,
        "function.entered",
        table=table,
        offers=[
            [Offer("buttons.add_function", Pressing("go", (table.id, "function", 0)))],
            [Offer("buttons.change_functions", Pressing("go", (table.id, "drop_function", 0)))],
            [Offer("buttons.to_panel", Pressing("go", (table.id, "panel", 0)))],
        ],
        labels=[f.label for f in ctx.repository.find(Function, table_id=table.id)],
    )


FUNCTION = forms.register(
    Form(
        "function",
        (Step("kind", read=forms.buttons_only, options=_kinds), Step("label", read=_label)),
        _entered,
        _may_enter,
    )
)
