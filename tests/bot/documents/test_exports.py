"""Every export is read back by somebody else's reader; odd texts stay the texts they are; tiers hold."""

from __future__ import annotations

import copy
import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import networkx  # type: ignore[import-untyped]
import pytest
from icalendar import Calendar

from bot.documents.exports import calendar_file, csv_files, graphml, kumu, record_file
from bot.documents.exports.sheets import SHEETS, sheets
from bot.documents.exports.xml_text import xml_text
from dialogues.dates import Dated, of_json
from tests.bot.documents.records import HOSTILE, RESULT, SCHEMA, Json, empty, full, hostile

RECORDS = {"empty": empty(), "full": full(), "hostile": hostile()}


def rows(record: Json, sheet: str) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(csv_files.as_zip(record))) as archive:
        text = archive.read(f"{sheet}.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def events(record: Json, language: str = "en") -> list[Any]:
    return in_calendar(calendar_file.calendar_of_record(record, language))


def in_calendar(file: bytes) -> list[Any]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def drawn(record: Json) -> Any:
    return networkx.read_graphml(io.BytesIO(graphml.as_graphml(record, "en")))


@pytest.mark.parametrize("name", RECORDS)
def test_the_made_up_records_are_records(name: str) -> None:
    jsonschema.validate(RECORDS[name], SCHEMA)


# CSV


@pytest.mark.parametrize("name", RECORDS)
def test_every_sheet_is_a_table(name: str) -> None:
    for sheet in SHEETS:
        found = rows(RECORDS[name], sheet)
        assert len({len(row) for row in found}) == 1, sheet
        assert len(set(found[0])) == len(found[0]), "a heading stands twice"


def test_numbers_stay_numbers_and_text_is_in_quotes() -> None:
    raw = csv_files.as_csv([("a", "b"), ("-1", -1), ("é", 2.5), ("", None), ("x", True)])
    assert raw == '"a","b"\r\n"\'-1",-1\r\n"é",2.5\r\n"",""\r\n"x","yes"\r\n'.encode("utf-8-sig")
    (heading, values) = rows(full(), "cycles")
    assert values[heading.index("score_problem_defining")] == "62.5"
    assert values[heading.index("self_rating_problem_defining")] == ""


@pytest.mark.parametrize(
    "text", [*HOSTILE, "=", "\t=1", "\r=1", "\n=1", "＠x", "＋x", "－x", "\ufeff=1", "\x00=1"]
)
def test_no_cell_begins_a_formula(text: str) -> None:
    shown = csv_files.harmless(text)
    assert shown in (text, "'" + text)
    dangerous = text.lstrip("\u200b\ufeff\x00' \t\r\n")[:1] in tuple("=+-@＝﹢−＠＋－") and text[:1] != ""
    assert shown.startswith("'") is (dangerous or text[:1] in "\t\r\n'")


@pytest.mark.parametrize("text", ["50% of it", "a=b", "Mill Towns – Assembly", "(+1)", "|x|", "5-6", ""])
def test_other_text_is_left_alone(text: str) -> None:
    assert csv_files.harmless(text) == text


def test_hostile_names_come_back_as_they_are() -> None:
    for sheet, column in (("organisations", "name"), ("tasks", "task"), ("promises", "what")):
        heading, *found = rows(hostile(), sheet)
        back = [row[heading.index(column)] for row in found]
        assert back == [csv_files.harmless(text) for text in HOSTILE], sheet


def test_half_a_sign_breaks_no_file() -> None:
    record = full()
    record["organisations"][0]["name"] = "half \ud83d sign \x0b bell"
    assert rows(record, "organisations")[1][1] == "half ? sign \x0b bell"
    assert "half � sign � bell" in dict(drawn(record).nodes(data="label")).values()
    assert json.loads(kumu.as_kumu(record, "en"))["elements"][3]["label"] == "half ? sign \x0b bell"
    assert any("half � sign � bell" in str(e["summary"]) for e in events(record))


def test_the_same_record_gives_the_same_archive() -> None:
    assert csv_files.as_zip(full()) == csv_files.as_zip(full())


def test_what_a_sheet_says() -> None:
    assert rows(full(), "votes")[1:] == [
        ["t1", "1", "o1", "Lake Alder Council", "5"],
        ["t1", "1", "o2", "Valley Care", "4"],
        ["t1", "1", "o3", "Mill Towns Assembly", "3"],
    ]
    assert rows(full(), "bodies")[2] == [
        "b2",
        "Bench",
        "no",
        "per_org",
        "yes",
        "Mill Towns Assembly",
        "Council",
    ]
    assert rows(full(), "indicator")[1][:4] == ["1", "82.1", "improving", "12.2"]


def test_a_pulse_that_few_answered_has_no_numbers() -> None:
    heading, few, enough = rows(full(), "pulses")
    assert few[heading.index("overall") :] == [""] * 9
    assert enough[heading.index("overall") :] == ["3.91"] * 9


# what was said to one person alone


@pytest.mark.parametrize("language", ["en", "es"])
def test_messages_of_a_rehearsal_are_in_no_export(language: str) -> None:
    record = full()
    secret = {"seq": 1, "at": "2026-11-22T14:00:00Z", "cycle": 1, "chat": "private", "recipient": "s1"}
    record["messages"] = [secret | {"text": "one hope, one worry: SECRET"}]
    jsonschema.validate(record, SCHEMA)
    files = [
        record_file.as_json(record),
        graphml.as_graphml(record, language),
        kumu.as_kumu(record, language),
        calendar_file.calendar_of_record(record, language),
        *(csv_files.as_csv(sheet) for sheet in sheets(record).values()),
    ]
    assert [file for file in files if b"SECRET" in file] == []
    written = json.loads(record_file.as_json(record))
    jsonschema.validate(written, SCHEMA)
    assert written == {**record, "messages": None}


def test_maps_and_calendars_tell_nobody_who_cannot_decide() -> None:
    """They are passed on; who needs a mandate stays with the facilitator."""
    everywhere = (
        graphml.as_graphml(full(), "en").decode()
        + kumu.as_kumu(full(), "en").decode()
        + "".join(f"{e['summary']} {e['description']}" for e in events(full()))
    )
    assert "Thin, could use more people: hiring" in everywhere
    for told in ("decide", "mandate", "does the work", "whole sector", "designee", "doer", "Seat is empty"):
        assert told not in everywhere, told


# GraphML and Kumu


def test_the_map_is_read_by_another_program() -> None:
    graph = drawn(full())
    assert graph.nodes["organisation:o3"] == {
        "kind": "organisation",
        "label": "Mill Towns Assembly",
        "sector": "Neighbours",
        "grassroots": True,
        "voting": True,
    }
    assert graph.nodes["result"]["label"] == RESULT
    assert sorted((a, b, how) for a, b, how in graph.edges(data="relation")) == [
        ("function:f1", "result", "serves"),
        ("function:f2", "result", "serves"),
        ("gap:1", "function:f2", "lacks"),
        ("gap:2", "function:f1", "lacks"),
        ("organisation:o1", "function:f1", "covers"),
        ("organisation:o2", "function:f1", "covers"),
    ]


def test_an_empty_table_has_a_map_with_its_middle() -> None:
    assert dict(drawn(empty()).nodes(data="label")) == {"result": "The result is not agreed yet"}


def test_hostile_names_are_labels() -> None:
    labels = list(dict(drawn(hostile()).nodes(data="label")).values())
    for text in HOSTILE:
        assert xml_text(text).replace("\r\n", "\n") in [label.replace("\r\n", "\n") for label in labels], text
    blueprint = json.loads(kumu.as_kumu(hostile(), "en"))
    assert set(HOSTILE) <= {element["label"] for element in blueprint["elements"]}


@pytest.mark.parametrize("name", RECORDS)
def test_a_blueprint_names_what_it_connects(name: str) -> None:
    blueprint = json.loads(kumu.as_kumu(RECORDS[name], "es"))
    ids = [one["id"] for one in (*blueprint["elements"], *blueprint["connections"])]
    assert len(set(ids)) == len(ids)
    known = {element["id"] for element in blueprint["elements"]}
    assert all({c["from"], c["to"]} <= known for c in blueprint["connections"])


def test_a_blueprint_speaks_the_language() -> None:
    elements = {e["id"]: e for e in json.loads(kumu.as_kumu(full(), "es"))["elements"]}
    assert elements["organisation:o3"] == {
        "id": "organisation:o3",
        "label": "Mill Towns Assembly",
        "type": "Organización",
        "tags": ["De base", "Con voto"],
        "Sector": "Neighbours",
    }


# the calendar


def test_days_are_days() -> None:
    found = {str(e["summary"]): e for e in events(full())}
    promise = found["Lake Alder Council: an answer within thirty days"]
    assert (promise["dtstart"].dt, promise["dtend"].dt) == (date(2027, 8, 31), date(2027, 9, 1))
    assert found["The result is due"]["dtstart"].dt == date(2036, 12, 31)
    assert found["Review of the operating document"]["dtstart"].dt == date(2028, 1, 1)
    assert found["Gap to close: Nobody covers: childcare"]["dtstart"].dt == date(2027, 6, 30)
    assert {e["dtstamp"].dt for e in found.values()} == {datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)}


