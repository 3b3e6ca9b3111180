"""Plays a transcript again, act by act, in an empty room; what the bot says then can be held against it."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.rehearsal.records import Chat, Json, Message, User
from bot.rehearsal.transcript.writing import (
    Tokens,
    names_of_chats,
    names_of_people,
    new_messages,
    said_by_chat,
)
from bot.rehearsal.world import World

MoveOn = Callable[[datetime], Awaitable[None]]
MOST_SHOWN_LINES = 80


class TranscriptWrong(ValueError):
    """The file is no transcript of a rehearsal. Export it again, or correct the line that is named."""


class CannotReplay(RuntimeError):
    """An act of the transcript cannot be done any more; the message says which, and why."""


def read_transcript(path: Path) -> Json:
    """The transcript in a file; raises `TranscriptWrong`."""
    try:
        body = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise TranscriptWrong(f"{path}: cannot be read ({error.strerror}). Check the path.") from None
    except RecursionError:
        raise TranscriptWrong(f"{path}: {TranscriptWrong.__doc__} (it goes deeper than one does)") from None
    except (ValueError, yaml.YAMLError) as error:
        raise TranscriptWrong(f"{path}: {TranscriptWrong.__doc__} ({' '.join(str(error).split())})") from None
    steps = body.get("steps") if isinstance(body, dict) else None
    if not isinstance(steps, list) or not all(
        isinstance(s, dict) and {"at", "does"} <= s.keys() for s in steps
    ):
        raise TranscriptWrong(f"{path}: {TranscriptWrong.__doc__} (each of its steps needs “at” and “does”)")
    try:
        begins(body)
    except (KeyError, TypeError, ValueError):
        raise TranscriptWrong(f"{path}: {TranscriptWrong.__doc__} (“begins” is no instant)") from None
    found: Json = body
    return found


def begins(body: Json) -> datetime:
    """When the first act was done."""
    return datetime.fromisoformat(body["begins"])


def difference(expected: Json, played: Json) -> str:
    """Where two plays differ in what the bot said, chat by chat; "" where they do not."""
    before, after = said_by_chat(expected), said_by_chat(played)
    lines: list[str] = []
    for chat in dict.fromkeys([*before, *after]):
        then, now = _lines(before.get(chat, [])), _lines(after.get(chat, []))
        lines += difflib.unified_diff(
            then, now, f"{chat}: transcript", f"{chat}: played now", lineterm="", n=1
        )
    cut = lines[:MOST_SHOWN_LINES]
    return "\n".join(cut + ([f"… and {len(lines) - len(cut)} lines more"] if len(lines) > len(cut) else []))


def _lines(said: list[Json]) -> list[str]:
    return [
        line
        for one in said
        for line in (*str(one["text"]).splitlines(), *(f"    [{label}]" for label in one.get("buttons", ())))
    ]


class Replay:
    """Does the acts of a transcript in a world. `move_on` moves the clock and returns when the bot is quiet."""

    def __init__(self, world: World, move_on: MoveOn, settle: Callable[[], Awaitable[None]]) -> None:
        self._world = world
        self._move_on = move_on
        self._settle = settle
        self._tokens = Tokens()

    async def play(self, body: Json) -> None:
        """All acts; raises `CannotReplay`."""
        for number, step in enumerate(body["steps"], start=1):
            try:
                await self._step(step)
            except (LookupError, ValueError, TypeError) as error:
                who = f"{step['who']} " if "who" in step else ""
                raise CannotReplay(f"Step {number} ({who}{step['does']}): {error}") from None

    async def _step(self, step: Json) -> None:
        await self._move_on(max(self._world.clock.now(), datetime.fromisoformat(step["at"])))
        self._learn()
        if step["does"] != "clock":
            self._do(step)
        await self._settle()
        self._learn()

    def _learn(self) -> None:
        for message in new_messages(self._world, self._world.numbers["act"] - 1):
            self._tokens.learn(message)

    def _do(self, step: Json) -> None:
        act = getattr(self, f"_{step['does']}", None)
        if act is None:
            raise LookupError("a room knows no such act")
        act(step, self._person(step["who"]) if "who" in step else None)

    # -- people and chats by their names ---------------------------------------------------------------

    def _person(self, name: str) -> User:
        ids = {name: id for id, name in names_of_people(self._world).items()}
        if name not in ids:
            raise LookupError(f"nobody is called {name}")
        return self._world.users[ids[name]]

    def _chat(self, step: Json) -> Chat:
        ids = {name: id for id, name in names_of_chats(self._world).items()}
        name = step["chat"]
        if name in ids:
            return self._world.chats[ids[name]]
        if name.endswith(", in private"):
            return self._world.private_chat(self._person(name.removesuffix(", in private")))
        raise LookupError(f"there is no chat {name}")

    def _place(self, step: Json, who: User) -> Chat | User:
        chat = self._chat(step)
        return who if chat.type == "private" else chat

    def _meant(self, reference: Json | None) -> Message | None:
        if reference is None:
            return None
        sender, chat = self._person(reference["of"]), self._chat(reference)
        theirs = [m for m in self._world.messages(chat) if m.from_id == sender.id]
        back: int = reference.get("back", 1)
        if len(theirs) < back:
            raise LookupError(f"{reference['of']} has not said so much in {reference['chat']}")
        return theirs[-back]

    def _needed(self, reference: Json) -> Message:
        message = self._meant(reference)
        if message is None:
            raise LookupError("the message that is meant is gone")
        return message

    # -- the acts ------------------------------------------------------------------------------------

    def _comes(self, step: Json, _who: None) -> None:
        self._world.add_user(
            step["name"],
            last_name=step.get("last_name"),
            username=step.get("username"),
            language_code=step.get("language", "en"),
        )

    def _creates(self, step: Json, who: User) -> None:
        members = [self._person(name) for name in step.get("members", ())]
        kind: dict[str, Any] = {name: step.get(name, False) for name in ("supergroup", "forum")}
        self._world.create_group(step["title"], who, members, **kind)

    def _adds_bot(self, step: Json, who: User) -> None:
        self._world.add_bot(self._chat(step), who, admin=step.get("admin", False))

    def _joins(self, step: Json, who: User) -> None:
        self._world.join(self._chat(step), who, by=self._person(step["by"]))

    def _leaves(self, step: Json, who: User) -> None:
        self._world.leave(self._chat(step), who, by=self._person(step["by"]))

    def _removes_bot(self, step: Json, who: User) -> None:
        self._world.kick_bot(self._chat(step), who)

    def _makes_admin(self, step: Json, who: User) -> None:
        whom = self._person(step["whom"])
        self._world.set_admin(self._chat(step), whom, by=who, admin=step.get("admin", False))

    def _mutes_bot(self, step: Json, who: User) -> None:
        self._world.mute_bot(self._chat(step), who, muted=step.get("muted", False))

    def _opens_topic(self, step: Json, who: User) -> None:
        self._world.create_topic(self._chat(step), who, step["name"])

    def _migrates(self, step: Json, _who: None) -> None:
        self._world.migrate(self._chat(step))

    def _writes(self, step: Json, who: User) -> None:
        text = self._tokens.shown(step["text"])
        reply_to, thread = self._meant(step.get("reply_to")), step.get("thread")
        self._world.say(who, self._place(step, who), text, reply_to=reply_to, thread_id=thread)

    def _writes_anonymously(self, step: Json, _who: None) -> None:
        self._world.say_as_anonymous_admin(self._chat(step), step["text"])

    def _sends(self, step: Json, who: User) -> None:
        self._world.send_kind(
            who,
            self._place(step, who),
            step["kind"],
            caption=step.get("caption"),
            reply_to=self._meant(step.get("reply_to")),
            forward_of=self._meant(step.get("forward_of")),
        )

    def _edits(self, step: Json, who: User) -> None:
        self._world.edit(who, self._needed(step["message"]), step["text"])

    def _presses(self, step: Json, who: User) -> None:
        if "label" not in step:
            self._world.press(who, self._needed(step["message"]), data=step["data"])
            return
        found = [
            (message, button.data)
            for message in reversed(self._world.messages(self._chat(step)))
            for button in message.buttons
            if button.text == step["label"] and button.data is not None
        ]
        back = step.get("back", 1)
        if len(found) < back:
            raise LookupError(f"there is no button “{step['label']}” in {step['chat']}")
        message, data = found[back - 1]
        self._world.press(who, message, data=data)

    def _opens(self, step: Json, who: User) -> None:
        self._world.follow(who, self._tokens.shown(step["url"]))

    def _starts(self, step: Json, who: User) -> None:
        payload = step.get("payload")
        self._world.start(who, None if payload is None else self._tokens.shown(payload))

    def _blocks(self, _step: Json, who: User) -> None:
        self._world.block_bot(who)

    def _unblocks(self, _step: Json, who: User) -> None:
        self._world.unblock_bot(who)

    def _deactivates(self, _step: Json, who: User) -> None:
        self._world.deactivate(who)
