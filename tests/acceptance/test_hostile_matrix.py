"""Every family of odd texts on every surface a person or Telegram brings text by, made by a generator.

After each: it was decided or left aside, nothing was parked, whoever wrote in private was answered, nothing was
shown as marks or turned round, nobody else's words have changed, and no word of it stands in the log.
"""

from __future__ import annotations

import io
import itertools
import logging
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text as sql

from bot.courier.limits import BUTTONS_MOST, MESSAGE_UNITS, units
from bot.desk import Decided
from bot.ingress.translate import _is_command
from bot.logs import set_up_logging
from bot.rehearsal.records import Message
from dialogues import house_rules, reading
from dialogues.actions import ACTIONS
from dialogues.checks.privacy import for_storage
from dialogues.forms import FORMS
from dialogues.model import Answer, Ballot, Focus, Organisation, Person, Round, Seat, Table
from dialogues.reading import Read
from dialogues.wording import clean_text
from storage import parked
from tests.acceptance.scenes import Scenes
from tests.bot.conftest import reading as looked
from tests.fuzz.acts import Act, Edits, Extras, Presses, SaysInGroup, Starts, Writes
from tests.fuzz.acts_of_apps import (
    BEFALLS,
    BROUGHT,
    OTHERWISE,
    Befalls,
    Brings,
    ComesOtherwise,
    IsCalled,
)
from tests.fuzz.consistent import bystanders
from tests.fuzz.families import BIDI, FAMILIES, INSIDE, marked
from tests.fuzz.playground import Playground, playing, prepare

PLAIN = Extras()
# Types of marks that no phrase puts around what a person typed.
NEVER_TYPED = {"code", "pre", "text_link", "spoiler"}
COMMANDS = (
    "table",
    "status",
    "go",
    "help",
    "settings",
    "language",
    "privacy",
    "mydata",
    "forgetme",
    "cancel",
    "nothing",
)


@dataclass(frozen=True)
class Surface:
    """A way by which text comes in. `answered`: whether whoever brings it hears something in private."""

    name: str
    act: Callable[[int, str], Act]
    answered: bool = True


def surfaces() -> Iterator[Surface]:
    yield Surface("an answer", lambda who, text: Writes(who, text, PLAIN))
    yield Surface("a reply", lambda who, text: Writes(who, text, replace(PLAIN, reply=0)))
    yield Surface("a forwarded text", lambda who, text: Writes(who, text, replace(PLAIN, forwarded=True)))
    yield Surface("a text by another bot", lambda who, text: Writes(who, text, replace(PLAIN, via_bot=True)))
    yield Surface("an edited answer", lambda _who, text: Edits(-1, text), answered=False)
    yield Surface("a name", lambda who, text: IsCalled(who, text, "/help", in_group=False))
    yield Surface("a name in the group", lambda who, text: IsCalled(who, text, "words", True), answered=False)
    yield Surface("a payload", lambda who, text: Starts(who, text, None, "whole"))
    yield Surface(
        "words in the group", lambda who, text: SaysInGroup(who, text, PLAIN, "member"), answered=False
    )
    for sender in ("anonymous", "channel", "bot"):
        yield Surface(f"of {sender}", _in_group_by(sender), answered=False)
    for command in COMMANDS:
        yield Surface(f"/{command}", _command(command))
        yield Surface(f"/{command} in the group", _command_in_group(command), answered=False)
    for frame in ("whole", "old", "inline", "game"):
        yield Surface(f"a press, {frame}", _press(frame))
    for kind, in_group in itertools.product(BROUGHT, (False, True)):
        yield Surface(f"{kind}{' in the group' if in_group else ''}", _brings(kind, in_group), not in_group)
    for kind in ("photo", "document", "location"):
        yield Surface(f"edited {kind}", _brings(kind, False, edited=True), answered=False)
    for what in BEFALLS:
        yield Surface(what, _befalls(what), answered=False)
    for kind in OTHERWISE:
        yield Surface(f"{kind}, not asked for", _otherwise(kind), answered=False)


def _in_group_by(sender: str) -> Callable[[int, str], Act]:
    return lambda who, text: SaysInGroup(who, text, PLAIN, sender)


def _command(command: str) -> Callable[[int, str], Act]:
    return lambda who, text: Writes(who, f"/{command} {text}", PLAIN)


def _command_in_group(command: str) -> Callable[[int, str], Act]:
    return lambda who, text: SaysInGroup(who, f"/{command} {text}", PLAIN, "member")


def _press(frame: str) -> Callable[[int, str], Act]:
    return lambda who, text: Presses(who, "made_up", 0, text, None, "", frame)


def _brings(kind: str, in_group: bool, *, edited: bool = False) -> Callable[[int, str], Act]:
    return lambda who, text: Brings(who, kind, text, in_group, edited)


