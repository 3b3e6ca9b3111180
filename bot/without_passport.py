"""python-telegram-bot is loaded without what it needs for Telegram Passport alone.

Wherever it finds `cryptography` it loads it at its own start, to read documents that nobody sends a table.
That is 8 MB of memory and a part of every start; `bot.seal` loads it when the first thing is sealed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

LIBRARY, NOT_NEEDED = "telegram", "cryptography"


def keep_passport_out() -> None:
    """Sees to it that the first import of python-telegram-bot, whenever it comes, does without."""
    if LIBRARY not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds python-telegram-bot once, as Python would, and loads it in its own way."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != LIBRARY:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    """Python's own loader; while it works, the library seems not to be installed."""

    def __init__(self, own: Loader) -> None:
        self._own = own

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            # Whoever asks later (for the files beside it) asks Python's own.
            module.__spec__.loader = module.__loader__ = self._own
        if NOT_NEEDED in sys.modules:
            self._own.exec_module(module)
            return
        sys.modules[NOT_NEEDED] = None  # type: ignore[assignment]
        try:
            self._own.exec_module(module)
        finally:
            del sys.modules[NOT_NEEDED]
