"""What the buttons on levers and experiments do. All are for the table's facilitators; see `dialogues.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues import (
    cards,
    dotting,
    forms,
    learning,
    levers,
    opening,
    proposing_experiments,
    sorting,
    starting,
)
from dialogues.checks.portfolio import CLOSED, RUNNING
from dialogues.context import Context
from dialogues.model import Person, Seat, Table

if TYPE_CHECKING:
    from dialogues.actions import Action


def _open(topic: str) -> Action:
    def open_(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
        opening.open_round(ctx, person, table, topic, seat)

    return open_


def _levers(ctx: Context, person: Person, table: Table, _seat: Seat, page: int) -> None:
    levers.show(ctx, person, table, page)


def _sort(ctx: Context, person: Person, table: Table, _seat: Seat, page: int) -> None:
    sorting.show(ctx, person, table, page)


def _sorted(kind: str) -> Action:
    def sorted_(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
        sorting.sort(ctx, person, table, subject, kind)

    return sorted_


def _share_sorting(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    sorting.share_with_table(ctx, person, table)


def _lever(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, levers.LEVER)


def _drop_lever(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    levers.drop(ctx, person, table, subject)


def _dots(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    dotting.open_(ctx, person, table)


def _close_dots(ctx: Context, _person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    dotting.close(ctx, table)


def _experiments(ctx: Context, person: Person, table: Table, _seat: Seat, page: int) -> None:
    cards.show_all(ctx, person, table, page)


def _experiment(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, proposing_experiments.EXPERIMENT)


def _card(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    cards.show(ctx, person, table, cards.at(ctx, table, subject))


def _edit(part: str) -> Action:
    def edit(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
        cards.edit(ctx, person, table, subject, part)

    return edit


def _drop_experiment(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    cards.drop(ctx, person, table, subject)


def _start(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    starting.ask_to_start(ctx, person, table, subject, seat)


def _close_experiment(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    forms.begin(ctx, person, table, learning.ENDING, cards.at(ctx, table, subject, RUNNING).id)


def _decide_experiment(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    forms.begin(ctx, person, table, learning.DECIDING, cards.at(ctx, table, subject, CLOSED).id)


def _longer(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    forms.begin(ctx, person, table, learning.LONGER, cards.at(ctx, table, subject, RUNNING).id)


ACTIONS: dict[str, Action] = {
    "levers": _levers,
    "open_system": _open("system"),
    "sort": _sort,
    "sort_system": _sorted("system"),
    "sort_program": _sorted("program"),
    "share_sorting": _share_sorting,
    "lever": _lever,
    "drop_lever": _drop_lever,
    "dots": _dots,
    "close_dots": _close_dots,
    "experiments": _experiments,
    "open_trying": _open("trying"),
    "open_harm": _open("harm"),
    "experiment": _experiment,
    "card": _card,
    **{f"edit_{part}": _edit(part) for part in cards.PARTS},
    "drop_experiment": _drop_experiment,
    "start": _start,
    "close_experiment": _close_experiment,
    "decide_experiment": _decide_experiment,
    "longer": _longer,
}
