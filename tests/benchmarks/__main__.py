"""Runs one benchmark by its name: `uv run python -m tests.benchmarks NAME`; without a name it lists them."""

from __future__ import annotations

import importlib
import pkgutil
import sys

from tests import benchmarks


def names() -> list[str]:
    """The benchmarks: every module of this folder that is one (it has a `main`), each by its file's name."""
    found = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__"]
    return [name for name in sorted(found) if hasattr(_module(name), "main")]


def _module(name: str) -> object:
    return importlib.import_module(f"tests.benchmarks.{name}")


def main() -> int:
    """Calls the `main` of the benchmark that was named; what follows the name stands in `sys.argv`."""
    known = names()
    if len(sys.argv) < 2 or sys.argv[1] not in known:
        print("Name one of: " + ", ".join(known), file=sys.stderr)
        return 2
    sys.argv = sys.argv[1:]
    ended = getattr(_module(sys.argv[0]), "main")()  # noqa: B009 - its type is not known here
    return int(ended or 0)


if __name__ == "__main__":
    sys.exit(main())
