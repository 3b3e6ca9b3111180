"""The result check on the command line."""

from __future__ import annotations

import sys
from datetime import date

import click

PROGRESS_EVERY = 500


class CannotJudge(ValueError):
    """The statement cannot be judged in this language. Use one of those named."""


def judged(text: str, language: str, as_of: date) -> str:
    """The marked sentence, what is missing and an example, then the parts a line each; raises `CannotJudge`."""
    from dialogues.checks.measurable import UnknownLanguage, as_contract_line, check
    from dialogues.result_coach import explained

    try:
        line = as_contract_line("", check(text, language, as_of))
        words = explained(text, language, as_of)
    except UnknownLanguage as error:
        raise CannotJudge(str(error)) from None
    parts = "\n".join(f"  {name:11} {said or '—'}" for name, said in line["parts"].items())
    verdict = "measurable" if line["overall"] else "not measurable yet"
    reasons = "".join(f"\n  {reason}" for reason in line["reasons"])
    return f"{words}\n\n{verdict} ({line['kind']})\n{parts}{reasons}"


def answer_standard_input() -> int:
    """Answers JSON lines with JSON lines; the exit status: 1 when a line could not be answered."""
    from dialogues.checks.measurable.contract import answer_lines

    status = 0
    for many, (line, answered) in enumerate(answer_lines(sys.stdin.buffer), start=1):
        click.echo(line)
        status = status if answered else 1
        if many % PROGRESS_EVERY == 0 and sys.stderr.isatty():
            click.echo(f"{many} judged …", err=True)
    return status
