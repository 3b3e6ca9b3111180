"""Reads a scenario file; what is wrong with it is said with its place and its remedy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.rehearsal.scenario.cross_checks import problems
from bot.rehearsal.scenario.failures import ScenarioWrong
from bot.rehearsal.scenario.nouns import Scenario

NEVER_READ = "result_labels"  # for whoever judges a play, never for the bot
LONGEST_TOLD = 60
REMEDIES = {
    "missing": "is missing. Add it.",
    "extra_forbidden": "is no key of a scenario. Remove it, or correct its spelling.",
    "string_too_short": "must not be empty. Write the text, or leave the whole entry out.",
    "bool_type": "must be true or false.",
    "union_tag_not_found": "has no type. Say what happens, for example “type”: “vote”.",
}


def read(path: Path) -> Scenario:
    """The scenario in a file; raises `ScenarioWrong` with a line for each thing that is wrong."""
    return _checked(_json(path), path)


def read_text(text: str, name: str) -> Scenario:
    """The scenario in a text, as `read`; `name` is what the file is called."""
    return _checked(_parsed(text, Path(name)), Path(name))


def _checked(body: Any, path: Path) -> Scenario:
    try:
        scenario = Scenario.model_validate_json(json.dumps(body))
    except ValidationError as error:
        raise ScenarioWrong(path, [_line(problem) for problem in error.errors(include_url=False)]) from None
    found = problems(scenario)
    if found:
        raise ScenarioWrong(path, found)
    return scenario


def _json(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ScenarioWrong(path, [f"cannot be read ({error.strerror}). Check the path."]) from None
    except UnicodeDecodeError:
        raise ScenarioWrong(path, ["is no UTF-8 text. Save it again as UTF-8."]) from None
    return _parsed(text, path)


def _parsed(text: str, path: Path) -> Any:
    try:
        body = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ScenarioWrong(path, [f"{where}: is no JSON ({error.msg}). Correct it there."]) from None
    except _Twice as error:
        raise ScenarioWrong(path, [f"{error} stands twice in one place. Keep one of them."]) from None
    except (ValueError, RecursionError):
        raise ScenarioWrong(path, ["goes deeper or holds a longer number than a scenario does."]) from None
    if isinstance(body, dict) and isinstance(body.get("proposals"), list):
        body["proposals"] = [_without_labels(proposal) for proposal in body["proposals"]]
    return body


class _Twice(ValueError):
    """A key that one object has two of: one of the two would be played, and nobody could say which."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _Twice(f"{key[:LONGEST_TOLD]!r}")
        seen[key] = value
    return seen


def _without_labels(proposal: Any) -> Any:
    if not isinstance(proposal, dict):
        return proposal
    return {key: value for key, value in proposal.items() if key != NEVER_READ}


def _line(problem: Any) -> str:
    said = REMEDIES.get(problem["type"])
    if said is None:
        message = str(problem["msg"]).removeprefix("Value error, ").rstrip(".")
        lead = "" if problem["type"] == "value_error" else "cannot be used: "
        said = f"{lead}{message}."
    return f"{_place(problem['loc'])} {said}"


def _place(parts: Sequence[str | int]) -> str:
    """Where something stands, as in "cycles[0].events[2].round"; the tag of an event is no part of it."""
    place, before = "", ("", "")
    for part in parts:
        if isinstance(part, int):
            place += f"[{part}]"
        elif not (before[0] == "events" and before[1].isdigit()):
            place += f".{part}" if place else part
        before = (before[1], str(part))
    return place or "the file"