def test_instants_are_instants() -> None:
    ends = datetime(2027, 3, 1, 13, 0, tzinfo=ZoneInfo("America/Chicago"))
    vote = Dated(kind="vote", about=("7",), on=ends, values={"title": "Jobs"})
    assert of_json(json.loads(json.dumps(vote.as_json()))) == vote
    file = calendar_file.as_calendar("A table", ends, [vote], "en")
    (event,) = in_calendar(file)
    assert (str(event["summary"]), event["dtend"].dt) == ("The vote closes: Jobs", ends)
    assert b"DTEND:20270301T190000Z" in file


def test_an_event_keeps_its_name_for_other_programs() -> None:
    before, later = full(), copy.deepcopy(full())
    later["structure"]["commitments"][0] |= {"due": "2027-09-30", "status": "missed"}
    later["made_at"] = "2027-02-03T00:00:00Z"
    first, second = ({str(e["uid"]) for e in events(r)} for r in (before, later))
    assert first == second
    assert len(first) == len(events(before))


def test_a_hostile_text_is_one_event_and_no_more() -> None:
    found = events(hostile())
    kinds = {one.name for one in Calendar.from_ical(calendar_file.calendar_of_record(hostile(), "en")).walk()}
    assert kinds == {"VCALENDAR", "VEVENT"}
    said = "\0".join(str(e["summary"]).replace("\r\n", "\n") for e in found)
    assert [text for text in HOSTILE if xml_text(text).replace("\r\n", "\n") not in said] == []


def test_an_empty_table_has_an_empty_calendar() -> None:
    assert events(empty(), "es") == []


def test_the_cycles_of_a_rehearsal_are_in_its_calendar() -> None:
    record = full()
    told = (("2026-11-22T14:00:00Z", 0), ("2027-01-11T15:00:00Z", 1), ("2027-04-11T04:00:00Z", 2))
    record["messages"] = [
        {"seq": n, "at": at, "cycle": cycle, "chat": "group", "recipient": None, "text": "x"}
        for n, (at, cycle) in enumerate(told, start=1)
    ]
    days = {str(e["summary"]): e["dtstart"].dt for e in events(record)}
    assert days["Cycle 2 opens"] == date(2027, 4, 10)
    assert days["Look back on cycle 2"] == date(2027, 7, 7)
    assert days["Cycle 3 opens"] == date(2027, 7, 8)
