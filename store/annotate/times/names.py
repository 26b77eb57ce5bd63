"""People and things called May, Zondag or Mars: told from months and days by their capital and their neighbours."""

import re

from sahara_reader.store.annotate.times.grammar import Grammar
from sahara_reader.store.annotate.times.meaning import Point
from sahara_reader.store.annotate.times.parser import Finding
from sahara_reader.store.annotate.times.words import Run, folded

_NAMELIKE = frozenset({"{month}", "{weekday}", "{season}", "{part}"})
_DATED = frozenset({"{day}", "{written}"})
_BEFORE = re.compile(r"\b([A-ZÄÖÜ][^\W\d_]*|[A-ZÄÖÜ][^\W\d_]{0,3}\.) $")
_BEHIND = re.compile(r" ([A-ZÄÖÜ][a-zäöüß]+)")
_OPENING = re.compile(r"(?:^|[.!?…:;؟\n•–—-]|\d\))[\s\"'“”‘’«»„(\[]*$")
_LONGEST_NAME = 40
_PUNCTUATION = 12
"""Characters of closing and opening punctuation between two sentences, at most."""


def is_name(text: str, run: Run, finding: Finding, grammar: Grammar) -> bool:
    """Whether a word that may be a month or a day is a name here.

    Where months are written small, a capital inside a sentence makes a name; where they have capitals, a capitalised
    word beside it that no template knows ("Theresa May", "June Star").
    """
    if not isinstance(finding.meaning, Point) or finding.meaning.holiday is not None:
        return False
    places = range(finding.start, finding.end)
    classes = [{name for name, _ in run.words[place].entries} for place in places]
    capitals = [
        place for place, kinds in zip(places, classes, strict=True) if run.capitals[place] and kinds & _NAMELIKE
    ]
    if not capitals or any(kinds & _DATED for kinds in classes):
        return False
    if not grammar.resource.capitalised:
        first = run.spans[capitals[0]][0]
        return not _opens_sentence(text, first) and not text[first : first + 2].isupper()
    alone = len(places) == 1 and (finding.meaning.weekday is None or bool(grammar.resource.alone.get("weekday")))
    return alone and _has_namely_neighbour(text, run.spans[finding.start], grammar, first_known=finding.start == 0)


def _has_namely_neighbour(text: str, span: tuple[int, int], grammar: Grammar, *, first_known: bool) -> bool:
    known = grammar.lexicon.words
    before = _BEFORE.search(text, max(0, span[0] - _LONGEST_NAME), span[0])
    if before and not _opens_sentence(text, before.start(1)) and folded(before[1]) not in known:
        return True
    behind = _BEHIND.match(text, span[1])
    return behind is not None and first_known and folded(behind[1]) not in known


def _opens_sentence(text: str, start: int) -> bool:
    return _OPENING.search(text[max(0, start - _PUNCTUATION) : start]) is not None or start == 0
