"""The layers of docs/architecture.md, held by machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    p for folder in ("bot", "dialogues", "storage", "tests") for p in (ROOT / folder).rglob("*.py")
)
BLOCKED = ("telegram", "sqlalchemy", "sqlmodel", "bot", "storage")


def test_dialogues_import_where_telegram_and_sql_are_blocked() -> None:
    program = f"""
import importlib, pkgutil, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {BLOCKED!r}:
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocked())
import dialogues
names = [m.name for m in pkgutil.walk_packages(dialogues.__path__, "dialogues.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 40


def test_import_rules_hold() -> None:
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_machines_imports_transitions() -> None:
    found = [p for p in SOURCES if re.search(r"^\s*(from|import) transitions", p.read_text("utf-8"), re.M)]
    assert [p.relative_to(ROOT).as_posix() for p in found] == ["dialogues/machines.py"]


def test_the_method_takes_no_clock_and_no_randomness_of_its_own() -> None:
    clock = r"datetime\.now|utcnow|date\.today|time\.time\("
    wanted = re.compile(clock + r"|^(import|from) (random|secrets)", re.M)
    guilty = [
        p for p in SOURCES if p.is_relative_to(ROOT / "dialogues") and wanted.search(p.read_text("utf-8"))
    ]
    assert guilty == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_stay_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    assert not re.search(r"(^|_)(utils?|helpers?|common|manager|misc)(_|\.|$)", path.name)
    assert not text.strip() or text.lstrip().startswith('"""'), "the first line says what the file is for"
