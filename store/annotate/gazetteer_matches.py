"""The gazetteer's names in a text: in one pass, the longest name first, offsets exact.

A name matches as it is written, in capitals, without its accents, with its genitive (nl, de), behind the particles that
Arabic joins to a word. Names of every language count in every text (a Dutch paper writes "Polisario" and "Rabat");
adjectives and what is ambiguous count in their own. Linear in the text's length.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sahara_reader.data.gazetteer import (
    LANGUAGES,
    OTHER_LANGUAGE,
    Entry,
    Reading,
    Sense,
    contexts,
    names,
    numbered,
    readings,
)
from sahara_reader.data.gazetteer.spelling import Plain, plain
from sahara_reader.store.annotate.name_context import Context
from sahara_reader.store.own_names import own_names

_WORD = re.compile(r"(?:'(?=[st][ -]))?[^\W_]+")  # a Dutch name may begin with an apostrophe: 's-Hertogenbosch
_ARABIC = re.compile("[\u0621-\u064a]")
_PARTICLES = tuple(c + p for c in ("", "و", "ف") for p in ("", "ب", "ل", "ك"))
_LAST_WORD = re.compile(r"[^\W_]+$")
_LONGEST = 90
_LOOSE_COMPOUNDS = ("en", "fr", "es")
"""Languages in whose compounds with a hyphen a name stays a name (Moscow-based), where Dutch makes one noun of it."""
_COMBINING_IN_O = ("fr", "en", "es")
_GENITIVE = ("nl", "de", "")


class Match(NamedTuple):
    """A name in the text, from `start` to `end`, and what it stands for; `candidate`: too uncertain to be shown.

    `own`: it is a name that the user has added.
    """

    start: int
    end: int
    sense: Sense
    entry: Entry
    own: bool = False


class _Found(NamedTuple):
    """Where a name stands in the plain text, and its readings that count there."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    own: Entry | None = None


def matches(text: str, language: str | None) -> list[Match]:
    """Names that the gazetteer knows, sorted by start and apart from each other, candidates among them."""
    written = plain(text)
    scanner = _Scanner(written, (language or "").partition("-")[0])
    found = list(scanner.scan())
    full_names = {reading.number for form in found for reading in form.readings if reading.sense == "name"}
    listed = []
    for form in found:
        if form.own:
            listed.append(Match(*written.span(form.start, form.end), "name", form.own, own=True))
            continue
        reading = _likeliest(form.readings, full_names)
        sense = scanner.sense(form, reading, full_names)
        listed.append(Match(*written.span(form.start, form.end), sense, numbered(reading.number)))
    return listed


def _likeliest(fitting: tuple[Reading, ...], full_names: set[int]) -> Reading:
    """A surname whose full name stands in the text before all else, then as the gazetteer orders them."""
    surnames = (reading for reading in fitting if reading.sense == "surname" and reading.number in full_names)
    return next(surnames, fitting[0])


