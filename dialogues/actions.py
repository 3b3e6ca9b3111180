"""What the buttons of the panel and of nudges do. All are for the table's facilitators."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import (
    actions_of_texts,
    actions_of_work,
    advancing,
    advice,
    changing_seats,
    cycle_actions,
    data,
    disagreeing,
    ending,
    forms,
    guide_list,
    holding,
    indicators,
    inviting,
    lifecycle,
    mapping,
    newcomers,
    objecting,
    open_links,
    opening,
    panel,
    proposals,
    redrawing,
    reflecting,
    rounds,
    setting_up,
    structure_panel,
    table_languages,
    translating,
    voting,
)
from dialogues.context import Context
from dialogues.facilitating import page as facilitating_page
from dialogues.facilitating import together
from dialogues.machines import Moved
from dialogues.meeting import controls
from dialogues.model import Person, Reflection, Role, Round, Seat, Table
from dialogues.moves import explain, move_round, move_table
from dialogues.panel_pages import actions as actions_of_pages
from dialogues.pressing import Press, Stale, require
from dialogues.rhythm import settings as rhythm_settings
from dialogues.turnover import starting
from dialogues.undo import screen as undo_screen
from dialogues.undo import steps, watching
from dialogues.unnamed import page as unnamed_page

Action = Callable[[Context, Person, Table, Seat, int], None]


def go(ctx: Context, press: Press) -> None:
    """A panel button: table, action, subject. Whether it may be pressed now has been asked (`dialogues.gate`)."""
    table = ctx.repository.get(Table, press.number(0))
    action = press.word(1)
    if action == "panel":
        if ctx.seat_of(press.person, table) is None:
            raise Stale
        panel.show(ctx, press.person, table)
        return
    seat = require(ctx, press.person, table, Role.FACILITATOR)
    if action in actions_of_pages.ALWAYS:
        ACTIONS[action](ctx, press.person, table, seat, press.number(2))
        return
    if not table.group_reachable and action not in WITHOUT_GROUP:
        ctx.answer_press(press.person.language, "toasts.group_lost")
        return
    subject = press.number(2)
    others = together.waiting(ctx, table, press.person, action, subject)
    watching.step(
        ctx,
        press.person,
        table,
        steps.ACTIONS[action],
        lambda: ACTIONS[action](ctx, press.person, table, seat, subject),
    )
    together.redraw(ctx, table, press.person, others, action, subject)


def _round(ctx: Context, table: Table, id: int, *states: str) -> Round:
    round_ = ctx.repository.get(Round, id)
    if round_.table_id != table.id or (states and round_.state not in states):
        raise Stale
    return round_


def _reflection(ctx: Context, table: Table, id: int, *states: str) -> Reflection:
    reflection = ctx.repository.get(Reflection, id)
    if reflection.table_id != table.id or (states and reflection.state not in states):
        raise Stale
    return reflection


def _organisation(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    inviting.begin(ctx, person, table)


def _link(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    inviting.renew_link(ctx, person, table, subject)


def _coordinator(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    setting_up.send_coordinator_link(ctx, person, table)


def _open(topic: str) -> Action:
    def open_(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
        if topic == "map":
            mapping.ensure_functions(ctx, table)
        opening.open_round(ctx, person, table, topic, seat)

    return open_


def _open_catch_up(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    if not newcomers.waiting(ctx, table) and not newcomers.is_open(ctx, table):
        ctx.say_to(person, "catching_up.nobody", table=table)
        return
    opening.open_round(ctx, person, table, newcomers.CATCH_UP, seat)


def _begin_result(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    table, outcome = move_table(ctx, table, "begin_result", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    ctx.say_to_group(table, "lifecycle.now_naming")
    if any(r.topic == "result" and r.title is None for r in rounds.running(ctx, table)):
        panel.show(ctx, person, table)  # its questions were asked early
    else:
        opening.open_round(ctx, person, table, "result", seat)


def _close(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    outcome = rounds.close(ctx, table, _round(ctx, table, subject, "collecting"), seat)
    explain(ctx, person, table, outcome)


def _extend(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    rounds.extend(ctx, person, table, _round(ctx, table, subject, "collecting"), seat)


def _draft(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    forms.begin(
        ctx, person, table, proposals.DRAFT, _round(ctx, table, subject, "synthesizing", "amending").id
    )


def _compare(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, indicators.CANDIDATES)


def _answered(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    proposals.mark_answered(ctx, person, table, subject)


def _vote(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    voting.open_vote(ctx, person, table, _round(ctx, table, subject, "clarifying"), seat)


def _close_vote(ctx: Context, _person: Person, table: Table, seat: Seat, subject: int) -> None:
    voting.close_vote(ctx, table, _round(ctx, table, subject, "voting"), seat)


def _recall(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    voting.recall(ctx, person, table, _round(ctx, table, subject, "no_quorum", "amending"), seat)


def _revive(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    round_, outcome = move_round(ctx, table, _round(ctx, table, subject, "parked"), "revive", seat)
    if isinstance(outcome, Moved):
        rounds.restart_ballots(ctx, round_)
        panel.show(ctx, person, table)
    else:
        explain(ctx, person, table, outcome)


def _data(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, data.DATA)


def _value(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, data.VALUE)


def _function(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    mapping.begin_part(ctx, person, table)


def _gaps(ctx: Context, person: Person, table: Table, _seat: Seat, page: int) -> None:
    mapping.show_to_facilitator(ctx, person, table, page)


def _gap(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    forms.begin(ctx, person, table, mapping.OWNER, subject)


def _put_map(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    objecting.put_to_table(ctx, person, table, _round(ctx, table, subject, "synthesizing"), seat)


def _settled(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    objecting.settle(ctx, person, table, subject)


def _accept_map(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    explain(ctx, person, table, lifecycle.to_structuring(ctx, table, seat))


def _reflect(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    reflecting.prepare(ctx, person, table, seat)


def _reflect_begin(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    reflecting.begin(ctx, person, table, _reflection(ctx, table, subject, "preparing"), seat)


def _reflect_close(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    reflection = _reflection(ctx, table, subject, "private_reflection")
    explain(ctx, person, table, reflecting.close(ctx, table, reflection, seat))


def _reflect_decide(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    reflecting.decide(ctx, person, table, _reflection(ctx, table, subject, "sense_making", "deciding"), seat)


def _reflect_feed(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    reflecting.feed_back(ctx, person, table, _reflection(ctx, table, subject, "feeding_back"))


def _summary(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    reflecting.show_summary(ctx, person, table, _reflection(ctx, table, subject, "summarizing"))


def _send(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    reflection = _reflection(ctx, table, subject, "summarizing", "cancelled")
    reflecting.deliver(ctx, person, table, reflection, seat)


def _reflect_cancel(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    reflection = advice.open_reflection(ctx, table)
    if reflection is None:
        raise Stale
    forms.begin(ctx, person, table, ending.CANCEL_REFLECTION, reflection.id)


def _ask_stage(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    advancing.offer_stages(ctx, person, table)


def _stage(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    advancing.request(ctx, person, table, seat, subject)


def _settle_difference(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    disagreeing.settle(ctx, person, table, subject)


def _end_round(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    forms.begin(ctx, person, table, ending.END_ROUND, _round(ctx, table, subject).id)


def _pause(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    panel.show(ctx, person, lifecycle.pause(ctx, table, seat))


def _resume(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    panel.show(ctx, person, lifecycle.resume(ctx, table, seat))


# What tells the group nothing, and so may be done while the bot is out of it.
WITHOUT_GROUP = (
    "organisation",
    "links",
    "end_link",
    "link",
    "coordinator",
    "colleague",
    "seats",
    "function",
    "drop_function",
    "help_text",
    "gaps",
    "gap",
    "value",
    "summary",
    "evidence",
    "on_behalf",
    "behalf",
    *structure_panel.WITHOUT_GROUP,
    *facilitating_page.WITHOUT_GROUP,
    *starting.WITHOUT_GROUP,
    *actions_of_pages.WITHOUT_GROUP,
)

ACTIONS: dict[str, Action] = {
    "organisation": _organisation,
    **open_links.ACTIONS,
    "link": _link,
    "coordinator": _coordinator,
    "open_introductions": _open("introductions"),
    "begin_result": _begin_result,
    "open_result": _open("result"),
    "open_map": _open("map"),
    "open_pulse": _open("pulse"),
    "move_round": opening.move_on,
    "open_unsaid": _open("unsaid"),
    "ask_stage": _ask_stage,
    "stage": _stage,
    "settle_difference": _settle_difference,
    "close": _close,
    "extend": _extend,
    "draft": _draft,
    "compare": _compare,
    "answered": _answered,
    "vote": _vote,
    "translate": translating.ask,
    "table_languages": table_languages.begin,
    "close_vote": _close_vote,
    "recall": _recall,
    "revive": _revive,
    "data": _data,
    "value": _value,
    "function": _function,
    "gaps": _gaps,
    "gap": _gap,
    "put_map": _put_map,
    "settled": _settled,
    "accept_map": _accept_map,
    "reflect": _reflect,
    "reflect_begin": _reflect_begin,
    "reflect_close": _reflect_close,
    "reflect_decide": _reflect_decide,
    "reflect_feed": _reflect_feed,
    "reflect_cancel": _reflect_cancel,
    "summary": _summary,
    "send": _send,
    "end_round": _end_round,
    "pause": _pause,
    "resume": _resume,
    **changing_seats.ACTIONS,
    **facilitating_page.ACTIONS,
    **starting.ACTIONS,
    **holding.ACTIONS,
    **redrawing.ACTIONS,
    "open_catch_up": _open_catch_up,
    **actions_of_texts.ACTIONS,
    **guide_list.ACTIONS,
    **actions_of_work.ACTIONS,
    **cycle_actions.ACTIONS,
    **structure_panel.ACTIONS,
    **controls.ACTIONS,
    **actions_of_pages.ACTIONS,
    **rhythm_settings.ACTIONS,
    **undo_screen.ACTIONS,
    **unnamed_page.ACTIONS,
}
