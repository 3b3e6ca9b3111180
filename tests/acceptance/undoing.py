"""What a table's facts are, to be compared before a step and after it was taken back."""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.rehearsal.players import Player
from dialogues.checks.privacy import Sealed, for_storage
from dialogues.model import LastStep, Round, Table, Timer
from dialogues.record import record_of
from dialogues.undo.story import BESIDE
from storage.mapping import nouns
from storage.repository import SqlRepository
from tests.acceptance.playing import Played
from tests.bot.conftest import reading

Facts = dict[str, list[dict[str, Any]]]


def facts(table: Played) -> Facts:
    """Everything stored but logs, messages and what is being asked; a round that was withdrawn is gone."""
    found: Facts = {}
    for noun in nouns():
        if noun in BESIDE:
            continue
        values = table.find(noun)
        if noun is Round:
            values = [v for v in values if v.state != "withdrawn"]
        found[noun.__name__] = [_plain(v) for v in values]
    timers = [t for t in table.find(Timer) if t.kind != "reminder"]
    found["Timer"] = sorted(({"kind": t.kind, "of": t.subject_id, "due": t.due} for t in timers), key=str)
    return found


def _plain(value: Any) -> dict[str, Any]:
    kept = {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.name != "version"}
    return {n: for_storage(one) if isinstance(one, Sealed) else str(one) for n, one in kept.items()}


def step(table: Played) -> LastStep | None:
    """The table's last step."""
    found = table.find(LastStep)
    return found[0] if found else None


def has_undo(table: Played, player: Player) -> bool:
    """Whether the newest panel offers to undo the last step."""
    message = table.stage.bot_messages(player.user)[-1]
    return any(b.text.startswith("Undo: ") for b in message.buttons)


async def undoes(table: Played, player: Player | None = None) -> None:
    """From /table: the button, and yes."""
    player = player or table.lena
    await player.says("/table")
    assert has_undo(table, player), (step(table), player.reads())
    await player.presses("Undo: ")
    await player.presses("Yes, undo it")


async def button(table: Played, player: Player | None = None) -> str:
    """What the button to undo carries, on the newest panel."""
    player = player or table.lena
    await player.says("/table")
    message = table.stage.bot_messages(player.user)[-1]
    return next(b.data or "" for b in message.buttons if b.text.startswith("Undo: "))


def record_of_table(table: Played) -> dict[str, Any]:
    """The table's record."""
    now, of = table.room.clock.now(), table.one(Table)
    made: dict[str, Any] = reading(
        table.bot, lambda connection: record_of(SqlRepository(connection), of, now, source="export")
    )
    return made


def states(of: Facts) -> dict[str, list[str]]:
    """The states of everything a machine moves."""
    fields = {"Table": ("lifecycle", "trust_stage"), "Round": ("state",), "Reflection": ("state",)}
    fields |= {"Experiment": ("state",)}
    return {noun: [str([v[f] for f in names]) for v in of[noun]] for noun, names in fields.items()}
