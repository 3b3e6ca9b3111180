"""Fields of nouns as plain JSON values and back, so that what a step replaced can be put back as it was."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import inspect
import json
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

Json = Any


class NotPlain(TypeError):
    """A value that may not be kept outside its noun, such as a private text. Leave the noun out of `NOUNS`."""


def of(noun: Any, names: tuple[str, ...]) -> dict[str, Json]:
    """These fields of a noun as JSON values; raises `NotPlain`."""
    return {name: _as_json(getattr(noun, name)) for name in names}


def names_of(noun: type[Any]) -> tuple[str, ...]:
    """The fields by which a noun is compared: not its id, nor the version that every write raises."""
    return tuple(f.name for f in dataclasses.fields(noun) if f.name not in ("id", "version"))


def read(noun: type[Any], kept: Mapping[str, Json]) -> dict[str, Any]:
    """The fields that `of` gave, as the noun has them."""
    by_name = readers(noun)  # type: ignore[arg-type]
    return {name: None if value is None else by_name[name](value) for name, value in kept.items()}


def digest(kept: Mapping[str, Json]) -> str:
    """Tells whether fields are still the same, without keeping their words."""
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _as_json(value: Any) -> Json:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str.__str__(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return [_as_json(one) for one in value]
        case Mapping():
            return {str(key): _as_json(one) for key, one in value.items()}
        case _:
            raise NotPlain(f"{type(value).__name__}: {NotPlain.__doc__}")


@functools.cache
def readers(noun: type[Any]) -> Mapping[str, Callable[[Any], Any]]:
    """How each field is read again, by the hints of its noun."""
    return {name: _reader(hint) for name, hint in get_type_hints(noun).items()}


def _reader(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = [kind for kind in get_args(hint) if kind is not type(None)]
    if get_origin(hint) is tuple:
        return tuple
    if not inspect.isclass(hint) or get_origin(hint) is not None:
        return dict
    if issubclass(hint, date):
        return datetime.fromisoformat if issubclass(hint, datetime) else date.fromisoformat
    return Decimal if issubclass(hint, Decimal) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
