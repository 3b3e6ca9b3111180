"""Every text a person reads: one YAML file a topic in a folder a language, as Jinja2 templates.

A phrase is named "topic.key". All templates are autoescaped (texts go out as Telegram HTML)
and strict: a missing value is an error, never a blank. A language is added by adding a folder.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from jinja2 import DictLoader, Environment, StrictUndefined, Template, TemplateSyntaxError, pass_context
from jinja2.runtime import Context

from dialogues.yaml_files import content_of

FIRST_LANGUAGE = "en"
ROOT: Traversable = resources.files(__name__)  # a folder a language
# A value under this name has hours said with their zone: many read them, each in their own.
ZONE_NAMED = "_zone_named"
# No table counts further than this.
COUNTED = 1000
_WORD = re.compile(r"[^\W\d_]{2,}")


class PhraseMissing(LookupError):
    """A phrase is asked for that no file of the language has. Add it to dialogues/phrases/<language>/."""


class PhraseFault(ValueError):
    """A phrase file is wrong. The message names file, phrase and fault; correct it there."""


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages Tablekeeper speaks: the folders beside this file, English first."""
    found = sorted(f.name for f in ROOT.iterdir() if f.is_dir() and _files(f))
    return tuple(sorted(found, key=lambda name: (name != FIRST_LANGUAGE, name)))


@functools.lru_cache(maxsize=512)
def spoken(language: str, instead: str = FIRST_LANGUAGE) -> str:
    """`language` ("es", "es-MX") as one that is spoken, else `instead`."""
    code = short(language)
    return code if code in languages() else instead


@functools.lru_cache(maxsize=512)
def short(language: str) -> str | None:
    """The two letters (or three) of a language as Telegram tells it: "es" of "es-MX"; None when it tells none."""
    code = language.replace("_", "-").split("-")[0].lower()
    return code or None


def likely(text: str, among: Sequence[str]) -> str:
    """The one of these languages in whose phrases most words of the text stand; the first where none does."""
    words = set(_WORD.findall(text.casefold()))
    return max(among, key=lambda language: len(words & _vocabulary(spoken(language))))


@functools.cache
def _vocabulary(language: str) -> frozenset[str]:
    """The words of a language's phrases, with some that belong to templates."""
    return frozenset(_WORD.findall(" ".join(_templates(language).values()).casefold()))


