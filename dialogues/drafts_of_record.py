"""The texts that are proposed for the operating document's sections, from a record instead of the running table.

The same words as `document_drafts`, in any language. What a record does not hold (the facilitator's own
words on bodies, promises and support; another length of cycles) is said as for a table that has none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dialogues import dates, document_drafts, house_rules
from dialogues.checks.leverage import SECTIONS
from dialogues.record_names import RecordNames

Json = dict[str, Any]
OWED = ("open", "due", "missed")


def drafts(record: Json, language: str) -> dict[str, str]:
    """The text of each of the twelve sections by its name."""
    names = RecordNames(record, language)
    return {name: _draft(record, names, name) for name in SECTIONS}


def _draft(record: Json, names: RecordNames, section: str) -> str:
    facts = FACTS[section](record, names) if section in FACTS else document_drafts.of_every_table(section)
    text = names.label(f"document_drafts.{section}", table=record["table"]["name"], **facts)
    return document_drafts.cut(text)


def _purpose(record: Json, _names: RecordNames) -> Json:
    return {"result": record["result"]["statement"], "plain": None}


def _members(record: Json, _names: RecordNames) -> Json:
    return {"members": at_table(record)}


def at_table(record: Json) -> list[Json]:
    """The organisations at the table: those with a vote, and guests while one of their seats is taken."""
    seated = {seat["organisation"] for seat in record["seats"] if seat["present"]}
    return [o for o in record["organisations"] if o["voting"] or o["id"] in seated]


def _body(body: Json, names: RecordNames) -> Json:
    return {
        "name": body["name"],
        "decides": body["decides"],
        "community": body["community"],
        "per_person": body["voting"] == "per_person",
        "seats": names.organisations(body["seats"]),
        "channel": names.body(body["channel_to"]),
    }


def _bodies(record: Json, names: RecordNames) -> Json:
    return {"bodies": [_body(b, names) for b in record["structure"]["bodies"]], "may_decide": None}


def _roles(record: Json, names: RecordNames) -> Json:
    tasks = [
        {
            "task": task["task"],
            "responsible": names.organisations(task["R"]),
            "accountable": names.organisations(task["A"]),
        }
        for task in record["structure"]["raci"]
    ]
    return {"tasks": tasks}


def _accountability(record: Json, names: RecordNames) -> Json:
    promises = [
        {
            "by": names.organisation(p["by"]),
            "to": names.organisation(p["to"]),
            "what": p["what"],
            "due": date.fromisoformat(p["due"]),
        }
        for p in record["structure"]["commitments"]
        if p["status"] in OWED
    ]
    return {"promises": promises, "agreed": None}


def _participation(record: Json, names: RecordNames) -> Json:
    return {
        "support": "" if record["structure"]["participation_support"] else None,
        "bodies": [_body(b, names) for b in record["structure"]["bodies"] if b["community"]],
        "days": house_rules.FEEDBACK_DAYS.value,
    }


def _communication(_record: Json, _names: RecordNames) -> Json:
    return {"days": house_rules.CYCLE_DAYS.value}


def _review(record: Json, _names: RecordNames) -> Json:
    return {
        "months": dates.review_months(record),
        "most": house_rules.REVIEW_MONTHS_MAXIMUM.value,
        "quorum": str(house_rules.HIGH_QUORUM.value),
    }


FACTS: dict[str, Callable[[Json, RecordNames], Json]] = {
    "purpose_result": _purpose,
    "members_seats": _members,
    "bodies_authority": _bodies,
    "roles": _roles,
    "accountability": _accountability,
    "community_participation": _participation,
    "communication": _communication,
    "review_amendment": _review,
}
