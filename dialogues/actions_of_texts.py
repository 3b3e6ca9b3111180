"""What the facilitators' buttons about texts brought to the table do; part of `dialogues.actions`."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import adjourning, bringing, ending, proposals, reopening, rounds, table_rules
from dialogues.context import Context
from dialogues.fallback import choosing, using
from dialogues.model import Drafted, Person, Round, Seat, Table
from dialogues.pressing import Stale
from dialogues.synthesis import by_hand, comparing, talking


def _open_means(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    """Asks each organisation whether acting together is the right means at all."""
    rounds.open_round(ctx, person, table, "means", seat)


def _use_draft(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """One of the drafts that stand side by side goes to the table."""
    draft = ctx.repository.get(Drafted, subject)
    round_ = ctx.repository.get(Round, draft.round_id)
    if draft.table_id != table.id or round_.state not in comparing.BEFORE_PROPOSING:
        raise Stale
    proposals.consider(ctx, person, table, round_, draft.text)


def _use_talk(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """A text that both sides of a talk can live with goes to the table anew."""
    round_, text = talking.agreed_text(ctx, table, subject)
    proposals.consider(ctx, person, table, round_, text)


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "open_means": _open_means,
    "bring": bringing.bring,
    "groups": by_hand.begin,
    "drafts": comparing.open_again,
    "draft_use": _use_draft,
    "talk_answer": talking.answer,
    "talk_text": _use_talk,
    "expire": ending.expire,
    "reopen": reopening.begin,
    "adjourn": adjourning.begin,
    "rules": table_rules.show,
    "rule": table_rules.begin,
    "fallback": choosing.begin,
    "use_fallback": using.begin,
}
