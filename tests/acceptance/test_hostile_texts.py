"""Every odd text on every surface that takes words: kept as it was meant or asked again, never carried out."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from bot.courier.limits import parsed_units
from bot.ingress.translate import _is_command
from dialogues import passes, reading
from dialogues.checks.disclosure import must_be_held
from dialogues.checks.privacy import for_storage
from dialogues.model import Answer, Ballot, Organisation, Person, Question, Round, Seat, Table
from dialogues.reading import Read
from dialogues.wording import clean_text
from storage import parked
from tests.acceptance.scenes import Scenes
from tests.bot.conftest import reading as looked
from tests.fuzz.acts import Extras, Presses, SaysInGroup, Sends, Writes
from tests.fuzz.playground import Playground, playing, prepare
from tests.fuzz.strange import KINDS_OF_MESSAGES, TEXTS

PLAIN = Extras()


@pytest.fixture
async def naming(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Playground]:
    """The questions about the result are open; nobody has answered."""
    async with at("naming", scenes, tmp_path) as play:
        yield play


@pytest.fixture
async def voting(scenes: Scenes, tmp_path: Path) -> AsyncIterator[Playground]:
    """The vote on the sentence is open; nobody has voted."""
    async with at("voting", scenes, tmp_path) as play:
        yield play


class at:
    def __init__(self, stage: str, scenes: Scenes, folder: Path) -> None:
        self._stage, self._scenes, self._folder = stage, scenes, folder

    async def __aenter__(self) -> Playground:
        await prepare(self._scenes, self._stage, self._folder / "stage")
        self._place = tempfile.TemporaryDirectory()
        self._playing = playing(self._folder / "stage", Path(self._place.name))
        return await self._playing.__aenter__()

    async def __aexit__(self, *error: object) -> None:
        await self._playing.__aexit__(None, None, None)
        self._place.cleanup()


def number_of(play: Playground, name: str) -> int:
    return next(n for n, user in enumerate(play.people) if user.first_name == name)


async def writes(play: Playground, who: int, text: str) -> None:
    await play.hands_in(Writes(who, text, PLAIN).updates(play))


async def presses(play: Playground, who: int, data: str) -> None:
    await play.hands_in(Presses(who, "made_up", 0, data, None, "", "whole").updates(play))


def unharmed(play: Playground) -> None:
    assert looked(play.bot, parked.newest) == []
    assert play.errors == []


async def test_as_an_answer(naming: Playground) -> None:
    """One answer, revised to each text in turn: stored to the letter, or as it was and asked again."""
    who = number_of(naming, "Ottilie")
    await writes(naming, who, "jobs for all")
    first = naming.taken[-1]["message"]
    before = (naming.find(Round), naming.find(Table), len(naming.find(Seat)))
    for text in TEXTS:
        kept = for_storage(naming.find(Answer, prompt="R1")[0].text)
        edited = first | {"text": text, "edit_date": naming.now() + 1}
        await naming.hands_in([{"update_id": naming.next_update(), "edited_message": edited}])
        (answer,) = naming.find(Answer, prompt="R1")
        cleaned = clean_text(text)
        read = reading.free_text(cleaned)
        if reading.is_word("en", "pass", cleaned):
            assert answer.passed, text
        elif isinstance(read, Read) and not _is_command(text):
            assert (for_storage(answer.text), answer.passed) == (read.value, False), text[:50]
        else:
            assert for_storage(answer.text) == kept, text[:50]
    assert (naming.find(Round), naming.find(Table), len(naming.find(Seat))) == before
    unharmed(naming)


async def test_as_an_organisations_name(naming: Playground) -> None:
    lena = number_of(naming, "Lena")
    table = next(t for t in naming.find(Table) if t.chat_id == naming.group.id)
    for text in TEXTS:
        known = {o.name for o in naming.find(Organisation, table_id=table.id)}
        await presses(naming, lena, f"go:{table.id}:organisation:0")
        await writes(naming, lena, text)
        await presses(naming, lena, "pick:details:0:sector:health")
        await presses(naming, lena, "pick:details:0:grassroots:no")
        await writes(naming, lena, "/cancel")
        new = {o.name for o in naming.find(Organisation, table_id=table.id)} - known
        read = reading.name(clean_text(text))
        assert new <= ({read.value} if isinstance(read, Read) else set()), text[:50]
    unharmed(naming)
    await writes(naming, lena, "/table")
    await presses(naming, lena, f"go:{table.id}:links:0")
    unharmed(naming)
    assert max(parsed_units(m.words) for m in naming.said(naming.people[lena])) <= 4096


async def test_as_the_reason_of_a_block(voting: Playground) -> None:
    """Each text as the reason; the newest counts. The facilitator then counts, and the group reads it."""
    who, lena = number_of(voting, "Marigold"), number_of(voting, "Lena")
    table = next(t for t in voting.find(Table) if t.chat_id == voting.group.id)
    (round_,) = voting.find(Round, table_id=table.id, state="voting")
    before: str | None = None
    for text in TEXTS:
        await presses(voting, who, f"cast:{round_.id}:{round_.ballot_round}:0")
        await writes(voting, who, text)
        await writes(voting, who, "/cancel")
        cleaned = clean_text(text)
        read = reading.free_text(cleaned)
        ballots = voting.find(Ballot)
        assert len(ballots) <= 1
        if passes.is_no_reason("en", cleaned):
            assert ballots[0].reason == before, "what gives no reason is asked again"
        elif isinstance(read, Read) and not _is_command(text):
            assert ballots[0].reason == (None if must_be_held(text) else read.value), text[:50]
        before = ballots[0].reason if ballots else None
    await presses(voting, lena, f"go:{table.id}:close_vote:{round_.id}")
    unharmed(voting)
    # Nobody but one has voted: it is no quorum, and no text said otherwise.
    assert voting.find(Round, id=round_.id)[0].state == "no_quorum"


async def test_in_the_group_as_a_name_and_with_things_that_are_no_text(naming: Playground) -> None:
    who = number_of(naming, "Ottilie")
    nouns = (Answer, Round, Table, Seat, Organisation, Question)
    before = {noun: naming.find(noun) for noun in nouns}
    for text in TEXTS:
        for sender in ("member", "anonymous", "channel", "bot"):
            await naming.hands_in(SaysInGroup(who, text, PLAIN, sender).updates(naming))
    for kind in KINDS_OF_MESSAGES[:12]:
        for in_group in (True, False):
            await naming.hands_in(Sends(who, kind, "<b>my answer</b> {{ 7*7 }}", in_group).updates(naming))
    for text in TEXTS:
        await naming.hands_in(Writes(who, "/help", PLAIN, text).updates(naming))
    assert {noun: naming.find(noun) for noun in nouns} == before
    person = naming.find(Person, telegram_id=naming.people[who].id)[0]
    assert "\n" not in person.name
    unharmed(naming)
    names = looked(naming.bot, lambda c: c.execute(sql("SELECT count(*) FROM person")).scalar())
    assert names > 0
