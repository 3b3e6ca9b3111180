"""The column kinds that differ between databases, and the names of constraints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Before the first table is declared: constraints without a name cannot be changed on SQLite later.
SQLModel.metadata.naming_convention = NAMES
# Rows are read and written by statements over their tables: what checks an object is made if one ever is.
SQLModel.model_config["defer_build"] = True


class Identity(TypeDecorator[int]):
    """A 64-bit number. SQLite counts ids up by itself only in a plain INTEGER, which holds 64 bits too."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number kept as text, digit for digit: SQLite has no exact numbers of its own."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def own_id() -> Any:
    """The column `id`. Ids are never used again, so a stale button cannot meet a newer row."""
    return Field(default=None, primary_key=True, sa_type=Identity)


def refers_to(table: str, *, index: bool = True, default: Any = ...) -> Any:
    """A column that holds the id of another table's row."""
    return Field(default=default, foreign_key=f"{table}.id", index=index, sa_type=Identity)


def number(*, index: bool = False, unique: bool = False, default: Any = ...) -> Any:
    """A 64-bit number from outside: Telegram's ids of people, chats and messages."""
    return Field(default=default, index=index, unique=unique, sa_type=Identity)
