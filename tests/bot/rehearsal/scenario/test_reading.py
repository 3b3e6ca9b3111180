"""Reading a scenario: what is wrong is named with its place and its remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.rehearsal.scenario.failures import ScenarioWrong
from bot.rehearsal.scenario.reading import read

EXAMPLE = Path(__file__).parents[4] / "docs" / "scenarios" / "harbor-road.json"


def changed(tmp_path: Path, change: Callable[[Any], object]) -> Path:
    body = json.loads(EXAMPLE.read_text("utf-8"))
    change(body)
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    return file


def put(*path: str | int, value: Any) -> Callable[[Any], object]:
    def change(body: Any) -> None:
        for step in path[:-1]:
            body = body[step]
        body[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Any], object]:
    def change(body: Any) -> None:
        for step in path[:-1]:
            body = body[step]
        del body[path[-1]]

    return change


def test_the_example_reads() -> None:
    scenario = read(EXAMPLE)
    assert scenario.languages == ("en", "es")
    assert scenario.proposal("result").text_in(1).endswith("to 4.")
    assert scenario.proposal("result").text_in(2).endswith("with no corner above one.")
    assert [x.closed_in for x in scenario.experiments] == [2, None]


def test_an_amendment_without_a_text_of_its_own_is_added(tmp_path: Path) -> None:
    file = changed(tmp_path, drop("proposals", 0, "rounds", 1, "text"))
    assert read(file).proposal("result").text_in(2).endswith("to 4. no corner with more than one")


def test_labels_for_judges_are_never_read(tmp_path: Path) -> None:
    file = changed(tmp_path, put("proposals", 0, "result_labels", value={"overall": True}))
    assert "result_labels" not in read(file).proposals[0].model_dump()


EVENTS = ("cycles", 0, "events")
WRONG = [
    (drop("lang"), "lang is missing. Add it."),
    (put("colour", value="red"), "colour is no key of a scenario. Remove it, or correct its spelling."),
    (put("orgs", 0, "voting", value="yes"), "orgs[0].voting must be true or false."),
    (put("orgs", 0, "id", value="C 1"), "orgs[0].id cannot be used: "),
    (put("as_of", value="2026-02-30"), "as_of cannot be used: "),
    (put(*EVENTS, 2, "round", value=7), "cycles[0].events[2].round cannot be used: "),
    (put(*EVENTS, 2, "type", value="voting"), "cycles[0].events[2] cannot be used: "),
    (put("cycles", 0, "pulse", "m1", 8, value=3), "cycles[0].pulse.m1[8] cannot be used: "),
    (
        put("cycles", 0, "ps_evidence", "solution_finding", 1, value=0.7),
        "cycles[0].ps_evidence.solution_finding[1] must be 0, 0.5 or 1.",
    ),
    (put("covers", "c1", value=["rules", "rules"]), "covers.c1 names something twice."),
]
UNFIT = [
    (
        put("time_zone", value="Harbor"),
        "time_zone: 'Harbor' is no time zone. Write one like America/Chicago.",
    ),
    (put("lang", value="en/tlh"), "lang: the bot does not speak 'tlh'. Use en or es."),
    (put("start_date", value="2026-11-01"), "start_date: lies before as_of."),
    (
        put("members", 0, "org", value="c9"),
        "members: there is no organisation 'c9'. Add it, or correct the id.",
    ),
    (put("members", 4, "voting_rep", value=True), "members: m2, m5 all vote for c2 from the start."),
    (put("members", 0, "can_commit", value=False), "members: m1 says one thing in answers_private"),
    (put("orgs", 1, "id", value="c1"), "orgs: the id 'c1' stands 2 times. Give each its own."),
    (put("covers", "c1", value=["roads"]), "covers.c1: there is no function 'roads'."),
    (put("structure", "raci", 0, "A", value=["c8"]), "structure.raci[0]: there is no organisation 'c8'."),
    (
        put("structure", "bodies", 1, "channel_to", value="council"),
        "structure.bodies[1].channel_to: there is no body 'council'.",
    ),
    (
        drop("proposals", 0, "rounds", 0, "votes", "m3"),
        "proposals.result.rounds[1].reasons: m3 gives a reason but no vote.",
    ),
    (
        put("proposals", 0, "rounds", 0, value={"n": 1, "votes": {"m1": 0}, "reasons": {}}),
        "proposals.result.rounds[1]: m1 blocks without a reason.",
    ),
    (put(*EVENTS, 2, "proposal", value="goal"), "cycles[1].events[2]: there is no proposal 'goal'."),
    (put(*EVENTS, 2, "round", value=2), "cycles[1].events[2]: round 2 of result is voted out of turn."),
    (put(*EVENTS, 9, "round", value=2), "cycles[1].events[9]: turns has no round 2."),
    (put("cycles", 1, "n", value=3), "cycles: are numbered [1, 3]."),
    (
        put(*EVENTS, 0, value={"type": "disagreement_settled", "id": "d9", "how": "so"}),
        "cycles[1].events[0]: d9 was never opened.",
    ),
    (put(*EVENTS, 0, value={"type": "reflection_done"}), "cycles[1].events[0]: is not the last event"),
    (
        put("cycles", 1, "self_rating", "solution_finding", value=[4, 4, 4, 4, 4]),
        "cycles[2].self_rating.solution_finding: has more values than the pulse has people.",
    ),
    (
        put("cycles", 1, "events", 0, "change", value="replace_voting_rep"),
        "cycles[2].events[0]: does not say who leaves.",
    ),
]


@pytest.mark.parametrize(("change", "line"), [*WRONG, *UNFIT])
def test_what_is_wrong_is_named(tmp_path: Path, change: Callable[[Any], object], line: str) -> None:
    with pytest.raises(ScenarioWrong) as refused:
        read(changed(tmp_path, change))
    assert any(problem.startswith(line) for problem in refused.value.problems), refused.value.problems


def test_a_block_with_its_reason_is_fine(tmp_path: Path) -> None:
    read(changed(tmp_path, put("proposals", 0, "rounds", 0, "votes", "m3", value=0)))


@pytest.mark.parametrize(
    ("written", "line"),
    [(b"{", "line 1, column 2: is no JSON"), (b"\xff\xfe", "is no UTF-8 text."), (None, "cannot be read")],
)
def test_a_file_that_is_no_scenario_at_all(tmp_path: Path, written: bytes | None, line: str) -> None:
    file = tmp_path / "scenario.json"
    if written is not None:
        file.write_bytes(written)
    with pytest.raises(ScenarioWrong) as refused:
        read(file)
    assert refused.value.problems[0].startswith(line)


def test_the_command_shows_what_is_wrong_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = changed(tmp_path, drop("lang"))
    result = CliRunner().invoke(main, ["rehearse", "--scenario", str(file), "--record", "out.json"])
    assert result.exit_code == 1
    assert "lang is missing. Add it." in result.stderr
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--record", "out.json"], "belong to --scenario"),
        (["--speed", "3"], "belong to --scenario"),
        (["--scenario", "a.json"], "Say where the record goes"),
        (["--scenario", "a.json", "--record", "b.json", "--fresh"], "leave --dir and --fresh out"),
    ],
)
def test_options_that_do_not_fit_together(options: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["rehearse", *options])
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
