"""A folder of guides on the disk: read with care, written once, and checked before the bot starts with it."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from bot.settings import Settings
from dialogues import house_rules, phrases
from dialogues.guides import GuideFault, guides
from dialogues.guides.check import WORDS, Checked, check
from dialogues.guides.faults import Fault
from dialogues.guides.guide_set import GuideSet, words_of

README = """\
# Guides of your own

This folder holds the questions that Tablekeeper asks. Edit it with any text editor, then check it:

    tablekeeper guides check .

Each problem is named with its file, its line and what to write instead. `tablekeeper guides diff .` shows what you
have changed. When nothing is wrong, write `GUIDES=` and the path of this folder into `.env` and start the bot
again. Tables that have begun keep their questions until their facilitator moves them on.

## What you may change

- **The words.** `words/en.yaml` has every question in English, `words/es.yaml` in Spanish. Change each question in
  every language. Keep `{{ label }}` where it stands: the thing to count is put in there. `<b>` and `<i>` are taken.
- **The order** in which questions of one topic are asked: move lines up or down within a file.
- **What is left out**: R4, M6, P4, P5, P6 and P7 may go (delete the line here; the words may stay).
- **Questions of your own**, ten at most. Add a line to the guide that fits, like
  `- {id: A1, topic: result, who: organisation, tier: A, kind: text}`, and its words, `A1:` and `A1_example:`, in
  every language. The letter says who reads the answers, for good: A1 to A99 the table without names, G1 to G99
  the table with the organisation's name, F1 to F99 the facilitator alone. `who` is `organisation` (its voice
  answers) or `member` (everybody answers).

## What you may not change

Who answers a question of the method, who reads the answers (`tier`), and in what form they are given (`kind`,
`parts`, `options`): people answer in the trust that this stays, and the method works with what they say.
"""
_HEAD = """\
# Which questions are asked, and in which order. Their words stand in the folder “words”.
# You may move lines, and add questions of your own: see README.md.
"""
_WORDS_HEAD = """\
# How the questions are said in this language. Change what stands in quotes and keep the names before the colon.
# An “_example” is shown where an answer was not understood.
"""
_YAML = (".yaml", ".yml")
MOST_FILES = 100
MOST_TOLD = 5


class FolderTaken(RuntimeError):
    """There is something at this place already. Name a folder that does not exist yet."""


class GuidesFaulty(GuideFault):
    """The folder of GUIDES cannot be used, so nothing was started. Correct it, or leave GUIDES empty."""


def read_folder(folder: Path) -> tuple[dict[str, bytes], list[Fault]]:
    """The YAML files by their names in the folder, and what kept others from being read."""
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    if not folder.is_dir():
        remedy = "Make it: tablekeeper guides copy DIR. Or correct the path."
        return files, [Fault(str(folder), 0, "there is no such folder", remedy)]
    for path in _listed(folder, faults):
        name = path.relative_to(folder).as_posix()
        content = _content(path, name, folder, faults)
        if content is not None:
            files[name] = content
    return files, faults


def _listed(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    found = []
    for place in (folder, folder / WORDS.rstrip("/")):
        if not _is_inside(place, folder):
            faults.append(Fault(WORDS, 0, "it leads out of the folder", "Put the files themselves here."))
            continue
        try:
            found += [p for p in sorted(place.iterdir()) if p.suffix in _YAML and not p.name.startswith(".")]
        except FileNotFoundError:
            continue
        except OSError as error:
            faults.append(
                Fault(place.name, 0, f"it cannot be read ({error.strerror})", "Correct its rights.")
            )
    if len(found) > MOST_FILES:
        faults.append(
            Fault(str(folder), 0, f"it has {len(found)} files", "Keep the guides in a folder alone.")
        )
        return
    yield from found


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a path leads into the folder, links followed (`Path.resolve` has an error of its own for loops)."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _content(path: Path, name: str, folder: Path, faults: list[Fault]) -> bytes | None:
    """What a file holds, no more than is judged; None for what is no file of this folder."""
    try:
        if not _is_inside(path, folder):
            faults.append(
                Fault(name, 0, "it is a link that leads out of the folder", "Put the file itself here.")
            )
            return None
        # A pipe would wait for ever.
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                faults.append(Fault(name, 0, "it is no file", "Delete it, or put a text file in its place."))
                return None
            return file.read(house_rules.GUIDE_FILE_BYTES.value + 1)
    except OSError as error:
        faults.append(
            Fault(name, 0, f"it cannot be read ({error.strerror})", "Correct the link or its rights.")
        )
        return None


def check_folder(folder: Path) -> Checked:
    """Everything that is wrong with a folder, or the guides that it holds."""
    files, unread = read_folder(folder)
    if not files:
        empty = Fault(str(folder), 0, "it holds no guides", "Make a folder: tablekeeper guides copy DIR.")
        return Checked(None, tuple(unread or [empty]))
    checked = check(files)
    seen = {fault.file for fault in unread}
    faults = tuple(sorted([*unread, *(f for f in checked.faults if f.file not in seen)]))
    return Checked(None if unread else checked.guides, faults)


def in_use(settings: Settings) -> GuideSet | None:
    """The guides of GUIDES, None for those that are built in; raises `GuidesFaulty` with what is wrong."""
    if settings.guides is None:
        return None
    checked = check_folder(settings.guides)
    if checked.guides is None:
        told = [f"  {fault}" for fault in checked.problems[:MOST_TOLD]]
        left = len(checked.problems) - len(told)
        more = [f"  … and {left} more"] if left > 0 else []
        whole = f"All of it: tablekeeper guides check {settings.guides}"
        raise GuidesFaulty(
            "\n".join([f"GUIDES={settings.guides}: {GuidesFaulty.__doc__}", *told, *more, whole])
        )
    return checked.guides


def copy_to(folder: Path) -> int:
    """Writes the built-in guides, whole or not at all; gives how many files. Raises `FolderTaken`, OSError."""
    taken = folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir())))
    if taken:
        look = f"What stands there can be looked at with: tablekeeper guides diff {folder}"
        raise FolderTaken(f"{folder}: {FolderTaken.__doc__} {look}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".guides-") as beside:
        whole = Path(beside) / "guides"
        written = _write(whole)
        os.replace(whole, folder)
    return written


def _write(folder: Path) -> int:
    (folder / WORDS).mkdir(parents=True)
    texts = {"README.md": README}
    for file in resources.files(guides.__module__).iterdir():
        if file.name.endswith(_YAML):
            texts[file.name] = _HEAD + file.read_text("utf-8")
    for language in phrases.languages():
        texts[f"{WORDS}{language}.yaml"] = _WORDS_HEAD + "".join(_word_lines(language))
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(texts)


def _word_lines(language: str) -> Iterator[str]:
    """The words in the order of the guides, those that belong to no single question last."""
    words = dict(words_of(language))
    for guide in guides().values():
        yield f"\n# {guide.element.replace('_', ' ')}\n"
        for prompt in guide.prompts:
            for name in [*(step.replace("/", "_") for step in prompt.steps), f"{prompt.id}_example"]:
                if name in words:
                    yield _word_line(name, words.pop(name))
    if words:
        yield "\n# asked about each thing that could be counted\n"
        yield from (_word_line(name, text) for name, text in words.items())


def _word_line(name: str, text: str) -> str:
    if "\n" not in text:
        return f"{name}: {json.dumps(text, ensure_ascii=False)}\n"
    return f"{name}: |\n" + "".join(f"  {line}".rstrip() + "\n" for line in text.split("\n"))
