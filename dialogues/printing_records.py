"""The operating document to be printed from a record alone: drafted texts, who has signed, when it is reviewed.

A record names the sections that are written and holds no wording, no version and no day of a signature.
"""

from __future__ import annotations

from typing import Any

from dialogues import dates
from dialogues.drafts_of_record import drafts
from dialogues.printed_document import SignatureLine, Standing, printed
from dialogues.signed_texts import DocumentText

Json = dict[str, Any]
RATIFIED = "ratified"


def printed_record(record: Json, language: str) -> Json:
    """The values of `printed_document.printed`; sections that the table has not written stand as proposals."""
    document = record["structure"]["document"]
    written = document["sections"] if document else []
    texts = drafts(record, language)
    return printed(
        language,
        DocumentText(None, {name: texts[name] for name in written}),
        _standing(record, document),
        _signatures(record, document),
        proposals=texts,
        from_record=True,
    )


def _standing(record: Json, document: Json | None) -> Standing:
    votes = [d for d in record["decisions"] if d["what"] == "document" and d["state"] == RATIFIED]
    return Standing(
        table=record["table"]["name"],
        dated=dates.made_on(record),
        begun=document is not None,
        ratified=bool(document and document["ratified"]),
        ratified_in=votes[-1]["ratified_cycle"] if votes else None,
        review_on=dates.latest_review(record),
        review_is_latest=True,
        review_months=dates.review_months(record),
    )


def _signatures(record: Json, document: Json | None) -> list[SignatureLine]:
    """One line for each voting organisation, and for each other that has signed all the same."""
    signed = document["signed_by"] if document else []
    return [
        SignatureLine(organisation=o["name"], signed=o["id"] in signed)
        for o in record["organisations"]
        if o["voting"] or o["id"] in signed
    ]
