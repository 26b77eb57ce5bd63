"""Which language a text is in: by its script for Arabic, by its little words for the others."""

import re
from collections import Counter

from sahara_reader.data.languages import function_words

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_PERSIAN_OR_URDU = re.compile(r"[پچژگکیٹڈڑںےہ]")
_ENOUGH = 4000
"""Characters looked at: the beginning of an article says as much as the whole."""


def identify(text: str) -> str | None:
    """The language of a text as a BCP 47 code (nl fr es en de pt it ar), None where the text does not tell."""
    head = text[:_ENOUGH].lower()
    words = _WORD.findall(head)
    arabic = len(_ARABIC.findall(head))
    if arabic * 2 > sum(map(len, words)):
        return "ar" if len(_PERSIAN_OR_URDU.findall(head)) * 20 < arabic else None
    counts = Counter(words)
    scores = {
        language: sum(counts[word] for word in known if word in counts) for language, known in function_words().items()
    }
    best, second = sorted(scores, key=lambda language: scores[language], reverse=True)[:2]
    return best if scores[best] > scores[second] else None
