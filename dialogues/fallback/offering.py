"""Where the use of the fallback rule is offered, and how the table hears beforehand that it could be used."""

from __future__ import annotations

from dialogues import guards, house_rules, rounds, texts
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.fallback import rules
from dialogues.machines import guards_of
from dialogues.model import Round, Table

NOTICE = "fallback_notice_over"


def offers(ctx: Context, table: Table, language: str) -> list[list[Offer]]:
    """A button for each text that is parked with a block, where a rule stands; why not is told at the press."""
    return [
        [_offer(table, r, texts.title_in(ctx, language, r))]
        for r in rounds.running(ctx, table)
        if rules.is_at_hand(ctx, table, r)
    ]


def _offer(table: Table, round_: Round, title: str) -> Offer:
    return Offer(
        "buttons.use_fallback", Pressing("go", (table.id, "use_fallback", round_.id)), {"title": title}
    )


def tell(ctx: Context, table: Table, round_: Round) -> None:
    """A text was parked with a block: the group hears from when on the rule could be used, before it is."""
    if not rules.is_at_hand(ctx, table, round_):
        return
    title, holds = texts.title(ctx, table, round_), guards.of_round(ctx, table, round_)
    if all(holds(guard) is None for guard in guards_of("round", rules.TRIGGER) if guard != NOTICE):
        from_ = ctx.now + house_rules.FALLBACK_NOTICE.value
        ctx.say_to_group(table, "use_fallback.notice", topic_title=title, from_=from_)
    ctx.say_to_facilitators(
        table, "use_fallback.told_parked", offers=[[_offer(table, round_, title)]], topic_title=title
    )
