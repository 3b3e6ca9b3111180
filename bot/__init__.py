"""Knows Telegram and wires everything: ingress, desk, courier, ticker, rehearsal room."""

import os

# Asked for before telegram.error is first used: spans of time come as timedelta, without a warning each.
os.environ.setdefault("PTB_TIMEDELTA", "true")
