"""The structure part of a table's record: bodies, tasks, promises, support, document, and all flags ever found."""

from __future__ import annotations

from typing import Any

from dialogues import structure_facts
from dialogues.checks.leverage import SECTIONS
from dialogues.model import Body, Commitment, Flag, Responsibility, Table
from dialogues.repository import Repository
from dialogues.structure_check import ABOUT_BODY, ABOUT_ORGANISATION

Json = dict[str, Any]


def structure(repository: Repository, table: Table) -> Json:
    """The "structure" object of a record."""
    return {
        "bodies": [_body(b) for b in repository.find(Body, table_id=table.id)],
        "raci": [_task(t) for t in repository.find(Responsibility, table_id=table.id)],
        "commitments": [_commitment(c) for c in repository.find(Commitment, table_id=table.id)],
        "participation_support": structure_facts.has_support(repository, table),
        "document": _document(repository, table),
        "flags": [_flag(f) for f in repository.find(Flag, table_id=table.id)],
    }


def _organisations(ids: tuple[int, ...]) -> list[str]:
    return [f"o{id}" for id in ids]


def _body(body: Body) -> Json:
    return {
        "id": f"b{body.id}",
        "name": body.name,
        "decides": body.decides,
        "seats": _organisations(body.seats),
        "voting": "per_person" if body.per_person else "per_org",
        "community": body.community,
        "channel_to": f"b{body.channel_to}" if body.channel_to else None,
    }


def _task(task: Responsibility) -> Json:
    return {
        "task": task.task,
        "R": _organisations(task.responsible),
        "A": _organisations(task.accountable),
    }


def _commitment(promise: Commitment) -> Json:
    return {
        "by": f"o{promise.by_organisation}",
        "to": f"o{promise.to_organisation}",
        "what": promise.what,
        "due": promise.due.isoformat(),
        "status": promise.status,
    }


def _document(repository: Repository, table: Table) -> Json | None:
    paper = structure_facts.document(repository, table)
    if paper is None:
        return None
    written = structure_facts.sections(repository, table)
    return {
        "sections": [name for name in SECTIONS if name in written],
        "signed_by": [f"o{id}" for id in structure_facts.signed_by(repository, table)],
        "review_months": paper.review_months,
        "ratified": structure_facts.ratified_round(repository, table) is not None,
    }


def _flag(flag: Flag) -> Json:
    subject = flag.subject
    if flag.code in ABOUT_ORGANISATION:
        subject = f"o{subject}"
    elif flag.code in ABOUT_BODY:
        subject = f"b{subject}"
    return {
        "code": flag.code,
        "subject": subject,
        "found_cycle": flag.found_cycle,
        "fixed_cycle": flag.fixed_cycle,
    }