class _Scanner:
    """One text, read once from its beginning to its end."""

    def __init__(self, written: Plain, language: str) -> None:
        self._text = written.text
        self._language = language
        self._bit = _bit(language)
        self._context = Context(written.text, language)
        self._own_names = own_names().by_first_word

    def scan(self) -> Iterator[_Found]:
        """The names, the longest at each place, apart from each other."""
        last = 0
        for word in _WORD.finditer(self._text):
            if word.start() < last:
                continue
            best = self._own(word.start(), word.group())
            for skipped, before in _beginnings(word.group(), self._language):
                found = self._longest(word.start() + skipped, before)
                if found and (best is None or found.end > best.end):
                    best = found
            if best:
                yield best
                last = best.end

    def sense(self, found: _Found, reading: Reading, full_names: set[int]) -> Sense:
        """What the name is taken for: a surname without its full name and a person's name of a place are candidates."""
        if reading.sense == "surname":
            return "surname" if reading.number in full_names else "candidate"
        if reading.sense == "name" and self._context.is_person(found.start, found.end):
            return "candidate" if numbered(reading.number).type in ("LOC", "ORG") else "name"
        if reading.sense == "candidate" and self._context.is_portfolio(found.start):
            return "name" if numbered(reading.number).kind == "ministry" else "candidate"
        return reading.sense

    def _longest(self, start: int, before: str) -> _Found | None:
        for name in reversed(names().prefixes(before + self._text[start : start + _LONGEST])):
            end = start + len(name) - len(before)
            fitting = _fitting(name, self._bit)
            genitive = self._genitive(start, end)
            if genitive:
                fitting = tuple(reading for reading in fitting if reading.sense != "demonym")
            elif self._text[end : end + 1].isalnum():
                continue
            if any(reading.ordinary & self._bit for reading in fitting) and self._context.hides_names(start, end):
                fitting = tuple(reading for reading in fitting if not reading.ordinary & self._bit)
            if fitting:
                return self._bounded(_Found(start, end + genitive, fitting))
        return None

    def _own(self, start: int, word: str) -> _Found | None:
        """The longest name of the user's that stands here."""
        for name, known in self._own_names.get(word, ()):
            end = start + len(name)
            end += self._genitive(start, end)
            if self._text.startswith(name, start) and not self._text[end : end + 1].isalnum():
                return _Found(start, end, (), own=known)
        return None

    def _genitive(self, start: int, end: int) -> int:
        """How many letters the genitive of Dutch and German adds: Ruslands, Moskou's."""
        if self._language not in _GENITIVE:
            return 0
        ending = self._text[end : end + 3]
        if ending[:1] in ("s", "S") and not ending[1:2].isalnum() and end - start > 3:
            return 1 if ending[0].isupper() == self._text[end - 1].isupper() else 0
        return 2 if ending[:2] == "'s" and not ending[2:].isalnum() and self._language != "de" else 0

    def _bounded(self, found: _Found) -> _Found | None:
        """The name with the head of its compound where that is a place; None where it is a part of another word."""
        text, (start, end, fitting, _) = self._text, found
        demonym = fitting[0].sense == "demonym"
        joined = start > 1 and text[start - 1] == "-" and text[start - 2].isalnum()
        if joined and not self._may_follow(_LAST_WORD.search(text[max(0, start - 30) : start - 1]), demonym):
            return None
        if text[end : end + 1] != "-" or not text[end + 1 : end + 2].isalnum():
            return found
        head = _WORD.match(text, end + 1)
        if head is None:
            return found
        if head.group().lower() in contexts("place_heads", self._language) and not demonym:
            return _Found(start, head.end(), fitting)
        return found if self._may_precede(head.group(), demonym) else None

    def _may_follow(self, word: re.Match[str] | None, demonym: bool) -> bool:
        if word is None:
            return False
        return _is_name(word.group(), self._language) or (demonym and _is_prefix(word.group(), self._language))

    def _may_precede(self, word: str, demonym: bool) -> bool:
        if _is_name(word, self._language):
            return True
        return self._language in _LOOSE_COMPOUNDS and word[0].islower() and not demonym


@lru_cache(65536)
def _beginnings(word: str, language: str) -> tuple[tuple[int, str], ...]:
    """How a name may begin with this word: how many letters are skipped, and what is put before the rest.

    Arabic joins conjunctions, prepositions and the article to the word (Habash 2010, 4.2); li- and al- become one lām.
    """
    if not _ARABIC.match(word):
        genitive = language in _GENITIVE and word[-1] in "sS" and word[:-1] in names()
        return ((0, ""),) if genitive or _begins_names(word) else ()
    ways = []
    for particles in _PARTICLES:
        rest = word[len(particles) :]
        if not word.startswith(particles) or len(rest) < (3 if particles else 1):
            continue
        if _begins_names(rest):
            ways.append((len(particles), ""))
        if particles.endswith("ل") and rest.startswith("ل") and _begins_names("ا" + rest):
            ways.append((len(particles), "ا"))
    return tuple(ways)


def _begins_names(letters: str) -> bool:
    return next(names().iterkeys(letters), None) is not None


@lru_cache(65536)
def _fitting(name: str, bit: int) -> tuple[Reading, ...]:
    return tuple(reading for reading in readings(names()[name]) if reading.languages & bit)


@lru_cache(4096)
def _is_name(word: str, language: str) -> bool:
    return word in names() and any(reading.sense != "candidate" for reading in _fitting(word, _bit(language)))


def _is_prefix(word: str, language: str) -> bool:
    """Whether a word before a hyphen only modifies the adjective behind it: pro-, anti-, franco-, israélo-."""
    return word.lower() in contexts("prefixes", language) or (language in _COMBINING_IN_O and word.endswith("o"))


@lru_cache
def _bit(language: str) -> int:
    if not language:
        return (1 << OTHER_LANGUAGE + 1) - 1
    return 1 << (LANGUAGES.index(language) if language in LANGUAGES else OTHER_LANGUAGE)
