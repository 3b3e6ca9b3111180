"""Knows Telegram and wires everything: ingress, desk, courier, ticker, rehearsal room."""

import os
import sys

from bot.without_passport import keep_passport_out

# Asked for before telegram.error is first used: spans of time come as timedelta, without a warning each.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# python-telegram-bot loads httpx, and httpx a command line with colours unless that can't be found: nobody
# here calls it, and it makes every start longer.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
keep_passport_out()
