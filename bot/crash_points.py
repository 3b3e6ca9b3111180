"""Named places at which a test has the process killed, to see that nothing is lost there.

`TABLEKEEPER_CRASH_AT=name` kills at the first arrival, `name:3` at the third. Unset, nothing happens.
"""

from __future__ import annotations

import os
import signal
from enum import StrEnum

VARIABLE = "TABLEKEEPER_CRASH_AT"


class CrashPoint(StrEnum):
    """The places between two steps of which only both together are safe."""

    BEFORE_COMMIT = "before-commit"
    BEFORE_CONFIRM = "before-confirm"
    BEFORE_SEND = "before-send"
    AFTER_SEND = "after-send"
    AFTER_SETTLE = "after-settle"


_name, _, _times = os.environ.get(VARIABLE, "").partition(":")
_arrivals_left = int(_times or 1)


def reach(point: CrashPoint) -> None:
    """Ends the process as `kill -9` does, if this is the place that was asked for."""
    global _arrivals_left
    if not _name or point.value != _name:
        return
    _arrivals_left -= 1
    if _arrivals_left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
