"""The families of phrases whose names the code computes: each beginning, with all it can become."""

from __future__ import annotations

from bot.documents.exports import graphml, interest_network
from dialogues import (
    actions,
    actions_of_work,
    asking,
    bringing,
    cards,
    commands,
    conversation,
    cycle_ends,
    data,
    dates,
    decisions_story,
    documents_panel,
    elements,
    facilitator_entries,
    holding,
    house_rules,
    inviting,
    learning,
    levers,
    machines,
    mapping,
    passes,
    phrases,
    printed_document,
    reflecting,
    reopening,
    retention,
    rules_in_force,
    text_changes,
    trust_story,
    votes_in_group,
)
from dialogues.checks import (
    alignment,
    consensus,
    leverage,
    portfolio,
    problem_solving,
    pulse_means,
    system_change,
    unnamed_counts,
)
from dialogues.checks.measurable import Part
from dialogues.coordination import wishes
from dialogues.elements.result import SHOWN
from dialogues.fallback import rules as fallback
from dialogues.guides import guides, prompt
from dialogues.manners import snoozing, typed
from dialogues.model import Role, Tier
from dialogues.rhythm import rule, sessions
from dialogues.rhythm import settings as settings
from dialogues.structure_facts import SUPPORT
from dialogues.trail import noting, watched
from dialogues.turnover import progress, starting
from dialogues.undo import steps as undo_steps
from tests.dialogues.phrases_in_code import (
    calls,
    ends_of_a_round,
    gap_codes,
    guards,
    hints,
    misread,
    next_steps,
    pairs_in_code,
    words_in,
)

assert conversation.PRESSES  # importing it makes every form known


def of_trust() -> dict[str, set[str]]:
    """The beginnings that element 6 computes names with."""
    asked = [(step, prompt(step)) for g in guides().values() for p in g.prompts for step in p.steps]
    chosen = {
        f"{step.replace('/', '_')}_{word}"
        for step, p in asked
        if p.kind.value == "choice"
        for word in p.options
    }
    return {
        "choices.": chosen,
        "coordination_choices.": {
            f"{what}_{value}"
            for what, values in wishes.choices().items()
            for value in values
            if value not in phrases.languages()
        },
        "pulse_items.": set(pulse_means.STATEMENTS),
        "trust_reasons.": set(trust_story.CODES),
        "turnover_reasons.": set(starting.REASONS),
        "turnover_steps.": set(progress.STEPS),
        "trust_stages.": {*machines.TRUST.states},
    }


def of_work() -> dict[str, set[str]]:
    """The beginnings that elements 2 and 5 compute names with."""
    flags = {"ALL_TALK", "DOING_WITHOUT_THINKING", "CLOSED_WITHOUT_LEARNING", "PROGRAM_ONLY", "SINGLE_BET"}
    return {
        "alignment.": {alignment.GENERAL, alignment.THINKING, alignment.DOING, alignment.PROGRAM},
        "card_parts.": set(portfolio.PARTS),
        "conditions.": {*system_change.CONDITIONS, levers.NO_BOX},
        "levels.": set(system_change.EXPERIMENT_LEVELS),
        "levers.": {system_change.OWN_AGENDA, system_change.NO_SELF_CHANGE},
        "portfolio.": flags | {"OVERDUE"},
        "buttons.as_": {system_change.SYSTEM, system_change.PROGRAM},
        "buttons.edit_": set(cards.PARTS),
    }


def of_machines() -> dict[str, set[str]]:
    """The words for every state, trigger and guard of every machine."""
    charts = machines.CHARTS.values()
    return {
        "machine_states.": {f"{c.name}_{state}" for c in charts for state in c.states},
        "machine_triggers.": {f"{c.name}_{arrow.trigger}" for c in charts for arrow in c.arrows},
        "machine_guards.": {guard for c in charts for arrow in c.arrows for guard in arrow.guards},
    }


def of_structure() -> dict[str, set[str]]:
    """The beginnings that element 4 computes names with."""
    codes = words_in(*(call.args[0] for call in calls("Raised")))
    return {
        "buttons.entry_": set(facilitator_entries.PROMPTS.values()),
        "buttons.months_": {str(n) for n in house_rules.REVIEW_MONTHS_CHOICES.value},
        "document_drafts.": set(leverage.SECTIONS),
        "flags.": codes,
        "remedies.": codes,
        "sections.": set(leverage.SECTIONS),
    }


def of_problem_solving() -> dict[str, set[str]]:
    """The beginnings that element 7 computes names with."""
    stages = set(problem_solving.STAGES)
    return {
        "bands.": {problem_solving.STRONG, problem_solving.DEVELOPING, problem_solving.WEAK},
        "cycle_flags.": set(cycle_ends.FLAGS),
        "evidence_marks.": set(problem_solving.ALL_MARKS),
        "first_questions.": stages,
        "practices.": stages,
        "stages.": stages,
    }


def buttons_of_work() -> set[str]:
    """The buttons of elements 2 and 5 that are named by what they do."""
    return {*actions_of_work.ACTIONS} - {"sort_system", "sort_program"} | {*learning.DECISIONS}


def of_buttons() -> set[str]:
    """The buttons whose names are computed."""
    types = {"decision_maker", "doer", "designee"}
    numbers = {f"score_{n}" for n in range(6)} | {f"days_{n}" for n in house_rules.CYCLE_DAYS_CHOICES.value}
    marks = {f"mark_{halves}" for halves in problem_solving.HALVES}
    panel = {
        label
        for label, action in pairs_in_code()
        if action in actions.ACTIONS and label not in machines.TABLE.states
    }
    return {"yes", "no", "check", *asking.LEVELS, *next_steps()[1]} | (
        types | numbers | marks | panel | buttons_of_work()
    )


