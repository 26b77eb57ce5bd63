"""Names that the model finds: a linear-chain conditional random field (Lafferty et al. 2001) for each language.

In come a text, its language and the names that the gazetteer found in it; out come spans with a type and the model's
own probability of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from sahara_reader.data.models import model
from sahara_reader.store.annotate.features import features
from sahara_reader.store.annotate.tokens import Token, tokens
from sahara_reader.store.sentences import sentences

if TYPE_CHECKING:
    import pycrfsuite

_ONE_AT_A_TIME = Lock()  # a pycrfsuite.Tagger remembers the sentence between two calls


class Span(NamedTuple):
    """A name in the text, the end exclusive; `type` is PER, LOC, ORG, MISC or DEM (a demonym)."""

    start: int
    end: int
    type: str
    score: float = 1.0


def tag(text: str, language: str, hits: Sequence[Span]) -> list[Span]:
    """The names of `text` in order and apart; none where there is no model for the language.

    `hits` are the gazetteer's names; the model sees them, and may see them differently.
    """
    with _ONE_AT_A_TIME:  # opened once: CRFsuite reads in the cached bytes of the model, which must not be another copy
        tagger = _opened(language)
    if tagger is None:
        return []
    document = split(text, language, hits)
    rows = features(document, classes(document, hits), language)
    return [span for sentence, row in zip(document, rows, strict=True) for span in _tagged(tagger, sentence, row)]


def split(text: str, language: str, hits: Sequence[Span]) -> list[list[Token]]:
    """The tokens of every line and sentence of `text`; the gazetteer's names begin and end with a token."""
    cuts = sorted({edge for hit in hits for edge in (hit.start, hit.end)})
    return [
        found
        for begin, end in sentences(text)
        for start, stop in _lines(text, begin, end)
        if (found := tokens(text, start, stop, language, cuts))
    ]


def classes(document: Iterable[Sequence[Token]], spans: Iterable[Span]) -> dict[int, str]:
    """Labels in the IOB2 manner ("B-PER", "I-PER") of the tokens in `spans`, by the token's start."""
    found: dict[int, str] = {}
    ordered = iter(sorted(spans))
    span = next(ordered, None)
    for token in (token for sentence in document for token in sentence):
        while span and span.end <= token.start:
            span = next(ordered, None)
        if span and span.start <= token.start and token.end <= span.end:
            found[token.start] = ("B-" if token.start == span.start else "I-") + span.type
    return found


def joined(sentence: Sequence[Token], labels: Sequence[str], scores: Mapping[int, float]) -> Iterator[Span]:
    """The spans that IOB labels describe; a span's score is that of its least certain token."""
    span: Span | None = None
    for at, (token, label) in enumerate(zip(sentence, labels, strict=True)):
        kind = label[2:]
        if span and label.startswith("I-") and kind == span.type:
            span = Span(span.start, token.end, kind, min(span.score, scores[at]))
            continue
        if span:
            yield span
        span = Span(token.start, token.end, kind, scores[at]) if kind else None
    if span:
        yield span


@cache
def _opened(language: str) -> "pycrfsuite.Tagger | None":
    content = model(language)
    if content is None:
        return None
    import pycrfsuite  # noqa: PLC0415 - the reader opens without it

    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(content)
    return tagger


def _tagged(tagger: "pycrfsuite.Tagger", sentence: Sequence[Token], rows: Sequence[Sequence[str]]) -> list[Span]:
    with _ONE_AT_A_TIME:
        tagger.set(rows)
        labels = tagger.tag()
        scores = {at: tagger.marginal(label, at) for at, label in enumerate(labels) if label != "O"}
    return list(joined(sentence, labels, scores)) if scores else []


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for line in text[start:end].splitlines(keepends=True):
        yield begin, begin + len(line)
        begin += len(line)
