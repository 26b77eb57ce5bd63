"""Did you mean: the words of a query that the library hardly knows, replaced by words it knows well.

A word is compared with those that begin with the same two letters, or with these two swapped, by the optimal string
alignment distance (Damerau-Levenshtein without edits of edited parts): one slip in a short word, two in a long one.
"""

from collections.abc import Callable, Iterable

from sahara_reader.store.search.query import Condition, Query, Words

Terms = Callable[[str], Iterable[tuple[str, int]]]
"""The words that begin with some letters, folded, each with the number of articles it stands in."""

_SHORTEST = 4
_LONG = 7
_TIMES_BETTER = 10


def respelled(query: Query, terms: Terms) -> str | None:
    """The query with its unknown words respelled, as text; None where nothing nearby is known."""
    clauses = tuple(tuple(_respelled(condition, terms) for condition in clause) for clause in query.clauses)
    return None if clauses == query.clauses else str(Query(clauses)).strip()


def _respelled(condition: Condition, terms: Terms) -> Condition:
    what = condition.what
    if condition.negated or not isinstance(what, Words):
        return condition
    *whole, last = what.folded
    words = [*(_nearest(word, terms) for word in whole), _nearest(last, terms, prefix=what.prefix)]
    return condition if tuple(words) == what.folded else Condition(what._replace(text=" ".join(words)))


def _nearest(word: str, terms: Terms, *, prefix: bool = False) -> str:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - needed only when a search finds little

    if len(word) < _SHORTEST or word.isdecimal():
        return word
    slips = 2 if len(word) >= _LONG else 1
    known = 0
    near: list[tuple[int, int, str]] = []
    for beginning in {word[:2], word[1::-1]}:
        for term, count in terms(beginning):
            if term == word or (prefix and term.startswith(word)):
                known += count
            elif abs(len(term) - len(word)) <= slips:
                distance = OSA.distance(word, term, score_cutoff=slips)
                if distance <= slips:
                    near.append((distance, -count, term))
    better = [found for found in near if -found[1] >= _TIMES_BETTER * known]
    return min(better)[2] if better else word
