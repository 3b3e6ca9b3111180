"""Settings: defaults, secrets that stay secret, and a remedy for each that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsWrong, read_settings

TOKEN = "123456789:AAExample-token_of-nobody-at-all"  # noqa: S105 - opens nothing


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / ".env"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_everything_has_a_default(tmp_path: Path) -> None:
    settings = read_settings(tmp_path / "none")
    assert settings.telegram_bot_token is None
    assert settings.rehearsal_port == 8765


def test_empty_means_not_set(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, "TELEGRAM_BOT_TOKEN=")).telegram_bot_token is None


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHEARSAL_PORT", "9000")
    assert read_settings(written(tmp_path, "REHEARSAL_PORT=1")).rehearsal_port == 9000


def test_secrets_show_themselves_nowhere(tmp_path: Path) -> None:
    settings = read_settings(
        written(
            tmp_path,
            f"TELEGRAM_BOT_TOKEN={TOKEN}",
            "TELEGRAM_PROXY_URL=http://me:hush@proxy:1",
            "DATABASE_URL=postgresql+psycopg://me:hush@db/x",
        )
    )
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    shown = f"{settings!r} {settings} {settings.model_dump_json()}"
    assert TOKEN not in shown
    assert "hush" not in shown


@pytest.mark.parametrize(
    ("line", "named", "remedy"),
    [
        ("TELEGRAM_BOT_TOKEN=secret-that-is-no-token", "TELEGRAM_BOT_TOKEN", "@BotFather"),
        ("TELEGRAM_WEBHOOK_SECRET=too short", "TELEGRAM_WEBHOOK_SECRET", "made from the token"),
        ("TELEGRAM_WEBHOOK_URL=bot.example.org", "TELEGRAM_WEBHOOK_URL", "web address"),
        ("TELEGRAM_API_URL=api.telegram.org", "TELEGRAM_API_URL", "https://"),
        ("TELEGRAM_PROXY_URL=socks5://x:1", "TELEGRAM_PROXY_URL", "http://"),
        ("TELEGRAM_READ_SECONDS=soon", "TELEGRAM_READ_SECONDS", ".env.example"),
        ("TELEGRAM_POLL_SECONDS=90", "TELEGRAM_POLL_SECONDS", ".env.example"),
        ("DATABASE_URL=mysql://x/y", "DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL=tablekeeper", "DATABASE_URL", "sqlite:///"),
        ("TABLEKEEPER_LOG_LEVEL=LOUD", "TABLEKEEPER_LOG_LEVEL", ".env.example"),
        ("REHEARSAL_PORT=99999", "REHEARSAL_PORT", ".env.example"),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy(tmp_path: Path, line: str, named: str, remedy: str) -> None:
    with pytest.raises(SettingsWrong) as caught:
        read_settings(written(tmp_path, line))
    (problem,) = caught.value.problems
    assert problem.startswith(named)
    assert remedy in problem
    assert "\n" not in problem
    assert "secret-that" not in problem


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong) as caught:
        read_settings(written(tmp_path, "TELEGRAM_BOT_TOKEN=x", "REHEARSAL_PORT=x"))
    assert len(caught.value.problems) == 2


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"\xff\xfeT\x00")
    with pytest.raises(SettingsWrong, match="UTF-8"):
        read_settings(path)


def test_a_file_that_cannot_be_read_is_named_with_its_remedy() -> None:
    # It is there, and whoever reads its first byte is refused, also root.
    path = Path("/proc/self/mem")
    with pytest.raises(SettingsWrong, match=r"mem cannot be read .*Let the user the bot runs as"):
        read_settings(path)


def test_every_setting_stands_in_the_example_with_a_comment() -> None:
    lines = Path(".env.example").read_text(encoding="utf-8").splitlines()
    named = [line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")]
    assert named == [name.upper() for name in Settings.model_fields]
    for place, line in enumerate(lines):
        if line and not line.startswith("#"):
            assert lines[place - 1].startswith("#"), line


def test_the_example_holds_the_defaults(tmp_path: Path) -> None:
    example = read_settings(Path(".env.example"))
    assert example.model_dump() == read_settings(tmp_path / "none").model_dump()
