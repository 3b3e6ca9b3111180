"""What the ids and codes of a record mean, in words of one language.

A record is the facilitator's document; `gap` says what only a facilitator may read unless it is
asked for the words that many may read.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from dialogues import phrases
from dialogues.checks.gaps import TOLD_AS_THIN
from dialogues.model import Role

Json = dict[str, Any]
NOBODY = "–"
ROLES = (Role.FACILITATOR.value, Role.COORDINATOR.value)
OF_FUNCTION = ("FUNCTION_UNCOVERED", "NO_DECISION_MAKER", "NO_DOER", "SINGLE_POINT")


class RecordNames:
    """The names in one record, by id; words come in `language` where it is spoken, else in English."""

    def __init__(self, record: Json, language: str) -> None:
        self.language = phrases.spoken(language)
        self._organisations = {o["id"]: o["name"] for o in record["organisations"]}
        self._functions = {f["id"]: f["label"] for f in record["map"]["functions"]}
        self._bodies = {b["id"]: b["name"] for b in record["structure"]["bodies"]}
        self._seats = {s["id"]: s["organisation"] for s in record["seats"]}
        self._zone = record["table"]["time_zone"]

    def label(self, phrase: str, **values: object) -> str:
        """A phrase as plain text."""
        return html.unescape(phrases.render(self.language, phrase, self._zone, values))

    def organisation(self, id: str | None) -> str:
        """An organisation's name; a dash where nothing has this id."""
        return str(self._organisations.get(id or "", NOBODY))

    def organisations(self, ids: Sequence[str]) -> str:
        """Several names in one line; a dash for none."""
        return ", ".join(self.organisation(id) for id in ids) or NOBODY

    def function(self, id: str | None) -> str:
        """A part of the work by its label."""
        return str(self._functions.get(id or "", NOBODY))

    def body(self, id: str | None) -> str | None:
        """A body's name; None for no body, or one that is gone."""
        return self._bodies.get(id or "")

    def sector(self, sector: str) -> str:
        """A sector's name: one of ours in words, another as it was typed."""
        phrase = f"sectors.{sector}"
        return self.label(phrase) if phrase in phrases.keys(self.language) else sector

    def owner(self, owner: str | None) -> str | None:
        """Who looks after a gap: an organisation, the facilitator, the coordinator; None for nobody."""
        if owner is None:
            return None
        return self.label(f"roles.{owner}") if owner in ROLES else self.organisation(owner)

    def gap(self, gap: Json, *, for_many: bool = False) -> str:
        """A gap in words; `for_many` tells a part of the work as thin instead of who cannot decide."""
        code = "THIN" if for_many and gap["code"] in TOLD_AS_THIN else gap["code"]
        return self.label(f"gaps.{code}", subject=self._subject(gap["code"], gap["subject"]))

    def _subject(self, code: str, subject: str | None) -> str:
        if subject is None:
            return ""
        match code:
            case code if code in OF_FUNCTION:
                return self.function(subject)
            case "REP_TYPE_MISMATCH":
                return self.organisation(self._seats.get(subject))
            case "REP_TYPE_MISSING":
                return self.label(f"buttons.{subject}")
            case "DECISION_MAKERS_ONE_SECTOR":
                return self.sector(subject)
            case _:
                return self.organisation(subject)
