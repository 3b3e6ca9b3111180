"""Every question that can be left out of a round has a line by which it is picked."""

from __future__ import annotations

import pytest

from dialogues import elements, opening, phrases
from dialogues.guides.guide_set import built_in

ASKED = sorted(
    {id for name in elements.topics() if not (t := elements.topic(name)).labelled for id in t.prompts}
    - {"P8"}
)


@pytest.mark.parametrize("language", phrases.languages())
@pytest.mark.parametrize("prompt_id", ASKED)
def test_each_has_its_line(language: str, prompt_id: str) -> None:
    assert opening.question(built_in(), language, prompt_id).strip()
