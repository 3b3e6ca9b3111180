"""The commands of `tablekeeper guides`: copy, check, diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

FAILED = 1
_FOLDER = click.Path(path_type=Path, file_okay=True)


@click.group()
def guides() -> None:
    """The questions that are asked: copy them, edit them, see what is wrong and what is different."""


@guides.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
def copy(folder: Path) -> None:
    """Write the built-in guides into DIR (a new folder), with a page on what may be edited."""
    from bot import guide_lines
    from bot.guide_folder import FolderTaken

    try:
        click.echo(guide_lines.copied(folder))
    except FolderTaken as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{folder} cannot be written ({error.strerror}). Name another folder.")


@guides.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
def check(folder: Path) -> None:
    """Name everything that is wrong in DIR: file, line, and what to write instead."""
    from bot import guide_lines

    lines, sound = guide_lines.checked(folder)
    click.echo("\n".join(lines))
    sys.exit(0 if sound else FAILED)


@guides.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.argument("other", type=_FOLDER, required=False, metavar="[OTHER]")
def diff(folder: Path, other: Path | None = None) -> None:
    """Show what DIR changes against the built-in guides, or what OTHER changes against DIR."""
    from bot import guide_lines
    from dialogues.guides import GuideFault

    try:
        click.echo("\n".join(guide_lines.compared(folder, other)))
    except GuideFault as error:
        _stop(str(error))


def _stop(said: str) -> None:
    click.echo(said, err=True)
    sys.exit(FAILED)
