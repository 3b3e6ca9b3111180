"""Answers the bot's forms and prompts, whatever their order: the question decides what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.rehearsal.scenario.acting import Actor
from bot.rehearsal.scenario.screens import Question


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer that is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Picked:
    """An answer that is pressed; several values are pressed one after the other, then "done"."""

    values: tuple[str, ...]

    def __init__(self, *values: str | int) -> None:
        object.__setattr__(self, "values", tuple(str(value) for value in values))


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is pressed where it is offered, and written where it is not."""

    value: str


@dataclass(frozen=True, slots=True)
class Navigated:
    """An answer that is no value: "pass", "skip", "keep" …"""

    action: str


REST = Navigated("rest")
PASS, SKIP = Navigated("pass"), Navigated("skip")
Reply = Typed | Picked | Given | Navigated
Replies = Mapping[str, Reply]


async def answer(actor: Actor, question: Question, reply: Reply) -> None:
    """Gives one answer. Raises `CannotPlay` where the question does not take it so."""
    match reply:
        case Typed(text=text):
            await actor.writes(text)
        case Navigated(action=action):
            found = question.button("nav", question.form, question.subject, action, question.step)
            if found is None:
                raise actor.cannot(f"press “{action}” at {question.form}.{question.step}")
            await actor.press(found)
        case Picked(values=values):
            await _pick(actor, question, values)
        case Given(value=value) if value in question.picks():
            await _pick(actor, question, (value,))
        case Given(value=value):
            await actor.writes(value)


async def _pick(actor: Actor, question: Question, values: Sequence[str]) -> None:
    done = question.button("nav", question.form, question.subject, "done", question.step)
    if len(values) != 1 and done is None:
        raise actor.cannot(f"choose {len(values)} values at {question.form}.{question.step}")
    for value in values:
        found = question.button("pick", question.form, question.subject, question.step, value)
        if found is None:
            raise actor.cannot(f"choose {value!r} at {question.form}.{question.step}")
        await actor.press(found)
    if done is not None:
        await actor.press(done)


async def fill(actor: Actor, form: str, replies: Replies, *, missing: Reply = SKIP) -> None:
    """Answers every step of a form that stands open, each when it is asked.

    A step without a reply gets `missing`. Raises `CannotPlay` when nothing is asked, or the bot asks
    the same again and not only whether it is meant so.
    """
    question = actor.question(form)
    if question is None:
        raise actor.cannot(f"fill in the form {form}")
    asked: set[tuple[int, str, str, str]] = set()
    meant: set[str] = set()
    # The message that asked whether it is meant keeps its buttons when nothing is open any more.
    while question is not None and not (question.step in meant and question.key in asked):
        if question.key in asked or (asked and _is_asked_again(question, asked)):
            # A number that seems odd is asked about once: the file means it.
            sure = question.button("nav", question.form, question.subject, "sure", question.step)
            if sure is None or question.step in meant:
                raise actor.cannot(f"answer {form}.{question.step}")
            meant.add(question.step)
            asked.add(question.key)
            await actor.press(sure)
            await actor.quiet()
            question = actor.question(form)
            continue
        asked.add(question.key)
        await answer(actor, question, _rest(question, replies, asked) or replies.get(question.step, missing))
        await actor.quiet()
        question = actor.question(form)


def _rest(question: Question, replies: Replies, asked: set[tuple[int, str, str, str]]) -> Reply | None:
    """ "That is all", where it can be said and there is nothing more to say."""
    steps = {step for _, _, _, step in asked if step != question.step}
    said = {step for step, reply in replies.items() if reply != SKIP}
    offered = question.button("nav", question.form, question.subject, "rest", question.step)
    return REST if offered is not None and said <= steps else None


def _is_asked_again(question: Question, asked: set[tuple[int, str, str, str]]) -> bool:
    """The same step of the same form in a newer message: the answer was not taken."""
    latest = max(asked)
    return latest[1:] == question.key[1:]
