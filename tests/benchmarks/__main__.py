"""Runs a benchmark by name: `uv run python -m tests.benchmarks answers --help`."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Sequence

import tests.benchmarks


def benchmarks() -> dict[str, Callable[[Sequence[str]], int]]:
    """The benchmarks by name: every module of this package with a `main` that takes its arguments."""
    names = [module.name for module in pkgutil.iter_modules(tests.benchmarks.__path__)]
    return {name: _lazily(name) for name in names if name != "__main__"}


def _lazily(name: str) -> Callable[[Sequence[str]], int]:
    def run(arguments: Sequence[str]) -> int:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        return int(module.main(arguments) or 0)

    return run


def main() -> int:
    """Runs what was named; gives the exit status."""
    if len(sys.argv) < 2 or sys.argv[1] not in benchmarks():
        print("Name a benchmark:", *sorted(benchmarks()), file=sys.stderr)
        return 2
    return benchmarks()[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
