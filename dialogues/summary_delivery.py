"""The summary of a cycle on its way: the facilitator looks at it, then coordinators get it (docs/method.md 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogues import cycles, participation_story, picture_delivery, summary
from dialogues.context import Context, Offer
from dialogues.coordination import asked, comparison, digest, wishes
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Reflection, Role, Summary, Table
from dialogues.pressing import Stale


def is_unsent(ctx: Context, table: Table, number: int) -> bool:
    """Whether a cycle's reflection was cancelled, and the coordinators have no summary of that cycle."""
    found = cycles.look_backs(ctx.repository, table, number)
    cancelled = bool(found) and all(r.state == "cancelled" for r in found)
    return cancelled and ctx.repository.count(Summary, table_id=table.id, cycle=number) == 0


def offer(table: Table, number: int) -> Offer:
    """The facilitator's button for the summary of a cycle whose reflection was cancelled."""
    return Offer("buttons.cycle_summary", Pressing("go", (table.id, "send_cycle_summary", number)))


def look(ctx: Context, person: Person, table: Table, reflection: Reflection) -> None:
    """Shows a facilitator the page in each language of the table before it goes."""
    participation_story.tell_facilitators(ctx, table, reflection.cycle)
    picture_delivery.before_the_summary(ctx, person, table, reflection.cycle)
    offers = [[Offer("buttons.send_summary", Pressing("go", (table.id, "send", reflection.id)))]]
    for language in table.languages:
        page = summary.write(ctx, table, reflection, language)
        ctx.say_to(person, "reflecting.look", table=table, offers=offers, page=summary.as_html(page))


def look_at_cycle(ctx: Context, person: Person, table: Table, number: int) -> None:
    """Shows the page of a cycle whose reflection was cancelled; raises `Stale` where there is none to send."""
    number = number or table.cycle
    if not is_unsent(ctx, table, number):
        raise Stale
    look(ctx, person, table, cycles.look_backs(ctx.repository, table, number)[-1])


def send(ctx: Context, table: Table, reflection: Reflection) -> None:
    """Writes the pages as they are now, stores them and sends them to the coordinators."""
    pages = {language: summary.write(ctx, table, reflection, language) for language in table.languages}
    for language, page in pages.items():
        _store(ctx, table, reflection, language, summary.plain(page))
    for coordinator in ctx.people_in(table, Role.COORDINATOR):
        _send_to(ctx, coordinator, table, reflection, pages)
    digest.arm(ctx, table)


def _send_to(
    ctx: Context, coordinator: Person, table: Table, reflection: Reflection, pages: Mapping[str, str]
) -> None:
    """In the form and language the coordinator has chosen; what can be done follows the last page."""
    wish = wishes.of(ctx, coordinator)
    wanted = wishes.pages_for(wish, pages)
    if wishes.wants_paper(wish):
        picture_delivery.summary_page(ctx, table, [coordinator], reflection.cycle, [*wanted])
    offers = [[asked.offer(table)], *comparison.offer(table, reflection.cycle), [wishes.offer()]]
    if not wishes.wants_chat(wish):
        ctx.say_to(coordinator, "coordination.page_came", table=table, offers=offers, cycle=reflection.cycle)
        return
    for number, page in enumerate(wanted.values(), start=1):
        last = offers if number == len(wanted) else []
        ctx.say_to(coordinator, "reflecting.page", table=table, offers=last, page=summary.as_html(page))


def _store(ctx: Context, table: Table, reflection: Reflection, language: str, text: str) -> None:
    """One summary a cycle and language: after a second look back the newer one stands."""
    earlier = ctx.repository.first(Summary, table_id=table.id, cycle=reflection.cycle, language=language)
    page = Summary(
        table_id=table.id,
        cycle=reflection.cycle,
        language=language,
        text=text,
        written_at=ctx.now,
        delivered_at=ctx.now,
    )
    if earlier is None:
        ctx.repository.add(page)
    else:
        ctx.repository.put(replace(page, id=earlier.id))


def send_of_cancelled(ctx: Context, person: Person, table: Table, reflection: Reflection) -> None:
    """The facilitator has looked: the summary of a cycle without a finished reflection goes out, once."""
    if not is_unsent(ctx, table, reflection.cycle):
        raise Stale
    send(ctx, table, reflection)
    ctx.say_to(person, "cycles.summary_sent", table=table, cycle=reflection.cycle)
    ctx.say_to_group(table, "cycles.summary_sent", cycle=reflection.cycle)
