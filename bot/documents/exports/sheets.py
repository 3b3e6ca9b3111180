"""The record as sheets, one a noun: a heading row and plain cells. The record's own names stand as headings.

Votes stand by organisation, as the table sees them. What a person said in private is not in a record;
the messages of a rehearsal, which are, are in no sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dialogues.record_names import RecordNames
from dialogues.trail.exported import COLUMNS

Json = Mapping[str, Any]
Cell = str | int | float | bool | None
Row = Sequence[Cell]
Sheet = Sequence[Row]
STAGES = ("problem_defining", "interpreting_hypothesizing", "solution_finding", "analyzing_reflecting")
PULSE_ITEMS = tuple(f"T{n}" for n in range(1, 9))


def sheets(record: Json) -> dict[str, Sheet]:
    """Every sheet by its name, in the order of the method; a noun without entries has its headings only."""
    names = RecordNames(dict(record), "en")
    return {name: sheet(record, names) for name, sheet in SHEETS.items()}


def _picked(items: Iterable[Json], *fields: str) -> Sheet:
    return [fields, *([item[field] for field in fields] for item in items)]


def _listed(ids: Iterable[str]) -> str:
    return " ".join(ids)


def _table(record: Json, _names: RecordNames) -> Sheet:
    about = record["table"]
    rows = [[key, _listed(value) if isinstance(value, list) else value] for key, value in about.items()]
    return [
        ["what", "value"],
        *rows,
        ["made_at", record["made_at"]],
        ["result", record["result"]["statement"]],
    ]


def _organisations(record: Json, _names: RecordNames) -> Sheet:
    fields = ("id", "name", "sector", "grassroots", "voting", "joined_cycle")
    return _picked(record["organisations"], *fields)


def _seats(record: Json, names: RecordNames) -> Sheet:
    head = ("id", "organisation", "organisation_name", "type", "second_type", "voting", "language", "present")
    return [
        head,
        *(
            [
                s["id"],
                s["organisation"],
                names.organisation(s["organisation"]),
                s["representative_type"],
                s["secondary_type"],
                s["voting"],
                s["language"],
                s["present"],
            ]
            for s in record["seats"]
        ),
    ]


def _functions(record: Json, _names: RecordNames) -> Sheet:
    return _picked(record["map"]["functions"], "id", "label", "kind")


def _coverage(record: Json, names: RecordNames) -> Sheet:
    head = ("organisation", "organisation_name", "function", "function_label")
    found = [(o, f) for o, functions in record["map"]["coverage"].items() for f in functions]
    return [head, *([o, names.organisation(o), f, names.function(f)] for o, f in found)]


def _gaps(record: Json, names: RecordNames) -> Sheet:
    head = ("code", "subject", "in_words", "severity", "owner", "due", "found_cycle", "closed_cycle")
    return [
        head,
        *(
            [
                g["code"],
                g["subject"],
                names.gap(g),
                g["severity"],
                names.owner(g["owner"]),
                g["due"],
                g["found_cycle"],
                g["closed_cycle"],
            ]
            for g in record["map"]["gaps"]
        ),
    ]


def _bodies(record: Json, names: RecordNames) -> Sheet:
    head = ("id", "name", "decides", "voting", "community", "organisations", "its_word_goes_to")
    return [
        head,
        *(
            [
                b["id"],
                b["name"],
                b["decides"],
                b["voting"],
                b["community"],
                names.organisations(b["seats"]),
                names.body(b["channel_to"]),
            ]
            for b in record["structure"]["bodies"]
        ),
    ]


def _tasks(record: Json, names: RecordNames) -> Sheet:
    rows = ([t["task"], names.organisations(t["R"]), names.organisations(t["A"])] for t in _raci(record))
    return [("task", "responsible", "accountable"), *rows]


def _raci(record: Json) -> Sequence[Json]:
    found: Sequence[Json] = record["structure"]["raci"]
    return found


def _promises(record: Json, names: RecordNames) -> Sheet:
    head = ("by", "by_name", "to", "to_name", "what", "due", "status")
    return [
        head,
        *(
            [
                p["by"],
                names.organisation(p["by"]),
                p["to"],
                names.organisation(p["to"]),
                p["what"],
                p["due"],
                p["status"],
            ]
            for p in record["structure"]["commitments"]
        ),
    ]


def _signatures(record: Json, names: RecordNames) -> Sheet:
    document = record["structure"]["document"]
    signed = document["signed_by"] if document else ()
    return [("organisation", "organisation_name"), *([o, names.organisation(o)] for o in signed)]


def _flags(record: Json, _names: RecordNames) -> Sheet:
    return _picked(record["structure"]["flags"], "code", "subject", "found_cycle", "fixed_cycle")


def _conditions(record: Json, _names: RecordNames) -> Sheet:
    systems = record["systems"]
    rows: list[Row] = [("condition_named", name) for name in systems["conditions_named"]]
    rows += [("level_missing", name) for name in systems["missing_levels"]]
    rows += [("flag", name) for name in systems["flags"]]
    return [("what", "value"), *rows, ("system_share", systems["system_share"])]


def _experiments(record: Json, names: RecordNames) -> Sheet:
    fields = ("id", "owner", "title", "level", "existing", "hypothesis", "measure", "prediction")
    ends = ("started_cycle", "result", "decision")
    rows = (
        [*(x[f] for f in fields), *(x[f] for f in ends), names.organisation(x["owner"]), *_last_status(x)]
        for x in record["experiments"]
    )
    return [(*fields, *ends, "owner_name", "last_cycle", "last_status"), *rows]


def _last_status(experiment: Json) -> tuple[Cell, Cell]:
    by_cycle = sorted((int(cycle), word) for cycle, word in experiment["status_by_cycle"].items())
    return by_cycle[-1] if by_cycle else (None, None)


def _decisions(record: Json, _names: RecordNames) -> Sheet:
    fields = ("topic", "title", "what", "stakes", "commits_organisations", "state", "ratified_cycle")
    return _picked(record["decisions"], *fields)


def _ballot_rounds(record: Json, names: RecordNames) -> Sheet:
    head = ("topic", "title", "n", "cycle", "eligible", "quorum_met", "outcome", "blocks", "to_confirm")
    return [
        head,
        *(
            [
                d["topic"],
                d["title"],
                r["n"],
                r["cycle"],
                r["eligible"],
                r["quorum_met"],
                r["outcome"],
                names.organisations(r["blocks"]) if r["blocks"] else None,
                names.organisations(r["confirmations_needed"]) if r["confirmations_needed"] else None,
            ]
            for d in record["decisions"]
            for r in d["rounds"]
        ),
    ]


def _votes(record: Json, names: RecordNames) -> Sheet:
    return [
        ("topic", "n", "organisation", "organisation_name", "score"),
        *(
            [d["topic"], r["n"], organisation, names.organisation(organisation), score]
            for d in record["decisions"]
            for r in d["rounds"]
            for organisation, score in r["counted"].items()
        ),
    ]


def _confirmations(record: Json, names: RecordNames) -> Sheet:
    return [
        ("topic", "organisation", "organisation_name", "cycle"),
        *(
            [d["topic"], c["organisation"], names.organisation(c["organisation"]), c["cycle"]]
            for d in record["decisions"]
            for c in d["confirmations"]
        ),
    ]


def _trust_moves(record: Json, _names: RecordNames) -> Sheet:
    fields = ("cycle", "trigger", "from", "to", "outcome")
    rows = ([*(m[f] for f in fields), _listed(m["reasons"])] for m in record["trust"]["moves"])
    return [(*fields, "reasons"), *rows]


def _pulses(record: Json, _names: RecordNames) -> Sheet:
    """A pulse that few answered has no numbers in the record, and so none here."""
    fields = ("cycle", "respondents", "response_rate", "suppressed", "overall")
    rows = (
        [*(p[f] for f in fields), *((p["items"] or {}).get(item) for item in PULSE_ITEMS)]
        for p in record["trust"]["pulses"]
    )
    return [(*fields, *PULSE_ITEMS), *rows]


def _cycles(record: Json, names: RecordNames) -> Sheet:
    scores = [f"score_{stage}" for stage in STAGES]
    ratings = [f"self_rating_{stage}" for stage in STAGES]
    ends = ("trust_stage_at_end", "lifecycle_at_end", "result_ratified", "document_ratified")
    head = ("n", *scores, *ratings, "weakest", "evidence_by", "dominant", "silent", "flags", *ends)
    return [head, *(_cycle(c, names, ends) for c in record["cycles"])]


def _cycle(cycle: Json, names: RecordNames, ends: Sequence[str]) -> Row:
    solving, heard = cycle["problem_solving"], cycle["participation"]
    return [
        cycle["n"],
        *(solving["scores"][stage] for stage in STAGES),
        *(solving["self_rating"][stage] for stage in STAGES),
        solving["weakest"],
        solving["evidence_by"],
        names.organisations(heard["dominant"]) if heard["dominant"] else None,
        names.organisations(heard["silent"]) if heard["silent"] else None,
        _listed(cycle["flags"]),
        *(cycle[name] for name in ends),
    ]


def _indicator(record: Json, _names: RecordNames) -> Sheet:
    indicator = record["result"]["indicator"]
    fields = ("name", "unit", "baseline", "target", "source")
    values = {point["cycle"]: point["value"] for point in indicator["series"]}
    shared = [indicator[f] for f in fields]
    rows = (
        [p["cycle"], values.get(p["cycle"]), p["status"], p["pct"], *shared]
        for p in record["result"]["progress"]
    )
    return [("cycle", "value", "status", "pct", *fields), *rows]


def _summaries(record: Json, _names: RecordNames) -> Sheet:
    rows = (
        [s["cycle"], s["language"], s["text"], _listed(s["delivered_to_roles"])] for s in record["summaries"]
    )
    return [("cycle", "language", "text", "delivered_to"), *rows]


def _changes(record: Json, _names: RecordNames) -> Sheet:
    """Who changed what: a facilitator gets it with the record, which itself does not hold it."""
    return _picked(record.get("changes", ()), *COLUMNS)


SHEETS: dict[str, Callable[[Json, RecordNames], Sheet]] = {
    "table": _table,
    "organisations": _organisations,
    "seats": _seats,
    "indicator": _indicator,
    "conditions": _conditions,
    "functions": _functions,
    "coverage": _coverage,
    "gaps": _gaps,
    "bodies": _bodies,
    "tasks": _tasks,
    "promises": _promises,
    "signatures": _signatures,
    "flags": _flags,
    "experiments": _experiments,
    "decisions": _decisions,
    "ballot_rounds": _ballot_rounds,
    "votes": _votes,
    "confirmations": _confirmations,
    "trust_moves": _trust_moves,
    "pulses": _pulses,
    "cycles": _cycles,
    "summaries": _summaries,
    "changes": _changes,
}
