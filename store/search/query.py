"""From what a person types to what the index is asked: words and "phrases", all of which must occur.

Any string of characters is a valid query; what holds no word matches everything.
"""

import re
from typing import NamedTuple

from sahara_reader.store.search.folding import words

_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')


class Term(NamedTuple):
    """Folded words that must follow each other; the last one may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool


class Query(NamedTuple):
    """The terms of a query, in the order typed."""

    terms: tuple[Term, ...]

    def match_expression(self) -> str:
        """The query in FTS5's language, every word quoted; the empty string when there is no term."""
        return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.prefix else ""}' for term in self.terms)

    def patterns(self) -> list[re.Pattern[str]]:
        """Patterns that find the terms in folded text, for marking hits."""
        return [
            re.compile(r"(?<![^\W_])" + r"[\W_]+".join(term.words) + ("" if term.prefix else r"(?![^\W_])"))
            for term in self.terms
        ]


def parse(text: str) -> Query:
    """Read a query; the last word is a prefix unless a space or closing quote follows it. Never raises."""
    terms = []
    for part in _PART.finditer(text):
        phrase = part[1] is not None
        closed = part[0].endswith('"') and len(part[0]) > 1 if phrase else part.end() < len(text)
        folded = tuple(words(part[1] if phrase else part[2]))
        if folded:
            terms.append(Term(folded, prefix=not closed))
    return Query(tuple(terms))
