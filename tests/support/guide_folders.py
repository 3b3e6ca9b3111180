"""Folders of guides as an operator would leave them: copied, then edited line by line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.guide_folder import check_folder, copy_to
from dialogues.guides.guide_set import GuideSet

FILES = ("words/en.yaml", "words/es.yaml")


def folder(path: Path, edits: Mapping[str, Mapping[str, str]] | None = None) -> Path:
    """A copy of the built-in guides in which each text is replaced by another: file → text → text."""
    copy_to(path)
    for name, replaced in (edits or {}).items():
        file = path / name
        text = file.read_text("utf-8")
        for old, new in replaced.items():
            assert old in text, f"{name} has no {old!r}"
            text = text.replace(old, new, 1)
        file.write_text(text, "utf-8")
    return path


def asking(path: Path, id: str, topic: str, english: str, spanish: str, who: str = "organisation") -> None:
    """One more question in a folder, after the others of the result."""
    guide = path / "result.yaml"
    line = f"  - {{id: {id}, topic: {topic}, who: {who}, tier: {id[0]}, kind: text}}\n"
    guide.write_text(guide.read_text("utf-8").rstrip("\n") + "\n" + line, "utf-8")
    for name, words in zip(FILES, (english, spanish), strict=True):
        file = path / name
        added = f'{id}: "{words}"\n{id}_example: "One, two"\n'
        file.write_text(file.read_text("utf-8") + added, "utf-8")


def sound(path: Path) -> GuideSet:
    """The guides of a folder that has nothing wrong."""
    checked = check_folder(path)
    assert checked.guides is not None, [str(fault) for fault in checked.problems]
    return checked.guides
