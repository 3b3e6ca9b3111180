"""Whether a whole text says nothing but “I pass” (docs/method.md 0: a pass is always an answer, no reason asked).

The words stand in `words.yaml` of each language: `pass` says it, `before_pass` and `after_pass` may stand around it
("sorry, I'll skip this one, thanks"). A text that says anything more is no pass.
"""

from __future__ import annotations

from dialogues import set_phrases

WORDS = PASS, NO_REASON, BEFORE, AFTER = ("pass", "no_reason", "before_pass", "after_pass")


def is_pass(language: str, text: str) -> bool:
    """Whether the text, in this language or in the first one, is a pass and nothing else."""
    return set_phrases.is_one(language, PASS, text, before=BEFORE, after=AFTER)


def is_no_reason(language: str, text: str) -> bool:
    """Whether the text gives no reason where one was asked for: a pass, "no reason", "none"."""
    return set_phrases.is_one(language, NO_REASON, text, before=BEFORE, after=AFTER) or is_pass(
        language, text
    )
