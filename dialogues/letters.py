"""Ready texts to copy and send outside: to whoever is invited, to the leadership of an organisation.

They are written in the table's first language and say nothing about who can decide (docs/method.md 3d).
"""

from __future__ import annotations

from markupsafe import Markup

from dialogues import paging, translations
from dialogues.checks.gaps import FOR_FACILITATOR_ONLY
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.guards import standing_result
from dialogues.model import Gap, Organisation, Person, Role, Table
from dialogues.pressing import Press, Stale, require

# Gaps that are closed by talking with who sits here already.
NOBODY_INVITED = (*FOR_FACILITATOR_ONLY, "ORG_WITHOUT_INTEREST")
# Their names say what those at the table cannot do, which is nothing for strangers.
TOLD_AS_MORE_PEOPLE = ("REP_TYPE_MISSING", "DECISION_MAKERS_ONE_SECTOR")


def give_invitation(ctx: Context, person: Person, table: Table, gap: Gap, shared_name: str) -> None:
    """The text for whoever is invited to close a gap, once it has an owner and a day; to its facilitator.

    `shared_name`: the gap as many may read it, in the table's first language.
    """
    if gap.code in NOBODY_INVITED or gap.owner is None or gap.due is None:
        return
    language = table.languages[0]
    hides = gap.code in TOLD_AS_MORE_PEOPLE
    letter = ctx.text(
        language,
        "letters.invitation",
        table.time_zone,
        table=table.name,
        result=_result(ctx, table),
        missing=ctx.label(language, "letters.more_people") if hides else shared_name,
        inviter=_inviter(ctx, person, table, gap.owner),
        due=gap.due,
    )
    ctx.say_to(person, "letters.invitation_ready", table=table, letter=Markup(letter))  # noqa: S704


def _result(ctx: Context, table: Table) -> str | None:
    return translations.of_result(ctx.repository, standing_result(ctx, table), table.languages[0])


def _inviter(ctx: Context, facilitator: Person, table: Table, owner: str) -> str:
    """An organisation by its name, a coordinator or facilitator by their own."""
    match owner:
        case Role.FACILITATOR.value:
            return facilitator.name
        case Role.COORDINATOR.value:
            names = [p.name for p in ctx.people_in(table, Role.COORDINATOR)]
            return ", ".join(names) or ctx.label(table.languages[0], "roles.coordinator")
        case _:
            return ctx.repository.get(Organisation, int(owner)).name


def offer(table: Table) -> Offer:
    """The button on a coordinator's panel."""
    return Offer("buttons.letter", Pressing("letter", (table.id, 0)))


def choose(ctx: Context, press: Press) -> None:
    """A coordinator asks for the letter to a leadership: table, organisation (0 asks which), page."""
    table = ctx.repository.get(Table, press.number(0))
    require(ctx, press.person, table, Role.COORDINATOR)
    if press.number(1):
        _give_letter(ctx, press.person, table, ctx.repository.get(Organisation, press.number(1)))
        return
    page = paging.page_of(ctx.organisations(table), press.number(2) if press.arguments[2:] else 0)
    offers = [[Offer(o.name, Pressing("letter", (table.id, o.id)), literal=True)] for o in page.shown]
    offers += page.turning(lambda n: Pressing("letter", (table.id, 0, n)))
    ctx.say_to(press.person, "letters.to_whom", table=table, offers=offers)


def _give_letter(ctx: Context, person: Person, table: Table, organisation: Organisation) -> None:
    """The same words for every organisation, so that nobody can read out of them who needs a mandate."""
    if organisation.table_id != table.id:
        raise Stale
    letter = ctx.text(
        table.languages[0],
        "letters.to_leadership",
        table.time_zone,
        table=table.name,
        organisation=organisation.name,
        result=_result(ctx, table),
        sender=person.name,
    )
    ctx.say_to(
        person,
        "letters.letter_ready",
        table=table,
        offers=[[offer(table)]],
        organisation=organisation.name,
        letter=Markup(letter),  # noqa: S704 - our own phrase
    )
