"""What stands above an article's text and below its title: origin, time to read, the user's notes."""

from collections.abc import Iterator, Sequence

from sahara_reader.store.article import Article
from sahara_reader.store.listing import Row
from sahara_reader.tui import date_labels
from sahara_reader.tui.safe_text import line

_WORDS_A_MINUTE = {"ar": 138, "de": 179, "en": 228, "es": 218, "fr": 195, "nl": 202}
"""Silent reading of running text (Trauzettel-Klosinski and Dietz 2012, IReST, table 2)."""

_OF_OTHERS = 190


def said(article: Article, copies: Sequence[Row], lost: Sequence[str]) -> Iterator[str]:
    """The lines below the title, one by one; `lost` are highlighted words that the text does not hold any more."""
    yield " · ".join(filter(None, _origin(article)))
    if named := dict.fromkeys(line(copy.source) or "another copy" for copy in copies):
        yield f"also in {', '.join(named)}; c takes them apart"
    if article.tags:
        yield " ".join(f"#{line(tag)}" for tag in article.tags)
    if article.note:
        yield f"✎ {line(article.note)}"
    yield from (f"highlighted, and gone from the text since: “{line(words)}”" for words in lost)


def _origin(article: Article) -> Iterator[str]:
    yield line(article.source)
    yield date_labels.label(article.published) if article.published else "no date of publication"
    yield article.language or ""
    yield reading_time(article)
    yield "title inferred" if article.title_inferred else ""
    yield from (line(author) for author in article.authors)


def reading_time(article: Article) -> str:
    """How long the article takes to read, and how many words it has."""
    words = len(article.text.split())
    minutes = max(1, round(words / _WORDS_A_MINUTE.get((article.language or "")[:2], _OF_OTHERS)))
    return f"{minutes} min, {words:,} word{'' if words == 1 else 's'}"
