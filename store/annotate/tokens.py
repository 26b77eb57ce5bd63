"""Words and signs of a sentence with their exact places, as the tagger reads them.

A word holds together what is written together ("VN-Veiligheidsraad", "O'Brien", "nrc.nl", "J.P."); a French elision
("l'", "qu'") and an English "'s" stand apart, and so do the particles that Arabic writes onto the next word.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from sahara_reader.data.lexicons import words

_LETTER = r"[^\W\d_]"
_SHORTENED = r"(?:St|Ste|Dr|Mr|Mrs|Ms|Jr|jr|Sr|sr|Inc|Ltd|Corp|Co|Bros|Mgr|Prof|Mt|Ft)"
_ELISION = {
    "fr": r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|aujourd(?!'hui|’hui))['’](?=\w)",
}
_WORD = {
    "en": rf"{_LETTER}(?:\w|[-‑.&@](?=\w)|['’](?!s\b)(?=\w))*|['’]s\b",
    "": rf"(?:['’](?=[stnk]\b))?{_LETTER}(?:\w|[-‑.&@'’](?=\w))*",
}
_NUMBER = r"\d+(?:[.,:]\d+)*(?:[-‑]?\w+)*"
_INITIALS = rf"(?:{_LETTER}\.(?:[-‑](?={_LETTER}\.))?)+(?![^\W_])"
_ARABIC_PARTICLES = re.compile(r"[وف]?[بكل]|[وف]")
_SHORTEST_REST = 3


class Token(NamedTuple):
    """A word or a sign and where it stands in the text, the end exclusive."""

    text: str
    start: int
    end: int


def tokens(text: str, start: int, end: int, language: str, cuts: Iterable[int] = ()) -> list[Token]:
    """The tokens of `text[start:end]`, in order and apart; none reaches across one of the ascending `cuts`."""
    found = [
        Token(match.group(), match.start(), match.end()) for match in _pattern(language).finditer(text, start, end)
    ]
    if language == "ar":
        found = [piece for token in found for piece in _without_particles(token)]
    wanted = list(cuts)
    return list(_cut(found, wanted)) if wanted else found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    kinds = [
        *([f"(?i:{_ELISION[language]})"] if language in _ELISION else []),
        _INITIALS,
        rf"{_SHORTENED}\.(?=\s)",
        _WORD.get(language, _WORD[""]),
        _NUMBER,
        r"\w+",
        r"[.]{2,}|([^\w\s])\1*",
    ]
    return re.compile("|".join(kinds))


def _without_particles(token: Token) -> Iterator[Token]:
    """An Arabic word without the particles written onto it (Habash 2010, 4.2), where the rest is the likelier word."""
    listed = words("ar")
    if token.text in listed:
        return iter((token,))
    for length in (2, 1):
        particles, rest = token.text[:length], token.text[length:]
        if len(rest) < _SHORTEST_REST or not _ARABIC_PARTICLES.fullmatch(particles):
            continue
        with_article = rest.startswith("ل" if particles.endswith("ل") else "ال")
        if with_article or rest in listed:
            return _parts(token, [token.start + length])
    return iter((token,))


def _cut(found: list[Token], cuts: list[int]) -> Iterator[Token]:
    at = 0
    for token in found:
        while at < len(cuts) and cuts[at] <= token.start:
            at += 1
        inside = at
        while inside < len(cuts) and cuts[inside] < token.end:
            inside += 1
        yield from _parts(token, cuts[at:inside]) if inside > at else (token,)
        at = inside


def _parts(token: Token, cuts: list[int]) -> Iterator[Token]:
    begin = token.start
    for cut in [*cuts, token.end]:
        yield Token(token.text[begin - token.start : cut - token.start], begin, cut)
        begin = cut
