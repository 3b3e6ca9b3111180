"""The settings, from `.env` and the environment; what is wrong with them is said with its remedy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

_TOKEN = re.compile(r"[0-9]{5,}:[A-Za-z0-9_-]{8,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_DATABASES = ("sqlite", "postgresql")


class SettingsWrong(ValueError):
    """One or more settings cannot be used. Each line names one and its remedy; correct them in .env."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError(
            "does not look like a bot token (digits, a colon, letters). Copy it again from @BotFather,"
            " or leave it empty to rehearse"
        )
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is no web address. Write it like https://api.telegram.org, or leave it out")
    return value.rstrip("/")


def _secret(value: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(value.get_secret_value()):
        raise ValueError(
            "must be 16 to 256 of A-Z, a-z, 0-9, _ and -. Leave it empty to have it made from the token"
        )
    return value


def _proxy(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith("http://"):
        raise ValueError("must begin with http:// (other kinds of proxy are not supported)")
    return value


def _database(value: SecretStr) -> SecretStr:
    try:
        backend = make_url(value.get_secret_value()).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in _DATABASES:
        raise ValueError(
            "is no database address. Write sqlite:///tablekeeper.db or postgresql+psycopg://user@host/name"
        )
    return value


class Settings(BaseSettings):
    """Every setting. Secrets show themselves nowhere; each stands with a comment in `.env.example`."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True,
        hide_input_in_errors=True,
    )  # fmt: skip

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    telegram_api_url: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    telegram_proxy_url: Annotated[SecretStr, AfterValidator(_proxy)] | None = None
    telegram_connect_seconds: float = Field(default=5.0, gt=0, le=120)
    telegram_read_seconds: float = Field(default=10.0, gt=0, le=300)
    telegram_poll_seconds: int = Field(default=50, ge=1, le=50)
    telegram_webhook_url: Annotated[str, AfterValidator(_web_address)] | None = None
    telegram_webhook_host: str = "127.0.0.1"
    telegram_webhook_port: int = Field(default=8080, ge=0, le=65535)
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    telegram_webhook_connections: int = Field(default=40, ge=1, le=100)
    database_url: Annotated[SecretStr, AfterValidator(_database)] = SecretStr("sqlite:///tablekeeper.db")
    guides: Path | None = None
    tablekeeper_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    tablekeeper_log_format: Literal["text", "json"] = "text"
    rehearsal_port: int = Field(default=8765, ge=0, le=65535)
    rehearsal_dir: Path = Path("rehearsal-data")

    def secrets(self) -> list[str]:
        """What opens a door and must stand in no line of a log."""
        url = make_url(self.database_url.get_secret_value())
        given = (self.telegram_bot_token, self.telegram_webhook_secret)
        secrets = [secret.get_secret_value() for secret in given if secret is not None]
        if self.telegram_proxy_url is not None:
            secrets.append(urlsplit(self.telegram_proxy_url.get_secret_value()).password or "")
        return [*secrets, url.password or ""]


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings in force; raises `SettingsWrong` with a line for each that cannot be used."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsWrong(_problems(error)) from None
    except UnicodeDecodeError:
        raise SettingsWrong([f"{env_file} is no UTF-8 text. Save it again as UTF-8."]) from None
    except OSError as error:
        remedy = "Let the user the bot runs as read it, and the folder it is in."
        raise SettingsWrong([f"{env_file} cannot be read ({error.strerror}). {remedy}"]) from None


def _problems(error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        name = str(problem["loc"][0]).upper()
        if problem["type"] == "value_error":
            said = problem["msg"].removeprefix("Value error, ")
            lines.append(f"{name} {said}.")
        else:
            lines.append(f"{name} cannot be used: {problem['msg']}. See .env.example.")
    return lines
