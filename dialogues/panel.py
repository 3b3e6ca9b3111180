"""The panel: where a table stands, what is missing, what comes next. One message, edited in place."""

from __future__ import annotations

from dialogues import (
    acknowledging,
    advice,
    asking,
    collecting,
    confirming,
    coordinator_view,
    cycles,
    disagreeing,
    documents_panel,
    guards_of_trust,
    house_rules,
    letters,
    live,
    my_part,
    own_view,
    redrawing,
    reopening,
    rounds,
    signing,
    summary_delivery,
    translations,
    voting,
)
from dialogues.checks.privacy import GroupSafe, GroupValue
from dialogues.context import Context, Offer, Offers
from dialogues.coordination import asked, comparison, numbers, wishes
from dialogues.effects import Link
from dialogues.effects import Press as Pressing
from dialogues.guards import standing_result
from dialogues.guards_of_experiments import MAY_START
from dialogues.machines import ACTIVE
from dialogues.model import Disagreement, Gap, Person, Role, Round, Seat, Table
from dialogues.synthesis import by_hand
from dialogues.trail import telling


def show_own(ctx: Context, person: Person) -> bool:
    """The panel of the person's table, or a choice where there are several; False without a table."""
    all_ = ctx.tables_of(person)
    tables = [t for t in all_ if t.lifecycle != "adjourned"] or all_[-1:]
    if not tables:
        return False
    if len(tables) == 1:
        show(ctx, person, tables[0], anew=True)
        return True
    offers: Offers = [[Offer(t.name, Pressing("go", (t.id, "panel", 0)), literal=True)] for t in tables]
    ctx.say_to(person, "panel.which", offers=offers)
    return True


def show(ctx: Context, person: Person, table: Table, *, anew: bool = False) -> None:
    """The panel in the person's private chat; only facilitators get buttons that act."""
    seat = ctx.seat_of(person, table)
    facilitates = seat is not None and Role.FACILITATOR.value in seat.roles
    steps = advice.steps(ctx, table) if facilitates else []
    offers: list[list[Offer]] = [advice.offer(table, step) for step in steps]
    if facilitates:
        offers += _always(ctx, table, {step.action for step in steps})
        offers += by_hand.offers(ctx, table)
        offers += [[disagreeing.settle_offer(table, d)] for d in _differences(ctx, table)]
    offers += _of_voice(ctx, table, seat)
    if seat is not None and Role.COORDINATOR.value in seat.roles and ctx.organisations(table):
        offers.append([letters.offer(table)])
    if seat is not None and Role.COORDINATOR.value in seat.roles and table.lifecycle in ACTIVE:
        offers += [[asked.offer(table)], *numbers.offers(ctx, table)]
        offers += [*comparison.offer(table, table.cycle), [wishes.offer()]]
    if seat is not None and table.lifecycle != "draft":
        offers.append([documents_panel.offer(table), telling.offer(table)])
    waits = seat is not None and (
        asking.has_open(ctx, person, table) or bool(voting.ballots_waiting(ctx, table, seat))
    )
    if waits:
        offers.insert(0, [Offer("buttons.go_on", Pressing("resume"))])
    ctx.say_to(
        person,
        "panel.table",
        table=table,
        offers=offers,
        key=f"panel:{person.id}:{table.id}",
        anew=anew,
        steps=[_line(step) for step in steps],
        facilitates=facilitates,
        waits=waits,
        more={
            **_standing(ctx, table, person.language),
            **own_view.values(ctx, table, seat, person.language),
            **coordinator_view.values(ctx, table, seat, person.language),
        },
    )


def _differences(ctx: Context, table: Table) -> list[Disagreement]:
    """The disagreements that have been open for longest."""
    return guards_of_trust.disagreements(ctx, table)[: house_rules.DIFFERENCES_LISTED.value]


def _of_voice(ctx: Context, table: Table, seat: Seat | None) -> list[list[Offer]]:
    """What a voting representative can do: disagree, know the role, see the own part, sign the document.

    Whoever else sits for an organisation can see its part.
    """
    if seat is None or table.lifecycle not in ACTIVE:
        return []
    if not ctx.casts_vote(seat):
        return [[my_part.offer(table)]] if seat.organisation_id is not None else []
    offers = [[Offer("buttons.disagree", Pressing("disagree", (table.id,)))]]
    if table.lifecycle in MAY_START:
        offers.append([Offer("buttons.propose_experiment", Pressing("experiment", (table.id,)))])
    if not acknowledging.knows_role(ctx, table, seat):
        offers.append([Offer("buttons.know_role", Pressing("know_role", (table.id,)))])
    offers += [[confirming.link_offer(ctx, r)] for r, _ in confirming.awaited_of(ctx, table, seat)]
    offers.append([my_part.offer(table)])
    return [*offers, *signing.offers(ctx, table, seat)]


