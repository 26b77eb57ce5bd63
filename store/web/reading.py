"""Addresses that the user gives: a feed is followed, a page is read; what a page is, its server and its content say."""

import asyncio
from collections.abc import Container
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from sahara_reader.store.intake.charsets import charset_named, decoded
from sahara_reader.store.intake.feed_document import FeedDocument, NoFeed, looks_like_feed
from sahara_reader.store.intake.feed_worker import FeedWorker
from sahara_reader.store.intake.raw_article import Failure, RawArticle
from sahara_reader.store.intake.web_page import article_of_page, read_page
from sahara_reader.store.subscriptions import Subscription, answered
from sahara_reader.store.web.client import USER_AGENT, Answer, Client, Unreachable


class FollowedFeed(NamedTuple):
    """A feed that was found at an address, and what it holds."""

    feed: Subscription
    document: FeedDocument


def read_address(url: str, *, private: Container[str] = ()) -> FollowedFeed | RawArticle | Failure:
    """What is at an address of the web: a feed, an article, or why there is neither."""
    return asyncio.run(_read(url, private, follow=False))


def find_feed(url: str, *, private: Container[str] = ()) -> FollowedFeed | Failure:
    """The feed at an address, or the first one that the page there names."""
    found = asyncio.run(_read(url, private, follow=True))
    return found if isinstance(found, FollowedFeed | Failure) else Failure(place=url, reason=_NO_FEED)


_NO_FEED = "it is no feed, and the page names none; look for its RSS or Atom address."


async def _read(url: str, private: Container[str], *, follow: bool) -> FollowedFeed | RawArticle | Failure:
    worker = FeedWorker()
    try:
        async with Client(private=private) as client:
            answer = await client.get(url)
            if answer.status != 200:
                return Failure(place=url, reason=f"its server answered {answer.status}.")
            if looks_like_feed(answer.body):
                return await _feed(worker, answer, url)
            if follow:
                feeds = read_page(_text(answer), answer.url).feeds
                return (
                    await _feed(worker, await client.get(feeds[0][1]), feeds[0][1])
                    if feeds
                    else Failure(place=url, reason=_NO_FEED)
                )
            if not await _allowed(client, answer.url):
                return Failure(place=url, reason="its robots.txt asks programs to stay away; open it in the browser.")
            return article_of_page(_text(answer), answer.url, url)
    except (Unreachable, NoFeed) as error:
        return Failure(place=url, reason=str(error))
    finally:
        worker.close()


async def _feed(worker: FeedWorker, answer: Answer, url: str) -> FollowedFeed:
    now = datetime.now(UTC)
    document = await asyncio.to_thread(worker.read, answer.body, answer.url)
    feed = Subscription(url=answer.moved_to or url, title=document.title, link=document.link, added=now)
    return FollowedFeed(answered(feed, answer.status, answer.headers, now), document)


async def _allowed(client: Client, url: str) -> bool:
    """Whether robots.txt (RFC 9309) lets us read this page; a server that has none lets everybody."""
    parts = urlsplit(url)
    try:
        answer = await client.get(f"{parts.scheme}://{parts.netloc}/robots.txt")
    except Unreachable:
        return True
    if answer.status != 200:
        return answer.status < 500
    robots = RobotFileParser()
    robots.parse(answer.body[:500_000].decode("utf-8", "replace").splitlines())
    return robots.can_fetch(USER_AGENT.partition("/")[0], url)


def _text(answer: Answer) -> str:
    return decoded(answer.body, charset_named(answer.headers.get("content-type", "")))
