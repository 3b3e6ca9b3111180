"""How a coordinator wants to be told: as text, on paper or both; in which language; with a digest or without.

One setting for all tables of a person. Without one, both forms come in each table's languages, and no digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogues import phrases
from dialogues.context import Context, Offer
from dialogues.coordination import digest
from dialogues.effects import Press as Pressing
from dialogues.model import CoordinatorWish, Person, Role
from dialogues.pressing import NotAllowed, Press, Stale

FORMS = ("both", "chat", "pdf")
OF_THE_TABLE = "table"


def of(ctx: Context, person: Person) -> CoordinatorWish:
    """What the person has chosen, or what holds without a choice."""
    return ctx.repository.first(CoordinatorWish, person_id=person.id) or CoordinatorWish(person_id=person.id)


def pages_for(wish: CoordinatorWish, pages: Mapping[str, str]) -> dict[str, str]:
    """Of a summary's pages by language those that are wanted; all where there is none in that language."""
    page = pages.get(wish.language) if wish.language else None
    return {wish.language: page} if wish.language and page is not None else dict(pages)


def wants_chat(wish: CoordinatorWish) -> bool:
    """Whether summaries come as text."""
    return wish.form != "pdf"


def wants_paper(wish: CoordinatorWish) -> bool:
    """Whether summaries come as a page to print."""
    return wish.form != "chat"


def offer() -> Offer:
    """The button that opens the choices."""
    return Offer("buttons.how_told", Pressing("how_told"))


def show(ctx: Context, press: Press) -> None:
    """The choices, each a tap."""
    _require(ctx, press.person)
    _show(ctx, press.person, anew=True)


def choose(ctx: Context, press: Press) -> None:
    """One choice: form, language or digest; its value."""
    _require(ctx, press.person)
    what, value = press.word(0), press.word(1)
    if value not in choices().get(what, ()):
        raise Stale
    known = of(ctx, press.person)
    match what:
        case "form":
            wish = replace(known, form=value)
        case "language":
            wish = replace(known, language=None if value == OF_THE_TABLE else value)
        case _:
            wish = replace(known, digest=value)
    if wish.id:
        ctx.repository.put(wish)
    else:
        ctx.repository.add(wish)
    digest.arm_all(ctx, press.person)
    _show(ctx, press.person)


def _require(ctx: Context, person: Person) -> None:
    if not ctx.tables_of(person, Role.COORDINATOR):
        raise NotAllowed(Role.COORDINATOR)


def choices() -> dict[str, tuple[str, ...]]:
    """What can be chosen, and the values of each."""
    return {
        "form": FORMS,
        "language": (OF_THE_TABLE, *phrases.languages()),
        "digest": digest.RHYTHMS,
    }


def _show(ctx: Context, person: Person, *, anew: bool = False) -> None:
    wish = of(ctx, person)
    chosen = {"form": wish.form, "language": wish.language or OF_THE_TABLE, "digest": wish.digest}
    rows = [
        [
            Offer(
                ("✓ " if chosen[what] == value else "") + _label(ctx, person, what, value),
                Pressing("tell_so", (what, value)),
                literal=True,
            )
            for value in values
        ]
        for what, values in choices().items()
    ]
    ctx.say_to(
        person,
        "coordination.how_told",
        offers=rows,
        key=f"how_told:{person.id}",
        anew=anew,
        form=wish.form,
        own=phrases.own_name(wish.language) if wish.language else None,
        digest=wish.digest,
    )


def _label(ctx: Context, person: Person, what: str, value: str) -> str:
    if what == "language" and value != OF_THE_TABLE:
        return phrases.own_name(value)
    return ctx.label(person.language, f"coordination_choices.{what}_{value}")
