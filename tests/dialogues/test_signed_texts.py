"""The hash of a document's text: over a form that anybody can write down again."""

from __future__ import annotations

import hashlib

from dialogues.signed_texts import DocumentText, short


def test_the_hash_is_over_a_text_that_anybody_can_write_down() -> None:
    text = DocumentText(2, {"roles": "Tareas: “sí”", "purpose_result": "One\nresult"})
    by_hand = (
        '{"format":"tablekeeper.document/1","sections":[["purpose_result","One\\nresult"],'
        '["roles","Tareas: \\u201cs\\u00ed\\u201d"]],"version":2}'
    )
    assert text.canonical == by_hand
    assert text.content_hash == hashlib.sha256(by_hand.encode()).hexdigest()
    assert text.content_hash.startswith(short(text.content_hash))


def test_another_text_another_section_another_version_is_another_hash() -> None:
    texts = [
        DocumentText(1, {"roles": "a"}),
        DocumentText(1, {"roles": "b"}),
        DocumentText(2, {"roles": "a"}),
        DocumentText(1, {"conflict": "a"}),
        DocumentText(1, {}),
        DocumentText(None, {"roles": "a"}),
        DocumentText(1, {"roles": "half \ud83d"}),
    ]
    assert len({text.content_hash for text in texts}) == len(texts)


def test_the_order_in_which_sections_were_written_does_not_matter() -> None:
    one = DocumentText(1, {"roles": "a", "conflict": "b"})
    assert one.content_hash == DocumentText(1, {"conflict": "b", "roles": "a"}).content_hash
