"""The facilitator's page of checks without names: which are open, what can be asked about. Never a count."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_uppercase

from dialogues import house_rules, rounds, texts
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer, shorten
from dialogues.model import Person, Proposal, Round, Seat, Table, UnnamedCheck
from dialogues.panel_pages.place import going, last_row, place
from dialogues.pressing import Stale
from dialogues.synthesis import comparing
from dialogues.unnamed import closing, opening


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The page, in the facilitator's panel."""
    go = going(table)
    open_ = closing.running(ctx, table)
    lines: list[dict[str, GroupSafe]] = [{"text": shorten(c.text), "until": c.deadline} for c in open_]
    ends = [
        [
            go("unnamed_close", "unnamed_close", check.id, n=n),
            go("unnamed_drop", "unnamed_drop", check.id, n=n),
        ]
        for n, check in enumerate(open_, start=1)
    ]
    ctx.say_to_facilitator(
        person,
        "unnamed.page",
        table=table,
        offers=[
            *ends,
            *_to_ask(ctx, person, table),
            [go("unnamed_question", "unnamed_question")],
            last_row(table, "page_steps"),
        ],
        **place(ctx, person, table),
        open=lines,
        minimum=house_rules.UNNAMED_CHECK_MINIMUM.value,
    )


def _to_ask(ctx: Context, person: Person, table: Table) -> list[list[Offer]]:
    """A button for each text and draft about which nobody was asked yet."""
    go, found = going(table), []
    for round_ in rounds.running(ctx, table):
        title = texts.title_in(ctx, person.language, round_)
        if _asks_about(ctx, table, round_):
            found.append([go("unnamed_ask", "unnamed_ask", round_.id, title=title)])
        if round_.state in opening.BEFORE_PROPOSING:
            found += [
                [go("unnamed_draft", "unnamed_draft", draft.id, letter=letter, title=title)]
                for letter, draft in zip(ascii_uppercase, comparing.of_round(ctx, round_), strict=False)
                if opening.may_be_asked(ctx, table, draft.text)
            ]
    return found


def _asks_about(ctx: Context, table: Table, round_: Round) -> bool:
    proposal = ctx.repository.first(Proposal, id=round_.proposal_id) if round_.proposal_id else None
    if round_.state not in opening.BEFORE_THE_VOTE or proposal is None:
        return False
    return opening.may_be_asked(ctx, table, proposal.text)


def _running(ctx: Context, subject: int) -> UnnamedCheck:
    check = ctx.repository.get(UnnamedCheck, subject)
    if check.status != closing.OPEN:
        raise Stale
    return check


def _close(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    closing.close(ctx, table, _running(ctx, subject))
    show(ctx, person, table, seat, 0)


def _drop(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    closing.drop(ctx, table, _running(ctx, subject))
    show(ctx, person, table, seat, 0)


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "unnamed": show,
    "unnamed_ask": opening.ask_proposal,
    "unnamed_draft": opening.ask_draft,
    "unnamed_question": opening.ask_question,
    "unnamed_close": _close,
    "unnamed_drop": _drop,
}
