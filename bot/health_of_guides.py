"""What `tablekeeper doctor` says of the guides: which version new tables get, and whether all others are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from bot.findings import Finding, Mark
from bot.guide_folder import MOST_TOLD, check_folder
from bot.guide_lines import short
from bot.settings import Settings
from dialogues.guides.guide_set import GuideDamaged, built_in, unpacked
from dialogues.model import GuideVersion, Reflection, Round, Table
from storage.mapping import mapping_of
from storage.repository import SqlRepository

_RESTORE = "Put a backup back: tablekeeper restore FILE. Until then the built-in words are shown there."


def folder_findings(settings: Settings) -> Iterator[Finding]:
    """The guides that new tables get, and everything that keeps a folder from being used."""
    if settings.guides is None:
        yield Finding(Mark.WELL, "guides", f"the built-in ones, version {short(built_in())}")
        return
    checked = check_folder(settings.guides)
    if checked.guides is not None:
        yield Finding(Mark.WELL, "guides", f"{settings.guides} is sound, version {short(checked.guides)}")
        return
    told = "".join(f"\n           {fault.place}: {fault.said}" for fault in checked.problems[:MOST_TOLD])
    said = f"{settings.guides} has {len(checked.problems)} to correct, and the bot does not start:{told}"
    remedy = f"See all of it with its remedies: tablekeeper guides check {settings.guides}"
    yield Finding(Mark.ILL, "guides", said, remedy)


def kept_findings(connection: Connection) -> Iterator[Finding]:
    """Whether each version that something asks from is kept as it was."""
    repository = SqlRepository(connection)
    kept = {version.fingerprint: version for version in repository.find(GuideVersion)}
    used = {name for noun in (Table, Round, Reflection) for name in _used_by(connection, noun)}
    ill = [name for name in sorted(used) if not _is_whole(kept.get(name))]
    if ill:
        said = f"{len(ill)} that tables ask from are missing or damaged: {', '.join(n[:12] for n in ill)}"
        yield Finding(Mark.ILL, "kept guides", said, _RESTORE)
    else:
        yield Finding(Mark.WELL, "kept guides", f"{len(kept)} kept, {len(used)} in use by tables and rounds")


def _used_by(connection: Connection, noun: type[Any]) -> Iterator[str]:
    column = mapping_of(noun).table.c.guides
    yield from connection.execute(select(column).where(column != "").distinct()).scalars()


def _is_whole(version: GuideVersion | None) -> bool:
    if version is None:
        return False
    try:
        unpacked(version.content, version.fingerprint)
    except GuideDamaged:
        return False
    return True
