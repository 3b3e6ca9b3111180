"""What players say of their own accord, where the bot asks for a word that a scenario does not hold."""

from __future__ import annotations

from bot.rehearsal.scenario.nouns import Scenario

WORDS = {
    "agreed": {"en": "Agreed at our meeting.", "es": "Lo acordamos en la reunión."},
    "left_open": {"en": "Not decided yet.", "es": "Todavía sin decidir."},
    "longer": {"en": "It goes on.", "es": "Sigue en marcha."},
    "decided": {"en": "We go on as discussed.", "es": "Seguimos como lo hablamos."},
    "nothing_changes": {"en": "Nothing to change for now.", "es": "Por ahora no cambia nada."},
    "not_finished": {"en": "Not finished in this cycle.", "es": "No se terminó en este ciclo."},
    "section": {"en": "As agreed at the table.", "es": "Según lo acordado en la mesa."},
    "turn": {"en": "I have a point.", "es": "Tengo un punto."},
}


def said(scenario: Scenario, what: str) -> str:
    """The sentence in the table's first language."""
    by_language = WORDS[what]
    return by_language.get(scenario.languages[0], by_language["en"])
