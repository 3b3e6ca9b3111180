"""What may be taken back, what stays, and how what a step replaced is kept."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from dialogues.checks.privacy import Sealed
from dialogues.model import Answer, Commitment, Indicator, OperatingDocument, Tier
from dialogues.undo import steps, story, values
from dialogues.undo.steps import MayBack, Stays, Theirs
from storage.mapping import nouns

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_more_than_ten_kinds_may_be_taken_back_and_all_others_say_why() -> None:
    assert len(steps.words()) >= 10
    decided = [*steps.ACTIONS.values(), *steps.FORMS.values(), *steps.PRESSES.values()]
    assert all(d.why for d in decided if isinstance(d, Stays))
    assert all(d.words for d in decided if isinstance(d, MayBack))


@pytest.mark.parametrize("form", ["question", "block", "concern", "objection", "missing_point", "joining"])
def test_what_people_say_for_themselves_is_theirs(form: str) -> None:
    assert isinstance(steps.FORMS[form], Theirs)


@pytest.mark.parametrize("action", ["close", "close_vote", "reflect_close", "send", "post_minutes", "link"])
def test_what_was_seen_counted_or_sent_stays(action: str) -> None:
    assert isinstance(steps.ACTIONS[action], Stays)


def test_no_noun_that_is_put_back_holds_a_private_text() -> None:
    sealed = {n.__name__ for n in nouns() if any("Sealed" in str(f.type) for f in dataclasses.fields(n))}
    assert sealed & set(story.NOUNS) == set()
    assert {"Answer", "Ballot", "MustHave", "Dot", "Signature", "Seat"} & set(story.NOUNS) == set()
    answer = Answer(
        table_id=1, seat_id=1, prompt="R1", tier=Tier.PRIVATE, text=Sealed("my own"), answered_at=NOW
    )
    with pytest.raises(values.NotPlain):
        values.of(answer, ("text",))


@pytest.mark.parametrize("noun", story.NOUNS.values(), ids=lambda noun: noun.__name__)
def test_every_field_of_such_a_noun_can_be_read_again(noun: Any) -> None:
    readers = values.readers(noun)
    assert {*values.names_of(noun)} <= {*readers}


def test_fields_are_read_as_they_were() -> None:
    promise = Commitment(
        table_id=1, by_organisation=2, to_organisation=3, what="A desk", due=date(2026, 12, 1), cycle=1,
        ended_at=NOW,
    )  # fmt: skip
    count = Indicator(table_id=1, name="jobs", baseline=Decimal("81.40"), plan_due=date(2026, 12, 1))
    paper = OperatingDocument(table_id=1, edition=2, changed_at=NOW)
    for noun in (promise, count, paper):
        kept = values.of(noun, values.names_of(type(noun)))
        assert type(noun)(id=0, **values.read(type(noun), kept)) == noun


def test_a_story_is_read_as_it_was_told() -> None:
    told = story.Story(
        writes=(story.Write("Round", 3, {"state": "clarifying"}, ("state",), "x"),),
        timers=(story.Set("vote_deadline", 3, NOW), story.Set("notice_over", 3, None)),
        told=(story.Told("step:1:0", None, fresh=True), story.Told("ballot:3:1:2", 7, fresh=False)),
        counts={"voted:3": 0},
    )
    assert story.read(told.as_text()) == told
    assert story.read("") == story.Story()
