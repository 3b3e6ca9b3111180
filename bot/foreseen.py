"""What is foreseen to go wrong: told in one line with its remedy, without a traceback.

Loaded only when something has gone wrong, so that a served bot does not load the rehearsal room to start.
"""

from __future__ import annotations

from bot.backup import CannotCopy, PostgresqlHasItsOwn
from bot.documents.failures import FolderUnusable, LanguageNotSpoken, NotARecord
from bot.exporting import NoSuchTable
from bot.ingress.polling import TokenRefused
from bot.ingress.webhook import CannotListen, WebhookRefused
from bot.rehearsal.scenario.failures import BotStumbled, CannotPlay, OutOfTime, ScenarioWrong, StoppedEarly
from bot.rehearsal.transcript.replaying import CannotReplay, TranscriptWrong
from bot.replayed_rehearsal import PlaysOtherwise
from bot.replaying import NothingParkedSo
from bot.result_lines import CannotJudge
from bot.running import PortUnusable, RehearsalFolderForeign
from bot.wiring import CannotReachTelegram
from dialogues.guides import GuideFault
from dialogues.phrases import PhraseFault
from storage.backup import CopyUnusable, DatabaseInUse
from storage.database import DatabaseBehind, DatabaseUnusable
from storage.file_lock import DatabaseTaken

FORESEEN = (
    TokenRefused,
    CannotReachTelegram,
    CannotListen,
    WebhookRefused,
    DatabaseTaken,
    DatabaseBehind,
    DatabaseUnusable,
    DatabaseInUse,
    CopyUnusable,
    CannotCopy,
    PostgresqlHasItsOwn,
    RehearsalFolderForeign,
    PortUnusable,
    NoSuchTable,
    NotARecord,
    LanguageNotSpoken,
    FolderUnusable,
    NothingParkedSo,
    CannotJudge,
    ScenarioWrong,
    CannotPlay,
    BotStumbled,
    StoppedEarly,
    OutOfTime,
    TranscriptWrong,
    CannotReplay,
    PlaysOtherwise,
    GuideFault,
    PhraseFault,
)
