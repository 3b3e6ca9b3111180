"""`tablekeeper guides`, and the setting GUIDES: what an operator meets on the command line and at a start."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from bot.backup import backup, restore
from bot.cli import main
from bot.findings import Finding, Mark
from bot.guide_folder import GuidesFaulty, check_folder, copy_to, in_use
from bot.health_of_database import database_findings
from bot.health_of_guides import folder_findings
from bot.settings import Settings
from dialogues.guides import Prompt
from dialogues.guides.guide_set import built_in, content_of
from dialogues.model import GuideVersion, Table
from storage.database import open_migrated
from storage.repository import SqlRepository
from tests.storage.conftest import NOW
from tests.support.guide_folders import asking, folder, sound

SLIP = {"result.yaml": {"R1, who: member, tier: A": "R1, who: member, tier: G"}}
REWORDED = {"words/en.yaml": {"Who should be better off": "Who would be better off"}}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def called(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["guides", *arguments])


def settings_of(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type, call-arg]


def test_copied_edited_checked_compared(tmp_path: Path) -> None:
    assert called("copy", "mine").exit_code == 0
    assert "ask" in called("diff", "mine").output
    text = (tmp_path / "mine" / "README.md").read_text("utf-8")
    assert "tablekeeper guides check" in text
    words = tmp_path / "mine" / "words" / "en.yaml"
    words.write_text(words.read_text("utf-8").replace("Who should be", "Who would be"), "utf-8")
    checked = called("check", "mine")
    assert checked.exit_code == 0
    assert "GUIDES=mine" in checked.output
    shown = called("diff", "mine").output
    assert "R1 (en): is worded anew" in shown
    assert "before: Who should be better off" in shown
    assert "now:    Who would be better off" in shown
    assert "1 different" in shown


def test_a_slip_is_named_with_file_line_and_remedy(tmp_path: Path) -> None:
    path = folder(tmp_path / "mine", SLIP)
    checked = called("check", "mine")
    assert checked.exit_code == 1
    line = (path / "result.yaml").read_text("utf-8").split("\n").index(
        "  - {id: R1, who: member, tier: G, kind: text}"
    ) + 1  # fmt: skip
    assert f"PROBLEM  result.yaml, line {line}: tier 'G' would show R1 to more people" in checked.output
    assert "→ Write “tier: A”" in checked.output
    refused = called("diff", "mine")
    assert refused.exit_code == 1
    assert "guides check" in refused.stderr


def test_two_folders_are_compared(tmp_path: Path) -> None:
    folder(tmp_path / "one", REWORDED)
    asking(folder(tmp_path / "two", REWORDED), "A1", "map", "What else?", "¿Qué más?")
    shown = called("diff", "one", "two").output
    assert "A1: is asked in addition (map)" in shown
    assert "R1" not in shown
    assert "A1: is not asked any more (map)" in called("diff", "two", "one").output


@pytest.mark.parametrize("taken", ["a file", "a folder with something in it", "a link"])
def test_a_copy_overwrites_nothing(tmp_path: Path, taken: str) -> None:
    place = tmp_path / "mine"
    match taken:
        case "a file":
            place.write_text("precious")
        case "a link":
            (tmp_path / "other").mkdir()
            place.symlink_to(tmp_path / "other")
        case _:
            place.mkdir()
            (place / "precious").write_text("precious")
    result = called("copy", "mine")
    assert result.exit_code == 1
    assert "Name a folder that does not exist yet" in result.stderr
    assert not list(tmp_path.rglob("*.yaml"))
    assert {p.name for p in tmp_path.iterdir()} <= {"mine", "other"}


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.guide_folder.os.replace", full)
    result = called("copy", "mine")
    assert result.exit_code == 1
    assert "No space left" in result.stderr
    assert list(tmp_path.iterdir()) == []


def leads_out(path: Path) -> None:
    (path / "result.yaml").rename(path.parent / "elsewhere.yaml")
    (path / "result.yaml").symlink_to(path.parent / "elsewhere.yaml")


def leads_nowhere(path: Path) -> None:
    (path / "result.yaml").unlink()
    (path / "result.yaml").symlink_to(path / "nothing.yaml")


def goes_round(path: Path) -> None:
    (path / "result.yaml").unlink()
    (path / "result.yaml").symlink_to(path / "result.yaml")


def pipe(path: Path) -> None:
    (path / "result.yaml").unlink()
    os.mkfifo(path / "result.yaml")


def is_folder(path: Path) -> None:
    (path / "result.yaml").unlink()
    (path / "result.yaml").mkdir()


def huge(path: Path) -> None:
    (path / "result.yaml").write_bytes(b"#" * 50_000_000)


ODD: dict[Callable[[Path], None], str] = {
    leads_out: "a link that leads out of the folder",
    leads_nowhere: "cannot be read",
    goes_round: "cannot be read",
    pipe: "no file",
    is_folder: "",
    huge: "more than",
}


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_what_is_no_plain_file_is_named_once(tmp_path: Path, odd: Callable[[Path], None]) -> None:
    path = folder(tmp_path / "mine")
    odd(path)
    checked = check_folder(path)
    assert checked.guides is None
    assert [f.file for f in checked.problems] == ["result.yaml"]
    assert ODD[odd] in checked.problems[0].said


def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    path = folder(tmp_path / "mine")
    (path / ".data").mkdir()
    (path / "result.yaml").rename(path / ".data" / "result.yaml")
    (path / "result.yaml").symlink_to(".data/result.yaml")
    (tmp_path / "linked").symlink_to(path)
    assert sound(path).fingerprint == sound(tmp_path / "linked").fingerprint == built_in().fingerprint


def test_words_that_lead_out_are_refused(tmp_path: Path) -> None:
    path = folder(tmp_path / "mine")
    (path / "words").rename(tmp_path / "elsewhere")
    (path / "words").symlink_to(tmp_path / "elsewhere")
    assert any("leads out of the folder" in fault.said for fault in check_folder(path).problems)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    for name in ("missing", "empty", "file"):
        result = called("check", name)
        assert result.exit_code == 1
        assert "guides copy" in result.output


def test_without_the_setting_nothing_is_read() -> None:
    assert in_use(settings_of()) is None


def test_the_folder_of_the_setting_is_used(tmp_path: Path) -> None:
    path = folder(tmp_path / "mine", REWORDED)
    guides = in_use(settings_of(guides=path))
    assert guides is not None
    assert guides.question("en", "R1").startswith("Who would be better off")
    assert isinstance(guides.asked("result")[0], Prompt)


def test_a_faulty_folder_is_told_with_its_first_faults(tmp_path: Path) -> None:
    path = folder(tmp_path / "mine", SLIP)
    with pytest.raises(GuidesFaulty, match=r"result\.yaml, line 6") as raised:
        in_use(settings_of(guides=path))
    assert "Write “tier: A”" in str(raised.value)
    assert f"tablekeeper guides check {path}" in str(raised.value)


@pytest.mark.parametrize(
    "command", [["run"], ["serve"], ["rehearse", "--port", "0"], ["rehearse", "--fresh"]]
)
def test_with_a_faulty_folder_nothing_starts(tmp_path: Path, command: list[str]) -> None:
    folder(tmp_path / "mine", SLIP)
    environment = {
        **{
            k: v for k, v in os.environ.items() if k.upper() not in {n.upper() for n in Settings.model_fields}
        },
        "GUIDES": "mine",
        "TELEGRAM_BOT_TOKEN": "7000000001:rehearsal-of-the-tests",
        "TELEGRAM_WEBHOOK_URL": "https://bot.example.org",
        "TELEGRAM_API_URL": "http://127.0.0.1:9",
    }
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *command], env=environment, capture_output=True, text=True,
        check=False, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "GUIDES=mine" in ended.stderr
    assert "result.yaml, line 6" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert {p.name for p in tmp_path.iterdir()} == {"mine"}


def the(findings: list[Finding], subject: str) -> Finding:
    return next(one for one in findings if one.subject == subject)


def test_doctor_names_the_version_in_use_and_what_is_wrong(tmp_path: Path) -> None:
    (finding,) = folder_findings(settings_of())
    assert finding.mark is Mark.WELL
    assert built_in().fingerprint[:12] in finding.said
    path = folder(tmp_path / "mine", REWORDED)
    (finding,) = folder_findings(settings_of(guides=path))
    assert finding.mark is Mark.WELL
    assert sound(path).fingerprint[:12] in finding.said
    (finding,) = folder_findings(settings_of(guides=folder(tmp_path / "slip", SLIP)))
    assert finding.mark is Mark.ILL
    assert "result.yaml, line 6" in finding.said
    assert "guides check" in finding.remedy


def database(tmp_path: Path) -> Settings:
    """A table that asks from a folder of its operator."""
    settings = settings_of(database_url=SecretStr(f"sqlite:///{tmp_path / 't.db'}"))
    engine = open_migrated(settings.database_url.get_secret_value())
    guides = sound(folder(tmp_path / "mine", REWORDED))
    with engine.begin() as connection:
        repository = SqlRepository(connection)
        content = content_of(guides)
        repository.add(GuideVersion(fingerprint=guides.fingerprint, content=content, kept_at=NOW))
        repository.add(Table(name="Lake", chat_id=-1, guides=guides.fingerprint))
    engine.dispose()
    return settings


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM guide_version", "UPDATE guide_version SET content = replace(content, 'would', 'could')"],
)
def test_doctor_finds_a_version_that_is_not_kept_as_it_was(tmp_path: Path, damage: str) -> None:
    settings = database(tmp_path)
    finding = the(database_findings(settings), "kept guides")
    assert (finding.mark, finding.said) == (Mark.WELL, "1 kept, 1 in use by tables and rounds")
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection, connection:
        connection.execute(damage)
    finding = the(database_findings(settings), "kept guides")
    assert finding.mark is Mark.ILL
    assert sound(tmp_path / "mine").fingerprint[:12] in finding.said
    assert "restore" in finding.remedy


def test_a_backup_holds_the_guides_of_its_tables(tmp_path: Path) -> None:
    settings = database(tmp_path)
    backup(settings, tmp_path / "copy.db", force=False)
    other = settings_of(database_url=SecretStr(f"sqlite:///{tmp_path / 'other.db'}"))
    restore(other, tmp_path / "copy.db", only_look=False, tell=lambda _line: None)
    assert the(database_findings(other), "kept guides").mark is Mark.WELL


def test_a_copy_is_small(tmp_path: Path) -> None:
    assert copy_to(tmp_path / "mine") == len(list((tmp_path / "mine").rglob("*.*")))
    assert sum(p.stat().st_size for p in (tmp_path / "mine").rglob("*.*")) < 50_000
