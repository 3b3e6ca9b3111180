"""A facilitator brings a fallback rule, or the wish to have none, to a vote: by a button, in our words."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import bringing, forms, house_rules, proposals, texts
from dialogues.checks.privacy import GroupSafe, PersonValue
from dialogues.context import Context, shorten
from dialogues.fallback import rules, standing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Person, Role, Round, Seat, Table
from dialogues.pressing import require


def begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button: which rule the table votes on."""
    forms.begin(ctx, person, table, FALLBACK)


def name_of(ctx: Context, table: Table, language: str) -> str:
    """The fallback rule that stands, in words; that there is none."""
    found = rules.kept(ctx, table)
    return ctx.label(language, f"fallback_rules.{found.value if found is not None else rules.NONE}")


def passed(ctx: Context, table: Table, language: str) -> list[dict[str, GroupSafe]]:
    """The texts that passed by it, each with the reservations beside it, long ones cut; the newest last."""
    ratified = ctx.repository.find(Round, table_id=table.id, topic=rules.REACHED, state="ratified")
    found: list[dict[str, GroupSafe]] = []
    for round_ in (r for r in ratified if rules.use_of(ctx.repository, r) is not None):
        title = texts.title_in(ctx, language, round_)
        found += [
            {
                "title": title,
                "organisation": ctx.organisation_name(ballot.organisation_id),
                "reason": shorten(ballot.reason, house_rules.CHANGE_LETTERS.value) if ballot.reason else None,
            }
            for ballot in standing.blocking(ctx, round_)
        ]
    return found[-house_rules.DIFFERENCES_LISTED.value :]


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _choices(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    found = rules.kept(ctx, table)
    now = found.value if found is not None else rules.NONE
    return [Choice(name, f"fallback_rules.{name}") for name in rules.CHOICES if name != now]


def _shown(ctx: Context, person: Person, table: Table, _now: Focus) -> dict[str, PersonValue]:
    return {
        "now": name_of(ctx, table, person.language),
        "words": [said(ctx, person.language, name) for name in rules.RULES],
    }


def said(ctx: Context, language: str, name: str) -> str:
    """The words that the table votes on, in one of its languages."""
    return ctx.label(
        language,
        f"fallback_texts.{name}",
        rounds=house_rules.MAXIMUM_BALLOT_ROUNDS.value,
        hours=int(house_rules.FALLBACK_NOTICE.value.total_seconds() // 3600),
        least=house_rules.CONSENSUS_MINIMUM.value,
    )


def _proposed(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """The rule becomes a text of high stakes, ready to be put to the table in each of its languages."""
    name, language = str(now.values["which"]), table.languages[0]
    seat = require(ctx, person, table, Role.FACILITATOR)
    title = ctx.label(language, f"rules.{rules.FALLBACK}")
    subject = f"{rules.FALLBACK}={name}"
    round_ = bringing.open_text(ctx, person, table, seat, "rule", title=title, subject=subject)
    if round_ is not None:
        words = {spoken: said(ctx, spoken, name) for spoken in table.languages}
        proposals.read_aloud(ctx, person, table, round_, words[language], words)


FALLBACK = forms.register(
    Form(
        "fallback",
        (Step("which", read=forms.buttons_only, options=_choices, shown=_shown),),
        _proposed,
        _may,
    )
)
