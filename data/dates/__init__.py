"""What each language calls months and days, and how it writes dates; one TOML file of one shape a language."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

LANGUAGES = ("nl", "fr", "es", "en", "de", "ar")
"""The languages there are resources for."""


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The resources of one language.

    `months`: for each of the twelve months all its names, in lower case, abbreviations with their full stop left out.
    `weekdays`: names of the days, which may stand before a date. `patterns`: how dates are written, with the slots
    {day} {month} {year} {weekday}, longer ones first; a blank is white space. `capitalised`: whether names of months
    and days always have a capital. `ordinal`: endings of the day's number ("th"). `year_after`: words behind which a
    bare number is a year, unless it stands before one of the words `not_before`, which show that it counts something.
    """

    months: list[list[str]]
    weekdays: list[str]
    patterns: list[str]
    year_after: list[str]
    not_before: list[str]
    ordinal: list[str] = []
    capitalised: bool = False


@cache
def date_words(language: str) -> DateWords | None:
    """The resources of a language (its first subtag counts), None where there are none."""
    file = files(__name__).joinpath(f"{language.partition('-')[0]}.toml")
    if not language.isascii() or not language.replace("-", "").isalnum() or not file.is_file():
        return None
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), DateWords)
