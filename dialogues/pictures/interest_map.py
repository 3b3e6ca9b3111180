"""The interest map (docs/method.md 3): the result in the middle, the parts of the work around it, who has a part.

One organisation may stand at several parts. In the picture for the table no organisation has a type
beside it and parts without a decision-maker or doer are only "thin": that nobody reads there who
cannot commit. The facilitator's picture shows the types.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogues import phrases
from dialogues.checks.gaps import FOR_FACILITATOR_ONLY, TOLD_AS_THIN
from dialogues.effects import FileValue
from dialogues.house_rules import UNNAMED_MINIMUM_ORGANISATIONS
from dialogues.model import RepresentativeType, Role
from dialogues.pictures.drawing import Drawing, Record, Words, day, heading

TYPES = tuple(t.value for t in RepresentativeType)
AT_A_PART = (*TOLD_AS_THIN, "FUNCTION_UNCOVERED")
ROLES = (Role.FACILITATOR.value, Role.COORDINATOR.value)
Json = dict[str, Any]


def interest_map(record: Record, language: str, *, for_facilitator: bool = False) -> Drawing:
    """The map as it stands in the record."""
    words = Words(record, language)
    kind = words("picture.map_for_facilitator" if for_facilitator else "picture.map")
    gaps = _open_gaps(record, for_facilitator)
    interests = [_interest(record, part, gaps, words, for_facilitator) for part in record["map"]["functions"]]
    placed = {id(gap) for interest in interests for gap in interest["gaps"]}
    apart = [_lack(record, gap, words, for_facilitator) for gap in gaps if id(gap) not in placed]
    for interest in interests:
        del interest["gaps"]
    data: dict[str, FileValue] = {
        **heading(record, words, kind),
        "result_is": words("picture.result"),
        "result": record["result"]["statement"] or words("picture.no_result"),
        "interests": interests,
        "apart_is": words("picture.apart"),
        "apart": _without_repeats(apart),
        "legend": _legend(words, for_facilitator),
        "present": [] if for_facilitator else _present(record, words),
    }
    return Drawing(
        name="interest_map",
        title=kind,
        alt=words(
            "picture.map_alt",
            **{name: data[name] for name in ("table", "result", "interests", "apart", "present")},
        ),
        data=data,
        language=words.language,
        for_facilitator=for_facilitator,
    )


def _open_gaps(record: Record, for_facilitator: bool) -> list[Json]:
    return [
        gap
        for gap in record["map"]["gaps"]
        if gap["closed_cycle"] is None and (for_facilitator or gap["code"] not in FOR_FACILITATOR_ONLY)
    ]


def _interest(record: Record, part: Json, gaps: list[Json], words: Words, for_facilitator: bool) -> Json:
    own = [gap for gap in gaps if _belongs(gap, part)]
    coverage = record["map"]["coverage"]
    inside = [o for o in record["organisations"] if part["id"] in coverage.get(o["id"], ())]
    kind = words(f"functions.{part['kind']}")
    return {
        "label": part["label"],
        "kind": kind if kind != part["label"] else "",
        "organisations": [_place(record, o, for_facilitator) for o in inside],
        "lacks": _without_repeats([_lack(record, gap, words, for_facilitator) for gap in own]),
        "gaps": own,
    }


def _belongs(gap: Json, part: Json) -> bool:
    if gap["code"] == "NO_COMMUNITY_VOICE":
        return bool(part["kind"] == "community")
    return gap["code"] in AT_A_PART and gap["subject"] == part["id"]


def _place(record: Record, organisation: Json, for_facilitator: bool) -> Json:
    return {
        "name": organisation["name"],
        "grassroots": organisation["grassroots"],
        "types": types_of(record, organisation["id"]) if for_facilitator else [],
    }


def types_of(record: Record, organisation: str) -> list[str]:
    """The representative types that sit for an organisation now, in a fixed order."""
    seats = [s for s in record["seats"] if s["present"] and s["organisation"] == organisation]
    there = {t for s in seats for t in (s["representative_type"], s["secondary_type"])}
    return [t for t in TYPES if t in there]


def _lack(record: Record, gap: Json, words: Words, for_facilitator: bool) -> Json:
    """A gap as an empty seat: what is missing, and who looks after it."""
    code = gap["code"] if for_facilitator or gap["code"] not in TOLD_AS_THIN else "THIN"
    owner = _owner(record, gap["owner"], words)
    return {
        "words": words(f"lacks.{code}", subject=_subject(record, gap, words)),
        "care": words("picture.care", owner=owner, due=day(gap["due"])) if owner else "",
    }


def _subject(record: Record, gap: Json, words: Words) -> str:
    names: Mapping[str, str] = {o["id"]: o["name"] for o in record["organisations"]}
    seats: Mapping[str, str] = {s["id"]: s["organisation"] for s in record["seats"]}
    subject = gap["subject"] or ""
    match gap["code"]:
        case "REP_TYPE_MISSING":
            return words("picture.representative", type=subject)
        case "REP_TYPE_MISMATCH":
            return names.get(seats.get(subject, ""), "")
        case "DECISION_MAKERS_ONE_SECTOR":
            return sector(subject, words)
        case _:
            return names.get(subject, "")


def sector(code: str, words: Words) -> str:
    """A sector's name: ours in the reader's language, another as it was typed."""
    phrase = f"sectors.{code}"
    return words(phrase) if phrase in phrases.keys(words.language) else code


def _owner(record: Record, owner: str | None, words: Words) -> str:
    if owner in ROLES:
        return words(f"roles.{owner}")
    return next((o["name"] for o in record["organisations"] if o["id"] == owner), "")


def _without_repeats(lacks: list[Json]) -> list[Json]:
    """One seat for each thing that is missing; of several, the one somebody looks after."""
    kept: dict[str, Json] = {}
    for lack in lacks:
        if lack["words"] not in kept or not kept[lack["words"]]["care"]:
            kept[lack["words"]] = lack
    return list(kept.values())


def _legend(words: Words, for_facilitator: bool) -> list[FileValue]:
    marks = [*(TYPES if for_facilitator else ()), "grassroots", "empty"]
    return [{"mark": mark, "words": words("picture.mark", mark=mark)} for mark in marks]


def _present(record: Record, words: Words) -> list[FileValue]:
    """How many seats of each type the table has, all organisations together; of very few, nothing."""
    seated = {s["organisation"] for s in record["seats"] if s["present"]}
    if len(seated) < UNNAMED_MINIMUM_ORGANISATIONS.value:
        return []
    types = [t for o in record["organisations"] for t in types_of(record, o["id"])]
    return [{"mark": t, "count": types.count(t), "words": words("picture.mark", mark=t)} for t in TYPES]
