"""The minutes of a session, from the record: what was decided and moved since the last ones, who does what next.

A facilitator looks at them and posts them in the group; what was posted is kept word by word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from dialogues import cycles, decisions_story, house_rules, texts
from dialogues.checks.privacy import GroupSafe, GroupValue
from dialogues.context import Context, Offer, shorten
from dialogues.effects import Press as Pressing
from dialogues.model import Commitment, Experiment, Minutes, Person, Reflection, Request, Round, Seat, Table
from dialogues.pressing import Press, Stale
from dialogues.sessions import open_work
from dialogues.sessions.open_work import LONGEST, Line

GRANTED = ("allowed", "automatic")


def offer(table: Table) -> Offer:
    """The facilitator's button."""
    return Offer("buttons.minutes", Pressing("go", (table.id, "minutes", 0)))


def kept_offers(ctx: Context, table: Table) -> list[Offer]:
    """The button with which everybody at the table reads earlier ones, once there are any."""
    kept = ctx.repository.count(Minutes, table_id=table.id)
    return [Offer("buttons.read_minutes", Pressing("read_minutes", (table.id, kept)))] if kept else []


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator looks at them before anybody else."""
    number = _next(ctx, table)
    offers = [[Offer("buttons.post_minutes", Pressing("go", (table.id, "post_minutes", number)))]]
    ctx.say_to(
        person,
        "sessions.minutes",
        table=table,
        offers=offers,
        key=f"minutes:{person.id}:{table.id}:{number}",
        anew=True,
        more=_values(ctx, table, person.language),
    )


def post(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Keeps them in each language of the table and shows them in the group; once."""
    if subject != _next(ctx, table):
        raise Stale
    since = _span(ctx, table).since
    pages = {
        language: ctx.text(
            language, "sessions.minutes", table.time_zone, table=table.name, **_values(ctx, table, language)
        )
        for language in table.languages
    }
    ctx.say_to_group(table, "sessions.posted", page=Markup(pages[table.languages[0]]))  # noqa: S704
    ctx.repository.add(
        Minutes(table_id=table.id, number=subject, cycle=table.cycle, since=since, until=ctx.now, texts=pages)
    )
    ctx.answer_press(person.language, "toasts.posted")


def read(ctx: Context, press: Press) -> None:
    """Minutes that were posted, for anybody at the table: table, number."""
    table, number = ctx.repository.get(Table, press.number(0)), press.number(1)
    kept = ctx.repository.first(Minutes, table_id=table.id, number=number)
    if kept is None or ctx.seat_of(press.person, table) is None:
        raise Stale
    language = press.person.language
    page = kept.texts.get(language) or next(iter(kept.texts.values()))
    earlier = Offer("buttons.older", Pressing("read_minutes", (table.id, number - 1)))
    ctx.say_to(
        press.person,
        "sessions.posted",
        table=table,
        offers=[[earlier]] if number > 1 else [],
        page=Markup(page),  # noqa: S704 - it was autoescaped when it was rendered
    )


def _next(ctx: Context, table: Table) -> int:
    return ctx.repository.count(Minutes, table_id=table.id) + 1


@dataclass(frozen=True, slots=True)
class Span:
    """What these minutes are about: after the last ones, or from the opening of the cycle on."""

    since: datetime
    first: bool

    def has(self, at: datetime | None) -> bool:
        """Whether what happened at this instant is not in earlier minutes."""
        return at is not None and (at >= self.since if self.first else at > self.since)


def _span(ctx: Context, table: Table) -> Span:
    kept = ctx.repository.find(Minutes, table_id=table.id)
    if kept:
        return Span(kept[-1].until, first=False)
    return Span(table.cycle_opened_at or table.opened_at or ctx.now, first=True)


def _values(ctx: Context, table: Table, language: str) -> dict[str, GroupValue]:
    span, most = _span(ctx, table), house_rules.MINUTES_LISTED.value
    moves = [r for r in ctx.repository.find(Request, table_id=table.id, outcome=GRANTED) if span.has(r.at)]
    lists: dict[str, list[Line]] = {
        "decided": _decided(ctx, moves, language),
        "tried": _tried(ctx, moves),
        "kept": _kept_promises(ctx, table, span),
        "promises": open_work.all_promises(ctx, table),
        "gaps": open_work.owned_gaps(ctx, table, language),
        "running": open_work.running(ctx, table),
    }
    shown: dict[str, GroupValue] = {name: lines[:most] for name, lines in lists.items()}
    left = sum(max(0, len(lines) - most) for lines in lists.values())
    draft = table.lifecycle == "draft"
    return {
        **shown,
        "left": left,
        "number": _next(ctx, table),
        "since": span.since,
        "until": ctx.now,
        "lifecycle": _target(moves, "table"),
        "stage": _target(moves, "trust"),
        "looking_back": _looking_back(ctx, table, span),
        "next_on": None if draft else cycles.next_day(ctx, table),
    }


def _target(moves: list[Request], machine: str) -> str | None:
    """Where a machine has come to, if it moved."""
    own = [r.target for r in moves if r.machine == machine and r.source != r.target]
    return own[-1] if own else None


def _decided(ctx: Context, moves: list[Request], language: str) -> list[Line]:
    """How the votes on texts have ended, each text once, as it stands."""
    ended = [r.subject_id for r in moves if r.machine == "round" and r.target in decisions_story.STATES]
    found: list[Line] = []
    for id in dict.fromkeys(ended):
        round_ = ctx.repository.get(Round, id)
        if round_.state not in decisions_story.STATES:
            continue
        title: GroupSafe = shorten(texts.title_in(ctx, language, round_), LONGEST)
        outcome = decisions_story.in_words(ctx, round_, round_.state, language)
        found.append({"title": title, "outcome": outcome})
    return found


def _tried(ctx: Context, moves: list[Request]) -> list[Line]:
    """Experiments that have begun or ended, each once, as it stands."""
    ids = dict.fromkeys(r.subject_id for r in moves if r.machine == "experiment" and r.source != r.target)
    cards = [ctx.repository.get(Experiment, id) for id in ids]
    return [
        {
            "title": shorten(e.title, LONGEST),
            "organisation": ctx.organisation_name(e.organisation_id),
            "state": e.state,
            "result": shorten(e.result, LONGEST) if e.result else None,
            "decision": e.decision,
        }
        for e in cards
    ]


def _kept_promises(ctx: Context, table: Table, span: Span) -> list[Line]:
    done = ctx.repository.find(Commitment, table_id=table.id, status="done")
    return [
        {"by": ctx.organisation_name(c.by_organisation), "what": shorten(c.what, LONGEST)}
        for c in done
        if span.has(c.ended_at)
    ]


def _looking_back(ctx: Context, table: Table, span: Span) -> str | None:
    """What the table decided when it looked back, if it did."""
    found = ctx.repository.find(Reflection, table_id=table.id, state="delivered")
    lately = [r for r in found if span.has(r.closed_at)]
    return lately[-1].decisions if lately else None