def _befalls(what: str) -> Callable[[int, str], Act]:
    return lambda who, text: Befalls(who, what, text)


def _otherwise(kind: str) -> Callable[[int, str], Act]:
    return lambda who, text: ComesOtherwise(who, kind, text)


SURFACES = tuple(surfaces())


@asynccontextmanager
async def at(stage: str, scenes: Scenes, folder: Path) -> AsyncIterator[Playground]:
    if not (folder / stage).exists():
        await prepare(scenes, stage, folder / stage)
    with tempfile.TemporaryDirectory() as place:
        async with playing(folder / stage, Path(place)) as play:
            yield play


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stages")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as talkative as it gets."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging("DEBUG", "text")
    heard = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(heard)
    yield heard
    root.handlers[:] = handlers
    root.setLevel(level)


def number_of(play: Playground, name: str) -> int:
    return next(n for n, user in enumerate(play.people) if user.first_name == name)


def shown(play: Playground, who: int) -> tuple[object, ...]:
    """What this person has been told: messages as they stand now, and notices after a press."""
    user = play.people[who]
    queries = [q for q in play.world.queries.values() if q.from_id == user.id]
    said = [(m.message_id, m.words, m.edit_date) for m in play.world.messages(user)]
    return (said, [q.answer_text for q in queries])


def noticed(play: Playground) -> bool:
    """Whether the latest press was answered with a notice over the chat."""
    latest = play.outcomes[-1]
    return isinstance(latest, Decided) and bool(latest.decision.toast)


def of_the_bot(play: Playground) -> list[Message]:
    world = play.world
    return [m for chat in world.chats for m in world.messages(chat) if m.from_id == world.bot.id]


