"""Fetching while one reads: in a thread of its own, whose end nobody has to wait for."""

import asyncio
from collections import Counter
from collections.abc import Callable, Container, Sequence
from datetime import UTC, datetime

from textual import work
from textual.worker import get_current_worker

from sahara_reader.store.article import Article
from sahara_reader.store.intake.raw_article import Failure
from sahara_reader.store.library import Library
from sahara_reader.store.subscriptions import REFRESH, Subscription
from sahara_reader.tui.cards.feeds import Feeds
from sahara_reader.tui.library_app import LibraryApp
from sahara_reader.tui.safe_text import line

_LOOK_WHETHER_DUE = 60.0
_LOOK_WHETHER_CANCELLED = 0.2


class Fetching(LibraryApp):
    """The actions that ask feeds for news; `private` hosts may be asked though they are not public."""

    def __init__(self, library: Library, *, patient: bool = True, private: Container[str] = ()) -> None:
        super().__init__(library, patient=patient)
        self._private = private

    def fetch_when_due(self) -> None:
        """From now on, ask each feed from time to time."""
        self.panes.set_interval(_LOOK_WHETHER_DUE, self._fetch_due)

    def action_fetch_feed(self) -> None:
        article = self.panes.reader.view.article
        feed = self.library.subscriptions.get(article.feed) if article and article.feed else None
        if feed is None:
            self.say("This article came from no feed that is followed. R asks all feeds.")
        else:
            self.fetch([feed])

    def action_fetch_all(self) -> None:
        now = datetime.now(UTC)
        feeds = [feed for feed in self.library.subscriptions.all() if feed.due(now)]
        if feeds:
            self.fetch(feeds)
        else:
            self.say("No feed may be asked now. F shows the feeds, and there a follows another.")

    def action_fetch_text(self) -> None:
        if article := self.panes.reader.view.article:
            self.say("Asking for the full text …")
            self._fetch_text(article)

    def action_feeds(self) -> None:
        self.push_screen(Feeds(self.library, self))

    def fetch(
        self, feeds: Sequence[Subscription], *, quiet: bool = False, then: Callable[[], None] | None = None
    ) -> None:
        """Ask feeds for news in the background; `then` is called when all have answered."""
        if not quiet:
            self.say(f"Asking {feeds[0].name if len(feeds) == 1 else f'{len(feeds)} feeds'} …")
        self._fetch(feeds, quiet, then)

    @work(thread=True, exit_on_error=False, group="follow")
    def follow(self, url: str, then: Callable[[], None]) -> None:
        """Follow the feed at an address, or the one that the page there names."""
        from sahara_reader.store.fetching import follow  # noqa: PLC0415 - loads the network's libraries
        from sahara_reader.store.web.reading import find_feed  # noqa: PLC0415

        self.call_from_thread(self.say, f"Asking {line(url)} …")
        found = find_feed(url, private=self._private)
        if isinstance(found, Failure):
            said = f"{found.place}: {found.reason}"
        else:
            result = follow(self.library, found)
            said = f"{result.feed.name} is followed: {result.added} articles."
        self.call_from_thread(self.say, said)
        self.call_from_thread(then)

    @work(thread=True, exclusive=True, exit_on_error=False, group="text")
    def _fetch_text(self, article: Article) -> None:
        from sahara_reader.store.full_text import fetch_full_text  # noqa: PLC0415 - loads the network's libraries

        found = fetch_full_text(self.library, article, private=self._private)
        said = found.reason if isinstance(found, Failure) else f"{len(found.text.split())} words, read from its page."
        self.call_from_thread(self.say, said[:1].upper() + said[1:])
        self.call_from_thread(self.show_article)

    def _fetch_due(self) -> None:
        now = datetime.now(UTC)
        feeds = [feed for feed in self.library.subscriptions.all() if feed.due(now, every=REFRESH)]
        if feeds:
            self.fetch(feeds, quiet=True)

    @work(thread=True, exclusive=True, exit_on_error=False, group="fetch")
    def _fetch(self, feeds: Sequence[Subscription], quiet: bool, then: Callable[[], None] | None) -> None:
        worker = get_current_worker()
        outcome = asyncio.run(_until_cancelled(self.library, feeds, self._private, lambda: worker.is_cancelled))
        if worker.is_cancelled:
            return
        if not quiet:
            self.call_from_thread(self.say, _said(outcome, feeds))
        if then:
            self.call_from_thread(then)


async def _until_cancelled(
    library: Library, feeds: Sequence[Subscription], private: Container[str], cancelled: Callable[[], bool]
) -> Counter[str]:
    from sahara_reader.store.fetching import fetch  # noqa: PLC0415 - loads the network's libraries

    outcome: Counter[str] = Counter()

    async def ask() -> None:
        async for result in fetch(library, feeds, private=private):
            outcome.update(added=result.added, updated=result.updated, failed=result.status == "failed")
            if result.status == "failed":
                outcome[result.reason] += 1

    asking = asyncio.create_task(ask())
    while not asking.done() and not cancelled():
        await asyncio.wait([asking], timeout=_LOOK_WHETHER_CANCELLED)
    if asking.done():
        asking.result()
    asking.cancel()
    return outcome


def _said(outcome: Counter[str], feeds: Sequence[Subscription]) -> str:
    news = f"{outcome['added']} new" + (f", {outcome['updated']} changed" if outcome["updated"] else "")
    if not outcome["failed"]:
        return f"{news}."
    if len(feeds) == 1:
        reason = next(reason for reason in outcome if reason not in ("added", "updated", "failed"))
        return f"{feeds[0].name}: {reason}"
    return f"{news}; {outcome['failed']} of {len(feeds)} feeds failed, F shows why."
