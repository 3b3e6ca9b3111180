"""Records to make documents from: a full one, one of a table that has hardly begun, one full of odd texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dialogues
from dialogues.checks.leverage import SECTIONS

Json = dict[str, Any]
SCHEMA: Json = json.loads((Path(dialogues.__path__[0]) / "record.schema.json").read_text("utf-8"))
RESULT = (
    "By December 2036, raise the share of working-age residents of the five-county Lake Alder region "
    "who have a job from 81% (2025) to 90%."
)
STAGES = ("problem_defining", "interpreting_hypothesizing", "solution_finding", "analyzing_reflecting")
ITEMS = tuple(f"T{n}" for n in range(1, 9))

# Texts that mean something to a spreadsheet, a template, a typesetter, a browser or a terminal.
HOSTILE = (
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1+1",
    "﹢2+2",
    "−5",
    " =1+1",
    "\u200b=1+1",
    "'=1+1",
    "<u>lake</u> <script>alert(1)</script> <b",
    "5 &lt; 6 && 7 > 6 &copy;",
    "__bold__ ~~gone~~ [press](tg://resolve?domain=somebot) `x",
    '#import "x": * $sum_(i=0)^n$ *bold* _it_ @ref <label> \\u{41} //c /*d*/ ~ -- ---',
    '#{ panic("no") } [ ] ] } "',
    "{{ 7*7 }} {% raw %}",
    "a,b;c\t\"d\" 'e'",
    "line one\nline two\r\n= three",
    "_%_%'); DROP TABLE seat;--",
    "Niñez Primero · Ångström ß Žluťoučký ďž ŵ",
    "END:VEVENT\r\nBEGIN:VALARM",
    "]]> <!-- --> &#x0; <?xml?>",
    "../../../etc/hosts",
)


def cycle(n: int, **others: Any) -> Json:
    return {
        "n": n,
        "problem_solving": {
            "evidence_by": "derived",
            "scores": dict.fromkeys(STAGES, 62.5),
            "bands": dict.fromkeys(STAGES, "developing"),
            "self_rating": {**dict.fromkeys(STAGES, 3.5), STAGES[0]: None},
            "weakest": STAGES[3],
            "blind_spots": [],
        },
        "participation": {"dominant": ["o1"], "silent": ["o2"]},
        "flags": ["STALL_INDICATOR"],
        "indicator": {"latest": -0.5, "status": "improving", "pct": -12.2},
        "trust_stage_at_end": "storming",
        "lifecycle_at_end": "structuring",
        "result_ratified": True,
        "document_ratified": False,
        **others,
    }


def empty() -> Json:
    """A table in which nothing has happened yet."""
    return {
        "format": "tablekeeper.record/1",
        "source": "export",
        "made_at": "2027-01-02T03:04:05Z",
        "table": {
            "name": "Lake Alder table",
            "lifecycle": "convening",
            "trust_stage": "forming",
            "cycle": 0,
            "time_zone": "America/Chicago",
            "languages": ["en"],
        },
        "organisations": [],
        "seats": [],
        "result": {
            "statement": None,
            "check": None,
            "indicator": {
                "name": "",
                "unit": "",
                "baseline": None,
                "target": None,
                "source": None,
                "series": [],
            },
            "progress": [],
        },
        "map": {"functions": [], "coverage": {}, "gaps": []},
        "structure": {
            "bodies": [],
            "raci": [],
            "commitments": [],
            "participation_support": False,
            "document": None,
            "flags": [],
        },
        "systems": {
            "conditions_named": [],
            "missing_levels": ["structural"],
            "system_share": None,
            "flags": [],
        },
        "experiments": [],
        "portfolio": [],
        "decisions": [],
        "trust": {"stage": "forming", "moves": [], "pulses": []},
        "cycles": [],
        "summaries": [],
        "messages": None,
    }


def full() -> Json:
    """Three organisations with a result, a map with gaps of every kind, a signed document and one cycle."""
    record = empty()
    record["table"] |= {"cycle": 1, "lifecycle": "structuring"}
    names = (("o1", "Lake Alder Council", "government"), ("o2", "Valley Care", "health"))
    record["organisations"] = [
        {"id": i, "name": n, "sector": s, "grassroots": False, "voting": True, "joined_cycle": 0}
        for i, n, s in names
    ]
    record["organisations"].append(
        {
            "id": "o3",
            "name": "Mill Towns Assembly",
            "sector": "Neighbours",
            "grassroots": True,
            "voting": True,
            "joined_cycle": 0,
        }
    )
    record["seats"] = [
        _seat("s1", "o1", "decision_maker"),
        _seat("s2", "o2", "doer"),
        _seat("s3", "o3", "designee"),
    ]
    record["result"] |= {"statement": RESULT}
    record["result"]["indicator"] |= {
        "name": "residents with a job",
        "unit": "%",
        "baseline": 81,
        "target": 90,
    }
    record["result"]["indicator"]["series"] = [{"cycle": 1, "value": 82.1}]
    record["result"]["progress"] = [{"cycle": 1, "status": "improving", "pct": 12.2}]
    record["map"] = _map()
    record["structure"] = _structure()
    record["experiments"] = [_experiment()]
    record["decisions"] = [_decision()]
    record["trust"]["pulses"] = [_pulse(1, 4, shown=False), _pulse(2, 6, shown=True)]
    record["trust"]["moves"] = [_move()]
    record["cycles"] = [cycle(1)]
    record["summaries"] = [
        {
            "cycle": 1,
            "language": "en",
            "text": "Page of cycle 1\n• one",
            "delivered_to_roles": ["facilitator"],
        }
    ]
    return record


def hostile() -> Json:
    """The full record with every hostile text as a name and as each kind of free text."""
    record = full()
    record["table"]["name"] = HOSTILE[10]
    record["result"]["statement"] = HOSTILE[13]
    record["organisations"] = [
        {
            "id": f"o{place}",
            "name": text,
            "sector": text,
            "grassroots": place % 2 == 0,
            "voting": True,
            "joined_cycle": 0,
        }
        for place, text in enumerate(HOSTILE, start=1)
    ]
    ids = [one["id"] for one in record["organisations"]]
    record["map"]["functions"] = [
        {"id": f"f{place}", "label": text, "kind": "data"} for place, text in enumerate(HOSTILE, start=1)
    ]
    record["map"]["coverage"] = {id: [f"f{id[1:]}"] for id in ids}
    structure = record["structure"]
    structure["bodies"] = [
        _body(f"b{place}", text, seats=ids[:2]) for place, text in enumerate(HOSTILE, start=1)
    ]
    structure["raci"] = [{"task": text, "R": ids[:1], "A": ids[1:2]} for text in HOSTILE]
    structure["commitments"] = [
        {"by": "o1", "to": "o2", "what": text, "due": "2027-08-31", "status": "open"} for text in HOSTILE
    ]
    structure["document"]["signed_by"] = ids
    record["experiments"] = [_experiment() | {"title": text, "hypothesis": text} for text in HOSTILE]
    record["decisions"] = [_decision() | {"title": text} for text in HOSTILE]
    return record


def _map() -> Json:
    return {
        "functions": [
            {"id": "f1", "label": "hiring", "kind": "demand"},
            {"id": "f2", "label": "childcare", "kind": "practice"},
        ],
        "coverage": {"o1": ["f1"], "o2": ["f1"], "o3": []},
        "gaps": [
            _gap("FUNCTION_UNCOVERED", "f2", "o1", "2027-06-30"),
            _gap("NO_DECISION_MAKER", "f1", "facilitator", "2027-05-31"),
            _gap("NO_DOER", "f1", "facilitator", "2027-05-31"),
            _gap("REP_TYPE_MISMATCH", "s2", "facilitator", "2027-05-31"),
            _gap("SECTOR_MONOLITH", "o3", None, None),
            _gap("SEAT_VACANT", "o2", None, None) | {"closed_cycle": 1},
        ],
    }


def _seat(id: str, organisation: str, kind: str) -> Json:
    return {
        "id": id,
        "organisation": organisation,
        "representative_type": kind,
        "secondary_type": None,
        "voting": True,
        "language": "en",
        "present": True,
    }


def _gap(code: str, subject: str, owner: str | None, due: str | None) -> Json:
    found = {"code": code, "subject": subject, "severity": "must", "owner": owner, "due": due}
    return found | {"found_cycle": 0, "closed_cycle": None}


def _body(id: str, name: str, *, seats: list[str], decides: bool = False, channel: str | None = None) -> Json:
    return {
        "id": id,
        "name": name,
        "decides": decides,
        "seats": seats,
        "voting": "per_org",
        "community": not decides,
        "channel_to": channel,
    }


def _structure() -> Json:
    return {
        "bodies": [
            _body("b1", "Council", seats=["o1", "o2", "o3"], decides=True),
            _body("b2", "Bench", seats=["o3"], channel="b1"),
        ],
        "raci": [{"task": "door survey", "R": ["o3"], "A": ["o1"]}],
        "commitments": [
            {
                "by": "o1",
                "to": "o3",
                "what": "an answer within thirty days",
                "due": "2027-08-31",
                "status": "open",
            }
        ],
        "participation_support": True,
        "document": {
            "sections": [name for name in SECTIONS if name != "term_exit"],
            "signed_by": ["o1", "o3"],
            "review_months": 12,
            "ratified": True,
        },
        "flags": [{"code": "DOC_UNSIGNED", "subject": "o2", "found_cycle": 1, "fixed_cycle": None}],
    }


def _experiment() -> Json:
    return {
        "id": "x1",
        "owner": "o1",
        "title": "Paid trial weeks",
        "level": "practice",
        "existing": False,
        "hypothesis": "if … then … because …",
        "measure": "people who stay",
        "prediction": "24 of 40",
        "started_cycle": 1,
        "status_by_cycle": {"1": "running"},
        "result": None,
        "decision": None,
    }


def _decision() -> Json:
    ballots = {
        "n": 1,
        "cycle": 1,
        "counted": {"o1": 5, "o2": 4, "o3": 3},
        "ignored": [],
        "eligible": 3,
        "quorum_met": True,
        "blocks": [],
        "below_three": [],
        "outcome": "passed_provisional",
        "confirmations_needed": ["o3"],
    }
    return {
        "topic": "t1",
        "title": "Operating document",
        "what": "document",
        "stakes": "high",
        "commits_organisations": True,
        "state": "ratified",
        "ratified_cycle": 1,
        "check": None,
        "rounds": [ballots],
        "confirmations": [{"organisation": "o3", "cycle": 1}],
    }


def _pulse(cycle: int, respondents: int, *, shown: bool) -> Json:
    return {
        "cycle": cycle,
        "respondents": respondents,
        "response_rate": 0.8,
        "suppressed": not shown,
        "overall": 3.91 if shown else None,
        "items": dict.fromkeys(ITEMS, 3.91) if shown else None,
    }


def _move() -> Json:
    return {
        "cycle": 1,
        "trigger": "advance",
        "from": "forming",
        "to": "storming",
        "outcome": "refused",
        "reasons": ["INTROS_INCOMPLETE", "NO_DISAGREEMENT_SURFACED"],
    }
