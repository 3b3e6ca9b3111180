"""Element 1: name a specific and measurable result (R1 to R5, docs/method.md 1)."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from zoneinfo import ZoneInfo

from dialogues import advice, collecting, house_rules, indicators, lifecycle, result_coach
from dialogues.checks import privacy
from dialogues.checks.privacy import GroupValue, Sealed, TooFew, Unnamed
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.elements import Topic
from dialogues.levels_in_answers import first_level
from dialogues.model import Person, Result, Round, Table
from dialogues.moves import move_round
from dialogues.proposals import current

SHOWN = ("R1", "R2", "R4")
# Of the levels nobody sees a single one.
POINTS = ("R1", "R2")


def reveal(ctx: Context, table: Table, round_: Round) -> None:
    """Shows the answers without names, and of the levels only the middle and the range."""
    collection = collecting.of_round(ctx, round_)
    for step in _shown(collection):
        said = _unnamed(ctx, collection, step)
        values: dict[str, GroupValue] = {"said": said, "too_few": isinstance(said, TooFew)}
        if step == "R4":
            values["middle"], values["lowest"], values["highest"] = _levels(table, said)
        ctx.say_to_group(table, f"result.revealed_{step}", more=values)
    ctx.say_to_facilitators(
        table,
        "result.told_draft",
        offers=[
            [Offer("buttons.groups", Pressing("go", (table.id, "groups", round_.id)))],
            [Offer("buttons.compare", Pressing("go", (table.id, "compare", 0)))],
            [Offer("buttons.draft", Pressing("go", (table.id, "draft", round_.id)))],
        ],
    )


def _shown(collection: Collection) -> list[str]:
    """Those that were asked: an operator's guide may leave one out."""
    return [step for step in SHOWN if any(p.id == step for p in collection.prompts)]


def points(ctx: Context, _table: Table, round_: Round) -> tuple[Unnamed, ...] | TooFew:
    """The single answers the group has seen, in the order in which it saw them."""
    collection = collecting.of_round(ctx, round_)
    shown = [_unnamed(ctx, collection, step) for step in POINTS]
    return tuple(point for some in shown if not isinstance(some, TooFew) for point in some)


def _unnamed(ctx: Context, collection: Collection, step: str) -> tuple[Unnamed, ...] | TooFew:
    said: list[tuple[int, Sealed]] = [
        (a.organisation_id or 0, a.text) for a in collecting.answers_to(ctx, collection, step)
    ]
    return privacy.unnamed("A", said, salt=f"{collection.form}:{collection.id}:{step}")


def _levels(
    table: Table, said: tuple[Unnamed, ...] | TooFew
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Median, lowest and highest of the levels that were read in the answers, from three on."""
    if isinstance(said, TooFew):
        return None, None, None
    read = [first_level(answer.text, table.languages[0]) for answer in said]
    numbers = sorted(n for n in read if n is not None)
    if len(numbers) < house_rules.LEVELS_MINIMUM.value:
        return None, None, None
    return Decimal(median(numbers)), numbers[0], numbers[-1]


def check(ctx: Context, table: Table, person: Person, text: str) -> bool:
    """Lets the coach read the sentence; True when it is specific and measurable."""
    return result_coach.review(ctx, table, person, text)


def ratified(ctx: Context, table: Table, round_: Round) -> None:
    """The result stands; the table goes on to its map when the baseline or a data plan is there."""
    proposal = current(ctx, round_)
    if proposal is None:
        return
    as_of = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    checked = result_coach.best_reading(table, proposal.text, as_of)
    ctx.repository.add(
        Result(
            table_id=table.id,
            statement=proposal.text,
            plain=proposal.plain,
            deadline=checked.deadline,
            round_id=round_.id,
            cycle=table.cycle,
            ratified_at=ctx.now,
        )
    )
    lifecycle.to_mapping(ctx, table)


def compared(ctx: Context, table: Table, round_: Round) -> None:
    """The candidates' ratings are shown; which one is taken is for the sentence to say."""
    indicators.show_ratings(ctx, table, round_)
    move_round(ctx, table, round_, "conclude", None)
    advice.nudge(ctx, table)


TOPICS = (
    Topic(
        name="indicator",
        prompts=("I1", "I2", "I3"),
        states=("naming_result", "mapping", "structuring", "working"),
        settled_by="reveal",
        reveal=compared,
        labelled=True,
    ),
    Topic(
        name="result",
        prompts=("R1", "R2", "R4"),
        states=("naming_result",),
        settled_by="vote",
        stakes="high",
        reveal=reveal,
        check=check,
        valid=result_coach.passes,
        added=result_coach.joined,
        ratified=ratified,
        points=points,
    ),
)
