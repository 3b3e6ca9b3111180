"""What the peers ask, show and check: word for word what Tablekeeper says of the same questions.

All that can be prepared stands here ready-made, so that no peer pays for it with each answer.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

# What the bot refuses of an answer, as Telegram limits a message.
LONGEST = 4_000
NOTHING = "Please write your answer in a few words."
TOO_LONG = "This is too long for one answer. Please write it in fewer words."

_NAMELESS = "🎭 <i>Shown to the table without a name, once three or more organisations have answered.</i>\n\n"
_PRIVATE = (
    "🔒 <i>Private: nobody sees your answer. It is only used in a mean, and only when enough people "
    "answer.</i>\n\n"
)
_TEXTS = (
    "What did we expect in this cycle?",
    "What happened? Numbers first.",
    "Why the difference?",
    "What should we keep, change or stop?",
    "What does it say about the problem itself?",
    "Are we working on the right thing?",
    "Who decided, and was that right?",
)
_SCALES = {
    "P8/problem_defining": "How strong is this table at <b>saying what the problem is</b>? 1 is weak, 5 is strong.",
    "P8/interpreting_hypothesizing": "And at <b>finding out why it is so</b>? 1 is weak, 5 is strong.",
    "P8/designing": "And at <b>planning what to do</b>? 1 is weak, 5 is strong.",
    "P8/implementing": "And at <b>doing what it planned</b>? 1 is weak, 5 is strong.",
}
_ALL = 11

# A row of buttons: label and data.
Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is asked, and the beginning of how it stands there once it is answered."""

    text: str
    buttons: Rows
    answered: str
    answered_buttons: Rows

    def kept(self, answer: str) -> str:
        """The answered question with what was answered, as HTML."""
        return f"{self.answered}{html.escape(answer, quote=False)}</i>"


def refusal(text: str) -> str | None:
    """What is said to a text that cannot be an answer; None when it can."""
    if not text.strip():
        return NOTHING
    return TOO_LONG if len(text) > LONGEST else None


def _question(number: int, prompt: str, words: str) -> Question:
    scale = tuple((str(mark), f"pick:reflection:1:{prompt}:{mark}") for mark in range(1, 6))
    back = (("◀ Back", f"nav:reflection:1:back:{prompt}"),)
    onward = (("Later", f"nav:reflection:1:skip:{prompt}"), ("Pass", f"nav:reflection:1:pass:{prompt}"))
    is_scale = prompt in _SCALES
    return Question(
        text=f"{_PRIVATE if is_scale else _NAMELESS}<b>Question {number} of {_ALL}</b>\n{words}",
        buttons=(
            *((scale,) if is_scale else ()),
            (*(back if number > 1 else ()), *onward),
            (("⏰ Not now", "not_now:1:reflection:1"),),
        ),
        answered=f"✓ {words}\nYou: <i>",
        answered_buttons=((("Edit", f"redo:reflection:1:{prompt}"),),),
    )


_PROMPTS = {f"P{number}": words for number, words in enumerate(_TEXTS, 1)} | _SCALES
QUESTIONS = tuple(
    _question(number, prompt, words) for number, (prompt, words) in enumerate(_PROMPTS.items(), 1)
)
