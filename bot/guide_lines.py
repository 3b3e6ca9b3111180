"""What `tablekeeper guides` says: each problem with its place and remedy, each difference in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.guide_folder import check_folder, copy_to
from dialogues.guides import GuideFault
from dialogues.guides.check import Checked
from dialogues.guides.differences import Difference, How, differences
from dialogues.guides.faults import Fault
from dialogues.guides.guide_set import GuideSet, built_in

SHORT = 12  # digits by which people tell versions apart


class FolderFaulty(GuideFault):
    """The folder has to be sound before it can be compared. See: tablekeeper guides check DIR"""


def short(guides: GuideSet) -> str:
    """A version as people name it."""
    return guides.fingerprint[:SHORT]


def copied(folder: Path) -> str:
    """The built-in guides are written; raises `FolderTaken` or OSError."""
    many = copy_to(folder)
    return (
        f"{many} files are in {folder}. Begin with {folder / 'README.md'}.\n"
        f"Check what you have edited: tablekeeper guides check {folder}"
    )


def checked(folder: Path) -> tuple[list[str], bool]:
    """What there is to say of a folder, and whether it can be used."""
    found = check_folder(folder)
    lines = [line for fault in found.faults for line in _fault(fault)]
    return [*lines, _verdict(found, folder)], found.guides is not None


def _fault(fault: Fault) -> tuple[str, str]:
    mark = "note" if fault.warning else "PROBLEM"
    return f"{mark:8} {fault.place}: {fault.said}", f"         → {fault.remedy}"


def _verdict(found: Checked, folder: Path) -> str:
    if found.guides is None:
        return f"{len(found.problems)} to correct; the bot does not start with this folder."
    if found.guides.fingerprint == built_in().fingerprint:
        return f"Sound. It asks what the built-in guides ask (version {short(found.guides)})."
    return (
        f"Sound: version {short(found.guides)}. To use it, write GUIDES={folder} into .env and start again."
    )


def compared(folder: Path, other: Path | None) -> list[str]:
    """What a folder changes against the built-in guides, or `other` against the folder; raises `FolderFaulty`."""
    first = _sound(folder)
    before, after = (built_in(), first) if other is None else (first, _sound(other))
    found = differences(before, after)
    if not found:
        return ["Nothing is different: they ask the same in the same words."]
    lines = [line for one in found for line in _told(one)]
    return [*lines, f"{len(found)} different (version {short(before)} → {short(after)})."]


def _sound(folder: Path) -> GuideSet:
    found = check_folder(folder)
    if found.guides is None:
        raise FolderFaulty(f"{folder}: {FolderFaulty.__doc__}\n  {found.problems[0]}")
    return found.guides


def _told(one: Difference) -> Iterator[str]:
    match one.how:
        case How.ADDED:
            yield f"{one.name}: is asked in addition ({one.after})"
        case How.LEFT_OUT:
            yield f"{one.name}: is not asked any more ({one.before})"
        case How.MOVED:
            yield f"{one.name}: the questions come in another order"
            yield from _both(one)
        case How.ASKED_OTHERWISE:
            yield f"{one.name}: is asked of others, or in another topic"
            yield from _both(one)
        case How.REWORDED:
            yield f"{one.name} ({one.language}): is worded anew"
            yield from _both(one)


def _both(one: Difference) -> Iterator[str]:
    for label, text in (("before", one.before), ("now", one.after)):
        yield f"    {label + ':':8}{text or '–'}".replace("\n", "\n            ")
