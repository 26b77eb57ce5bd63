"""What the words around a name say about it: that its capital means nothing there, that it is a person's name."""

import re
from functools import cached_property

from sahara_reader.data.gazetteer import contexts, roles
from sahara_reader.data.lexicons import FAMILY, GIVEN, names

_BEFORE = re.compile(r"([^\W\d_][\w'.-]*) $")
_BEHIND = re.compile(r" ([^\W\d_][\w'-]*)")
_STARTS = re.compile(r"(?:^|[.!?…:;|•]|  | [-–—])[\s\"'«“”„‘(\[]*$")
_LATIN_WORD = re.compile(r"[A-ZÀ-ÞŒ][\w'-]*")
_FAR = 40


class Context:
    """The plain text of an article, asked about one name after the other."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language

    def hides_names(self, start: int, end: int) -> bool:
        """Whether an ordinary word would look the same: first in a sentence, among capitals, in a script without."""
        if self._language == "ar":
            return self._word_before(start) not in contexts("before_places", "ar")
        if self._text[start:end].isupper() and end - start > 1:
            around = (self._word_before(start), self._word_behind(end))
            return any(len(word) > 1 and word.isupper() for word in around)
        return bool(_STARTS.search(self._text[max(0, start - _FAR) : start]))

    def is_portfolio(self, start: int) -> bool:
        """Whether the words before are those before a portfolio: "de minister van", "ministre chargé de la"."""
        patterns = contexts("before_ministries", self._language)
        before = self._text[max(0, start - _FAR) : start]
        return any(re.search(f"{pattern}$", before) for pattern in patterns)

    def is_person(self, start: int, end: int) -> bool:
        """Whether a place's or body's name is here a person's: Jack London, Jordan Peterson, Mr. Holland; and later on.

        Only single Latin words are doubted. Where the text has such a person, the bare name is theirs unless a
        preposition of place stands before it.
        """
        name = self._text[start:end]
        if not _LATIN_WORD.fullmatch(name):
            return False
        if self._beside_a_given_name(start, end):
            return True
        return name in self._surnames and self._word_before(start) not in contexts("before_places", self._language)

    def _beside_a_given_name(self, start: int, end: int) -> bool:
        before = self._word_before(start)
        if before.lower() in contexts("titles", self._language):
            return True
        if _is_given(before) and before.lower() not in contexts("before_places", self._language):
            return True
        behind = self._word_behind(end)
        return bool(
            _is_given(self._text[start:end])
            and behind[:1].isupper()
            and names().kind(behind) & FAMILY
            and behind.lower() not in roles(self._language)
        )

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """Words that stand behind a given name somewhere in the text."""
        pairs = re.findall(r"(?=\b([A-ZÀ-Þ][\w'-]+) ([A-ZÀ-Þ][\w'-]+))", self._text)
        return frozenset(last for first, last in pairs if _is_given(first))

    def _word_before(self, start: int) -> str:
        found = _BEFORE.search(self._text[max(0, start - _FAR) : start])
        return found.group(1) if found else ""

    def _word_behind(self, end: int) -> str:
        found = _BEHIND.match(self._text, end)
        return found.group(1) if found else ""


def _is_given(word: str) -> bool:
    return len(word) > 2 and word[:1].isupper() and bool(names().kind(word) & GIVEN)
