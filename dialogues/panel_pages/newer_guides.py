"""The table moves to the guides that are in use now: what is different is looked at first, then it is a tap.

Questions that are open keep the words in which they were asked; the next ones come from the newer guides.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from dialogues import guide_versions, house_rules, phrases
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer, shorten
from dialogues.guides.differences import Difference, How, differences
from dialogues.guides.guide_set import GuideSet
from dialogues.model import GuideVersion, Person, Seat, Table
from dialogues.panel_pages.place import Page, going, last_row, place
from dialogues.pressing import Stale


def offer(ctx: Context, table: Table) -> list[list[Offer]]:
    """A row with the button, where other guides are in use than those of the table."""
    go = going(table)
    return [[go("newer_guides", "newer_guides")]] if _are_newer(ctx, table) else []


def _are_newer(ctx: Context, table: Table) -> bool:
    now = guide_versions.of_table(ctx, table)
    return now.fingerprint != guide_versions.in_use(ctx).fingerprint


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """What would be asked otherwise, in short, and the button that takes it."""
    if not _are_newer(ctx, table):
        raise Stale
    now, newer = guide_versions.of_table(ctx, table), guide_versions.in_use(ctx)
    found = differences(now, newer, person.language)
    most = house_rules.GUIDE_CHANGES_LISTED.value
    rows = [_row(ctx, person, one, now, newer) for one in found if not _is_example(one)]
    # The button names what was looked at: guides that are edited meanwhile are looked at again.
    kept, go = guide_versions.keep(ctx, newer), going(table)
    ctx.say_to(
        person,
        "newer_guides.shown",
        table=table,
        offers=[
            [go("take_guides", "take_guides", kept.id)],
            last_row(table, "page_settings"),
        ],
        **place(ctx, person, table),
        changes=rows[:most],
        left=max(0, len(rows) - most),
    )


def _is_example(one: Difference) -> bool:
    return one.how is How.REWORDED and (one.name.endswith("_example") or not one.before)


def _row(
    ctx: Context, person: Person, one: Difference, now: GuideSet, newer: GuideSet
) -> dict[str, GroupSafe]:
    """One difference in the reader's words: a question is told by its text, an order by its topic."""
    match one.how:
        case How.ADDED | How.ASKED_OTHERWISE:
            before, after = "", newer.question(person.language, _step(newer, one.name))
        case How.LEFT_OUT:
            before, after = now.question(person.language, _step(now, one.name)), ""
        case How.MOVED:
            before, after = "", ctx.label(person.language, f"topics.{one.name}")
        case How.REWORDED:
            before, after = one.before, one.after
    return {"how": one.how.value, "before": _short(before), "after": _short(after)}


def _step(guides: GuideSet, id: str) -> str:
    """Where a question has parts, the first of them tells which it is."""
    asked = next(p for prompts in guides.asks.values() for p in prompts if p.id == id)
    return asked.steps[0]


def _short(text: str) -> str:
    plain = str(Markup(text).striptags())  # noqa: S704 - it was checked with the guides
    return shorten(plain, house_rules.GUIDE_CHANGE_UNITS.value)


def take(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    """From the next questions on the table asks from the guides that were shown; the group is told."""
    newer = guide_versions.in_use(ctx)
    shown = ctx.repository.first(GuideVersion, id=subject)
    if shown is None or shown.fingerprint != newer.fingerprint:
        show(ctx, person, table, seat, subject)
        return
    if table.guides == newer.fingerprint:
        raise Stale
    many = len([one for one in _for_group(ctx, table, newer) if not _is_example(one)])
    table = ctx.repository.put(replace(table, guides=newer.fingerprint))
    ctx.say_to_group(table, "newer_guides.told", n=many)
    ctx.say_to(
        person,
        "newer_guides.taken",
        table=table,
        offers=[last_row(table, "page_settings")],
        **place(ctx, person, table),
    )


def _for_group(ctx: Context, table: Table, newer: GuideSet) -> tuple[Difference, ...]:
    language = phrases.spoken(table.languages[0])
    return differences(guide_versions.of_table(ctx, table), newer, language)


ACTIONS: dict[str, Page] = {"newer_guides": show, "take_guides": take}
