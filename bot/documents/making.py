"""The other end of `bot.courier.workshop`: reads orders from standard input, writes files to standard output.

An order is one line of JSON. The answer is one line of JSON, {"bytes": n, "note": html} followed by
n bytes, or {"error": words for the log}.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from bot.logs import places

# Answering people comes first on a machine with little to spare.
NICENESS = 10


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file; `note` (HTML) is added to its caption."""

    content: bytes
    note: str = ""


# Makes one kind of file from plain JSON values, in a language.
Maker = Callable[[Mapping[str, Any], str], Paper]


def answer(papers: Mapping[str, Maker]) -> None:
    """Answers orders until standard input ends."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    out = sys.stdout.buffer
    # Whatever prints must not get between the answers.
    sys.stdout = sys.stderr
    for line in sys.stdin.buffer:
        _answer_one(papers, line, out)


def _answer_one(papers: Mapping[str, Maker], line: bytes, out: BinaryIO) -> None:
    try:
        order = orjson.loads(line)
        paper = papers[order["paper"]](order["data"], order["language"])
        head: dict[str, Any] = {"bytes": len(paper.content), "note": paper.note}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the Rust side is no Exception
        paper, head = Paper(b""), {"error": places(error)}
    out.write(orjson.dumps(head) + b"\n" + paper.content)
    out.flush()
