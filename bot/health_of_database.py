"""What `tablekeeper doctor` says of the database: whether it is sound and new enough, and what waits in it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url

from bot.findings import Finding, Mark
from bot.health_of_guides import kept_findings
from bot.replaying import line_of
from bot.settings import Settings
from storage import outbox, parked
from storage.database import READING, DatabaseUnusable, known_revisions, open_engine, revisions
from storage.outbox import State

MOUNTS = Path("/proc/mounts")
NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "lustre", "fuse.sshfs")
# Room for the write-ahead log and a backup; below, an update may fail at any moment.
LITTLE_SPACE = 1024**3
NO_SPACE = 100 * 1024**2
WAITS_LONG = timedelta(hours=1)
MOST_SHOWN = 10


def database_findings(settings: Settings, mounts: Path = MOUNTS) -> list[Finding]:
    """Looks without making or changing anything. `mounts` is a file in the form of /proc/mounts."""
    url = make_url(settings.database_url.get_secret_value())
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    if file is not None and not os.path.exists(file):
        return [_not_yet(file), *_place(file, mounts)]
    try:
        engine = open_engine(url)
        try:
            found = list(_inside(engine))
        finally:
            engine.dispose()
    except Exception as error:
        remedy = f"{DatabaseUnusable.__doc__} A backup is put back with: tablekeeper restore FILE"
        found = [Finding(Mark.ILL, "database", f"cannot be used ({type(error).__name__})", remedy)]
    return found if file is None else [*found, *_rights(file), *_place(file, mounts)]


def _not_yet(file: Path) -> Finding:
    folder = _nearest_folder(file)
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Finding(Mark.NOTE, "database", f"none at {file} yet", "It is made at the first start.")
    said = f"none at {file}, and none can be made: this user may not write to {folder}"
    remedy = "Give that folder to the user the bot runs as, or name another place in DATABASE_URL."
    return Finding(Mark.ILL, "database", said, remedy)


def _inside(engine: Engine) -> Iterator[Finding]:
    current, newest = revisions(engine)
    if current is not None and current not in known_revisions():
        said = f"is at revision {current}, which this version does not know"
        yield Finding(Mark.ILL, "database", said, "Update Tablekeeper: a newer one has worked on it.")
        return
    if current != newest:
        said = f"is at revision {current or 'none'}, the newest is {newest}"
        yield Finding(Mark.NOTE, "database", said, "Back it up, then run: tablekeeper migrate")
        return
    yield Finding(Mark.WELL, "database", f"{engine.dialect.name}, revision {current}")
    with engine.connect().execution_options(**{READING: True}) as connection:
        if engine.dialect.name == "sqlite":
            yield _sound(connection)
        yield from kept_findings(connection)
        yield from _outbox(connection)
        yield from _parked(connection)


def _sound(connection: Connection) -> Finding:
    said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if said == "ok":
        return Finding(Mark.WELL, "database file", "every page is sound")
    remedy = "Stop the bot, keep the file as it is, and put the last backup back: tablekeeper restore FILE"
    return Finding(Mark.ILL, "database file", "is damaged", remedy)


def _outbox(connection: Connection) -> Iterator[Finding]:
    many, oldest = outbox.counts(connection), outbox.oldest(connection)
    said = ", ".join(f"{count} {state.value}" for state, count in many.items())
    since = oldest.get(State.WAITING)
    if since is not None and datetime.now(UTC) - since > WAITS_LONG:
        remedy = "Is the bot running, and does it reach Telegram?"
        yield Finding(Mark.NOTE, "outbox", f"{said}; the oldest waits since {_at(since)}", remedy)
    else:
        yield Finding(Mark.WELL, "outbox", said)
    for state, said, remedy in _STUCK:
        if many[state]:
            yield Finding(
                Mark.NOTE, f"{state.value} messages", f"{many[state]} {said} {_at(oldest[state])}", remedy
            )


_STUCK = (
    (
        State.UNSURE,
        "may or may not have arrived and are held back, the first of",
        "Ask the table whether it has them; /table shows where things stand. They are not sent again.",
    ),
    (
        State.REFUSED,
        "were refused by Telegram, the first of",
        'The log of that time says why ("refused by Telegram"). They are not sent again.',
    ),
)


def _parked(connection: Connection) -> Iterator[Finding]:
    many = parked.count(connection)
    if not many:
        yield Finding(Mark.WELL, "parked updates", "none")
        return
    lines = [line_of(one) for one in parked.newest(connection, MOST_SHOWN)]
    said = "".join(f"\n           {line}" for line in lines)
    more = f", the newest {MOST_SHOWN}" if many > MOST_SHOWN else ""
    remedy = (
        "Report the errors with their places. After a correction have them taken once more:"
        " tablekeeper replay NUMBER … or --all"
    )
    yield Finding(Mark.ILL, "parked updates", f"{many}{more}:{said}", remedy)


def _rights(file: Path) -> Iterable[Finding]:
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        said = f"others on this machine may open it (mode {mode:o}), and it holds private answers"
        yield Finding(Mark.ILL, "database rights", said, f"Run: chmod 600 {file}")


def _place(file: Path, mounts: Path) -> Iterator[Finding]:
    kind = network_file_system(file, mounts)
    if kind is not None:
        said = f"lies on a network file system ({kind}), where SQLite loses data"
        yield Finding(Mark.ILL, "database place", said, "Move it to a local disk, or use PostgreSQL.")
    free = shutil.disk_usage(_nearest_folder(file)).free
    said = f"{free / 1024**2:,.0f} MB free"
    if free >= LITTLE_SPACE:
        yield Finding(Mark.WELL, "disk", said)
    else:
        mark = Mark.ILL if free < NO_SPACE else Mark.NOTE
        yield Finding(mark, "disk", said, "Make room: a full disk stops the bot until there is some.")


def _nearest_folder(file: Path) -> Path:
    """The one the file is in, or the nearest above that is there."""
    # Not Path.exists, which raises where a folder may not be looked into.
    return next(parent for parent in file.absolute().parents if os.path.exists(parent))


def network_file_system(file: Path, mounts: Path) -> str | None:
    """The kind of network file system the file lies on; None for a local one, or where nobody can tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    place = file.resolve()
    deepest, kind = -1, ""
    for line in lines:
        _, folder, found, *_ = [*line.split(" "), "", "", ""]
        mounted = Path(folder.replace("\\040", " "))
        if place.is_relative_to(mounted) and len(mounted.parts) >= deepest:
            deepest, kind = len(mounted.parts), found
    return kind if kind in NETWORK else None


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