def _line(step: advice.NextStep) -> dict[str, GroupSafe]:
    return {
        "name": step.name,
        "n": step.n,
        "m": step.m,
        "title": step.title,
        "languages": " ".join(step.languages),
    }


def _standing(ctx: Context, table: Table, language: str) -> dict[str, GroupValue]:
    result = standing_result(ctx, table)
    return {
        "lifecycle": table.lifecycle,
        "cycle": table.cycle,
        "begins_on": None if table.cycle or table.lifecycle == "draft" else cycles.next_day(ctx, table),
        "stage": table.trust_stage,
        "differences": [d.topic for d in _differences(ctx, table)],
        "result": translations.of_result(ctx.repository, result, language),
        "organisations": len(ctx.organisations(table)),
        "seated": len({s.organisation_id for s in ctx.seats(table) if s.organisation_id is not None}),
        "gaps": ctx.repository.count(Gap, table_id=table.id, severity="must", closed_cycle=None),
    }


def _always(ctx: Context, table: Table, offered: set[str | None]) -> list[list[Offer]]:
    """What can always be done, but for what the next steps offer already."""

    def go(label: str, action: str) -> Offer:
        return Offer(f"buttons.{label}", Pressing("go", (table.id, action, 0)))

    if table.lifecycle == "adjourned":
        return []
    if table.lifecycle in ("paused", "draft"):
        return [] if "organisation" in offered else [[go("add_organisation", "organisation")]]
    found = [
        ("add_organisation", "organisation"),
        ("links", "links"),
        ("seats", "seats"),
        ("open_pulse", "open_pulse"),
        ("ask_stage", "ask_stage"),
        ("help_text", "help_text"),
        ("bring", "bring"),
        *([("reopen", "reopen")] if table.lifecycle in reopening.FROM else []),
        ("guides", "guides"),
        *([("gaps", "gaps")] if redrawing.is_drawn(ctx, table) else []),
        ("levers", "levers"),
        ("experiments", "experiments"),
        ("structure", "structure"),
        *_of_cycle(ctx, table),
        ("pause", "pause"),
        ("rules", "rules"),
        ("table_languages", "table_languages"),
        ("adjourn", "adjourn"),
    ]
    ends = [
        Offer(
            "buttons.end_round",
            Pressing("go", (table.id, "end_round", r.id)),
            {"title": rounds.title(ctx, table, r)},
        )
        for r in rounds.running(ctx, table)
    ]
    left = [go(label, action) for label, action in found if action not in offered]
    return [*(left[i : i + 2] for i in range(0, len(left), 2)), *([end] for end in ends)]


def _of_cycle(ctx: Context, table: Table) -> list[tuple[str, str]]:
    """Looking back, and once that is over the next cycle; the summary where the look back was cancelled."""
    if advice.open_reflection(ctx, table) is not None:
        return [("cancel_reflection", "reflect_cancel")]
    found = []
    if summary_delivery.is_unsent(ctx, table, table.cycle):
        found.append(("cycle_summary", "send_cycle_summary"))
    if table.cycle and not cycles.has_delivered(ctx, table):
        found.append(("reflect", "reflect"))
    if table.cycle == 0 or cycles.has_looked_back(ctx, table):
        found.append(("next_cycle", "next_cycle"))
    return found


def show_in_group(ctx: Context, table: Table) -> None:
    """Where the table stands, for everybody: no answers, no names of who is missing."""
    ctx.say_to_group(
        table,
        "panel.in_group",
        offers=[[Offer("buttons.private_chat", Link("go"))]],
        key=f"status:{table.id}",
        anew=True,
        more=_standing(ctx, table, table.languages[0]),
    )


def repost_live(ctx: Context, table: Table) -> None:
    """Posts the live messages again: the group moved, or the bot came back and missed something."""
    if table.lifecycle == "convening":
        live.show_joined(ctx, table, anew=True)
    for collection in collecting.open_at(ctx, table):
        live.show_collection(ctx, table, collection, anew=True)
    for round_ in ctx.repository.find(Round, table_id=table.id, state="voting"):
        live.show_vote(ctx, table, round_, anew=True)
