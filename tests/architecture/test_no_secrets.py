"""No secret stands in the repository: tokens, keys, passwords, join links."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.architecture.test_layers import ROOT

# The name, and what it looks like.
SECRETS = {
    "bot token": re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b"),
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b"),
    "forge token": re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20}|pypi-[A-Za-z0-9_-]{50,})"
    ),
    "signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"),
    "password in an address": re.compile(r"\b[a-z+]+://[^\s/:@'\"<>{}]+:[^\s/@'\"<>{}]{6,}@"),
    "join link": re.compile(r"t\.me/\w+\?start=[A-Za-z0-9_-]{20,}"),
    "written-in password": re.compile(
        r"(?i)\b(?:password|passwd|secret|api_key|token)\b\s*[:=]\s*[\"'](?=[^\"']*\d)(?=[^\"']*[a-z])[A-Za-z0-9+/_-]{24,}[\"']"
    ),
}
# What shows how one is written, and a key for tests that opens nothing.
PLACEHOLDER = re.compile(r"(?i)://\w+:password@")
NOT_SECRET = ("tests/support/localhost_opens_nothing.pem",)
SAMPLES = {
    "bot token": "123456789" + ":" + "A" * 35,
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "cloud key": "AKIA" + "A1B2C3D4E5F6G7H8",
    "forge token": "ghp_" + "a" * 36,
    "signed token": ".".join(("eyJ" + "a" * 20, "eyJ" + "b" * 20, "c" * 20)),
    "password in an address": "postgresql://user" + ":" + "hunter22@host/db",
    "join link": "https://t.me/some_bot?" + "start=" + "a1" * 11,
    "written-in password": "token = " + '"' + "a1b2" * 8 + '"',
}


def found_in(text: str) -> Iterator[str]:
    for name, looks_like in SECRETS.items():
        if looks_like.search(PLACEHOLDER.sub("", text)):
            yield name


def test_no_file_of_the_repository_holds_one() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - the git of whoever runs the tests
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    seen, found = 0, []
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or name in ("uv.lock", *NOT_SECRET) or not path.is_file():
            continue
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        seen += 1
        found += [f"{name}:{n} {what}" for n, line in enumerate(lines, start=1) for what in found_in(line)]
    assert seen > 500
    assert found == []


@pytest.mark.parametrize("name", SECRETS)
def test_each_kind_is_recognised(name: str) -> None:
    assert name in found_in(f"x {SAMPLES[name]} y")