def own_name(language: str) -> str:
    """The language's name in itself, with a capital: "Español"."""
    name = _locale(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


def render(language: str, phrase: str, zone: str, values: Mapping[str, object]) -> str:
    """The phrase as Telegram HTML, with days and hours in `zone` (IANA name).

    Raises `PhraseMissing`; a missing value raises jinja2's UndefinedError.
    """
    language = spoken(language)
    return _filled(_template(language, phrase), zone, values) if values else _fixed(language, phrase)


@functools.cache
def _fixed(language: str, phrase: str) -> str:
    """A phrase without values is always the same."""
    return _filled(_template(language, phrase), "UTC", {})


def _filled(template: Template, zone: str, values: Mapping[str, object]) -> str:
    # As Template.render does it, but for the globals, of which no phrase uses any.
    context = Context(template.environment, {"_zone": zone, **values}, template.name, template.blocks)
    return "".join(template.root_render_func(context)).strip()


@functools.cache
def _template(language: str, phrase: str) -> Template:
    if phrase not in keys(language):
        raise PhraseMissing(f"{phrase} ({language})")
    return _environment(language).get_template(phrase)


def check() -> None:
    """Reads and parses every phrase of every language; raises `PhraseFault`."""
    for language in languages():
        environment = _environment(language)
        for phrase, text in _templates(language).items():
            if "{" not in text:
                continue  # plain words
            try:
                environment.parse(text)
            except TemplateSyntaxError as fault:
                file = f"dialogues/phrases/{language}/{phrase.split('.')[0]}.yaml"
                raise PhraseFault(
                    f"{file}, phrase {phrase}, its line {fault.lineno}: {fault.message}"
                ) from fault


def source(language: str, phrase: str) -> str:
    """A phrase as it stands in its file, as a template; raises KeyError."""
    return _templates(language)[phrase]


@functools.cache
def keys(language: str) -> frozenset[str]:
    """The names of all phrases of a language."""
    return frozenset(_templates(language))


@functools.cache
def _templates(language: str) -> dict[str, str]:
    templates: dict[str, str] = {}
    for file in _files(ROOT / language):
        topic = file.name.removesuffix(".yaml")
        try:
            entries = content_of(file.read_text("utf-8"))
        except yaml.MarkedYAMLError as fault:
            line = fault.problem_mark.line + 1 if fault.problem_mark else 1
            raise PhraseFault(
                f"dialogues/phrases/{language}/{file.name}, line {line}: {fault.problem}"
            ) from fault
        templates.update({f"{topic}.{key}": str(text) for key, text in entries.items()})
    return templates


def _files(folder: Traversable) -> list[Traversable]:
    return [f for f in folder.iterdir() if f.name.endswith(".yaml")]


@functools.cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=DictLoader(_templates(language)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    locale = _locale(language)
    environment.filters["day"] = pass_context(functools.partial(_day, locale))
    environment.filters["moment"] = pass_context(functools.partial(_moment, locale))
    environment.filters["language"] = functools.partial(_language, locale)
    environment.filters["own_name"] = own_name
    environment.filters["number"] = functools.partial(format_decimal, locale=locale)
    environment.filters["percent"] = functools.partial(_percent, locale)
    environment.filters["plural"] = functools.partial(_plural, locale)
    return environment


def _language(locale: Locale, codes: str | Iterable[str]) -> str:
    """The names of languages in the reader's own, as they stand within a sentence: "Spanish", "español"."""
    return ", ".join(_in_words(locale, code) for code in (codes.split() if isinstance(codes, str) else codes))


def _percent(locale: Locale, value: int | float | Decimal) -> str:
    """A share out of a hundred with its sign as the language writes it: "60%", "60 %"."""
    return str(format_percent(Decimal(str(value)) / 100, locale=locale, decimal_quantization=False))


def _plural(locale: Locale, value: int | float | Decimal | str, **forms: str) -> str:
    """The form of the plural category (CLDR: zero, one, two, few, many, other) that the language has for a number.

    "#" in a form is the number itself, as the language writes it. A category without a form takes "other".
    """
    number = Decimal(str(value))
    form = forms.get(locale.plural_form(number), forms["other"])
    return form.replace("#", format_decimal(number, locale=locale))


@functools.cache
def plural_categories(language: str) -> frozenset[str]:
    """The plural categories that the counts of a table can have in a language: those of 0 to 1,000, and "other"."""
    rule = _locale(language).plural_form
    return frozenset({rule(n) for n in range(COUNTED)} | {"other"})


def _in_words(locale: Locale, code: str) -> str:
    try:
        return Locale.parse(code).get_display_name(locale) or code
    except (UnknownLocaleError, ValueError):
        return code


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FIRST_LANGUAGE)


def _day(locale: Locale, context: Context, value: date | datetime) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(context["_zone"])).date()
    return format_date(value, "long", locale=locale)


def _moment(locale: Locale, context: Context, value: datetime) -> str:
    zone = context["_zone"]
    hour = _in_zone(str(locale), value, zone)
    return f"{hour} ({city_of(zone, str(locale))})" if context.get(ZONE_NAMED) else hour


@functools.lru_cache(maxsize=512)
def city_of(zone: str, language: str) -> str:
    """A zone (IANA) as people call it: by its city, in the language where that has a name for it."""
    known = _locale(language).time_zones.get(zone) or {}
    return str(known.get("city") or zone.rsplit("/", 1)[-1].replace("_", " "))


@functools.lru_cache(maxsize=512)
def _in_zone(locale: str, value: datetime, zone: str) -> str:
    """A deadline is said to many people many times."""
    return format_datetime(value.astimezone(ZoneInfo(zone)), "EEE d MMM, HH:mm", locale=locale)
