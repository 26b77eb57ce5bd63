"""Web archives (WARC, ISO 28500), plain or gzipped: each page that was kept in one becomes an article.

Read by warcio, the extra `warc`; records other than whole answers with HTML in them are passed over.
"""

from collections.abc import Iterator
from typing import BinaryIO

from sahara_reader.store.addresses import safe_url
from sahara_reader.store.intake.charsets import charset_named, decoded
from sahara_reader.store.intake.raw_article import LARGEST_TEXT, Failure, RawArticle
from sahara_reader.store.intake.web_page import article_of_page

_PAGES = ("text/html", "application/xhtml+xml")


def read_web_archive(stream: BinaryIO, place: str) -> Iterator[RawArticle | Failure]:
    """The articles of the pages in an archive, one at a time."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
    except ImportError:
        yield Failure(place=place, reason="web archives need the extra `warc`: pip install 'sahara-reader[warc]'.")
        return
    found = False
    try:
        for number, record in enumerate(ArchiveIterator(stream), start=1):
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type != "response" or not kind.startswith(_PAGES):
                continue
            found, inside = True, f"{place}[{number}]"
            body = record.content_stream().read(LARGEST_TEXT + 1)
            if len(body) > LARGEST_TEXT:
                yield Failure(place=inside, reason=f"the page is larger than {LARGEST_TEXT / 1e6:.0f} MB.")
                continue
            address = safe_url(record.rec_headers.get_header("WARC-Target-URI", "")) or ""
            yield article_of_page(decoded(body, charset_named(kind)), address, inside)
    except Exception as error:  # on broken records warcio raises whatever the code below it does
        found = True
        yield Failure(place=place, reason=f"the archive is broken ({type(error).__name__}).")
    if not found:
        yield Failure(place=place, reason="the archive holds no pages.")
