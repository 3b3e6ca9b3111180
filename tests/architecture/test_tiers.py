"""A leak fails to type-check before it fails a test, and fails at run time if a type was silenced."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup
from mypy import api

from dialogues import phrases
from dialogues.checks import privacy
from dialogues.checks.privacy import Sealed, TierViolation, TooFew

FILE = (
    "SendFile(to=ToPerson(person_id=1), paper='p', language='en', file_name='f', caption='', instead='',"
    " data={{'said': [{}]}})"
)
LEAKS = {
    "sealed text to the group": "ctx.say_to_group(table, 'a.b', said=answer.text)",
    "sealed text in a list": "ctx.say_to_group(table, 'a.b', said=[answer.text])",
    "sealed text to a person": "ctx.say_to(person, 'a.b', said=answer.text)",
    "own words to the group": "ctx.say_to_group(table, 'a.b', said=privacy.for_author(answer.text))",
    "tier F to the group": "ctx.say_to_group(table, 'a.b', said=privacy.for_facilitator('F', answer.text))",
    "sealed text in a file": FILE.format("answer.text"),
    "tier F to a member": "ctx.say_to(person, 'a.b', said=privacy.for_facilitator('F', answer.text))",
}
FRAME = """
from dialogues.checks import privacy
from dialogues.context import Context
from dialogues.effects import SendFile, ToPerson
from dialogues.model import Answer, Person, Table

def leak(ctx: Context, table: Table, person: Person, answer: Answer) -> None:
    {line}
"""


def _complaints(tmp_path: Path, line: str) -> str:
    file = tmp_path / "leak.py"
    file.write_text(FRAME.format(line=line))
    out, _, _ = api.run([str(file), "--strict", "--no-error-summary", "--cache-dir", str(tmp_path / "cache")])
    return out


def test_leaks_do_not_type_check(tmp_path: Path) -> None:
    lines = "\n    ".join(LEAKS.values())
    complaints = _complaints(tmp_path, lines)
    first = FRAME.format(line="X").split("\n").index("    X") + 1
    for place, name in enumerate(LEAKS):
        assert f":{first + place}: error:" in complaints, name


def test_what_may_be_said_does_type_check(tmp_path: Path) -> None:
    line = "ctx.say_to_group(table, 'a.b', said=privacy.unnamed(answer.tier, [(1, answer.text)], 's'))"
    assert "error" not in _complaints(tmp_path, line)
    assert "error" not in _complaints(tmp_path, FILE.format("table.name"))


@pytest.mark.parametrize("show", [str, repr, "{}".format, Markup, lambda t: f"{t:>9}", lambda t: f"{t!s}"])
def test_sealed_text_has_no_readable_form(show: object) -> None:
    sealed = Sealed("my boss must not know")
    assert callable(show)
    try:
        shown = str(show(sealed))
    except TierViolation:
        return
    assert "boss" not in shown


def test_a_template_refuses_sealed_text() -> None:
    with pytest.raises(TierViolation):
        phrases.render("en", "proposals.question", "UTC", {"organisation": "A", "text": Sealed("secret")})


def test_unnamed_answers_need_three_organisations_and_tell_no_order() -> None:
    two = [(1, Sealed("b")), (2, Sealed("a")), (2, Sealed("c"))]
    assert privacy.unnamed("A", two, "s") == TooFew(3)
    three = [(1, Sealed("b")), (2, Sealed("a")), (3, Sealed("c"))]
    assert privacy.unnamed("A", three, "s") == privacy.unnamed("A", three[::-1], "s")


@pytest.mark.parametrize("tier", ["P", "F"])
def test_private_tiers_are_never_opened_for_the_table(tier: str) -> None:
    with pytest.raises(TierViolation):
        privacy.unnamed(tier, [(1, Sealed("a"))], "s")
    with pytest.raises(TierViolation):
        privacy.named(tier, "Council", Sealed("a"), on_behalf=False)
    with pytest.raises(TierViolation):
        privacy.for_facilitator("P", Sealed("a"))
