"""The organisations and seats of a table's record: who has sat for whom, of which type, in which language."""

from __future__ import annotations

from typing import Any

from dialogues.model import Organisation, Person, RepresentativeType, Seat, Table
from dialogues.repository import Repository

Json = dict[str, Any]


def organisations(repository: Repository, table: Table) -> list[Json]:
    """Every organisation of the table, with the cycle it joined in (0: the set-up)."""
    return [
        {
            "id": f"o{organisation.id}",
            "name": organisation.name,
            "sector": organisation.sector,
            "grassroots": organisation.grassroots,
            "voting": organisation.voting,
            "joined_cycle": organisation.joined_cycle,
        }
        for organisation in repository.find(Organisation, table_id=table.id)
    ]


def seats(repository: Repository, table: Table) -> list[Json]:
    """Every seat that somebody has held for an organisation, also those that ended."""
    held = [s for s in repository.find(Seat, table_id=table.id) if s.organisation_id is not None]
    return [_seat(seat, repository.get(Person, seat.person_id)) for seat in held]


def _seat(seat: Seat, person: Person) -> Json:
    """A seat whose M3 and M4 are not answered counts as a designee: nobody has committed anything."""
    return {
        "id": f"s{seat.id}",
        "organisation": f"o{seat.organisation_id}",
        "representative_type": seat.representative_type or RepresentativeType.DESIGNEE.value,
        "secondary_type": seat.secondary_type,
        "voting": seat.holds_vote,
        "language": person.own_language or person.language,
        "present": seat.present,
    }
