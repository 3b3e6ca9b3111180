"""What a form is made of: its steps, their readers and the choices they offer, each as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dialogues import passes, reading
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context
from dialogues.model import Focus, Person, Table, Values
from dialogues.pressing import Stale
from dialogues.reading import Misread, Read


@dataclass(frozen=True, slots=True)
class Choice:
    """A value offered as a button: a phrase, or a name as it is."""

    value: str
    phrase: str
    literal: bool = False


# A pass where words are needed: asked again, or the form is left.
PASSED = Misread("passed")

Options = Callable[[Context, Table, Focus], Sequence[Choice]]
Reader = Callable[[Context, Person, Table, Focus, str], Read | Misread]
Doubt = Callable[[Context, Table, Focus, str], Misread | None]
Shown = Callable[[Context, Person, Table, Focus], dict[str, PersonValue]]
May = Callable[[Context, Person, Table, Focus], None]


def no_options(_ctx: Context, _table: Table, _focus: Focus) -> Sequence[Choice]:
    """A step that is typed."""
    return ()


def any_text(_ctx: Context, person: Person, _table: Table, _focus: Focus, text: str) -> Read | Misread:
    """A free text that fits one message; a pass is none."""
    return PASSED if passes.is_pass(person.language, text) else reading.free_text(text)


def buttons_only(_ctx: Context, _person: Person, _table: Table, _focus: Focus, _text: str) -> Read | Misread:
    """A step that is answered by its buttons alone."""
    return Misread("use_buttons")


def yes_or_no(_ctx: Context, _table: Table, _focus: Focus) -> Sequence[Choice]:
    """The two buttons of a question that is answered by yes or no."""
    return Choice("yes", "buttons.yes"), Choice("no", "buttons.no")


def read_yes_no(_ctx: Context, person: Person, _table: Table, _focus: Focus, text: str) -> Read | Misread:
    """A typed yes or no."""
    return reading.yes_no(person.language, text)


def organisations(ctx: Context, table: Table, _focus: Focus) -> Sequence[Choice]:
    """A button for each organisation of the table."""
    return [Choice(str(o.id), o.name, literal=True) for o in ctx.organisations(table)]


def always(_values: Values) -> bool:
    """A step that is always asked."""
    return True


def no_doubt(_ctx: Context, _table: Table, _focus: Focus, _value: str) -> Misread | None:
    """A value that is taken as it was read."""
    return None


def nothing_more(_ctx: Context, _person: Person, _table: Table, _focus: Focus) -> dict[str, PersonValue]:
    """A question without values of its own."""
    return {}


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a form. `value` says how what was read is shown back: "text", "day" or "number".

    `doubt`: why a value that was read may be a slip; then it is asked once whether it is right.
    `multiple`: its options are tapped on and off until "Done"; the value is those picked, joined by
    blanks (none is allowed). What a form is begun with under the step's name is picked at first.
    """

    id: str
    read: Reader = any_text
    options: Options = no_options
    optional: bool = False
    applies: Callable[[Values], bool] = always
    shown: Shown = nothing_more
    value: str = "text"
    multiple: bool = False
    doubt: Doubt = no_doubt


@dataclass(frozen=True, slots=True)
class Form:
    """A form. `may` raises `Stale` or `NotAllowed` when the person may not (any more).

    `own_wish`: nobody has asked for it, so whoever passes leaves it.
    """

    name: str
    steps: tuple[Step, ...]
    finish: Callable[[Context, Person, Table, Focus], None]
    may: May
    own_wish: bool = False

    def step(self, id: str) -> Step:
        """The step of this name; raises `Stale`."""
        for step in self.steps:
            if step.id == id:
                return step
        raise Stale


FORMS: dict[str, Form] = {}


def register(form: Form) -> Form:
    """Makes a form known by its name."""
    FORMS[form.name] = form
    return form
