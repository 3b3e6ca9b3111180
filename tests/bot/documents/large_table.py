"""A table as large as the pictures must hold: 40 organisations, 8 parts, long names in two languages."""

from __future__ import annotations

from typing import Any

from tests.bot.documents.records import Json, cycle, empty

NAMES = (
    "Asociación de Madres y Padres de Familia de las Escuelas Públicas del Distrito Noroeste",
    "Departamento de Desarrollo Económico y Fuerza Laboral del Condado de San Bartolomé",
    "Hospital",
    "Neighborhood Health Clinics and Community Dental Partnership of Greater Willow Valley",
    "Cámara de Comercio",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Residents' Association",
    "Fundación Comunitaria",
)
PARTS = (
    ("Reglas de licencias, permisos y financiamiento estatal para la formación", "policy"),
    ("Training and day-to-day teaching practice in schools, colleges and evening programs", "practice"),
    ("Cuidado infantil", "practice"),
    ("Factory hiring", "demand"),
    ("Contratación en el sector del cuidado de la salud y de personas mayores", "demand"),
    ("Fondos compartidos", "funding"),
    ("Regional figures and data about who is working", "data"),
    ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "community"),
)
RESULT = (
    "Para diciembre de 2036, aumentar del 61 % (2025) al 75 % la proporción de jóvenes de 16 a 24 años "
    "del Valle Central que estudian o tienen un empleo digno, sin que ningún distrito quede por debajo del 68 %."
)
ORGANISATIONS = 40
CYCLES = 9
TYPES = ("decision_maker", "doer", "designee")


def large() -> Json:
    """The record of such a table, nine cycles on."""
    record = empty()
    record["table"] |= {
        "name": "Alianza intersectorial del Valle Central por la educación y el empleo de las y los jóvenes",
        "cycle": CYCLES,
        "lifecycle": "working",
        "trust_stage": "storming",
        "languages": ["es", "en"],
    }
    record["organisations"] = [_organisation(n) for n in range(ORGANISATIONS)]
    record["seats"] = [seat for n in range(ORGANISATIONS) for seat in _seats(n)]
    record["result"] = _result()
    record["map"] = _map()
    record["trust"] = _trust()
    record["cycles"] = [
        cycle(n, participation={"dominant": ["o3"], "silent": [f"o{n}", "o5"]}) for n in range(1, CYCLES + 1)
    ]
    return record


def _organisation(n: int) -> Json:
    return {
        "id": f"o{n}",
        "name": NAMES[n % len(NAMES)] + (f" {n}" if n >= len(NAMES) else ""),
        "sector": "health",
        "grassroots": n % 5 == 0,
        "voting": True,
        "joined_cycle": 0 if n < 30 else 7,
    }


def _seats(n: int) -> list[Json]:
    types = TYPES[:2] if n % 4 == 3 else (TYPES[n % 3],)
    return [
        {
            "id": f"s{n}-{type_}",
            "organisation": f"o{n}",
            "representative_type": type_,
            "secondary_type": None,
            "voting": type_ == types[0],
            "language": "es",
            "present": True,
        }
        for type_ in types
    ]


def _result() -> Json:
    values = ((2, 61.5), (4, 63), (5, 62.25), (7, 64), (9, 66.5))
    return {
        "statement": RESULT,
        "check": None,
        "indicator": {
            "name": "jóvenes de 16 a 24 años que estudian o tienen un empleo digno, por distrito y por género",
            "unit": "% de las y los jóvenes",
            "baseline": 61,
            "target": 75,
            "source": "Encuesta regional de juventud, empleo y educación, con cifras por distrito",
            "series": [{"cycle": n, "value": value} for n, value in values],
        },
        "progress": [{"cycle": CYCLES, "status": "improving", "pct": 39.3}],
    }


def _map() -> Json:
    coverage = {
        f"o{n}": [f"f{n % 8}"] + ([f"f{(n * 3 + 1) % 8}"] if n % 3 == 0 else []) for n in range(ORGANISATIONS)
    }
    gaps = (
        ("NO_DOER", "f6", "o3"), ("SINGLE_POINT", "f5", None), ("REP_TYPE_MISSING", "designee", "facilitator"),
        ("SEAT_VACANT", "o1", "coordinator"), ("ORG_WITHOUT_INTEREST", "o3", None),
        ("DECISION_MAKERS_ONE_SECTOR", "health", None), ("REP_TYPE_MISMATCH", "s0-decision_maker", "o0"),
        ("SECTOR_MONOLITH", "o5", "o5"), ("NO_COMMUNITY_VOICE", None, "coordinator"),
    )  # fmt: skip
    return {
        "functions": [{"id": f"f{n}", "label": label, "kind": kind} for n, (label, kind) in enumerate(PARTS)],
        "coverage": coverage,
        "gaps": [_gap(*gap) for gap in gaps],
    }


def _gap(code: str, subject: str | None, owner: str | None) -> Json:
    return {
        "code": code,
        "subject": subject,
        "severity": "must",
        "owner": owner,
        "due": "2027-09-30" if owner else None,
        "found_cycle": 1,
        "closed_cycle": None,
    }


def _trust() -> Json:
    way = (
        (1, "forming", "storming"), (2, "storming", "norming"), (3, "norming", "forming"),
        (4, "forming", "storming"), (5, "storming", "norming"), (6, "norming", "performing"),
        (6, "performing", "norming"), (8, "norming", "storming"),
    )  # fmt: skip
    moves: list[Json] = [
        {"cycle": n, "trigger": "advance", "from": a, "to": b, "outcome": "allowed", "reasons": []}
        for n, a, b in way
    ]
    pulses: list[Any] = [
        {
            "cycle": n,
            "respondents": 3 if n % 4 == 0 else 30,
            "response_rate": 0.8,
            "suppressed": n % 4 == 0,
            "overall": None if n % 4 == 0 else 3.25 + n / 10,
            "items": None,
        }
        for n in range(1, CYCLES)
    ]
    return {"stage": "storming", "moves": moves, "pulses": pulses}