def shown_as_it_is(messages: list[Message], where: str) -> None:
    """Nothing that a person typed has become a mark, a link, or something that turns the rest round."""
    for message in messages:
        words = message.words
        assert not {*words} & {*BIDI}, where
        assert not [c for c in words if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"], where
        assert units(words) <= MESSAGE_UNITS, where
        assert len(message.buttons) <= BUTTONS_MOST, where
        encoded = words.encode("utf-16-le")
        for entity in message.entities:
            start, end = entity["offset"], entity["offset"] + entity["length"]
            inside = encoded[2 * start : 2 * end].decode("utf-16-le")
            assert inside != INSIDE, (where, entity)
            assert not (entity["type"] in NEVER_TYPED and "zqmark" in inside), (where, entity, inside)


def undamaged(play: Playground, where: str) -> None:
    assert looked(play.bot, parked.newest) == [], where
    assert play.errors == [], where
    rows = looked(play.bot, lambda c: c.execute(sql("SELECT state, text FROM outbox")).fetchall())
    assert rows == [], (where, "not sent")


def nouns_of_others(play: Playground, own: set[int]) -> Mapping[str, Any]:
    """All that is kept of the table but what this person may change by a text."""
    return {
        "answers": [a for a in play.find(Answer) if a.seat_id not in own],
        "ballots": play.find(Ballot),
        "rounds": play.find(Round),
        "tables": play.find(Table),
        "seats": len(play.find(Seat)),
        "organisations": play.find(Organisation),
        "bystanders": looked(play.bot, bystanders),
    }


@pytest.mark.parametrize("family", [*FAMILIES])
async def test_on_every_surface(family: str, scenes: Scenes, stages: Path, log: io.StringIO) -> None:
    async with at("naming", scenes, stages) as play:
        who = number_of(play, "Ottilie")
        other = number_of(play, "Marigold")
        await play.hands_in(Writes(other, "bread for the mill towns", PLAIN).updates(play))
        person = play.find(Person, telegram_id=play.people[who].id)[0]
        own = {s.id for s in play.find(Seat, person_id=person.id)}
        before = nouns_of_others(play, own)
        for number, surface in enumerate(SURFACES):
            where, mark = f"{family} as {surface.name}", f"zqmark{number}z"
            text = marked(FAMILIES[family], Random(f"{family} {number}"), mark)
            heard, newest = shown(play, who), {m.message_id: m.edit_date for m in of_the_bot(play)}
            # A message between: what follows on the heels of a text that fills a message is its second half.
            play.next_message()
            await play.hands_in(surface.act(who, text).updates(play))
            undamaged(play, where)
            if surface.answered:
                assert shown(play, who) != heard or noticed(play), f"{where} was not answered"
            fresh = [m for m in of_the_bot(play) if newest.get(m.message_id, "") != m.edit_date]
            shown_as_it_is(fresh, where)
            if [f.form for f in play.find(Focus, person_id=person.id)] != ["guide"]:
                # What was opened by it is closed; the question comes up again.
                await play.hands_in(Writes(who, "/cancel", PLAIN).updates(play))
        assert nouns_of_others(play, own) == before
        (called,) = play.find(Person, telegram_id=play.people[who].id)
        assert units(called.name) <= house_rules.NAME_UNITS.value
        assert len(called.name.splitlines()) == 1
    told = log.getvalue()
    assert "decided" in told
    assert "zqmark" not in told
    assert not {*told} & {*BIDI, "\x1b", "\x00", "\x07"}


@pytest.mark.parametrize("family", [*FAMILIES])
async def test_as_an_answer_it_is_kept_to_the_letter_or_asked_again(
    family: str, scenes: Scenes, stages: Path
) -> None:
    async with at("naming", scenes, stages) as play:
        random = Random(family)
        for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa", "Marigold"):
            who = number_of(play, name)
            person = play.find(Person, telegram_id=play.people[who].id)[0]
            seat = play.find(Seat, person_id=person.id)[0]
            text = FAMILIES[family](random)
            read = reading.free_text(clean_text(text))
            await play.hands_in(Writes(who, text, PLAIN).updates(play))
            kept = play.find(Answer, seat_id=seat.id, prompt="R1")
            if isinstance(read, Read) and not _is_command(text):
                assert [for_storage(a.text) for a in kept if not a.passed] == [read.value], (family, text)
            else:
                assert kept == [], (family, text)
                assert play.find(Focus, person_id=person.id)[0].step == "R1"
            while play.find(Focus, person_id=person.id):
                play.next_message()
                await play.hands_in(Writes(who, "jobs by 2036", PLAIN).updates(play))
        undamaged(play, family)
        lena = number_of(play, "Lena")
        table = next(t for t in play.find(Table) if t.chat_id == play.group.id)
        (round_,) = play.find(Round, table_id=table.id, state="collecting")
        close = f"go:{table.id}:close:{round_.id}"
        await play.hands_in(Presses(lena, "made_up", 0, close, None, "", "whole").updates(play))
        undamaged(play, family)
        shown_as_it_is(of_the_bot(play), family)
        assert play.find(Round, id=round_.id)[0].state == "synthesizing"


OPENS_A_FORM = sorted({*ACTIONS} - {"panel"})
WAYS_ON = ("plain words", "30 June 2027", "45", "yes", "2025")


@pytest.mark.parametrize("stage", ["convened", "voting", "trying"])
async def test_on_every_step_of_every_form_of_the_panel(stage: str, scenes: Scenes, stages: Path) -> None:
    """Each action is pressed; whatever it asks for is filled in with one text of each family, until it is taken."""
    texts = itertools.cycle([marked(f, Random(name), "zqmark") for name, f in FAMILIES.items()])
    reached: set[tuple[str, str]] = set()
    for action in OPENS_A_FORM:
        async with at(stage, scenes, stages) as play:
            lena = number_of(play, "Lena")
            table = next(t for t in play.find(Table) if t.chat_id == play.group.id)
            for subject in (0, 1):
                press = f"go:{table.id}:{action}:{subject}"
                await play.hands_in(Presses(lena, "made_up", 0, press, None, "", "whole").updates(play))
                reached |= await _filled_in(play, lena, texts)
                undamaged(play, action)
            shown_as_it_is(of_the_bot(play), action)
            others = looked(play.bot, bystanders)
            assert len(others["Organisation"]) == 4, action
    assert len(reached) > 40, sorted(reached)


async def _filled_in(play: Playground, who: int, texts: Iterator[str]) -> set[tuple[str, str]]:
    """Fills in the form that is open, step by step; gives its steps."""
    reached: set[tuple[str, str]] = set()
    person = play.find(Person, telegram_id=play.people[who].id)[0]
    for _ in range(15):
        now = next(iter(play.find(Focus, person_id=person.id)), None)
        if now is None or now.form not in FORMS:
            break
        reached.add((now.form, now.step))
        await _answers_step(play, who, now, texts)
    await play.hands_in(Writes(who, "/cancel", PLAIN).updates(play))
    return reached


async def _answers_step(play: Playground, who: int, now: Focus, texts: Iterator[str]) -> None:
    def stands() -> bool:
        left = play.find(Focus, person_id=now.person_id)
        return bool(left) and (left[0].form, left[0].step) == (now.form, now.step)

    for text in (*itertools.islice(texts, 3), *WAYS_ON):
        await play.hands_in(Writes(who, text, PLAIN).updates(play))
        if not stands():
            return
    subject = now.subject_id or 0
    step = FORMS[now.form].step(now.step)
    picks = [
        data
        for _, data in play.buttons(play.people[who])
        if data.startswith(f"pick:{now.form}:{subject}:{now.step}:")
    ]
    for data in picks[:1]:
        await play.hands_in(Presses(who, "made_up", 0, data, None, "", "whole").updates(play))
    if stands():
        data = f"nav:{now.form}:{subject}:{'done' if step.multiple else 'skip'}:{now.step}"
        await play.hands_in(Presses(who, "made_up", 0, data, None, "", "whole").updates(play))
