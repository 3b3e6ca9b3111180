"""Debian's redis-server on a free port of 127.0.0.1, in a folder that is thrown away."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PID = "redis.pid"


class NoRedis(RuntimeError):
    """There is no redis-server here. On Debian: apt-get install redis-server."""


@contextmanager
def redis_server(folder: Path) -> Iterator[None]:
    """Runs it; writes its port to `folder`/redis.port, its process id to `folder`/redis.pid. Raises `NoRedis`."""
    program = shutil.which("redis-server")
    if program is None:
        raise NoRedis(str(NoRedis.__doc__))
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    process = subprocess.Popen(  # noqa: S603 - found on the path
        [program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        (folder / "redis.port").write_text(str(port))
        (folder / PID).write_text(str(process.pid))
        yield
    finally:
        process.terminate()
        # One that was stopped hears of its end when it goes on.
        process.send_signal(signal.SIGCONT)
        process.wait(10)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    raise NoRedis("redis-server did not start to listen.")
