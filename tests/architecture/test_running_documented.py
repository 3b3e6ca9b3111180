"""What docs/running.md and docs/deploy/ name exists: commands, options, settings, figures, files."""

from __future__ import annotations

import configparser
import json
import os
import re
import subprocess
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import click
import pytest
import yaml

from bot import metrics
from bot.cli import main
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
SETTINGS = {name.upper() for name in Settings.model_fields}
# Not ours: what PostgreSQL's image and Python take from the environment.
OTHERS = {"POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "PYTHONUNBUFFERED", "PATH"}
# Written without options of their own, or options of other programs on the same line.
CALL = re.compile(r"tablekeeper ([a-z][a-z-]+)((?:\s+[^\s`|;&]+)*)")


def described() -> list[tuple[str, list[str]]]:
    """Every call of a command in the document, with its options."""
    code = re.findall(r"```sh\n(.*?)```", RUNNING, re.S) + re.findall(r"`([^`\n]+)`", RUNNING)
    calls = [call for part in code for line in part.splitlines() for call in _calls_in(line)]
    for row in re.findall(r"^\| `tablekeeper ([a-z-]+)[^`]*` \|(.*)\|$", RUNNING, re.M):
        calls.append((row[0], re.findall(r"`(--[a-z-]+)`", row[1])))
    return calls


def _calls_in(line: str) -> list[tuple[str, list[str]]]:
    line = line.partition("#")[0]
    if line.startswith(("docker", "sudo")) or line.lstrip().startswith("--"):
        return []
    return [
        (name, re.findall(r"--[a-z-]+", rest)) for name, rest in CALL.findall(line) if name != "tablekeeper"
    ]


def test_every_command_and_option_named_exists() -> None:
    calls = described()
    assert len(calls) > 25
    for name, options in calls:
        assert name in main.commands, name
        known = {option for one in main.commands[name].params for option in one.opts}
        assert set(options) <= known, (name, options)


def test_every_command_is_described() -> None:
    table = set(re.findall(r"^\| `tablekeeper ([a-z-]+)", RUNNING, re.M))
    assert table == set(main.commands)


def test_every_setting_named_exists_and_every_setting_is_described() -> None:
    named = set(re.findall(r"\b(?:TELEGRAM|TABLEKEEPER|REHEARSAL|DATABASE|POSTGRES)_[A-Z_]+\b", RUNNING))
    assert named <= SETTINGS | OTHERS
    assert set(re.findall(r"`([A-Z][A-Z_]+)`", _section("Settings"))) - _levels() == SETTINGS


def _levels() -> set[str]:
    return {"DEBUG", "INFO", "WARNING", "ERROR"}


def _section(title: str) -> str:
    return RUNNING.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_every_setting_stands_in_the_example_with_a_comment_and_its_default() -> None:
    written = {
        name: value for _comment, name, value in re.findall(r"((?:^#.*\n)+)([A-Z_]+)=(.*)$", EXAMPLE, re.M)
    }
    assert written.keys() == SETTINGS
    for name, value in written.items():
        default: Any = Settings.model_fields[name.lower()].default
        plain = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        assert value == ("" if plain is None else str(plain).removesuffix(".0")), name


def test_every_figure_named_is_shown() -> None:
    shown = {"_".join(("tablekeeper", name)) for name in _figures(Path(metrics.__file__).read_text("utf-8"))}
    named = {name.removesuffix("_total") for name in re.findall(r"`(tablekeeper_[a-z_]+)", RUNNING)}
    assert named == shown


def _figures(source: str) -> set[str]:
    return set(re.findall(r'"tablekeeper_([a-z_]+)"', source))


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", RUNNING):
        assert target.startswith("https://") or (ROOT / "docs" / target).exists(), target
    headings = {
        re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-")
        for one in re.findall(r"^#+ (.+)$", RUNNING, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", RUNNING)) <= headings


def test_the_json_line_that_is_shown_is_one() -> None:
    (line,) = re.findall(r"```json\n(.*?)```", RUNNING, re.S)
    assert {"time", "level", "event", "process", "request", "update", "table"} <= json.loads(line).keys()


def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def test_the_image_is_made_of_what_is_there_at_fixed_versions() -> None:
    lines = dockerfile().splitlines()
    images = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert all(re.fullmatch(r"[a-z]+:\d+\.\d+\.\d+-[a-z-]+", image) for image in images)
    assert re.search(r"uv==\d+\.\d+\.\d+", dockerfile())
    copied = [one for line in lines if re.match(r"COPY (?!--)", line) for one in line.split()[1:-1]]
    assert set(copied) >= {"pyproject.toml", "uv.lock", "bot", "dialogues", "storage"}
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for one in copied:
        assert (ROOT / one).exists(), one
        assert f"!{one}" in kept, one
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["10001"]
    assert "--uid 10001" in dockerfile()
    assert "--gid 10001" in dockerfile()
    (first,) = [json.loads(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD ")]
    assert first[0] in main.commands
    exposed = {int(line.split()[1]) for line in lines if line.startswith("EXPOSE ")}
    assert exposed == {Settings.model_fields["telegram_webhook_port"].default}
    named = set(re.findall(r"\b((?:TELEGRAM|DATABASE|TABLEKEEPER)_[A-Z_]+)", dockerfile()))
    assert named <= SETTINGS


@pytest.mark.parametrize(
    ("status", "url", "code"), [(200, "https://x", 0), (503, "https://x", 1), (None, "", 0)]
)
def test_the_images_health_check_asks_the_page(status: int | None, url: str, code: int) -> None:
    ended, asked = checked_health(status or 200, TELEGRAM_WEBHOOK_URL=url)
    assert ended == code
    assert asked == (["/healthz"] if url else [])


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY"])
def test_the_images_health_check_goes_past_a_proxy(name: str) -> None:
    # Engines can give every container the proxy of the machine; it knows nothing of this 127.0.0.1.
    others = {"TELEGRAM_WEBHOOK_URL": "https://x", name: "http://127.0.0.1:9", "no_proxy": ""}
    assert checked_health(200, **others) == (0, ["/healthz"])


def test_the_images_health_check_takes_an_empty_port_for_the_default_as_the_settings_do() -> None:
    port = str(Settings.model_fields["telegram_webhook_port"].default)
    others = {"TELEGRAM_WEBHOOK_URL": "https://x", "TELEGRAM_WEBHOOK_PORT": ""}
    assert checked_health(200, default_port=port, **others) == (0, ["/healthz"])


def checked_health(
    status: int, *, default_port: str | None = None, **environment: str
) -> tuple[int, list[str]]:
    """The image's health check against a page with that status: how it ended, and what it asked for.

    With `default_port` the page stands where the check looks when no port is set.
    """
    (line,) = [line for line in dockerfile().splitlines() if line.startswith("HEALTHCHECK")]
    _python, *command = json.loads(line.partition(" CMD ")[2])
    asked: list[str] = []

    class Page(BaseHTTPRequestHandler):
        """Answers /healthz."""

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        here = str(server.server_port)
        if default_port is not None:
            assert default_port in command[-1]
            command[-1] = command[-1].replace(default_port, here)
        ended = subprocess.run(  # noqa: S603 - the command of our own image
            [sys.executable, *command],
            env=os.environ | {"TELEGRAM_WEBHOOK_PORT": here} | environment,
            capture_output=True,
            check=False,
        )
        server.shutdown()
    return ended.returncode, asked


def test_the_composition_names_what_is_there() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = composed["services"]
    assert set(services) == {"database", "migrate", "bot"}
    assert (services["migrate"]["command"], services["bot"]["command"]) == ("migrate", "serve")
    assert re.fullmatch(r"postgres:\d+\.\d+-\w+", services["database"]["image"])
    for name in ("migrate", "bot"):
        service = services[name]
        assert service["command"] in main.commands
        assert (DEPLOY / service["build"]["context"]).resolve() == ROOT
        assert (ROOT / service["build"]["dockerfile"]).is_file()
        assert (DEPLOY / service["env_file"]).resolve() == ROOT / ".env"
        assert set(service["environment"]) <= SETTINGS
        assert "secret" not in str(service["environment"]).lower()
    after = services["bot"]["depends_on"]["migrate"]["condition"]
    assert after == "service_completed_successfully"
    assert services["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    port = Settings.model_fields["telegram_webhook_port"].default
    # Whatever port .env names is the one outside; inside it is always the same.
    assert services["bot"]["environment"]["TELEGRAM_WEBHOOK_PORT"] == port
    assert services["bot"]["ports"] == [f"127.0.0.1:${{TELEGRAM_WEBHOOK_PORT:-{port}}}:{port}"]
    assert set(composed["volumes"]) == {"database"}


def test_the_composition_waits_for_what_migrate_reaches_and_passes_signals_on() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    # The image of PostgreSQL sets a new database up with a server that answers on its socket alone.
    asked = services["database"]["healthcheck"]["test"]
    assert asked[asked.index("-h") + 1] == "127.0.0.1"
    assert asked[asked.index("-U") + 1] == services["database"]["environment"]["POSTGRES_USER"]
    assert all(services[name]["init"] for name in ("migrate", "bot"))
    (runs,) = re.findall(r"docker run --detach(?:[^\n]*\\\n)*[^\n]*", RUNNING)
    assert " --init " in runs
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert {services[name]["image"] for name in ("migrate", "bot")} == {f"tablekeeper:{version}"}


def test_the_unit_starts_a_command_with_settings_that_exist() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string((DEPLOY / "tablekeeper.service").read_text(encoding="utf-8"))
    service = unit["Service"]
    program, command = service["ExecStart"].split()
    assert program.endswith("/.venv/bin/tablekeeper")
    assert command in main.commands
    assert {part.partition("=")[0] for part in service["Environment"].split()} <= SETTINGS | OTHERS
    assert service["Restart"] == "always"
    assert service["RestartPreventExitStatus"] == "2"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_every_command_says_what_it_does() -> None:
    assert all(isinstance(one, click.Command) and one.help for one in main.commands.values())
