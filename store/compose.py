"""From what intake read to an article: identity, language, annotation."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from sahara_reader.store.annotate.language import identify
from sahara_reader.store.annotate.pipeline import ENGINE, annotate
from sahara_reader.store.article import Article
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library


def compose(raw: RawArticle, *, now: datetime | None = None) -> Article:
    """The article made of `raw`, not annotated yet; its language identified where none was given.

    The id is a hash of the clean text, so that the same text always has the same id, whatever file or feed brings it.
    """
    return Article(
        id=hashlib.blake2b(raw.text.encode(), digest_size=8).hexdigest(),
        text=raw.text,
        title=raw.title,
        title_inferred=raw.title_inferred,
        lede=raw.lede,
        language=raw.language or identify(raw.text),
        source=raw.source,
        url=raw.url,
        record_id=raw.record_id,
        feed=raw.feed,
        authors=raw.authors,
        published=raw.published,
        added=now or datetime.now(UTC),
        tags=raw.tags,
        note=raw.note,
    )


def annotate_stale(library: Library) -> Iterator[Article]:
    """Annotate what another engine than today's annotated, or none; yields each article when it is durable."""
    for article in library.originals():
        if article.annotation.annotated_by != ENGINE:
            renewed = library.annotate(article.id, annotated(article).annotation)
            if renewed:
                yield renewed


def annotated(article: Article) -> Article:
    """The article with its annotation made anew."""
    return msgspec.structs.replace(
        article, annotation=annotate(article.text, language=article.language, published=article.published)
    )
