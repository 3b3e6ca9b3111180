"""Every kind of file the bot can make, by the name an effect orders it under."""

from __future__ import annotations

from collections.abc import Mapping

from bot.documents.making import Maker
from bot.documents.table_papers import TABLE_PAPERS

PAPERS: Mapping[str, Maker] = {**TABLE_PAPERS}
