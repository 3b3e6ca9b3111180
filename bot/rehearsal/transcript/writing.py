"""Writes the transcript of a room: every act in its order, and under it what the bot said next.

Links that let somebody in are told by their order ("link-1"), for the words in them are new in each play.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import yaml

from bot.rehearsal.records import Act, Json, Message
from bot.rehearsal.world import World

_TOKEN = re.compile(r"(?<=start=)[\w-]{22}\b")
HEAD = """\
# A rehearsal of Tablekeeper: who did what, and what the bot said next. To play it again:
#   uv run tablekeeper rehearse --replay THIS-FILE
# As a test of the suite it lies in tests/acceptance/golden/rehearsed/.
"""
# What a step tells by another of its words already.
TOLD_TWICE = {("comes", "person"), ("creates", "chat"), ("migrates", "new")}
PEOPLE = ("members", "by", "whom")


class Tokens:
    """The words in join links, told by the order in which the bot gave them out."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def learn(self, message: Message) -> None:
        """Takes in every link of a message and its buttons."""
        for text in (message.words, *(button.url or "" for button in message.buttons)):
            for token in _TOKEN.findall(text):
                self._names.setdefault(token, f"link-{len(self._names) + 1}")

    def hidden(self, text: str) -> str:
        """The text with names in place of the words."""
        for token, name in self._names.items():
            text = text.replace(token, name)
        return text

    def shown(self, text: str) -> str:
        """The text with the words in place of their names."""
        for token, name in self._names.items():
            text = re.sub(rf"\b{name}\b", token, text)
        return text


def transcript(world: World) -> Json:
    """The whole transcript as plain values."""
    acts = list(world.acts.values())
    writer = _Writer(world)
    title = next((chat.title for chat in world.chats.values() if chat.is_group), "")
    begins = acts[0].at if acts else world.clock.now().timestamp()
    return {"title": title or "A rehearsal", "begins": _instant(begins), "steps": list(writer.steps(acts))}


def written(body: Json) -> str:
    """A transcript as the text of its file."""
    return HEAD + yaml.dump(
        body, Dumper=_Readable, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False
    )


def said_by_chat(body: Json) -> dict[str, list[Json]]:
    """What the bot said in each chat, in order: what two plays are compared by."""
    found: dict[str, list[Json]] = defaultdict(list)
    for step in body["steps"]:
        for said in step.get("says", ()):
            found[said["in"]].append({key: said[key] for key in said if key != "in"})
    return dict(found)


def new_messages(world: World, after: int) -> list[Message]:
    """What the bot said after the act of that number and before the next, chat by chat."""
    return [
        message
        for chat_id in world.chats
        for message in world.messages(chat_id)
        if message.after == after and message.from_id == world.bot.id
    ]


def names_of_people(world: World) -> dict[int, str]:
    """Person → what they are called; the second of a name is told apart."""
    return _told_apart((user.id, user.full_name) for user in world.users.values())


def names_of_chats(world: World) -> dict[int, str]:
    """Chat → its title, or whose private chat it is."""
    people = names_of_people(world)
    groups = _told_apart((c.id, c.title or "Group") for c in world.chats.values() if c.is_group)
    return {id: groups.get(id) or f"{people.get(id, id)}, in private" for id in world.chats}


class _Writer:
    def __init__(self, world: World) -> None:
        self._world = world
        self._tokens = Tokens()
        self._people = names_of_people(world)
        self._chats = names_of_chats(world)
        self._said: dict[int, list[Message]] = defaultdict(list)
        for chat_id in world.chats:
            for message in world.messages(chat_id):
                if message.from_id == world.bot.id:
                    self._said[message.after].append(message)

    def steps(self, acts: list[Act]) -> Iterator[Json]:
        for act, following in zip(acts, [*acts[1:], None], strict=True):
            said = self._said.get(act.number, [])
            for message in said:
                self._tokens.learn(message)
            moves_on = act.what == "clock" and following is not None and following.what == "clock"
            if moves_on and not said:
                continue
            yield self._step(act, said)

    def _step(self, act: Act, said: list[Message]) -> Json:
        step: Json = {"at": _instant(act.at)}
        if act.who is not None:
            step["who"] = self._people[act.who]
        told = {key: value for key, value in act.body.items() if (act.what, key) not in TOLD_TWICE}
        step |= {"does": act.what, **self._body(told)}
        if said:
            step["says"] = [self._message(message) for message in said]
        return step

    def _body(self, body: Json) -> Json:
        told = {key: value for key, value in body.items() if value not in (None, [], False)}
        return {key: self._value(key, value) for key, value in told.items() if (key, value) != ("back", 1)}

    def _value(self, key: str, value: Any) -> Any:
        match value:
            case dict():
                return self._body(value)
            case str():
                return self._tokens.hidden(value)
            case int() if key in ("chat", "new"):
                return self._chats[value]
            case int() if key in (*PEOPLE, "of"):
                return self._people[value]
            case list():
                return [self._people[one] for one in value]
        return value

    def _message(self, message: Message) -> Json:
        said: Json = {"in": self._chats[message.chat_id], "text": self._tokens.hidden(message.words)}
        if message.buttons:
            said["buttons"] = [button.text for button in message.buttons]
        return said


def _told_apart(named: Iterable[tuple[int, str]]) -> dict[int, str]:
    counted: dict[str, int] = defaultdict(int)
    found = {}
    for id, name in named:
        counted[name] += 1
        found[id] = name if counted[name] == 1 else f"{name} ({counted[name]})"
    return found


def _instant(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


class _Readable(yaml.SafeDumper):
    """Longer texts as blocks, as they are read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Readable.add_representer(str, _text)
