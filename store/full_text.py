"""The full text of an article of which its feed gave only the beginning: read from its page."""

from collections.abc import Container

import msgspec

from sahara_reader.store.article import Article
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.raw_article import Failure, RawArticle
from sahara_reader.store.library import Library
from sahara_reader.store.web.reading import read_address


def fetch_full_text(library: Library, article: Article, *, private: Container[str] = ()) -> Article | Failure:
    """Put the text of the article's page in the place of what is kept, when the page holds more of it.

    What the feed said of title, source, date and authors stays; where it said nothing, the page is asked.
    """
    place = article.title
    if article.url is None:
        return Failure(place=place, reason="the article has no web address.")
    found = read_address(article.url, private=private)
    if isinstance(found, Failure):
        return msgspec.structs.replace(found, place=place)
    if not isinstance(found, RawArticle):
        return Failure(place=place, reason="at its address is a feed, not an article.")
    if len(found.text) <= len(article.text):
        return Failure(place=place, reason="its page holds no more than is here already.")
    page = compose(found)
    renewed = msgspec.structs.replace(
        page,
        url=article.url,
        title=page.title if article.title_inferred else article.title,
        title_inferred=page.title_inferred and article.title_inferred,
        source=article.source or page.source,
        published=article.published or page.published,
        authors=article.authors or page.authors,
        language=article.language or page.language,
        record_id=article.record_id,
        feed=article.feed,
        full_text=True,
    )
    (kept,) = library.add(annotated(renewed))
    return kept.article
