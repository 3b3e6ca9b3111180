"""A vote that is typed in the group counts nothing: its writer is asked, once, to give it in private.

In private so that nobody is led by who spoke first, and so that a block gets its reason (docs/method.md 0).
"""

from __future__ import annotations

import functools

from dialogues import ballots, house_rules, live, phrases, reading, set_phrases
from dialogues.context import Context, Offer
from dialogues.effects import Link
from dialogues.events import WroteInGroup
from dialogues.model import Person, Round, Said, Seat, Table
from dialogues.reading import Read

WORDS = VOTE, BEFORE, AFTER = ("vote", "before_vote", "after_vote")


def answers_vote(ctx: Context, table: Table, event: WroteInGroup) -> Round | None:
    """The open vote whose message in the group is replied to."""
    if event.reply_to is None:
        return None
    said = ctx.repository.find(Said, table_id=table.id, person_id=None, message_id=event.reply_to)
    keys = {s.key for s in said}
    return next((r for r in _open(ctx, table) if live.vote_key(r) in keys), None) if keys else None


def is_vote(ctx: Context, person: Person, table: Table, text: str) -> Round | None:
    """The open vote that a text seems to be a vote in: a bare score, "I block", the words of a button."""
    if not any(_reads_as_vote(language, text) for language in {person.language, *table.languages}):
        return None
    return next(iter(_open(ctx, table)), None)


def send_to_private(ctx: Context, person: Person, table: Table, round_: Round) -> None:
    """One short word in the group for each person and ballot, and the ballot in private; no score is repeated."""
    seat = ctx.seat_of(person, table)
    if seat is None or seat.organisation_id is None:
        return
    key = _key(round_, seat)
    if ctx.repository.first(Said, key=key) is not None:
        return
    ctx.say_to_group(
        table, "membership.vote_in_private", offers=[[Offer("buttons.my_ballot", Link("go"))]], key=key
    )
    if person.reachable:
        ballots.show(ctx, person, table, round_, seat, anew=True)


def _key(round_: Round, seat: Seat) -> str:
    return f"vote_in_group:{round_.id}:{round_.ballot_round}:{seat.id}"


def _open(ctx: Context, table: Table) -> list[Round]:
    return ctx.repository.find(Round, table_id=table.id, state="voting")


def _reads_as_vote(language: str, text: str) -> bool:
    listed = {*set_phrases.forms(language, VOTE), *_labels(phrases.spoken(language))}
    return any(
        said in listed or _is_score(language, said)
        for said in set_phrases.peeled(language, text, before=BEFORE, after=AFTER)
    )


def _is_score(language: str, said: str) -> bool:
    scores = house_rules.BLOCK.value, house_rules.HIGHEST_SCORE.value
    no_score = reading.Misread("number")
    return " " not in said and isinstance(reading.whole(language, said, scores, no_score), Read)


@functools.cache
def _labels(language: str) -> frozenset[str]:
    """What the buttons of a ballot say, with the score and without."""
    found = set()
    for score in range(house_rules.BLOCK.value, house_rules.HIGHEST_SCORE.value + 1):
        label = set_phrases.plain(phrases.render(language, f"buttons.score_{score}", "UTC", {}))
        found |= {label, label.removeprefix(f"{score} ")}
    return frozenset(found)
