"""What is a pass, in both languages, and what only looks like one (docs/method.md 0)."""

from __future__ import annotations

import pytest

from dialogues import passes

PASSES = {
    "en": (
        "pass", "PASS!", "I pass", "i'll pass.", "pass, thanks", "Pass on this one", "I'll pass on them",
        "sorry, I'll pass on this one, thanks", "skip", "skip.", "Skip it", "skip this",
        "Skip this question", "please skip", "can I skip this?", "/pass.", "I'd rather not say",
        "I’d rather not say.", "Id rather not answer", "rather not say, sorry", "I prefer not to say",
        "I don't want to answer this question", "no comment", "No comment!", "n/a", "N/A", "N.A.",
        "not applicable", "I abstain", "next question please",
    ),
    "es": (
        "Paso.", "paso", "¡Paso!", "Yo paso", "paso, gracias", "Paso de esta pregunta", "mejor paso",
        "lo siento, pero paso", "saltar", "Omitir.", "saltar esta pregunta", "Me la salto",
        "omita esta pregunta, por favor", "quiero pasar", "prefiero no contestar",
        "Prefiero no responder a esta pregunta, gracias", "prefiero no decirlo", "sin comentarios", "n/a",
        "No aplica", "me abstengo", "skip", "pass",
    ),
}  # fmt: skip
ANSWERS = {
    "en": (
        "", "none", "nothing", "no", "I don't know", "not sure", "next", "rather not", "I'd rather not",
        "Decline.", "A bus pass", "Pass the word to the mills", "a pass", "no pass", "I can't pass",
        "I will not pass", "Skip school less", "skip to the end", "I'd rather not say who did it",
        "n/a yet, ask in May", "this", "thanks", "I", "Sorry", "we",
        "No comment from the council has reached us", "not say",
    ),
    "es": (
        "", "ninguno", "nada", "no", "no sé", "no paso", "Paso a paso", "Pasó", "Salto", "mejor no",
        "El paso del río", "paso del Norte", "gracias", "esta", "prefiero",
        "No contestar rápido es el problema", "Saltar la cuerda",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(lang, t) for lang, texts in PASSES.items() for t in texts])
def test_a_whole_text_that_only_passes_is_a_pass(language: str, text: str) -> None:
    assert passes.is_pass(language, text)
    assert passes.is_no_reason(language, text)


@pytest.mark.parametrize(("language", "text"), [(lang, t) for lang, texts in ANSWERS.items() for t in texts])
def test_what_says_anything_else_is_no_pass(language: str, text: str) -> None:
    assert not passes.is_pass(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", t) for t in ("No reason.", "none", "Nothing", "no, thanks", "without a reason")]
    + [("es", t) for t in ("sin razón", "Sin motivo.", "ninguna", "nada", "no, gracias", "no hay razón")],
)
def test_no_reason_is_none(language: str, text: str) -> None:
    assert passes.is_no_reason(language, text)
    assert not passes.is_no_reason(language, f"{text} 4 mills")
