"""A whole scenario, played from its file by the command a person would use, and what its record must say.

What is expected was worked out by hand from docs/method.md; the file is docs/scenarios/harbor-road.json.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import dialogues
from bot.cli import main
from tests.bot.documents.example_records import harbor_road

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "docs" / "scenarios" / "harbor-road.json"
SCHEMA = Path(dialogues.__path__[0]) / "record.schema.json"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Json]:
    """What the command printed, and the record it wrote."""
    out = tmp_path_factory.mktemp("played") / "record.json"
    result = CliRunner().invoke(main, ["rehearse", "--scenario", str(SCENARIO), "--record", str(out)])
    assert result.exit_code == 0, result.output
    record: Json = json.loads(out.read_text("utf-8"))
    return result.output, record


@pytest.fixture
def record(played: tuple[str, Json]) -> Json:
    return played[1]


def by(rows: list[Json], key: str) -> dict[Any, Json]:
    """A list of objects by one of their fields; none may stand twice."""
    found = {row[key]: row for row in rows}
    assert len(found) == len(rows)
    return found


def said(record: Json, **where: object) -> list[str]:
    """The texts of the messages with these fields."""
    return [m["text"] for m in record["messages"] if all(m[k] == v for k, v in where.items())]


def test_the_command_tells_how_far_it_is_and_where_the_record_lies(played: tuple[str, Json]) -> None:
    lines = played[0].splitlines()
    assert "Cycle 1: event 3 of 13, vote" in lines
    assert "Cycle 2: event 1 of 8, membership" in lines
    assert lines[-1].startswith("Played to the end: ")
    assert lines[-1].endswith("record.json.")


def test_the_record_that_the_pictures_are_drawn_from_is_the_one_of_today(record: Json) -> None:
    """If not: write it anew (tests/bot/documents/example_records.py), then the pictures (take_pictures.py)."""
    assert {**record, "messages": None} == harbor_road()


def test_the_record_is_valid_and_names_things_as_the_file_does(record: Json) -> None:
    jsonschema.validate(record, json.loads(SCHEMA.read_text("utf-8")))
    assert record["source"] == "rehearsal"
    assert record["table"] == {
        "name": "Harbor Road: home from school unhurt",
        "lifecycle": "structuring",
        "trust_stage": "storming",
        "cycle": 2,
        "time_zone": "America/New_York",
        "languages": ["en", "es"],
    }
    joined = {o["id"]: o["joined_cycle"] for o in record["organisations"]}
    assert joined == {"c1": 0, "c2": 0, "c3": 0, "c4": 0, "c5": 2}


def test_seats_say_what_their_answers_say(record: Json) -> None:
    seats = by(record["seats"], "id")
    kinds = {
        id: (s["representative_type"], s["secondary_type"], s["voting"], s["language"])
        for id, s in seats.items()
    }
    assert kinds == {
        "m1": ("decision_maker", None, True, "en"),
        "m2": ("doer", None, True, "en"),
        "m3": ("designee", None, True, "es"),
        "m4": ("decision_maker", "doer", True, "en"),
        "m5": ("doer", None, False, "es"),
        "m6": ("decision_maker", None, True, "es"),
        "m7": ("designee", None, False, "fr"),
    }


def test_votes_are_counted_by_organisation(record: Json) -> None:
    decisions = by(record["decisions"], "topic")
    first, second = decisions["result"]["rounds"]
    assert first["counted"] == {"c1": 4, "c2": 4, "c3": 2, "c4": 5}
    assert (first["ignored"], first["below_three"], first["outcome"]) == (["m5"], ["c3"], "needs_discussion")
    assert (second["outcome"], second["eligible"]) == ("passed", 4)
    assert decisions["result"]["ratified_cycle"] == 1
    assert record["result"]["statement"].endswith("with no corner above one.")
    assert decisions["slogan"]["state"] == "synthesizing"
    assert decisions["slogan"]["rounds"] == []
    assert not decisions["slogan"]["check"]["overall"]
    assert decisions["turns"]["rounds"][0]["counted"] == {"c1": 3, "c2": 5, "c3": 4}
    assert (decisions["turns"]["stakes"], decisions["turns"]["state"]) == ("routine", "ratified")


def test_the_map_is_checked_at_the_set_up_and_when_it_is_asked_for(record: Json) -> None:
    gaps = {
        (g["code"], g["subject"]): (g["owner"], g["found_cycle"], g["closed_cycle"])
        for g in record["map"]["gaps"]
    }
    assert gaps == {
        ("FUNCTION_UNCOVERED", "buses"): ("c1", 0, 2),
        ("NO_DECISION_MAKER", "classes"): ("facilitator", 0, None),
        ("REP_TYPE_MISMATCH", "m3"): ("coordinator", 0, None),
        **{("SINGLE_POINT", f): (None, 0, None) for f in ("rules", "classes", "money", "counts")},
        ("SINGLE_POINT", "buses"): (None, 2, None),
    }


def test_a_new_voice_sends_the_table_back_to_forming(record: Json) -> None:
    moves = [(m["cycle"], m["from"], m["to"], m["outcome"], m["reasons"]) for m in record["trust"]["moves"]]
    assert moves == [
        (1, "forming", "storming", "allowed", []),
        (1, "storming", "norming", "allowed", []),
        (2, "norming", "forming", "automatic", ["JOIN_ORG"]),
        (2, "forming", "storming", "refused", ["NO_DISAGREEMENT_SURFACED"]),
        (2, "forming", "storming", "allowed", []),
    ]


def test_a_pulse_of_four_is_suppressed(record: Json) -> None:
    first, second = record["trust"]["pulses"]
    assert first["respondents"] == 5
    assert first["items"]["T8"] == pytest.approx(3.2)
    assert (second["respondents"], second["response_rate"]) == (4, pytest.approx(0.8))
    assert second["suppressed"]
    assert second["overall"] is second["items"] is None


def test_experiments_start_when_the_table_may_try_and_end_with_a_decision(record: Json) -> None:
    experiments = by(record["experiments"], "id")
    assert experiments["x1"]["status_by_cycle"] == {"1": "running", "2": "closed"}
    assert (experiments["x1"]["decision"], experiments["x1"]["existing"]) == ("adopt", False)
    assert experiments["x2"]["status_by_cycle"] == {"1": "running", "2": "running"}
    assert experiments["x2"]["hypothesis"] is None
    assert {p["cycle"]: p["flags"] for p in record["portfolio"]} == {
        1: ["DOING_WITHOUT_THINKING:x2"],
        2: ["DOING_WITHOUT_THINKING:x2"],
    }


def test_structure_and_systems_are_what_was_entered(record: Json) -> None:
    structure = record["structure"]
    assert by(structure["bodies"], "id")["circle"]["channel_to"] == "board"
    assert by(structure["raci"], "task")["counting"] == {"task": "counting", "R": ["c2", "c3"], "A": ["c2"]}
    assert structure["participation_support"]
    assert {(f["code"], f["subject"]) for f in structure["flags"]} == {
        ("A_NOT_DECISION_MAKER", "counting"),
        ("DOC_MISSING", None),
    }
    assert record["systems"]["system_share"] == 0.5
    assert record["systems"]["flags"] == []


def test_each_cycle_is_looked_back_on(record: Json) -> None:
    one, two = record["cycles"]
    assert one["problem_solving"]["scores"] == {
        "problem_defining": 75,
        "interpreting_hypothesizing": 50,
        "solution_finding": 75,
        "analyzing_reflecting": 25,
    }
    assert one["problem_solving"]["blind_spots"] == ["analyzing_reflecting"]
    assert one["participation"] == {"dominant": ["c1"], "silent": []}
    assert two["participation"] == {"dominant": [], "silent": ["c4"]}
    assert set(two["problem_solving"]["self_rating"].values()) == {None}, "two raters show no mean"
    assert (one["lifecycle_at_end"], one["trust_stage_at_end"]) == ("structuring", "norming")
    assert [(p["cycle"], p["pct"]) for p in record["result"]["progress"]] == [(1, 10), (2, 15)]


def test_the_summary_goes_out_after_a_reflection_that_was_not_finished_too(record: Json) -> None:
    assert {(s["cycle"], s["language"]) for s in record["summaries"]} == {
        (n, language) for n in (1, 2) for language in ("en", "es")
    }
    assert all(set(s["delivered_to_roles"]) == {"facilitator", "coordinator"} for s in record["summaries"])
    assert any("Not finished in this cycle." in text for text in said(record, cycle=2, chat="group"))


def test_every_message_is_on_record_with_its_reader_and_its_cycle(record: Json) -> None:
    assert [m["seq"] for m in record["messages"]] == list(range(1, len(record["messages"]) + 1))
    assert [m["at"] for m in record["messages"]] == sorted(m["at"] for m in record["messages"])
    assert {m["cycle"] for m in record["messages"]} == {0, 1, 2}
    readers = {"facilitator", "coordinator", *(s["id"] for s in record["seats"]), None}
    assert {m["recipient"] for m in record["messages"]} == readers
    assert any("esquina del mercado" in text for text in said(record, cycle=1, chat="group"))
    assert any("too few" in text.lower() for text in said(record, cycle=2, chat="group"))


def test_what_was_said_in_private_stays_there(record: Json) -> None:
    worry = "se enojen con mi hermano"
    told = {m["recipient"] for m in record["messages"] if worry in m["text"]}
    assert told == {"m3", "facilitator"}
    assert worry not in json.dumps(record | {"messages": []}, ensure_ascii=False)


def test_a_number_that_the_bot_doubts_is_meant_by_the_file(tmp_path: Path) -> None:
    """A target at the starting number is asked about once; the facilitator of a file says yes."""
    file: Json = json.loads(SCENARIO.read_text("utf-8"))
    file["indicator"]["target"] = file["indicator"]["baseline"]
    file["cycles"] = file["cycles"][:1]
    scenario, out = tmp_path / "doubted.json", tmp_path / "record.json"
    scenario.write_text(json.dumps(file), "utf-8")
    result = CliRunner().invoke(main, ["rehearse", "--scenario", str(scenario), "--record", str(out)])
    assert result.exit_code == 0, result.output
    told = [m["text"] for m in json.loads(out.read_text("utf-8"))["messages"]]
    assert any("14 children" in text and "→ 14 children" in text for text in told)
