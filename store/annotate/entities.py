"""Mentions: the gazetteer's names found in a text, in one pass, the longest name first, offsets exact.

Names of every language count in every text (a Dutch paper writes "Polisario" and "Rabat"); adjectives count in their
own language. A person's surname counts where the full name stands in the same text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from sahara_reader.data.gazetteer import Entry, load
from sahara_reader.store.article import Demonym, EntityType, How, Mention
from sahara_reader.store.search.folding import fold

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_ARABIC = re.compile(r"[\u0621-\u064a\u0671]")
_CONJUNCTIONS, _PREPOSITIONS = ("", "و", "ف"), ("", "ب", "ل", "ك")
_DUTCH_PLACE_WORDS = frozenset(["regio", "gebied", "grens", "stad", "provincie", "kust", "streek"])


class Token(NamedTuple):
    """A word or a sign, and where it stands; `key` is the form that names are compared by."""

    key: str
    start: int
    end: int


class Reading(NamedTuple):
    """What a form can stand for; `languages` empty for all."""

    entity: str
    type: EntityType
    demonym: bool
    languages: tuple[str, ...]
    surname: bool = False


@dataclass
class Node:
    """A place in the trie of names: what ends here, and what may follow."""

    readings: list[Reading] = field(default_factory=list)
    following: dict[str, "Node"] = field(default_factory=dict)


class Found(NamedTuple):
    """A form in the text: tokens `first` to `last` (inclusive), from `start` to `end`."""

    reading: Reading
    first: int
    last: int
    start: int
    end: int


def find_entities(text: str, language: str | None) -> tuple[list[Mention], list[Demonym]]:
    """Mentions and demonyms of a text, each sorted by start and apart from each other. Linear in the text's length."""
    spoken = (language or "").partition("-")[0]
    tokens = [Token(_key(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found = list(_scan(text, tokens, spoken))
    full_names = {form.reading.entity for form in found if not form.reading.surname}
    mentions: list[Mention] = []
    demonyms: list[Demonym] = []
    for reading, _, _, start, end in found:
        if reading.surname and reading.entity not in full_names:
            continue
        if reading.demonym:
            demonyms.append(Demonym(start=start, end=end, entity=reading.entity))
        else:
            how: How = "alias" if reading.surname else "gazetteer"
            mentions.append(Mention(start=start, end=end, type=reading.type, entity=reading.entity, how=how))
    return mentions, demonyms


@cache
def _trie() -> Node:
    root = Node()
    for entry in load().values():
        for text, reading in _forms(entry):
            node = root
            for match in _TOKEN.finditer(text):
                node = node.following.setdefault(_key(match.group()), Node())
            node.readings.append(reading)
    return root


def _forms(entry: Entry) -> Iterator[tuple[str, Reading]]:
    for form in entry.forms:
        reading = Reading(entry.id, entry.type, False, form.languages)
        yield form.text, reading
        if len(form.text) > 3 and form.text.upper() != form.text:
            yield form.text.upper(), reading
    for surname in entry.surnames:
        yield surname, Reading(entry.id, entry.type, False, (), surname=True)
    for language, demonyms in entry.demonyms.items():
        for demonym in demonyms:
            yield demonym, Reading(entry.id, entry.type, True, (language,))


def _key(token: str) -> str:
    if token in "’ʼ`":
        return "'"
    return fold(token) if _ARABIC.search(token) else token


def _scan(text: str, tokens: list[Token], language: str) -> Iterator[Found]:
    at = 0
    while at < len(tokens):
        found = _longest(tokens, at, language)
        if found and (found := _bounded(text, tokens, found, language)):
            yield found
            at = found.last + 1
        else:
            at += 1


def _longest(tokens: list[Token], at: int, language: str) -> Found | None:
    best: Found | None = None
    for key, start in _beginnings(tokens[at]):
        node = _trie().following.get(key)
        last = at
        genitive = node is None and _genitive(key, language)
        if genitive:
            node = _trie().following.get(key[:-1])
        while node is not None:
            reading = _chosen(node.readings, language)
            if reading and not (genitive and reading.demonym) and (best is None or last > best.last):
                best = Found(reading, at, last, start, tokens[last].end)
            last += 1
            if last == len(tokens) or genitive:
                break
            word = tokens[last].key
            following = node.following.get(word)
            genitive = following is None and _genitive(word, language)
            node = node.following.get(word[:-1]) if genitive else following
    return best


def _beginnings(token: Token) -> Iterator[tuple[str, int]]:
    """The token itself and, in Arabic, what is left of it without particles and article (Habash 2010, 4.2)."""
    yield token.key, token.start
    if len(token.key) < 4 or not _ARABIC.match(token.key):
        return
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            particles = conjunction + preposition
            rest = token.key[len(particles) :]
            if not token.key.startswith(particles) or len(rest) < 3:
                continue
            start = token.start + len(particles)
            if particles:
                yield rest, start
            if rest.startswith("ال"):
                yield rest[2:], start
            if preposition == "ل" and rest.startswith("ل"):  # للمغرب: li- and al- written as one
                yield "ا" + rest, start
                yield rest[1:], start


def _chosen(readings: Iterable[Reading], language: str) -> Reading | None:
    """The reading that counts in this language: a name before an adjective, a full name before a surname."""
    fitting = [
        reading for reading in readings if not reading.languages or not language or language in reading.languages
    ]
    return min(fitting, key=lambda reading: (reading.demonym, reading.surname), default=None)


def _genitive(key: str, language: str) -> bool:
    return language in ("nl", "de", "") and len(key) > 4 and key.endswith("s")


def _bounded(text: str, tokens: list[Token], found: Found, language: str) -> Found | None:
    """The form with what belongs to it, None where it is only part of another word."""
    reading, first, last, start, end = found
    if first >= 2 and _joined(text, tokens, first - 1) and not _is_name(tokens, first - 2, language):
        return None
    if last + 2 < len(tokens) and _joined(text, tokens, last + 1):
        head = tokens[last + 2]
        if language == "nl" and head.key.lower() in _DUTCH_PLACE_WORDS and not reading.demonym:
            return Found(reading, first, last + 2, start, head.end)
        if not _is_name(tokens, last + 2, language):
            return None
    if language in ("nl", "") and not reading.demonym and _apostrophe_s(tokens, last, end):
        return Found(reading, first, last + 2, start, tokens[last + 2].end)
    return found


def _joined(text: str, tokens: list[Token], hyphen: int) -> bool:
    sign = tokens[hyphen]
    if sign.key not in "-‑" or hyphen + 1 == len(tokens):
        return False
    return tokens[hyphen - 1].end == sign.start and sign.end == tokens[hyphen + 1].start and text[sign.start] != " "


def _is_name(tokens: list[Token], at: int, language: str) -> bool:
    node = _trie().following.get(tokens[at].key)
    return node is not None and _chosen(node.readings, language) is not None


def _apostrophe_s(tokens: list[Token], last: int, end: int) -> bool:
    if last + 2 >= len(tokens):
        return False
    apostrophe, letter = tokens[last + 1], tokens[last + 2]
    return apostrophe.key == "'" and apostrophe.start == end and letter.key == "s" and letter.start == apostrophe.end
