"""What `tablekeeper replay` does: shows what is parked, asks for it again, or forgets it.

It only marks rows; the one process that decides, or its next start, takes them up. So nothing
is ever decided by two processes, whichever database it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.settings import Settings
from storage import parked
from storage.database import READING, DatabaseBehind, DatabaseUnusable, open_engine, revisions
from storage.parked import Parked

Tell = Callable[[str], None]


class NothingParkedSo(LookupError):
    """Nothing is parked under this number. Look at the list: tablekeeper replay"""


def listed(settings: Settings) -> Iterator[str]:
    """What is parked, oldest first, a line each; errors name places, never what people wrote."""
    with _opened(settings, reading=True) as connection:
        found = parked.some(connection)
    if not found:
        yield "Nothing is parked."
        return
    for one in found:
        yield line_of(one)
    yield "Ask for them again: tablekeeper replay 1 2 … or --all. Delete them: --forget."


def replay(settings: Settings, ids: Sequence[int] | None, tell: Tell) -> str:
    """Asks for these (None: all) again; tells of those that cannot be. Raises `NothingParkedSo`."""
    with _opened(settings, reading=False) as connection:
        found = _found(connection, ids)
        wanted = [one.id for one in found if one.repeatable]
        parked.ask_again(connection, wanted, datetime.now(UTC))
    for one in found:
        if not one.repeatable:
            tell(
                f"{one.id} is an event of the bot's own ({one.what}) and cannot be taken again: {_OWN_EVENT}"
            )
    if not wanted:
        return "Nothing is taken again."
    numbers = ", ".join(map(str, wanted))
    return (
        f"Asked for again: {numbers}. The running bot takes them within a minute, a stopped one when it"
        " starts. What fails once more stays parked; look with: tablekeeper replay"
    )


def forget(settings: Settings, ids: Sequence[int] | None) -> str:
    """Deletes these (None: all) for good. Raises `NothingParkedSo`."""
    with _opened(settings, reading=False) as connection:
        found = _found(connection, ids)
        parked.forget(connection, [one.id for one in found])
    return f"Forgotten: {', '.join(str(one.id) for one in found) or 'nothing'}."


def line_of(one: Parked) -> str:
    """One parked update in a line: number, instant, kind, and where the error is."""
    again = ", asked for again" if one.asked_again else ""
    update = "" if one.update_id is None else f" of update {one.update_id}"
    return (
        f"{one.id}  {one.at:%Y-%m-%d %H:%M} UTC  {one.what}{update}, {one.attempts} tries{again}:"
        f" {one.error.splitlines()[0]}"
    )


_OWN_EVENT = (
    "it comes by itself when it happens again. What a deadline should have done can be done from the"
    " panel (/table). Forget it with: tablekeeper replay --forget NUMBER"
)


def _found(connection: Connection, ids: Sequence[int] | None) -> list[Parked]:
    found = parked.some(connection, ids)
    missing = set(ids or ()) - {one.id for one in found}
    if missing:
        numbers = ", ".join(map(str, sorted(missing)))
        raise NothingParkedSo(f"{numbers}: {NothingParkedSo.__doc__}")
    return found


@contextmanager
def _opened(settings: Settings, *, reading: bool) -> Iterator[Connection]:
    """One transaction beside the running bot; never migrates under it. Raises a database error."""
    engine = open_engine(settings.database_url.get_secret_value())
    try:
        current, newest = revisions(engine)
        if current != newest:
            raise DatabaseBehind(str(DatabaseBehind.__doc__))
        with engine.connect().execution_options(**{READING: reading}) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise DatabaseUnusable(f"{DatabaseUnusable.__doc__} ({error.orig})") from None
    finally:
        engine.dispose()