def of_texts() -> dict[str, set[str]]:
    """The beginnings that texts brought to the table compute names with."""
    kinds = {"brings.": bringing.KINDS, "decided.": decisions_story.STATES, "reopens.": reopening.WHAT}
    return {start: set(words) for start, words in kinds.items()} | {
        "rules.": {*rules_in_force.BY_NAME, fallback.FALLBACK},
        "fallback_rules.": set(fallback.CHOICES),
        "fallback_texts.": set(fallback.CHOICES),
    }


def of_files() -> dict[str, set[str]]:
    """The beginnings that calendars and maps compute names with."""
    known = {*graphml.OF_NODES} - {"kind", "label"}
    return {
        "dates.": {f"{kind}{end}" for kind in dates.KINDS for end in ("", "_more")},
        "buttons.paper_": {*documents_panel.DOCUMENTS, documents_panel.PICTURES},
        "documents.": {*documents_panel.DOCUMENTS},
        "printed.": {*printed_document.BLANKS, *text_changes.KINDS} - {printed_document.UNSPOKEN},
        "maps.": known | {*interest_network.NODE_KINDS, *interest_network.LINK_KINDS},
    }


def of_manners() -> dict[str, set[str]]:
    """The beginnings that reminders and being away compute names with, and the words people type."""
    return {
        "buttons.unnamed_": {*unnamed_counts.CHOICES},
        "unnamed.": {"exactly", "at_least", "at_most"},
        "buttons.away_": {str(n) for n in house_rules.AWAY_DAYS_CHOICES.value},
        "buttons.snooze_": set(snoozing.WAYS),
        "words.number_": words_in(*(call.args[1] for call in calls("_spoken_list"))),
        "words.": words_in(*(c.args[1] for c in calls("is_word")))
        | {"yes", "no", *typed.CUES, *passes.WORDS, *votes_in_group.WORDS},
    }


def of_trail() -> dict[str, set[str]]:
    """The beginnings that the list of changes computes names with."""
    rhythm = {sessions.RHYTHM, sessions.EXCEPTIONS, sessions.DAYS_OFF}
    entries = rhythm | {
        *facilitator_entries.PROMPTS.values(),
        SUPPORT,
        holding.HELP_TEXT,
        retention.RETENTION,
        data.NUMBERS_BY,
    }
    words = {"yes", "no", "open", "due", "done", "missed", "closed", "dropped", *learning.DECISIONS}
    return {
        "rhythm.": {*rule.PLACES},
        "rhythm.weekday_": {str(n) for n in settings.WEEKDAYS},
        "buttons.rhythm_": {*rule.KINDS, settings.NONE},
        "undo_steps.": undo_steps.words(),
        "undo_reasons.": undo_steps.reasons(),
        "trail_kinds.": {*watched.BY_KIND, watched.FILE},
        "trail_fields.": {field for _, watch in watched.BY_KIND.values() for field in watch.fields},
        "trail_values.": words | {system_change.SYSTEM, system_change.PROGRAM},
        "trail_entries.": entries,
        "trail.by_": {noting.CLOCK, noting.RULES, noting.OUTSIDE},
        "trail.as_": {role.value for role in Role},
    }


def families() -> dict[str, set[str]]:
    """Every beginning of a computed phrase name, with all the names it can become."""
    steps = {s.replace("/", "_") for guide in guides().values() for p in guide.prompts for s in p.steps}
    asked = {
        s.replace("/", "_")
        for guide in guides().values()
        for p in guide.prompts
        if p.kind.value not in ("data", "vote")
        for s in p.steps
    }
    examples = {f"{s.split('_')[0]}_example" for s in asked}
    assert asked <= steps
    roles = {role.value for role in Role}
    outcomes = {consensus.PASSED, consensus.PASSED_PROVISIONAL, consensus.BLOCKED, consensus.NEEDS_DISCUSSION}
    outcomes |= {consensus.NO_QUORUM}
    return (
        of_trust()
        | of_work()
        | of_machines()
        | of_structure()
        | of_problem_solving()
        | of_texts()
        | of_files()
        | of_manners()
        | of_trail()
        | {
            "again.": misread(),
            "reopens.": set(reopening.WHAT),
            "asks.": words_in(*(call.args[0] for call in calls("Ask"))),
            "buttons.": of_buttons(),
            "commands.": {*commands.PRIVATE, *commands.GROUP},
            "errors.only_": roles,
            "functions.": set(mapping.KINDS),
            "gaps.": gap_codes(),
            "lacks.": gap_codes() | {"THIN"},
            "outcomes.": outcomes,
            "parts.": {part.value for part in Part},
            "prompts.": asked | examples,
            "receipt.": {tier.value for tier in Tier},
            "refusals.": guards(),
            "result.revealed_": set(SHOWN),
            "roles.": {"facilitator", "coordinator"},
            "rounds.": ends_of_a_round(),
            "sectors.": set(inviting.SECTORS),
            "toasts.in_": {f"{where}_only" for where in ("group", "private")},
            "toasts.only_": roles,
            "toasts.table_": {"paused", "adjourned"},
            "topics.": {*elements.topics()},
            "upstream.": set(reflecting.UPSTREAM),
            "voting.": outcomes,
        }
    )


def of_families() -> set[str]:
    known = {f"{start}{name}" for start, names in families().items() for name in names}
    return known | {f"coach.{code}" for code in hints()}
