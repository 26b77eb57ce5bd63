"""Fetching: followed feeds are asked at the same time, what they bring is kept, what goes wrong stays with its feed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Container, Iterable
from datetime import UTC, datetime
from typing import Literal

import msgspec

from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.feed_document import FeedDocument, NoFeed
from sahara_reader.store.intake.feed_worker import FeedWorker
from sahara_reader.store.intake.raw_article import Failure, RawArticle, published_as
from sahara_reader.store.library import Library
from sahara_reader.store.subscriptions import Subscription, answered, failed
from sahara_reader.store.web.client import Client, Unreachable
from sahara_reader.store.web.reading import FollowedFeed

_AT_ONCE = 16


class Fetched(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What asking one feed has brought; `reason` says what went wrong, of the feed or of its `failed` entries."""

    feed: Subscription
    status: Literal["fetched", "unchanged", "failed"]
    added: int = 0
    updated: int = 0
    duplicate: int = 0
    failed: int = 0
    reason: str = ""


async def fetch(
    library: Library, feeds: Iterable[Subscription], *, private: Container[str] = (), annotate: bool = True
) -> AsyncIterator[Fetched]:
    """Ask feeds, two of one host at a time; each result comes as soon as its articles are durable."""
    gate, worker = asyncio.Semaphore(_AT_ONCE), FeedWorker()

    async def one(feed: Subscription) -> Fetched:
        async with gate:
            return await _fetch(library, client, worker, feed, annotate=annotate)

    try:
        async with Client(private=private) as client:
            tasks = [asyncio.create_task(one(feed)) for feed in feeds]
            try:
                for next_done in asyncio.as_completed(tasks):
                    yield await next_done
            finally:
                for task in tasks:
                    task.cancel()
    finally:
        worker.close()


async def _fetch(
    library: Library, client: Client, worker: FeedWorker, feed: Subscription, *, annotate: bool
) -> Fetched:
    now = datetime.now(UTC)
    headers = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified, "A-IM": "feed"}
    try:
        answer = await client.get(feed.url, headers={name: value for name, value in headers.items() if value})
        renewed = answered(feed, answer.status, answer.headers, now, answer.moved_to)
        if renewed.error or answer.status == 304:
            return await asyncio.to_thread(_keep, library, renewed)
        document = await asyncio.to_thread(worker.read, answer.body, answer.url)
    except (Unreachable, NoFeed) as error:
        return await asyncio.to_thread(_keep, library, failed(feed, str(error), now))
    renewed = msgspec.structs.replace(renewed, title=feed.title or document.title, link=document.link or feed.link)
    return await asyncio.to_thread(_keep, library, renewed, document, since=feed.fetched, annotate=annotate)


def _keep(
    library: Library,
    feed: Subscription,
    document: FeedDocument | None = None,
    *,
    since: datetime | None = None,
    annotate: bool = False,
) -> Fetched:
    outcome = _take_in(library, feed, document, since, annotate=annotate) if document else Counter()
    library.subscriptions.put(feed)
    status: Literal["fetched", "unchanged", "failed"] = "failed" if feed.error else "fetched"
    if not feed.error and document is None:
        status = "unchanged"
    reason = feed.error or (f"{outcome['failed']} entries hold no text." if outcome["failed"] else "")
    return Fetched(feed=feed, status=status, reason=reason, **outcome)


def follow(library: Library, found: FollowedFeed, *, folder: str = "", annotate: bool = True) -> Fetched:
    """Follow a feed that was found, and keep what it holds."""
    known = library.subscriptions.get(found.feed.url)
    feed = found.feed if known is None else msgspec.structs.replace(known, error="", failures=0, wait_until=None)
    feed = msgspec.structs.replace(feed, folder=folder or feed.folder)
    return _keep(library, feed, found.document, annotate=annotate)


def _take_in(
    library: Library, feed: Subscription, document: FeedDocument, since: datetime | None, *, annotate: bool
) -> Counter[str]:
    """Keep what a feed has brought; how many articles were added, updated, duplicate, failed.

    An entry without a date was published between the last time the feed was asked (`since`) and now; what a feed held
    when it was followed may be of any day, and stays without one.
    """
    outcome: Counter[str] = Counter(failed=sum(isinstance(entry, Failure) for entry in document.entries))
    raws = [entry for entry in reversed(document.entries) if isinstance(entry, RawArticle)]  # the newest comes last
    days = dict.fromkeys(f"{time:%Y-%m-%d}" for time in (since, feed.fetched) if time)
    appeared = published_as("/".join(days), "feed") if since else None
    articles = [
        compose(msgspec.structs.replace(raw, feed=feed.url, published=raw.published or appeared)) for raw in raws
    ]
    new = [article for article in articles if not library.row(article.id)]
    outcome["duplicate"] = len(articles) - len(new)
    outcome.update(added.status for added in library.add(*(annotated(a) if annotate else a for a in new)))
    return outcome
