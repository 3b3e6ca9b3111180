"""What a signature is given to: the text is kept with its hash, a change is shown word by word, all are asked."""

from __future__ import annotations

import pytest

from dialogues.model import Signature, SignedText
from dialogues.signed_texts import DocumentText, short
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.structure_acts import open_page, sign, write_section


@pytest.fixture
async def signed_once(convened: Played) -> Played:
    """Two sections, signed by two of five; then one of them changed."""
    await write_section(convened, "How we decide")
    await write_section(convened, "When we disagree", own="We talk <b>at</b> the lake, each {{ month }}.")
    await sign(convened, "Ottilie", "Marigold")
    await write_section(convened, "✓ When we disagree", own="We talk <b>at</b> the mill, each {{ month }}.")
    return convened


async def test_a_signature_stands_beside_the_text_it_was_given_to(signed_once: Played) -> None:
    (kept,) = signed_once.find(SignedText)
    assert kept.texts["conflict"] == "We talk <b>at</b> the lake, each {{ month }}."
    assert kept.number == 1
    assert kept.content_hash == DocumentText(1, kept.texts).content_hash
    assert {s.content_hash for s in signed_once.find(Signature)} == {kept.content_hash}
    told = f"The text they sign has the code {short(kept.content_hash)}. Last signature: November 23, 2026."
    assert told in signed_once.group_text()
    assert told in signed_once["Marigold"].has_read()
    await sign(signed_once, "Thaddeus")
    first, second = signed_once.find(SignedText)
    assert (first.number, second.number) == (1, 2)
    assert second.content_hash != first.content_hash
    assert signed_once.find(Signature)[-1].content_hash == second.content_hash


async def test_what_changed_is_shown_word_by_word(signed_once: Played) -> None:
    ottilie = signed_once["Ottilie"]
    await ottilie.says("/table")
    await ottilie.presses("Read the document")
    await ottilie.presses("What changed since version 1")
    told = ottilie.reads()
    assert "What changed between version 1 and version 2" in told
    assert "When we disagree" in told
    assert "We talk <b>at</b> the ➖ lake, ➕ mill, each {{ month }}." in told
    assert "How we decide" not in told
    await open_page(signed_once)
    await signed_once.lena.presses("The document")
    await signed_once.lena.presses("What changed since version 1")
    assert signed_once.lena.reads() == told


async def test_a_first_version_has_nothing_to_compare_with(convened: Played) -> None:
    await write_section(convened, "How we decide")
    await convened["Ottilie"].says("/table")
    await convened["Ottilie"].presses("Read the document")
    assert "What changed" not in str(convened.stage.bot_messages(convened["Ottilie"].user)[-1].buttons)
    await acts.forges(convened, convened["Ottilie"], "changes:1")
    assert acts.toast(convened, convened["Ottilie"]) is not None
    assert "What changed between" not in convened["Ottilie"].has_read()


async def test_those_who_have_not_signed_are_asked(signed_once: Played) -> None:
    await sign(signed_once, "Ottilie")
    await open_page(signed_once)
    await signed_once.lena.presses("The document")
    await signed_once.lena.presses("Ask for the signatures")
    assert "I have asked 4 organisations to read and sign." in signed_once.lena.reads()
    for name in ("Clementine", "Thaddeus", "Philippa", "Marigold"):
        assert "Please read the operating document and sign it" in signed_once[name].has_read()
        assert "It is not the text of version 1 any more" in signed_once[name].has_read()
    assert "Please read the operating document" not in signed_once["Ottilie"].has_read()
    await signed_once["Clementine"].presses("Sign the document")
    assert "Signed so far (2)" in signed_once["Clementine"].reads()


async def test_only_a_facilitator_asks(signed_once: Played) -> None:
    await acts.forges(signed_once, signed_once["Ottilie"], "go:1:ask_signatures:0")
    assert "Please read the operating document" not in signed_once["Thaddeus"].has_read()


async def test_nobody_is_asked_for_nothing(convened: Played) -> None:
    await open_page(convened)
    await convened.lena.presses("The document")
    await convened.lena.presses("Begin the document")
    await convened.lena.presses("Ask for the signatures")
    assert "Nobody is left to ask" in convened.lena.reads()
