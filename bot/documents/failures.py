"""What can be wrong with what `tablekeeper documents` is given."""

from __future__ import annotations


class NotARecord(ValueError):
    """The file is no record of a table; the message says where, and how to write one."""


class LanguageNotSpoken(ValueError):
    """The language is not one that Tablekeeper speaks. Leave --language out, or choose one of those listed."""


class FolderUnusable(RuntimeError):
    """The documents cannot be written there. Name a folder with --out that you may write into."""
