"""What each language calls times, and how it builds expressions out of them; one TOML file of one shape a language.

`GUIDE.md` beside the files explains the shape to somebody who wants to add a language; the engine that reads texts by
them is `store.annotate.times`.
"""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

LANGUAGES = ("nl", "fr", "es", "en", "de", "ar")
"""The languages there are resources for."""
FIGURES_ONLY = "und"
"""The resources for any other language: dates written in figures."""


class Tense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells in a sentence whether it speaks of the past or of what is to come.

    Words, endings of words (three letters must stand before them), words that only look like such forms (`neither`),
    and words directly before an expression (`since`, `until`) that decide alone.
    """

    past: str = ""
    future: str = ""
    past_endings: str = ""
    future_endings: str = ""
    future_beginnings: str = ""
    neither: str = ""
    past_before: str = ""
    future_before: str = ""
    determiners: str = ""
    modals: str = ""
    conjunctions: str = ""
    auxiliary: str = ""
    participle: str = ""
    otherwise: str = "future"


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The resources of one language; all words in lower case.

    `months` and `weekdays` (Monday first): all names of each. `ordinal`: endings of figures that are ordinals ("th").
    `capitalised`: names of months and days always have a capital. `month_first`: 3/4 may be the fourth of March.
    `prefixes`: particles written together with the next word. `compounds`: words written as one that are read as two.
    `words`: class, then value, then the words that have it. `templates`: rule, then ways to write it.
    `alone`: what an expression that is a single word of that class must be preceded by.
    """

    months: list[list[str]] = []
    weekdays: list[list[str]] = []
    ordinal: list[str] = []
    capitalised: bool = False
    month_first: bool = False
    prefixes: list[str] = []
    compounds: list[str] = []
    words: dict[str, dict[str, str]] = {}
    templates: dict[str, list[str]] = {}
    alone: dict[str, str] = {}
    tense: Tense = Tense()


@cache
def date_words(language: str) -> DateWords | None:
    """The resources of a language (its first subtag counts), None where there are none."""
    file = Path(__file__).with_name(f"{language.partition('-')[0]}.toml")
    if not language.isascii() or not language.replace("-", "").isalnum() or not file.is_file():
        return None
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), DateWords)
