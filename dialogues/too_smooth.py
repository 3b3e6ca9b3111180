"""A text of high stakes passes at once with nothing but fives: consensus, or politeness? (docs/method.md 6c)"""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import rounds, texts
from dialogues.checks import consensus
from dialogues.context import Context
from dialogues.model import Ballot, Round, Table


def tell(ctx: Context, table: Table, round_: Round, ballots: Sequence[Ballot]) -> None:
    """One line to the facilitators alone, where a passed text went through too smoothly."""
    scores = [b.score for b in ballots]
    if consensus.is_too_smooth(scores, stakes=texts.stakes(round_), ballot_round=rounds.tries(round_)):
        ctx.say_to_facilitators(table, "voting.too_smooth", topic_title=texts.title(ctx, table, round_))
