"""What people write instead of pressing: “stop”, “later”, “not this round”, “I'm on vacation until 5 May”.

It is asked back, never guessed: while a question is open, the same words may be the answer.
"""

from __future__ import annotations

from datetime import date

from dialogues import asking, focus, forms, house_rules, reading, timers
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.manners import days, going_away, settings, snoozing
from dialogues.model import Focus, Person, Table

CUES = MUTE, LATER, PASS_ON, AWAY, BACK = ("mute", "later", "not_this_round", "away", "back")
# "Keep, change, stop?": there these words are what is asked for.
WORDS_ARE_ANSWERS = ("P4",)


def takes(ctx: Context, person: Person, text: str, message_id: int) -> bool:
    """Whether this text seems to be about reminders or being away; then it is asked what is meant."""
    waiting = focus.current(ctx, person)
    if waiting is not None and (waiting.form in forms.FORMS or waiting.step in WORDS_ARE_ANSWERS):
        return False
    meant = meaning(person.language, text)
    if meant is None:
        return False
    asked = asking.asked_now(ctx, person)
    if asked is not None:
        now, table, _, collection = asked
        now = focus.tried(ctx, now, message_id)
        _ask(ctx, person, table, meant, text, (now, collection))
        return True
    tables = [t for t in ctx.tables_of(person) if t.lifecycle != "adjourned"]
    if len(tables) == 1:
        _ask(ctx, person, tables[0], meant, text, None)
    elif tables:
        settings.show(ctx, person)
    return bool(tables)


def meaning(language: str, text: str) -> str | None:
    """Which of the five a whole text says; None where it says something else, or more."""
    text = text.replace("’", "'")
    if len(reading.fold(text).split()) > house_rules.WISH_WORDS.value:
        return None
    for name in (MUTE, LATER, PASS_ON, BACK):
        if reading.is_word(language, name, text):
            return name
    return AWAY if reading.begins_with(language, AWAY, text) else None


def _ask(
    ctx: Context, person: Person, table: Table, meant: str, text: str, asked: tuple[Focus, Collection] | None
) -> None:
    day = (
        days.read_day(text, person.language, going_away.today_of(ctx, person, table))
        if meant == AWAY
        else None
    )
    rows = _rows(table, meant, day)
    if asked is not None:
        now, collection = asked
        if meant == PASS_ON:
            rows.insert(0, [Offer("buttons.not_this_round", _pass_on(collection))])
        if now.step:
            # What was typed is kept until it is known to be the answer.
            focus.remember(ctx, now, forwarded=text)
            rows.append([Offer("buttons.is_my_answer", _own(collection, now))])
    ctx.say_to(
        person,
        "manners.meant",
        table=table,
        offers=rows,
        meant=meant,
        day=day,
        open_=asked is not None and bool(asked[0].step),
    )


def _own(collection: Collection, now: Focus) -> Pressing:
    return Pressing("nav", (collection.form, collection.id, "own", now.step))


def _pass_on(collection: Collection) -> Pressing:
    return Pressing("not_this_round", (collection.form, collection.id))


def _rows(table: Table, meant: str, day: date | None) -> list[list[Offer]]:
    if meant == AWAY and day is not None:
        return [
            [
                Offer("buttons.write_again_on", going_away.on_offer(table, d), {"day": d})
                for d in (day, day + timers.A_DAY)
            ],
            [going_away.offer(table)],
        ]
    if meant == AWAY:
        return [[going_away.offer(table)], [settings.offer()]]
    if meant == BACK:
        return [[settings.offer()]]
    mute = Offer("buttons.mute", Pressing("mute", (table.id, "on")), {"table": ""})
    first = [[mute], *snoozing.offers(table)] if meant == MUTE else [*snoozing.offers(table), [mute]]
    return [*first, [going_away.offer(table)]]
