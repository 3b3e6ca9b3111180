"""What was said, shown to the table in groups, without names as before (docs/method.md 0)."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dialogues import asking, collecting
from dialogues.checks import likeness, privacy
from dialogues.checks.privacy import GroupSafe, TooFew, Unnamed
from dialogues.context import Context
from dialogues.guides import prompt
from dialogues.model import Question, Seat
from dialogues.synthesis.groups import Group
from dialogues.synthesis.screen import Sorted


def show(ctx: Context, sorted_: Sorted) -> None:
    """The groups in the table's group, the named ones by their names; shown again, the message is redrawn."""
    table, round_, step = sorted_.table, sorted_.round_, sorted_.step
    box_of = {i.id: str(n) for n, g in enumerate(sorted_.groups) for i in g.items if not i.missed}
    collection = collecting.of_round(ctx, round_)
    answers = collecting.answers_to(ctx, collection, step)
    by_box = privacy.unnamed_in_boxes(
        prompt(step).tier,
        [(a.organisation_id or 0, box_of[a.id], a.text) for a in answers],
        salt=f"groups:{round_.id}:{step}",
    )
    if isinstance(by_box, TooFew):
        return
    parts = [_part(ctx, sorted_, g, by_box.get(str(n), ())) for n, g in enumerate(sorted_.groups)]
    ctx.say_to_group(
        table,
        "synthesis.shared",
        key=f"groups:{round_.id}:{step}",
        question=asking.question_in_group(table, collection, step),
        parts=parts,
    )


def _part(ctx: Context, sorted_: Sorted, group: Group, said: Sequence[Unnamed]) -> Markup:
    return ctx.group_text(
        sorted_.table,
        "synthesis.part",
        title=group.name
        or ", ".join(likeness.words_shared([one.text for one in said], sorted_.table.languages)),
        alone=len(group.items) == 1,
        said=said,
        missed=_missed(ctx, group),
    )


def _missed(ctx: Context, group: Group) -> list[dict[str, GroupSafe]]:
    """Points that were missed in the text were told with the organisation's name, and are here too."""
    points = [ctx.repository.get(Question, item.id) for item in group.items if item.missed]
    voices = [ctx.repository.get(Seat, point.seat_id).organisation_id for point in points]
    return [
        {"organisation": ctx.organisation_name(voice), "text": point.text}
        for point, voice in zip(points, voices, strict=True)
    ]
