"""The facilitator gives a text in every language of the table; no vote opens before (docs/method.md 0).

One question a language, in private: the text in it, or a tap that the same text stands for all. It may
wait until somebody has translated it; the vote waits too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogues import forms, translations
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Person, Proposal, Role, Round, Seat, Table, Translation, Values
from dialogues.pressing import Stale, require

SAME = "same"
# Where a text is being written, and where one stands on the table whose vote is still to open.
WRITTEN_IN = ("synthesizing", "amending")
STANDS_IN = ("clarifying", "no_quorum", "amending")
_IN = "in_"


def of_values(values: Values) -> dict[str, str]:
    """The text by language, as an open form carries it."""
    return {k.removeprefix(_IN): str(v) for k, v in values.items() if k.startswith(_IN) and v}


def as_values(texts: Mapping[str, str]) -> dict[str, str]:
    """The text by language, for a form to carry."""
    return {f"{_IN}{language}": text for language, text in texts.items()}


def before_it_is_proposed(
    ctx: Context, person: Person, table: Table, round_id: int, then: Form, told: Mapping[str, str]
) -> None:
    """Asks for the languages that `told` lacks, one by one; `then` is the form that goes on with it.

    `told` holds "text", and with `as_values` what is there in each language.
    """
    asked = [language for language in table.languages if f"{_IN}{language}" not in told]
    if not asked:
        forms.begin(ctx, person, table, then, round_id, **told)
        return
    draft = told["text"]
    values = {k: v for k, v in told.items() if k != "text"} | {"draft": draft, "then": then.name}
    forms.begin(ctx, person, table, TRANSLATE, round_id, **values, asked=asked[0])


def ask(ctx: Context, person: Person, table: Table, _seat: Seat, round_id: int) -> None:
    """The button on a text that lacks a language, or whose translation is to be corrected before its vote."""
    round_ = ctx.repository.get(Round, round_id)
    if round_.table_id != table.id or round_.proposal_id is None or len(table.languages) == 1:
        raise Stale
    proposal = ctx.repository.get(Proposal, round_.proposal_id)
    there = translations.given(ctx.repository, table, proposal)
    own = next((language for language, text in there.items() if text == proposal.text), "")
    lacks = translations.lacking(ctx.repository, table, proposal)
    kept = there if lacks else {own: proposal.text}
    asked = [language for language in table.languages if language not in kept]
    if not asked:
        raise Stale
    values = as_values(kept) | {"draft": proposal.text, "proposal": str(proposal.id), "topic": round_.topic}
    forms.begin(ctx, person, table, TRANSLATE, round_.id, **values, asked=asked[0])


def offer(table: Table, round_: Round, phrase: str = "buttons.correct_wording") -> list[Offer]:
    """The button that enters or corrects the text in another language; none where there is one language."""
    if len(table.languages) == 1:
        return []
    return [Offer(phrase, Pressing("go", (table.id, "translate", round_.id)))]


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    on_the_table = now.values.get("proposal")
    states = STANDS_IN if on_the_table else WRITTEN_IN
    if round_.table_id != table.id or round_.state not in states:
        raise Stale
    if on_the_table and str(round_.proposal_id) != on_the_table:
        raise Stale


def _shortcuts(ctx: Context, _table: Table, now: Focus) -> Sequence[Choice]:
    """One text for all; or the text was written in the language that is asked for."""
    person, asked = ctx.repository.get(Person, now.person_id), str(now.values["asked"])
    found = [Choice(SAME, "buttons.reads_the_same")]
    if not now.values.get("proposal"):
        own = ctx.label(person.language, "buttons.wrote_it_in", code=asked)
        found.append(Choice(f"own_{asked}", own, literal=True))
    return found


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    asked = str(now.values["asked"])
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    earlier = ctx.repository.first(Translation, proposal_id=round_.proposal_id or 0, language=asked)
    return {
        "asked": asked,
        "languages": list(table.languages),
        "text": str(now.values["draft"]),
        "before": earlier.text if earlier is not None else None,
    }


def _given(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    asked, draft = str(now.values["asked"]), str(now.values["draft"])
    said = str(now.values.get("text") or "")
    told = {k: str(v) for k, v in now.values.items() if k not in ("asked", "text")}
    if said == SAME:
        told |= as_values({lg: draft for lg in table.languages if f"{_IN}{lg}" not in told})
    elif said == f"own_{asked}":
        told = {k: v for k, v in told.items() if not k.startswith(_IN)} | as_values({asked: draft})
    else:
        told[f"{_IN}{asked}"] = said
        _compare_numbers(ctx, person, table, draft, said)
    if "proposal" not in told:
        then = forms.FORMS[told.pop("then")]
        text = told.pop("draft")
        before_it_is_proposed(ctx, person, table, now.subject_id or 0, then, told | {"text": text})
        return
    left = [language for language in table.languages if f"{_IN}{language}" not in told]
    if left:
        forms.begin(ctx, person, table, TRANSLATE, now.subject_id, **told, asked=left[0])
    else:
        _kept(ctx, person, table, now.subject_id or 0, of_values(told))


def _compare_numbers(ctx: Context, person: Person, table: Table, draft: str, said: str) -> None:
    """Says which numbers stand in one text only: a vote would bind to both."""
    other = translations.other_numbers(draft, said) if said else ()
    if other:
        ctx.say_to(person, "translate.numbers_differ", table=table, numbers=list(other))


def store(
    ctx: Context, table: Table, proposal: Proposal, seat: Seat, texts: Mapping[str, str]
) -> dict[str, str]:
    """Keeps the text by language; gives those that are new or read otherwise now."""
    changed = {}
    for language, text in texts.items():
        earlier = ctx.repository.first(Translation, proposal_id=proposal.id, language=language)
        if earlier is not None and earlier.text == text:
            continue
        changed[language] = text
        kept = Translation(
            table_id=table.id,
            proposal_id=proposal.id,
            language=language,
            text=text,
            seat_id=seat.id,
            written_at=ctx.now,
        )
        if earlier is None:
            ctx.repository.add(kept)
        else:
            ctx.repository.put(replace(kept, id=earlier.id))
    return changed


def _kept(ctx: Context, person: Person, table: Table, round_id: int, texts: Mapping[str, str]) -> None:
    """The table reads what was added; the facilitator hears whether something is missing still."""
    seat = require(ctx, person, table, Role.FACILITATOR)
    round_ = ctx.repository.get(Round, round_id)
    proposal = ctx.repository.get(Proposal, round_.proposal_id or 0)
    changed = store(ctx, table, proposal, seat, texts)
    new = {language: text for language, text in changed.items() if text != proposal.text}
    if new:
        title = round_.title or ctx.label(table.languages[0], f"topics.{round_.topic}")
        added = [{"language": language, "text": text} for language, text in new.items()]
        ctx.say_to_group(table, "translate.told", topic_title=title, wordings=added)
    lacks = translations.lacking(ctx.repository, table, proposal)
    ready = (
        round_.state == "clarifying" and round_.notice_until is not None and ctx.now >= round_.notice_until
    )
    offers = [[Offer("buttons.open_vote", Pressing("go", (table.id, "vote", round_.id)))]] if ready else []
    if round_.state != "clarifying":
        offers = [[Offer("buttons.recall", Pressing("go", (table.id, "recall", round_.id)))]]
    ctx.say_to(
        person,
        "translate.kept",
        table=table,
        offers=[offer(table, round_, "buttons.translate")] if lacks else offers,
        lacks=list(lacks),
    )


TRANSLATE = forms.register(
    Form("translate", (Step("text", options=_shortcuts, optional=True, shown=_shown),), _given, _may)
)
